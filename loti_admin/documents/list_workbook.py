"""A list as an Excel workbook: the rows and columns on screen, as values. Imports openpyxl, so import it when asked."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from loti_admin.documents.cells import cell_text
from loti_admin.domain.money import Money

Value = Money | Decimal | date | int | str | None

_PENCE = '#,##0.00;-#,##0.00;"–"'
_FORMATS = {Money: _PENCE, int: "#,##0", date: "d mmm yyyy"}
_WIDEST, _NARROWEST = 60, 9


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A title, and whether the column is aligned right, as amounts are."""

    title: str
    right: bool = False


def list_workbook(
    title: str, columns: Sequence[ListColumn], rows: Sequence[Sequence[Value]], made: date
) -> bytes:
    """The workbook as a file in memory; the same list always gives the same bytes but for the day `made`.

    Amounts are numbers in pounds, days are dates, and a text is always text: none is calculated, whatever it begins
    with. Raises Refused for a text that no cell can hold.
    """
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = _sheet_title(title)
    widths = [len(column.title) for column in columns]
    for number, column in enumerate(columns, start=1):
        cell = _put(sheet, 1, number, column.title, column.title)
        cell.font = Font(name="Arial", size=10, bold=True)
        cell.border = Border(bottom=Side(style="thin"))
        cell.alignment = Alignment(
            horizontal="right" if column.right else "left", vertical="center"
        )
    for row, values in enumerate(rows, start=2):
        for number, value in enumerate(values, start=1):
            _put(sheet, row, number, value, columns[number - 1].title)
            widths[number - 1] = max(widths[number - 1], _length(value))
    for number, width in enumerate(widths, start=1):
        letter = get_column_letter(number)
        sheet.column_dimensions[letter].width = min(max(width + 3, _NARROWEST), _WIDEST)
    sheet.freeze_panes = "B2" if len(columns) > 1 else "A2"
    if columns:
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{len(rows) + 1}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"
    properties = workbook.properties
    properties.title, properties.creator = title, "LOTI Admin"
    properties.created = properties.modified = datetime.combine(made, time())
    held = io.BytesIO()
    workbook.save(held)
    return held.getvalue()


def _put(sheet: Worksheet, row: int, column: int, value: Value, what: str) -> Cell:
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)
    if value is None or value == "":
        return cell
    if isinstance(value, str):
        # The type is set by hand, because openpyxl makes a formula of a text that begins with "=".
        cell.value = cell_text(value, f"{what} in row {row}")
        cell.data_type = "s"
        # So that Excel keeps it a text when somebody edits the cell.
        cell.quotePrefix = value.startswith(("=", "+", "-", "@"))
        if "\n" in value:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        return cell
    cell.value = value.decimal() if isinstance(value, Money) else value
    cell.number_format = next(
        (form for kind, form in _FORMATS.items() if isinstance(value, kind)), "General"
    )
    return cell


def _length(value: Value) -> int:
    if isinstance(value, str):
        return max((len(line) for line in value.splitlines()), default=0)
    if isinstance(value, date):
        return 11
    return len(str(value)) if value is not None else 0


def _sheet_title(title: str) -> str:
    """Excel takes 31 characters and none of these."""
    bare = "".join(" " if letter in "[]:*?/\\'" else letter for letter in title)
    return " ".join(bare.split())[:31] or "List"
