"""A map of tiles, one for each council: tint, edge and mark say what is chosen; colour is never alone."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from ui import theme
from ui.kit.hover_card import HoverCard
from ui.kit.painted import LegendEntry, Painted
from ui.kit.styling import announce
from ui.kit.tiles import Tile, TileLook, draw_tile, legend_entry

SIDE, _GAP = 40, 4
# The ring of focus and hover lies outside the tiles, so the drawing keeps room for it.
_ROOM = 4
_ARROWS = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}


class TileMap(Painted):
    """`opened` gives the key of a tile that was clicked, or on which Enter or Space was pressed; `moved` the key of the
    tile that the keyboard is on. The arrow keys go to the nearest tile in their direction, Home and End to the first
    and last."""

    opened = Signal(str)
    moved = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.side = SIDE
        self._tiles: tuple[Tile, ...] = ()
        self._groups: tuple[TileLook, ...] = ()
        self._first = 0, 0
        self._current = self._hovered = ""
        self._pressed = ""
        self._card: HoverCard | None = None
        self._by_mouse = False

    # Tiles

    def set_tiles(self, tiles: Sequence[Tile], groups: Sequence[TileLook] = ()) -> None:
        """Show these tiles; the one with the keyboard stays by its key. `groups` is the order of the legend."""
        self._tiles = tuple(sorted(tiles, key=lambda tile: (tile.row, tile.column)))
        self._groups = tuple(groups)
        self._first = (
            min((tile.row for tile in tiles), default=0),
            min((tile.column for tile in tiles), default=0),
        )
        keys = {tile.key for tile in self._tiles}
        if self._current not in keys:
            self._current = self._tiles[0].key if self._tiles else ""
        if self._hovered not in keys:
            self._hovered = ""
        self._hide_card()
        self.updateGeometry()
        self.update()

    def set_side(self, side: int) -> None:
        """The width of a tile in pixels at 100 %."""
        if side != self.side:
            self.side = side
            self.updateGeometry()
            self.update()

    def tiles(self) -> tuple[Tile, ...]:
        return self._tiles

    @property
    def current(self) -> Tile | None:
        """The tile that the keyboard is on."""
        return self._find(self._current)

    def legend(self) -> list[LegendEntry]:
        """What the tiles that are there mean, each with their number."""
        looks = dict.fromkeys(self._groups, 0)
        for tile in self._tiles:
            looks[tile.look] = looks.get(tile.look, 0) + 1
        return [legend_entry(look, count) for look, count in looks.items() if count]

    def tile_rect(self, key: str) -> QRect:
        """Where a tile is drawn, in this widget."""
        tile = self._find(key)
        return self._place(tile, self.rect()).toRect() if tile else QRect()

    def _find(self, key: str) -> Tile | None:
        return next((tile for tile in self._tiles if tile.key == key), None)

    def _at(self, point: QPoint) -> str:
        for tile in self._tiles:
            if self._place(tile, self.rect()).contains(point):
                return tile.key
        return ""

    # Sizes

    def _step(self) -> int:
        look = theme.current()
        return look.px(self.side) + look.px(_GAP)

    def _extent(self) -> tuple[int, int]:
        """How many rows and columns there are."""
        row, column = self._first
        return (
            max((tile.row for tile in self._tiles), default=row) - row + 1,
            max((tile.column for tile in self._tiles), default=column) - column + 1,
        )

    def drawn_height(self, width: int) -> int:
        look = theme.current()
        return self._extent()[0] * self._step() - look.px(_GAP) + 2 * look.px(_ROOM)

    def sizeHint(self) -> QSize:
        look = theme.current()
        width = self._extent()[1] * self._step() - look.px(_GAP) + 2 * look.px(_ROOM)
        return QSize(width, self.drawn_height(width))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _place(self, tile: Tile, rect: QRect) -> QRectF:
        look, step = theme.current(), self._step()
        side, room = look.px(self.side), look.px(_ROOM)
        row, column = tile.row - self._first[0], tile.column - self._first[1]
        left, top = rect.left() + room + column * step, rect.top() + room + row * step
        return QRectF(left, top, side, side)

    # Drawing

    def draw(self, painter: QPainter, rect: QRect) -> None:
        look = theme.current()
        for tile in self._tiles:
            draw_tile(painter, self._place(tile, rect), tile, look)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._hovered:
            self._ring(painter, self._hovered, "text3")
        if self.hasFocus() and not self._by_mouse and self._current:
            self._ring(painter, self._current, "accent")

    def _ring(self, painter: QPainter, key: str, tone: str) -> None:
        tile = self._find(key)
        if tile is not None:
            look = theme.current()
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(look.colour(tone), 2))
            around = self._place(tile, self.rect()).adjusted(-3, -3, 3, 3)
            painter.drawRoundedRect(around, look.px(4) + 2, look.px(4) + 2)

    # Mouse and keyboard

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        key = self._at(event.position().toPoint())
        if key != self._hovered:
            self._hovered = key
            pointing = Qt.CursorShape.PointingHandCursor if key else Qt.CursorShape.ArrowCursor
            self.setCursor(pointing)
            self._show_card(key)
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hovered = ""
        self._hide_card()
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._pressed = self._at(event.position().toPoint())
            if self._pressed:
                self._current = self._pressed

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed = self._pressed, ""
        if pressed and pressed == self._at(event.position().toPoint()):
            self._hide_card()
            self.opened.emit(pressed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        self._by_mouse = False
        if key in _ARROWS:
            self._go(self._next(*_ARROWS[key]))
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) and self._tiles:
            self._go(self._tiles[0 if key == Qt.Key.Key_Home else -1])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._current:
            self._hide_card()
            self.opened.emit(self._current)
        elif key == Qt.Key.Key_Escape and self._card is not None and self._card.isVisible():
            self._hide_card()
        else:
            event.ignore()

    def _next(self, down: int, right: int) -> Tile | None:
        """The nearest tile in a direction; going straight counts for more than being near."""
        here = self.current
        if here is None:
            return None
        found: list[tuple[int, Tile]] = []
        for tile in self._tiles:
            rows, columns = tile.row - here.row, tile.column - here.column
            along = rows * down + columns * right
            aside = abs(rows * right) + abs(columns * down)
            if along > 0:
                found.append((along + 3 * aside, tile))
        return min(found, key=lambda pair: pair[0])[1] if found else None

    def _go(self, tile: Tile | None) -> None:
        if tile is None:
            return
        self._current = tile.key
        self.setAccessibleDescription(tile.words)
        announce(self, tile.words)
        self._show_card(tile.key)
        self.update()
        self.moved.emit(tile.key)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._by_mouse = event.reason() is Qt.FocusReason.MouseFocusReason
        tile = self.current
        self.setAccessibleDescription(tile.words if tile else "")
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._hide_card()
        self.update()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._hide_card()

    def wheelEvent(self, event: QWheelEvent) -> None:
        # The page scrolls away under the card.
        self._hide_card()
        event.ignore()

    # The card

    def _show_card(self, key: str) -> None:
        tile = self._find(key)
        if tile is None:
            self._hide_card()
            return
        if self._card is None:
            self._card = HoverCard(self)
        lines = tile.lines or (tile.look.words,)
        self._card.show_beside(self.tile_rect(key), tile.name, lines)

    def _hide_card(self) -> None:
        if self._card is not None:
            self._card.hide()

    def card_text(self) -> str:
        """What the hover card says now; "" while there is none."""
        return self._card.text() if self._card is not None and self._card.isVisible() else ""
