"""What each kind of cell may hold, and what is said of one that cannot be read."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from loti_admin.domain.fees import AdjustmentKind
from loti_admin.domain.money import Money
from loti_admin.domain.organisations import Kind
from loti_admin.imports import cells
from loti_admin.imports.cells import Parser, Unread
from loti_admin.imports.problems import found_text
from loti_admin.imports.reading import CellError, PerCent, Uncalculated

KIND = cells.one_of(Kind)
PERCENT_OFF = cells.amount_or_percent({"kind": AdjustmentKind.DISCOUNT_PERCENT})
MONEY_OFF = cells.amount_or_percent({"kind": AdjustmentKind.CREDIT})


def value_of(key: str) -> Parser:
    return cells.setting_value({"key": key})


@pytest.mark.parametrize(
    ("parse", "typed", "expected"),
    [
        (cells.amount, 30_000, Money.pounds(30_000)),
        (cells.amount, 22499.999999999996, Money.pounds(22_500)),
        (cells.amount, 0.1 + 0.2, Money(30)),
        (cells.amount, "£30,000.00", Money.pounds(30_000)),
        (cells.amount, " 30000 ", Money.pounds(30_000)),
        (cells.amount, "(12.50)", Money(-1250)),
        (cells.day, date(2027, 3, 27), date(2027, 3, 27)),
        (cells.day, "27/3/2027", date(2027, 3, 27)),
        (cells.day, "2027-03-27", date(2027, 3, 27)),
        (cells.day, "27 March 2027", date(2027, 3, 27)),
        (cells.code, 7, "7"),
        (cells.code, 7.0, "7"),
        (cells.code, " E09000007 ", "E09000007"),
        (cells.reference, 7.0, "7"),
        (cells.reference, "Kingston upon Thames", "Kingston upon Thames"),
        (cells.references, "E09000007; LC,7;LC", ("E09000007", "LC", "7")),
        (cells.yes_or_no, "YES", True),
        (cells.yes_or_no, " no ", False),
        (cells.yes_or_no, True, True),
        (cells.year, "2026-27", "2026-27"),
        (cells.year, "2026/27", "2026-27"),
        (cells.percent, 20, Decimal(20)),
        (cells.percent, "17.5%", Decimal("17.5")),
        (cells.percent, PerCent(Decimal("20.000")), Decimal(20)),
        (cells.percent, 0, Decimal(0)),
        (PERCENT_OFF, 10, Decimal(10)),
        (MONEY_OFF, 10, Money.pounds(10)),
        (KIND, "London  COUNCILS", Kind.LONDON_COUNCILS),
        (cells.email, "a@b.gov.uk", "a@b.gov.uk"),
        (cells.line, 4500123456.0, "4500123456"),
        (cells.line, "two\nlines", "two lines"),
        (cells.line, "=HYPERLINK(1)", "=HYPERLINK(1)"),
        (cells.line, "Łódź", "Łódź"),
        (cells.address, "Town Hall ;  1 High Road;London;", "Town Hall\n1 High Road\nLondon"),
        (cells.address, "Town Hall\r\nLondon", "Town Hall\nLondon"),
        (value_of("payment days"), 30, "30"),
        (value_of("financial year starts"), date(2026, 4, 1), "1 April"),
        (value_of("e-mail text"), "Dear all,\n\n{documents}", "Dear all,\n\n{documents}"),
        (value_of("vat standard rate"), PerCent(Decimal("20.0")), "20"),
        (value_of("recognise income"), "Financial Year", "financial year"),
        (value_of("example"), True, "yes"),
        (
            value_of("supplier address"),
            "59½ Southwark Street\nLondon",
            "59½ Southwark Street; London",
        ),
        (value_of("supplier name"), "London Councils", "London Councils"),
    ],
)
def test_reads_what_people_and_excel_make_of_a_cell(
    parse: Parser, typed: Any, expected: object
) -> None:
    assert expected == parse(typed)


@pytest.mark.parametrize(
    ("parse", "typed", "expected"),
    [
        (cells.amount, "about 30", cells.AMOUNT),
        (cells.amount, 12.345, "an amount with at most two decimals"),
        (cells.amount, True, cells.AMOUNT),
        (cells.amount, date(2026, 7, 1), cells.AMOUNT),
        (cells.amount, float("inf"), cells.AMOUNT),
        (cells.amount, 1e300, cells.AMOUNT),
        (cells.amount, CellError("#REF!"), cells.AMOUNT),
        (cells.day, "31/9/2026", cells.DATE),
        (cells.day, 46204, cells.DATE),
        (cells.day, date(9999, 1, 1), cells.DATE),
        (cells.day, "soon", cells.DATE),
        (cells.code, "Łódź", cells.CODE),
        (cells.code, "x" * 21, cells.CODE),
        (cells.code, date(2026, 7, 1), cells.CODE),
        (cells.references, date(2026, 7, 1), cells.CODES),
        (cells.yes_or_no, "perhaps", cells.YES_OR_NO),
        (cells.yes_or_no, 1, cells.YES_OR_NO),
        (cells.year, 2026, cells.YEAR),
        (cells.year, "2026-28", cells.YEAR),
        (cells.percent, 0.2, cells.PERCENT),
        (cells.percent, 101, cells.PERCENT),
        (cells.percent, "a fifth", cells.PERCENT),
        (cells.percent, PerCent(Decimal("1e400")), cells.PERCENT),
        (cells.percent, float("nan"), cells.PERCENT),
        (KIND, "county", "borough, gla, london councils, funder or other"),
        (cells.email, "nobody", cells.EMAIL),
        (cells.line, Uncalculated(), "text"),
        (cells.line, "a\x07b", "text without control characters"),
        (cells.line, "a\ud800b", "text without control characters"),
        (cells.line, "x" * 251, "at most 250 characters, not 251"),
        (cells.setting_key, "colour", "a setting named on the template’s sheet Read me"),
        (value_of("account number"), 1234567, "eight digits"),
        (value_of("payment days"), date(2026, 1, 30), "text"),
        (value_of("recognise income"), "sometimes", "membership year or financial year"),
    ],
)
def test_says_what_is_expected_of_a_cell_that_cannot_be_read(
    parse: Parser, typed: Any, expected: str
) -> None:
    with pytest.raises(Unread) as refusal:
        parse(typed)
    assert expected == refusal.value.expected


def test_leaves_a_cell_alone_that_only_a_refused_one_explains() -> None:
    assert cells.amount_or_percent({})("ten") == "ten"
    assert cells.setting_value({})("ten") == "ten"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, "nothing"),
        ("31/9/2026", "“31/9/2026”"),
        (12.345, "“12.345”"),
        (date(2026, 7, 1), "“1/7/2026”"),
        (PerCent(Decimal("20.0")), "“20%”"),
        (True, "“TRUE”"),
        (CellError("#REF!"), "“#REF!”"),
        ("a\x00b\nc", "“a b c”"),
        ("x" * 100, "“" + "x" * 59 + "…”"),
    ],
)
def test_shows_what_was_found(value: Any, shown: str) -> None:
    assert shown == found_text(value)
