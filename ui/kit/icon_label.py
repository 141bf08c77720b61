"""An icon as a widget of its own."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import icons, theme


class IconLabel(QWidget):
    """An icon of `ui.icons` in a token's colour, sharp at every text size."""

    def __init__(self, name: str, tone: str, size: int = 16, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._tone, self._size = name, tone, size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.current().changed.connect(self.updateGeometry)

    def set_icon(self, name: str, tone: str) -> None:
        self._name, self._tone = name, tone
        self.update()

    def sizeHint(self) -> QSize:
        size = theme.current().px(self._size)
        return QSize(size, size)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        drawn = icons.pixmap(
            self._name,
            look.colour(self._tone),
            look.px(self._size),
            ratio=self.devicePixelRatioF(),
        )
        painter.drawPixmap(0, 0, drawn)
