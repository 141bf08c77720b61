"""What both kinds of charts are made of: series and bars, labels, axis, legend, and the card under the pointer."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from PySide6.QtCore import QEvent, QRect, QRectF
from PySide6.QtGui import QHideEvent, QMouseEvent, QPainter, QWheelEvent
from PySide6.QtWidgets import QWidget

from loti_admin.domain.money import MINUS, ZERO, Money, total
from ui.kit.hover_card import HoverCard
from ui.kit.painted import LegendEntry, Painted
from ui.kit.patterns import Pattern, fill
from ui.theme import Theme

_THOUSAND = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """One amount in pence for each category, from £0.00 upwards: what is below is drawn as nothing."""

    name: str
    values: tuple[Money, ...]
    tone: str = "c1"
    pattern: Pattern = Pattern.SOLID


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar of a `BarChart`; `tone` and `pattern` are given by its place unless said. `note` is for its card."""

    name: str
    value: Money
    tone: str = ""
    pattern: Pattern | None = None
    note: str = ""


def thousands(amount: Money, *, whole: bool = False) -> str:
    """Thousands of pounds for a label: 30, 22.5, 0.1; "0" of nothing. `whole` leaves the decimal out from 1 on."""
    rounded = abs(amount.pence) >= 1000 * _THOUSAND or (whole and abs(amount.pence) >= _THOUSAND)
    digits = Decimal(1) if rounded else Decimal("0.1")
    value = (Decimal(amount.pence) / _THOUSAND).quantize(digits, ROUND_HALF_UP)
    return f"{value:,}".removesuffix(".0").replace("-", MINUS)


def axis_steps(largest: Money) -> list[Money]:
    """Two to five round amounts from £0.00 to at least the largest: 0, 200, 400. £0.00 alone where there is nothing."""
    if largest <= ZERO:
        return [ZERO]
    pence, step = largest.pence, 1
    while True:
        for factor in (1, 2, 5):
            if step * factor * 4 >= pence:
                count = -(-pence // (step * factor))
                return [Money(step * factor * n) for n in range(count + 1)]
        step *= 10


def chart_legend(series: Sequence[Series]) -> list[LegendEntry]:
    """One line for each series, with its sum."""
    return [_entry(one, str(total(one.values))) for one in series]


def _entry(series: Series, figure: str) -> LegendEntry:
    def swatch(painter: QPainter, rect: QRectF, look: Theme) -> None:
        side = look.px(13)
        square = QRectF(round(rect.left()), round(rect.center().y() - side / 2), side, side)
        fill(painter, square, series.tone, series.pattern, look)

    return LegendEntry(swatch, series.name, figure)


class Chart(Painted):
    """What both kinds have in common: a card for the bar under the pointer."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self._card: HoverCard | None = None
        self._hovered = -1

    def place_of(self, number: int) -> QRect:
        """The part of the chart that belongs to a category or bar."""
        raise NotImplementedError

    def words_of(self, number: int) -> tuple[str, tuple[str, ...]]:
        """Title and lines of the card."""
        raise NotImplementedError

    def count(self) -> int:
        raise NotImplementedError

    def forget(self) -> None:
        self._hovered = -1
        if self._card is not None:
            self._card.hide()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        found = (n for n in range(self.count()) if self.place_of(n).contains(point))
        number = next(found, -1)
        if number == self._hovered:
            return
        self.forget()
        self._hovered = number
        if number >= 0:
            self._card = self._card or HoverCard(self)
            title, lines = self.words_of(number)
            self._card.show_beside(self.place_of(number), title, lines)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.forget()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.forget()

    def wheelEvent(self, event: QWheelEvent) -> None:
        # The page scrolls away under the card.
        self.forget()
        event.ignore()
