"""Writing files so that a name never holds half a file, and making the documents of a run in a folder.

Everything is written to another name in the same folder, flushed to the disk, and only then given its own name. If
anything goes wrong on the way, what was there before stays as it was.
"""

import errno
import os
import re
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import mkstemp
from typing import TypeVar

from loti_admin.documents.look import ISSUED, Look, Mark
from loti_admin.domain.invoices import Document, document_slug
from loti_admin.errors import FileTrouble, reason_of

# Called with how much is done and how much there is; may raise `Cancelled`.
Progress = Callable[[int, int], None]
Record = TypeVar("Record")

LONGEST_NAME = 100
_RESERVED = re.compile(r"^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])$", re.IGNORECASE)
_NOT_IN_NAMES = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
# Seconds between tries while another program, such as a virus scanner, holds the file for a moment.
_WAITS = (0.05, 0.15, 0.4, 1.0)
# Windows: access denied, sharing violation, lock violation.
_HELD = (5, 32, 33)


class FileHeld(FileTrouble):
    """Another program has the file open; it can be written once it is closed there."""


def safe_name(stem: str, ending: str) -> str:
    """A file name that every system takes: at most 100 characters, none that Windows refuses, not one of the names
    that Windows keeps for devices. `ending` comes with its dot."""
    bare = " ".join(_NOT_IN_NAMES.sub("-", stem).split())[: LONGEST_NAME - len(ending)].strip(" .")
    if not bare or _RESERVED.match(bare.split(".")[0].strip()):
        bare = f"LOTI {bare}".strip()
    return bare + ending


def file_name(document: Document, look: Look = ISSUED) -> str:
    """`LOTI-2026-0001 Camden.pdf`; a draft or a pro forma, which has no number, is named by what it is and its year."""
    if look.mark is Mark.ISSUED:
        return safe_name(document_slug(document), ".pdf")
    what = "Draft" if look.mark is Mark.DRAFT else "Pro forma"
    words = re.sub(r"[^A-Za-z0-9 ]+", " ", document.organisation)
    return safe_name(f"{what} {document.kind} {document.year} {words}", ".pdf")


def unique_names(names: Iterable[str]) -> list[str]:
    """The names in order; one that differs from an earlier one in no more than its capitals gets a number."""
    taken: set[str] = set()
    unique = []
    for name in names:
        stem, dot, ending = name.rpartition(".")
        candidate, number = name, 1
        while candidate.lower() in taken:
            number += 1
            candidate = f"{stem} ({number}){dot}{ending}"
        taken.add(candidate.lower())
        unique.append(candidate)
    return unique


@contextmanager
def aside(path: Path) -> Iterator[Path]:
    """Give a temporary name in the folder of `path` to write to; on leaving, the file gets its own name.

    The folder is made if it is missing. The file can be read by its owner only. Raises `FileTrouble` with a sentence,
    and after any exception the file that was there before is unchanged.
    """
    temporary: Path | None = None
    try:
        with _in_words(path):
            if path.is_dir():
                raise FileTrouble(f"{path} is a folder. Choose a name for the file.")
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = mkstemp(prefix=".loti-", suffix=".part", dir=path.parent)
            os.close(handle)
            temporary = Path(name)
            yield temporary
            _flush(temporary)
            _rename(temporary, path)
            temporary = None
            _flush_folder(path.parent)
    finally:
        if temporary is not None:
            with suppress(OSError):
                temporary.unlink()


def write_aside(path: Path, data: bytes) -> None:
    """Write a whole file by way of another name; see `aside`."""
    with aside(path) as temporary:
        temporary.write_bytes(data)


def write_documents(
    documents: Sequence[Document],
    folder: Path,
    progress: Progress | None = None,
    *,
    look: Look = ISSUED,
    is_right: Callable[[Document, Path], bool] | None = None,
) -> list[Path]:
    """Make the PDF of each document in a folder; the paths are in the order of the documents.

    A file that is already there with the same content is left alone, so running again makes only what is missing; and
    so is one of which `is_right` says that it is as it should be, without being made for comparison.
    Files that another program holds open are named at the end in one `FileTrouble`; all others are made by then.
    Whatever stops the work, each file that has its name is complete.
    """
    from loti_admin.documents.invoice_pdf import render_document

    names = [file_name(document, look) for document in documents]
    return write_each(
        documents, names, folder, lambda d: render_document(d, look=look), progress, is_right
    )


def write_each(
    records: Sequence[Record],
    names: Iterable[str],
    folder: Path,
    make: Callable[[Record], bytes],
    progress: Progress | None = None,
    is_right: Callable[[Record, Path], bool] | None = None,
) -> list[Path]:
    """Make the file of each record in a folder, under its name or, where that is taken, with a number behind it.

    Stops, goes on and raises as `write_documents` does.
    """
    paths = [folder / name for name in unique_names(names)]
    held = []
    for done, (record, path) in enumerate(zip(records, paths, strict=True)):
        if progress:
            progress(done, len(paths))
        if is_right and is_right(record, path):
            continue
        data = make(record)
        if not _holds(path, data):
            try:
                write_aside(path, data)
            except FileHeld:
                held.append(path.name)
    if progress:
        progress(len(paths), len(paths))
    if held:
        raise FileTrouble(
            f"{len(held)} of {len(paths)} files were not made, because another program has them open: "
            f"{', '.join(held)}. Close them and make the files again; only these will be made."
        )
    return paths


def _holds(path: Path, data: bytes) -> bool:
    """Whether the file is there with just this content. One that cannot be read is written anew."""
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except OSError:
        return False


def _flush(path: Path) -> None:
    """Have the content on the disk before its name is: after a power cut a name never leads to an empty file."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _flush_folder(folder: Path) -> None:
    """The same for the name itself, where the system can (Windows cannot open a folder)."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _rename(temporary: Path, path: Path) -> None:
    for wait in (*_WAITS, None):
        try:
            os.replace(temporary, path)
        except PermissionError as error:
            if getattr(error, "winerror", None) not in _HELD or not os.access(path, os.W_OK):
                raise
            if wait is None:
                raise FileHeld(
                    f"{path.name} is open in another program. Close {path.name} there and try again."
                ) from error
            time.sleep(wait)
        else:
            return


_SENTENCES = {
    errno.ENOSPC: "There is no space left in {folder}. Make room and try again.",
    errno.EDQUOT: "There is no space left for you in {folder}. Make room and try again.",
    errno.EROFS: "{folder} can only be read. Choose another folder.",
    errno.ENAMETOOLONG: "The name {path} is too long. Choose a shorter name or folder.",
    errno.ENOTDIR: "{folder} is not a folder. Choose another folder.",
    errno.EEXIST: "{folder} is not a folder. Choose another folder.",
}


@contextmanager
def _in_words(path: Path) -> Iterator[None]:
    try:
        yield
    except PermissionError as error:
        what = path if path.exists() and not os.access(path, os.W_OK) else path.parent
        raise FileTrouble(
            f"You have no permission to write {what}. Choose another folder, or ask who looks after it."
        ) from error
    except OSError as error:
        sentence = _SENTENCES.get(error.errno or 0, "{path} could not be written: {reason}.")
        raise FileTrouble(
            sentence.format(path=path, folder=path.parent, reason=reason_of(error))
        ) from error
