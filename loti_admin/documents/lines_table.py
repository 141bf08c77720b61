"""The table of a document's lines: how it is laid out over the pages, with sums carried forward.

A row is kept whole unless it is longer than a short page has room for; then it is broken between two of its lines.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from loti_admin.documents.common_words import has_vat, rate_text
from loti_admin.documents.fonts import SEMIBOLD
from loti_admin.documents.page import BODY, LABEL, LEFT, RIGHT, ROW, SECOND, Page
from loti_admin.documents.text import wrap
from loti_admin.domain.invoices import Document, Line
from loti_admin.domain.money import ZERO, Money

VAT_EDGE = 157.0
QUIET_ROW = 4.0
ROW_GAP = 8.0  # from a row's last line to the next row
RULE_ABOVE_ROW = 5.3
_DESCRIPTION, _WIDE_DESCRIPTION, _QUIET = 84.0, 128.0, 130.0  # widths
_SMALLEST_QUIET = 8.0
_TO_FIRST_ROW = 8.0  # from the head to the first row
_LAST_ROW_ENDS = 258.0
_HEAD_AGAIN = 40.0  # on the second page and every later one
_LONGEST_WHOLE_ROW = 40.0
_ROWS_WITH_TOTALS = 3


@dataclass(frozen=True, slots=True)
class Column:
    """A column of figures that ends at `edge` mm; `width` is what it may take."""

    edge: float
    width: float
    title: str
    value: Callable[[Line], str]


@dataclass(frozen=True, slots=True)
class Piece:
    """A row, or some lines of a long one: (text, whether quiet), the height to the next piece in mm. `line` only on
    the first piece of a row, `ends` on the last."""

    texts: tuple[tuple[str, bool], ...]
    height: float
    line: Line | None
    ends: bool


@dataclass(frozen=True, slots=True)
class TablePage:
    """The pieces on one page, and the net amounts of all lines before it and up to its end, in pence."""

    pieces: tuple[Piece, ...]
    brought: Money
    carried: Money
    first: bool
    last: bool


def pieces_of(document: Document) -> list[Piece]:
    """Every line of the document, wrapped; the reason of a credit note stands below the last line."""
    found: list[Piece] = []
    wide = len(columns_of(document)) == 1
    for index, line in enumerate(document.lines):
        quiet = line.working
        if index == len(document.lines) - 1 and document.reason.strip():
            quiet = f"{quiet}\nReason: {document.reason}"
        found += _row(line, line.description, quiet, wide=wide)
    if not document.lines and document.reason.strip():
        found += _row(None, "", f"Reason: {document.reason}", wide=wide)
    return found


def _row(line: Line | None, description: str, quiet: str, *, wide: bool) -> list[Piece]:
    width = _WIDE_DESCRIPTION if wide else _DESCRIPTION
    # The figures stand on the first line, so there is one even without a description.
    texts = [(text, False) for text in wrap(description, BODY, width, face=SEMIBOLD) or [""]]
    for paragraph in quiet.splitlines():
        # A little smaller rather than a second line with one word; drawn at the size that fits.
        small = wrap(paragraph, _SMALLEST_QUIET, _QUIET)
        lines = small if len(small) == 1 else wrap(paragraph, LABEL, _QUIET)
        texts += [(text, True) for text in lines]
    # From each line to the one after it; the last one has the gap to the next row below it.
    steps = [QUIET_ROW if after else ROW for _, after in texts[1:]] + [ROW_GAP]
    if sum(steps) <= _LONGEST_WHOLE_ROW:
        return [Piece(tuple(texts), sum(steps), line, True)]
    last = len(texts) - 1
    return [
        Piece((text,), step, line if index == 0 else None, index == last)
        for index, (text, step) in enumerate(zip(texts, steps, strict=True))
    ]


def paginate(document: Document, head: float, last_row_ends: float) -> list[TablePage]:
    """The pages of the table. On the first one its head stands at `head`; on the last one the rows end by
    `last_row_ends`, so that totals and payment panel fit below. Totals never stand alone."""
    left = pieces_of(document)
    pages: list[TablePage] = []
    so_far = ZERO
    while True:
        # From the second page on the sum brought forward takes a row.
        start = _HEAD_AGAIN + _TO_FIRST_ROW + ROW_GAP if pages else head + _TO_FIRST_ROW
        if start + _height(left) <= last_row_ends:
            count = len(left)
        else:
            keep = min(_ROWS_WITH_TOTALS, len(left) - 1)
            count = max(1, min(_fitting(left, _LAST_ROW_ENDS - start), len(left) - keep))
        here, left = left[:count], left[count:]
        carried = so_far
        for piece in here:
            carried += piece.line.net if piece.line else ZERO
        pages.append(TablePage(tuple(here), so_far, carried, not pages, not left))
        so_far = carried
        if not left:
            return pages


def _height(pieces: Sequence[Piece]) -> float:
    return sum(piece.height for piece in pieces)


def _fitting(pieces: Sequence[Piece], room: float) -> int:
    """How many of the pieces fit. Half a millimetre is forgiven, as sums of millimetres are not exact."""
    used = 0.0
    for count, piece in enumerate(pieces):
        used += piece.height
        if used > room + 0.5:
            return count
    return len(pieces)


def columns_of(document: Document) -> tuple[Column, ...]:
    """What stands beside the description. A request for one sum without VAT needs the amount alone."""
    counted = (
        Column(118, 13, "Quantity", lambda line: f"{line.quantity:,}"),
        Column(143, 24, "Unit price", lambda line: str(line.unit_price)),
    )
    if has_vat(document):
        return (
            *counted,
            Column(VAT_EDGE, 13, "VAT", lambda line: rate_text(line.vat_rate)),
            Column(RIGHT, 32, "Net amount", lambda line: str(line.net)),
        )
    amount = Column(RIGHT, 32, "Amount", lambda line: str(line.net))
    plain = all(line.quantity == 1 for line in document.lines)
    return (amount,) if plain else (*counted, amount)


def draw_table(page: Page, document: Document, table: TablePage, head: float) -> float:
    """Draw one page of the table, its head at `head` on the first page; gives the y at which the next row would be."""
    columns = columns_of(document)
    head = head if table.first else _HEAD_AGAIN
    page.text(LEFT, head, "Description", size=LABEL, colour=SECOND)
    for column in columns:
        page.right(column.edge, head, column.title, size=LABEL, colour=SECOND)
    page.strong_rule(head + 2)
    y = head + _TO_FIRST_ROW
    if not table.first:
        _draw_sum(page, y, "Brought forward", table.brought)
        y += ROW_GAP
        page.rule(y - RULE_ABOVE_ROW)
    for piece in table.pieces:
        y = _draw_piece(page, piece, y, columns)
    if not table.last:
        _draw_sum(page, y, "Carried forward", table.carried)
    return y


def _draw_piece(page: Page, piece: Piece, y: float, columns: Sequence[Column]) -> float:
    """Description, then the figures on the same line, then the rest: the order in which the row is read."""
    below = y
    for index, (text, quiet) in enumerate(piece.texts):
        if index:
            below += QUIET_ROW if quiet else ROW
        if quiet:
            page.text(LEFT, below, text, size=LABEL, colour=SECOND, width=_QUIET)
        else:
            page.text(LEFT, below, text, face=SEMIBOLD)
        if index == 0 and piece.line:
            for column in columns:
                page.right(column.edge, y, column.value(piece.line), width=column.width)
    y += piece.height
    if piece.ends:
        page.rule(y - RULE_ABOVE_ROW)
    return y


def _draw_sum(page: Page, y: float, label: str, amount: Money) -> None:
    page.right(VAT_EDGE, y, label, size=LABEL, colour=SECOND)
    page.right(RIGHT, y, str(amount), face=SEMIBOLD, width=32)
