"""The row at the top: menus at the left, the mark of an example register and the way to find anything at the right."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QMenuBar, QSizePolicy, QWidget

from ui import icons, theme
from ui.kit.chip import Chip, ChipLabel, ChipTone
from ui.kit.styling import set_surface
from ui.theme import Role

HEIGHT = 40
_FIND_WIDTH, _FIND_HEIGHT = 280, 28
_EXAMPLE = "Example: people, orders and payments are invented"


class FindButton(QAbstractButton):
    """Looks like a field and opens the finder; in a narrow window only the magnifying glass is left."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._narrow = False
        self.setText("Find anything")
        self.setAccessibleName("Find anything")
        self.setToolTip("Find a council, a person, a number, an amount or a command (Ctrl+K)")
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.current().changed.connect(self.updateGeometry)

    def set_narrow(self, narrow: bool) -> None:
        self._narrow = narrow
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        look = theme.current()
        return QSize(look.px(34 if self._narrow else _FIND_WIDTH), look.px(_FIND_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(look.colour("field"))
        painter.setPen(QPen(look.colour("text3" if self.underMouse() else "control"), 1))
        edge = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(edge, look.px(6), look.px(6))
        size = look.px(16)
        left = (self.width() - size) // 2 if self._narrow else look.px(10)
        glass = icons.pixmap("search", look.colour("text2"), size, ratio=self.devicePixelRatioF())
        painter.drawPixmap(left, (self.height() - size) // 2, glass)
        if self._narrow:
            return
        painter.setPen(look.colour("text3"))
        painter.setFont(look.font())
        room = QRect(look.px(34), 0, self.width() - look.px(44), self.height())
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | middle, self.text())
        painter.setFont(look.font(Role.SMALL))
        painter.drawText(room, Qt.AlignmentFlag.AlignRight | middle, "Ctrl+K")


class MenuRow(QWidget):
    """`bar` takes the menus. In a narrow window the year stands here too."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_surface(self, "canvas")
        self._narrow = False
        self.bar = QMenuBar()
        self.bar.setNativeMenuBar(False)
        self.bar.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.example = ChipLabel(Chip(_EXAMPLE, ChipTone.VIO, "info"))
        self.example.setToolTip(_EXAMPLE)
        self.example.hide()
        self.find_button = FindButton()
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.bar)
        self._row.addStretch(1)
        self._row.addWidget(self.example, 0, Qt.AlignmentFlag.AlignVCenter)
        self._row.addWidget(self.find_button, 0, Qt.AlignmentFlag.AlignVCenter)
        theme.current().changed.connect(self._space)
        self._space()

    def set_narrow(self, narrow: bool) -> None:
        """Shorten what stands at the right."""
        if narrow == self._narrow:
            return
        self._narrow = narrow
        self.find_button.set_narrow(narrow)
        self.example.set_chip(Chip("Example" if narrow else _EXAMPLE, ChipTone.VIO, "info"))

    def take_year(self, year: QWidget) -> None:
        """Give the year a place beside the menus."""
        self._row.insertWidget(1, year, 0, Qt.AlignmentFlag.AlignVCenter)

    def _space(self) -> None:
        look = theme.current()
        self.setFixedHeight(look.px(HEIGHT))
        self.bar.setFixedHeight(look.px(HEIGHT))
        self._row.setContentsMargins(0, 0, look.px(16), 0)
        self._row.setSpacing(look.px(12))
