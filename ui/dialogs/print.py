"""What to print where there is a choice, then the system's own dialog; the pages are sent by the worker."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QRadioButton, QWidget

from loti_admin.domain.document_words import counted
from loti_admin.domain.grammar import how_many
from loti_admin.domain.invoices import Document
from ui.kit.buttons import Button, Kind
from ui.kit.dialog import Dialog
from ui.session import Session
from ui.tasks import Progress


class WhichDocumentsDialog(Dialog):
    """One of some sets of documents: the current one, those that are selected or ticked, all in the list."""

    def __init__(
        self,
        choices: Sequence[tuple[str, Sequence[Document]]],
        then: Callable[[Sequence[Document]], object],
        parent: QWidget,
        *,
        title: str = "What should be printed?",
        act: str = "Print…",
    ) -> None:
        """`choices` are words and documents, the first of them chosen."""
        super().__init__(title, parent, width=440)
        self._choices, self._then = choices, then
        self.buttons = [QRadioButton(words) for words, _ in choices]
        for button in self.buttons:
            self.body.addWidget(button)
        self.buttons[0].setChecked(True)
        self.add_button(Button("Cancel", on_click=self.reject))
        self.act_button = self.add_button(
            Button(act, Kind.PRIMARY, on_click=self._do), default=True
        )
        self.buttons[0].setFocus(Qt.FocusReason.TabFocusReason)

    def _do(self) -> None:
        chosen = next(n for n, button in enumerate(self.buttons) if button.isChecked())
        self.accept()
        self._then(self._choices[chosen][1])


def document_choices(
    current: Document | None, marked: Sequence[Document], shown: Sequence[Document], mark: str
) -> list[tuple[str, Sequence[Document]]]:
    """The choices that differ from each other. `mark` says how some were marked: "selected", "ticked"."""
    choices: list[tuple[str, Sequence[Document]]] = []
    if current is not None:
        choices.append((current.number or f"The draft for {current.organisation}", [current]))
    if len(marked) > 1 and len(marked) < len(shown):
        choices.append((f"{counted(marked)} that are {mark}".capitalize(), marked))
    if len(shown) > 1:
        choices.append((f"All in this list: {counted(shown)}", shown))
    return choices


def print_with_dialog(session: Session, documents: Sequence[Document], parent: QWidget) -> QWidget:
    """Open the system's dialog for these documents, and print them when it is accepted."""
    # Loaded on first use: it looks for the printers of the computer.
    from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog

    from ui.printing import a_printer, print_documents

    name = documents[0].number or f"Draft {documents[0].organisation}"
    printer = a_printer(name if len(documents) == 1 else counted(documents))
    dialog = QPrintDialog(printer, parent.window())
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintPageRange, False)
    dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintCurrentPage, False)
    given = list(documents)

    def send() -> None:
        def work(progress: Progress) -> int:
            return print_documents(given, printer, progress)

        session.tasks.start(
            work,
            lambda pages: session.say(f"{how_many(pages, 'page')} printed"),
            "Printing",
            stop_note="Pages that the printer has taken already come out.",
        )

    dialog.accepted.connect(send)
    # Its own `open` wants a slot by name; that of every dialog does not.
    QDialog.open(dialog)
    return dialog
