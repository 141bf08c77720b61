"""The files of issued documents: made from the frozen rows, the same bytes whenever they are made."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from loti_admin.domain.dates import Year
from loti_admin.domain.invoices import Document
from loti_admin.errors import NotFound
from loti_admin.storage.register import Register

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class MadeFile:
    """A document's file with the SHA-256 of its bytes."""

    document: Document
    path: Path
    sha256: str


def documents_of(register: Register, year: Year) -> list[Document]:
    """Every document issued for the year, in the order of issue. Raises NotFound if there is none."""
    documents = sorted(register.documents.where(year=year.label), key=lambda d: d.id)
    if not documents:
        raise NotFound(f"No document has been issued for {year}. Issue the invoices first.")
    return documents


def make_files(
    documents: Sequence[Document], folder: Path, progress: Progress | None = None
) -> list[MadeFile]:
    """Write each document's PDF into `folder`, aside and then renamed; a file with the same bytes is left alone.

    Needs no register, so that a worker can run it. Raises FileTrouble; files made before stay, and running it again
    makes only the missing ones.
    """
    # The makers of PDFs take longer to load than the window takes to appear.
    from loti_admin.documents.files import write_documents

    paths = write_documents(documents, folder, progress)
    return [
        MadeFile(document, path, hashlib.sha256(path.read_bytes()).hexdigest())
        for document, path in zip(documents, paths, strict=True)
    ]


def render(document: Document, *, draft: bool = False) -> bytes:
    """One document as PDF bytes; `draft` marks it as not issued."""
    from loti_admin.documents.invoice_pdf import DRAFT, ISSUED, render_document

    return render_document(document, look=DRAFT if draft else ISSUED)
