"""The cells of a page's list, kept through the services: one line makes a list editable.

    self.cells = BulkEdits(session, lambda: MemberTable(session.year), self.list.table, self)

The columns with `edit` name the fields of that table.
"""

from collections.abc import Callable, Hashable, Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QMenu

from loti_admin.domain.grammar import how_many
from loti_admin.services.bulk_edit import (
    CellEdit,
    CellOutcome,
    EditableTable,
    Outcome,
    cell_text,
    keep_cells,
    preview_cells,
)
from ui.dialogs.edit_rows import EditRowsDialog
from ui.dialogs.paste_preview import PastePreview
from ui.errors import reporting
from ui.kit.message_bar import Message
from ui.kit.paste import Placed, PlacedCell, RefusedCell
from ui.kit.styling import announce
from ui.kit.table import RecordTable
from ui.kit.table_columns import CHECK_KEY
from ui.kit.table_editing import TableEditing
from ui.page import Page
from ui.session import Session

# So many cells show at once what was kept; a larger block comes with the page.
_FEW = 50


def _id(key: Hashable) -> int:
    if not isinstance(key, int):
        raise TypeError("Say with `id_of` which record a key of the list belongs to.")
    return key


class BulkEdits:
    """The keeper of a list's cells. The keys of its records are the ids of what the table of the services holds."""

    def __init__(
        self,
        session: Session,
        table_now: Callable[[], EditableTable[Any]],
        list_: RecordTable[Any],
        page: Page,
        *,
        id_of: Callable[[Any], int] = _id,
    ) -> None:
        """`id_of` gives the id of the record behind a key of the list, where the key is another one."""
        self._id = id_of
        self._session, self._table_now = session, table_now
        self._list, self._page = list_, page
        self.editing = TableEditing(list_, self)
        self.editing.edit_rows = self.edit_rows
        self.editing.edit_rows_text = self._edit_rows_text

    # What the cells ask

    def can_type(self) -> bool:
        return not self._session.read_only

    def text(self, key: Hashable, field: str) -> str:
        return cell_text(self._session.register, self._table_now(), self._id(key), field)

    def refusal(self, key: Hashable, field: str, text: str) -> str:
        (outcome,) = preview_cells(
            self._session.register, self._table_now(), [CellEdit(self._id(key), field, text)]
        )
        return outcome.problem

    def keep(self, cells: Sequence[PlacedCell]) -> bool:
        """Store the cells as one step; where some are refused, show them and let the officer decide."""
        edits = [CellEdit(self._id(cell.key), cell.field, cell.text) for cell in cells]
        with reporting(self._page):
            outcomes = preview_cells(self._session.register, self._table_now(), edits)
            if any(one.outcome is Outcome.REFUSED for one in outcomes):
                self._ask("Change", edits, ())
                return False
            self._store(edits)
            return True
        return False

    def look_at(self, placed: Placed) -> None:
        """Show what a pasted block would change."""
        edits = [CellEdit(self._id(cell.key), cell.field, cell.text) for cell in placed.cells]
        with reporting(self._page):
            self._ask("Paste", edits, placed.refused)

    def not_kept(self, key: Hashable, field: str, text: str, why: str) -> None:
        record = self._list.model.record(self._list.model.row_of(key))
        columns = [c for c in self._list.model.columns if c.key != CHECK_KEY]
        column = next((c for c in columns if c.edit == field), None)
        name = columns[0].words(record) if record is not None else ""

        def again() -> None:
            place = self._list.model.row_of(key)
            number = self._list.model.column_of(column.key) if column else -1
            if place >= 0 and number >= 0:
                self._list.view.go_to(self._list.model.index(place, number))
                self.editing.begin(self._list.model.index(place, number), text)

        title = f"{name}: {column.full_title if column else field} stays as it was"
        self._page.show_message(Message.WARN, title, why, action="Type it again", on_action=again)

    # Many rows

    def edit_rows(self) -> None:
        """Ask for one field and its new value for every selected record."""
        ids = self._ids()
        table = self._table_now()
        if not ids or self._session.read_only:
            return
        # The column with the focus is the likely one.
        current = self._list.view.currentIndex().column()
        wanted = self._list.model.columns[current].edit if current >= 0 else ""
        fields = sorted(table.fields.values(), key=lambda field: field.key != wanted)
        reader, key = self._session.reader, ("edit rows", self._page)

        def preview(
            edits: Sequence[CellEdit], show: Callable[[Sequence[CellOutcome]], None]
        ) -> None:
            work = partial(preview_cells, self._session.register, self._table_now(), edits)
            reader.read(key, work, show, self._page)

        dialog = EditRowsDialog(
            f"Edit {how_many(len(ids), *table.noun)}",
            table.noun,
            fields,
            ids,
            preview,
            self._store,
            self._page,
        )
        dialog.finished.connect(lambda: reader.forget(key))
        dialog.open()

    def fill_menu(self, menu: QMenu) -> None:
        """Add what can be done with the selected cells and rows to a menu of the list."""
        editing, can = self.editing, self.can_type()
        menu.addAction("Copy", self._list.view.copy)
        menu.addAction("Paste…", editing.paste).setEnabled(can)
        menu.addAction("Fill down", editing.fill_down).setEnabled(editing.can_fill_down())
        menu.addAction(self._edit_rows_text(), self.edit_rows).setEnabled(can)

    def _edit_rows_text(self) -> str:
        return f"Edit {how_many(len(self._ids()), *self._table_now().noun)}…"

    def _ids(self) -> list[int]:
        keys = map(self._list.model.key_of, self._list.selected_records())
        return list(dict.fromkeys(map(self._id, keys)))

    def _ask(self, verb: str, edits: Sequence[CellEdit], nowhere: Sequence[RefusedCell]) -> None:
        outcomes = preview_cells(self._session.register, self._table_now(), edits)
        accepted = [one.edit for one in outcomes if one.outcome is Outcome.CHANGED]

        def store() -> None:
            with reporting(self._page):
                self._store(accepted)

        PastePreview(verb, outcomes, nowhere, store, self._page).open()

    def _store(self, edits: Sequence[CellEdit]) -> None:
        outcomes = keep_cells(self._session.register, self._table_now(), edits)
        changed = sum(one.outcome is Outcome.CHANGED for one in outcomes)
        if self._page.is_being_read() and changed <= _FEW:
            self._show_meanwhile(outcomes)
        if changed:
            announce(self._list.view, f"{how_many(changed, 'cell', 'cells')} changed")

    def _show_meanwhile(self, outcomes: Sequence[CellOutcome]) -> None:
        """What was kept stands in its cell at once, also where the page takes a while to be read again."""
        model = self._list.model
        columns = {column.edit: number for number, column in enumerate(model.columns)}
        keys = {self._id(key): key for key in map(model.key_of, model.records())}
        for one in outcomes:
            key = keys.get(one.edit.record_id)
            if one.outcome is Outcome.CHANGED and key is not None:
                model.show_meanwhile(key, columns.get(one.edit.field, -1), one.after)
