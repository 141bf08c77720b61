"""Reading in slices: what a page shows of a large register is put together without the window standing still.

A reading runs in a greenlet, a call that can be left half-way and gone on with later. It is left where the services
rest (`loti_admin.pace`), once its slice of time is over; then the window has its turn. Everything happens on one
thread, so that neither Qt nor SQLite can tell the difference. What was written meanwhile is found by the register's
mark: the reading then starts again, so that nobody ever sees half of a change.
"""

import gc
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import partial
from threading import get_ident
from time import perf_counter
from typing import Any

from greenlet import getcurrent, greenlet
from PySide6.QtCore import QObject, QTimer, Signal

from loti_admin import pace
from loti_admin.storage.register import Register
from ui.errors import reporting

# In seconds. What takes no longer than the first is there before anybody could have seen the window wait for it.
AT_ONCE, SLICE = 0.03, 0.02
# What is read in less brings too few records to be worth setting aside.
_MUCH = 0.3


@dataclass(eq=False)
class _Reading:
    key: Hashable
    work: Callable[[], Any]
    show: Callable[[Any], object]
    parent: QObject
    half: greenlet | None = None
    mark: object = None
    spent: float = 0.0

    def leave(self) -> None:
        """End what was left half-way, at once: it may hold the file open, and it holds itself."""
        half, self.half = self.half, None
        if half is not None and not half.dead and half is not getcurrent():
            half.throw()


class Reader(QObject):
    """Reads one thing at a time; what the officer looks at comes before what can wait. `idle` when nothing waits,
    `ended(key)` after each reading, also one that failed."""

    idle = Signal()
    ended = Signal(object)
    at_once = AT_ONCE

    def __init__(self, register: Callable[[], Register | None], parent: QObject) -> None:
        super().__init__(parent)
        self._register = register
        self._waiting: dict[Hashable, _Reading] = {}
        # Until when the reading that runs may go on; nothing runs while this is nothing.
        self._until: float | None = None
        self._main, self._thread = getcurrent(), get_ident()
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._go_on)

    def is_busy(self, key: Hashable = None) -> bool:
        """Whether anything waits to be read; with a key, whether that does."""
        return bool(self._waiting) if key is None else key in self._waiting

    def read(
        self,
        key: Hashable,
        work: Callable[[], Any],
        show: Callable[[Any], object],
        parent: QObject,
        *,
        later: bool = False,
    ) -> None:
        """Do `work()` and then `show(its result)`, in the place of what the same key waited for.

        It begins now, and what takes no longer than a blink is shown before this returns; `later` waits for its turn.
        `work` writes nothing, and touches no widget but those that it makes itself. Errors are told on `parent`, as
        `reporting` does.
        """
        self.forget(key)
        reading = _Reading(key, work, show, parent)
        if later or self._until is not None:
            self._waiting[key] = reading
        else:
            self._waiting = {key: reading, **self._waiting}
            self._step(reading, self.at_once)
        if self._waiting:
            self._timer.start()

    def finish(self, key: Hashable) -> None:
        """Do what a key waits for to its end, now."""
        while key in self._waiting and self._until is None:
            self._step(self._waiting[key], float("inf"))

    def forget(self, key: Hashable = None) -> None:
        """Drop what a key waits for; without one, everything."""
        for waiting in list(self._waiting) if key is None else [key]:
            reading = self._waiting.pop(waiting, None)
            if reading is not None:
                reading.leave()

    def _go_on(self) -> None:
        """One slice of the first that waits."""
        register = self._register()
        if register is None:
            self.forget()
        if not self._waiting:
            self._timer.stop()
            self.idle.emit()
        elif self._until is None and register is not None and register.mark() is not None:
            self._step(next(iter(self._waiting.values())), SLICE)

    def _step(self, reading: _Reading, seconds: float) -> None:
        register = self._register()
        mark = register, register.mark() if register else None
        if reading.half is None or reading.mark != mark:
            reading.leave()
            reading.half, reading.mark = greenlet(partial(self._all_of, reading)), mark
        half, began = reading.half, perf_counter()
        with reporting(reading.parent):
            self._until, pace.turn = began + seconds, self._rest
            try:
                result = half.switch()
            finally:
                self._until, pace.turn = None, None
                reading.spent += perf_counter() - began
                if half.dead and self._waiting.get(reading.key) is reading:
                    del self._waiting[reading.key]
            if half.dead:
                if reading.spent > _MUCH:
                    # Thousands of records that stay: whoever looks for cycles need not go through them each time.
                    gc.freeze()
                reading.show(result)
        if half.dead:
            self.ended.emit(reading.key)

    def _all_of(self, reading: _Reading) -> Any:
        result = reading.work()
        if reading.spent:
            # It was left before; then showing has a turn of its own, so that it does not add to the last slice.
            self._main.switch()
        return result

    def _rest(self) -> None:
        # A worker that reads at the same time rests by itself; only the window's own thread can be left half-way.
        if get_ident() != self._thread:
            return
        if self._until is not None and perf_counter() >= self._until:
            register = self._register()
            # In the middle of a write that is taken back again nobody else may come between.
            if register is None or register.mark() is not None:
                self._main.switch()
