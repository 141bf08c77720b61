"""A credit note: how much, why, and whether the fee is billed again; then the question with its numbers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QWidget

from loti_admin.domain.dates import long_date
from loti_admin.domain.invoices import Document, Figure
from loti_admin.domain.money import ZERO, Money
from loti_admin.errors import Invalid, LotiError, Problem
from loti_admin.services.credit_lines import left_by_line
from loti_admin.services.issuing import (
    credit,
    draft_credit_note,
    left_to_credit,
)
from loti_admin.services.numbering import planned_numbers
from ui.dialogs.final import FinalDialog
from ui.kit.dialog import FormDialog, Line
from ui.kit.fields import ChoiceField, DateField, FormField, MoneyField, MultiLineField
from ui.kit.form import RecordForm
from ui.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditWish:
    """What is typed. `part` is what to credit before VAT, in pence, where not all is credited; `line` is the place of
    the line to credit, counted from 1, or 0 for all of them."""

    line: int = 0
    whole: bool = True
    part: Money = ZERO
    on: date
    reason: str = ""
    rebill: bool = False


class CreditDialog(FormDialog[CreditWish]):
    """Asks what to credit; the act opens the question, and only that issues the note."""

    def __init__(
        self,
        session: Session,
        document: Document,
        parent: QWidget,
        done: Callable[[Document], object],
    ) -> None:
        self._session, self._document, self._done = session, document, done
        self._owner = parent
        # All are read already where one is chosen from a list, which is faster than to look through the file.
        notes = [d for d in session.register.documents.all() if d.credits_number == document.number]
        left = left_to_credit(session.register, document, notes)
        form: RecordForm[CreditWish] = RecordForm(_fields(document, left_by_line(document, notes)))
        form.load(CreditWish(part=left, on=max(session.today(), document.on)))
        super().__init__(
            f"Credit {document.number}",
            form,
            "Credit…",
            self._put_question,
            parent,
            intro=f"{document.organisation}, {document.number} of {long_date(document.on)}: "
            f"{left.text} of {document.net.text} before VAT is left to credit.",
        )
        form.edited.connect(self._arrange)
        self._arrange()

    def _do(self) -> None:
        """The act only puts the question; the dialog stays until that is answered with yes."""
        try:
            self._put_question(self.form.value())
        except Invalid as invalid:
            self.form.show_problems(invalid.problems)
        except LotiError as error:
            self.form.show_problems([Problem(str(error))], "Not credited")

    def _put_question(self, wish: CreditWish) -> None:
        if not wish.reason:
            reason = "Say why: the reason is printed on the credit note."
            raise Invalid([Problem(reason, field="reason")])
        note = self._made(draft_credit_note, wish)
        self._question(wish, note).open()

    def _arrange(self) -> None:
        whole = bool(self.form.editor("whole").value())
        self.form.set_field_shown("part", shown=not whole)
        self.form.set_field_shown("line", shown=len(self._document.lines) > 1)
        # A fee is billed again only after all of its invoice is credited.
        all_lines = not self.form.editor("line").value()
        self.form.set_field_shown("rebill", shown=whole and all_lines)

    def _made(self, make: Callable[..., Document], wish: CreditWish) -> Document:
        """The draft or the note itself: both are made of the same wish."""
        return make(
            self._session.register,
            self._document.number,
            wish.on,
            wish.reason,
            None if wish.whole else wish.part,
            rebill=wish.whole and wish.rebill and not wish.line,
            line=wish.line,
        )

    def _question(self, wish: CreditWish, note: Document) -> FinalDialog:
        (number,) = planned_numbers(self._session.register, [note])
        again = " The fee goes back to the drafts." if note.rebill else ""
        question = FinalDialog(
            self._session,
            f"Credit {note.gross.text} of {self._document.number}?",
            "Issue credit note",
            lambda: self._issue(wish),
            self,
            self._owner,
            sentence=f"It gets the number {number} and the date {long_date(note.on)}.{again} A credit note is final. "
            "Earlier steps can no longer be undone. A backup is made and checked first.",
            lines=[
                Line("Net", str(note.net)),
                Line("VAT", str(note.vat)),
                Line("Credit", str(note.gross), strong=True),
                *(_left(figure) for figure in note.figures[-1:]),
            ],
        )
        question.accepted.connect(self.accept)
        return question

    def _issue(self, wish: CreditWish) -> None:
        self._done(self._made(credit, wish))


def _left(figure: Figure) -> Line:
    """What the credit leaves of the document: to pay, or to give back where it was paid before."""
    if figure.amount < ZERO:
        return Line("Overpaid then, stays as credit on account", str(abs(figure.amount)))
    return Line(figure.label, str(figure.amount))


def _fields(document: Document, left: Sequence[Money]) -> tuple[FormField, ...]:
    """`left` is what is left of each line, in pence before VAT."""
    lines = [
        (place, f"{place}. {line.description}, {amount.text} left")
        for place, (line, amount) in enumerate(zip(document.lines, left, strict=True), start=1)
        if amount
    ]
    return (
        ChoiceField(key="line", label="Which line", choices=((0, "All lines"), *lines)),
        ChoiceField(
            key="whole",
            label="How much",
            choices=((True, "All that is left"), (False, "A part of it")),
            half=True,
        ),
        MoneyField(key="part", label="Part to credit", hint="Before VAT", half=True),
        DateField(key="on", label="Date of the credit note", half=True),
        ChoiceField(
            key="rebill",
            label="Afterwards",
            choices=((False, "The fee is settled"), (True, "Bill the fee again")),
            half=True,
        ),
        MultiLineField(key="reason", label="Reason", hint="Printed on the credit note", lines=3),
    )
