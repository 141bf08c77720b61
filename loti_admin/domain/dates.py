"""Days, periods and the two calendars: the financial year (April to March) and the subscription year (from July)."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_NO_BREAK = "\u00a0"
_YEAR = re.compile(r"^(\d{4})-(\d{2})$")
_NUMBERS = re.compile(r"^(\d{1,2})[\s./-]+(\d{1,2})[\s./-]+(\d{4}|\d{2})$")
_WORDS = re.compile(r"^(\d{1,2})(?:st|nd|rd|th)?[\s./-]+([A-Za-z]+)[\s,./-]+(\d{4}|\d{2})$")
_ISO = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})$")


def long_date(day: date) -> str:
    """`1 July 2026`, with no-break spaces, so that a line never ends after the day."""
    return f"{day.day}{_NO_BREAK}{MONTHS[day.month - 1]}{_NO_BREAK}{day.year}"


def parse_date(text: str) -> date:
    """Read what people type, day first: `27/3/2027`, `27 3 27`, `27 March 2027`, `2027-03-27`.

    Raises ValueError with a sentence for the officer.
    """
    bare = " ".join(text.replace(_NO_BREAK, " ").split())
    if match := _ISO.match(bare):
        year, month, day = (int(part) for part in match.groups())
    elif match := _NUMBERS.match(bare):
        day, month, year = int(match[1]), int(match[2]), _full_year(match[3])
    elif match := _WORDS.match(bare):
        names = [name for name in MONTHS if name.lower().startswith(match[2].lower())]
        if len(names) != 1 or len(match[2]) < 3:
            raise ValueError(f"“{match[2]}” is not a month. Type a date like 27 March 2027.")
        day, month, year = int(match[1]), MONTHS.index(names[0]) + 1, _full_year(match[3])
    else:
        found = f"“{bare}” is not a date. " if bare else ""
        raise ValueError(f"{found}Type a date like 27/3/2027.")
    if not 1 <= month <= 12:
        raise ValueError(f"There is no month {month}. Type the day first, like 27/3/2027.")
    if not 1900 <= year <= 2199:
        raise ValueError(f"{year} is outside the years 1900 to 2199. Check the year.")
    days = monthrange(year, month)[1]
    if not 1 <= day <= days:
        raise ValueError(f"{MONTHS[month - 1]} {year} has {days} days. Check the day.")
    return date(year, month, day)


def _full_year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text)


def add_months(start: date, months: int) -> date:
    """`start` plus whole months, kept inside the month. Always step from the same start: 31 January plus one month
    and then another would drift to 28 March."""
    index = start.month - 1 + months
    year, month = start.year + index // 12, index % 12 + 1
    return date(year, month, min(start.day, monthrange(year, month)[1]))


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `start` to `end`, both inclusive; None means open on that side."""

    start: date | None = None
    end: date | None = None

    def contains(self, day: date) -> bool:
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)

    def overlaps(self, other: "Period") -> bool:
        return (self.start is None or other.end is None or self.start <= other.end) and (
            other.start is None or self.end is None or other.start <= self.end
        )

    @property
    def days(self) -> int:
        """How many days, both ends counted. Raises ValueError for an open period."""
        if self.start is None or self.end is None:
            raise ValueError("An open period has no length.")
        return (self.end - self.start).days + 1

    @property
    def text(self) -> str:
        """`1 July 2026 to 30 June 2027`, `since 1 July 2026`, `until 30 June 2027`, `always`."""
        if self.start and self.end:
            return f"{long_date(self.start)} to {long_date(self.end)}"
        if self.start:
            return f"since {long_date(self.start)}"
        return f"until {long_date(self.end)}" if self.end else "always"


@dataclass(frozen=True, order=True, slots=True)
class Year:
    """A year by the name it bears everywhere, `2026-27`; `first` is 2026.

    The same name serves the financial year (1 April 2026 to 31 March 2027) and the subscription year whose charge
    date falls in it.
    """

    first: int

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `2026-27`. Raises ValueError with a sentence, also for `2026-28` and for years before the first rate of
        VAT that is known."""
        typed = text.strip()
        match = _YEAR.match(typed.replace("\u2013", "-").replace("/", "-"))
        if (
            not match
            or (int(match[1]) + 1) % 100 != int(match[2])
            or not 1991 <= int(match[1]) <= 2198
        ):
            raise ValueError(
                f"“{typed}” is not a year. Type it like 2026-27."
                if typed
                else "Type a year like 2026-27."
            )
        return cls(int(match[1]))

    @classmethod
    def containing(cls, day: date, *, starts: tuple[int, int] = (4, 1)) -> Self:
        """The financial year a day falls in; `starts` is (month, day) of its first day."""
        return cls(day.year if (day.month, day.day) >= starts else day.year - 1)

    @property
    def label(self) -> str:
        return f"{self.first}-{(self.first + 1) % 100:02d}"

    def __str__(self) -> str:
        return self.label

    @property
    def next(self) -> "Year":
        return Year(self.first + 1)

    @property
    def previous(self) -> "Year":
        return Year(self.first - 1)

    def financial_period(self, starts: tuple[int, int] = (4, 1)) -> Period:
        """The financial year's days, inclusive; `starts` is (month, day) of its first day."""
        first = date(self.first, *starts)
        return Period(first, add_months(first, 12) - timedelta(days=1))


def year_from(start: date) -> Period:
    """The twelve months that begin on `start`, inclusive: 1 July 2026 to 30 June 2027."""
    return Period(start, add_months(start, 12) - timedelta(days=1))
