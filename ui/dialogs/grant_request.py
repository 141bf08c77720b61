"""A request for payment of a grant: which one, how much, on which day; then the question with its numbers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QWidget

from loti_admin.domain.dates import long_date
from loti_admin.domain.invoices import Document
from loti_admin.domain.money import ZERO, Money
from loti_admin.errors import Invalid, LotiError, Problem
from loti_admin.services.grant_requests import GrantTerm, draft_request, request_grant
from loti_admin.services.numbering import planned_numbers
from ui.dialogs.final import FinalDialog
from ui.kit.dialog import FormDialog, Line
from ui.kit.fields import ChoiceField, DateField, FormField, MoneyField
from ui.kit.form import RecordForm
from ui.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestWish:
    """What is typed; `grant_id` names the grant of the year, `amount` is in pence."""

    grant_id: int
    amount: Money = ZERO
    on: date


class GrantRequestDialog(FormDialog[RequestWish]):
    """Asks what to request; the act opens the question, and only that issues the request."""

    def __init__(
        self,
        session: Session,
        terms: Sequence[GrantTerm],
        on: date,
        parent: QWidget,
        done: Callable[[Document], object],
    ) -> None:
        """`terms` are the grants that something is left of, at least one."""
        self._session, self._done, self._owner = session, done, parent
        self._terms = {term.grant.id: term for term in terms}
        self._proposed = terms[0].grant.id
        form: RecordForm[RequestWish] = RecordForm(_fields(terms))
        form.load(RequestWish(grant_id=self._proposed, amount=terms[0].left, on=on))
        super().__init__(
            f"Request a grant for {session.year}",
            form,
            "Request…",
            self._put_question,
            parent,
            intro="An agreement is “up to” an amount: at most what is left of the year can be asked for.",
        )
        form.edited.connect(self._propose)

    def _do(self) -> None:
        """The act only puts the question; the dialog stays until that is answered with yes."""
        try:
            self._put_question(self.form.value())
        except Invalid as invalid:
            self.form.show_problems(invalid.problems)
        except LotiError as error:
            self.form.show_problems([Problem(str(error))], "Not requested")

    def _propose(self) -> None:
        """With another grant comes what is left of that one."""
        chosen = self.form.editor("grant_id").value()
        if chosen != self._proposed and chosen in self._terms:
            self._proposed = chosen
            self.form.editor("amount").set_value(self._terms[chosen].left)

    def _put_question(self, wish: RequestWish) -> None:
        grant = self._terms[wish.grant_id].grant
        draft = draft_request(self._session.register, grant, wish.on, wish.amount)
        (number,) = planned_numbers(self._session.register, [draft])
        question = FinalDialog(
            self._session,
            f"Request {draft.gross.text} from {draft.organisation}?",
            "Issue request",
            lambda: self._issue(wish),
            self,
            self._owner,
            sentence=f"It gets the number {number} and the date {long_date(draft.on)}. Issuing is final: correct with "
            "a credit note. Earlier steps can no longer be undone. A backup is made and checked first.",
            lines=[
                Line(figure.label, str(figure.amount), strong=figure.label == "This request")
                for figure in draft.figures
            ],
        )
        question.accepted.connect(self.accept)
        question.open()

    def _issue(self, wish: RequestWish) -> None:
        grant = self._terms[wish.grant_id].grant
        self._done(request_grant(self._session.register, grant, wish.on, wish.amount))


def _fields(terms: Sequence[GrantTerm]) -> tuple[FormField, ...]:
    choices = [
        (term.grant.id, f"{term.funder.display_name}: {term.grant.name}, {term.left.text} left")
        for term in terms
    ]
    return (
        ChoiceField(key="grant_id", label="Grant", choices=choices),
        MoneyField(key="amount", label="Amount to request", half=True),
        DateField(key="on", label="Date of the request", half=True),
    )
