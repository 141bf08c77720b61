"""Long work away from the window: one worker thread for the life of the window, one task after the other.

`work` gets plain data only, gathered before; it never touches a widget or the register. What it returns comes back to
`done` on the thread of the window, so that only plain values cross over.
"""

import sys
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event
from time import monotonic
from typing import Any

from PySide6.QtCore import QObject, Qt, QThread, Signal, Slot

from loti_admin.errors import Cancelled, LotiError

Progress = Callable[[int, int], None]
# More steps a second than this cannot be read, and each is an event for the window.
_LEAST_SECONDS_BETWEEN_STEPS = 0.03


@dataclass(eq=False)
class Task:
    """One piece of long work; `stop_word` is "Cancel" only where stopping puts everything back."""

    work: Callable[[Progress], Any]
    done: Callable[[Any], object]
    title: str
    failed: Callable[[LotiError], object] | None = None
    stop_word: str = "Stop"
    stop_note: str = ""
    stopped: Event = field(default_factory=Event)


class _Worker(QObject):
    """Lives on the other thread; tells what happened by signals, which Qt brings over."""

    progressed = Signal(object, int, int)
    succeeded = Signal(object, object)
    failed = Signal(object, object)

    @Slot(object)
    def run(self, task: Task) -> None:
        last = 0.0

        def progress(done: int, total: int) -> None:
            nonlocal last
            if task.stopped.is_set():
                raise Cancelled("Stopped.")
            now = monotonic()
            if now - last >= _LEAST_SECONDS_BETWEEN_STEPS or done in (0, total):
                last = now
                self.progressed.emit(task, done, total)

        try:
            if task.stopped.is_set():
                raise Cancelled("Stopped.")
            result = task.work(progress)
        except Exception as error:  # every failure is brought to the window, which decides
            self.failed.emit(task, error)
        else:
            self.succeeded.emit(task, result)


class TaskRunner(QObject):
    """Starts long work and reports on it. `started` gives the title, `progressed` how many of how many,
    `finished` comes after each task however it ended, `trouble` a LotiError that nobody else took."""

    started = Signal(str)
    progressed = Signal(int, int)
    finished = Signal()
    trouble = Signal(object)
    _handed_over = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: deque[Task] = deque()
        self._current: Task | None = None
        self._closed = False
        self._thread = QThread(self)
        self._worker = _Worker()
        self._worker.moveToThread(self._thread)
        queued = Qt.ConnectionType.QueuedConnection
        self._handed_over.connect(self._worker.run, queued)
        self._worker.progressed.connect(self._on_progress, queued)
        self._worker.succeeded.connect(self._on_success, queued)
        self._worker.failed.connect(self._on_failure, queued)

    @property
    def current(self) -> Task | None:
        """The task that runs now."""
        return self._current

    def is_busy(self) -> bool:
        """Whether anything runs or waits."""
        return self._current is not None or bool(self._waiting)

    def start(
        self,
        work: Callable[[Progress], Any],
        done: Callable[[Any], object],
        title: str,
        failed: Callable[[LotiError], object] | None = None,
        *,
        stop_word: str = "Stop",
        stop_note: str = "",
    ) -> None:
        """Run `work(progress)` on the worker thread, then `done(result)` on the window's.

        `progress(done, total)` raises Cancelled once somebody stopped it. A LotiError, Cancelled among them, goes to
        `failed`; without one it goes to the signal `trouble`, but Cancelled is then silent. Anything else is our bug
        and goes to sys.excepthook. `title` says what is made ("Making PDFs"), `stop_note` what stopping keeps.
        """
        if self._closed:
            raise RuntimeError("The window is closing; no more work is taken.")
        self._waiting.append(Task(work, done, title, failed, stop_word, stop_note))
        self._next()

    def cancel(self) -> None:
        """Stop what runs at its next step, and what waits before it begins."""
        for task in (*self._waiting, *([self._current] if self._current else [])):
            task.stopped.set()

    def close(self) -> None:
        """Stop everything and wait for the thread; called when the window closes. Twice is harmless."""
        self._closed = True
        self._waiting.clear()
        self.cancel()
        self._thread.quit()
        self._thread.wait()
        self._current = None

    def _next(self) -> None:
        if self._current is not None or not self._waiting or self._closed:
            return
        self._current = self._waiting.popleft()
        if not self._thread.isRunning():
            self._thread.start()
        self.started.emit(self._current.title)
        self._handed_over.emit(self._current)

    def _end(self) -> None:
        self._current = None
        self.finished.emit()
        self._next()

    @Slot(object, int, int)
    def _on_progress(self, task: Task, done: int, total: int) -> None:
        if task is self._current:
            self.progressed.emit(done, total)

    @Slot(object, object)
    def _on_success(self, task: Task, result: Any) -> None:
        if self._closed:
            return
        try:
            task.done(result)
        finally:
            self._end()

    @Slot(object, object)
    def _on_failure(self, task: Task, error: Exception) -> None:
        if self._closed:
            return
        try:
            if not isinstance(error, LotiError):
                sys.excepthook(type(error), error, error.__traceback__)
            elif task.failed is not None:
                task.failed(error)
            elif not isinstance(error, Cancelled):
                self.trouble.emit(error)
        finally:
            self._end()
