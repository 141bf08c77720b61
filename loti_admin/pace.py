"""Long reading lets others have a turn: between two records it asks whether somebody waits.

In a command nobody does. The window sets `turn` while it reads for a page (`ui.reader`), and answers the officer in
between. Only what reads may rest: whoever has rested may find that something was written meanwhile. Nobody rests while
holding a lock.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Generic, Self, TypeVar, overload

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


class cached_property(Generic[T]):
    """A property that is worked out once, as `functools.cached_property`, but without its lock.

    Until Python 3.12 that one holds a lock of the whole class while it works. A reading that rests meanwhile would keep
    the lock, and a worker that asks another object of the class would wait for the window, which waits for it to end.
    """

    def __init__(self, work: Callable[[Any], T]) -> None:
        self._work, self._name = work, ""
        self.__doc__ = work.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    @overload
    def __get__(self, instance: None, owner: type) -> Self: ...
    @overload
    def __get__(self, instance: object, owner: type) -> T: ...
    def __get__(self, instance: object | None, owner: type) -> Self | T:
        if instance is None:
            return self
        value = instance.__dict__[self._name] = self._work(instance)
        return value
