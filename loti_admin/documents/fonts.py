"""The two faces in every PDF, Source Sans Pro Regular and Semibold, and which characters they can print.

They come from a package, so the project carries no font files. The PDF library is loaded on first use: it takes longer
than the window's first paint.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from threading import Lock

REGULAR = "Source Sans Pro"
SEMIBOLD = "Source Sans Pro Semibold"

POINTS_PER_MM = 72 / 25.4
NO_BREAK_SPACE = "\u00a0"
# Drawn where a character is missing, so that nothing disappears unseen; a ballot box, for want of a plain one.
MISSING = "\u2610"

_FILES = {REGULAR: "SourceSansPro", SEMIBOLD: "SourceSansProSemibold"}
# Characters that the faces lack and that have an exact equal among those they have.
_EQUALS = {
    "\u2010": "-",
    "\u2011": "-",
    "\u202f": NO_BREAK_SPACE,
    "\u2007": NO_BREAK_SPACE,
}
_VARIATION = re.compile("[\ufe00-\ufe0f]")
_loading = Lock()


FACES = tuple(_FILES)


@cache
def _loaded(name: str) -> Mapping[str, float]:
    from font_source_sans_pro import font_files_ttf
    from reportlab import rl_config
    from reportlab.pdfbase.pdfmetrics import registerFont
    from reportlab.pdfbase.ttfonts import TTFont

    # Otherwise each page names Helvetica, which no file may: it would not be embedded.
    rl_config.canvas_basefontname = REGULAR
    # Base 85 is for seven-bit mail; without it a file is a fifth smaller.
    rl_config.useA85 = 0
    font = TTFont(name, font_files_ttf[_FILES[name]])
    registerFont(font)
    return {chr(c): width for c, width in font.face.charWidths.items()}


def load_face(name: str) -> Mapping[str, float]:
    """Make one of `FACES` known to the PDF library, once; the width of each character in thousandths of the size."""
    # Two threads that load at once would register a face twice, and the second would replace the first in mid-page.
    with _loading:
        return _loaded(name)


def load_faces() -> Mapping[str, Mapping[str, float]]:
    """Make both faces known to the PDF library; their widths by the face's name."""
    return {name: load_face(name) for name in FACES}


def can_print(character: str) -> bool:
    """Both faces hold the same characters (a test compares them), so one is asked."""
    return character in load_face(REGULAR)


def printable(text: str) -> str:
    """One line of `text` as it is drawn: marks joined to their letters, other spaces and line breaks as plain spaces,
    invisible control characters left out, and a box for what the faces cannot print."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_drawn(character) for character in unicodedata.normalize("NFC", text))


@lru_cache(maxsize=4096)
def _drawn(character: str) -> str:
    if character in _EQUALS:
        return _EQUALS[character]
    if character == NO_BREAK_SPACE:
        return character
    if character.isspace():
        return " "
    if unicodedata.category(character) in ("Cc", "Cf") or _VARIATION.match(character):
        return ""
    return character if can_print(character) else MISSING


def unprintable(texts: Iterable[str]) -> list[str]:
    """The characters in `texts` that no document can print, each once and with its name: `😀 (grinning face)`."""
    # Both faces hold every character of ASCII (a test asks them), and most texts have no other.
    found = {c: None for text in texts if not text.isascii() for c in _lacking(text)}
    return [_named(character) for character in found]


@lru_cache(maxsize=10_000)
def _lacking(text: str) -> tuple[str, ...]:
    """The issuer's terms and legal text stand on every document of a year, so each is looked through once."""
    normal = unicodedata.normalize("NFC", text)
    return tuple(c for c in dict.fromkeys(normal) if _drawn(c) == MISSING and c != MISSING)


def _named(character: str) -> str:
    code = f"U+{ord(character):04X}"
    if unicodedata.category(character) in ("Cs", "Co", "Cn"):
        return code
    return f"{character} ({unicodedata.name(character, code).lower()})"


def text_width(text: str, face: str, size: float) -> float:
    """The width in mm of text that went through `printable`, `size` in points."""
    return _thousandths(text, face) * size / 1000 / POINTS_PER_MM


@lru_cache(maxsize=20_000)
def _thousandths(text: str, face: str) -> float:
    """The same words stand on every document of a year, so each is measured once."""
    widths = load_face(face)
    return sum(widths[character] for character in text)
