"""What the settings make as they are typed, before they are saved: a page, or the e-mails that go with documents."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QPlainTextEdit, QStackedWidget, QWidget

from loti_admin.services.documents import render
from loti_admin.services.letterhead import sample_document, sample_emails
from ui import theme
from ui.kit.page_preview import PagePreview
from ui.session import Session

# It follows the typing when that pauses.
_PAUSE_MS = 150
WIDTH = 400


class SettingsPreview(QStackedWidget):
    """`values` gives what stands in the fields, by key as it is kept."""

    def __init__(
        self, session: Session, values: Callable[[], Mapping[str, str]], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._session, self._values = session, values
        self.page = PagePreview("The page appears here.", self)
        self.page.print_button.hide()
        self.page.close_button.hide()
        self.page.set_width(WIDTH)
        self.emails = QPlainTextEdit(self)
        self.emails.setReadOnly(True)
        self.emails.setAccessibleName("E-mails as they would be")
        self.emails.setTabChangesFocus(True)
        self.addWidget(self.page)
        self.addWidget(self.emails)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(self.draw)
        theme.current().changed.connect(self._space)
        self._space()

    def show_page(self) -> None:
        """Show an invoice with the letterhead, colour and texts as they are typed."""
        self.setCurrentWidget(self.page)
        self._draw_when_seen()

    def show_emails(self) -> None:
        """Show the e-mails with an invoice and with a pro forma as they are typed."""
        self.setCurrentWidget(self.emails)
        self._draw_when_seen()

    def draw_soon(self) -> None:
        """Draw it again once nobody types."""
        self._pause.start(_PAUSE_MS)

    def draw(self) -> None:
        """Draw it now."""
        self._pause.stop()
        if self.currentWidget() is self.emails:
            self._draw_emails()
            return
        document = sample_document(self._session.register, self._values())
        words = "An invented invoice with the letterhead, colour and texts as they are typed"
        self.page.show_pdf("An invoice", render(document, draft=True), words)
        self.page.print_button.hide()

    def _draw_when_seen(self) -> None:
        """The dialog comes first; what stands beside its fields follows in a turn of its own."""
        if self.isVisible():
            self.draw()
        else:
            self._pause.start(0)

    def _draw_emails(self) -> None:
        place = self.emails.verticalScrollBar().value()
        letters = sample_emails(self._session.register, self._values())
        parts = [
            f"{what}\nSubject: {subject}\n\n{text}"
            for what, (subject, text) in zip(
                ("With an invoice", "With a pro forma"), letters, strict=True
            )
        ]
        self.emails.setPlainText("\n\n\n".join(parts))
        self.emails.verticalScrollBar().setValue(place)

    def _space(self) -> None:
        self.setFixedWidth(theme.current().px(WIDTH))
