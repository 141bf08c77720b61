"""Fills that differ by colour and by pattern, so that a chart can be read without its colours."""

from enum import StrEnum

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from ui.theme import Theme


class Pattern(StrEnum):
    """What is drawn in a bar besides its colour."""

    SOLID = "solid"
    RISING = "rising"
    DOTS = "dots"
    FALLING = "falling"
    UPRIGHT = "upright"
    LEVEL = "level"


# The looks of the first to the sixth series: tokens of the theme and patterns.
SERIES_LOOKS = (
    ("c1", Pattern.SOLID),
    ("c2", Pattern.RISING),
    ("c3", Pattern.DOTS),
    ("c4", Pattern.FALLING),
    ("c5", Pattern.UPRIGHT),
    ("c6", Pattern.LEVEL),
)
_STEP, _TINT = 5.0, 0.2


def fill(painter: QPainter, rect: QRectF, tone: str, pattern: Pattern, look: Theme) -> None:
    """Fill a bar or swatch with a token's colour in a pattern, an edge around it unless it is solid."""
    if rect.width() <= 0 or rect.height() <= 0:
        return
    colour = look.colour(tone)
    if pattern is Pattern.SOLID:
        painter.fillRect(rect, colour)
        return
    painter.save()
    painter.setClipRect(rect)
    painter.fillRect(rect, _blend(look.colour("surface"), colour))
    step = _STEP * look.text_scale / 100
    pen = QPen(colour, step * 0.28)
    if pattern is Pattern.DOTS:
        pen.setWidthF(step * 0.42)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.drawPoints(_dots(rect, step))
    else:
        painter.setPen(pen)
        painter.drawLines(_lines(rect, step, pattern))
    painter.setClipping(False)
    painter.setPen(QPen(colour, 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(rect.adjusted(0.5, 0.5, -0.5, -0.5))
    painter.restore()


def _blend(ground: QColor, colour: QColor) -> QColor:
    def mixed(one: int, other: int) -> int:
        return round(one + (other - one) * _TINT)

    return QColor(
        mixed(ground.red(), colour.red()),
        mixed(ground.green(), colour.green()),
        mixed(ground.blue(), colour.blue()),
    )


def _lines(rect: QRectF, step: float, pattern: Pattern) -> list[QLineF]:
    if pattern is Pattern.UPRIGHT:
        count = int(rect.width() / step) + 1
        xs = (rect.left() + step * (n + 0.5) for n in range(count))
        return [QLineF(x, rect.top(), x, rect.bottom()) for x in xs]
    if pattern is Pattern.LEVEL:
        count = int(rect.height() / step) + 1
        ys = (rect.bottom() - step * (n + 0.5) for n in range(count))
        return [QLineF(rect.left(), y, rect.right(), y) for y in ys]
    # The slanted ones begin a whole height to the left, so that they reach every corner.
    tall, apart = rect.height(), step * 1.41
    count = int((rect.width() + tall) / apart) + 1
    lines = []
    for n in range(count):
        x = rect.left() - tall + apart * (n + 0.5)
        if pattern is Pattern.RISING:
            lines.append(QLineF(x, rect.bottom(), x + tall, rect.top()))
        else:
            lines.append(QLineF(x, rect.top(), x + tall, rect.bottom()))
    return lines


def _dots(rect: QRectF, step: float) -> list[QPointF]:
    return [
        QPointF(rect.left() + step * (column + 0.5), rect.bottom() - step * (line + 0.5))
        for column in range(int(rect.width() / step) + 1)
        for line in range(int(rect.height() / step) + 1)
    ]
