"""What commands print: results on standard output, remarks of one line on standard error.

The reader at the other end may be anything: a console that knows only ASCII, a pipe that closes early, nothing at all.
None of that may stop a command half-way, least of all between issuing invoices and making their files.
"""

import json
import os
import sys
from collections.abc import Iterable, Sequence
from typing import TextIO

from loti_admin.errors import reason_of

_trouble: list[OSError] = []


def prepare_output() -> None:
    """Let characters that the console does not know become a question mark instead of an error."""
    _trouble.clear()
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")


def close_output() -> int:
    """Hand over what is still waiting. 1 if a result could not be written; a reader who went away is no failure."""
    for stream in (sys.stdout, sys.stderr):
        _attempt(stream, "")
    lost = [error for error in _trouble if not isinstance(error, BrokenPipeError)]
    if not lost:
        return 0
    remark(f"The result could not be written: {reason_of(lost[0])}. What was done is done.")
    return 1


def say(text: str = "") -> None:
    """A line of the result."""
    _attempt(sys.stdout, f"{printable(text)}\n")


def remark(text: str) -> None:
    """One line on standard error: a refusal, a warning, or something to know."""
    _attempt(sys.stderr, f"{' '.join(printable(text).split())}\n")


def say_json(value: object) -> None:
    """The result for programs. Letters beyond ASCII are escaped, so that it is the same on every console."""
    say(json.dumps(value, indent=2))


def printable(text: str) -> str:
    """The text without what would move the cursor or hide something, and with plain spaces, so that `grep` finds it."""
    return "".join(c if c.isprintable() or c == "\n" else " " for c in text)


def table(
    heads: Sequence[str], rows: Iterable[Sequence[str]], *, right: Iterable[int] = ()
) -> list[str]:
    """Lines with the columns under each other; `right` are the columns of figures."""
    lines = [tuple(heads), *(tuple(row) for row in rows)]
    widths = [max(len(line[place]) for line in lines) for place in range(len(heads))]
    figures = set(right)
    return [
        "  ".join(
            cell.rjust(width) if place in figures else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    ]


def say_table(
    heads: Sequence[str], rows: Iterable[Sequence[str]], *, right: Iterable[int] = ()
) -> None:
    for line in table(heads, rows, right=right):
        say(line)


def _attempt(stream: TextIO | None, text: str) -> None:
    if stream is None or stream.closed:
        return
    try:
        stream.write(text)
        if not text or stream is sys.stderr:
            stream.flush()
    except OSError as error:
        _trouble.append(error)
        _let_go(stream)


def _let_go(stream: TextIO) -> None:
    """Send the rest nowhere; otherwise Python itself would try again at its end and fail in its own words."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
    except (OSError, ValueError):
        return
