"""Which columns a list shows, and in which order."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.kit.buttons import Button, Kind
from ui.kit.dialog import Dialog
from ui.kit.table import RecordTable, TableState
from ui.kit.text import label
from ui.kit.tick_list import TickList


class ColumnList(TickList):
    """Alt with the up and down arrows moves a column, as the buttons do."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Columns", (), parent)
        self.moved: Callable[[int], None] = lambda _step: None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.modifiers() == Qt.KeyboardModifier.AltModifier and event.key() in steps:
            self.moved(steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)


class ColumnsDialog(Dialog):
    """`came` is the arrangement of the list before anybody changed it."""

    def __init__(
        self,
        table: RecordTable[Any],
        came: TableState,
        done: Callable[[], object],
        parent: QWidget,
    ) -> None:
        super().__init__("Columns", parent, width=480)
        self._table, self._came, self._done = table, came, done
        self._titles = {column.key: column.full_title for column in table.model.columns}
        intro = "Ticked columns are shown, from the top down as from left to right."
        self.body.addWidget(label(intro, tone="text2", wrap=True))
        self.list = ColumnList()
        self.list.moved = self.move_column
        self.list.current_row_changed.connect(lambda _row: self._show_buttons())
        self.list.ticked_changed.connect(self._show_buttons)
        self.up_button = Button("Move up", icon="chevron-up", on_click=lambda: self.move_column(-1))
        self.down_button = Button(
            "Move down", icon="chevron-down", on_click=lambda: self.move_column(1)
        )
        self.reset_button = Button("Usual columns", icon="undo", on_click=self.reset)
        buttons = QVBoxLayout()
        buttons.setSpacing(8)
        for button in (self.up_button, self.down_button, self.reset_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.list, 1)
        row.addLayout(buttons)
        self.body.addLayout(row)
        self.cancel_button = self.add_button(Button("Cancel", on_click=self.reject))
        self.act_button = self.add_button(
            Button("Show these columns", Kind.PRIMARY, on_click=self._do), default=True
        )
        self._fill(table.state())

    def move_column(self, step: int) -> None:
        """Move the current column up (-1) or down (1)."""
        keys, row = list(self.list.keys()), self.list.current_row()
        if not 0 <= row + step < len(keys) or row < 0:
            return
        keys[row], keys[row + step] = keys[row + step], keys[row]
        ticked = self.list.ticked()
        self._show(keys, ticked)
        self.list.set_current_row(row + step)

    def reset(self) -> None:
        """Tick and order the columns as they were at first."""
        self._fill(self._came)

    def _fill(self, state: TableState) -> None:
        known = [key for key in state.order if key in self._titles]
        self._show(known, [key for key in known if key not in state.hidden])

    def _show(self, keys: list[str], ticked: Any) -> None:
        self.list.set_rows([(key, self._titles[key]) for key in keys])
        self.list.tick(ticked)
        self._show_buttons()

    def _show_buttons(self) -> None:
        row = self.list.current_row()
        self.up_button.setEnabled(row > 0)
        self.down_button.setEnabled(0 <= row < self.list.count() - 1)
        self.act_button.setEnabled(bool(self.list.ticked()))

    def _do(self) -> None:
        ticked, keys = set(self.list.ticked()), list(self.list.keys())
        hidden = [key for key in keys if key not in ticked]
        self._table.restore_state(replace(self._table.state(), order=keys, hidden=hidden))
        self._done()
        self.accept()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.list.setFocus()
