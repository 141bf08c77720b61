"""Fee schedules and adjustments: what the calculation is given. The calculation itself is in `calculation.py`."""

import math
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from loti_admin.domain.dates import Period, Year, add_months, long_date, year_from
from loti_admin.domain.money import ZERO, Money
from loti_admin.domain.vat import percent_text
from loti_admin.errors import Problem

# The published terms of membership: £30,000 a borough, £22,500 a council of a qualifying pair, contributions £100,000.
PUBLISHED_STANDARD = Money.pounds(30_000)
PUBLISHED_SHARED_IT = Money.pounds(22_500)
PUBLISHED_CONTRIBUTION = Money.pounds(100_000)
CHARGE_MONTH, CHARGE_DAY = 7, 1


class ProRata(StrEnum):
    """How a council that joins in mid-year is charged in its first year."""

    MONTHS = "months"
    WHOLE_MONTHS_AFTER = "whole months after"
    DAYS = "days"
    NONE = "none"


class AdjustmentKind(StrEnum):
    AGREED_RATE = "agreed rate"
    DISCOUNT_PERCENT = "discount percent"
    CREDIT = "credit"
    ACCEPT_STANDARD = "accept standard"


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeSchedule:
    """Prices and rules of one subscription year, in pence before VAT; frozen once the year is approved.

    `vat_rate` in per cent overrides the dated table of rates; None uses the table.
    """

    id: int = 0
    year: str
    standard: Money = PUBLISHED_STANDARD
    shared_it: Money = PUBLISHED_SHARED_IT
    contribution: Money = PUBLISHED_CONTRIBUTION
    charge_date: date
    pro_rata: ProRata = ProRata.MONTHS
    vat_rate: Decimal | None = None

    @property
    def period(self) -> Period:
        """The subscription year: twelve months from the charge date, inclusive."""
        return year_from(self.charge_date)


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjustment:
    """A recorded, reasoned departure from the schedule for one organisation and year.

    `agreed rate`: `amount` is the price for a full year, in pence. `discount percent`: `percent` off. `credit`:
    `amount` off what is left, in pence. `accept standard`: the standard fee stands where the terms say nothing.
    """

    id: int = 0
    organisation_id: int
    year: str
    kind: AdjustmentKind
    amount: Money = ZERO
    percent: Decimal = Decimal(0)
    reason: str = ""
    agreed_by: str = ""
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """The part of the year that is charged: 9/12 by months, 273/365 by days."""

    numerator: int
    denominator: int

    @property
    def is_full(self) -> bool:
        return self.numerator == self.denominator

    def of(self, amount: Money) -> Money:
        return amount.share(self.numerator, self.denominator)

    @property
    def text(self) -> str:
        return f"{self.numerator}/{self.denominator}"


FULL_YEAR = Share(12, 12)


def published_schedule(year: Year) -> FeeSchedule:
    """The published prices, for a year that has no schedule and none before it."""
    return FeeSchedule(year=year.label, charge_date=date(year.first, CHARGE_MONTH, CHARGE_DAY))


def schedule_for(year: Year, earlier: FeeSchedule) -> FeeSchedule:
    """A copy of an earlier year's schedule, its charge date moved to this year, not stored yet (id 0)."""
    moved = add_months(earlier.charge_date, 12 * (year.first - Year.parse(earlier.year).first))
    return FeeSchedule(
        year=year.label,
        standard=earlier.standard,
        shared_it=earlier.shared_it,
        contribution=earlier.contribution,
        charge_date=moved,
        pro_rata=earlier.pro_rata,
        vat_rate=earlier.vat_rate,
    )


def uplift(schedule: FeeSchedule, percent: Decimal, nearest: Money) -> FeeSchedule:
    """Fees raised by `percent`, each rounded half up to a multiple of `nearest`; contributions stay as agreed."""
    if nearest.pence < 1:
        raise ValueError("Round to at least one penny.")

    def raised(price: Money) -> Money:
        # Exact until the one rounding: to the penny first and then to the step could round up twice.
        exact = price.pence * (100 + Fraction(percent)) / 100
        return nearest * math.floor(exact / nearest.pence + Fraction(1, 2))

    return FeeSchedule(
        id=schedule.id,
        year=schedule.year,
        standard=raised(schedule.standard),
        shared_it=raised(schedule.shared_it),
        contribution=schedule.contribution,
        charge_date=schedule.charge_date,
        pro_rata=schedule.pro_rata,
        vat_rate=schedule.vat_rate,
    )


def share_of_year(joined: date, year: Period, method: ProRata) -> Share:
    """The share a council pays that joins on `joined` within `year` (its first day to its last, inclusive).

    Months are the year's own: they begin on the day of the charge date, and are stepped from it.
    """
    assert year.start is not None
    assert year.end is not None
    if joined <= year.start or method is ProRata.NONE:
        return FULL_YEAR
    if method is ProRata.DAYS:
        return Share(Period(joined, year.end).days, year.days)
    begun = max(n for n in range(12) if add_months(year.start, n) <= joined)
    on_first_day = joined == add_months(year.start, begun)
    if method is ProRata.WHOLE_MONTHS_AFTER and not on_first_day:
        begun += 1
    return Share(12 - begun, 12)


def check_schedule(schedule: FeeSchedule) -> list[Problem]:
    problems = []
    try:
        year = Year.parse(schedule.year)
    except ValueError as error:
        return [Problem(str(error), field="year")]
    financial = year.financial_period()
    if not financial.contains(schedule.charge_date):
        problems.append(
            Problem(
                f"The charge date {long_date(schedule.charge_date)} lies outside {year}, {financial.text}. "
                "Change the date.",
                field="charge_date",
            )
        )
    for field in ("standard", "shared_it", "contribution"):
        if getattr(schedule, field) < ZERO:
            problems.append(Problem("A price cannot be below £0.00. Type the price.", field=field))
    if schedule.vat_rate is not None and not 0 <= schedule.vat_rate <= 100:
        problems.append(
            Problem("Type a rate of VAT from 0 to 100 per cent, like 20.", field="vat_rate")
        )
    return problems


def check_adjustment(adjustment: Adjustment) -> list[Problem]:
    problems = []
    try:
        Year.parse(adjustment.year)
    except ValueError as error:
        problems.append(Problem(str(error), field="year"))
    if adjustment.kind is AdjustmentKind.AGREED_RATE and adjustment.amount < ZERO:
        problems.append(
            Problem(
                "An agreed rate cannot be below £0.00. Type the price for a full year.",
                field="amount",
            )
        )
    if adjustment.kind is AdjustmentKind.CREDIT and adjustment.amount <= ZERO:
        problems.append(Problem("Type the amount to take off, more than £0.00.", field="amount"))
    if adjustment.kind is AdjustmentKind.DISCOUNT_PERCENT and not 0 < adjustment.percent <= 100:
        problems.append(
            Problem("Type a discount of more than 0 and at most 100 per cent.", field="percent")
        )
    if not adjustment.reason.strip():
        problems.append(
            Problem("Say why: the reason stands with the fee and in the workbook.", field="reason")
        )
    return problems


def adjustment_text(adjustment: Adjustment) -> str:
    """`agreed rate £25,000.00`, `discount of 10 %`: how a sentence names it."""
    match adjustment.kind:
        case AdjustmentKind.AGREED_RATE:
            return f"agreed rate {adjustment.amount.text}"
        case AdjustmentKind.DISCOUNT_PERCENT:
            return f"discount of {percent_text(adjustment.percent)}\u00a0%"
        case AdjustmentKind.CREDIT:
            return f"credit of {adjustment.amount.text}"
        case AdjustmentKind.ACCEPT_STANDARD:
            return "standard fee accepted"
