"""The files of issued documents: made from the frozen rows, the same bytes whenever they are made.

What a file was when it was first made is kept in the register. A later version of the program may draw a page
otherwise; that is said, and a file that is still as it was first made is left alone.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from loti_admin.domain.dates import Year, long_date
from loti_admin.domain.document_files import KeptFile
from loti_admin.domain.document_words import number_ranges
from loti_admin.domain.invoices import Document
from loti_admin.errors import NotFound
from loti_admin.storage.register import Register

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class MadePdf:
    """A document whose PDF was made, with the SHA-256 of its bytes."""

    document: Document
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeFile(MadePdf):
    """One whose PDF lies in a folder."""

    path: Path


def documents_of(register: Register, year: Year) -> list[Document]:
    """Every document issued for the year, in the order of issue. Raises NotFound if there is none."""
    documents = sorted(register.documents.where(year=year.label), key=lambda d: d.id)
    if not documents:
        raise NotFound(f"No document has been issued for {year}. Issue the invoices first.")
    return documents


def make_files(
    documents: Sequence[Document],
    folder: Path,
    progress: Progress | None = None,
    kept: Mapping[int, KeptFile] | None = None,
) -> list[MadeFile]:
    """Write each document's PDF into `folder`, aside and then renamed; a file with the same bytes is left alone, and
    so is one that is as `kept` (of `kept_files`) says.

    Needs no register, so that a worker can run it. Raises FileTrouble; files made before stay, and running it again
    makes only the missing ones.
    """
    # The makers of PDFs take longer to load than the window takes to appear.
    from loti_admin.documents.files import write_documents

    known = kept or {}

    def is_right(document: Document, path: Path) -> bool:
        if document.id not in known:
            return False
        try:
            return _sha256(path.read_bytes()) == known[document.id].sha256
        except OSError:
            return False

    paths = write_documents(documents, folder, progress, is_right=is_right)
    return [
        MadeFile(document=document, path=path, sha256=_sha256(path.read_bytes()))
        for document, path in zip(documents, paths, strict=True)
    ]


def made_pdf(document: Document, pdf: bytes) -> MadePdf:
    """That these are the bytes of a document's PDF, wherever they went."""
    return MadePdf(document=document, sha256=_sha256(pdf))


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def kept_files(register: Register) -> dict[int, KeptFile]:
    """What each document's file was when it was first made, by the document's id. Reads only."""
    return {kept.document_id: kept for kept in register.document_files.all()}


def keep_files(register: Register, made: Sequence[MadePdf]) -> int:
    """Keep what the PDFs are of documents whose PDF was never made before; how many these were.

    What could be undone before still can. Raises what a write raises.
    """
    from loti_admin.documents.maker import maker

    known = kept_files(register)
    fresh = [file for file in made if file.document.id not in known]
    if not fresh:
        return 0
    label = f"Note the PDF of {fresh[0].document.number}"
    if len(fresh) > 1:
        label = f"Note {len(fresh)} PDFs as first made"
    # Right after issuing there is nothing to undo; a step that only takes the note away would be no use to anybody.
    with register.write(label, undoable=register.undo_label is not None):
        for file in fresh:
            register.document_files.add(
                KeptFile(
                    document_id=file.document.id,
                    sha256=file.sha256,
                    made_by=maker(),
                    on=register.now().date(),
                )
            )
    return len(fresh)


def differing(made: Sequence[MadePdf], kept: Mapping[int, KeptFile]) -> list[str]:
    """A sentence for each day and maker of files that are not the same bytes as when they were first made."""
    from loti_admin.documents.maker import maker

    groups: dict[tuple[date, str], list[str]] = {}
    for file in made:
        first = kept.get(file.document.id)
        if first is not None and first.sha256 != file.sha256:
            groups.setdefault((first.on, first.made_by), []).append(file.document.number)
    sentences = []
    for (on, made_by), numbers in groups.items():
        files = "The file" if len(numbers) == 1 else f"{len(numbers)} files"
        verb = "differs" if len(numbers) == 1 else "differ"
        first_made = f"first made on {long_date(on)}"
        why = (
            f"That was by {made_by}, this by {maker()}; what the pages say is as it was issued."
            if made_by != maker()
            else "Compare both before you send it again, and run the check of the register."
        )
        sentences.append(
            f"{files} of {number_ranges(numbers)} {verb} from what was {first_made}. {why}"
        )
    return sentences


def files_come_out_the_same(register: Register) -> list[str]:
    """For the check: what this version made first, it makes again byte by byte. What another version made is left
    out: that it may draw a page otherwise is no damage."""
    kept = kept_files(register)
    if not kept:
        return []
    # Fonts and layout take longer to load than a register without files takes to check.
    from loti_admin.documents.maker import maker

    return [
        f"The PDF of {document.number} does not come out as it was first made."
        for document in register.documents.all()
        if (first := kept.get(document.id)) is not None
        and first.made_by == maker()
        and _sha256(render(document)) != first.sha256
    ]


def render_bit_by_bit(document: Document, *, draft: bool = False) -> bytes:
    """The same as `render`, with rests while what draws is loaded for the first time."""
    from loti_admin.documents.loading import load_bit_by_bit

    load_bit_by_bit()
    return render(document, draft=draft)


def render(document: Document, *, draft: bool = False) -> bytes:
    """One document as PDF bytes; `draft` marks it as not issued."""
    from loti_admin.documents.invoice_pdf import DRAFT, ISSUED, render_document

    return render_document(document, look=DRAFT if draft else ISSUED)
