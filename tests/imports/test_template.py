"""The template: made from the same data as the reader, so it is read back without a question."""

from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from loti_admin.domain.dates import Year
from loti_admin.domain.settings import TYPED_KEYS
from loti_admin.imports.rows import read_workbook
from loti_admin.imports.sheets import READ_ME, SHEETS, Shape
from loti_admin.imports.template import RULES, template_bytes


@pytest.fixture(scope="module")
def content() -> bytes:
    return template_bytes(Year(2025))


@pytest.fixture
def book(content: bytes) -> Workbook:
    return load_workbook(BytesIO(content))


def test_the_empty_template_is_read_without_rows_or_problems(
    content: bytes, tmp_path: Path
) -> None:
    path = tmp_path / "template.xlsx"
    path.write_bytes(content)
    read = read_workbook(path)
    assert (read.problems, read.unknown) == ((), ())
    assert read.sheets == {spec.name: () for spec in SHEETS}


def test_what_is_filled_in_is_read_back(book: Workbook, tmp_path: Path) -> None:
    book["Organisations"].append(["E09000007", "London Borough of Camden", "Camden", "borough"])
    book["Settings"].append(["payment days", "30"])
    book.save(tmp_path / "filled.xlsx")
    read = read_workbook(tmp_path / "filled.xlsx")
    assert read.problems == ()
    assert [row.text("code") for row in read.sheets["Organisations"]] == ["E09000007"]
    assert [row.text("value") for row in read.sheets["Settings"]] == ["30"]


def test_every_heading_is_styled_noted_and_stays_in_view(book: Workbook) -> None:
    assert book.sheetnames == [READ_ME, *(spec.name for spec in SHEETS)]
    for spec in SHEETS:
        sheet = book[spec.name]
        assert sheet.freeze_panes == "A2"
        for cell, column in zip(sheet[1], spec.columns, strict=True):
            assert cell.value == column.name
            assert cell.font.bold
            assert cell.fill.fill_type == "solid"
            assert column.note and column.note in cell.comment.text
            assert cell.comment.text.startswith("Needed. ") == column.required
            dimension = sheet.column_dimensions[cell.column_letter]
            assert dimension.width == column.width
            assert (dimension.number_format == "@") == (column.shape in (Shape.TEXT, Shape.LONG))


def test_drop_downs_offer_what_the_reader_takes(book: Workbook) -> None:
    lists = {
        (sheet.title, sheet.cell(1, area.min_col).value): rule
        for sheet in book
        for rule in sheet.data_validations.dataValidation
        for area in rule.sqref.ranges
    }
    assert lists["Organisations", "kind"].formula1 == '"borough,gla,london councils,funder,other"'
    assert lists["Contacts", "newsletter"].formula1 == '"yes,no"'
    assert lists["Purchase orders", "year"].formula1.startswith('"2025-26,2026-27,')
    assert lists["Contacts", "organisation"].formula1 == "Organisations!$A$2:$A$2000"
    assert not lists["Contacts", "organisation"].showErrorMessage
    assert not lists["Budget", "group"].showErrorMessage
    assert lists["Organisations", "kind"].showErrorMessage
    area = lists["Settings", "key"].formula1.partition("!")[2].replace("$", "")
    assert [row[0].value for row in book[READ_ME][area]] == list(TYPED_KEYS)
    # Excel takes no longer list inside a rule.
    assert max(len(rule.formula1) for rule in lists.values()) <= 257


def test_the_first_sheet_tells_the_rules_and_every_sheet(book: Workbook) -> None:
    words = [str(cell.value) for row in book[READ_ME] for cell in row if cell.value is not None]
    for number, rule in enumerate(RULES, start=1):
        assert f"{number}. {rule}" in words
    assert {spec.name for spec in SHEETS} <= set(words)
    assert any("An empty cell leaves what the register holds." in text for text in words)
