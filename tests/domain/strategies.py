"""What Hypothesis draws from: amounts, days of office life, and whole consortia for one year."""

from datetime import date

from hypothesis import strategies as st

from loti_admin.domain.money import Money


def amounts(largest: int = 10_000_000_00) -> st.SearchStrategy[Money]:
    return st.integers(-largest, largest).map(Money)


def prices() -> st.SearchStrategy[Money]:
    """Prices a schedule may hold, odd pence included."""
    return st.integers(0, 200_000_00).map(Money)


def days(
    first: date = date(1995, 1, 1), last: date = date(2190, 12, 31)
) -> st.SearchStrategy[date]:
    return st.dates(first, last)
