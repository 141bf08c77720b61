"""A page: title, a strip of key figures, acts at the right, at most one banner, and the body."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from loti_admin.pace import rest
from ui import theme
from ui.kit.buttons import Button, icon_button, link
from ui.kit.message_bar import Message, MessageBar
from ui.kit.page_cover import PageCover
from ui.kit.panel_place import PanelPlace
from ui.kit.side_panel import SidePanel
from ui.kit.styling import set_surface
from ui.kit.text import label
from ui.theme import Role

MARGIN = 24
# Below this height at 100 % the header takes one line.
_LOW_WINDOW = 480


class KeyFigures(QWidget):
    """“27 members · 1 joining”, the figures in 600; those that do not fit are left out from the end."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._figures: tuple[tuple[str, str], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme.current().changed.connect(self.updateGeometry)

    def set_figures(self, figures: Sequence[tuple[str, str]]) -> None:
        """Pairs of figure and words; the figure may be "" where there are only words."""
        self._figures = tuple(figures)
        self.setAccessibleName(self.text())
        self.setToolTip(self.text())
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        """All figures as one line."""
        return " · ".join(
            " ".join(part for part in pair if part) for pair in self._figures if any(pair)
        )

    def sizeHint(self) -> QSize:
        look = theme.current()
        return QSize(sum(self._widths()), look.metrics().height() + look.px(2))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        strong, words = look.metrics(Role.STRONG), look.metrics()
        left, middle = 0, self.rect()
        for (figure, what), width in zip(self._figures, self._widths(), strict=True):
            if left and left + width > self.width():
                break
            if strong.horizontalAdvance(figure) > self.width():
                # Half of a sum is worse than none.
                break
            x = left
            if x:
                painter.setFont(look.font())
                painter.setPen(look.colour("text3"))
                painter.drawText(_at(x, look.px(20), middle), Qt.AlignmentFlag.AlignCenter, "·")
                x += look.px(20)
            flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            if figure:
                painter.setFont(look.font(Role.STRONG))
                painter.setPen(look.colour("text"))
                advance = strong.horizontalAdvance(figure)
                painter.drawText(_at(x, advance + 2, middle), flags, figure)
                x += advance + (words.horizontalAdvance(" ") if what else 0)
            painter.setFont(look.font())
            painter.setPen(look.colour("text2"))
            room = max(0, self.width() - x)
            shortened = words.elidedText(what, Qt.TextElideMode.ElideRight, room)
            painter.drawText(_at(x, room, middle), flags, shortened)
            left += width

    def _widths(self) -> list[int]:
        look = theme.current()
        strong, words = look.metrics(Role.STRONG), look.metrics()
        widths = []
        for number, (figure, what) in enumerate(self._figures):
            between = words.horizontalAdvance(" ") if figure and what else 0
            width = strong.horizontalAdvance(figure) + between + words.horizontalAdvance(what)
            widths.append(width + 1 + (look.px(20) if number else 0))
        return widths


def _at(left: int, width: int, middle: QRect) -> QRect:
    return QRect(left, middle.top(), width, middle.height())


class Page(QWidget):
    """The frame of a page; put the contents into `body`, full width, or with `add_inset` inside the sheet's margin."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_surface(self, "surface")
        self.setAccessibleName(title)
        self.title_label = label(title, Role.TITLE)
        self.figures = KeyFigures()
        self.message_bar = MessageBar()
        self._back: Button | None = None
        # Takes the place of the banner where the window is low.
        self._banner_button = Button("", on_click=lambda: self.message_bar.button.click())
        self._banner_button.hide()
        self._banner_shown = "", ""
        self._insets: list[QHBoxLayout] = []
        self._titles = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._titles.addWidget(self.title_label)
        self._titles.addWidget(self.figures)
        self._left = QVBoxLayout()
        self._left.setSpacing(0)
        self._left.addLayout(self._titles)
        self._actions = QHBoxLayout()
        self._actions.addWidget(self._banner_button, 0, Qt.AlignmentFlag.AlignVCenter)
        self._header = QHBoxLayout()
        self._header.addLayout(self._left, 1)
        self._header.addLayout(self._actions)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(0, 0, 0, 0)
        self._root = QHBoxLayout(self)
        self._root.setContentsMargins(0, 0, 0, 0)
        self._root.setSpacing(0)
        self._outer = QVBoxLayout()
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._outer.setSpacing(0)
        self._root.addLayout(self._outer, 1)
        self._outer.addLayout(self._header)
        self._banner_row = self._inset(self.message_bar)
        self._outer.addLayout(self._banner_row)
        self._outer.addLayout(self.body, 1)
        self._cover = PageCover(self)
        self.message_bar.shown.connect(self._fit_header)
        theme.current().changed.connect(self._space)
        self._space()
        rest()

    def set_title(self, title: str) -> None:
        self.title_label.setText(title)
        self.setAccessibleName(title)

    def set_figures(self, figures: Sequence[tuple[str, str]]) -> None:
        """The strip under the title: pairs of figure and words."""
        self.figures.set_figures(figures)

    def add_action(self, button: QWidget) -> None:
        """Put a button at the right of the header; the primary one comes last."""
        self._actions.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)

    def add_tool(self, button: QWidget) -> None:
        """Put a small button before those of the header."""
        # The first one stands in for the banner.
        self._actions.insertWidget(1, button, 0, Qt.AlignmentFlag.AlignVCenter)

    def set_panel(self, panel: SidePanel, tip: str) -> PanelPlace:
        """Put a panel at the right of the whole page, header too. `tip` is the name of the button in the header that
        opens it, there while it is closed."""
        place = PanelPlace(self, self._root, panel)
        opener = icon_button("panel", tip, lambda: place.set_shown(True))
        self.add_tool(opener)
        opener.setVisible(place.can_open())
        place.changed.connect(lambda: opener.setVisible(place.can_open()))
        return place

    def set_back(self, text: str, on_click: Callable[[], object]) -> None:
        """A link above the title that leads back, for a page inside a page."""
        if self._back is None:
            self._back = link(text, icon="chevron-left")
            self._left.insertWidget(0, self._back)
        self._back.setText(text)
        self._back.clicked.connect(lambda: on_click())

    def add_inset(self, widget: QWidget, stretch: int = 0) -> None:
        """Add a widget to the body inside the margins of the sheet."""
        self.body.addLayout(self._inset(widget), stretch)

    def inset_layout(self, layout: QBoxLayout, stretch: int = 0) -> None:
        """Add a layout to the body inside the margins of the sheet."""
        row = QHBoxLayout()
        # Written down, because a layout without a spacing of its own takes the body's, which is none.
        layout.setSpacing(max(layout.spacing(), theme.current().px(8)))
        row.addLayout(layout)
        self._keep(row)
        self.body.addLayout(row, stretch)

    def show_message(
        self,
        kind: Message,
        title: str,
        sentence: str = "",
        *,
        action: str = "",
        on_action: Callable[[], object] | None = None,
        closable: bool = True,
    ) -> None:
        """Show the page's one banner."""
        self.message_bar.show_message(
            kind, title, sentence, action=action, on_action=on_action, closable=closable
        )

    def set_covered(self, covered: bool) -> None:
        """Whether a cover hides what the page showed, because that belongs to something else; nothing can be done on it
        meanwhile."""
        if covered != self.is_covered():
            self.setEnabled(not covered)
            self._cover.show_over(self.title_label.text() if covered else "")

    def is_covered(self) -> bool:
        return not self._cover.isHidden()

    def leave_behind(self) -> None:
        """Another page is shown: news of what went well has been read, all else stays until it is closed."""
        if self.message_bar.kind is Message.OK:
            self.message_bar.clear()

    def show_error(self, sentence: str) -> None:
        """Where `ui.errors.reporting` puts the sentence of a LotiError."""
        self.message_bar.show_message(Message.ERROR, sentence, closable=True)

    def show_info(self, sentence: str) -> None:
        """Where `ui.errors.reporting` puts what is no failure."""
        self.message_bar.show_message(Message.INFO, sentence, closable=True)

    def _inset(self, widget: QWidget) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(widget)
        self._keep(row)
        return row

    def _keep(self, row: QHBoxLayout) -> None:
        self._insets.append(row)
        side = theme.current().px(MARGIN)
        row.setContentsMargins(side, 0, side, 0)

    def _space(self) -> None:
        look = theme.current()
        side = look.px(MARGIN)
        for row in self._insets:
            row.setContentsMargins(side, 0, side, 0)
        self._actions.setSpacing(look.px(8))
        self._header.setSpacing(look.px(16))
        self._fit_header()

    def _fit_header(self) -> None:
        look = theme.current()
        side = look.px(MARGIN)
        low = self.window().height() * 100 / look.text_scale < _LOW_WINDOW
        direction = QBoxLayout.Direction.LeftToRight if low else QBoxLayout.Direction.TopToBottom
        self._titles.setDirection(direction)
        self._titles.setSpacing(look.px(12) if low else 0)
        self._titles.setStretch(1, 1 if low else 0)
        top, bottom = (look.px(8), look.px(6)) if low else (look.px(16), look.px(12))
        self._header.setContentsMargins(side, top, side, bottom)
        self.message_bar.set_compact(look.text_scale >= 150 or low)
        bar = self.message_bar
        as_button = low and bar.is_showing() and bool(bar.action)
        bar.setVisible(bar.is_showing() and not as_button)
        # A row of nothing but a hidden banner still has its margins.
        below = 0 if bar.isHidden() else look.px(12)
        self._banner_row.setContentsMargins(side, 0, side, below)
        button = self._banner_button
        button.setVisible(as_button)
        if as_button:
            others = self._header.minimumSize().width() - button.minimumSizeHint().width()
            needed = look.metrics().horizontalAdvance(bar.action) + look.px(56)
            # Without words the icon says what kind of message it is, and the tip all of it.
            words = bar.action if others + needed <= self._room() else ""
            if (words, bar.icon_name) != self._banner_shown:
                self._banner_shown = words, bar.icon_name
                button.setText(words)
                button.set_icon(bar.icon_name)
            button.setToolTip(bar.accessibleName())
            button.setAccessibleName(f"{bar.accessibleName()} {bar.action}")

    def _room(self) -> int:
        """How wide the page may be; itself it grows, where it scrolls, with what is put into its header."""
        around = self.parentWidget()
        while around is not None and not isinstance(around, QScrollArea):
            around = around.parentWidget()
        return around.viewport().width() if around else self.width()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._cover.setGeometry(self.rect())
        self._fit_header()
