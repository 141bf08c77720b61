"""The records of a year's budget as it is shown: rows with their amounts, the summary, and the whole view."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from loti_admin.domain.budget import BudgetLine, Grant, Side
from loti_admin.domain.dates import Period, Year
from loti_admin.domain.money import ZERO, Money, total


class Source(StrEnum):
    """Where a row of the budget comes from, in the words of the page."""

    FEES = "Subscriptions"
    CONTRIBUTION = "Contribution"
    GRANT = "Grant"
    OTHER = "Other income"
    SPENDING = "Spending"


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetAmounts:
    """Amounts in pence without VAT; income and spending are both positive."""

    prior: Money = ZERO
    original: Money = ZERO
    variations: Money = ZERO
    actual: Money = ZERO
    forecast: Money = ZERO

    @property
    def revised(self) -> Money:
        return self.original + self.variations

    @property
    def variance(self) -> Money:
        """What the forecast is above the revised budget."""
        return self.forecast - self.revised


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetRow:
    """One source of income or one line of spending.

    `grant` or `line` is the record that can be edited. A row of neither is worked out: from the fees of the year
    (`target` is where they are shown), or from last year alone; the row of the fees has the `line` of their estimate,
    if there is one. `group` is the subjective group of spending.
    """

    key: str
    source: Source
    name: str
    group: str = ""
    amounts: BudgetAmounts
    restricted: bool = False
    note: str = ""
    grant: Grant | None = None
    line: BudgetLine | None = None
    target: str = ""

    @property
    def is_record(self) -> bool:
        return self.grant is not None or self.line is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryRow:
    """One line of the summary: a kind of income, a group of spending, or a total, which is `strong`."""

    key: str
    name: str
    side: Side | None
    amounts: BudgetAmounts
    strong: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeSums:
    """The net fees of a year by the price they started from, contributions left out."""

    year: Year
    standard: Money
    shared_it: Money
    other: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Reserve:
    """The general reserve at the start and at the forecast end of the year, in pence; `smallest` by the policy."""

    start: BudgetAmounts
    end: BudgetAmounts
    smallest: Money | None

    @property
    def is_too_small(self) -> bool:
        return self.smallest is not None and self.end.forecast < self.smallest


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetView:
    """Everything the page shows of a year, whose financial year is `financial`.

    `reserve` is None where its start is not recorded, `knows_last_year` False where nothing is of the year before.
    """

    year: Year
    income: tuple[BudgetRow, ...]
    spending: tuple[BudgetRow, ...]
    summary: tuple[SummaryRow, ...]
    fees: tuple[FeeSums, FeeSums]
    financial: Period
    reserve: Reserve | None
    knows_last_year: bool
    open_decisions: int
    # Whether the months of a fee after March belong to the next financial year.
    fees_by_month: bool

    @property
    def total_income(self) -> BudgetAmounts:
        return sum_of(row.amounts for row in self.income)

    @property
    def total_spending(self) -> BudgetAmounts:
        return sum_of(row.amounts for row in self.spending)

    @property
    def balance(self) -> BudgetAmounts:
        """Income less spending."""
        return less(self.total_income, self.total_spending)


def sum_of(amounts: Iterable[BudgetAmounts]) -> BudgetAmounts:
    """The sums of each amount."""
    known = list(amounts)
    return BudgetAmounts(
        prior=total(a.prior for a in known),
        original=total(a.original for a in known),
        variations=total(a.variations for a in known),
        actual=total(a.actual for a in known),
        forecast=total(a.forecast for a in known),
    )


def less(one: BudgetAmounts, other: BudgetAmounts) -> BudgetAmounts:
    """The differences of each amount."""
    return BudgetAmounts(
        prior=one.prior - other.prior,
        original=one.original - other.original,
        variations=one.variations - other.variations,
        actual=one.actual - other.actual,
        forecast=one.forecast - other.forecast,
    )
