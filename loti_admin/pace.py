"""Long reading lets others have a turn: between two records it asks whether somebody waits.

In a command nobody does. The window sets `turn` while it reads for a page (`ui.reader`), and answers the officer in
between. Only what reads may rest: whoever has rested may find that something was written meanwhile.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")

turn: Callable[[], None] | None = None


def rest() -> None:
    """Let others have a turn, if any are there. Called between two steps of something long, often: it costs little."""
    # Looked up once: the window takes its turn away again while a worker is between two lines.
    others = turn
    if others is not None:
        others()


def paced(items: Iterable[T]) -> Iterator[T]:
    """The items one by one, with a rest before each."""
    for item in items:
        others = turn
        if others is not None:
            others()
        yield item
