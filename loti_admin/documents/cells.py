"""What a person typed, on its way into a cell: always text, never a formula, and never cut.

A spreadsheet takes a text that begins with `=` for a formula, and some take `+`, `-` and `@` for one too, so that a
name in the register could run a command on the reader's machine (OWASP, "CSV injection").
"""

import re

from loti_admin.errors import Refused

# Excel's own limit for the text of one cell.
LONGEST_CELL = 32_767
_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
# XML 1.0 has no way to write these, and no one types them on purpose.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
# Excel reads `_x0041_` inside a text as the letter A; an escaped underline keeps it as it was typed.
_ESCAPE_LIKE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def cell_text(text: str, what: str) -> str:
    """The text as an Excel cell can hold it; `what` names it in the sentence. Raises Refused if no cell can."""
    if len(text) > LONGEST_CELL:
        raise Refused(
            f"{what} is {len(text):,} characters long and an Excel cell holds {LONGEST_CELL:,}. Shorten it."
        )
    found = _UNWRITABLE.search(text)
    if found:
        raise Refused(
            f"{what} holds a control character (U+{ord(found.group()):04X}) that Excel cannot store. "
            "Type the text again."
        )
    return _ESCAPE_LIKE.sub("_x005F_", text)


def looks_like_formula(text: str) -> bool:
    """Whether a spreadsheet might calculate this text instead of showing it."""
    return text.startswith(_STARTS)


def csv_text(text: str) -> str:
    """The text as a CSV cell that no spreadsheet calculates: an apostrophe goes before a dangerous first character.

    Line breaks become commas, because some importers end the record at one even inside quotes.
    """
    line = ", ".join(part.strip() for part in text.splitlines() if part.strip())
    guarded = looks_like_formula(text) or looks_like_formula(line)
    return f"'{line}" if guarded and line else line
