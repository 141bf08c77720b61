"""Pro formas: invoices to come, as pages to raise purchase orders from. They bear no number and move no tax point."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from loti_admin.domain.dates import Year, long_date
from loti_admin.domain.invoices import Document, DocumentKind
from loti_admin.errors import NothingToDo, Problem, Refused
from loti_admin.services.drafts import plan_issue
from loti_admin.services.fee_inputs import schedule_of
from loti_admin.services.fees import blocking_text
from loti_admin.storage.register import Register

if TYPE_CHECKING:
    from loti_admin.documents.look import Look

Progress = Callable[[int, int], None]

# Before the invoice, so that the order's number can be printed on it.
DAYS_FOR_AN_ORDER = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class ProFormas:
    """What would be made: drafts of invoices, the page's look, and what is left out and why."""

    on: date
    drafts: tuple[Document, ...]
    look: "Look"
    left_out: tuple[Problem, ...]


def plan_pro_formas(
    register: Register,
    year: Year,
    on: date | None = None,
    *,
    order_by: date | None = None,
    without_order: bool = False,
) -> ProFormas:
    """Pro formas of every invoice that will be issued on a day and is not issued yet. Reads only.

    `on` is the day on which the invoices follow: the charge date, or today if that is later, unless said. `order_by`
    is the last day for the number of an order: two weeks before, unless said or gone by. `without_order` leaves out
    who has given a number. A council whose invoice could not be printed is left out and named. Raises Refused while
    the fees are not approved or something blocks them all, NothingToDo if there is no invoice to come.
    """
    from loti_admin.documents.look import pro_forma

    today = register.now().date()
    if on is None:
        on = max(schedule_of(register, year)[0].charge_date, today)
    plan = plan_issue(register, year, on)
    drafts = [d for d in plan.drafts if d.kind is DocumentKind.INVOICE]
    if without_order:
        drafts = [draft for draft in drafts if not draft.purchase_order.strip()]
    if not drafts:
        raise NothingToDo(
            f"There is no pro forma to make: no invoice of {year} without a purchase order follows on {long_date(on)}."
            if without_order
            else f"There is no pro forma to make: no invoice of {year} follows on {long_date(on)}."
        )
    own = {draft.code for draft in drafts}
    of_all = tuple(p for p in plan.blocking if not p.code)
    if of_all:
        raise Refused(blocking_text("No pro forma was made.", of_all))
    left_out = tuple(p for p in plan.blocking if p.code in own)
    blocked = {problem.code for problem in left_out}
    return ProFormas(
        on=on,
        drafts=tuple(draft for draft in drafts if draft.code not in blocked),
        look=pro_forma(today, order_by or day_for_orders(on, today)),
        left_out=left_out,
    )


def day_for_orders(on: date, today: date) -> date | None:
    """The last day for the number of an order if the invoices follow on `on`; None if that day has gone by."""
    latest = on - timedelta(days=DAYS_FOR_AN_ORDER)
    return latest if latest > today else None


def make_pro_formas(
    drafts: Sequence[Document], look: "Look", folder: Path, progress: Progress | None = None
) -> list[Path]:
    """Write the PDF of each pro forma into `folder`. Needs no register, so that a worker can run it.

    Raises FileTrouble; files made before stay.
    """
    from loti_admin.documents.files import write_documents

    return write_documents(drafts, folder, progress, look=look)
