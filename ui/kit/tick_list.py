"""A list of names with tick boxes: one stop of the Tab key, Space ticks, typing finds."""

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QListView, QSizePolicy, QWidget

from ui import theme

_Index = QModelIndex | QPersistentModelIndex
_Row = tuple[str, str]


class _Ticks(QStringListModel):
    """Keys, words and which are ticked: thousands of names are no dearer than a few."""

    ticked_changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.keys: tuple[str, ...] = ()
        self.ticked: frozenset[str] = frozenset()

    def set_rows(self, rows: Sequence[_Row]) -> None:
        self.keys = tuple(key for key, _ in rows)
        self.ticked &= frozenset(self.keys)
        self.setStringList([words for _, words in rows])

    def tick(self, keys: Iterable[str]) -> None:
        wanted = frozenset(keys).intersection(self.keys)
        if wanted != self.ticked:
            self.ticked = wanted
            self.dataChanged.emit(self.index(0), self.index(len(self.keys) - 1))
            self.ticked_changed.emit()

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.CheckStateRole and index.isValid():
            ticked = self.keys[index.row()] in self.ticked
            return Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.SizeHintRole:
            return QSize(0, theme.current().px(30))
        return super().data(index, role)

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid():
            return False
        key = self.keys[index.row()]
        on = Qt.CheckState(value) == Qt.CheckState.Checked
        self.tick(self.ticked | {key} if on else self.ticked - {key})
        return True

    def flags(self, _index: _Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag
        return flags.ItemIsEnabled | flags.ItemIsSelectable | flags.ItemIsUserCheckable


class TickList(QListView):
    """`ticked_changed` for every tick by hand or by `tick`, `current_row_changed` when another row has the focus."""

    ticked_changed = Signal()
    current_row_changed = Signal(int)

    def __init__(self, name: str, rows: Sequence[_Row] = (), parent: QWidget | None = None) -> None:
        """`rows` are key and words."""
        super().__init__(parent)
        self.setProperty("kind", "ticks")
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self._ticks = _Ticks(self)
        self.setModel(self._ticks)
        self._ticks.ticked_changed.connect(self.ticked_changed)
        self.selectionModel().currentRowChanged.connect(
            lambda now, _before: self.current_row_changed.emit(now.row())
        )
        theme.current().changed.connect(self._space)
        self.set_rows(rows)

    def set_rows(self, rows: Sequence[_Row]) -> None:
        """Show other rows; what was ticked stays ticked where it is still there."""
        kept = self._ticks.ticked
        self._ticks.set_rows(rows)
        if self.count():
            self.set_current_row(0)
        self._space()
        if kept != self._ticks.ticked:
            self.ticked_changed.emit()

    def count(self) -> int:
        return len(self._ticks.keys)

    def keys(self) -> tuple[str, ...]:
        """Of all rows, in the order of the list."""
        return self._ticks.keys

    def current_row(self) -> int:
        """The row with the focus; -1 without any."""
        return self.currentIndex().row()

    def set_current_row(self, row: int) -> None:
        self.setCurrentIndex(self._ticks.index(row))

    def ticked(self) -> tuple[str, ...]:
        """The keys that are ticked, in the order of the list."""
        return tuple(key for key in self.keys() if key in self._ticks.ticked)

    def tick(self, keys: Iterable[str]) -> None:
        """Tick exactly these."""
        self._ticks.tick(keys)

    def tick_all(self) -> None:
        self.tick(self.keys())

    def toggle(self, key: str) -> None:
        """Tick a row, or take its tick away."""
        self.tick(self._ticks.ticked ^ {key})

    def _toggle(self, index: QModelIndex) -> None:
        self.toggle(self._ticks.keys[index.row()])

    def _space(self) -> None:
        self.scheduleDelayedItemsLayout()
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        look = theme.current()
        return QSize(look.px(240), look.px(30) * min(max(self.count(), 3), 9) + look.px(10))

    def minimumSizeHint(self) -> QSize:
        look = theme.current()
        return QSize(look.px(160), look.px(30) * 3 + look.px(10))

    # Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            self._toggle(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        # The whole row ticks, not only its box, which the list itself sees to.
        index = self.indexAt(event.position().toPoint())
        before = self._ticks.ticked
        super().mouseReleaseEvent(event)
        left = event.button() is Qt.MouseButton.LeftButton
        if index.isValid() and left and self._ticks.ticked == before:
            self._toggle(index)
