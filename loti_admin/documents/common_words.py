"""Words that several kinds of documents share."""

from decimal import Decimal

from loti_admin.documents.content import Fact
from loti_admin.documents.look import Look, Mark
from loti_admin.domain.dates import Period, long_date
from loti_admin.domain.invoices import Document
from loti_admin.domain.money import Money
from loti_admin.domain.vat import percent_text

NO_NUMBER = "None until issued"
AT_ISSUE = "Set at issue"
NO_ORDER = "None given"


def has_vat(document: Document) -> bool:
    """Whether it is a VAT document at all; a zero rate makes it one too. Only such a document bears the VAT number."""
    return any(line.vat_rate is not None for line in document.lines)


def rate_text(rate: Decimal | None) -> str:
    """`20%`, or that the line is outside the scope of VAT, short enough for its column."""
    return "No VAT" if rate is None else f"{percent_text(rate)}%"


def number_text(document: Document, look: Look) -> str:
    return document.number if look.mark is Mark.ISSUED else NO_NUMBER


def date_text(document: Document, look: Look) -> str:
    return long_date(document.on) if look.mark is Mark.ISSUED else AT_ISSUE


def period_text(document: Document) -> str:
    return Period(document.period_start, document.period_end).text


def totals_text(document: Document) -> tuple[tuple[str, Money], ...]:
    """Both totals that VAT Regulations 1995 reg. 14(1)(i) and (l) ask for; a document without VAT has neither."""
    if not has_vat(document) and not document.vat:
        return ()
    return ("Total without VAT", document.net), ("Total VAT", document.vat)


def order_cell(document: Document) -> Fact:
    return Fact("Your purchase order", document.purchase_order.strip() or NO_ORDER)
