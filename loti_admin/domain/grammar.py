"""Small turns of English for sentences about records."""

from collections.abc import Iterable


def listed(names: Iterable[str]) -> str:
    """`Brent, Lewisham and Southwark`. Raises ValueError for no names."""
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last


def sentence_start(text: str) -> str:
    """The text with a capital at its start; everything after it stays as it is, unlike str.capitalize()."""
    return text[:1].upper() + text[1:]
