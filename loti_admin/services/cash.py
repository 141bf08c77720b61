"""What came in, what is expected and what is overdue, by month of the financial year, before VAT."""

from dataclasses import dataclass
from datetime import date, timedelta

from loti_admin.domain.budget import month_starts
from loti_admin.domain.invoices import Document
from loti_admin.domain.money import ZERO, Money
from loti_admin.domain.receipts import Use
from loti_admin.pace import paced
from loti_admin.services.year_facts import YearFacts
from loti_admin.storage.register import Register


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthOfMoney:
    """A month by its first day. `received` stands in the month of the receipt, `expected` and `overdue` in the month
    in which the document is or will be due. Amounts in pence before VAT."""

    start: date
    received: Money
    expected: Money
    overdue: Money


def money_by_month(register: Register, facts: YearFacts) -> tuple[MonthOfMoney, ...]:
    """The twelve months of the financial year. Reads only.

    Of a receipt the part counts that is not VAT of the document it pays; what pays no document yet counts whole. What
    was paid back is taken off on its day, and what was reversed never came. Fees that are not billed yet are expected
    as if they were billed on their day, or today. The host's own contribution and grants without a document bring no
    money to the bank on a day that is known, so they are not here.
    """
    received: dict[date, Money] = {}
    expected: dict[date, Money] = {}
    overdue: dict[date, Money] = {}
    period = facts.financial
    documents = {d.id: d for d in paced(register.documents.all())}
    days = {}
    for receipt in paced(register.receipts.all()):
        days[receipt.id] = receipt.on
        if period.contains(receipt.on):
            _add(received, receipt.on, receipt.amount)
    for allocation in paced(register.allocations.all()):
        on = days.get(allocation.receipt_id)
        if on is None:
            # A write-off moves no money.
            continue
        pays = allocation.use is Use.PAYMENT
        back = allocation.on if allocation.use is Use.REFUND else None
        # Of all that ever came in, most lies in other years.
        if not period.contains(on if pays else back or on):
            continue
        if pays:
            net = _net_part(documents.get(allocation.document_id), allocation.amount)
            _add(received, on, net - allocation.amount)
        else:
            _add(received, back or on, -allocation.amount)
    for one in paced(facts.unpaid):
        month = overdue if one.is_overdue(facts.today) else expected
        _add(month, one.document.due, _net_part(one.document, one.left))
    terms = timedelta(days=facts.payment_days)
    for charge in paced(facts.to_issue):
        _add(expected, max(charge.fixed_on, facts.today) + terms, charge.net)
    return tuple(
        MonthOfMoney(
            start=start,
            received=received.get(start, ZERO),
            expected=expected.get(start, ZERO),
            overdue=overdue.get(start, ZERO),
        )
        for start in month_starts(facts.financial)
    )


def _net_part(document: Document | None, amount: Money) -> Money:
    """The part of an amount paid or open that is not VAT."""
    if document is None or not document.gross:
        return amount
    return amount.share(document.net.pence, document.gross.pence)


def _add(months: dict[date, Money], day: date, amount: Money) -> None:
    start = day.replace(day=1)
    months[start] = months.get(start, ZERO) + amount
