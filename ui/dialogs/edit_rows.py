"""One field of many records at once: choose the field, type the value, see what changes."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from loti_admin.domain.grammar import how_many
from loti_admin.errors import LotiError, Problem
from loti_admin.services.bulk_edit import CellEdit, CellField, CellOutcome, Outcome
from ui.dialogs.cell_changes import CellChanges, change_rows, summary
from ui.kit.buttons import Button, Kind
from ui.kit.dialog import Dialog
from ui.kit.editors import ChoiceEditor, LineEditor
from ui.kit.problems import ProblemLine
from ui.kit.text import label
from ui.theme import Role

# The preview follows the typing when it pauses.
_PAUSE_MS = 150


class EditRowsDialog(Dialog):
    """`preview` says what edits would do, `keep` stores them and may raise a LotiError, which is shown here."""

    def __init__(
        self,
        title: str,
        noun: tuple[str, str],
        fields: Sequence[CellField],
        ids: Sequence[int],
        preview: Callable[[Sequence[CellEdit], Callable[[Sequence[CellOutcome]], None]], object],
        keep: Callable[[Sequence[CellEdit]], object],
        parent: QWidget,
    ) -> None:
        super().__init__(title, parent, width=760)
        self._noun, self._ids = noun, tuple(ids)
        self._preview, self._keep = preview, keep
        self._outcomes: tuple[CellOutcome, ...] = ()
        self.field = ChoiceEditor(self, [(field.key, field.title) for field in fields])
        self.field.setAccessibleName("Field")
        self.field.set_value(fields[0].key)
        self.text = LineEditor(self, parse=str, show=str, max_length=5_000)
        self.text.setAccessibleName("New value")
        self.problem = ProblemLine(self)
        self.summary = label("", tone="text2", wrap=True)
        self.changes = CellChanges()
        for words, widget in (("Field", self.field), ("New value", self.text)):
            column = QVBoxLayout()
            column.setSpacing(4)
            named = label(words, Role.STRONG)
            named.setBuddy(widget)
            column.addWidget(named)
            column.addWidget(widget)
            self.body.addLayout(column)
        hint = "Empty takes the value away. Lines of an address are parted by ;"
        self.body.addWidget(label(hint, Role.SMALL, "text2", wrap=True))
        self.body.addWidget(self.problem)
        self.body.addWidget(self.summary)
        self.body.addWidget(self.changes)
        self.not_now_button = self.add_button(Button("Cancel", on_click=self.reject))
        self.act_button = self.add_button(
            Button("Change", Kind.PRIMARY, on_click=self._do), default=True
        )
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.show_preview)
        self.text.textChanged.connect(lambda _text: self._pause.start())
        self.field.edited.connect(self.show_preview)
        self.show_preview()

    def edits(self) -> list[CellEdit]:
        """What is asked for, for each record."""
        field = self.field.value()
        return [CellEdit(id, field, self.text.text()) for id in self._ids]

    def show_preview(self) -> None:
        """Show what the value that is typed would change."""
        self._pause.stop()
        self.problem.clear()
        self._outcomes = ()
        self.act_button.setEnabled(False)
        self._preview(self.edits(), self._show_outcomes)

    def _show_outcomes(self, outcomes: Sequence[CellOutcome]) -> None:
        self._outcomes = tuple(outcomes)
        self.changes.show_rows(change_rows(self._outcomes))
        self.summary.setText(summary(self._outcomes))
        changed = len(self._accepted())
        self.act_button.setText(f"Change {how_many(changed, *self._noun)}" if changed else "Change")
        self.act_button.setEnabled(bool(changed))

    def _accepted(self) -> list[CellEdit]:
        return [one.edit for one in self._outcomes if one.outcome is Outcome.CHANGED]

    def _do(self) -> None:
        if self._pause.isActive():
            # What is stored is what was seen.
            self.show_preview()
            return
        try:
            self._keep(self._accepted())
        except LotiError as error:
            self.problem.show_problem(Problem(str(error)))
            return
        self.accept()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.text.setFocus()
