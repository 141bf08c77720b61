"""From the sheets as they stand to rows of values, with every cell that cannot be read named."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from loti_admin.domain.money import Money
from loti_admin.errors import Severity
from loti_admin.imports.cells import TEXT, Parser, Unread
from loti_admin.imports.problems import CellProblem, found_text
from loti_admin.imports.reading import (
    LIMITS,
    CellError,
    Limits,
    RawRow,
    RawSheet,
    RawWorkbook,
    Uncalculated,
    Value,
    read_raw,
)
from loti_admin.imports.sheets import READ_ME, SHEETS, SheetSpec
from loti_admin.imports.workbook_reader import plain_name

E = TypeVar("E", bound=StrEnum)


def letters(column: int) -> str:
    """The name of a column counted from 1: 3 is `C`, 27 is `AA`."""
    name = ""
    while column:
        column, digit = divmod(column - 1, 26)
        name = chr(ord("A") + digit) + name
    return name


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a sheet: `values` of the cells that are filled and could be read, by column name.

    `refused` are the columns that could not be read; a row with any has no meaning, and only its key is of use, so
    that other sheets' references to it are not called unknown.
    """

    sheet: str
    number: int
    values: Mapping[str, object]
    columns: Mapping[str, int]
    refused: frozenset[str] = frozenset()

    def text(self, column: str) -> str:
        """The text of a cell; "" if it is empty."""
        value = self.values.get(column)
        return value if isinstance(value, str) else ""

    def day(self, column: str) -> date | None:
        value = self.values.get(column)
        return value if isinstance(value, date) else None

    def money(self, column: str) -> Money | None:
        value = self.values.get(column)
        return value if isinstance(value, Money) else None

    def percent(self, column: str) -> Decimal | None:
        value = self.values.get(column)
        return value if isinstance(value, Decimal) else None

    def flag(self, column: str) -> bool | None:
        value = self.values.get(column)
        return value if isinstance(value, bool) else None

    def choice(self, column: str, kind: type[E]) -> E | None:
        value = self.values.get(column)
        return value if isinstance(value, kind) else None

    def texts(self, column: str) -> tuple[str, ...]:
        value = self.values.get(column)
        return value if isinstance(value, tuple) else ()

    def cell(self, column: str) -> str:
        """`C7`; the row's first column if the sheet lacks this one."""
        return f"{letters(self.columns.get(column, 1))}{self.number}"

    def problem(
        self, column: str, message: str, severity: Severity = Severity.BLOCKS
    ) -> CellProblem:
        """A sentence about one of the row's cells."""
        return CellProblem(
            sheet=self.sheet, cell=self.cell(column), message=message, severity=severity
        )

    def unexpected(self, column: str, expected: str) -> CellProblem:
        """The cell could be read, but something else is expected there."""
        value = self.values.get(column)
        found = found_text(value if isinstance(value, str | date) else None)
        return CellProblem(sheet=self.sheet, cell=self.cell(column), found=found, expected=expected)


@dataclass(frozen=True, slots=True)
class ImportRows:
    """What a workbook holds: rows by the name of their sheet (only the sheets that are there), and what is wrong.

    `unknown` are the titles of sheets that were left.
    """

    sheets: Mapping[str, tuple[Row, ...]]
    problems: tuple[CellProblem, ...]
    unknown: tuple[str, ...] = ()


def read_workbook(path: Path, limits: Limits = LIMITS) -> ImportRows:
    """All known sheets of a workbook. Raises FileTrouble with one sentence if the file cannot be read at all."""
    return rows_of(read_raw(path, [spec.name for spec in SHEETS], limits))


def rows_of(raw: RawWorkbook) -> ImportRows:
    """The rows and problems of sheets already read."""
    specs = {plain_name(spec.name): spec for spec in SHEETS}
    sheets: dict[str, tuple[Row, ...]] = {}
    problems: list[CellProblem] = []
    for sheet in raw.sheets:
        spec = specs[plain_name(sheet.title)]
        if spec.name in sheets:
            problems.append(
                CellProblem(
                    sheet=sheet.title,
                    message=f"there is a second sheet {spec.name}. Keep one of the two.",
                )
            )
            continue
        sheets[spec.name] = _rows(spec, sheet, problems)
    unknown = tuple(title for title in raw.others if plain_name(title) != plain_name(READ_ME))
    problems += [_left(title, "", "this sheet is not known and was left.") for title in unknown]
    if not sheets:
        names = ", ".join(spec.name for spec in SHEETS)
        problems.append(
            CellProblem(sheet="Workbook", message=f"none of the sheets is known. Known: {names}.")
        )
    return ImportRows(sheets, tuple(problems), unknown)


def _left(sheet: str, cell: str, message: str) -> CellProblem:
    return CellProblem(sheet=sheet, cell=cell, message=message, severity=Severity.WARNS)


def _rows(spec: SheetSpec, sheet: RawSheet, problems: list[CellProblem]) -> tuple[Row, ...]:
    if sheet.below:
        problems.append(
            CellProblem(
                sheet=spec.name,
                cell=sheet.below,
                message=f"there are cells below row {LIMITS.rows:,}. Delete them, or import in parts.",
            )
        )
    if sheet.beside:
        message = f"what stands right of column {letters(LIMITS.columns)} was left."
        problems.append(_left(spec.name, sheet.beside, message))
    if not sheet.rows:
        return ()
    header, *body = sheet.rows
    columns = _columns(spec, header, problems)
    if columns is None:
        return ()
    problems += _without_heading(spec, header, body)
    rows = tuple(row for raw in body if (row := _row(spec, raw, columns, problems)))
    problems += _twice(spec, rows)
    return rows


def _columns(spec: SheetSpec, header: RawRow, problems: list[CellProblem]) -> dict[str, int] | None:
    """Where each known column stands; None if one that is needed is not there."""
    known = {plain_name(column.name): column for column in spec.columns}
    columns: dict[str, int] = {}
    for place, value in header.cells.items():
        cell = f"{letters(place)}{header.number}"
        column = known.get(plain_name(str(value))) if isinstance(value, str) else None
        if column is None:
            message = f"the column {found_text(value)} is not known and was left."
            problems.append(_left(spec.name, cell, message))
        elif column.name in columns:
            message = f"the column “{column.name}” is there twice. Keep one of the two."
            problems.append(CellProblem(sheet=spec.name, cell=cell, message=message))
        else:
            columns[column.name] = place
    missing = [c.name for c in spec.columns if c.required and c.name not in columns]
    problems += [
        CellProblem(
            sheet=spec.name,
            message=f"the column “{name}” is missing. Its name stands in the first row of the sheet.",
        )
        for name in missing
    ]
    return None if missing else columns


def _without_heading(spec: SheetSpec, header: RawRow, body: list[RawRow]) -> Iterator[CellProblem]:
    """One warning for each column that has cells but no heading."""
    named = set(header.cells)
    for row in body:
        for place, value in row.cells.items():
            if place not in named:
                named.add(place)
                message = f"there is no heading above {found_text(value)}; the column was left."
                yield _left(spec.name, f"{letters(place)}{row.number}", message)


def _row(
    spec: SheetSpec, raw: RawRow, columns: Mapping[str, int], problems: list[CellProblem]
) -> Row | None:
    """One row; None for a blank one."""
    if not any(place in raw.cells for place in columns.values()):
        return None
    values: dict[str, object] = {}
    refused: set[str] = set()
    # In the order of the specification, not of the sheet: some cells are read by what an earlier column says.
    for column in spec.columns:
        place = columns.get(column.name)
        value = None if place is None else raw.cells.get(place)
        if value is None and not column.required:
            continue
        try:
            parse = column.parser_for(values) if column.parser_for else column.parse
            if value is None:
                raise Unread(_expected_where_empty(column.name, parse))
            values[column.name] = parse(value)
        except Unread as unread:
            refused.add(column.name)
            problems.append(
                _refusal(spec, f"{letters(place or 1)}{raw.number}", value, unread.expected)
            )
    return Row(spec.name, raw.number, values, columns, frozenset(refused))


def _expected_where_empty(column: str, parse: Parser) -> str:
    """What the parser expects; where that is any text, the column's name says more."""
    try:
        parse(Uncalculated())
    except Unread as unread:
        if unread.expected != TEXT:
            return unread.expected
    return f"{'an' if column[0] in 'aeiou' else 'a'} {column}"


def _refusal(spec: SheetSpec, cell: str, value: Value | None, expected: str) -> CellProblem:
    found = found_text(value)
    message = ""
    if isinstance(value, Uncalculated):
        message = "holds a formula without a value; open the workbook in Excel, save it there and import again."
    elif isinstance(value, CellError):
        message = f"holds the error {found}, expected {expected}. Mend the formula in Excel."
    return CellProblem(sheet=spec.name, cell=cell, found=found, expected=expected, message=message)


def _twice(spec: SheetSpec, rows: tuple[Row, ...]) -> Iterator[CellProblem]:
    """Rows that share a key with an earlier one; a row whose key could not be read has been named already."""
    seen: dict[tuple[str, ...], int] = {}
    for row in rows:
        if row.refused.intersection(spec.key):
            continue
        key = tuple(str(row.values.get(column, "")).casefold() for column in spec.key)
        first = seen.setdefault(key, row.number)
        if first != row.number:
            *others, last = [column for column in spec.key if row.values.get(column) is not None]
            same = f"{', '.join(others)} and {last}" if others else last
            yield row.problem(
                spec.key[0], f"row {first} has the same {same}. Keep one of the two rows."
            )
