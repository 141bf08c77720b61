"""The white sheet on the quiet frame: hairlines at the left and the top, and one round corner between them."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import theme

_RADIUS = 10


class _Corner(QWidget):
    """Lies over the top-left corner, because the page below it fills its own rectangle."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = theme.current()
        radius = self.width()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        outside = QPainterPath()
        outside.addRect(QRectF(self.rect()))
        inside = QPainterPath()
        inside.moveTo(0, radius)
        inside.arcTo(QRectF(0, 0, 2 * radius, 2 * radius), 180, -90)
        inside.lineTo(radius, radius)
        inside.closeSubpath()
        painter.fillPath(outside.subtracted(inside), look.colour("canvas"))
        painter.setPen(QPen(look.colour("line"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        arc = QPainterPath(QPointF(0.5, radius))
        arc.arcTo(QRectF(0.5, 0.5, 2 * radius - 1, 2 * radius - 1), 180, -90)
        painter.drawPath(arc)


class Sheet(QWidget):
    """Put what the sheet shows into `column`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._corner = _Corner(self)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(1, 1, 0, 0)
        self.column.setSpacing(0)
        theme.current().changed.connect(self._place)
        self._place()

    def _place(self) -> None:
        radius = theme.current().px(_RADIUS)
        self._corner.setGeometry(0, 0, radius, radius)
        self._corner.raise_()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), look.colour("surface"))
        painter.fillRect(0, 0, self.width(), 1, look.colour("line"))
        painter.fillRect(0, 0, 1, self.height(), look.colour("line"))
