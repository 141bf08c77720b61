"""The panel at the right of a page: what it is about, a title, a way to close it, and contents that scroll."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from loti_admin.pace import rest
from ui import theme
from ui.kit.buttons import icon_button
from ui.kit.styling import set_surface
from ui.kit.text import label
from ui.theme import Role

WIDTH, WIDE = 288, 376


class SidePanel(QWidget):
    """Put contents into `body`, buttons into `footer`. `closed` is sent when the officer closes it, also by Esc."""

    closed = Signal()

    def __init__(self, kicker: str = "", title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        rest()
        set_surface(self, "surface")
        self._wide = False
        self._kicker = label(kicker, Role.SMALL, "text2", wrap=True)
        self._title = label(title, Role.HEADING, wrap=True)
        self.close_button = icon_button("close", "Close the panel", self._close)
        self._titles = QVBoxLayout()
        self._titles.addWidget(self._kicker)
        self._titles.addWidget(self._title)
        self._head = QHBoxLayout()
        self._head.addLayout(self._titles, 1)
        self._head.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        self._contents = QWidget()
        self.body = QVBoxLayout()
        inner = QVBoxLayout(self._contents)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addLayout(self.body)
        inner.addStretch(1)
        self._inner = inner
        # In a scroll area, because a label that wraps would raise the least height of the whole window.
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(self._contents)
        self.footer = QHBoxLayout()
        self._outer = QVBoxLayout(self)
        self._outer.addLayout(self._head)
        self._outer.addWidget(self._scroll, 1)
        self._outer.addLayout(self.footer)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        theme.current().changed.connect(self._space)
        self.set_heading(kicker, title)
        self._space()

    def set_heading(self, kicker: str, title: str) -> None:
        """The quiet line and the title below it; the first may be ""."""
        self._kicker.setText(kicker)
        self._kicker.setVisible(bool(kicker))
        self._title.setText(title)
        self.setAccessibleName(": ".join(part for part in (kicker, title) if part))

    def set_wide(self, wide: bool) -> None:
        """Wider while it shows an effect with figures."""
        self._wide = wide
        self._space()

    def clear(self) -> None:
        """Take all contents out of the body and the footer."""
        for layout in (self.body, self.footer):
            empty_layout(layout)

    def _space(self) -> None:
        look = theme.current()
        self.setFixedWidth(look.px(WIDE if self._wide else WIDTH))
        side = look.px(20)
        self._outer.setContentsMargins(1, 0, 0, 0)
        self._outer.setSpacing(0)
        self._head.setContentsMargins(side, look.px(16), look.px(12), look.px(8))
        self._inner.setContentsMargins(side, look.px(4), side, look.px(16))
        self.body.setSpacing(look.px(8))
        self._titles.setSpacing(look.px(1))
        used = look.px(12) if self.footer.count() else 0
        self.footer.setContentsMargins(side, used, side, used + used // 3)
        self.footer.setSpacing(look.px(8))

    def add_to_footer(self, widget: QWidget) -> None:
        """Add a button to the foot, at the right of those before."""
        if not self.footer.count():
            self.footer.addStretch(1)
        self.footer.addWidget(widget)
        self._space()

    def _close(self) -> None:
        # Told first, while it is still known where the focus is.
        self.closed.emit()
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._close()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        look = theme.current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), look.colour("surface"))
        painter.fillRect(0, 0, 1, self.height(), look.colour("line"))


def empty_layout(layout: QLayout) -> None:
    """Take everything out of a layout and delete it, inner layouts too.

    It stays a hidden child until it is gone: without a parent it would become a window, with fonts and colours anew.
    """
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            empty_layout(inner)
