"""The share of the year that a joiner pays, by the four methods."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loti_admin.domain.dates import add_months, year_from
from loti_admin.domain.fees import FULL_YEAR, ProRata, Share, share_of_year
from loti_admin.domain.money import Money
from tests.domain.strategies import days, prices

FEE = Money.pounds(30_000)
DAYS, MONTHS, WHOLE, NONE = (
    ProRata.DAYS,
    ProRata.MONTHS,
    ProRata.WHOLE_MONTHS_AFTER,
    ProRata.NONE,
)
methods = st.sampled_from(ProRata)


def fee(joined: date, method: ProRata, charged: date = date(2026, 7, 1)) -> str:
    return str(share_of_year(joined, year_from(charged), method).of(FEE))


def share(joined: date, method: ProRata, charged: date) -> str:
    return share_of_year(joined, year_from(charged), method).text


@pytest.mark.parametrize(
    ("joined", "share_of_days", "by_days", "by_months", "whole_months"),
    [
        (date(2026, 10, 1), "273/365", "22,438.36", "22,500.00", "22,500.00"),
        (date(2026, 10, 15), "259/365", "21,287.67", "22,500.00", "20,000.00"),
        (date(2027, 1, 31), "151/365", "12,410.96", "15,000.00", "12,500.00"),
        (date(2027, 6, 30), "1/365", "82.19", "2,500.00", "0.00"),
        (date(2026, 7, 2), "364/365", "29,917.81", "30,000.00", "27,500.00"),
    ],
)
def test_the_table_of_joining_dates_to_the_penny(
    joined: date, share_of_days: str, by_days: str, by_months: str, whole_months: str
) -> None:
    assert share(joined, DAYS, date(2026, 7, 1)) == share_of_days
    found = [fee(joined, method) for method in (DAYS, MONTHS, WHOLE, NONE)]
    assert found == [by_days, by_months, whole_months, "30,000.00"]


@pytest.mark.parametrize("method", list(ProRata))
@pytest.mark.parametrize("joined", [date(2026, 7, 1), date(2020, 7, 1)])
def test_a_member_on_the_charge_date_pays_the_full_year(method: ProRata, joined: date) -> None:
    assert share_of_year(joined, year_from(date(2026, 7, 1)), method) == FULL_YEAR


@pytest.mark.parametrize(
    ("joined", "by_days"),
    [
        (date(2028, 2, 28), "124/366"),
        (date(2028, 2, 29), "123/366"),
        (date(2028, 3, 1), "122/366"),
    ],
)
def test_a_leap_year_has_366_days(joined: date, by_days: str) -> None:
    assert share(joined, DAYS, date(2027, 7, 1)) == by_days


@pytest.mark.parametrize(
    ("charged", "joined", "months", "whole"),
    [
        # The year's months begin on the day of the charge date, not on the first.
        (date(2026, 7, 15), date(2026, 10, 14), "10/12", "9/12"),
        (date(2026, 7, 15), date(2026, 10, 15), "9/12", "9/12"),
        (date(2026, 7, 15), date(2026, 10, 16), "9/12", "8/12"),
        (date(2026, 7, 15), date(2027, 7, 14), "1/12", "0/12"),
        # From 31 January the months are stepped from the start: 28 February, 31 March, 30 April.
        (date(2027, 1, 31), date(2027, 2, 27), "12/12", "11/12"),
        (date(2027, 1, 31), date(2027, 2, 28), "11/12", "11/12"),
        (date(2027, 1, 31), date(2027, 3, 30), "11/12", "10/12"),
        (date(2027, 1, 31), date(2027, 3, 31), "10/12", "10/12"),
        (date(2027, 1, 31), date(2028, 1, 30), "1/12", "0/12"),
        # A year that begins on a leap day.
        (date(2028, 2, 29), date(2028, 3, 28), "12/12", "11/12"),
        (date(2028, 2, 29), date(2028, 3, 29), "11/12", "11/12"),
        (date(2028, 2, 29), date(2029, 2, 27), "1/12", "0/12"),
    ],
)
def test_months_are_the_year_s_own(charged: date, joined: date, months: str, whole: str) -> None:
    assert share(joined, MONTHS, charged) == months
    assert share(joined, WHOLE, charged) == whole


@pytest.mark.parametrize(
    ("charged", "last", "length"),
    [
        (date(2026, 7, 1), date(2027, 6, 30), 365),
        (date(2027, 7, 1), date(2028, 6, 30), 366),
        (date(2027, 1, 31), date(2028, 1, 30), 365),
        (date(2028, 2, 29), date(2029, 2, 27), 365),
    ],
)
def test_the_last_day_of_the_year_is_one_day_of_it(charged: date, last: date, length: int) -> None:
    assert year_from(charged).end == last
    assert share(last, DAYS, charged) == f"1/{length}"


def test_a_share_is_written_as_it_is_counted() -> None:
    assert Share(9, 12).text == "9/12"
    assert not Share(9, 12).is_full
    assert Share(365, 365).is_full


@given(days(), st.integers(0, 366), methods)
def test_a_share_lies_between_nothing_and_the_whole(
    charged: date, later: int, method: ProRata
) -> None:
    year = year_from(charged)
    assert year.end is not None
    found = share_of_year(min(charged + timedelta(days=later), year.end), year, method)
    assert 0 <= found.numerator <= found.denominator


@given(days(), st.integers(0, 363), methods)
def test_who_joins_a_day_later_pays_no_more(charged: date, later: int, method: ProRata) -> None:
    year, joined = year_from(charged), charged + timedelta(days=later)
    one, other = (share_of_year(day, year, method) for day in (joined, joined + timedelta(days=1)))
    assert Fraction(other.numerator, other.denominator) <= Fraction(one.numerator, one.denominator)


@given(days(), st.integers(0, 11))
def test_on_the_first_day_of_a_month_both_ways_of_counting_months_agree(
    charged: date, months: int
) -> None:
    year, joined = year_from(charged), add_months(charged, months)
    assert share_of_year(joined, year, MONTHS) == Share(12 - months, 12)
    assert share_of_year(joined, year, WHOLE) == Share(12 - months, 12)


@given(days(), st.integers(0, 363))
def test_whole_months_are_the_full_months_less_at_most_the_one_begun(
    charged: date, later: int
) -> None:
    year, joined = year_from(charged), charged + timedelta(days=later)
    counted = share_of_year(joined, year, MONTHS).numerator
    assert counted - share_of_year(joined, year, WHOLE).numerator in (0, 1)


@given(prices(), st.integers(0, 12), st.integers(0, 12))
def test_a_larger_share_costs_no_less(price: Money, one: int, other: int) -> None:
    small, large = sorted((one, other))
    assert Share(small, 12).of(price) <= Share(large, 12).of(price) <= price
