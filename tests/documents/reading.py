"""Reading a PDF back: its text in the order in which it was drawn, its fonts, its pages."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from pypdf import PdfReader

from loti_admin.documents.fonts import printable


def pages(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages]


def lines(pdf: bytes) -> list[str]:
    """The lines of all pages; no-break spaces come out as plain ones."""
    return [line.strip() for page in pages(pdf) for line in page.splitlines()]


def packed(text: str) -> str:
    """Without any white space, because a long word may be broken between two lines."""
    return "".join(text.split())


def words(text: str) -> Iterator[str]:
    """What can be read of a typed text, word by word."""
    for line in text.splitlines():
        yield from printable(line).split()


def fonts(pdf: bytes) -> dict[str, dict[str, Any]]:
    """Every font resource of every page: its name and its descriptor."""
    found = {}
    for page in PdfReader(BytesIO(pdf)).pages:
        for reference in page["/Resources"]["/Font"].values():  # type: ignore[index]
            font = reference.get_object()
            found[str(font["/BaseFont"])] = dict(font.get("/FontDescriptor") or {})
    return found
