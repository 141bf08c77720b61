"""The budget: the part of a fee that is income in advance, and lines and grants that cannot be saved."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loti_admin.domain.budget import (
    BudgetLine,
    Grant,
    Side,
    check_budget_line,
    check_grant,
    month_starts,
    months_begun,
    months_between,
    recognise,
)
from loti_admin.domain.dates import Period, Year, add_months, year_from
from loti_admin.domain.fees import ProRata, share_of_year
from loti_admin.domain.money import ZERO, Money
from tests.builders import YEAR
from tests.domain.strategies import amounts, days

FEE = Money.pounds(30_000)
APRIL_TO_MARCH = Year(2026).financial_period()


def in_advance(
    covered: Period, financial: Period = APRIL_TO_MARCH, net: Money = Money.pounds(12_000)
) -> Money:
    return recognise(net, covered, financial, True).in_advance


def test_a_quarter_of_the_year_s_fee_is_income_in_advance() -> None:
    found = recognise(FEE, year_from(date(2026, 7, 1)), APRIL_TO_MARCH, True)
    assert (found.this_year, found.in_advance) == (Money.pounds(22_500), Money.pounds(7_500))


def test_nothing_is_in_advance_if_the_fee_is_the_financial_year_s_own() -> None:
    found = recognise(FEE, year_from(date(2026, 7, 1)), APRIL_TO_MARCH, False)
    assert (found.this_year, found.in_advance) == (FEE, ZERO)


def test_a_joiner_in_october_has_six_of_nine_months_in_the_financial_year() -> None:
    covered = Period(date(2026, 10, 15), date(2027, 6, 30))
    assert in_advance(covered) == Money.pounds(4_000)
    assert in_advance(replace(covered, start=date(2026, 10, 1))) == Money.pounds(4_000)


def test_a_joiner_after_march_pays_for_the_next_financial_year_only() -> None:
    assert in_advance(Period(date(2027, 4, 15), date(2027, 6, 30))) == Money.pounds(12_000)


def test_a_joiner_on_the_last_day_of_march_has_a_month_in_the_year() -> None:
    # April to June begin on the last days of their months: three of the four months are in advance.
    assert in_advance(Period(date(2027, 3, 31), date(2027, 6, 30))) == Money.pounds(9_000)


@pytest.mark.parametrize(
    ("charged", "advance"),
    [
        (date(2026, 4, 1), 0),
        (date(2026, 7, 15), 3_000),  # 15 July to 14 July: nine months begin by 31 March, not ten
        (date(2026, 12, 31), 8_000),
        (date(2027, 1, 31), 9_000),
        (date(2027, 3, 31), 11_000),
    ],
)
def test_other_charge_dates_count_twelve_months_too(charged: date, advance: int) -> None:
    assert in_advance(year_from(charged)) == Money.pounds(advance)


@pytest.mark.parametrize(
    ("starts", "advance"),
    [
        ((1, 1), 6_000),  # July to December in the year
        ((7, 1), 0),
        ((4, 6), 2_000),  # 1 April still begins before 5 April
        ((6, 30), 0),
    ],
)
def test_the_financial_year_may_begin_on_another_day(starts: tuple[int, int], advance: int) -> None:
    charged = date(2026, 7, 1)
    financial = Year.containing(charged, starts=starts).financial_period(starts)
    assert in_advance(year_from(charged), financial) == Money.pounds(advance)


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        (date(2026, 7, 1), date(2027, 6, 30), 12),
        (date(2026, 7, 15), date(2027, 7, 14), 12),
        (date(2027, 1, 31), date(2028, 1, 30), 12),
        (date(2028, 2, 29), date(2029, 2, 27), 12),
        (date(2026, 10, 15), date(2027, 6, 30), 9),
        (date(2026, 10, 15), date(2026, 11, 14), 1),
        (date(2026, 10, 15), date(2026, 11, 15), 2),
        (date(2027, 6, 30), date(2027, 6, 30), 1),
        (date(2027, 7, 1), date(2027, 6, 30), 0),
    ],
)
def test_months_are_those_that_begin_stepped_from_the_start(
    start: date, end: date, months: int
) -> None:
    assert months_begun(start, end) == months


@given(days(last=date(2180, 1, 1)), st.integers(1, 60))
def test_whole_months_are_counted_as_they_are_stepped(start: date, months: int) -> None:
    end = add_months(start, months) - timedelta(days=1)
    assert months_begun(start, end) == months
    assert months_begun(start, end + timedelta(days=1)) == months + 1


@given(st.dates(date(2026, 7, 1), date(2027, 6, 30)))
def test_the_months_a_joiner_pays_for_are_the_months_recognised(joined: date) -> None:
    year = year_from(date(2026, 7, 1))
    assert year.end is not None
    paid = share_of_year(joined, year, ProRata.MONTHS).numerator
    assert months_begun(joined, year.end) == paid


def test_calendar_months_are_counted_when_touched() -> None:
    assert months_between(date(2026, 7, 31), date(2026, 8, 1)) == 2
    assert months_between(date(2026, 7, 15), date(2027, 7, 14)) == 13
    assert months_between(date(2026, 7, 1), date(2026, 6, 30)) == 0


@given(
    amounts(),
    days(last=date(2180, 1, 1)),
    st.integers(0, 400),
    st.tuples(st.integers(1, 12), st.integers(1, 28)),
    st.booleans(),
)
def test_the_two_parts_always_make_the_fee(
    net: Money, start: date, length: int, starts: tuple[int, int], by_membership_year: bool
) -> None:
    covered = Period(start, start + timedelta(days=length))
    financial = Year.containing(start, starts=starts).financial_period(starts)
    found = recognise(net, covered, financial, by_membership_year)
    assert found.this_year + found.in_advance == net
    assert abs(found.this_year) <= abs(net)


@given(amounts(), st.dates(date(2026, 7, 1), date(2027, 6, 30)))
def test_the_parts_of_all_financial_years_make_the_fee(net: Money, joined: date) -> None:
    covered = Period(joined, date(2027, 6, 30))
    first = recognise(net, covered, APRIL_TO_MARCH, True)
    second = recognise(net, covered, Year(2027).financial_period(), True)
    assert second.in_advance == ZERO
    assert second.this_year == net
    assert first.in_advance <= second.this_year or net < ZERO


def test_the_months_of_a_financial_year_begin_on_its_day() -> None:
    starts = month_starts(APRIL_TO_MARCH)
    assert (starts[0], starts[-1], len(starts)) == (date(2026, 4, 1), date(2027, 3, 1), 12)


def test_a_revised_budget_is_the_estimate_with_its_variations() -> None:
    line = BudgetLine(
        year=YEAR,
        side=Side.EXPENDITURE,
        group="Employees",
        line="Salaries",
        original=Money.pounds(100),
        variations=Money.pounds(-30),
    )
    assert line.revised == Money.pounds(70)
    assert check_budget_line(line) == []


def test_a_line_and_a_grant_that_do_not_fit_are_named() -> None:
    line = BudgetLine(year="2026", side=Side.INCOME, group="", line=" ")
    assert [p.field for p in check_budget_line(line)] == ["year", "line", "group"]
    grant = Grant(organisation_id=1, name="", year=YEAR, agreed=Money(-1), received=Money(-1))
    assert [p.field for p in check_grant(grant)] == ["name", "agreed", "received"]
    assert check_grant(replace(grant, name="Data grant", agreed=FEE, received=ZERO)) == []
