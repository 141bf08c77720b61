"""The question before documents are issued: how many, what numbers, how much; it cannot be taken back."""

from collections.abc import Callable, Collection, Sequence

from PySide6.QtWidgets import QWidget

from loti_admin.domain.dates import long_date
from loti_admin.domain.document_words import counted, number_ranges
from loti_admin.domain.invoices import Document
from loti_admin.domain.money import total
from loti_admin.domain.vat import percent_text
from loti_admin.services.drafts import IssuePlan
from loti_admin.services.issuing import issue_invoices
from loti_admin.services.numbering import planned_numbers
from ui.dialogs.final import FinalDialog
from ui.kit.dialog import Line
from ui.session import Session


def issue_dialog(
    session: Session,
    plan: IssuePlan,
    only: Collection[str],
    parent: QWidget,
    issued: Callable[[tuple[Document, ...]], object],
) -> FinalDialog:
    """Asks, makes a backup, issues the plan's drafts of the organisations `only` (codes), and gives the documents to
    `issued`."""
    drafts = [draft for draft in plan.drafts if draft.code in only]
    what = counted(drafts)
    gross = total(draft.gross for draft in drafts)
    numbers = number_ranges(planned_numbers(session.register, drafts))
    gets = "It gets the number" if len(drafts) == 1 else "They get the numbers"
    day = long_date(plan.on)
    date_words = f"today's date, {day}" if plan.on == session.today() else f"the date {day}"

    def issue() -> None:
        issued(issue_invoices(session.register, plan.year, plan.on, only=only, expected=plan))

    return FinalDialog(
        session,
        f"Issue {what} of {gross.text}?",
        f"Issue {what}",
        issue,
        parent,
        parent,
        sentence=f"{gets} {numbers} and {date_words}. Issuing is final: correct with a credit note. "
        "Earlier steps can no longer be undone. A backup is made and checked first.",
        lines=_lines(drafts),
        warnings=_warnings(plan, drafts),
        width=560,
    )


def _lines(drafts: Sequence[Document]) -> list[Line]:
    rates = {line.vat_rate for draft in drafts for line in draft.lines if line.vat_rate is not None}
    vat = f"VAT at {percent_text(rates.pop())}\u00a0%" if len(rates) == 1 else "VAT"
    return [
        Line("Net", str(total(draft.net for draft in drafts))),
        Line(vat, str(total(draft.vat for draft in drafts))),
        Line("To pay", str(total(draft.gross for draft in drafts)), strong=True),
    ]


def _warnings(plan: IssuePlan, drafts: Sequence[Document]) -> list[str]:
    codes = {draft.code for draft in drafts}
    waiting = [p for p in plan.problems if p.field == "purchase_order" and p.code in codes]
    names = {draft.code: draft.organisation for draft in drafts}
    warnings = []
    if len(waiting) == 1:
        warnings.append(f"{names[waiting[0].code]} has no purchase order and says it needs one.")
    elif waiting:
        named = ", ".join(names[p.code] for p in waiting[:4])
        more = f" and {len(waiting) - 4} more" if len(waiting) > 4 else ""
        warnings.append(
            f"{len(waiting)} have no purchase order and say they need one: {named}{more}."
        )
    left = len(plan.drafts) - len(drafts)
    if left:
        warnings.append(
            "1 draft is not ticked and stays a draft."
            if left == 1
            else f"{left} drafts are not ticked and stay drafts."
        )
    return warnings
