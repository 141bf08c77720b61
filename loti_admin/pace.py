"""Long reading lets others have a turn: between two records it asks whether somebody waits.

In a command nobody does. The window sets `turn` while it reads for a page (`ui.reader`), and answers the officer in
between. Only what reads may rest: whoever has rested may find that something was written meanwhile.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")

_A_BLINK = 0.002
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


def aside(work: Callable[[], T]) -> T:
    """Do something that cannot rest, such as one long call of a library, and rest meanwhile. It is done on a thread of
    its own if others wait, so that it shares nothing with anybody; in a command it is simply done."""
    if turn is None:
        return work()
    from concurrent.futures import ThreadPoolExecutor, wait

    # Whoever leaves early waits for it, because it may hold files.
    with ThreadPoolExecutor(max_workers=1) as worker:
        future = worker.submit(work)
        while wait([future], _A_BLINK).not_done:
            rest()
        return future.result()
