"""The year as a line: five steps, each a link to its page, and where today stands."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from loti_admin.services.year_line import Stage, YearStep
from ui import icons, theme
from ui.theme import Role

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
# At 100 %: the label of today, the middle of the circles, where the titles begin, the whole.
_MIDDLE, _TITLES, _HEIGHT, _CIRCLE = 36, 52, 92, 20
_STAGES = {Stage.DONE: "done", Stage.NOW: "now", Stage.AHEAD: "still ahead"}


class StepButton(QAbstractButton):
    """A circle with title and words below it."""

    def __init__(self, step: YearStep, parent: QWidget) -> None:
        super().__init__(parent)
        self.step = step
        self.setText(step.title)
        self.setAccessibleName(f"{step.title}, {_STAGES[step.stage]}: {step.words}")
        self.setToolTip(f"Show {step.title}")
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def set_link(self, on: bool) -> None:
        """Whether it leads somewhere; a step without a page is only read."""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if on else Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, not on)
        if on:
            self.setCursor(Qt.CursorShape.PointingHandCursor)

    def wanted_width(self) -> int:
        """Wide enough for its title and its short words."""
        look = theme.current()
        title = look.metrics(Role.STRONG).horizontalAdvance(self.text())
        words = look.metrics(Role.SMALL).horizontalAdvance(self.step.short)
        return max(title, words, look.px(_CIRCLE)) + look.px(8)

    def words(self, width: int) -> str:
        """As many words as fit."""
        look = theme.current()
        room = width - look.px(8)
        fits = look.metrics(Role.SMALL).horizontalAdvance(self.step.words) <= room
        return self.step.words if fits else self.step.short

    def sizeHint(self) -> QSize:
        return QSize(self.wanted_width(), theme.current().px(_HEIGHT - _MIDDLE + 14))

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = look.px(_CIRCLE)
        self._draw_circle(
            painter, QRectF(look.px(4), look.px(4), side, side).adjusted(1, 1, -1, -1)
        )
        top = look.px(_TITLES - _MIDDLE + 12)
        title, words = look.metrics(Role.STRONG).height(), look.metrics(Role.SMALL).height()
        room = QRect(look.px(4), top, self.width() - look.px(4), title)
        painter.setFont(look.font(Role.STRONG))
        painter.setPen(look.colour("accent" if self.underMouse() else "text"))
        painter.drawText(room, _LEFT, self.text())
        painter.setFont(look.font(Role.SMALL))
        now = self.step.stage is Stage.NOW
        painter.setPen(look.colour("err" if self.step.late else "accent" if now else "text2"))
        text = look.metrics(Role.SMALL).elidedText(
            self.words(self.width()), Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(QRect(room.left(), top + title, room.width(), words), _LEFT, text)

    def _draw_circle(self, painter: QPainter, circle: QRectF) -> None:
        look = theme.current()
        stage = self.step.stage
        if stage is Stage.DONE:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("accent"))
            painter.drawEllipse(circle.adjusted(-1, -1, 1, 1))
            side = look.px(14)
            tick = icons.pixmap(
                "check", look.colour("on_accent"), side, ratio=self.devicePixelRatioF()
            )
            middle = circle.center()
            painter.drawPixmap(QPointF(middle.x() - side / 2, middle.y() - side / 2), tick)
            return
        painter.setBrush(look.colour("surface"))
        accent = look.colour("accent")
        pen = QPen(accent, look.px(3)) if stage is Stage.NOW else QPen(look.colour("control"), 1.5)
        painter.setPen(pen)
        painter.drawEllipse(circle)
        if stage is Stage.NOW:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(accent)
            painter.drawEllipse(circle.center(), look.px(4), look.px(4))


class YearLine(QWidget):
    """`followed` gives the key of the step that was chosen."""

    followed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("The year")
        self.steps: list[StepButton] = []
        self._today: float | None = None
        self._over = False
        self._label = ""
        theme.current().changed.connect(self._place)
        theme.current().changed.connect(self.updateGeometry)

    def show_steps(
        self,
        steps: Sequence[YearStep],
        today: float | None,
        label: str,
        *,
        links: frozenset[str],
        over: bool = False,
    ) -> None:
        """`today` is its place as `place_of_today` gives it, `label` what stands above it. `links` are the keys of the
        steps that lead somewhere. `over` is a year that has ended, whose line is drawn to its end."""
        self._today, self._label, self._over = today, label, over
        if [button.step for button in self.steps] != list(steps):
            focused = next((n for n, button in enumerate(self.steps) if button.hasFocus()), None)
            for button in self.steps:
                button.setParent(None)
                button.deleteLater()
            self.steps = [StepButton(step, self) for step in steps]
            for button in self.steps:
                button.clicked.connect(lambda _=False, b=button: self.followed.emit(b.step.key))
                button.show()
            if focused is not None and focused < len(self.steps):
                self.steps[focused].setFocus()
        for button in self.steps:
            button.set_link(button.step.key in links)
        self._place()
        self.update()

    def sizeHint(self) -> QSize:
        look = theme.current()
        return QSize(look.px(480), look.px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(sum(button.wanted_width() for button in self.steps), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        """Equal steps; the last one keeps the room that its words need."""
        if not self.steps:
            return
        look = theme.current()
        last = self.steps[-1]
        small = look.metrics(Role.SMALL).horizontalAdvance(last.step.words) + look.px(16)
        wide = small if self.width() >= 6 * small else last.wanted_width()
        between = (self.width() - wide) / (len(self.steps) - 1)
        top = look.px(_MIDDLE - 14)
        for number, button in enumerate(self.steps):
            room = wide if button is last else int(between) - look.px(4)
            button.setGeometry(round(number * between), top, room, self.height() - top)

    def _x(self, place: float) -> float:
        """Where a place of the line is drawn."""
        look = theme.current()
        whole = min(int(place), len(self.steps) - 1)
        here = self.steps[whole].x() + look.px(4 + _CIRCLE // 2)
        if whole == len(self.steps) - 1:
            return here
        following = self.steps[whole + 1].x() + look.px(4 + _CIRCLE // 2)
        return here + (following - here) * (place - whole)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self.steps:
            return
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = look.px(_MIDDLE)
        first, last = self._x(0), self._x(len(self.steps) - 1)
        painter.setPen(QPen(look.colour("control"), 1.5))
        painter.drawLine(QPointF(first, middle), QPointF(last, middle))
        reached = last if self._over else first if self._today is None else self._x(self._today)
        painter.setPen(QPen(look.colour("accent"), look.px(4)))
        if reached > first:
            painter.drawLine(QPointF(first, middle), QPointF(reached, middle))
        if self._today is not None:
            self._draw_today(painter, reached, middle)

    def _draw_today(self, painter: QPainter, x: float, middle: int) -> None:
        look = theme.current()
        painter.setPen(QPen(look.colour("text"), 2))
        painter.drawLine(QPointF(x, middle - look.px(8)), QPointF(x, middle + look.px(8)))
        width = look.metrics(Role.HEADER).horizontalAdvance(self._label)
        left = max(0.0, min(x - width / 2, self.width() - width))
        room = QRectF(left, 0, width + 2, middle - look.px(12))
        painter.setFont(look.font(Role.HEADER))
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, self._label)
