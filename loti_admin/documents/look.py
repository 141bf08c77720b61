"""How a document is marked; apart from the drawing, so that the window names a look without loading the PDF library."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Mark(StrEnum):
    """What kind of paper it is. Only an issued document may be sent as one or paid."""

    ISSUED = "issued"
    DRAFT = "draft"
    PRO_FORMA = "pro forma"


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """The mark and, on a pro forma, the two dates that its document does not hold.

    `prepared` is the day the pro forma is made; `order_by` the day by which the purchase order's number is needed.
    Either may be left out.
    """

    mark: Mark = Mark.ISSUED
    prepared: date | None = None
    order_by: date | None = None


ISSUED = Look()
DRAFT = Look(mark=Mark.DRAFT)


def pro_forma(prepared: date | None = None, order_by: date | None = None) -> Look:
    """The look of a page to raise a purchase order from: no number, no bank details, so that paying it makes no tax
    point. The document's own date is the day on which its VAT invoice follows."""
    return Look(mark=Mark.PRO_FORMA, prepared=prepared, order_by=order_by)
