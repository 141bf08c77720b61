"""Blocks of cells as the text that spreadsheets put on the clipboard, and where their cells belong in a list."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from typing import Any

from loti_admin.documents.cells import looks_like_formula
from ui.kit.table_columns import CHECK_KEY, NOTHING, Column, folded
from ui.kit.table_model import RecordTableModel

Block = list[list[str]]
_QUOTE = '"'


@dataclass(frozen=True, slots=True)
class PlacedCell:
    """A text for the cell of a record: the key of the record, the field that the column edits, the text."""

    key: Hashable
    field: str
    text: str


@dataclass(frozen=True, slots=True)
class RefusedCell:
    """A text that no cell takes: the words of the record and the column, and why."""

    record: str
    column: str
    text: str
    why: str


@dataclass(slots=True)
class Placed:
    """Where a block goes. `refused` are the cells that go nowhere."""

    cells: list[PlacedCell] = field(default_factory=list)
    refused: list[RefusedCell] = field(default_factory=list)


def as_block(rows: Sequence[Sequence[str]]) -> str:
    """Rows of texts as tab-separated text. A text with a tab, a line break or a quotation mark at its beginning is
    quoted as spreadsheets do."""
    return "\n".join("\t".join(_quoted(text) for text in row) for row in rows)


def plain_cell(column: Column[Any], record: Any) -> str:
    """What a cell says to a spreadsheet: numbers plain, days as 2027-03-27, nothing for “–”; a text that it would
    calculate gets an apostrophe in front."""
    text, is_number = column.plain(record)
    return f"'{text}" if not is_number and looks_like_formula(text) else text


def read_block(text: str) -> Block:
    """The rows of a tab-separated text; quoted cells may hold tabs and line breaks. One row at least has a text."""
    rows: Block = []
    row: list[str] = []
    cell: list[str] = []
    place, quoted, started = 0, False, False
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " ")
    while place < len(text):
        letter = text[place]
        if quoted:
            if letter == _QUOTE and text[place + 1 : place + 2] == _QUOTE:
                cell.append(_QUOTE)
                place += 1
            elif letter == _QUOTE:
                quoted = False
            else:
                cell.append(letter)
        elif letter == _QUOTE and not started and _closes(text, place):
            quoted = True
        elif letter in "\t\n":
            row.append(_bare("".join(cell)))
            cell = []
            if letter == "\n":
                rows.append(row)
                row = []
        else:
            cell.append(letter)
        started = letter not in "\t\n" or quoted
        place += 1
    if cell or row:
        rows.append([*row, _bare("".join(cell))])
    while rows and not any(text.strip() for text in rows[-1]) and len(rows) > 1:
        rows.pop()
    return rows


def place_block(
    model: RecordTableModel[Any],
    block: Block,
    rows: Sequence[int],
    columns: Sequence[int],
    shown: Sequence[int],
) -> Placed:
    """Where each text of a block goes. `rows` and `columns` are the selected part of the list, `shown` the columns in
    view from left to right.

    A block whose first row are titles of columns is placed by them, and by the names in the first column of the list
    if the block has that too. Any other goes right and down from the first selected cell. One text fills everything
    that is selected; one row is repeated in each selected row.
    """
    by_title = {folded(c.full_title): n for n, c in enumerate(model.columns)} | {
        folded(c.title): n for n, c in enumerate(model.columns) if c.title
    }
    placed = Placed()
    if len(block) > 1 and _are_titles(block[0], by_title):
        _place_by_titles(model, block, rows, by_title, placed)
        return placed
    if not rows or not columns or columns[0] not in shown:
        return placed
    width = max(len(row) for row in block)
    first = shown.index(columns[0])
    targets: list[int | None] = [*shown[first : first + width]]
    targets += [None] * (width - len(targets))
    if width == 1 and len(block) == 1:
        targets = [n for n in columns if model.columns[n].edit or len(columns) == 1]
        block = [[block[0][0]] * len(targets)]
    lines = rows if len(block) == 1 else range(rows[0], rows[0] + len(block))
    for number, line in enumerate(lines):
        texts = block[0 if len(block) == 1 else number]
        _place_row(model, line, list(zip(targets, texts, strict=False)), placed)
    return placed


def _place_by_titles(
    model: RecordTableModel[Any],
    block: Block,
    rows: Sequence[int],
    by_title: dict[str, int],
    placed: Placed,
) -> None:
    targets: list[int | None] = []
    for title in block[0]:
        number = by_title.get(folded(title.strip()))
        targets.append(number)
        if number is None and title.strip():
            why = "This list has no column of that name."
            placed.refused.append(RefusedCell("All rows", title.strip(), "", why))
    name = next((n for n, c in enumerate(model.columns) if c.key != CHECK_KEY), 0)
    where = targets.index(name) if name in targets else -1
    names: dict[str, list[int]] = {}
    if where >= 0:
        for row, record in enumerate(model.records()):
            names.setdefault(folded(model.columns[name].words(record)), []).append(row)
    start = rows[0] if rows else 0
    for number, texts in enumerate(block[1:]):
        cells = [pair for pair in zip(targets, texts, strict=False) if pair[0] is not None]
        if where < 0:
            _place_row(model, start + number, cells, placed)
            continue
        wanted = texts[where].strip() if where < len(texts) else ""
        found = names.get(folded(wanted), [])
        if len(found) == 1:
            _place_row(model, found[0], [cell for cell in cells if cell[0] != name], placed)
        elif wanted:
            why = "No row in view has this name." if not found else "Several rows have this name."
            placed.refused.append(RefusedCell(wanted, model.columns[name].full_title, wanted, why))


def _place_row(
    model: RecordTableModel[Any],
    line: int,
    cells: Sequence[tuple[int | None, str]],
    placed: Placed,
) -> None:
    record = model.record(line)
    if record is None:
        if any(text.strip() for _, text in cells):
            text = "; ".join(text for _, text in cells if text.strip())
            why = "The list has no row here. Sort or filter it so that all rows are there."
            placed.refused.append(RefusedCell(f"Row {line + 1}", "", text, why))
        return
    name = next((c.words(record) for c in model.columns if c.key != CHECK_KEY), "")
    for number, text in cells:
        if number is None:
            if text.strip():
                why = "The list has no further column in view."
                placed.refused.append(RefusedCell(name, "", text, why))
            continue
        column = model.columns[number]
        if column.edit:
            placed.cells.append(PlacedCell(model.key_of(record), column.edit, text))
        elif not _says(column, record, text):
            why = "This column cannot be typed into."
            placed.refused.append(RefusedCell(name, column.full_title, text, why))


def _says(column: Column[Any], record: Any, text: str) -> bool:
    """Whether a cell that cannot be edited says this already: a row that was copied whole comes back without a word."""
    said = {column.words(record), column.plain(record)[0]}
    same = {folded(" ".join(one.split())) for one in said}
    bare = folded(" ".join(text.split()))
    return bare in same or (not bare and NOTHING in said)


def _are_titles(texts: Sequence[str], by_title: dict[str, int]) -> bool:
    wanted = [folded(text.strip()) for text in texts if text.strip()]
    known = sum(text in by_title for text in wanted)
    return bool(wanted) and known * 2 > len(wanted)


def _quoted(text: str) -> str:
    if "\n" in text or "\t" in text or text.startswith(_QUOTE):
        return f'"{text.replace(_QUOTE, _QUOTE * 2)}"'
    return text


def _closes(text: str, place: int) -> bool:
    """Whether a quotation mark at the beginning of a cell has its partner at the end of one."""
    at = place + 1
    while (at := text.find(_QUOTE, at)) >= 0:
        if text[at + 1 : at + 2] == _QUOTE:
            at += 2
            continue
        return at + 1 == len(text) or text[at + 1] in "\t\n"
    return False


def _bare(text: str) -> str:
    """Without the apostrophe that only keeps a spreadsheet from calculating."""
    bare = text.strip(" ")
    return bare[1:] if bare.startswith("'") and looks_like_formula(bare[1:]) else bare
