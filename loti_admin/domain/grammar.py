"""Small turns of English for sentences about records."""

from collections.abc import Iterable


def listed(names: Iterable[str]) -> str:
    """`Brent, Lewisham and Southwark`. Raises ValueError for no names."""
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last


def how_many(count: int, one: str, many: str = "") -> str:
    """`1 row`, `1,200 rows`; `many` where it is not the word with an s."""
    return f"{count:,} {one if count == 1 else many or f'{one}s'}"


def sentence_start(text: str) -> str:
    """The text with a capital at its start; everything after it stays as it is, unlike str.capitalize()."""
    return text[:1].upper() + text[1:]
