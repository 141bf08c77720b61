"""The budget workbook as a file: sheets, texts, protection, names, the same bytes each time."""

import io
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.workbook import Workbook

from loti_admin.documents.workbook.data import WorkbookData
from loti_admin.documents.workbook.write import SHEETS, make_workbook, write_workbook
from loti_admin.errors import Cancelled, FileTrouble, Refused
from tests.documents.workbook_builders import a_year, an_empty_year

DANGEROUS = '=HYPERLINK("https://example.org","Camden")'


@pytest.fixture(scope="module")
def file() -> bytes:
    return make_workbook(a_year())


@pytest.fixture(scope="module")
def book(file: bytes) -> Workbook:
    return load_workbook(io.BytesIO(file))


@pytest.fixture(scope="module")
def values(file: bytes) -> Workbook:
    return load_workbook(io.BytesIO(file), data_only=True)


def cells(book: Workbook) -> Iterator[Cell]:
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell, Cell) and cell.value is not None:
                    yield cell


def test_the_sheets_stand_in_the_order_a_finance_team_reads_them(book: Workbook) -> None:
    assert list(SHEETS) == book.sheetnames
    assert "Summary" == book.active.title  # type: ignore[union-attr]


def test_every_formula_has_a_value_for_viewers_that_do_not_calculate(
    book: Workbook, values: Workbook
) -> None:
    formulas = [cell for cell in cells(book) if cell.data_type == "f"]
    assert len(formulas) > 1_000
    for cell in formulas:
        value = values[cell.parent.title][cell.coordinate].value
        # A text result of nothing reads back as no value.
        assert value is not None or '""' in str(cell.value)
        assert not str(value).startswith("#")


def test_the_same_data_gives_the_same_bytes(file: bytes) -> None:
    assert file == make_workbook(a_year())


def test_another_process_gives_the_same_bytes(file: bytes) -> None:
    script = (
        "import sys; from tests.documents.workbook_builders import a_year; "
        "from loti_admin.documents.workbook.write import make_workbook; "
        "sys.stdout.buffer.write(make_workbook(a_year()))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=Path(__file__).parents[2],
        env={**os.environ, "PYTHONHASHSEED": "4711", "TZ": "Pacific/Kiritimati"},
        capture_output=True,
        check=True,
    )
    assert file == done.stdout


def test_the_file_bears_the_day_it_speaks_of_and_not_the_clock(file: bytes, book: Workbook) -> None:
    with zipfile.ZipFile(io.BytesIO(file)) as parts:
        assert {(2026, 12, 14, 0, 0, 0)} == {part.date_time for part in parts.infolist()}
    assert datetime(2026, 12, 14) == book.properties.created == book.properties.modified
    assert "LOTI budget 2026-27" == book.properties.title


def with_text_everywhere(data: WorkbookData, text: str) -> WorkbookData:
    """The same data with every free text replaced."""
    free = {
        "members": ("council", "service", "purchase_order", "why"),
        "income": ("payer", "agreement"),
        "spending": ("group", "line", "note"),
        "documents": ("payer",),
        "receipts": ("payer", "reference"),
    }
    changed: dict[str, Any] = {"supplier": text}
    for name, texts in free.items():
        rows = getattr(data, name)
        changed[name] = tuple(replace(row, **dict.fromkeys(texts, text)) for row in rows)
    return replace(data, **changed)


def test_what_a_person_typed_is_never_a_formula() -> None:
    made = make_workbook(with_text_everywhere(a_year(), DANGEROUS))
    found = [cell for cell in cells(load_workbook(io.BytesIO(made))) if DANGEROUS == cell.value]
    assert len(found) > 200
    for cell in found:
        assert "s" == cell.data_type
        assert cell.quotePrefix
    with zipfile.ZipFile(io.BytesIO(made)) as parts:
        for name in parts.namelist():
            assert "HYPERLINK" not in "".join(
                re.findall(r"<f>[^<]*</f>", parts.read(name).decode("utf-8", "replace"))
            )


@pytest.mark.parametrize(
    "text", ["Łódź & <b>Co</b>", "  spaced  ", "line\nbreak", "1/2", "+44", "'q"]
)
def test_every_text_comes_back_as_it_was_typed(text: str) -> None:
    made = make_workbook(with_text_everywhere(a_year(), text))
    sheet = load_workbook(io.BytesIO(made))["Members and fees"]
    assert text == sheet["A6"].value
    assert text == sheet["N6"].value


def test_a_text_too_long_for_a_cell_stops_the_export_and_names_its_place() -> None:
    data = a_year()
    long = replace(data.members[0], why="x" * 40_000)
    with pytest.raises(Refused, match="The text for Members and fees, Y6, is 40,000 characters"):
        make_workbook(replace(data, members=(long, *data.members[1:])))


def test_only_inputs_can_be_changed(book: Workbook) -> None:
    assert all(sheet.protection.sheet for sheet in book.worksheets)
    for cell in cells(book):
        assert cell.protection.locked is not cell.style.startswith("LOTI Input")
        assert not (cell.data_type == "f" and cell.style.startswith("LOTI Input"))


def test_every_cell_has_a_named_style_of_the_house(book: Workbook) -> None:
    assert {cell.style for cell in cells(book) if not cell.style.startswith("LOTI ")} == set()
    assert {"Arial"} == {cell.font.name for cell in cells(book)}


def test_tables_keep_to_names_that_excel_takes_without_brackets(book: Workbook) -> None:
    tables = {table.name: table for sheet in book.worksheets for table in sheet.tables.values()}
    assert {"tblMembers", "tblGrants", "tblSpend", "tblInvoices", "tblReceipts"} == set(tables)
    assert len(tables) == len({table.id for table in tables.values()})
    for table in tables.values():
        assert all(re.fullmatch("[A-Za-z0-9 ]+", column.name) for column in table.tableColumns)


def test_only_long_lists_have_filter_buttons(book: Workbook) -> None:
    filtered = {
        table.name
        for sheet in book.worksheets
        for table in sheet.tables.values()
        if table.autoFilter is not None
    }
    assert {"tblMembers", "tblInvoices"} == filtered


def test_prices_and_dates_are_named_cells_on_assumptions(book: Workbook) -> None:
    expected = {
        "Fee_Standard",
        "Fee_Shared_IT",
        "Contribution",
        "VAT_Rate",
        "Charge_Date",
        "Fee_Covers",
    }
    assert expected <= set(book.defined_names)
    for name in book.defined_names.values():
        assert name.attr_text.startswith(("Assumptions!$B$", "'Assumptions'!$B$"))


def test_no_price_is_written_into_a_formula(book: Workbook) -> None:
    for cell in cells(book):
        if cell.data_type == "f":
            assert "30000" not in cell.value
            assert "22500" not in cell.value
            assert "0.2" not in cell.value


@pytest.mark.parametrize("example", [True, False])
def test_an_example_says_so_on_every_sheet_and_every_printed_page(example: bool) -> None:
    book = load_workbook(io.BytesIO(make_workbook(a_year(example=example))))
    for sheet in book.worksheets:
        assert example is str(sheet["A1"].value).endswith(" (example: invented data)")
        assert ("Example: invented data" if example else "") == sheet.oddHeader.right.text


def test_every_sheet_prints_on_landscape_a4_with_page_numbers(book: Workbook) -> None:
    for sheet in book.worksheets:
        assert ("landscape", 9) == (
            sheet.page_setup.orientation,
            int(sheet.page_setup.paperSize or 0),
        )
        assert "Page &P of &N" == sheet.oddFooter.right.text
        assert sheet.print_area
        assert sheet.freeze_panes
        assert not sheet.sheet_view.showGridLines


def test_a_year_with_nothing_recorded_is_a_workbook_too() -> None:
    book = load_workbook(io.BytesIO(make_workbook(an_empty_year())), data_only=True)
    assert "OK" == book["Summary"]["L1"].value
    assert 0 == book["Members and fees"]["K7"].value


def test_progress_counts_up_to_the_whole() -> None:
    seen: list[tuple[int, int]] = []
    make_workbook(an_empty_year(), lambda done, whole: seen.append((done, whole)))
    assert [(n, 10) for n in range(1, 11)] == seen


def test_a_cancelled_export_leaves_the_old_file_and_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "budget.xlsx"
    path.write_bytes(b"before")

    def cancel(done: int, whole: int) -> None:
        if done == 3:
            raise Cancelled("Stopped.")

    with pytest.raises(Cancelled):
        write_workbook(an_empty_year(), path, cancel)
    assert b"before" == path.read_bytes()
    assert [path] == list(tmp_path.iterdir())


def test_writing_replaces_the_file_in_one_step(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "budget.xlsx"
    write_workbook(an_empty_year(), path)
    write_workbook(an_empty_year(), path)
    assert make_workbook(an_empty_year()) == path.read_bytes()
    assert [path] == list(path.parent.iterdir())


def test_a_folder_in_the_way_is_named_and_left(tmp_path: Path) -> None:
    with pytest.raises(FileTrouble, match="is a folder"):
        write_workbook(an_empty_year(), tmp_path)


def test_the_data_are_frozen() -> None:
    data = an_empty_year()
    with pytest.raises(AttributeError):
        data.as_of = date(2027, 1, 1)  # type: ignore[misc]
    assert "members" in {field.name for field in fields(data)}
