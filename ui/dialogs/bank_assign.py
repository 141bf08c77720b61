"""What one line of a bank file pays, as the officer says."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from loti_admin.domain.dates import long_date
from loti_admin.domain.money import Money
from loti_admin.services.bank_import import Proposal, assigned
from loti_admin.services.receipts import books_now
from ui.dialogs.receipt_split import payer_choices
from ui.kit.dialog import FormDialog
from ui.kit.fields import ChoiceField, FormField
from ui.kit.form import RecordForm
from ui.session import Session

# (organisation, document); document 0 keeps the money on account.
_Choice = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Target:
    target: _Choice


def bank_assign_dialog(
    session: Session, proposal: Proposal, parent: QWidget, done: Callable[[Proposal], object]
) -> FormDialog[_Target]:
    """Gives the proposal with another payer and document, ticked."""
    register = session.register
    entries = {e.document.id: e for e in books_now(register).open_documents()}
    names = payer_choices(session)
    choices: list[tuple[_Choice, str]] = [
        (
            (e.document.organisation_id, id),
            f"{e.document.organisation}: {e.document.number}, {e.left} left",
        )
        for id, e in sorted(entries.items(), key=lambda i: i[1].document.organisation.casefold())
    ]
    choices += [((id, 0), f"{name}: keep on account") for id, name in names]
    choices.append(((0, 0), "Keep on account, payer not known"))
    first = proposal.parts[0][0].id if proposal.parts else 0
    now = (proposal.organisation_id, first)
    fields: tuple[FormField, ...] = (
        ChoiceField(key="target", label="What it pays", choices=choices),
    )
    form: RecordForm[_Target] = RecordForm(fields)
    form.load(_Target(target=now if now in dict(choices) else (0, 0)))

    def choose(typed: _Target) -> None:
        organisation_id, document_id = typed.target
        parts: dict[int, Money] = {}
        if document_id:
            parts[document_id] = min(proposal.line.amount, entries[document_id].left)
        done(assigned(register, proposal, organisation_id, parts))

    line = proposal.line
    return FormDialog(
        f"What does {line.amount.text} pay?",
        form,
        "Choose",
        choose,
        parent,
        intro=f"{long_date(line.on)}: {line.text}. What is more than is left to pay stays on account.",
    )
