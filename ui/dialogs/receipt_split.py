"""Money that came in: from whom, and which documents it pays with how much."""

from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace

from PySide6.QtWidgets import QWidget

from loti_admin.domain.accounts import OpenDocument
from loti_admin.domain.dates import long_date
from loti_admin.domain.money import ZERO, Money
from loti_admin.domain.receipts import Receipt
from loti_admin.errors import Invalid, Problem
from loti_admin.services.receipts import Recorded, books_now, record_split
from ui.kit.dialog import FormDialog
from ui.kit.fields import ChoiceField, DateField, FormField, MoneyField, TextField
from ui.kit.form import RecordForm
from ui.session import Session

NOT_KNOWN = (0, "Not known")


class _Form(RecordForm[SimpleNamespace]):
    """Its record has a field for each open document, so it is no fixed class."""

    def value(self) -> SimpleNamespace:
        return SimpleNamespace(**self.values())


class ReceiptSplitDialog(FormDialog[SimpleNamespace]):
    """The documents of the payer stand below; what they do not use stays as credit on account."""

    def __init__(
        self, session: Session, payer: int, parent: QWidget, done: Callable[[Recorded], object]
    ) -> None:
        """`payer` is the organisation that is chosen first; 0 if it is not known."""
        self._session, self._done = session, done
        self._open = books_now(session.register).open_documents()
        self._payer = -1
        self._filled: Money | None = None
        self._arranging = False
        form = _Form((*_fields(session), *map(_part, self._open)))
        start = {f"part{entry.document.id}": None for entry in self._open}
        form.load(
            SimpleNamespace(
                amount=self._owed(payer), on=session.today(), payer=payer, reference="", note="",
                **start,
            )
        )  # fmt: skip
        super().__init__(
            "Record a receipt",
            form,
            "Record receipt",
            self._record,
            parent,
            intro="What no document uses stays as credit on account.",
        )
        form.edited.connect(self._arrange)
        self._arrange()
        form.mark_clean()

    def _own(self, payer: int) -> list[OpenDocument]:
        return [entry for entry in self._open if entry.document.organisation_id == payer]

    def _owed(self, payer: int) -> Money | None:
        own = self._own(payer)
        return own[0].left if own else None

    def _arrange(self) -> None:
        """Show the documents of the payer, and share the amount out, the oldest first, until it is typed otherwise."""
        if self._arranging:
            return
        self._arranging = True
        payer = int(self.form.editor("payer").value())
        changed = payer != self._payer
        amount = self._amount()
        if changed:
            self._payer = payer
            for entry in self._open:
                key = f"part{entry.document.id}"
                self.form.set_field_shown(key, shown=entry.document.organisation_id == payer)
                self.form.editor(key).set_value(None)
        if changed or (amount != self._filled and self._as_filled()):
            left = amount
            for entry in self._own(payer):
                part = min(entry.left, left)
                self.form.editor(f"part{entry.document.id}").set_value(part or None)
                left = left - part
            self._filled = amount
        self._arranging = False

    def _amount(self) -> Money:
        try:
            return self.form.editor("amount").value() or ZERO
        except ValueError:
            return ZERO

    def _as_filled(self) -> bool:
        """Whether the parts still stand as they were shared out."""
        left = self._filled or ZERO
        for entry in self._own(self._payer):
            part = min(entry.left, left)
            try:
                if (self.form.editor(f"part{entry.document.id}").value() or ZERO) != part:
                    return False
            except ValueError:
                return False
            left = left - part
        return True

    def _record(self, typed: SimpleNamespace) -> None:
        if typed.on > self._session.today():
            raise Invalid([Problem("That day is still to come. Type the day it came.", field="on")])
        parts = {
            entry.document.id: part
            for entry in self._own(typed.payer)
            if (part := getattr(typed, f"part{entry.document.id}"))
        }
        receipt = Receipt(
            on=typed.on,
            amount=typed.amount,
            reference=typed.reference,
            organisation_id=typed.payer,
            note=typed.note,
        )
        try:
            recorded = record_split(self._session.register, receipt, parts)
        except Invalid as invalid:
            raise Invalid(map(self._beside, invalid.problems)) from invalid
        self._done(recorded)

    def _beside(self, problem: Problem) -> Problem:
        """A problem of the parts stands beside the part of the document that it names, or the first."""
        own = self._own(self._payer)
        if problem.field != "parts" or not own:
            return problem
        named = [e for e in own if e.document.number in problem.message]
        return replace(problem, field=f"part{(named or own)[0].document.id}")


def payer_choices(session: Session) -> list[tuple[int, str]]:
    """Everybody, those that owe something first."""
    register = session.register
    owing = {o.document.organisation_id for o in books_now(register).open_documents()}
    return [
        (o.id, o.display_name)
        for o in sorted(
            register.organisations.all(),
            key=lambda o: (o.id not in owing, o.display_name.casefold()),
        )
    ]


def _fields(session: Session) -> tuple[FormField, ...]:
    return (
        MoneyField(
            key="amount", label="Amount received", half=True, required="Type the amount received."
        ),
        DateField(
            key="on",
            label="Date",
            hint="The day it reached the bank",
            half=True,
            required="Type the day it reached the bank.",
        ),
        ChoiceField(key="payer", label="Payer", choices=[NOT_KNOWN, *payer_choices(session)]),
        TextField(key="reference", label="Bank reference", half=True),
        TextField(key="note", label="Note", half=True),
    )


def _part(entry: OpenDocument) -> FormField:
    document = entry.document
    return MoneyField(
        key=f"part{document.id}",
        label=f"Pays {document.number}",
        hint=f"{entry.left} left, due {long_date(document.due)}",
        half=True,
        optional=True,
    )
