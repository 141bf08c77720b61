"""Words that several kinds of documents share."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from loti_admin.documents.content import Fact
from loti_admin.documents.look import Look, Mark
from loti_admin.domain.dates import Period, long_date
from loti_admin.domain.invoices import Document, Figure, VatTotal
from loti_admin.domain.money import Money, total
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


def vat_rows(document: Document) -> tuple[VatTotal, ...]:
    """The table of VAT. Its sum is the document's own VAT: a last credit note takes the penny that rounding the
    earlier ones has left, and then stands a penny off its rate."""
    rows = list(document.vat_totals)
    off = document.vat - total(row.vat for row in rows)
    rated = [index for index, row in enumerate(rows) if row.rate is not None]
    if off and rated:
        rows[rated[0]] = replace(rows[rated[0]], vat=rows[rated[0]].vat + off)
    return tuple(rows)


def as_sum(figures: Sequence[Figure]) -> tuple[tuple[str, Money], ...]:
    """Figures as a column that adds up to its last line: what is taken off the first one gets a minus."""
    parts = [(figure.label, figure.amount) for figure in figures]
    if len(parts) > 2:
        (_, first), *taken, (_, result) = parts
        if first - total(amount for _, amount in taken) == result:
            parts[1:-1] = [(label, -amount) for label, amount in taken]
    return tuple(parts)


def reference_facts(document: Document, label: str) -> tuple[tuple[str, str], ...]:
    """What the customer knows the document by. A reference that is only the account again is not said twice."""
    account, reference = document.customer_account.strip(), document.buyer_reference.strip()
    return (
        ("Customer account", account),
        ("Your VAT number", document.customer_vat_number),
        (label, "" if reference == account else reference),
    )


def order_cell(document: Document) -> Fact:
    return Fact("Your purchase order", document.purchase_order.strip() or NO_ORDER)
