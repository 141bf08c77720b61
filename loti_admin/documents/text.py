"""Breaking text into lines: plain text with a face for each stretch, never markup, so a typed `<b>` is printed so."""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import TypeVar

from loti_admin.documents.fonts import REGULAR, printable, text_width
from loti_admin.domain.dates import MONTHS

# A stretch of text and its face; a line is a few of them.
Run = tuple[str, str]
Line = tuple[Run, ...]

_SPACES = re.compile("[^\\S\u00a0]+")
_DATES = re.compile(rf"\b(\d{{1,2}}) ({'|'.join(MONTHS)}) (\d{{4}})\b")
_GOOD_BREAKS = "/-_.@\\,;:"

Laid = TypeVar("Laid")


def wrap(text: str, size: float, width: float, *, face: str = REGULAR) -> list[str]:
    """The lines of `text` at `size` points, at most `width` mm wide. Line breaks in it are kept, empty lines not.

    A word that is wider than a line is broken, after a mark like / or - if there is one; nothing is ever cut off.
    """
    return [
        "".join(part for part, _ in line)
        for paragraph in text.splitlines()
        for line in wrap_runs([(paragraph, face)], size, width)
    ]


def wrap_runs(runs: Iterable[Run], size: float, width: float) -> list[Line]:
    """The same for one paragraph that changes face on the way."""
    return list(_wrapped(tuple(runs), size, width))


@lru_cache(maxsize=10_000)
def _wrapped(runs: tuple[Run, ...], size: float, width: float) -> tuple[Line, ...]:
    """Most paragraphs stand on every document of a year: they are broken once."""
    lines: list[list[Run]] = []
    used = 0.0
    for whole_word in _words(runs):
        for word in _broken(whole_word, size, width):
            wide = _width(word, size)
            before = lines[-1][-1][1] if lines else ""
            gap = text_width(" ", before, size) if before else 0
            if before and used + gap + wide <= width:
                lines[-1] += [(" ", before), *word]
                used += gap + wide
            else:
                lines.append(list(word))
                used = wide
    return tuple(_joined(line) for line in lines)


def _words(runs: Iterable[Run]) -> list[list[Run]]:
    """Words, each of which may change face within: a full stop after a word in Semibold belongs to it."""
    words: list[list[Run]] = [[]]
    for text, face in runs:
        # A date that somebody typed stays together like those we write.
        kept = _DATES.sub("\\1\u00a0\\2\u00a0\\3", printable(text))
        for index, part in enumerate(_SPACES.split(kept)):
            if index:
                words.append([])
            if part:
                words[-1].append((part, face))
    return [word for word in words if word]


def _width(word: Sequence[Run], size: float) -> float:
    return sum(text_width(text, face, size) for text, face in word)


def _broken(word: list[Run], size: float, width: float) -> list[list[Run]]:
    if _width(word, size) <= width:
        return [word]
    characters = [(character, face) for text, face in word for character in text]
    pieces: list[list[Run]] = []
    start, used = 0, 0.0
    for index, (character, face) in enumerate(characters):
        wide = text_width(character, face, size)
        if used + wide > width and index > start:
            end = _good_end(characters, start, index)
            pieces.append(characters[start:end])
            start = end
            used = _width(characters[start:index], size)
        used += wide
    return [*pieces, characters[start:]]


def _good_end(characters: Sequence[Run], start: int, end: int) -> int:
    """Where to break between start and end: after the last good mark in the second half, else at the end."""
    for index in range(end, (start + end + 1) // 2, -1):
        if characters[index - 1][0] in _GOOD_BREAKS:
            return index
    return end


def _joined(parts: Sequence[Run]) -> Line:
    """Neighbours of one face put together, so that the PDF holds words and not letters."""
    joined: list[Run] = []
    for text, face in parts:
        if joined and joined[-1][1] == face:
            joined[-1] = (joined[-1][0] + text, face)
        else:
            joined.append((text, face))
    return tuple(joined)


def shrink_to_fit(lay: Callable[[float], Laid], fits: Callable[[Laid], bool]) -> Laid:
    """`lay(scale)` for the largest scale, from 1 downwards, at which it fits: text is made small rather than cut.

    What would be too small to read is found before issue (`check_printable`); here nothing may be lost.
    """
    laid = lay(1.0)
    for step in range(1, 80):
        if fits(laid):
            break
        laid = lay(0.94**step)
    return laid


def fitted_size(text: str, size: float, width: float, *, face: str = REGULAR) -> float:
    """The size in points, at most `size`, at which one line of `text` is at most `width` mm wide."""
    wide = text_width(printable(text), face, size)
    return size if wide <= width else size * width / wide
