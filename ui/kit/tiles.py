"""One tile of a map: what is known of it, how its group looks, and how it is drawn."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from ui import icons
from ui.kit.painted import LegendEntry
from ui.theme import Role, Theme


@dataclass(frozen=True, slots=True, kw_only=True)
class TileLook:
    """How a group of tiles is drawn, and its words in the legend. Colours are tokens; no `ground` means the surface.

    `mark` is an icon of `ui.icons` in the corner, drawn in `mark_ink`, or in `ink` if that is empty; `letter` stands
    there in its place.
    """

    words: str
    ground: str = ""
    ink: str = "text"
    edge: str = ""
    dashed: bool = False
    mark: str = ""
    mark_ink: str = ""
    letter: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """One council: its place on the map, its short code, and what its hover card says.

    `figure` stands in the corner in place of the mark. `key` is what the map's signals give.
    """

    key: str
    code: str
    name: str
    row: int
    column: int
    look: TileLook
    figure: str = ""
    lines: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """For a screen reader: the name, the group and the lines of the card."""
        return ". ".join(dict.fromkeys((self.name, self.look.words, *self.lines)))


READY = TileLook(words="Ready to invoice", ground="tile_ok", mark="check", mark_ink="accent")
NO_ORDER = TileLook(
    words="No purchase order", ground="warn_soft", edge="warn_line", mark="file", mark_ink="warn"
)
DECIDE = TileLook(words="Decision needed", ground="warn_fill", ink="on_warn", mark="question")
JOINING = TileLook(words="Joining", edge="accent", dashed=True, mark="clock", mark_ink="accent")
PROSPECT = TileLook(words="Prospect", edge="control", mark="plus")
NOT_A_MEMBER = TileLook(words="Not a member", ground="tile_none", ink="text2")


def legend_entry(look: TileLook, count: int) -> LegendEntry:
    """The line of the legend for a group of tiles."""

    def swatch(painter: QPainter, rect: QRectF, current: Theme) -> None:
        _draw_ground(painter, rect, look, current)
        _draw_mark(painter, rect, look, current, current.px(10))

    return LegendEntry(swatch, look.words, str(count))


def draw_tile(painter: QPainter, rect: QRectF, tile: Tile, look: Theme) -> None:
    """Draw a tile into a square: ground and edge, the code below at the left, mark or figure above at the right."""
    _draw_ground(painter, rect, tile.look, look)
    painter.setPen(look.colour(tile.look.ink))
    inner = rect.adjusted(look.px(4), look.px(2), -look.px(3), -look.px(1))
    painter.setFont(look.font(Role.HEADER))
    painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, tile.code)
    if tile.figure:
        painter.setFont(look.font(Role.SMALL))
        painter.drawText(
            inner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, tile.figure
        )
    else:
        side = look.px(14)
        corner = QRectF(rect.right() - side - look.px(3), rect.top() + look.px(3), side, side)
        _draw_mark(painter, corner, tile.look, look, side)


def _draw_ground(painter: QPainter, rect: QRectF, tile: TileLook, look: Theme) -> None:
    painter.setBrush(look.colour(tile.ground or "surface"))
    painter.setPen(Qt.PenStyle.NoPen)
    inner = rect
    if tile.edge:
        pen = QPen(look.colour(tile.edge), 1.5 if tile.dashed else 1)
        if tile.dashed:
            pen.setDashPattern([3, 2])
        painter.setPen(pen)
        inner = rect.adjusted(0.5, 0.5, -0.5, -0.5)
    painter.drawRoundedRect(inner, look.px(4), look.px(4))


def _draw_mark(painter: QPainter, rect: QRectF, tile: TileLook, look: Theme, size: int) -> None:
    ink = look.colour(tile.mark_ink or tile.ink)
    if tile.letter:
        painter.setFont(look.font(Role.SMALL))
        painter.setPen(ink)
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, tile.letter)
    elif tile.mark:
        drawn = icons.pixmap(tile.mark, ink, size, ratio=painter.device().devicePixelRatioF())
        middle = rect.center()
        painter.drawPixmap(round(middle.x() - size / 2), round(middle.y() - size / 2), drawn)
