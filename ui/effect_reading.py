"""Works out what a change does to everybody's fee without the window standing still."""

from collections.abc import Callable, Hashable
from functools import partial

from PySide6.QtCore import QObject

from loti_admin.services.what_if import Effect, effect_of_rows
from ui.session import Session

WORKING_OUT = "Working out what this does to the fees…"


def read_effect(
    session: Session,
    key: Hashable,
    change: Callable[[], object],
    show: Callable[[Effect], object],
    parent: QObject,
) -> bool:
    """Rehearse the change now, and show its effect for the session's year when it is worked out. False if that is yet
    to come; `session.reader` can be told to forget it by its key. Raises what `change` raises."""
    register, reader = session.register, session.reader
    reader.forget(key)
    rows = register.rehearse(change)
    reader.read(key, partial(effect_of_rows, register, session.year, rows), show, parent)
    return not reader.is_busy(key)
