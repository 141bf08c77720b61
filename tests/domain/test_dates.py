"""Days as people type them, months stepped from a start, and periods."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loti_admin.domain.dates import Period, add_months, long_date, parse_date, year_from
from tests.domain.strategies import days

THE_DAY = date(2027, 3, 27)


@pytest.mark.parametrize(
    "typed",
    [
        "27/3/2027",
        "27/03/27",
        "27 3 27",
        "27.3.2027",
        "27-3-2027",
        "27 March 2027",
        "27th March, 2027",
        "27-Mar-2027",
        "27 mar 27",
        "2027-03-27",
        "2027-3-27",
        " 27\u00a0March\u00a02027 ",
    ],
)
def test_days_are_read_as_people_type_them(typed: str) -> None:
    assert parse_date(typed) == THE_DAY


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Type a date like 27/3/2027."),
        ("soon", "“soon” is not a date. Type a date like 27/3/2027."),
        ("27/2027", "“27/2027” is not a date. Type a date like 27/3/2027."),
        ("1 Juli 2026", "“Juli” is not a month. Type a date like 27 March 2027."),
        ("1 Ma 2026", "“Ma” is not a month. Type a date like 27 March 2027."),
        ("3/27/2027", "There is no month 27. Type the day first, like 27/3/2027."),
        ("29/2/2027", "February 2027 has 28 days. Check the day."),
        ("31 April 2027", "April 2027 has 30 days. Check the day."),
        ("0/4/2027", "April 2027 has 30 days. Check the day."),
        ("1/7/1066", "1066 is outside the years 1900 to 2199. Check the year."),
        ("1/7/2200", "2200 is outside the years 1900 to 2199. Check the year."),
    ],
)
def test_what_is_no_day_is_refused_in_a_sentence(typed: str, sentence: str) -> None:
    with pytest.raises(ValueError) as refusal:
        parse_date(typed)
    assert str(refusal.value) == sentence


def test_a_leap_day_is_a_day() -> None:
    assert parse_date("29 Feb 2028") == date(2028, 2, 29)


def test_a_long_date_does_not_break_over_lines() -> None:
    assert long_date(date(2026, 7, 1)) == "1\u00a0July\u00a02026"


@given(days())
def test_a_written_day_is_read_back(day: date) -> None:
    assert parse_date(long_date(day)) == day
    assert parse_date(day.isoformat()) == day
    assert parse_date(f"{day.day}/{day.month}/{day.year}") == day


@pytest.mark.parametrize(
    ("start", "months", "expected"),
    [
        (date(2027, 1, 31), 1, date(2027, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2027, 1, 31), 2, date(2027, 3, 31)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 7, 1), 0, date(2026, 7, 1)),
        (date(2026, 7, 1), -7, date(2025, 12, 1)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
    ],
)
def test_months_are_stepped_and_kept_inside_the_month(
    start: date, months: int, expected: date
) -> None:
    assert add_months(start, months) == expected


@given(days(), st.integers(-36, 36))
def test_stepping_months_never_leaves_the_month_aimed_at(start: date, months: int) -> None:
    reached = add_months(start, months)
    distance = (reached.year - start.year) * 12 + reached.month - start.month
    assert distance == months
    assert reached.day <= start.day


@given(days())
def test_a_year_from_a_day_ends_the_day_before_the_next(start: date) -> None:
    year = year_from(start)
    assert year.start == start
    assert year.end == add_months(start, 12) - timedelta(days=1)
    assert 365 - 1 <= year.days <= 366


@pytest.mark.parametrize(
    ("period", "text"),
    [
        (Period(date(2026, 7, 1), date(2027, 6, 30)), "1 July 2026 to 30 June 2027"),
        (Period(date(2026, 7, 1)), "since 1 July 2026"),
        (Period(None, date(2027, 6, 30)), "until 30 June 2027"),
        (Period(), "always"),
    ],
)
def test_a_period_in_words(period: Period, text: str) -> None:
    assert period.text.replace("\u00a0", " ") == text


def test_both_days_of_a_period_belong_to_it() -> None:
    period = Period(date(2026, 7, 1), date(2027, 6, 30))
    assert period.contains(date(2026, 7, 1))
    assert period.contains(date(2027, 6, 30))
    assert not period.contains(date(2026, 6, 30))
    assert not period.contains(date(2027, 7, 1))
    assert period.days == 365


def test_an_open_period_has_no_length() -> None:
    with pytest.raises(ValueError, match="no length"):
        _ = Period(date(2026, 7, 1)).days


@given(st.tuples(*[st.none() | days()] * 4))
def test_overlap_is_mutual_and_means_a_day_in_common(bounds: tuple[date | None, ...]) -> None:
    one, other = Period(bounds[0], bounds[1]), Period(bounds[2], bounds[3])
    for period in (one, other):
        if period.start and period.end and period.end < period.start:
            return
    latest_start = max((p.start for p in (one, other) if p.start), default=date.min)
    assert one.overlaps(other) == other.overlaps(one)
    assert one.overlaps(other) == (one.contains(latest_start) and other.contains(latest_start))
