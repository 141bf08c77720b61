"""Find anything: a field over the window, and below it what was found as one types, in groups."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget
from shiboken6 import isValid

from ui import theme
from ui.finder_list import FinderList
from ui.finder_search import Findable, Group
from ui.kit.icon_label import IconLabel
from ui.kit.styling import announce
from ui.kit.text import label
from ui.reader import Reader
from ui.theme import Role

_WIDTH, _TOP, _RADIUS, _SHADOW = 640, 88, 10, 16
_KEYS = (("↑ ↓", "choose"), ("Enter", "open"), ("Esc", "close"))


class Finder(QWidget):
    """Lies over its window with a veil. `chosen` gives the target of what was opened; made anew each time.

    It is there at once; of a large register it finds more and more while that is read.
    """

    chosen = Signal(str)
    closed = Signal()

    def __init__(self, findable: Findable, reader: Reader, window: QWidget) -> None:
        super().__init__(window)
        self._findable, self._reader = findable, reader
        self._came_from = QApplication.focusWidget()
        # Enter was pressed before what belongs to the words was found.
        self._opens = False
        self.setAccessibleName("Find anything")
        self._panel = _Panel(self)
        self.field = QLineEdit()
        self.field.setObjectName("finder")
        self.field.setPlaceholderText("A council, a person, a number, an amount or a command")
        self.field.setAccessibleName("Find anything")
        self.field.setFrame(False)
        self.field.setProperty("kind", "finder")
        self.field.textChanged.connect(self._search)
        self.field.installEventFilter(self)
        self.found = label("", Role.SMALL, "text2")
        self.results = FinderList()
        self.results.opened.connect(self._open)
        self._head = QHBoxLayout()
        self._head.addWidget(IconLabel("search", "accent", 20))
        self._head.addWidget(self.field, 1)
        self._head.addWidget(self.found)
        self._foot = _Keys()
        self._column = QVBoxLayout(self._panel)
        self._column.addLayout(self._head)
        self._column.addWidget(self.results, 1)
        self._column.addWidget(self._foot)
        window.installEventFilter(self)
        theme.current().changed.connect(self._place)
        self._show([], "")

    def open(self) -> None:
        """Come up over the window with the focus in the field."""
        self._place()
        self.show()
        self.raise_()
        self.field.setFocus()
        self._reader.read(
            (self, "read"), self._findable.read, lambda _: self._search(self.field.text()), self
        )

    def close_finder(self) -> None:
        """Go away; the focus goes back to where it was."""
        if self.isHidden():
            return
        for what in ("read", "search"):
            self._reader.forget((self, what))
        self.hide()
        # What had the focus may be gone: a page that is read again makes some of its buttons anew.
        came_from = self._came_from
        if came_from is not None and isValid(came_from) and came_from.isVisible():
            came_from.setFocus()
        self.closed.emit()
        self.deleteLater()

    def _search(self, typed: str) -> None:
        self._opens = False
        search = partial(self._findable.search, typed)
        self._reader.read((self, "search"), search, lambda found: self._show(found, typed), self)

    def _show(self, groups: Sequence[Group], typed: str) -> None:
        count = sum(len(group.finds) + group.left_out for group in groups)
        self.results.set_groups(groups, typed)
        if not typed.strip():
            self.found.setText("")
        elif self._reader.is_busy((self, "read")):
            self.found.setText(f"{count} found so far" if count else "Looking …")
        else:
            self.found.setText(f"{count} found" if count else "Nothing found")
            announce(self.field, self.found.text())
        self._place()
        if self._opens:
            self.results.open_current()

    def _open_current(self) -> None:
        """Open what is chosen; while the words are still looked for, as soon as that is known."""
        self._opens = self._reader.is_busy((self, "search"))
        if not self._opens:
            self.results.open_current()

    def _open(self, target: str) -> None:
        self.close_finder()
        self.chosen.emit(target)

    def _place(self) -> None:
        look, window = theme.current(), self.parentWidget()
        if window is None:
            return
        self.setGeometry(window.rect())
        side, head = look.px(20), look.px(48)
        self._column.setContentsMargins(1, 0, 1, 1)
        self._column.setSpacing(0)
        self._head.setContentsMargins(side, look.px(8), side, look.px(8))
        self._head.setSpacing(look.px(12))
        width = min(look.px(_WIDTH), self.width() - look.px(32))
        top = min(look.px(_TOP), self.height() // 8)
        around = head + self._foot.sizeHint().height() + 2
        room = self.height() - top - look.px(24) - around
        listed = max(0, min(self.results.wanted_height(), room))
        self.results.setFixedHeight(listed)
        self._panel.setGeometry((self.width() - width) // 2, top, width, listed + around)
        self._panel.head = head
        self.update()

    # Qt

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.KeyPress and self._key(event):
                return True
        elif event.type() == QEvent.Type.Resize and watched is self.parentWidget():
            self._place()
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        steps = {
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_PageDown: 6,
            Qt.Key.Key_PageUp: -6,
        }
        key = Qt.Key(event.key())
        if key in steps:
            self.results.step(steps[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open_current()
        elif key == Qt.Key.Key_Escape:
            self.close_finder()
        elif key not in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            return False
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self._panel.geometry().contains(event.position().toPoint()):
            self.close_finder()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), look.scrim())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        shade = look.scrim()
        shade.setAlphaF(0.025)
        painter.setBrush(shade)
        for reach in range(1, _SHADOW):
            box = QRectF(self._panel.geometry()).adjusted(-reach, 2 - reach, reach, reach + 2)
            painter.drawRoundedRect(box, look.px(_RADIUS) + reach, look.px(_RADIUS) + reach)


class _Panel(QWidget):
    head = 48

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(look.colour("raised"))
        painter.setPen(QPen(look.colour("line2"), 1))
        edge = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(edge, look.px(_RADIUS), look.px(_RADIUS))
        painter.fillRect(1, self.head, self.width() - 2, 1, look.colour("line"))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()


class _Keys(QWidget):
    """The line at the foot that says which keys do what."""

    def sizeHint(self):  # type: ignore[no-untyped-def]
        hint = super().sizeHint()
        hint.setHeight(theme.current().px(40))
        return hint

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(0, 0, self.width(), 1, look.colour("line"))
        painter.setFont(look.font(Role.SMALL))
        metrics = look.metrics(Role.SMALL)
        left, height = look.px(20), look.px(20)
        top = (self.height() - height) // 2
        for key, words in _KEYS:
            width = metrics.horizontalAdvance(key) + look.px(14)
            painter.setPen(QPen(look.colour("control"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            cap = QRectF(left + 0.5, top + 0.5, width - 1, height - 1)
            painter.drawRoundedRect(cap, look.px(4), look.px(4))
            painter.setPen(look.colour("text2"))
            painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, key)
            left += width + look.px(8)
            room = QRect(left, top, metrics.horizontalAdvance(words) + 2, height)
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)
            left += room.width() + look.px(16)
