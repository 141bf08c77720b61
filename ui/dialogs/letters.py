"""Letters before they are made: a list to tick, and the page of each as it will come out."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from loti_admin.domain.letters import Reminder, Statement
from loti_admin.services.statements import letter_pdf
from ui import theme
from ui.kit.buttons import Button, Kind
from ui.kit.dialog import Dialog
from ui.kit.page_preview import WIDTH, PagePreview
from ui.kit.text import label
from ui.kit.tick_list import TickList

L = TypeVar("L", bound=Statement | Reminder)


class LettersDialog(Dialog, Generic[L]):
    """`make` gets the letters that are ticked, and whether e-mail drafts are wanted."""

    def __init__(
        self,
        title: str,
        intro: str,
        letters: Sequence[L],
        words: Callable[[L], str],
        noun: tuple[str, str],
        make: Callable[[list[L], bool], object],
        parent: QWidget,
    ) -> None:
        """`words` is a letter's line in the list, `noun` one and several of them."""
        super().__init__(title, parent, width=980)
        self._letters, self._noun, self._make = list(letters), noun, make
        self.body.addWidget(label(intro, tone="text2", wrap=True))
        rows = [(str(place), words(letter)) for place, letter in enumerate(self._letters)]
        self.list = TickList("Letters", rows)
        self.list.tick_all()
        self.preview = PagePreview("Select a letter to see its page.")
        row = QHBoxLayout()
        row.setSpacing(theme.current().px(16))
        row.addWidget(self.list, 1)
        row.addWidget(self.preview)
        self.body.addLayout(row, 1)
        self.emails = QCheckBox("Make an e-mail draft for each as well")
        self.body.addWidget(self.emails)
        self.add_button(Button("Cancel", on_click=self.reject))
        self.act_button = self.add_button(Button("", Kind.PRIMARY, on_click=self._do), default=True)
        self.list.ticked_changed.connect(self._count)
        self.list.current_row_changed.connect(self._show)
        self._space_preview()
        theme.current().changed.connect(self._space_preview)
        self._count()
        self.list.setFocus(Qt.FocusReason.TabFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.list.set_current_row(0)
        self._show(0)

    def ticked(self) -> list[L]:
        return [self._letters[int(key)] for key in self.list.ticked()]

    def _do(self) -> None:
        chosen, with_emails = self.ticked(), self.emails.isChecked()
        self.accept()
        self._make(chosen, with_emails)

    def _count(self) -> None:
        count = len(self.list.ticked())
        one, many = self._noun
        self.act_button.setText(f"Make {count:,} {one if count == 1 else many}")
        self.act_button.setEnabled(count > 0)

    def _show(self, place: int) -> None:
        if 0 <= place < len(self._letters):
            letter = self._letters[place]
            self.preview.show_pdf(letter.organisation, letter_pdf(letter), letter.organisation)
            # Printed from the files that are made; a dialog has its own way out.
            self.preview.print_button.hide()
            self.preview.close_button.hide()

    def _space_preview(self) -> None:
        look = theme.current()
        # Half of a low window stays for title and buttons.
        window = self.parentWidget()
        most = int(window.height() * 0.62) if window else look.px(520)
        self.preview.setMinimumHeight(min(look.px(520), most))
        if window:
            # At large text the list needs the larger part.
            width = window.window().width() * 100 // look.text_scale
            self.preview.set_width(min(WIDTH, width * 38 // 100))
