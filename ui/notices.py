"""What the window itself has to say, above the page: that the register is read only, and what was not done."""

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from loti_admin.errors import LotiError
from loti_admin.storage.lock import holder
from ui import theme
from ui.kit.message_bar import Message, MessageBar
from ui.session import Session

# How often it is looked whether a register that somebody else had is free now.
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
        self._watch.timeout.connect(self.edit_if_free)
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

    def edit_if_free(self) -> None:
        """Open the register for editing if nobody else has it any more."""
        if not self._session.is_open or not self._session.register.read_only:
            return
        path = self._session.register.path
        if path is not None and holder(path) is None:
            self._look_again()

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
        if not self._session.is_open or not self._session.read_only:
            self.read_only.clear()
        else:
            title, sentence = self._read_only_words()
            self.read_only.show_message(
                Message.CLOSED, title, sentence, action="Refresh", on_action=self._look_again
            )
            if self._session.register.held_by is not None:
                self._watch.start()
        self._arrange()

    def _read_only_words(self) -> tuple[str, str]:
        register = self._session.register
        seen = f"You see it as at {register.opened_at.astimezone():%H:%M}."
        state = register.held_by
        if state is None:
            return "Read only", f"{self._session.why_read_only} {seen}".strip()
        return (
            f"Read only: opened by {state.who.person} on {state.who.computer} "
            f"since {state.since.astimezone():%H:%M}",
            f"{seen} As soon as it is free, you can edit here.",
        )

    def _arrange(self) -> None:
        look = theme.current()
        shown = not (self.read_only.isHidden() and self.message.isHidden())
        self._column.setContentsMargins(look.px(24), look.px(12) if shown else 0, look.px(24), 0)
        self._column.setSpacing(look.px(8))
        self.setVisible(shown)
