"""The name that the financial year and the subscription year share."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loti_admin.domain.dates import Period, Year
from tests.domain.strategies import days

years = st.integers(1991, 2198).map(Year)


@pytest.mark.parametrize("typed", ["2026-27", " 2026-27 ", "2026/27", "2026\u201327"])
def test_a_year_is_read_by_its_name(typed: str) -> None:
    assert Year.parse(typed) == Year(2026)


def test_the_turn_of_a_century_is_a_year_too() -> None:
    assert Year.parse("1999-00") == Year(1999)
    assert Year(1999).label == "1999-00"


@pytest.mark.parametrize("typed", ["2026", "2026-28", "2026-2027", "26-27", "1990-91", "next"])
def test_what_is_no_year_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(ValueError) as refusal:
        Year.parse(typed)
    assert str(refusal.value) == f"“{typed}” is not a year. Type it like 2026-27."


def test_nothing_typed_is_asked_for() -> None:
    with pytest.raises(ValueError) as refusal:
        Year.parse(" ")
    assert str(refusal.value) == "Type a year like 2026-27."


@pytest.mark.parametrize(
    ("day", "year"),
    [
        (date(2026, 3, 31), "2025-26"),
        (date(2026, 4, 1), "2026-27"),
        (date(2026, 7, 1), "2026-27"),
        (date(2027, 3, 31), "2026-27"),
    ],
)
def test_the_financial_year_turns_on_1_april(day: date, year: str) -> None:
    assert Year.containing(day).label == year


def test_the_financial_year_runs_from_april_to_march() -> None:
    assert Year(2026).financial_period() == Period(date(2026, 4, 1), date(2027, 3, 31))


def test_another_start_of_the_financial_year_can_be_set() -> None:
    starts = (1, 1)
    assert Year(2026).financial_period(starts) == Period(date(2026, 1, 1), date(2026, 12, 31))
    assert Year.containing(date(2026, 12, 31), starts=starts) == Year(2026)


@given(years)
def test_a_written_year_is_read_back(year: Year) -> None:
    assert Year.parse(str(year)) == year
    assert year.next.previous == year
    assert year < year.next


@given(days(), st.tuples(st.integers(1, 12), st.integers(1, 28)))
def test_every_day_lies_in_exactly_one_financial_year(day: date, starts: tuple[int, int]) -> None:
    year = Year.containing(day, starts=starts)
    period = year.financial_period(starts)
    assert period.contains(day)
    assert period.end is not None
    assert year.next.financial_period(starts).start == period.end + timedelta(days=1)
