"""What pasting a block would change, cell by cell, before anything is stored."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from loti_admin.domain.grammar import how_many
from loti_admin.services.bulk_edit import CellOutcome, Outcome
from ui.dialogs.cell_changes import CellChanges, change_rows, summary
from ui.kit.buttons import Button, Kind
from ui.kit.dialog import Dialog
from ui.kit.paste import RefusedCell
from ui.kit.text import label


class PastePreview(Dialog):
    """`on_act` stores the cells that can be stored; it runs after the dialog has closed."""

    def __init__(
        self,
        verb: str,
        outcomes: Sequence[CellOutcome],
        nowhere: Sequence[RefusedCell],
        on_act: Callable[[], object],
        parent: QWidget,
    ) -> None:
        """`verb` is what the officer does: "Paste". `nowhere` are texts that no cell takes."""
        changed = sum(one.outcome is Outcome.CHANGED for one in outcomes)
        refused = bool(nowhere) or any(one.outcome is Outcome.REFUSED for one in outcomes)
        title = f"{verb} {how_many(changed, 'cell', 'cells')}?" if changed else "Nothing to change"
        super().__init__(title, parent, width=760)
        self._on_act = on_act
        self.body.addWidget(label(summary(outcomes, nowhere), wrap=True))
        self.changes = CellChanges()
        rows = change_rows(outcomes, nowhere)
        self.changes.show_rows(rows)
        if rows:
            self.body.addWidget(self.changes)
        if refused:
            self.copy_button = self.add_button(
                Button("Copy the list", icon="copy", on_click=self.changes.copy)
            )
        if not changed:
            self.close_button = self.add_button(
                Button("Close", Kind.PRIMARY, on_click=self.reject), default=True
            )
            return
        self.not_now_button = self.add_button(Button("Not yet", on_click=self.reject))
        self.act_button = self.add_button(
            Button(f"Change {how_many(changed, 'cell', 'cells')}", Kind.PRIMARY, on_click=self._do),
            default=True,
        )
        self.act_button.setFocus()

    def _do(self) -> None:
        self.accept()
        self._on_act()
