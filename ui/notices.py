"""What the window itself has to say, above the page: that the register is read only, and what was not done."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from loti_admin.domain.dates import long_date
from loti_admin.errors import LotiError
from loti_admin.storage.lock import holder
from ui import theme
from ui.kit.message_bar import Message, MessageBar
from ui.session import Session

# How often it is looked whether the register is somebody else's, or no longer is.
_LOOK_EVERY_MS = 20_000


class Notices(QWidget):
    """At most one line about reading only, and one message that the officer can close."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.read_only = MessageBar()
        self.message = MessageBar()
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.read_only)
        self._column.addWidget(self.message)
        self.message.closed.connect(self._arrange)
        self._watch = QTimer(self)
        self._watch.setInterval(_LOOK_EVERY_MS)
        self._watch.timeout.connect(self.look)
        session.register_changed.connect(self._register_changed)
        theme.current().changed.connect(self._arrange)
        self._arrange()

    def show_message(
        self,
        kind: Message,
        title: str,
        sentence: str = "",
        *,
        action: str = "",
        on_action: Callable[[], object] | None = None,
    ) -> None:
        """Show a message in place of the one before."""

        def act() -> None:
            self.clear()
            if on_action is not None:
                on_action()

        self.message.show_message(
            kind, title, sentence, action=action, on_action=act, closable=True
        )
        self._arrange()

    def clear(self) -> None:
        """Take the message away."""
        self.message.clear()
        self._arrange()

    def leave_behind(self) -> None:
        """Another page is shown: news of what went well has been read, what went wrong stays until it is closed."""
        if self.message.kind in (Message.OK, Message.INFO):
            self.clear()

    def look(self) -> None:
        """Is a register that somebody else had free, or has it changed? Has somebody taken over the one edited here?"""
        # Not under a dialog, which would be left with a register that is closed.
        if not self._session.is_open or QApplication.activeModalWidget() is not None:
            return
        register = self._session.register
        if not register.read_only:
            taker = register.overtaken_by()
            if taker is not None:
                self._look_again()
                self.show_message(
                    Message.WARN,
                    f"{taker.who} has taken the register over",
                    "The way to its folder was broken for a while. What you had saved is kept.",
                )
        elif self._session.waits and register.path is not None:
            if holder(register.path) is None:
                self._look_again()
            elif register.is_behind():
                self._show_read_only(behind=True)

    def _look_again(self) -> None:
        try:
            self._session.look_again()
        except LotiError as error:
            self.show_message(Message.ERROR, str(error))
            return
        if not self._session.read_only:
            self.show_message(Message.OK, "The register is free now", "You can edit.")

    def _register_changed(self) -> None:
        self.clear()
        self._watch.stop()
        session = self._session
        if session.is_open and session.read_only:
            self._show_read_only()
        else:
            self.read_only.clear()
        if session.is_open and (session.waits or not session.read_only) and session.register.path:
            self._watch.start()
        self._arrange()

    def _show_read_only(self, *, behind: bool = False) -> None:
        title, sentence = self._read_only_words(behind)
        if (title, sentence) != (self.read_only.title, self.read_only.sentence) or not behind:
            self.read_only.show_message(
                Message.CLOSED, title, sentence, action="Refresh", on_action=self._look_again
            )

    def _read_only_words(self, behind: bool) -> tuple[str, str]:
        register = self._session.register
        seen = f"You see it as at {register.opened_at.astimezone():%H:%M}"
        seen += "; it has been changed since." if behind else "."
        state = register.held_by
        if state is None:
            return "Read only", f"{self._session.why_read_only} {seen}".strip()
        return (
            f"Read only: opened by {state.who.person} on {state.who.computer} "
            f"since {_time_of(state.since, register.opened_at)}",
            f"{seen} As soon as it is free, you can edit here.",
        )

    def _arrange(self) -> None:
        look = theme.current()
        shown = not (self.read_only.isHidden() and self.message.isHidden())
        self._column.setContentsMargins(look.px(24), look.px(12) if shown else 0, look.px(24), 0)
        self._column.setSpacing(look.px(8))
        self.setVisible(shown)


def _time_of(at: datetime, seen: datetime) -> str:
    """`09:14`, or `09:14 on 1 July 2026` if that was another day, by this computer's clock."""
    at, seen = at.astimezone(), seen.astimezone()
    return f"{at:%H:%M}" if at.date() == seen.date() else f"{at:%H:%M} on {long_date(at)}"
