"""Several documents in one PDF for printing, with a covering list in front that says what follows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO

from loti_admin.documents.fonts import SEMIBOLD, load_faces
from loti_admin.documents.frame import EXAMPLE
from loti_admin.documents.invoice_pdf import (
    a_canvas,
    date_stamp,
    draw_document,
    drawing,
    page_count,
)
from loti_admin.documents.look import ISSUED
from loti_admin.documents.page import (
    BODY,
    FACTS,
    HEADING,
    LABEL,
    LEFT,
    RIGHT,
    SECOND,
    SMALL,
    TITLE,
    Page,
)
from loti_admin.domain.dates import long_date
from loti_admin.domain.invoices import Document, DocumentKind
from loti_admin.domain.money import Money, total

Progress = Callable[[int, int], None]

_HEAD, _FIRST_ROW, _ROW, _LAST_ROW = 48.0, 56.0, 6.4, 262.0
_PAGE_EDGE, _NUMBER, _FOR = 27.0, 31.0, 75.0  # right edge of the page's number; left edges
_DATE, _AMOUNT = 132.0, RIGHT


@dataclass(frozen=True, slots=True)
class _Entry:
    """A document and the page of the file on which it begins, counted from 1."""

    document: Document
    page: int


def render_joined(
    documents: Sequence[Document], prepared: date, progress: Progress | None = None
) -> bytes:
    """One PDF: the covering list, then each issued document whole. The same documents and day give the same bytes.

    `progress` is called before each document and at the end, and may raise to stop.
    """
    load_faces()
    front = _pages_of_list(len(documents))
    entries, at = [], front + 1
    for document in documents:
        entries.append(_Entry(document, at))
        at += page_count(document)
    file = BytesIO()
    canvas = a_canvas(file)
    canvas.setTitle("Documents to print")
    canvas.setCreator("LOTI Admin")
    date_stamp(canvas, prepared)
    page = Page(canvas)
    with drawing:
        _draw_list(page, entries, front, prepared)
    for done, document in enumerate(documents):
        if progress:
            progress(done, len(documents))
        # Taken anew for each, so that a preview does not wait for all of them.
        with drawing:
            draw_document(page, document, ISSUED)
    with drawing:
        canvas.save()
    if progress:
        progress(len(documents), len(documents))
    return file.getvalue()


def _rows_a_page() -> int:
    return int((_LAST_ROW - _FIRST_ROW) / _ROW)


def _pages_of_list(count: int) -> int:
    # The sum takes a row as well.
    return max(1, -(-(count + 1) // _rows_a_page()))


def _draw_list(page: Page, entries: Sequence[_Entry], of: int, prepared: date) -> None:
    rows = _rows_a_page()
    for number in range(1, of + 1):
        shown = entries[(number - 1) * rows : number * rows]
        _draw_head(page, entries, prepared)
        y = _FIRST_ROW
        for entry in shown:
            _draw_row(page, entry, y)
            y += _ROW
        if number == of:
            _draw_sum(page, entries, y)
        page.rule(276)
        page.right(RIGHT, 280.4, f"Covering list, page {number} of {of}", size=SMALL, colour=SECOND)
        page.next()


def _draw_head(page: Page, entries: Sequence[_Entry], prepared: date) -> None:
    count = len(entries)
    page.text(LEFT, 26, "Covering list", face=SEMIBOLD, size=TITLE)
    what = "1 document" if count == 1 else f"{count} documents"
    page.text(LEFT, 34, f"{what}, put together on {long_date(prepared)}", size=BODY, colour=SECOND)
    if any(entry.document.example for entry in entries):
        page.right(RIGHT, 26, EXAMPLE, face=SEMIBOLD, size=HEADING, width=RIGHT - FACTS)
    page.right(_PAGE_EDGE, _HEAD, "Page", size=LABEL, colour=SECOND)
    page.text(_NUMBER, _HEAD, "Number", size=LABEL, colour=SECOND)
    page.text(_FOR, _HEAD, "For", size=LABEL, colour=SECOND)
    page.text(_DATE, _HEAD, "Date", size=LABEL, colour=SECOND)
    page.right(_AMOUNT, _HEAD, "With VAT", size=LABEL, colour=SECOND)
    page.strong_rule(_HEAD + 2)


def _draw_row(page: Page, entry: _Entry, y: float) -> None:
    document = entry.document
    page.right(_PAGE_EDGE, y, str(entry.page), colour=SECOND)
    page.text(_NUMBER, y, document.number, face=SEMIBOLD, width=_FOR - _NUMBER - 3)
    page.text(_FOR, y, document.customer_name, width=_DATE - _FOR - 3)
    page.text(_DATE, y, long_date(document.on))
    page.right(_AMOUNT, y, str(_in_the_sum(document)), width=28)
    page.rule(y + 2)


def _draw_sum(page: Page, entries: Sequence[_Entry], y: float) -> None:
    amount = total(_in_the_sum(entry.document) for entry in entries)
    page.strong_rule(y - _ROW + 2)
    page.text(_DATE, y, "Total", face=SEMIBOLD)
    page.right(_AMOUNT, y, amount.text, face=SEMIBOLD, width=40)


def _in_the_sum(document: Document) -> Money:
    """Credit notes take away."""
    return -document.gross if document.kind is DocumentKind.CREDIT_NOTE else document.gross
