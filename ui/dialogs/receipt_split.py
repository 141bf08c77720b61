"""Money that came in: from whom, and which documents it pays with how much."""

from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from loti_admin.domain.accounts import OpenDocument
from loti_admin.domain.dates import long_date
from loti_admin.domain.money import ZERO, Money
from loti_admin.domain.receipts import Receipt
from loti_admin.errors import Invalid, LotiError, Problem
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
        self._books = books_now(session.register)
        self._payer = -1
        self._filled: Money | None = None
        # Made anew for each payer: fields for the documents of everybody would take a while to make.
        self.parts = _Form(())
        form = _Form(_fields(session))
        own = self._books.open_documents(payer) if payer else []
        form.load(
            SimpleNamespace(
                amount=own[0].left if own else None,
                on=session.today(),
                payer=payer,
                reference="",
                note="",
            )
        )
        super().__init__(
            "Record a receipt",
            form,
            "Record receipt",
            self._record,
            parent,
            intro="What no document uses stays as credit on account.",
        )
        self._below = QVBoxLayout()
        self.body.addLayout(self._below)
        form.edited.connect(self._arrange)
        self._arrange()

    def reject(self) -> None:
        """Parts that were typed are not dropped in silence either."""
        if self.parts.is_dirty() and self.discard_button.isHidden():
            self._ask(True)
            self.keep_button.setFocus(Qt.FocusReason.TabFocusReason)
            return
        super().reject()

    def _do(self) -> None:
        for form in (self.form, self.parts):
            try:
                form.values()
            except Invalid as invalid:
                form.show_problems(invalid.problems)
                return
        try:
            self._record(self.form.value())
        except Invalid as invalid:
            beside = [self._beside(problem) for problem in invalid.problems]
            for form in (self.parts, self.form):
                own = [p for p in beside if p.field.startswith("part") == (form is self.parts)]
                if own:
                    form.show_problems(own)
        except LotiError as error:
            self.form.show_problems([Problem(str(error))], "Not recorded")
        else:
            self.accept()

    def _arrange(self) -> None:
        """Show the documents of the payer, and share the amount out, the oldest first, until it is typed otherwise."""
        payer, amount = int(self.form.editor("payer").value()), self._amount()
        if payer != self._payer:
            self._payer = payer
            self._show_documents()
        elif amount == self._filled or self.parts.is_dirty():
            return
        self._filled = left = amount
        for entry in self._own:
            part = min(entry.left, left)
            self.parts.editor(_key(entry)).set_value(part or None)
            left = left - part
        self.parts.mark_clean()

    def _show_documents(self) -> None:
        self._own = self._books.open_documents(self._payer) if self._payer else []
        old, self.parts = self.parts, _Form([_part(entry) for entry in self._own])
        self.parts.load(SimpleNamespace(**{_key(entry): None for entry in self._own}))
        self.parts.edited.connect(self._keep)
        self._below.removeWidget(old)
        old.hide()
        old.deleteLater()
        self._below.addWidget(self.parts)
        self.parts.setVisible(bool(self._own))
        if self.isVisible():
            self.fit()

    def _amount(self) -> Money:
        try:
            return self.form.editor("amount").value() or ZERO
        except ValueError:
            return ZERO

    def _record(self, typed: SimpleNamespace) -> None:
        if typed.on > self._session.today():
            raise Invalid([Problem("That day is still to come. Type the day it came.", field="on")])
        typed_parts = self.parts.values()
        parts = {
            entry.document.id: part for entry in self._own if (part := typed_parts[_key(entry)])
        }
        receipt = Receipt(
            on=typed.on,
            amount=typed.amount,
            reference=typed.reference,
            organisation_id=typed.payer,
            note=typed.note,
        )
        self._done(record_split(self._session.register, receipt, parts))

    def _beside(self, problem: Problem) -> Problem:
        """A problem of the parts stands beside the part of the document that it names, or the first."""
        if problem.field != "parts" or not self._own:
            return problem
        named = [e for e in self._own if e.document.number in problem.message]
        return replace(problem, field=_key((named or self._own)[0]))


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


def _key(entry: OpenDocument) -> str:
    return f"part{entry.document.id}"


def _part(entry: OpenDocument) -> FormField:
    document = entry.document
    return MoneyField(
        key=_key(entry),
        label=f"Pays {document.number}",
        hint=f"{entry.left} left, due {long_date(document.due)}",
        half=True,
        optional=True,
    )
