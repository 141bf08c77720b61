"""Dialogs: the question as the title, the numbers as lines, the act at the right and the way out beside it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QWidget

from loti_admin.errors import Invalid, LotiError, Problem
from ui import theme
from ui.kit.buttons import Button, Kind
from ui.kit.dialog_frame import Dialog
from ui.kit.form import RecordForm
from ui.kit.icon_label import IconLabel
from ui.kit.text import label
from ui.theme import Role

__all__ = ["ConfirmDialog", "Dialog", "FormDialog", "Line", "MessageDialog"]

R = TypeVar("R")


class FormDialog(Dialog, Generic[R]):
    """A form in a dialog. The act gets the record; if it raises, its problems are shown and the dialog stays."""

    def __init__(
        self,
        title: str,
        form: RecordForm[R],
        act: str,
        on_act: Callable[[R], object],
        parent: QWidget | None,
        *,
        intro: str = "",
        cancel: str = "Cancel",
        width: int = 600,
    ) -> None:
        """Load the form before; `act` is a verb and its object: "Save member". What `on_act` raises as Invalid stands
        beside the fields, any other LotiError at the top of the form."""
        super().__init__(title, parent, width=width)
        self.form, self._on_act = form, on_act
        if intro:
            self.body.addWidget(label(intro, Role.BODY, "text2", wrap=True))
        self.body.addWidget(form)
        self._unsaved = label("What you typed is not saved.", Role.BODY, "text2")
        self._buttons.insertWidget(0, self._unsaved)
        self._unsaved.hide()
        self.keep_button = self.add_button(Button("Keep typing", on_click=self._keep))
        self.discard_button = self.add_button(
            Button("Discard", Kind.DANGER, on_click=self._discard)
        )
        self.cancel_button = self.add_button(Button(cancel, on_click=self.reject))
        self.act_button = self.add_button(
            Button(act, Kind.PRIMARY, on_click=self._do), default=True
        )
        self.keep_button.hide()
        self.discard_button.hide()
        form.edited.connect(self._keep)

    def reject(self) -> None:
        """Leave; what was typed is never dropped in silence, so the first time asks."""
        if self.form.is_dirty() and self.discard_button.isHidden():
            self._ask(True)
            self.keep_button.setFocus(Qt.FocusReason.TabFocusReason)
            return
        super().reject()

    def _do(self) -> None:
        try:
            self._on_act(self.form.value())
        except Invalid as invalid:
            self.form.show_problems(invalid.problems)
        except LotiError as error:
            self.form.show_problems([Problem(str(error))], "Not saved")
        else:
            self.accept()

    def _keep(self) -> None:
        self._ask(False)

    def _discard(self) -> None:
        super().reject()

    def _ask(self, asking: bool) -> None:
        for widget in (self._unsaved, self.keep_button, self.discard_button):
            widget.setVisible(asking)
        for widget in (self.cancel_button, self.act_button, *self._asides):
            widget.setVisible(not asking)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.form.focus_first()


@dataclass(frozen=True, slots=True)
class Line:
    """One line of numbers in a question; `strong` for the one that counts."""

    words: str
    number: str = ""
    strong: bool = False


class ConfirmDialog(Dialog):
    """A question about what cannot be undone, with its numbers; the act is named on its button."""

    def __init__(
        self,
        title: str,
        act: str,
        on_act: Callable[[], object],
        parent: QWidget | None,
        *,
        sentence: str = "",
        lines: Sequence[Line] = (),
        warnings: Sequence[str] = (),
        not_now: str = "Not yet",
        danger: bool = False,
        width: int = 520,
    ) -> None:
        """`title` is the question: "Issue 27 invoices of £936,000.00?". `danger` makes the act red."""
        super().__init__(title, parent, width=width)
        self._on_act = on_act
        if sentence:
            self.body.addWidget(label(sentence, wrap=True))
        if lines:
            self.body.addLayout(_numbers(lines))
        for warning in warnings:
            self.body.addLayout(_warning(warning))
        self.not_now_button = self.add_button(Button(not_now, on_click=self.reject))
        kind = Kind.DANGER_SOLID if danger else Kind.PRIMARY
        # Enter does not answer a question that cannot be taken back: the focus is on the way out.
        self.act_button = self.add_button(Button(act, kind, on_click=self._do))

    def _do(self) -> None:
        # Closed first: what follows may open another dialog or show its message on the page.
        self.accept()
        self._on_act()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.not_now_button.setFocus(Qt.FocusReason.TabFocusReason)


class MessageDialog(Dialog):
    """One thing to know, where no page is there to say it."""

    def __init__(
        self, title: str, sentence: str, parent: QWidget | None, *, close: str = "Close"
    ) -> None:
        super().__init__(title, parent, width=480)
        self.sentence = label(sentence, wrap=True, selectable=True)
        self.body.addWidget(self.sentence)
        self.close_button = self.add_button(
            Button(close, Kind.PRIMARY, on_click=self.accept), default=True
        )


def _numbers(lines: Sequence[Line]) -> QGridLayout:
    grid = QGridLayout()
    look = theme.current()
    grid.setVerticalSpacing(look.px(6))
    for row, line in enumerate(lines):
        role = Role.STRONG if line.strong else Role.BODY
        grid.addWidget(label(line.words, role, "text" if line.strong else "text2"), row, 0)
        number = label(line.number, role)
        number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(number, row, 1)
    grid.setColumnStretch(0, 1)
    return grid


def _warning(sentence: str) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(theme.current().px(10))
    row.addWidget(IconLabel("warning", "warn", 18), 0, Qt.AlignmentFlag.AlignTop)
    words = label(sentence, wrap=True)
    words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    row.addWidget(words, 1)
    return row
