"""A form field for several of some values: a list of names with tick boxes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QWidget

from ui import theme
from ui.kit.editors import Editor
from ui.kit.fields import FormField
from ui.kit.tick_list import TickList

_ROWS = 6
Rows = Sequence[tuple[str, str]]


class TickEditor(TickList):
    """Its value is a tuple of the keys that are ticked, in the order of the list."""

    edited = Signal()

    def __init__(self, name: str, rows: Rows, parent: QWidget | None = None) -> None:
        super().__init__(name, rows, parent)
        self._loading = False
        self.ticked_changed.connect(self._changed)

    def set_value(self, value: Any) -> None:
        self._loading = True
        self.tick(value or ())
        self._loading = False

    def value(self) -> tuple[str, ...]:
        return self.ticked()

    def contents(self) -> object:
        return self.ticked()

    def sizeHint(self) -> QSize:
        # Less high than a list on its own, so that a form of the usual length needs no bar of its own.
        look = theme.current()
        return QSize(look.px(240), look.px(30) * _ROWS + look.px(10))

    def _changed(self) -> None:
        if not self._loading:
            self.edited.emit()


@dataclass(frozen=True, kw_only=True)
class TickField(FormField):
    """Any number of values by their keys. `rows` are (key, words), or a function that gives them."""

    rows: Rows | Callable[[], Rows] = ()

    def make_editor(self, parent: QWidget) -> Editor:
        rows = self.rows() if callable(self.rows) else self.rows
        editor = TickEditor(self.label, rows, parent)
        editor.setEnabled(not self.read_only)
        return editor

    def is_empty(self, value: Any) -> bool:
        return not value
