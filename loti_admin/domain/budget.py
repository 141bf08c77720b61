"""The budget: grants and contributions, lines of income and expenditure, and income in advance.

Budgets are net of VAT; amounts are in pence. The years of grants and lines are financial years (April to March).
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from loti_admin.domain.dates import Period, Year, add_months
from loti_admin.domain.money import ZERO, Money
from loti_admin.errors import Problem


class Side(StrEnum):
    INCOME = "income"
    EXPENDITURE = "expenditure"


# CIPFA Service Reporting Code of Practice, subjective analysis.
SUBJECTIVE_GROUPS = (
    "Employees",
    "Premises",
    "Transport",
    "Supplies and services",
    "Third party payments",
    "Transfer payments",
    "Support services",
    "Depreciation and impairment",
    "Income",
    "Capital financing",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """Money from the GLA, London Councils or another funder for one year; `restricted` to a project, or core."""

    id: int = 0
    organisation_id: int
    name: str
    restricted: bool = False
    year: str
    agreed: Money = ZERO
    received: Money = ZERO


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetLine:
    """One line of a year's budget. Both sides are positive: spending of £100 is 100.00, not −100.00."""

    id: int = 0
    year: str
    side: Side
    group: str
    line: str
    original: Money = ZERO
    variations: Money = ZERO
    actual: Money = ZERO
    forecast: Money = ZERO
    restricted: bool = False
    note: str = ""

    @property
    def revised(self) -> Money:
        return self.original + self.variations


@dataclass(frozen=True, slots=True)
class Recognition:
    """How much of a charge belongs to the financial year it falls in, and how much is income in advance."""

    this_year: Money
    in_advance: Money


def recognise(
    net: Money, covered: Period, financial: Period, by_membership_year: bool
) -> Recognition:
    """Split a charge between the financial year and the next by the months it covers.

    `covered` is what the charge pays for, both days inclusive. Its months are stepped from its first day; one that
    begins by the end of `financial` belongs to that year, and the later ones are in advance. If finance treats the
    fee as the financial year's own, nothing is.
    """
    if not by_membership_year or covered.start is None or covered.end is None:
        return Recognition(net, ZERO)
    months = months_begun(covered.start, covered.end)
    inside = months_begun(covered.start, min(covered.end, financial.end or covered.end))
    this_year = net.share(inside, months)
    return Recognition(this_year, net - this_year)


def months_between(start: date, end: date) -> int:
    """Calendar months touched from `start` to `end`, inclusive; 0 if `end` lies before."""
    if end < start:
        return 0
    return (end.year - start.year) * 12 + end.month - start.month + 1


def months_begun(start: date, end: date) -> int:
    """Months stepped from `start` that begin by `end`, inclusive: 12 from 15 July to 14 July, though that touches 13
    calendar months; 0 if `end` lies before."""
    touched = months_between(start, end)
    return touched - 1 if touched and add_months(start, touched - 1) > end else touched


def month_starts(financial: Period) -> tuple[date, ...]:
    """The first days of the twelve months of a financial year."""
    assert financial.start is not None
    return tuple(add_months(financial.start, n) for n in range(12))


def check_grant(grant: Grant) -> list[Problem]:
    problems = _check_year(grant.year)
    if not grant.name.strip():
        problems.append(Problem("Type a name for the grant.", field="name"))
    problems += [
        Problem("An amount cannot be below £0.00. Check the amount.", field=field)
        for field in ("agreed", "received")
        if getattr(grant, field) < ZERO
    ]
    return problems


def check_budget_line(line: BudgetLine) -> list[Problem]:
    problems = _check_year(line.year)
    if not line.line.strip():
        problems.append(Problem("Type what the line is for.", field="line"))
    if not line.group.strip():
        problems.append(Problem("Choose a group for the line.", field="group"))
    return problems


def _check_year(year: str) -> list[Problem]:
    try:
        Year.parse(year)
    except ValueError as error:
        return [Problem(str(error), field="year")]
    return []
