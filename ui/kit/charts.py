"""Bars: columns over months, and one bar for each name. Series differ by colour and pattern and carry their values.

Drawn here and not by a plotting library: the window needs two kinds of bars, in its own colours, patterns, fonts and
text sizes, on paper too. A library brings arrays and time at the start, and would have to be taught all of that.
"""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QWidget

from loti_admin.domain.money import ZERO, Money, total
from ui import theme
from ui.kit.chart_parts import Bar, Chart, Series, axis_steps, chart_legend, thousands
from ui.kit.patterns import SERIES_LOOKS, fill
from ui.theme import Role, Theme

__all__ = ["Bar", "BarChart", "ColumnChart", "Series", "axis_steps", "chart_legend", "thousands"]

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class ColumnChart(Chart):
    """Columns in thousands of pounds, one place for each category: stacked on each other, or side by side."""

    def __init__(
        self, name: str, *, stacked: bool = False, height: int = 276, parent: QWidget | None = None
    ) -> None:
        """`height` in pixels at 100 %."""
        super().__init__(name, parent)
        self._stacked, self._tall = stacked, height
        self._categories: tuple[str, ...] = ()
        self._full: tuple[str, ...] = ()
        self._series: tuple[Series, ...] = ()
        self._strong = -1

    def set_data(
        self,
        categories: Sequence[str],
        series: Sequence[Series],
        *,
        full: Sequence[str] = (),
        strong: int = -1,
    ) -> None:
        """`full` are the categories' whole names for the card; `strong` is the category that is drawn in 600."""
        self._categories, self._series = tuple(categories), tuple(series)
        self._full, self._strong = tuple(full) or tuple(categories), strong
        sums = ", ".join(f"{one.name} £{total(one.values)}" for one in series)
        self.setAccessibleDescription(sums)
        self.forget()
        self.update()

    def set_height(self, height: int) -> None:
        """The whole chart in pixels at 100 %."""
        self._tall = height
        self.updateGeometry()

    def drawn_height(self, width: int) -> int:
        return theme.current().px(self._tall)

    def words_of(self, number: int) -> tuple[str, tuple[str, ...]]:
        lines = (f"{one.name} {one.values[number].text}" for one in self._series)
        return self._full[number], tuple(lines)

    def count(self) -> int:
        return len(self._categories)

    def place_of(self, number: int) -> QRect:
        return self._slot(self._plot(self.rect()), number).toRect()

    def _largest(self) -> Money:
        by_category = list(zip(*(one.values for one in self._series), strict=True))
        if self._stacked:
            return max((total(values) for values in by_category), default=ZERO)
        return max((max(values) for values in by_category), default=ZERO)

    def _plot(self, rect: QRect) -> QRectF:
        """Where the columns stand: right of the amounts, above the names, room for a label on top."""
        look = theme.current()
        metrics = look.metrics(Role.SMALL)
        widest = max(metrics.horizontalAdvance(thousands(s)) for s in axis_steps(self._largest()))
        line = metrics.height()
        return QRectF(
            rect.left() + widest + look.px(8),
            rect.top() + line + look.px(4),
            max(1, rect.width() - widest - look.px(8)),
            max(1, rect.height() - 2 * line - look.px(12)),
        )

    def _slot(self, plot: QRectF, number: int) -> QRectF:
        width = plot.width() / max(1, len(self._categories))
        return QRectF(plot.left() + number * width, plot.top(), width, plot.height())

    def draw(self, painter: QPainter, rect: QRect) -> None:
        look, plot = theme.current(), self._plot(rect)
        steps = axis_steps(self._largest())
        high = max(steps[-1].pence, 1)
        self._draw_axis(painter, plot, rect, steps)
        if self._categories:
            self._draw_names(painter, plot, rect, look)
        tops: list[tuple[QRectF, float, Money]] = []
        for number in range(len(self._categories)):
            slot = self._slot(plot, number)
            values = [max(one.values[number], ZERO) for one in self._series]
            top = self._draw_columns(painter, slot, values, high, look)
            said = total(values) if self._stacked else max(values, default=ZERO)
            if said > ZERO and (self._stacked or len(self._series) == 1):
                tops.append((slot, top, said))
        self._draw_labels(painter, tops, look)

    def _draw_axis(
        self, painter: QPainter, plot: QRectF, rect: QRect, steps: Sequence[Money]
    ) -> None:
        look = theme.current()
        painter.setFont(look.font(Role.SMALL))
        for amount in steps:
            high = max(steps[-1].pence, 1)
            y = round(plot.bottom() - plot.height() * amount.pence / high) + 0.5
            painter.setPen(QPen(look.colour("line2" if not amount else "line"), 1))
            painter.drawLine(
                round(plot.left()), round(y - 0.5), round(plot.right()), round(y - 0.5)
            )
            painter.setPen(look.colour("text2"))
            room = QRectF(
                rect.left(), y - look.px(10), plot.left() - rect.left() - look.px(8), look.px(20)
            )
            painter.drawText(room, _RIGHT, thousands(amount))

    def _draw_names(self, painter: QPainter, plot: QRectF, rect: QRect, look: Theme) -> None:
        widest = max(look.metrics(Role.HEADER).horizontalAdvance(name) for name in self._categories)
        slot = plot.width() / len(self._categories)
        every = max(1, -(-(widest + look.px(4)) // max(1, int(slot))))
        # Where not every name has room, the strong one is among those that are drawn.
        first = max(self._strong, 0) % every
        for number in range(first, len(self._categories), every):
            place = self._slot(plot, number)
            role = Role.HEADER if number == self._strong else Role.SMALL
            painter.setFont(look.font(role))
            painter.setPen(look.colour("text" if number == self._strong else "text2"))
            line = look.metrics(Role.SMALL).height()
            spread = (every - 1) * slot / 2
            room = QRectF(
                place.left() - spread, rect.bottom() - line, place.width() + 2 * spread, line
            )
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter, self._categories[number])

    def _draw_columns(
        self, painter: QPainter, slot: QRectF, values: Sequence[Money], high: int, look: Theme
    ) -> float:
        """Draw the columns of a category; gives the y of the highest top."""
        count = 1 if self._stacked else max(1, len(values))
        whole = min(slot.width() * 0.64, look.px(28) * count)
        width = whole / count
        left, bottom, top = slot.center().x() - whole / 2, slot.bottom(), slot.bottom()
        for number, value in enumerate(values):
            tall = slot.height() * value.pence / high
            column = QRectF(
                round(left), round(bottom - tall), max(2, round(width) - (count > 1)), round(tall)
            )
            if value > ZERO:
                # A pound among thousands is still seen.
                column.setTop(min(column.top(), bottom - 1))
            one = self._series[number]
            fill(painter, column, one.tone, one.pattern, look)
            top = min(top, column.top())
            if self._stacked:
                bottom = column.top()
            else:
                left += width
        return top

    def _draw_labels(
        self, painter: QPainter, tops: Sequence[tuple[QRectF, float, Money]], look: Theme
    ) -> None:
        """Draw the amounts above the columns: with decimals if all have room, else whole thousands; what would still
        run into the one before is left out."""
        metrics = look.metrics(Role.SMALL)
        painter.setFont(look.font(Role.SMALL))
        painter.setPen(look.colour("text"))
        for whole in (False, True):
            rooms = []
            for slot, top, said in tops:
                text = thousands(said, whole=whole)
                width = metrics.horizontalAdvance(text) + 2
                left = slot.center().x() - width / 2
                rooms.append(
                    (QRectF(left, top - metrics.height() - 1, width, metrics.height()), text)
                )
            if not any(one.intersects(other) for (one, _), (other, _) in pairwise(rooms)):
                break
        drawn = QRectF()
        for room, text in rooms:
            if not room.intersects(drawn):
                painter.drawText(room, Qt.AlignmentFlag.AlignCenter, text)
                drawn = room


class BarChart(Chart):
    """One bar for each name, from the left, with its amount in thousands of pounds after it."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._bars: tuple[Bar, ...] = ()

    def set_bars(self, bars: Sequence[Bar]) -> None:
        self._bars = tuple(bars)
        self.setAccessibleDescription(", ".join(f"{bar.name} £{bar.value}" for bar in bars))
        self.forget()
        self.updateGeometry()
        self.update()

    def drawn_height(self, width: int) -> int:
        return len(self._bars) * theme.current().px(27)

    def words_of(self, number: int) -> tuple[str, tuple[str, ...]]:
        bar = self._bars[number]
        return bar.name, tuple(filter(None, (bar.value.text, bar.note)))

    def count(self) -> int:
        return len(self._bars)

    def place_of(self, number: int) -> QRect:
        line = theme.current().px(27)
        return QRect(0, number * line, self.width(), line)

    def draw(self, painter: QPainter, rect: QRect) -> None:
        look = theme.current()
        names, amounts = look.metrics(), look.metrics(Role.BODY)
        widest = max((names.horizontalAdvance(bar.name) for bar in self._bars), default=0)
        named = min(widest, int(rect.width() * 0.4))
        said = max((amounts.horizontalAdvance(thousands(b.value)) for b in self._bars), default=0)
        left = rect.left() + named + look.px(12)
        room = max(1, rect.right() - left - said - look.px(8))
        high = max((bar.value.pence for bar in self._bars), default=1) or 1
        line = look.px(27)
        painter.setFont(look.font())
        for number, bar in enumerate(self._bars):
            top = rect.top() + number * line
            tone, pattern = SERIES_LOOKS[min(number, len(SERIES_LOOKS) - 1)]
            wide = round(room * max(0, bar.value.pence) / high)
            column = QRectF(left, top + look.px(4), wide, line - look.px(8))
            fill(painter, column, bar.tone or tone, bar.pattern or pattern, look)
            painter.setPen(look.colour("text"))
            name = names.elidedText(bar.name, Qt.TextElideMode.ElideRight, named + 1)
            painter.drawText(QRect(rect.left(), top, named + 2, line), _LEFT, name)
            after = QRect(left + wide + look.px(8), top, said + look.px(4), line)
            painter.drawText(after, _LEFT, thousands(bar.value))
