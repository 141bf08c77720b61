"""What is drawn by hand and can be copied as a picture: maps, charts and their legends."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from ui import theme
from ui.theme import Role, Theme

# A picture is drawn larger than on the screen, so that it stays sharp in a printed report.
_RATIO = 2.0
_MARGIN = 24


class Painted(QWidget):
    """A drawing as a widget. A subclass draws itself into any rectangle, and says how high it is at a width."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme.current().changed.connect(self.updateGeometry)

    def drawn_height(self, width: int) -> int:
        """The height in pixels that the drawing needs at a width."""
        raise NotImplementedError

    def draw(self, painter: QPainter, rect: QRect) -> None:
        """Draw what everybody sees, in the colours and sizes of the theme."""
        raise NotImplementedError

    def sizeHint(self) -> QSize:
        width = theme.current().px(240)
        return QSize(width, self.drawn_height(max(self.width(), width)))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.current().px(120), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.draw(painter, self.rect())


def picture(title: str, subtitle: str, parts: Sequence[Painted]) -> QImage:
    """Title and drawings under each other on white, as large as they are in the window and twice as sharp."""
    look = theme.current()
    with look.on_paper():
        margin, gap = look.px(_MARGIN), look.px(12)
        width = max(part.width() for part in parts)
        heads = [(title, Role.HEADING, "text"), (subtitle, Role.SMALL, "text2")]
        heads = [head for head in heads if head[0]]
        height = sum(look.metrics(role).height() + look.px(4) for _, role, _ in heads)
        height += sum(gap + part.drawn_height(width) for part in parts)
        image = QImage(
            QSize(width + 2 * margin, height + 2 * margin) * _RATIO, QImage.Format.Format_RGB32
        )
        image.setDevicePixelRatio(_RATIO)
        image.fill(look.colour("surface"))
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        top = margin
        for text, role, tone in heads:
            line = look.metrics(role).height()
            painter.setFont(look.font(role))
            painter.setPen(look.colour(tone))
            painter.drawText(QRect(margin, top, width, line), Qt.AlignmentFlag.AlignLeft, text)
            top += line + look.px(4)
        for part in parts:
            top += gap
            tall = part.drawn_height(width)
            part.draw(painter, QRect(margin, top, width, tall))
            top += tall
        painter.end()
    return image


def copy_picture(title: str, subtitle: str, parts: Sequence[Painted]) -> None:
    """Put `picture` on the clipboard."""
    QApplication.clipboard().setImage(picture(title, subtitle, parts))


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """A swatch, its name, and the count or amount that belongs to it ("" for none)."""

    swatch: Callable[[QPainter, QRectF, Theme], None]
    name: str
    figure: str = ""


class Legend(Painted):
    """What the tints and patterns mean. Counts follow the name; amounts stand at the right edge, in 600."""

    def __init__(self, *, amounts: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._amounts = amounts
        self._entries: tuple[LegendEntry, ...] = ()

    def set_entries(self, entries: Sequence[LegendEntry]) -> None:
        self._entries = tuple(entries)
        self.setAccessibleName(self.text())
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        """The legend in words."""
        return ", ".join(f"{entry.name} {entry.figure}".strip() for entry in self._entries)

    def resizeEvent(self, _event: object) -> None:
        self.updateGeometry()

    def drawn_height(self, width: int) -> int:
        columns = self._columns(width)
        lines = -(-len(self._entries) // columns)
        return lines * theme.current().px(24)

    def _columns(self, width: int) -> int:
        if self._amounts:
            return 1
        look = theme.current()
        widest = max((self._width(entry, look) for entry in self._entries), default=1)
        return max(1, min(2, width // widest))

    def _width(self, entry: LegendEntry, look: Theme) -> int:
        text = f"{entry.name}  {entry.figure}"
        return look.px(24) + look.metrics(Role.HEADER).horizontalAdvance(text) + look.px(16)

    def draw(self, painter: QPainter, rect: QRect) -> None:
        look = theme.current()
        columns = self._columns(rect.width())
        # Down the columns, as the eye reads a key.
        lines = max(1, -(-len(self._entries) // columns))
        for number, entry in enumerate(self._entries):
            column, line = divmod(number, lines)
            room = QRect(
                rect.left() + column * rect.width() // columns,
                rect.top() + line * look.px(24),
                rect.width() // columns,
                look.px(24),
            )
            self._draw_entry(painter, room, entry, look)

    def _draw_entry(self, painter: QPainter, room: QRect, entry: LegendEntry, look: Theme) -> None:
        side = look.px(16)
        top = room.top() + (room.height() - side) / 2
        entry.swatch(painter, QRectF(room.left() + 0.5, top, side, side), look)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        words = room.adjusted(look.px(24), 0, 0, 0)
        metrics, strong = look.metrics(Role.SMALL), look.metrics(Role.HEADER)
        figure = strong.horizontalAdvance(entry.figure)
        name = metrics.elidedText(
            entry.name, Qt.TextElideMode.ElideRight, words.width() - figure - look.px(8)
        )
        painter.setFont(look.font(Role.SMALL))
        painter.setPen(look.colour("text"))
        painter.drawText(words, flags, name)
        painter.setFont(look.font(Role.HEADER))
        if self._amounts:
            right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
            painter.drawText(words, right, entry.figure)
        else:
            after = metrics.horizontalAdvance(name) + look.px(8)
            painter.drawText(words.adjusted(after, 0, 0, 0), flags, entry.figure)
