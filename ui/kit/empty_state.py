"""What a page says before it holds anything: a drawing, a title, one sentence, and what to do."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui import icons, theme
from ui.kit.buttons import link, primary, secondary
from ui.kit.text import label
from ui.theme import Role

_WIDTH, _HEIGHT = 120, 88
Act = tuple[str, Callable[[], object]]


class Drawing(QWidget):
    """Two sheets, the front one with the icon of the page."""

    def __init__(self, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.current().changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        look = theme.current()
        return QSize(look.px(_WIDTH), look.px(_HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(look.text_scale / 100, look.text_scale / 100)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("sel"))
        painter.drawRoundedRect(QRectF(32, 8, 84, 56), 8, 8)
        painter.setBrush(look.colour("surface"))
        painter.setPen(QPen(look.colour("accent"), 2))
        painter.drawRoundedRect(QRectF(9, 22, 86, 56), 8, 8)
        for y, length, token in ((42, 30, "line2"), (51, 40, "line2"), (60, 22, "accent")):
            pen = QPen(look.colour(token), 2)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            painter.drawLine(QPointF(46, y), QPointF(46 + length, y))
        painter.resetTransform()
        drawn = icons.pixmap(
            self._icon, look.colour("accent"), look.px(22), ratio=self.devicePixelRatioF()
        )
        painter.drawPixmap(look.px(18), look.px(40), drawn)


class EmptyState(QWidget):
    """In the middle of the page; the question at the foot leads to help."""

    def __init__(
        self,
        icon: str,
        title: str,
        sentence: str,
        *,
        act: Act | None = None,
        other: Act | None = None,
        question: Act | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """`act`, `other` and `question` are pairs of words and what happens; `act` is the primary button."""
        super().__init__(parent)
        self.drawing = Drawing(icon)
        self.title = label(title, Role.TITLE, wrap=True)
        self.title.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.sentence = label(sentence, Role.BODY, "text2", wrap=True)
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._buttons = QHBoxLayout()
        self._buttons.addStretch(1)
        if act:
            self._buttons.addWidget(primary(*act))
        if other:
            self._buttons.addWidget(secondary(*other))
        self._buttons.addStretch(1)
        self._column = QVBoxLayout(self)
        self._column.addStretch(2)
        self._column.addWidget(self.drawing, 0, Qt.AlignmentFlag.AlignHCenter)
        self._column.addWidget(self.title)
        self._middle = QHBoxLayout()
        self._middle.addStretch(1)
        self._middle.addWidget(self.sentence, 8)
        self._middle.addStretch(1)
        self._column.addLayout(self._middle)
        self._column.addLayout(self._buttons)
        if question:
            self._column.addWidget(link(*question), 0, Qt.AlignmentFlag.AlignHCenter)
        self._column.addStretch(3)
        theme.current().changed.connect(self._space)
        self._space()

    def set_words(self, title: str, sentence: str) -> None:
        """Show another title and sentence, for a year or a filter that changed."""
        self.title.setText(title)
        self.sentence.setText(sentence)

    def _space(self) -> None:
        look = theme.current()
        self.sentence.setMaximumWidth(look.px(460))
        self._column.setContentsMargins(look.px(24), look.px(16), look.px(24), look.px(16))
        self._column.setSpacing(look.px(16))
        self._buttons.setSpacing(look.px(8))
