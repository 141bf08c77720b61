"""The first screen: the map of London as the face of the program, and three ways to begin."""

import csv
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from loti_admin.services.new_register import REFERENCE
from ui import icons, theme
from ui.kit.buttons import link
from ui.kit.icon_label import IconLabel
from ui.kit.message_bar import Message, MessageBar
from ui.kit.styling import set_surface
from ui.kit.text import label
from ui.theme import Role

_TILE, _GAP = 52, 6
# How strongly each tile is tinted, in per cent of accent over the canvas, going round the list of authorities.
_TINTS = (26, 15, 9, 20)
_CITY = "LND"


class LondonTiles(QWidget):
    """Each authority a tile, the City in full colour; a picture, not a control."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_surface(self, "canvas")
        with REFERENCE.open(encoding="utf-8", newline="") as file:
            self._tiles = [
                (row["code3"], int(row["tile_column"]), int(row["tile_row"]))
                for row in csv.DictReader(file)
            ]
        self.setAccessibleName("The authorities of London as tiles")

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        look = theme.current()
        columns = 1 + max(column for _, column, _ in self._tiles)
        rows = 1 + max(row for _, _, row in self._tiles)
        step = min(
            look.px(_TILE + _GAP),
            self.width() * 9 // 10 // columns,
            self.height() * 9 // 10 // rows,
        )
        side = step * _TILE // (_TILE + _GAP)
        left = (self.width() - columns * step) // 2
        top = (self.height() - rows * step) // 2
        painter = QPainter(self)
        painter.fillRect(self.rect(), look.colour("canvas"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for place, (code, column, row) in enumerate(sorted(self._tiles)):
            painter.setBrush(self._tint(100 if code == _CITY else _TINTS[place % len(_TINTS)]))
            tile = QRectF(left + column * step, top + row * step, side, side)
            painter.drawRoundedRect(tile, look.px(6), look.px(6))

    @staticmethod
    def _tint(percent: int) -> QColor:
        look = theme.current()
        tint, ground = look.colour("accent"), look.colour("canvas")

        def mixed(one: int, other: int) -> int:
            return (one * percent + other * (100 - percent)) // 100

        return QColor(
            mixed(tint.red(), ground.red()),
            mixed(tint.green(), ground.green()),
            mixed(tint.blue(), ground.blue()),
        )


class BigChoice(QAbstractButton):
    """A way to begin: an icon, what it is, one line about it."""

    def __init__(
        self, icon: str, text: str, about: str, on_click: Callable[[], object], *, main: bool
    ) -> None:
        super().__init__()
        self._icon_name, self._about, self._main = icon, about, main
        self.setText(text)
        self.setAccessibleName(text)
        self.setAccessibleDescription(about)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(lambda: on_click())
        theme.current().changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        look = theme.current()
        return QSize(look.px(440), look.px(76))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.current().px(220), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground, edge, ink, quiet, mark = self._colours()
        painter.setBrush(look.colour(ground))
        painter.setPen(QPen(look.colour(edge), 1))
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(box, look.px(8), look.px(8))
        ratio, size, small = self.devicePixelRatioF(), look.px(22), look.px(16)
        middle = self.height() // 2
        drawn = icons.pixmap(self._icon_name, look.colour(mark), size, ratio=ratio)
        painter.drawPixmap(look.px(20), middle - size // 2, drawn)
        right = self.width() - look.px(16) - small
        chevron = icons.pixmap("chevron-right", look.colour(mark), small, ratio=ratio)
        painter.drawPixmap(right, middle - small // 2, chevron)
        strong, body = look.metrics(Role.STRONG), look.metrics(Role.SMALL)
        room = QRect(look.px(62), 0, right - look.px(70), strong.height())
        room.moveTop(middle - (strong.height() + body.height() + look.px(4)) // 2)
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        elide = Qt.TextElideMode.ElideRight
        painter.setFont(look.font(Role.STRONG))
        painter.setPen(look.colour(ink))
        painter.drawText(room, flags, strong.elidedText(self.text(), elide, room.width()))
        below = QRect(room.left(), room.bottom() + look.px(4), room.width(), body.height())
        painter.setFont(look.font(Role.SMALL))
        painter.setPen(look.colour(quiet))
        painter.drawText(below, flags, body.elidedText(self._about, elide, below.width()))

    def _colours(self) -> tuple[str, str, str, str, str]:
        """Ground, edge, words, quiet words, icons."""
        if self._main:
            hover = "accent_press" if self.isDown() else "accent_hover"
            ground = hover if self.underMouse() or self.isDown() else "accent"
            return ground, ground, "on_accent", "on_accent", "on_accent"
        ground = "pressed" if self.isDown() else "hover" if self.underMouse() else "raised"
        return ground, "control", "text", "text2", "accent"


class Welcome(QWidget):
    """Shown while no register is open. `open_recent` opens one of the registers that were open before."""

    def __init__(
        self,
        *,
        start: Callable[[], object],
        open_register: Callable[[], object],
        example: Callable[[], object],
        open_recent: Callable[[Path], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        set_surface(self, "surface")
        self._open_recent = open_recent
        self.tiles = LondonTiles()
        self.message = MessageBar()
        self.choices = (
            BigChoice(
                "plus",
                "Start a new register",
                "With the 33 London authorities in it",
                start,
                main=True,
            ),
            BigChoice(
                "folder",
                "Open a register",
                "A file on this computer or on a shared drive",
                open_register,
                main=False,
            ),
            BigChoice(
                "play",
                "Look around with an example",
                "Invented data to try things on",
                example,
                main=False,
            ),
        )
        self._recent = QVBoxLayout()
        self._recent_title = label("Open again", Role.STRONG)
        contents = QWidget()
        self._column = QVBoxLayout(contents)
        self._column.addStretch(1)
        self._column.addWidget(label("LOTI Admin", Role.PROGRAM))
        about = "Members, fees, invoices and budget of the consortium, year by year."
        self._column.addWidget(label(about, tone="text2", wrap=True))
        self._column.addWidget(self.message)
        self._column.addSpacing(8)
        for choice in self.choices:
            self._column.addWidget(choice)
        self._column.addSpacing(8)
        self._column.addLayout(self._recent)
        self._promise = QHBoxLayout()
        self._promise.addWidget(IconLabel("lock", "text2", 16), 0, Qt.AlignmentFlag.AlignTop)
        promise = "Everything stays in one file that you choose. Nothing is sent anywhere."
        self._promise.addWidget(label(promise, tone="text2", wrap=True), 1)
        self._column.addLayout(self._promise)
        self._column.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(contents)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.tiles, 47)
        row.addWidget(self._scroll, 53)
        theme.current().changed.connect(self._space)
        self._space()

    def set_recent(self, paths: list[Path]) -> None:
        """Offer the registers that were open before, at most three."""
        while (item := self._recent.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None and widget is not self._recent_title:
                widget.hide()
                widget.deleteLater()
        if paths:
            self._recent.addWidget(self._recent_title)
        self._recent_title.setVisible(bool(paths))
        for path in paths[:3]:
            again = link(f"{path.name} on {path.parent}")
            again.clicked.connect(lambda _=False, path=path: self._open_recent(path))
            self._recent.addWidget(again)

    def show_message(self, kind: Message, title: str, sentence: str = "") -> None:
        """Say what was not done."""
        self.message.show_message(kind, title, sentence, closable=True)

    def _space(self) -> None:
        look = theme.current()
        side = max(look.px(24), min(look.px(80), self.width() // 14))
        self._column.setContentsMargins(side, look.px(24), side, look.px(24))
        self._column.setSpacing(look.px(12))
        self._recent.setSpacing(look.px(6))
        self._promise.setSpacing(look.px(10))
        room = self.width() * 100 / look.text_scale
        self.tiles.setVisible(room >= 900)
        for choice in self.choices:
            choice.setMaximumWidth(look.px(480))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._space()

    def first_choice(self) -> QWidget:
        """Where the focus begins."""
        return self.choices[0]
