"""Documents on paper: the pages of their PDFs, drawn as large as the sheet that comes out."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QMarginsF, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

from loti_admin.documents.preview import page_images
from loti_admin.domain.invoices import Document
from loti_admin.errors import FileTrouble
from loti_admin.services.documents import render

# Dots an inch; more cannot be seen on paper and takes four times the memory.
_SHARPNESS = 300
_A4 = QSizeF(595, 842)


def a_printer(name: str) -> QPrinter:
    """A printer for whole sheets of A4; `name` is what the list of print jobs shows."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(name)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setPageOrientation(QPageLayout.Orientation.Portrait)
    printer.setFullPage(True)
    printer.setPageMargins(QMarginsF(0, 0, 0, 0))
    return printer


def print_documents(
    documents: Sequence[Document],
    printer: QPrinter,
    progress: Callable[[int, int], None] | None = None,
) -> int:
    """Print each document, drafts marked as drafts; how many pages. May run on a worker, which then has the printer
    to itself. Raises FileTrouble if the printer does not take the pages, and whatever `progress` raises: what was not
    sent by then is not printed."""
    painter = QPainter()
    if not painter.begin(printer):
        raise FileTrouble(
            f"{printer.printerName() or 'The printer'} did not take the pages. See that it is on and "
            "connected, or print to a file."
        )
    pages = 0
    try:
        for done, document in enumerate(documents):
            if progress:
                progress(done, len(documents))
            pdf = render(document, draft=not document.number)
            for width, height, pixels in page_images(pdf, _SHARPNESS / 72):
                if pages and not printer.newPage():
                    raise FileTrouble(
                        "The printer stopped taking pages. See to it and print again."
                    )
                image = QImage(pixels, width, height, width * 4, QImage.Format.Format_ARGB32)
                painter.drawImage(_sheet(printer), image)
                pages += 1
        if progress:
            progress(len(documents), len(documents))
    except BaseException:
        printer.abort()
        raise
    finally:
        painter.end()
    return pages


def _sheet(printer: QPrinter) -> QRect:
    """The largest A4 that fits on the paper that was chosen."""
    paper: QRectF = printer.paperRect(QPrinter.Unit.DevicePixel)
    size = _A4.scaled(paper.size(), Qt.AspectRatioMode.KeepAspectRatio)
    left, top = (paper.width() - size.width()) / 2, (paper.height() - size.height()) / 2
    return QRectF(left, top, size.width(), size.height()).toRect()
