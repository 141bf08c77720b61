"""What the overview of a year is made from, read once: fees, decisions, documents and what is open of them."""

from dataclasses import dataclass
from datetime import date, timedelta

from loti_admin.domain.charges import Charge
from loti_admin.domain.dates import MONTHS, Period, Year
from loti_admin.domain.invoices import Document, DocumentKind
from loti_admin.domain.money import ZERO, Money
from loti_admin.domain.organisations import PurchaseOrder
from loti_admin.domain.settings import Setting, value_on
from loti_admin.pace import paced
from loti_admin.services.decisions import Decision, open_decisions
from loti_admin.services.fees import YearFees, year_fees
from loti_admin.services.receipts import books_now
from loti_admin.services.settings import financial_year_starts
from loti_admin.storage.register import Register


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenDocument:
    """An invoice or request, and what is left to pay of it, in pence."""

    document: Document
    left: Money

    def is_overdue(self, today: date) -> bool:
        return self.left > ZERO and self.document.due < today


@dataclass(frozen=True, slots=True, kw_only=True)
class YearFacts:
    """A year as it stands on `today`. `financial` are the days of the financial year, inclusive.

    `of_the_year` are the year's invoices and requests; `unpaid` those of all years that have something left to pay, the
    earliest due first. `to_issue` are fees that are to be billed and are not, whether they are due already or not.
    `undecided` are the codes of the councils whose fee waits for one of `decisions`. `orders` are the year's purchase
    orders by organisation.
    """

    year: Year
    today: date
    financial: Period
    fees: YearFees
    decisions: tuple[Decision, ...]
    undecided: frozenset[str]
    of_the_year: tuple[OpenDocument, ...]
    unpaid: tuple[OpenDocument, ...]
    to_issue: tuple[Charge, ...]
    orders: dict[int, PurchaseOrder]
    settings: tuple[Setting, ...]

    @property
    def charge_date(self) -> date:
        return self.fees.run.charge_date

    @property
    def as_at(self) -> date:
        """The day on which members are looked at: today within the subscription year, else its charge date."""
        running = self.fees.inputs.schedule.period.contains(self.today)
        return self.today if running else self.charge_date

    @property
    def payment_days(self) -> int:
        return int(value_on(self.settings, "payment days", self.charge_date))

    @property
    def first_due(self) -> date:
        """When an invoice of the charge date has to be paid."""
        return self.charge_date + timedelta(days=self.payment_days)

    @property
    def overdue(self) -> tuple[OpenDocument, ...]:
        """Of all years: what should have been paid before today, the oldest first."""
        return tuple(one for one in self.unpaid if one.is_overdue(self.today))

    @property
    def needs_approval(self) -> bool:
        """Whether the fees have to be approved, or approved again; joiners since then need no approval of their own."""
        fees = self.fees
        if not fees.run.charges:
            return False
        return fees.approval is None or bool(fees.changed or fees.gone)


def read_year_facts(register: Register, year: Year) -> YearFacts:
    """Everything the overview of a year reads, by the register's clock. Reads only."""
    fees = year_fees(register, year)
    decisions, undecided = open_decisions(fees)
    of_the_year, unpaid = _documents(register, year)
    return YearFacts(
        year=year,
        today=register.now().date(),
        financial=year.financial_period(financial_year_starts(register)),
        fees=fees,
        decisions=decisions,
        undecided=frozenset(undecided),
        of_the_year=of_the_year,
        unpaid=unpaid,
        to_issue=tuple(
            charge
            for charge in paced(fees.run.charges)
            if charge.document is not DocumentKind.NONE and charge.key not in fees.issued
        ),
        orders={o.organisation_id: o for o in register.purchase_orders.where(year=year.label)},
        settings=tuple(register.settings.all()),
    )


def _documents(
    register: Register, year: Year
) -> tuple[tuple[OpenDocument, ...], tuple[OpenDocument, ...]]:
    """Those of a year, and those that are not paid; of all there ever were, most are neither."""
    books, label = books_now(register), year.label
    of_the_year, unpaid = [], []
    for bill in paced(books.bills):
        left = books.left(bill)
        if bill.year == label or left > ZERO:
            one = OpenDocument(document=bill, left=left)
            if bill.year == label:
                of_the_year.append(one)
            if left > ZERO:
                unpaid.append(one)
    return tuple(of_the_year), tuple(unpaid)


def day_text(day: date) -> str:
    """`1 July`: for places where the year stands already."""
    return f"{day.day}\u00a0{MONTHS[day.month - 1]}"
