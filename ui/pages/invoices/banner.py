"""The words of the page Invoices above and in place of its lists: figures, what stands in the way, nothing to issue."""

from dataclasses import dataclass

from loti_admin.domain.dates import long_date
from loti_admin.domain.grammar import how_many, listed
from ui.pages.invoices.checks import of_code
from ui.pages.invoices.rows import InvoicesView

# The banner's button opens the checklist.
CHECKLIST = "checklist"


@dataclass(frozen=True, slots=True)
class Words:
    """A title, a sentence, and the words and target of a button."""

    title: str
    sentence: str
    action: str
    target: str


def figures_of(view: InvoicesView) -> tuple[tuple[str, str], ...]:
    """The strip under the title."""
    drafts, notes = len(view.drafts), view.notes
    figures = [
        (f"{drafts:,}", "draft" if drafts == 1 else "drafts"),
        (f"{len(view.issued) - notes:,}", "issued"),
        (f"{notes:,}", "credit note" if notes == 1 else "credit notes"),
    ]
    if view.next_number:
        figures.append(("", f"next number {view.next_number}"))
    trouble = len(view.trouble)
    if trouble:
        figures.append(
            (f"{trouble}", "fault in the numbers" if trouble == 1 else "faults in the numbers")
        )
    elif view.issued:
        figures.append(("", "no gaps"))
    return tuple(figures)


def banner_of(view: InvoicesView) -> Words | None:
    """Why nothing can be issued now; None if something can, or if there is nothing."""
    blocking = view.plan.blocking
    if not blocking or not view.drafts:
        return None
    if view.plan.fees.approval is None:
        return Words(
            f"The fees of {view.year} are not approved yet",
            "These drafts show what would be issued. Approve the fees first.",
            "Show fees",
            "fees",
        )
    count = len(blocking)
    first = blocking[0]
    what = how_many(count, "thing")
    return Words(
        f"{what} to put right before these can be issued",
        first.message,
        "Show it" if count == 1 and of_code(view, first.code) else "Show the checklist",
        of_code(view, first.code) if count == 1 and of_code(view, first.code) else CHECKLIST,
    )


def nothing_of(view: InvoicesView) -> Words:
    """Why there is no draft: nobody is charged, all is issued, or nothing is due on that day."""
    later = view.plan.later
    if later:
        first = min(charge.fixed_on for charge in later)
        names = listed(dict.fromkeys(c.organisation for c in later if c.fixed_on == first))
        return Words(
            f"Nothing is due on {long_date(view.plan.on)}",
            f"The next fee of {view.year} falls due on {long_date(first)}: {names}.",
            f"Show drafts of {long_date(first)}",
            f"day/{first.isoformat()}",
        )
    if view.issued:
        return Words(
            f"Everything of {view.year} is issued",
            "Every fee that is charged has its document. A fee that is to be billed again comes back here once its "
            "invoice is credited.",
            "Show issued",
            "issued",
        )
    return Words(
        f"Nothing to issue in {view.year}",
        "Invoices follow from fees, and fees from who is a member. Nobody is charged in this year yet.",
        "Show fees",
        "fees",
    )
