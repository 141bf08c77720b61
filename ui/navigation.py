"""The list of pages at the left: names with counts, or where the window is narrow a rail of icons with dots."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui import icons, theme
from ui.pages import PageSpec
from ui.theme import Role

WIDTH, RAIL = 184, 56
# At 100 %: the height of an item, and the least where all of them have to fit into a low window.
_ITEM, _LEAST, _GAP = 36, 30, 2


class PageItem(QAbstractButton):
    """One page of the list. `count` is how many things wait there."""

    def __init__(self, spec: PageSpec, shortcut: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.key, self._icon_name, self._shortcut = spec.key, spec.icon, shortcut
        self.count, self._narrow = 0, False
        self._height = _ITEM
        self.setText(spec.title)
        self.setCheckable(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.current().changed.connect(self.updateGeometry)
        self.set_count(0)

    def set_count(self, count: int) -> None:
        self.count = count
        self.setAccessibleName(f"{self.text()}, {count} waiting" if count else self.text())
        self._say()
        self.update()

    def set_narrow(self, narrow: bool) -> None:
        """Whether only the icon is shown."""
        self._narrow = narrow
        self._say()
        self.update()

    def set_height(self, height: int) -> None:
        """The height in pixels at 100 %."""
        if height != self._height:
            self._height = height
            self.updateGeometry()

    def _say(self) -> None:
        """A tip says what the rail leaves out, and the shortcut."""
        name = self.accessibleName() if self._narrow else self.text()
        self.setToolTip(f"{name} ({self._shortcut})" if self._shortcut else name)

    def sizeHint(self) -> QSize:
        look = theme.current()
        return QSize(look.px(40), look.px(self._height))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if self.isChecked() or self.underMouse():
            painter.setBrush(look.colour("sel" if self.isChecked() else "pressed"))
            painter.drawRoundedRect(QRectF(self.rect()), look.px(6), look.px(6))
        if self.isChecked():
            painter.setBrush(look.colour("accent"))
            bar = QRectF(0, look.px(9), look.px(3), self.height() - 2 * look.px(9))
            painter.drawRoundedRect(bar, look.px(3) / 2, look.px(3) / 2)
        ink = look.colour("accent" if self.isChecked() else "text2")
        size = look.px(20)
        left = (self.width() - size) // 2 if self._narrow else look.px(12)
        drawn = icons.pixmap(self._icon_name, ink, size, ratio=self.devicePixelRatioF())
        painter.drawPixmap(left, (self.height() - size) // 2, drawn)
        if self._narrow:
            self._paint_dot(painter, left + size)
        else:
            self._paint_words(painter)

    def _paint_words(self, painter: QPainter) -> None:
        look = theme.current()
        role = Role.STRONG if self.isChecked() else Role.BODY
        right = self.width() - look.px(8)
        if self.count:
            right = self._paint_count(painter, right) - look.px(6)
        left = look.px(42)
        painter.setFont(look.font(role))
        painter.setPen(look.colour("text"))
        room = QRect(left, 0, right - left, self.height())
        text = look.metrics(role).elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)

    def _paint_count(self, painter: QPainter, right: int) -> int:
        look = theme.current()
        text, metrics = f"{self.count:,}", look.metrics(Role.HEADER)
        height = look.px(22)
        width = max(metrics.horizontalAdvance(text) + look.px(14), height)
        pill = QRectF(right - width, (self.height() - height) / 2, width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("surface" if self.isChecked() else "pressed"))
        painter.drawRoundedRect(pill, height / 2, height / 2)
        painter.setPen(look.colour("text"))
        painter.setFont(look.font(Role.HEADER))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, text)
        return round(pill.left())

    def _paint_dot(self, painter: QPainter, right: int) -> None:
        if self.count:
            look = theme.current()
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("accent"))
            side = look.px(8)
            painter.drawEllipse(QRect(right - look.px(2), look.px(4), side, side))


class Navigation(QScrollArea):
    """`chosen` gives the key of the page that the officer went to. Arrow keys go from one page to the next."""

    chosen = Signal(str)

    def __init__(self, specs: Sequence[PageSpec], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # In a scroll area: at 200 % on a low screen the last pages would raise the least height of the window.
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        contents = QWidget()
        self._column = QVBoxLayout(contents)
        self._group = QButtonGroup(self)
        self.items: dict[str, PageItem] = {}
        for number, spec in enumerate(specs, start=1):
            item = PageItem(spec, f"Ctrl+{number}" if number <= 9 else "", contents)
            item.clicked.connect(lambda _=False, key=spec.key: self.chosen.emit(key))
            self._group.addButton(item)
            self._column.addWidget(item)
            self.items[spec.key] = item
        self._column.addStretch(1)
        self.setWidget(contents)
        self.setAccessibleName("Pages")
        self._narrow = False
        theme.current().changed.connect(self._space)
        self._space()

    def set_current(self, key: str) -> None:
        """Mark the page that is shown."""
        if key in self.items:
            self.items[key].setChecked(True)
            self.ensureWidgetVisible(self.items[key], 0, 0)

    def set_count(self, key: str, count: int) -> None:
        """The number beside a page's name; 0 shows nothing."""
        self.items[key].set_count(count)

    def set_narrow(self, narrow: bool) -> None:
        """Show a rail of icons in place of the list."""
        self._narrow = narrow
        for item in self.items.values():
            item.set_narrow(narrow)
        self._space()

    def _space(self) -> None:
        look = theme.current()
        self.setFixedWidth(look.px(RAIL if self._narrow else WIDTH))
        side = look.px(8)
        self._column.setContentsMargins(side, look.px(4), side, look.px(4))
        self._column.setSpacing(look.px(_GAP))
        self._fit()

    def _fit(self) -> None:
        """Lower items where that brings all of them into sight; what is still out of it scrolls."""
        look, count = theme.current(), max(1, len(self.items))
        room = self.height() * 100 / look.text_scale - 8
        height = min(_ITEM, max(_LEAST, int(room / count) - _GAP))
        for item in self.items.values():
            item.set_height(height)

    # Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
