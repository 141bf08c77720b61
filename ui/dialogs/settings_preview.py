"""How an invoice would look with the settings as they are typed, before they are saved."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from loti_admin.services.documents import render
from loti_admin.services.letterhead import sample_document
from ui.kit.page_preview import PagePreview
from ui.session import Session

# The page follows the typing when it pauses.
_PAUSE_MS = 150
WIDTH = 400


class SettingsPreview(PagePreview):
    """`values` gives what stands in the fields, by key as it is kept."""

    def __init__(
        self, session: Session, values: Callable[[], Mapping[str, str]], parent: QWidget
    ) -> None:
        super().__init__("The page appears here.", parent)
        self._session, self._values = session, values
        self.print_button.hide()
        self.close_button.hide()
        self.set_width(WIDTH)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.draw)

    def draw_soon(self) -> None:
        """Draw the page again once nobody types."""
        self._pause.start()

    def draw(self) -> None:
        """Draw the page now."""
        self._pause.stop()
        document = sample_document(self._session.register, self._values())
        words = "An invented invoice with the letterhead, colour and texts as they are typed"
        self.show_pdf("An invoice", render(document, draft=True), words)
        self.print_button.hide()
