"""Chips: words on a soft tint, with an icon where the shape helps. Only what is out of the ordinary gets one."""

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import icons, theme
from ui.theme import Role, Theme


class ChipTone(StrEnum):
    """What the tint says; the words say it too."""

    INFO = "info"
    OK = "ok"
    WARN = "warn"
    ERR = "err"
    VIO = "vio"
    GREY = "grey"


@dataclass(frozen=True, slots=True)
class Chip:
    """The words, the tint, and the name of an icon ("" for none)."""

    text: str
    tone: ChipTone = ChipTone.GREY
    icon: str = ""


_TOKENS = {
    ChipTone.INFO: ("accent_soft", "accent"),
    ChipTone.OK: ("ok_soft", "ok"),
    ChipTone.WARN: ("warn_soft", "warn"),
    ChipTone.ERR: ("err_soft", "err"),
    ChipTone.VIO: ("vio_soft", "vio"),
    ChipTone.GREY: ("pressed", "text2"),
}
_HEIGHT, _PADDING, _ICON, _GAP = 20, 8, 14, 4


def chip_size(chip: Chip, look: Theme) -> QSize:
    """The size a chip needs at the present text size."""
    width = look.metrics(Role.SMALL).horizontalAdvance(chip.text) + 2 * look.px(_PADDING)
    if chip.icon:
        width += look.px(_ICON) + look.px(_GAP)
    return QSize(width, look.px(_HEIGHT))


def draw_chip(
    painter: QPainter, rect: QRectF, chip: Chip, look: Theme, *, on_selection: bool = False
) -> None:
    """Draw the chip into `rect`, shortened with “…” when it is narrower than `chip_size`.

    On a selected row the tint gives way to the surface, because tints on tints cannot be told apart.
    """
    ground, ink = _TOKENS[chip.tone]
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.colour("surface" if on_selection else ground))
    painter.drawRoundedRect(rect, look.px(4), look.px(4))
    inner = rect.adjusted(look.px(_PADDING), 0, -look.px(_PADDING), 0)
    if chip.icon:
        size = look.px(_ICON)
        drawn = icons.pixmap(
            chip.icon, look.colour(ink), size, ratio=painter.device().devicePixelRatioF()
        )
        painter.drawPixmap(
            int(inner.left()) - look.px(1), round(inner.center().y() - size / 2), drawn
        )
        inner.setLeft(inner.left() + size + look.px(_GAP))
    painter.setFont(look.font(Role.SMALL))
    painter.setPen(look.colour(ink))
    text = look.metrics(Role.SMALL).elidedText(
        chip.text, Qt.TextElideMode.ElideRight, int(inner.width()) + 1
    )
    painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
    painter.restore()


class ChipLabel(QWidget):
    """A chip as a widget of its own, outside tables."""

    def __init__(self, chip: Chip, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chip = chip
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(chip.text)
        theme.current().changed.connect(self.updateGeometry)

    def set_chip(self, chip: Chip) -> None:
        """Show another chip."""
        self._chip = chip
        self.setAccessibleName(chip.text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return chip_size(self._chip, theme.current())

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.current().px(40), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_chip(painter, QRectF(self.rect()), self._chip, theme.current())
