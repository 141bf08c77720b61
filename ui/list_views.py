"""How the officer arranged the lists: kept by itself for the next time, and under names as views."""

import json
from dataclasses import asdict, fields, replace
from typing import Any

from PySide6.QtCore import QObject, QTimer

from ui.kit.table import RecordTable, TableState
from ui.preferences import Preferences

_PAUSE_MS = 400


class ListViews(QObject):
    """What is known of each list: how it came, how it was left, and its views. A list is known by its page and name."""

    def __init__(self, preferences: Preferences, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self._names: dict[RecordTable[Any], str] = {}
        self._came: dict[RecordTable[Any], TableState] = {}

    def meet(self, page_key: str, table: RecordTable[Any]) -> None:
        """A list is shown for the first time: arrange it as it was left. Words and segment begin anew each time."""
        if table in self._names:
            return
        self._names[table] = f"{page_key}/{table.view.accessibleName()}"
        self._came[table] = table.state()
        table.destroyed.connect(lambda _=None: self._forget(table))
        left = _state(self._read(table).get("left"))
        if left is not None:
            table.restore_state(replace(left, find="", segment=""))
        pause = QTimer(table)
        pause.setSingleShot(True)
        pause.setInterval(_PAUSE_MS)
        pause.timeout.connect(lambda: self.remember(table))
        table.arranged.connect(pause.start)

    def remember(self, table: RecordTable[Any]) -> None:
        """Keep how a list is arranged now for the next time."""
        self._write(table, left=asdict(replace(table.state(), find="", segment="")))

    def names(self, table: RecordTable[Any]) -> list[str]:
        """The views that the officer kept of a list, in the order of the alphabet."""
        return sorted(self._kept(table), key=str.casefold)

    def current(self, table: RecordTable[Any]) -> str | None:
        """The view that the list shows now; "" as it came, None for neither."""
        now = _plain(table.state())
        if now == _plain(self._came[table]):
            return ""
        return next(
            (name for name, state in self._views(table).items() if now == _plain(state)), None
        )

    def keep(self, table: RecordTable[Any], name: str) -> None:
        """Keep the list as it is arranged, filtered and sorted now; a view of the same name is replaced."""
        views = self._read(table).get("views")
        known = views if isinstance(views, dict) else {}
        same = [old for old in known if old.casefold() == name.casefold()]
        kept = {old: state for old, state in known.items() if old not in same}
        self._write(table, views=kept | {name: asdict(table.state())})

    def show(self, table: RecordTable[Any], name: str) -> None:
        """Arrange, filter and sort the list as a view says; "" is as it came."""
        state = self._views(table).get(name) if name else self._came[table]
        if state is not None:
            table.restore_state(state)
            self.remember(table)

    def remove(self, table: RecordTable[Any], name: str) -> None:
        """Forget a view; the list stays as it is."""
        kept = {old: asdict(state) for old, state in self._kept(table).items() if old != name}
        self._write(table, views=kept)

    def came(self, table: RecordTable[Any]) -> TableState:
        """The arrangement without anything the officer did."""
        return self._came[table]

    def _views(self, table: RecordTable[Any]) -> dict[str, TableState]:
        """Those that come with the list, and those that the officer kept, which may have the same names."""
        came = self._came[table]
        given = {}
        for name, keys in table.presets.items():
            others = [key for key in came.order if key not in keys]
            given[name] = replace(came, order=[*keys, *others], hidden=others)
        return given | self._kept(table)

    def _kept(self, table: RecordTable[Any]) -> dict[str, TableState]:
        views = self._read(table).get("views")
        found = views.items() if isinstance(views, dict) else ()
        states = {str(name): _state(value) for name, value in found}
        return {name: state for name, state in states.items() if state is not None}

    def _read(self, table: RecordTable[Any]) -> dict[str, Any]:
        try:
            kept = json.loads(self._preferences.kept_list(self._names[table]) or "{}")
        except ValueError:
            return {}
        return kept if isinstance(kept, dict) else {}

    def _write(self, table: RecordTable[Any], **changes: Any) -> None:
        kept = self._read(table) | changes
        self._preferences.keep_list(self._names[table], json.dumps(kept, ensure_ascii=False))

    def _forget(self, table: RecordTable[Any]) -> None:
        self._names.pop(table, None)
        self._came.pop(table, None)


def _state(value: Any) -> TableState | None:
    """An arrangement as it was kept; None for what another version or a person made of it."""
    if not isinstance(value, dict):
        return None
    wanted = {field.name: type(getattr(TableState(), field.name)) for field in fields(TableState)}
    if any(not isinstance(value.get(name), kind) for name, kind in wanted.items() if name in value):
        return None
    widths = value.get("widths", {})
    names = [*value.get("order", []), *value.get("hidden", []), *widths]
    if not all(isinstance(name, str) for name in names):
        return None
    if not all(isinstance(width, int) and 0 < width < 10_000 for width in widths.values()):
        return None
    return TableState(**{name: value[name] for name in wanted if name in value})


def _plain(state: TableState) -> TableState:
    """What makes a view what it is: a width drawn by hand does not make it another one."""
    return replace(state, widths={}, hidden=sorted(state.hidden))
