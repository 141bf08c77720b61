"""Exact arithmetic for the values that stand beside the workbook's formulas: fractions of a pound, never floats."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from loti_admin.domain.money import Money
from loti_admin.pace import paced

Value = Fraction | int | str

NOTHING = Fraction(0)
# Day 0 of a spreadsheet's calendar, as Excel and LibreOffice count from March 1900 on.
_EPOCH = date(1899, 12, 30)


def pounds(amount: Money) -> Fraction:
    return Fraction(amount.pence, 100)


def percent(rate: Decimal) -> Fraction:
    """20 per cent as one fifth, which is what a cell formatted as a percentage holds."""
    return Fraction(rate) / 100


def rounded(value: Fraction, digits: int = 2) -> Fraction:
    """ROUND as the spreadsheet does it: half away from zero."""
    scale = 10**digits
    doubled = 2 * abs(value) * scale
    whole = (doubled.numerator + doubled.denominator) // (2 * doubled.denominator)
    return Fraction(-whole if value < 0 else whole, scale)


def summed(values: Iterable[Fraction]) -> Fraction:
    # Most have the same few denominators, and whole numbers are added many times faster than fractions.
    parts: dict[int, int] = {}
    for value in paced(values):
        denominator = value.denominator
        parts[denominator] = parts.get(denominator, 0) + value.numerator
    return sum((Fraction(part, denominator) for denominator, part in parts.items()), NOTHING)


def serial(day: date) -> int:
    """The number that a cell holds for a date."""
    return (day - _EPOCH).days


def from_serial(number: int) -> date:
    return _EPOCH + timedelta(days=number)


def cached_text(value: Value) -> str:
    """A value as it stands in the file: shortest text that reads back as the same number."""
    if isinstance(value, str):
        return value
    exact = Fraction(value)
    return str(exact.numerator) if exact.denominator == 1 else repr(float(exact))
