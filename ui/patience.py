"""Something long that the officer has to wait for, because nothing can be shown or done before: opening a register.

The window takes no input meanwhile, but it is painted, moved and sized, and the pointer says that it waits.
"""

from collections.abc import Callable
from threading import get_ident
from time import perf_counter
from typing import TypeVar

from PySide6.QtCore import QEventLoop, Qt
from PySide6.QtWidgets import QApplication

from loti_admin import pace

T = TypeVar("T")

# In seconds: what takes no longer than the first is over before anybody could have seen it.
AT_ONCE, SLICE = 0.1, 0.02
_waiting = False


def is_waiting() -> bool:
    """Whether something is done patiently now."""
    return _waiting


def patiently(work: Callable[[], T]) -> T:
    """Do it, and let the window be painted where it rests (`loti_admin.pace`). Raises what `work` raises."""
    global _waiting
    if _waiting or pace.turn is not None or QApplication.instance() is None:
        return work()
    thread, until, told = get_ident(), perf_counter() + AT_ONCE, False

    def let_paint() -> None:
        nonlocal until, told
        if get_ident() != thread or perf_counter() < until:
            return
        if not told:
            told = True
            QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
        # What was read in slices meanwhile has taken the turn away.
        pace.turn = let_paint
        until = perf_counter() + SLICE

    _waiting, pace.turn = True, let_paint
    try:
        return work()
    finally:
        _waiting, pace.turn = False, None
        if told:
            QApplication.restoreOverrideCursor()
