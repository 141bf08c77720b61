"""A document as a PDF: VAT invoice, credit note, request for payment, and drafts and pro formas of invoices.

The page is a view of the frozen document: nothing is decided or added up here. Importing this module loads the PDF
library, so it is imported on first use and never at the start of the program.
"""

from datetime import date
from io import BytesIO
from threading import Lock

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from loti_admin.documents.archive.pdf_a import Attachment, archived
from loti_admin.documents.archive.xmp import About
from loti_admin.documents.common_words import has_vat, period_text
from loti_admin.documents.content import Content
from loti_admin.documents.e_invoice import ATTACHED_NAME, carries_data
from loti_admin.documents.e_invoice.cii import cii_xml
from loti_admin.documents.fonts import SEMIBOLD, load_faces, printable
from loti_admin.documents.frame import (
    draw_address,
    draw_foot,
    draw_letterhead,
    draw_logo,
    draw_marks,
    draw_running_head,
    draw_strip,
    draw_title,
)
from loti_admin.documents.lines_table import TablePage, draw_table, paginate
from loti_admin.documents.look import DRAFT, ISSUED, Look, Mark, pro_forma
from loti_admin.documents.page import LEFT, Page
from loti_admin.documents.panels import draw_panels
from loti_admin.documents.supplier_words import FULL_NAME
from loti_admin.documents.totals import draw_totals, last_row_ends
from loti_admin.documents.words import content_of
from loti_admin.domain.invoices import Document, DocumentKind

__all__ = [
    "DRAFT",
    "ISSUED",
    "Look",
    "a_canvas",
    "date_stamp",
    "draw_document",
    "drawing",
    "page_count",
    "pro_forma",
    "render_document",
]

_TABLE_HEAD, _TABLE_HEAD_BELOW_NOTE = 130.0, 132.0
_NOTE = 122.0
_ATTACHED = (
    f"The same {{what}} is attached to this PDF as data ({ATTACHED_NAME}, EN 16931). "
    "Keep the PDF whole when you forward it."
)
# The PDF library reads glyphs from one place in its font, so only one thread draws at a time: preview or file.
drawing = Lock()


def render_document(document: Document, *, look: Look = ISSUED) -> bytes:
    """The PDF of a document, as PDF/A-3u; an issued VAT invoice or VAT credit note carries its data inside.

    The same document and look give the same bytes, in every process and on every day.
    Raises ValueError for a kind that has no document, for an issued document without a number, and for a pro forma
    of anything but an invoice.
    """
    content = content_of(document, look)
    load_faces()
    hybrid = look.mark is Mark.ISSUED and carries_data(document)
    what = "credit note" if document.kind is DocumentKind.CREDIT_NOTE else "invoice"
    with drawing:
        drawn = _draw(document, look, _ATTACHED.format(what=what) if hybrid else "")
    if not hybrid:
        return archived(drawn, _about(document, look, content))
    data = Attachment(name=ATTACHED_NAME, description=f"This {what} as data", xml=cii_xml(document))
    return archived(drawn, _about(document, look, content), data)


def page_count(document: Document, look: Look = ISSUED) -> int:
    """How many pages the document takes."""
    return len(_tables(document, content_of(document, look)))


def draw_document(page: Page, document: Document, look: Look = ISSUED, foot_note: str = "") -> None:
    """Draw all pages of a document into a file that may hold others too, with one more line at the foot. The caller
    holds `drawing` and has loaded the faces. Raises ValueError as `render_document` does."""
    content = content_of(document, look)
    with_vat = has_vat(document)
    head = _table_head(content)
    tables = _tables(document, content)
    for number, table in enumerate(tables, start=1):
        draw_marks(page, document, look)
        if table.first:
            draw_letterhead(page, document.supplier, with_vat=with_vat)
            draw_address(page, document)
            draw_title(page, content)
            draw_strip(page, content.strip)
            if content.note:
                page.text(LEFT, _NOTE, content.note, face=SEMIBOLD)
        else:
            draw_running_head(page, document, content, with_vat=with_vat)
        below = draw_table(page, document, table, head)
        if table.last:
            draw_totals(page, document, content, below)
            draw_panels(page, content.left, content.right)
        draw_foot(page, document, content, number, len(tables), foot_note)
        if table.first:
            draw_logo(page, document.supplier)
        page.next()


def a_canvas(file: BytesIO) -> Canvas:
    """An empty file for A4 pages that comes out the same in every process."""
    # `load_faces` has named the face that each page begins with.
    return Canvas(file, pagesize=A4, invariant=1, pageCompression=1, lang="en-GB")


def date_stamp(canvas: Canvas, on: date) -> None:
    """Date the file by a day, without time of day: the library would print the time of drawing."""
    made = f"D:{on:%Y%m%d}000000Z"
    canvas.setDateFormatter(lambda *_: made)


def _table_head(content: Content) -> float:
    return _TABLE_HEAD_BELOW_NOTE if content.note else _TABLE_HEAD


def _tables(document: Document, content: Content) -> list[TablePage]:
    return paginate(document, _table_head(content), last_row_ends(document, content))


def _draw(document: Document, look: Look, foot_note: str) -> bytes:
    file = BytesIO()
    canvas = a_canvas(file)
    canvas.setViewerPreference("DisplayDocTitle", "true")
    draw_document(Page(canvas), document, look, foot_note)
    canvas.save()
    return file.getvalue()


def _about(document: Document, look: Look, content: Content) -> About:
    """Title, author, subject and date as viewers and archives show them."""
    kept = content.number if look.mark is Mark.ISSUED else f"({look.mark})"
    return About(
        title=printable(f"{content.title} {kept}"),
        author=printable(document.supplier.name or FULL_NAME),
        subject=printable(f"{document.customer_name}, {period_text(document)}"),
        on=document.on,
    )
