"""What the controllers of the frame share: the window they act for, the session, and what this computer remembers."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from ui.kit.message_bar import Message
from ui.preferences import Preferences
from ui.session import Session


@dataclass(frozen=True, slots=True)
class Host:
    """`message` shows one message above the page: kind, title, sentence, words of a button, what the button does."""

    window: QWidget
    session: Session
    preferences: Preferences
    message: Callable[[Message, str, str, str, Callable[[], object] | None], None]

    def tell(
        self,
        kind: Message,
        title: str,
        sentence: str = "",
        action: str = "",
        on_action: Callable[[], object] | None = None,
    ) -> None:
        """Show a message in place of the one before."""
        self.message(kind, title, sentence, action, on_action)
