"""What lies over a page until it is read: its title, and after a moment a word about the wait."""

from PySide6.QtCore import QRect, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui import theme
from ui.kit.styling import announce
from ui.theme import Role

# Most readings are over before this; a word that comes and goes would only be unrest.
_PATIENCE_MS = 250
_WORDS = "Reading the register…"


class PageCover(QWidget):
    """Hides the page it is a child of. The title stays where the page has it."""

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._page, self._title = page, ""
        self._speaks = QTimer(self)
        self._speaks.setSingleShot(True)
        self._speaks.setInterval(_PATIENCE_MS)
        self._speaks.timeout.connect(self._speak)
        self.setAccessibleName(_WORDS)
        self.hide()

    def show_over(self, title: str) -> None:
        """Cover the page of this title; "" takes the cover away."""
        self._title = title
        self.setVisible(bool(title))
        if title:
            self.setGeometry(self._page.rect())
            self.raise_()
            self._speaks.start()

    def _speak(self) -> None:
        self.update()
        if not self.isHidden():
            announce(self, _WORDS)

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), look.colour("surface"))
        side = look.px(24)
        room = self.rect().adjusted(side, look.px(16), -side, 0)
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
        painter.setPen(look.colour("text"))
        painter.setFont(look.font(Role.TITLE))
        painter.drawText(room, flags, self._title)
        if not self._speaks.isActive():
            below = QRect(room)
            below.setTop(room.top() + look.metrics(Role.TITLE).height())
            painter.setPen(look.colour("text2"))
            painter.setFont(look.font())
            painter.drawText(below, flags, _WORDS)
