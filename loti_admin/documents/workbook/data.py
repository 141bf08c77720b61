"""What the budget workbook is made from: plain records, gathered before the writing starts.

Money is in pence, net of VAT unless the name says otherwise; income and spending are both positive. Years are
financial years but for the subscription year of the fees.
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from loti_admin.domain.dates import Period, Year
from loti_admin.domain.money import ZERO, Money

STANDARD, SHARED_IT, AGREED = "Standard", "Shared IT", "Agreed rate"
CONTRIBUTION, GRANT, OTHER_INCOME = "Contribution", "Grant", "Other income"
CORE, RESTRICTED = "Core", "Restricted"
INVOICE, CREDIT_NOTE, REQUEST = "Invoice", "Credit note", "Request"
SUBSCRIPTION = "Subscription"
# How a line of spending goes on: with the pay award, with prices, unchanged, with its grants, or not at all.
PAY, PRICES, FIXED, WITH_GRANTS, ENDS = "Pay", "Prices", "Fixed", "Grants", "Ends"
BASES = (PAY, PRICES, FIXED, WITH_GRANTS, ENDS)


@dataclass(frozen=True, slots=True)
class Sourced:
    """An amount and where it comes from, in words that stand beside it on the Assumptions sheet.

    An amount that is not `known` is nothing until somebody types it, and every sheet that rests on it says so.
    """

    amount: Money
    source: str
    known: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """The prices of the subscription year, before VAT; `vat_rate` in per cent. `source` names schedule and approval."""

    standard: Money
    shared_it: Money
    contribution: Money
    vat_rate: Decimal
    charge_date: date
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberRow:
    """One fee. `rule` is STANDARD, SHARED_IT or AGREED, stated and never inferred; `agreed` is the price under AGREED.

    The share charged is `numerator/denominator`. `adjustment` is what discounts and credits take off, so negative.
    `vat_rate` in per cent, 0 outside the scope. `document` is the number of the invoice in force, "" before issue.
    `left` is the last day of membership, `covers_from` the first day the fee pays for, both inclusive.
    """

    council: str
    joined: date
    left: date | None = None
    covers_from: date
    rule: str
    service: str = ""
    agreed: Money | None = None
    numerator: int = 12
    denominator: int = 12
    adjustment: Money = ZERO
    vat_rate: Decimal
    purchase_order: str = ""
    document: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomeRow:
    """A contribution, a grant or other income. `later` is what is agreed for the three years that follow.

    `by_schedule`: the estimate is the schedule's contribution for a full year, so it follows the named price, this
    year and as long as the term lasts. `starts` and `ends` are the term, inclusive; None is not known.
    """

    payer: str
    agreement: str = ""
    type: str
    fund: str = CORE
    starts: date | None = None
    ends: date | None = None
    prior: Money = ZERO
    original: Money = ZERO
    variations: Money = ZERO
    actual: Money = ZERO
    forecast: Money = ZERO
    later: tuple[Money, Money, Money] = (ZERO, ZERO, ZERO)
    by_schedule: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SpendingRow:
    """One line of expenditure under its subjective group; `basis` is one of BASES."""

    group: str
    line: str
    fund: str = CORE
    prior: Money = ZERO
    original: Money = ZERO
    variations: Money = ZERO
    actual: Money = ZERO
    commitments: Money = ZERO
    forecast: Money = ZERO
    note: str = ""
    basis: str = PRICES


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRow:
    """One numbered document. Amounts of credit notes are negative here, and `credits` names what they credit.

    `purpose` is SUBSCRIPTION, CONTRIBUTION or GRANT: a credit note has that of the document it credits. `written_off`
    is what was given up of it, with VAT.
    """

    number: str
    kind: str
    purpose: str = SUBSCRIPTION
    payer: str
    on: date
    due: date | None = None
    net: Money
    vat: Money = ZERO
    paid: Money = ZERO
    written_off: Money = ZERO
    credits: str = ""

    @property
    def gross(self) -> Money:
        return self.net + self.vat


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptRow:
    """Money that came in, what of it pays the documents of this workbook, and what pays others."""

    on: date
    payer: str = ""
    reference: str = ""
    amount: Money
    used_here: Money = ZERO
    used_elsewhere: Money = ZERO


@dataclass(frozen=True, slots=True, kw_only=True)
class Planning:
    """Planning figures for the years to come, in per cent a year; fees are rounded to a multiple of `nearest`."""

    fee_uplift: Decimal = Decimal(0)
    nearest: Money = Money(50_00)
    pay: Decimal = Decimal(0)
    prices: Decimal = Decimal(0)
    source: str = "Not in the register: type the planning figure"


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkbookData:
    """Everything in the workbook. `register_net` and `register_vat` are the register's own totals of the fees, less
    credit notes; the Checks sheet holds the formulas against them. `open_decisions` counts what blocks issuing."""

    year: Year
    financial: Period
    as_of: date
    supplier: str
    example: bool
    schedule: Schedule
    by_membership_year: bool
    members: tuple[MemberRow, ...] = ()
    income: tuple[IncomeRow, ...] = ()
    spending: tuple[SpendingRow, ...] = ()
    documents: tuple[DocumentRow, ...] = ()
    receipts: tuple[ReceiptRow, ...] = ()
    brought_forward: Sourced
    subscriptions_prior: Sourced
    subscriptions_original: Sourced | None = None
    subscriptions_variations: Money = ZERO
    general_reserve: Sourced
    restricted_reserve: Sourced
    smallest_reserve: Sourced
    planning: Planning = field(default_factory=Planning)
    register_net: Money
    register_vat: Money
    open_decisions: int = 0
