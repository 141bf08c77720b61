"""A list as a workbook: real amounts and days, and texts that are never calculated."""

import io
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loti_admin.documents.list_workbook import ListColumn, Value, list_workbook
from loti_admin.domain.money import Money
from loti_admin.errors import Refused

COLUMNS = (ListColumn("Council"), ListColumn("Net £", right=True), ListColumn("Due"))


def read(made: bytes) -> list[list[object]]:
    sheet = openpyxl.load_workbook(io.BytesIO(made)).worksheets[0]
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def made_of(rows: list[list[Value]]) -> bytes:
    return list_workbook("Fees: 2026/27", COLUMNS, rows, date(2026, 7, 1))


def test_amounts_are_numbers_and_days_are_dates() -> None:
    made = made_of([["Camden", Money.pounds("30000.50"), date(2026, 7, 31)], ["Barnet", None, ""]])
    head, first, second = read(made)
    assert ["Council", "Net £", "Due"] == head
    assert "Camden" == first[0]
    assert Decimal("30000.5") == Decimal(str(first[1]))
    assert date(2026, 7, 31) == first[2].date()
    assert ["Barnet", None, None] == second


def test_the_sheet_can_be_filtered_and_its_titles_stay_in_sight() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(made_of([["Camden", Money(1), ""]]))).worksheets[0]
    assert "Fees 2026 27" == sheet.title
    assert ("B2", "A1:C2") == (sheet.freeze_panes, sheet.auto_filter.ref)


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from("=+-@'"), st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20)
)
def test_no_text_becomes_a_formula(first: str, rest: str) -> None:
    made = made_of([[first + rest, None, ""]])
    cell = openpyxl.load_workbook(io.BytesIO(made)).worksheets[0]["A2"]
    assert "s" == cell.data_type
    assert cell.value.replace("_x005F_", "_") == first + rest


def test_a_text_that_no_cell_can_hold_is_refused_by_its_column() -> None:
    with pytest.raises(Refused, match="Council in row 2"):
        made_of([["bell\x07", None, ""]])
