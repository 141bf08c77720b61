"""A new register in four short steps; everything is made at the end, in one go."""

from collections.abc import Callable

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from loti_admin.domain.dates import Year
from loti_admin.errors import Invalid
from loti_admin.services.first_steps import FirstSteps
from ui.dialogs.first_run_services import ServicesStep
from ui.dialogs.first_run_steps import IssuerStep, MembersStep, PricesStep, Step
from ui.kit.buttons import Button, Kind
from ui.kit.dialog import Dialog
from ui.kit.message_bar import Message, MessageBar
from ui.kit.styling import announce
from ui.kit.text import label
from ui.theme import Role


class FirstRunDialog(Dialog):
    """`on_done` gets the steps once the last one is through; whoever makes the register then closes the dialog, so
    that a name that is taken loses nothing of what was typed."""

    def __init__(
        self, year: Year, on_done: Callable[[FirstSteps], object], parent: QWidget
    ) -> None:
        """`year` is the one whose prices are asked for."""
        super().__init__("Start a new register", parent, width=680)
        self._on_done = on_done
        self.issuer, self.prices = IssuerStep(), PricesStep(year)
        self.members, self.services = MembersStep(year), ServicesStep()
        self.steps: tuple[Step, ...] = (self.issuer, self.prices, self.members, self.services)
        self._taken: list[FirstSteps] = [FirstSteps()] * (len(self.steps) + 1)
        self._current = 0
        self.message = MessageBar()
        self.place = label("", Role.SMALL, "text2")
        self.heading = label("", Role.HEADING, wrap=True)
        self.why = label("", tone="text2", wrap=True)
        words = QVBoxLayout()
        words.setSpacing(2)
        for part in (self.place, self.heading, self.why):
            words.addWidget(part)
        self.body.addWidget(self.message)
        self.body.addLayout(words)
        for step in self.steps:
            self.body.addWidget(step, 1)
            step.hide()
            step.changed.connect(self._keep)
        self._unsaved = label("What you typed is not saved.", tone="text2")
        self._left = QHBoxLayout()
        self._left.addWidget(self._unsaved)
        self._buttons.insertLayout(0, self._left)
        self.keep_button = self.add_button(Button("Keep typing", on_click=self._keep))
        self.discard_button = self.add_button(
            Button("Discard", Kind.DANGER, on_click=self._discard)
        )
        self.cancel_button = self.add_button(Button("Cancel", on_click=self.reject))
        self.back_button = self.add_button(Button("Back", on_click=self.back))
        self.skip_button = self.add_button(Button("Skip this step", on_click=self.skip))
        self.next_button = self.add_button(
            Button("Next", Kind.PRIMARY, on_click=self.go_on), default=True
        )
        self._show_step(0)

    @property
    def current(self) -> int:
        """The place of the step that is shown, from 0."""
        return self._current

    def go_on(self) -> None:
        """Take what stands in this step and go to the next; stay if something has to be put right."""
        try:
            taken = self.steps[self._current].take(self._taken[self._current])
        except Invalid:
            return
        self._to_next(taken)

    def skip(self) -> None:
        """Leave this step for later; what was typed in it stays there, but is not used."""
        self._to_next(self._taken[self._current])

    def back(self) -> None:
        """To the step before."""
        self._show_step(self._current - 1)

    def show_error(self, sentence: str) -> None:
        """Where `ui.errors.reporting` says why no register was made."""
        self.message.show_message(Message.ERROR, sentence, closable=True)

    def reject(self) -> None:
        """Leave; what was typed is never dropped in silence, so the first time asks."""
        if self.discard_button.isHidden() and any(step.is_dirty() for step in self.steps):
            self._ask(True)
            self.keep_button.setFocus()
            return
        super().reject()

    def _to_next(self, taken: FirstSteps) -> None:
        self._taken[self._current + 1] = taken
        if self._current + 1 < len(self.steps):
            self._show_step(self._current + 1)
        else:
            self._on_done(taken)

    def _show_step(self, number: int) -> None:
        self.steps[self._current].hide()
        self._current = number
        step = self.steps[number]
        if step is self.services:
            self.services.offer(tuple(self._taken[number].members))
        self.message.clear()
        self.place.setText(f"Step {number + 1} of {len(self.steps)}")
        self.heading.setText(step.title)
        self.why.setText(step.why)
        step.show()
        last = number + 1 == len(self.steps)
        self.next_button.setText("Choose where it lives…" if last else "Next")
        self._ask(False)
        if self.isVisible():
            announce(self, f"{self.place.text()}: {step.title}")
            step.take_focus()

    def _keep(self) -> None:
        self._ask(False)

    def _discard(self) -> None:
        super().reject()

    def _ask(self, asking: bool) -> None:
        for widget in (self._unsaved, self.keep_button, self.discard_button):
            widget.setVisible(asking)
        for widget in (self.cancel_button, self.skip_button, self.next_button):
            widget.setVisible(not asking)
        self.back_button.setVisible(not asking and self._current > 0)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.steps[self._current].take_focus()
