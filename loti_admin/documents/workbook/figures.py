"""Every figure of the workbook, worked out exactly, so that viewers that do not calculate show numbers too.

The formulas in the sheets say the same in the spreadsheet's language; a test has LibreOffice recalculate them all and
finds no difference.
"""

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from loti_admin.documents.workbook.data import (
    CORE,
    CREDIT_NOTE,
    OTHER_INCOME,
    RESTRICTED,
    SUBSCRIPTION,
    DocumentRow,
    IncomeRow,
    WorkbookData,
)
from loti_admin.documents.workbook.member_figures import MemberFigures, fee_of, member_figures
from loti_admin.documents.workbook.numbers import NOTHING, percent, pounds, rounded, summed
from loti_admin.documents.workbook.spending_figures import SpendingFigures
from loti_admin.domain.budget import month_starts, months_begun
from loti_admin.domain.dates import MONTHS, add_months, year_from
from loti_admin.pace import cached_property, paced

# The columns of the Summary that hold amounts of one year, in order.
THIS_YEAR = ("prior", "original", "variations", "revised", "actual", "forecast")
LATER_YEARS = ("next", "after", "third")
Row = dict[str, Fraction]


@dataclass(frozen=True, slots=True)
class Months:
    """The dates and counts that the phasing and the deferral of income rest on. All dates inclusive.

    `charged_in` is the month of the financial year (0 to 11) with the charge date; `of_next_year` counts the months
    of a full fee that lie in the financial year after.
    """

    starts: tuple[date, ...]
    fee_year_end: date
    cover_end: date
    charged_in: int
    of_next_year: int
    share_in_advance: Fraction
    to_date: int
    actual_to: date


class Figures:
    """The figures of one workbook. Totals and rows are worked out when they are first asked for."""

    def __init__(self, data: WorkbookData) -> None:
        self.data = data
        self.year = data.year
        assert data.financial.start is not None and data.financial.end is not None
        self.year_start, self.year_end = data.financial.start, data.financial.end
        charge_date = data.schedule.charge_date
        self.covers_label = _months_label(charge_date)
        self.financial_label = _months_label(self.year_start)
        # With equal labels both settings mean the same year, and nothing is in advance either way.
        self.deferred = data.by_membership_year and self.covers_label != self.financial_label
        self.months = self._months(charge_date)
        self.spending = SpendingFigures(data, self)

    def _months(self, charge_date: date) -> Months:
        fee_year_end = year_from(charge_date).end
        assert fee_year_end is not None
        starts = month_starts(self.data.financial)
        ends = [add_months(self.year_start, n + 1) - timedelta(days=1) for n in range(12)]
        to_date = sum(end <= self.data.as_of for end in ends)
        of_next_year = max(0, 12 - months_begun(charge_date, self.year_end))
        return Months(
            starts=starts,
            fee_year_end=fee_year_end,
            cover_end=min(self.year_end, fee_year_end),
            charged_in=max(0, sum(start <= charge_date for start in starts) - 1),
            of_next_year=of_next_year,
            share_in_advance=Fraction(of_next_year, 12) if self.deferred else NOTHING,
            to_date=to_date,
            actual_to=ends[to_date - 1] if to_date else self.year_start - timedelta(days=1),
        )

    @property
    def fee_period_text(self) -> str:
        return year_from(self.data.schedule.charge_date).text

    # Prices

    @cached_property
    def standard_next(self) -> Fraction:
        return self.uplifted(pounds(self.data.schedule.standard))

    @cached_property
    def shared_next(self) -> Fraction:
        return self.uplifted(pounds(self.data.schedule.shared_it))

    def uplifted(self, price: Fraction) -> Fraction:
        raised = price * (1 + percent(self.data.planning.fee_uplift))
        nearest = pounds(self.data.planning.nearest)
        return rounded(raised / nearest, 0) * nearest if nearest > 0 else raised

    @property
    def next_charge_date(self) -> date:
        return add_months(self.data.schedule.charge_date, 12)

    # Members and fees

    @cached_property
    def members(self) -> tuple[MemberFigures, ...]:
        # Of thousands of fees most are alike but for the council's name.
        alike: dict[Hashable, MemberFigures] = {}
        found = []
        for row in paced(self.data.members):
            notes, what = self.notes_on(row.document) if row.document else [], fee_of(row)
            worked = None if notes else alike.get(what)
            if worked is None:
                worked = member_figures(row, notes, self)
                if not notes:
                    alike[what] = worked
            found.append(worked)
        return tuple(found)

    @cached_property
    def fees(self) -> Fraction:
        return summed(member.net for member in self.members)

    @cached_property
    def recognised(self) -> Fraction:
        return summed(member.recognised for member in self.members)

    @cached_property
    def in_advance(self) -> Fraction:
        return summed(member.in_advance for member in self.members)

    # Subscriptions, from what is invoiced to what is recognised, this year and the three after it

    @cached_property
    def bridge(self) -> dict[str, tuple[Fraction, Fraction, Fraction, Fraction]]:
        """By column: invoiced, brought forward, in advance, recognised."""
        brought = pounds(self.data.brought_forward.amount)
        found = {
            "forecast": (self.fees, brought, self.in_advance, brought + self.recognised),
        }
        uplift = 1 + percent(self.data.planning.fee_uplift)
        invoiced, advance = self.fees, self.in_advance
        for key in LATER_YEARS:
            first = key == "next"
            invoiced = (
                summed(m.next_year for m in self.members)
                if first
                else rounded(invoiced * uplift, 0)
            )
            carried, advance = advance, rounded(invoiced * self.months.share_in_advance)
            found[key] = (invoiced, carried, advance, invoiced + carried - advance)
        return found

    @cached_property
    def subscriptions(self) -> Row:
        data = self.data
        recognised = self.bridge["forecast"][3]
        original = data.subscriptions_original
        row = {
            "prior": pounds(data.subscriptions_prior.amount),
            "original": pounds(original.amount) if original else recognised,
            "variations": pounds(data.subscriptions_variations),
            "actual": summed(
                (self.brought_by_month[n] + self.fees_by_month[n])
                for n in range(self.months.to_date)
            ),
            "forecast": recognised,
        }
        row["revised"] = row["original"] + row["variations"]
        return row | {key: self.bridge[key][3] for key in LATER_YEARS}

    @cached_property
    def brought_by_month(self) -> list[Fraction]:
        brought = pounds(self.data.brought_forward.amount)
        over = max(1, self.months.of_next_year)
        return [brought / over if n < over else NOTHING for n in range(12)]

    @cached_property
    def fees_by_month(self) -> list[Fraction]:
        if not self.deferred:
            return [self.recognised / 12] * 12
        # Most members begin on the same day, so that there are few days to ask for each month.
        by_first_day: dict[date, Fraction] = {}
        for row, member in paced(zip(self.data.members, self.members, strict=True)):
            first = row.covers_from
            by_first_day[first] = by_first_day.get(first, NOTHING) + member.monthly
        ends = [add_months(start, 1) for start in self.months.starts]
        return [summed(each for day, each in by_first_day.items() if day < end) for end in ends]

    @cached_property
    def invoiced_by_month(self) -> list[Fraction]:
        own = [d for d in self.data.documents if d.purpose == SUBSCRIPTION]
        months = [(start, add_months(start, 1)) for start in self.months.starts]
        return [summed(pounds(d.net) for d in own if start <= d.on < end) for start, end in months]

    # Contributions, grants and other income

    def original(self, row: IncomeRow) -> Fraction:
        return pounds(self.data.schedule.contribution if row.by_schedule else row.original)

    def later(self, row: IncomeRow, index: int) -> Fraction:
        """What a row brings in the year `index` years after the next (0 to 2)."""
        if not row.by_schedule:
            return pounds(row.later[index])
        starts = self.later_year_start(index)
        over = row.ends is not None and row.ends < starts
        return NOTHING if over else pounds(self.data.schedule.contribution)

    def later_year_start(self, index: int) -> date:
        return add_months(self.year_start, 12 * (index + 1))

    def income(self, fund: str, *, other: bool | None = None) -> Row:
        """The sums of one fund; `other` True or False takes only other income, or all but it."""
        rows = [
            row
            for row in self.data.income
            if row.fund == fund and (other is None or (row.type == OTHER_INCOME) is other)
        ]
        sums = {
            "prior": summed(pounds(r.prior) for r in rows),
            "original": summed(self.original(r) for r in rows),
            "variations": summed(pounds(r.variations) for r in rows),
            "actual": summed(pounds(r.actual) for r in rows),
            "forecast": summed(pounds(r.forecast) for r in rows),
        }
        sums["revised"] = sums["original"] + sums["variations"]
        for index, key in enumerate(LATER_YEARS):
            sums[key] = summed(self.later(r, index) for r in rows)
        return sums

    @cached_property
    def core_grants(self) -> Row:
        return self.income(CORE, other=False)

    @cached_property
    def restricted_income(self) -> Row:
        return self.income(RESTRICTED)

    @cached_property
    def other_income(self) -> Row:
        return self.income(CORE, other=True)

    # Documents

    @cached_property
    def _notes(self) -> dict[str, list[DocumentRow]]:
        found: dict[str, list[DocumentRow]] = {}
        for document in paced(self.data.documents):
            if document.kind == CREDIT_NOTE:
                found.setdefault(document.credits, []).append(document)
        return found

    def notes_on(self, number: str) -> list[DocumentRow]:
        """The credit notes against the document of this number."""
        return self._notes.get(number, [])

    def set_off(self, document: DocumentRow) -> Fraction:
        """What credit notes and write-offs take off an invoice; on a credit note, its own amount: nothing is left."""
        if document.kind == CREDIT_NOTE:
            return pounds(document.gross)
        credited = -summed(pounds(note.gross) for note in self.notes_on(document.number))
        return credited + pounds(document.written_off)

    def left_to_pay(self, document: DocumentRow) -> Fraction:
        return pounds(document.gross) - pounds(document.paid) - self.set_off(document)

    def age(self, document: DocumentRow) -> str:
        if document.due is None or self.left_to_pay(document) <= 0:
            return ""
        late = (self.data.as_of - document.due).days
        if late <= 0:
            return "Not due"
        for last in (30, 60, 90):
            if late <= last:
                return f"{last - 29} to {last} days"
        return "Over 90 days"


def _months_label(start: date) -> str:
    """`July to June`: the twelve months that begin on a day."""
    end = year_from(start).end
    assert end is not None
    return f"{MONTHS[start.month - 1]} to {MONTHS[end.month - 1]}"
