"""The import workbook, empty: headings, notes and drop-downs, made from the same data that the reader goes by."""

from collections.abc import Iterable
from io import BytesIO

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from loti_admin.domain.dates import Year
from loti_admin.domain.settings import TYPED_KEYS
from loti_admin.imports.rows import letters
from loti_admin.imports.sheets import READ_ME, SHEETS, ColumnSpec, Shape, SheetSpec

_ACCENT, _INK, _SECOND, _TINT, _RULE = "00546C", "18202A", "4E5A66", "ECF3F6", "C4CCD4"
_FONT = "Arial"
_MIDDLE = "6096A8"
_FORMATS = {
    Shape.TEXT: "@",
    Shape.LONG: "@",
    Shape.AMOUNT: "#,##0.00",
    Shape.NUMBER: "General",
    Shape.DATE: "dd/mm/yyyy",
}
_LAST_ROW = 2_000  # how far down the drop-downs reach
_LONGEST_LIST = 250  # characters of a drop-down inside a cell rule; Excel stops at 255
_YEARS = 12
_READ_ME_WIDTHS = (24, 80, 44)

RULES = (
    "Fill in the sheets you need and leave or delete the others.",
    "Columns with a dark heading are needed; the others may stay empty or be deleted. "
    "Columns may stand in any order.",
    "Each row stands for one record. A row whose key is in the register already changes that record: "
    "organisations go by code, people by e-mail address.",
    "An empty cell leaves what the register holds. To clear a value, use the program.",
    "Importing the same workbook twice changes nothing.",
    "The import takes all or nothing: if a cell cannot be read, it names the sheet and the cell and changes nothing.",
    "Dates are Excel dates, or typed day first like 27/3/2027. Amounts are in pounds, like 30,000.00, before VAT. "
    "Years are typed like 2026-27.",
    "Codes are the GSS codes of councils (E09000007 is Camden), E61000001 for the GLA and LC for London Councils; "
    "for others a short code of your own.",
    "This sheet and sheets of your own are not imported.",
)


def template_bytes(first_year: Year) -> bytes:
    """The workbook as a file's content; drop-downs of years begin with `first_year`."""
    book = Workbook()
    book.properties.title, book.properties.creator = "LOTI Admin import workbook", "LOTI Admin"
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    keys = _write_read_me(sheet)
    years = tuple(Year(first_year.first + n).label for n in range(_YEARS))
    for spec in SHEETS:
        _write_sheet(book.create_sheet(spec.name), spec, keys, years)
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def _write_read_me(sheet: Worksheet) -> str:
    """Fill in the first sheet; the address of the list of settings on it."""
    sheet.title = READ_ME
    sheet.sheet_view.showGridLines = False
    sheet.sheet_properties.tabColor = _ACCENT
    for letter, width in zip("ABC", _READ_ME_WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.append(["Import workbook for LOTI Admin"])
    sheet["A1"].font = Font(name=_FONT, size=16, bold=True, color=_ACCENT)
    sheet.append([])
    for number, rule in enumerate(RULES, start=1):
        sheet.append([f"{number}. {rule}"])
        row = sheet.max_row
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=3)
        sheet.row_dimensions[row].height = _height(rule, sum(_READ_ME_WIDTHS))
    _section(sheet, ("Sheet", "What it holds", "Rows go by"))
    for spec in SHEETS:
        _text_row(sheet, (spec.name, spec.about, _and(spec.key)))
    first = _section(sheet, ("Setting", "What it is", "Holds, if not set"))
    for entry in TYPED_KEYS.values():
        _text_row(sheet, (entry.key, entry.title, entry.default))
    for rule_row in sheet.iter_rows(min_row=3, max_row=2 + len(RULES), max_col=1):
        rule_row[0].font = Font(name=_FONT, size=10, color=_INK)
        rule_row[0].alignment = Alignment(wrap_text=True, vertical="top")
    _print_setup(sheet, None)
    return f"{quote_sheetname(READ_ME)}!$A${first}:$A${sheet.max_row}"


def _section(sheet: Worksheet, heads: tuple[str, ...]) -> int:
    """A table's head after an empty row; the number of the row below it."""
    row = sheet.max_row + 2
    for column, head in enumerate(heads, start=1):
        cell = sheet.cell(row, column, head)
        cell.font = Font(name=_FONT, size=10, bold=True, color=_ACCENT)
        cell.fill = PatternFill("solid", fgColor=_TINT)
        cell.border = Border(bottom=Side("thin", _ACCENT))
    return row + 1


def _text_row(sheet: Worksheet, texts: tuple[str, ...]) -> None:
    row = sheet.max_row + 1
    for column, text in enumerate(texts, start=1):
        cell = sheet.cell(row, column, text)
        cell.font = Font(name=_FONT, size=10, color=_INK if column == 1 else _SECOND)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.number_format = "@"
    sheet.row_dimensions[row].height = max(map(_height, texts, _READ_ME_WIDTHS))


def _height(text: str, width: int) -> int:
    """Points for a text wrapped in a column of `width` characters; small letters are narrower than the digits that
    widths count."""
    return 16 if len(text) <= width * 1.1 else 30


def _write_sheet(sheet: Worksheet, spec: SheetSpec, keys: str, years: tuple[str, ...]) -> None:
    sheet.sheet_properties.tabColor = _MIDDLE
    sheet.freeze_panes = "A2"
    sheet.row_dimensions[1].height = 32
    for place, column in enumerate(spec.columns, start=1):
        letter = letters(place)
        dimension = sheet.column_dimensions[letter]
        dimension.width = column.width
        dimension.number_format = _FORMATS[column.shape]
        dimension.font = Font(name=_FONT, size=10, color=_INK)
        dimension.alignment = Alignment(
            vertical="top",
            wrap_text=column.shape is Shape.LONG,
            horizontal="right" if column.shape in (Shape.AMOUNT, Shape.NUMBER) else None,
        )
        _head(sheet, place, column)
        rule = _drop_down(column, keys, years)
        if rule is not None:
            rule.add(f"{letter}2:{letter}{_LAST_ROW}")
            sheet.add_data_validation(rule)
    _print_setup(sheet, "1:1")


def _head(sheet: Worksheet, place: int, column: ColumnSpec) -> None:
    cell = sheet.cell(1, place, column.name)
    cell.font = Font(name=_FONT, size=10, bold=True, color="FFFFFF" if column.required else _ACCENT)
    cell.fill = PatternFill("solid", fgColor=_ACCENT if column.required else _TINT)
    cell.alignment = Alignment(wrap_text=True, vertical="center")
    cell.border = Border(bottom=Side("thin", _ACCENT), right=Side("thin", _RULE))
    cell.number_format = "@"
    note = Comment(f"{'Needed. ' if column.required else ''}{column.note}", "LOTI Admin")
    note.width, note.height = 260, 24 + 18 * (1 + len(note.text) // 38)
    cell.comment = note


def _drop_down(column: ColumnSpec, keys: str, years: tuple[str, ...]) -> DataValidation | None:
    """The list a cell offers. Where other words are right as well, the list is only a suggestion."""
    choices, strict = column.choices, not column.open_choices
    if column.name == "year":
        choices, strict = years, False
    listed = ",".join(choices)
    if column.codes:
        formula, strict = f"Organisations!$A$2:$A${_LAST_ROW}", False
    elif len(listed) > _LONGEST_LIST:
        formula = keys
    elif choices:
        formula = f'"{listed}"'
    else:
        return None
    rule = DataValidation(type="list", formula1=formula, allow_blank=True)
    rule.showErrorMessage = strict
    rule.errorTitle, rule.error = column.name.capitalize(), "Choose a word from the list."
    return rule


def _print_setup(sheet: Worksheet, repeated: str | None) -> None:
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = Worksheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    if repeated:
        sheet.print_title_rows = repeated


def _and(names: Iterable[str]) -> str:
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last
