"""The field that finds as one types."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from ui import icons, theme


class FindField(QLineEdit):
    """A line edit with a magnifying glass; Esc empties it, the down arrow goes to what was found (`left_down`)."""

    left_down = Signal()

    def __init__(
        self, placeholder: str = "Find in this list", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self.setClearButtonEnabled(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme.current().changed.connect(self._measure)
        self._measure()

    def _measure(self) -> None:
        # The icon is drawn here, because an action's icon in a line edit stays 16 px at every text size.
        self.setTextMargins(theme.current().px(22), 0, 0, 0)
        self.setMinimumWidth(theme.current().px(200))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(theme.current().px(240), super().sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() == Qt.Key.Key_Down:
            self.left_down.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        look = theme.current()
        size = look.px(16)
        painter = QPainter(self)
        drawn = icons.pixmap("search", look.colour("text2"), size, ratio=self.devicePixelRatioF())
        painter.drawPixmap(look.px(8), (self.height() - size) // 2, drawn)
