"""The banner under a page header: a soft tint, an icon, a title, one sentence, one button. At most one on a page."""

from collections.abc import Callable
from enum import StrEnum

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.kit.buttons import Button, Kind, icon_button
from ui.kit.icon_label import IconLabel
from ui.kit.styling import announce
from ui.kit.text import label
from ui.theme import Role


class Message(StrEnum):
    """What a banner is about; each has its own tint and its own shape of icon."""

    INFO = "info"
    WARN = "warn"
    ERROR = "error"
    OK = "ok"
    CLOSED = "closed"


# Tint, icon, colour of the icon.
_LOOKS = {
    Message.INFO: ("accent_soft", "info", "accent"),
    Message.WARN: ("warn_soft", "warning", "warn"),
    Message.ERROR: ("err_soft", "error", "err"),
    Message.OK: ("ok_soft", "check-circle", "ok"),
    Message.CLOSED: ("closed", "lock", "text2"),
}


class MessageBar(QWidget):
    """Hidden until something is shown. `closed` is sent when the officer closes it, `shown` for every message that
    comes or goes."""

    closed = Signal()
    shown = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = Message.INFO
        self._act: Callable[[], object] | None = None
        self._compact = False
        self._showing = False
        self._icon = IconLabel("info", "accent", 20, self)
        self._title = label("", Role.STRONG, wrap=True, parent=self)
        self._sentence = label("", Role.BODY, "text2", wrap=True, parent=self)
        self._button = Button("", on_click=self._acted, parent=self)
        self._close = icon_button("close", "Close this message", self._closed_by_hand)
        self._text = QVBoxLayout()
        self._text.addWidget(self._title)
        self._text.addWidget(self._sentence)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addLayout(self._text, 1)
        self._row.addWidget(self._button, 0, Qt.AlignmentFlag.AlignVCenter)
        self._row.addWidget(self._close, 0, Qt.AlignmentFlag.AlignVCenter)
        # By its width, because a sentence that wraps makes it higher.
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.current().changed.connect(self._space)
        self._space()
        self.hide()

    def show_message(
        self,
        kind: Message,
        title: str,
        sentence: str = "",
        *,
        action: str = "",
        on_action: Callable[[], object] | None = None,
        closable: bool = False,
    ) -> None:
        """Show a message in place of the one before. `action` words the button and `on_action` is what it does."""
        self._kind, self._act = kind, on_action
        _, icon, tone = _LOOKS[kind]
        self._icon.set_icon(icon, tone)
        self._title.setText(title)
        self._sentence.setText(sentence)
        self._sentence.setVisible(bool(sentence) and not self._compact)
        self._button.setText(action)
        self._button.setVisible(bool(action))
        self._button.set_kind(Kind.LINK if kind is Message.CLOSED else Kind.SECONDARY)
        self._close.setVisible(closable)
        self.setAccessibleName(f"{title}. {sentence}" if sentence else title)
        self._showing = True
        self._align()
        self.show()
        self.update()
        self.shown.emit()
        announce(self, self.accessibleName())

    def clear(self) -> None:
        """Take the message away."""
        self.hide()
        self._act, self._showing = None, False
        self.shown.emit()

    def is_showing(self) -> bool:
        """Whether there is a message, even while a low window shows it as a button in the header."""
        return self._showing

    def set_compact(self, compact: bool) -> None:
        """Show only the title and the button, where the window is low."""
        self._compact = compact
        self._sentence.setVisible(bool(self._sentence.text()) and not compact)
        self._align()

    @property
    def action(self) -> str:
        """The words on the button, "" for none."""
        return self._button.text()

    @property
    def icon_name(self) -> str:
        return _LOOKS[self._kind][1]

    @property
    def kind(self) -> Message:
        return self._kind

    @property
    def title(self) -> str:
        return self._title.text()

    @property
    def sentence(self) -> str:
        return self._sentence.text()

    @property
    def button(self) -> Button:
        return self._button

    @property
    def close_button(self) -> Button:
        return self._close

    def _align(self) -> None:
        one_line = self._sentence.isHidden()
        top, middle = Qt.AlignmentFlag.AlignTop, Qt.AlignmentFlag.AlignVCenter
        self._row.setAlignment(self._icon, middle if one_line else top)

    def _acted(self) -> None:
        if self._act is not None:
            self._act()

    def _closed_by_hand(self) -> None:
        self.clear()
        self.closed.emit()

    def _space(self) -> None:
        look = theme.current()
        self._row.setContentsMargins(look.px(16), look.px(10), look.px(12), look.px(10))
        self._row.setSpacing(look.px(12))
        self._text.setSpacing(look.px(1))

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour(_LOOKS[self._kind][0]))
        painter.drawRoundedRect(QRectF(self.rect()), look.px(8), look.px(8))
