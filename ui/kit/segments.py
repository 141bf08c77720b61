"""Which part of a list is shown: “Members 27 | Joining 1 | All 35”, as text with a line under the current one."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from ui import theme
from ui.theme import Role


class Segment(QAbstractButton):
    """One of the texts; the arrow keys go from one to the next."""

    def __init__(self, key: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.key = key
        self.setCheckable(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        theme.current().changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        # As wide as in 600, so that the others do not move when this one becomes current.
        look = theme.current()
        width = look.metrics(Role.STRONG).horizontalAdvance(self.text())
        return QSize(width + 2 * look.px(2), look.px(32))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.current().px(32), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = theme.current()
        role = Role.STRONG if self.isChecked() else Role.BODY
        painter = QPainter(self)
        painter.setFont(look.font(role))
        tone = "text" if self.isChecked() or self.underMouse() else "text2"
        painter.setPen(look.colour(tone if self.isEnabled() else "disabled"))
        inner = self.rect().adjusted(look.px(2), 0, -look.px(2), 0)
        text = look.metrics(role).elidedText(
            self.text(), Qt.TextElideMode.ElideRight, inner.width() + 1
        )
        painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
        if self.isChecked() or self.underMouse():
            line = QRect(0, self.height() - look.px(2), self.width(), look.px(2))
            painter.fillRect(line, look.colour("accent" if self.isChecked() else "line2"))


class Segments(QWidget):
    """`chosen` gives the key of the segment that the officer went to."""

    chosen = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._group.buttonToggled.connect(self._toggled)
        self._segments: dict[str, Segment] = {}
        self._quiet = False
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addStretch(1)
        theme.current().changed.connect(self._space)
        self._space()

    def set_segments(self, segments: Sequence[tuple[str, str, int | None]]) -> None:
        """Key, words and count (None for no count). The current one stays, or else the first becomes current."""
        current = self.current()
        moved = tuple(self._segments) != tuple(key for key, _, _ in segments)
        self._quiet = True
        for key in [key for key in self._segments if key not in {s[0] for s in segments}]:
            gone = self._segments.pop(key)
            self._group.removeButton(gone)
            gone.setParent(None)
            gone.deleteLater()
        for place, (key, words, count) in enumerate(segments):
            if key not in self._segments:
                made = Segment(key, self)
                self._group.addButton(made)
                self._segments[key] = made
            segment = self._segments[key]
            if moved:
                self._row.removeWidget(segment)
                self._row.insertWidget(place, segment)
            text = words if count is None else f"{words} {count:,}"
            if moved or text != segment.text():
                segment.setText(text)
                segment.setAccessibleName(text)
                segment.updateGeometry()
                segment.show()
        self._segments = {key: self._segments[key] for key, _, _ in segments}
        if segments:
            self._segments[current if current in self._segments else segments[0][0]].setChecked(
                True
            )
        self._quiet = False

    def current(self) -> str:
        """The key of the current segment, "" before there is one."""
        button = self._group.checkedButton()
        return button.key if isinstance(button, Segment) else ""

    def choices(self) -> tuple[str, ...]:
        """The segments there are now."""
        return tuple(self._segments)

    def choose(self, key: str) -> None:
        """Go to a segment, as if it had been clicked."""
        self._segments[key].setChecked(True)

    def segment(self, key: str) -> Segment:
        return self._segments[key]

    def _toggled(self, button: QAbstractButton, on: bool) -> None:
        if on and not self._quiet and isinstance(button, Segment):
            self.chosen.emit(button.key)

    def _space(self) -> None:
        self._row.setSpacing(theme.current().px(16))
