"""What is known of the tile or bar under the pointer, or under the keyboard: a title and a few quiet lines."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import theme
from ui.kit.text import label
from ui.theme import Role

_MOST_LINES = 8


class HoverCard(QWidget):
    """Lies over the window beside what it is about; the mouse goes through it. All of it is plain text."""

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner.window())
        self._owner = owner
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._column = QVBoxLayout(self)
        self._title = label("", Role.STRONG)
        self._lines = [label("", Role.SMALL, "text2") for _ in range(_MOST_LINES)]
        for part in (self._title, *self._lines):
            self._column.addWidget(part)
        self.hide()

    def show_beside(self, place: QRect, title: str, lines: Sequence[str]) -> None:
        """Show the words below `place`, a rectangle of the owner; above it where there is no room."""
        look = theme.current()
        window = self._owner.window()
        if self.parentWidget() is not window:
            self.setParent(window)
        self._column.setContentsMargins(look.px(12), look.px(8), look.px(12), look.px(8))
        self._column.setSpacing(look.px(2))
        self._title.setText(title)
        for number, line in enumerate(self._lines):
            line.setText(lines[number] if number < len(lines) else "")
            line.setVisible(number < len(lines))
        self.setAccessibleName(self.text())
        self._column.activate()
        size = self._column.sizeHint()
        corner = self._owner.mapTo(window, QPoint(place.left(), place.bottom() + look.px(8)))
        if corner.y() + size.height() > window.height():
            above = self._owner.mapTo(window, place.topLeft()).y() - look.px(8) - size.height()
            corner.setY(max(0, above))
        corner.setX(max(0, min(corner.x(), window.width() - size.width() - look.px(8))))
        self.setGeometry(QRect(corner, size))
        self.raise_()
        self.show()

    def text(self) -> str:
        """What the card says, in one line."""
        lines = [line.text() for line in self._lines if line.text()]
        return ". ".join([self._title.text(), *lines])

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), look.colour("raised"))
        painter.setPen(QPen(look.colour("control"), 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
