"""Workbooks for tests, good and hostile."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook

from loti_admin.imports.reading import RawRow, RawSheet, RawWorkbook

Rows = Iterable[Iterable[Any]]

_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/xl/workbook.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>'
)
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def write_book(path: Path, sheets: Mapping[str, Rows]) -> Path:
    """A workbook with these sheets, each a list of rows, the heading first; texts stay texts, also with a `=`."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
        for cell in (cell for row in sheet for cell in row if cell.data_type == "f"):
            cell.data_type = "s"
    book.save(path)
    return path


def raw_book(sheets: Mapping[str, Rows], *others: str) -> RawWorkbook:
    """The same as it comes from the reading process, without a file; `others` are sheets that are not known."""
    return RawWorkbook(
        tuple(
            RawSheet(
                title,
                tuple(
                    RawRow(number, cells)
                    for number, row in enumerate(rows, start=1)
                    if (cells := {n: v for n, v in enumerate(row, start=1) if v is not None})
                ),
            )
            for title, rows in sheets.items()
        ),
        others,
    )


def write_parts(path: Path, sheet_xml: str | bytes, **parts: str | bytes) -> Path:
    """A workbook by hand, with one sheet called Organisations; `parts` adds or replaces files (`xl__a` is xl/a)."""
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": (
            f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="r1" Type="{_RELATIONS}/officeDocument" '
            'Target="xl/workbook.xml"/></Relationships>'
        ),
        "xl/workbook.xml": (
            f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><sheets>'
            '<sheet name="Organisations" sheetId="1" r:id="r1"/></sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": (
            f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="r1" Type="{_RELATIONS}/worksheet" '
            'Target="worksheets/sheet1.xml"/></Relationships>'
        ),
        "xl/worksheets/sheet1.xml": sheet_xml,
    }
    files |= {name.replace("__", "/"): content for name, content in parts.items()}
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def sheet_xml(*rows: str, before: str = "") -> str:
    """A sheet part from rows of XML, `before` standing ahead of its root."""
    data = "".join(rows)
    return f'{before}<worksheet xmlns="{_MAIN}"><sheetData>{data}</sheetData></worksheet>'


def text_row(number: int, *texts: str) -> str:
    """A row of texts in the columns from A on."""
    cells = "".join(
        f'<c r="{chr(65 + n)}{number}" t="inlineStr"><is><t>{text}</t></is></c>'
        for n, text in enumerate(texts)
    )
    return f'<row r="{number}">{cells}</row>'
