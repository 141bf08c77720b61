"""From what a cell holds to a value of the domain. Each parser raises `Unread`, which says what is expected.

Excel turns what people type into numbers and dates as it likes, so every parser takes all kinds of cells.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum

from loti_admin.domain.dates import Year, parse_date
from loti_admin.domain.fees import AdjustmentKind
from loti_admin.domain.money import LARGEST_PENCE, Money
from loti_admin.domain.organisations import LONGEST_NAME, check_email
from loti_admin.domain.settings import TYPED_KEYS, day_and_month_text
from loti_admin.domain.vat import percent_text
from loti_admin.imports.reading import CellError, PerCent, Uncalculated, Value
from loti_admin.imports.workbook_reader import plain_name

Parser = Callable[[Value], object]

TEXT = "text"
DATE = "a date like 27/3/2027"
AMOUNT = "an amount like 30,000.00"
PERCENT = "a percentage from 0 to 100, like 20"
YEAR = "a year like 2026-27"
YES_OR_NO = "yes or no"
EMAIL = "an e-mail address like name@council.gov.uk"
CODE = "a code of up to 20 letters and digits"
CODES = "codes of organisations, separated by ;"
_CODE = re.compile(r"^[^\W_][\w -]{0,19}$", re.ASCII)
_YES_OR_NO = {"yes": True, "y": True, "true": True, "no": False, "n": False, "false": False}
_PENNY_DUST = Decimal(
    "0.000001"
)  # pounds: what sums of floats leave behind, never what anybody typed
LONGEST_LINE, LONGEST_TEXT = 250, 5_000


class Unread(ValueError):
    """The cell cannot be read; `expected` completes “found …, expected …”."""

    def __init__(self, expected: str) -> None:
        self.expected = expected
        super().__init__(expected)


def words(value: Value, expected: str) -> str:
    """What the cell says as a text: numbers without a trailing `.0`, dates refused, spaces tidied at both ends."""
    if isinstance(value, bool | date | CellError | Uncalculated | PerCent):
        raise Unread(expected)
    if isinstance(value, float):
        return f"{int(value)}" if value.is_integer() else repr(value)
    return str(value).replace("\u00a0", " ").strip()


def line(value: Value, longest: int = LONGEST_LINE) -> str:
    """One line of text; line breaks in the cell become spaces."""
    return " ".join(text(value, longest).split())


def text(value: Value, longest: int = LONGEST_TEXT) -> str:
    """Text of several lines. Too long is refused, not cut; so is what no keyboard types and no file stores."""
    bare = words(value, TEXT).replace("\r\n", "\n").replace("\r", "\n").replace("_x000D_", "")
    if len(bare) > longest:
        raise Unread(f"at most {longest:,} characters, not {len(bare):,}")
    if any((ord(c) < 32 and c not in "\n\t") or 0xD800 <= ord(c) <= 0xDFFF for c in bare):
        raise Unread("text without control characters")
    return bare


def address(value: Value) -> str:
    """Lines as typed with Alt+Enter, or separated by `;`."""
    parts = (" ".join(part.split()) for part in text(value).replace(";", "\n").split("\n"))
    return "\n".join(part for part in parts if part)


def code(value: Value) -> str:
    """Excel makes a number of a code like 7: it is `7` again here."""
    bare = words(value, CODE)
    if not _CODE.match(bare):
        raise Unread(CODE)
    return bare


def reference(value: Value) -> str:
    """The code of an organisation on another sheet. Any words are read: whether they are a known code is found out
    later, and somebody who typed a name is then told the code."""
    return line(words(value, CODE), LONGEST_NAME)


def references(value: Value) -> tuple[str, ...]:
    """Codes separated by `;`, `,` or line breaks, each once, in the order typed."""
    bare = words(value, CODES).replace(",", ";").replace("\n", ";")
    return tuple(dict.fromkeys(reference(part) for part in bare.split(";") if part.strip()))


def email(value: Value) -> str:
    bare = words(value, EMAIL)
    if check_email(bare, "") or len(bare) > LONGEST_LINE:
        raise Unread(EMAIL)
    return bare


def day(value: Value) -> date:
    """An Excel date, or what people type, day first. A bare number is refused: it may be anything."""
    if isinstance(value, date):
        if not 1900 <= value.year <= 2199:
            raise Unread(DATE)
        return value
    if not isinstance(value, str):
        raise Unread(DATE)
    try:
        return parse_date(value)
    except ValueError:
        raise Unread(DATE) from None


def amount(value: Value) -> Money:
    """Pounds: a number, or `£30,000.00`. A third decimal is refused, not rounded."""
    if isinstance(value, bool | date | CellError | Uncalculated | PerCent):
        raise Unread(AMOUNT)
    if isinstance(value, str):
        try:
            return Money.parse(value)
        except ValueError:
            raise Unread(AMOUNT) from None
    exact = Decimal(repr(value))
    if not exact.is_finite() or abs(exact) > LARGEST_PENCE // 100:
        raise Unread(AMOUNT)
    rounded = exact.quantize(Decimal("0.01"))
    if abs(exact - rounded) > _PENNY_DUST:
        raise Unread("an amount with at most two decimals")
    return Money.pounds(rounded)


def percent(value: Value) -> Decimal:
    """`20`, `20%`, or 0.2 in a cell that shows 20 %. A plain 0.2 is refused: nobody means a fifth of a per cent."""
    if isinstance(value, PerCent):
        number = value.percent
    else:
        bare = words(value, PERCENT)
        try:
            number = Decimal(bare.removesuffix("%").rstrip())
        except ArithmeticError:
            raise Unread(PERCENT) from None
        if number.is_finite() and 0 < number < 1 and not bare.endswith("%"):
            raise Unread(PERCENT)
    if not number.is_finite() or not 0 <= number <= 100:
        raise Unread(PERCENT)
    return Decimal(f"{number.quantize(_PENNY_DUST).normalize():f}")


def amount_or_percent(row: Mapping[str, object]) -> Parser:
    """Adjustments: the amount of a `discount percent` is a percentage, every other one is money."""
    kind = row.get("kind")
    if kind is None:
        return found_elsewhere
    return percent if kind == AdjustmentKind.DISCOUNT_PERCENT else amount


def found_elsewhere(value: Value) -> Value:
    """For a cell that only the cell to its left could explain, and that one was refused: one mistake, one line."""
    return value


def yes_or_no(value: Value) -> bool:
    if isinstance(value, bool):
        return value
    bare = words(value, YES_OR_NO).casefold()
    if bare not in _YES_OR_NO:
        raise Unread(YES_OR_NO)
    return _YES_OR_NO[bare]


def year(value: Value) -> str:
    """The label of a year, `2026-27`; `2026/27` means the same."""
    try:
        return Year.parse(words(value, YEAR)).label
    except ValueError:
        raise Unread(YEAR) from None


def one_of(choices: type[StrEnum]) -> Parser:
    """A parser for the words of an enumeration, in any case and spacing."""
    known = {plain_name(choice.value): choice for choice in choices}
    expected = any_of(choice.value for choice in choices)

    def parse(value: Value) -> StrEnum:
        found = known.get(plain_name(words(value, expected)))
        if found is None:
            raise Unread(expected)
        return found

    return parse


def any_of(choices: Iterable[str]) -> str:
    """`borough, gla or other`."""
    *first, last = choices
    return f"{', '.join(first)} or {last}" if first else last


def setting_key(value: Value) -> str:
    expected = "a setting named on the template’s sheet Read me"
    key = plain_name(words(value, expected))
    if key not in TYPED_KEYS:
        raise Unread(expected)
    return key


def setting_value(row: Mapping[str, object]) -> Parser:
    """The parser for a setting's value, which depends on its key: Excel makes a date of `1 April`, a number of `30`."""
    key = row.get("key")
    if not isinstance(key, str):
        return found_elsewhere
    entry = TYPED_KEYS[key]

    def parse(value: Value) -> str:
        if isinstance(value, date) and key == "financial year starts":
            bare = day_and_month_text((value.month, value.day))
        elif isinstance(value, PerCent) and key == "vat standard rate":
            bare = percent_text(value.percent)
        elif isinstance(value, bool):
            bare = "yes" if value else "no"
        elif key == "supplier address":
            bare = "; ".join(address(value).split("\n"))
        elif "\n" in entry.default:
            bare = text(value)
        else:
            bare = line(value, LONGEST_TEXT)
        if entry.check(bare) is None:
            return bare
        expected = entry.check(bare.casefold())
        if expected is not None:
            raise Unread(expected)
        return bare.casefold()

    return parse
