"""A list of names with tick boxes: one stop of the Tab key, Space ticks, typing finds."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QSizePolicy, QWidget

from ui import theme

_KEY = Qt.ItemDataRole.UserRole


class TickList(QListWidget):
    """`ticked_changed` for every tick by hand or by `tick`."""

    ticked_changed = Signal()

    def __init__(
        self, name: str, rows: Sequence[tuple[str, str]] = (), parent: QWidget | None = None
    ) -> None:
        """`rows` are key and words."""
        super().__init__(parent)
        self.setProperty("kind", "ticks")
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.itemChanged.connect(lambda _item: self.ticked_changed.emit())
        theme.current().changed.connect(self._space)
        self.set_rows(rows)

    def set_rows(self, rows: Sequence[tuple[str, str]]) -> None:
        """Show other rows; what was ticked stays ticked where it is still there."""
        kept = set(self.ticked())
        self.blockSignals(True)
        self.clear()
        for key, words in rows:
            item = QListWidgetItem(words)
            item.setData(_KEY, key)
            item.setFlags(
                Qt.ItemFlag.ItemIsEnabled
                | Qt.ItemFlag.ItemIsSelectable
                | Qt.ItemFlag.ItemIsUserCheckable
            )
            item.setCheckState(_state(key in kept))
            self.addItem(item)
        if self.count():
            self.setCurrentRow(0)
        self.blockSignals(False)
        self._space()
        if kept != set(self.ticked()):
            self.ticked_changed.emit()

    def ticked(self) -> tuple[str, ...]:
        """The keys that are ticked, in the order of the list."""
        return tuple(
            str(item.data(_KEY)) for item in self._items() if item.checkState() is _state(True)
        )

    def tick(self, keys: Iterable[str]) -> None:
        """Tick exactly these."""
        wanted, before = set(keys), self.ticked()
        self.blockSignals(True)
        for item in self._items():
            item.setCheckState(_state(item.data(_KEY) in wanted))
        self.blockSignals(False)
        self.viewport().update()
        if before != self.ticked():
            self.ticked_changed.emit()

    def tick_all(self) -> None:
        self.tick([str(item.data(_KEY)) for item in self._items()])

    def toggle(self, key: str) -> None:
        """Tick a row, or take its tick away."""
        ticked = list(self.ticked())
        self.tick([*ticked, key] if key not in ticked else [k for k in ticked if k != key])

    def _items(self) -> list[QListWidgetItem]:
        return [self.item(row) for row in range(self.count())]

    def _space(self) -> None:
        size = QSize(0, theme.current().px(30))
        self.blockSignals(True)
        for item in self._items():
            item.setSizeHint(size)
        self.blockSignals(False)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        look = theme.current()
        return QSize(look.px(240), look.px(30) * min(max(self.count(), 3), 9) + look.px(10))

    def minimumSizeHint(self) -> QSize:
        look = theme.current()
        return QSize(look.px(160), look.px(30) * 3 + look.px(10))

    # Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.currentItem()
        if event.key() == Qt.Key.Key_Space and item is not None:
            item.setCheckState(_state(item.checkState() is not _state(True)))
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        # The whole row ticks, not only its box, which the list itself sees to.
        item = self.itemAt(event.position().toPoint())
        before = item.checkState() if item else None
        super().mouseReleaseEvent(event)
        left = event.button() is Qt.MouseButton.LeftButton
        if item is not None and left and item.checkState() is before:
            inside: QRect = self.visualItemRect(item)
            if inside.contains(event.position().toPoint()):
                item.setCheckState(_state(before is not _state(True)))


def _state(ticked: bool) -> Qt.CheckState:
    return Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
