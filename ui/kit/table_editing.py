"""Typing into the cells of a table, with the keys of a spreadsheet.

F2 or a double click edits what is there, typing replaces it; Enter keeps it and goes down, Tab goes right, Ctrl+Enter
gives it to every selected row, Esc leaves it as it was. Delete empties the block, Ctrl+D fills it down from its first
row, Ctrl+V pastes. What becomes of a text is for the keeper to say.
"""

from collections.abc import Callable, Hashable, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence

from ui.kit.paste import Placed, PlacedCell, RefusedCell, place_block, read_block
from ui.kit.table_cell_editor import CellEditor

if TYPE_CHECKING:
    from ui.kit.table import RecordTable

# Somebody copied a whole sheet; no list of the program has so much to type.
_LONGEST_PASTE = 1_000_000
_PLAIN = Qt.KeyboardModifier.NoModifier
_KEYPAD = Qt.KeyboardModifier.KeypadModifier
_SHIFT, _CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class CellKeeper(Protocol):
    """What stands behind the cells: it knows their texts, and stores what is typed."""

    def can_type(self) -> bool:
        """Whether anything can be changed now."""

    def text(self, key: Hashable, field: str) -> str:
        """What stands in a cell, as it is typed."""

    def refusal(self, key: Hashable, field: str, text: str) -> str:
        """Why a text cannot stand in a cell, as a sentence; "" if it can."""

    def keep(self, cells: Sequence[PlacedCell]) -> bool:
        """Store texts as one step; what cannot be stored is told, and then nothing is."""

    def look_at(self, placed: Placed) -> None:
        """Show what a pasted block would do, before it is stored."""

    def not_kept(self, key: Hashable, field: str, text: str, why: str) -> None:
        """A text was left that cannot stand in its cell; say so."""


class TableEditing(QObject):
    """Makes the columns with `edit` of a table editable. `ended` when a cell's editor has closed."""

    ended = Signal()

    def __init__(self, table: "RecordTable[Any]", keeper: CellKeeper) -> None:
        super().__init__(table)
        self._table, self._view, self._model = table, table.view, table.model
        self._keeper = keeper
        self.editor: CellEditor | None = None
        self._place: tuple[Hashable, int] = (None, -1)
        self._was = ""
        # The form for one field of every selected row, and what its command is called, where the page has one.
        self.edit_rows: Callable[[], None] | None = None
        self.edit_rows_text: Callable[[], str] | None = None
        self._view.editing = self
        bars = (self._view.verticalScrollBar(), self._view.horizontalScrollBar())
        for signal in (*(bar.valueChanged for bar in bars), self._model.modelReset):
            signal.connect(self._follow)
        self._view.header.sectionResized.connect(lambda *_: self._follow())

    def can_type(self) -> bool:
        """Whether the current cell can be typed into now."""
        column = self._view.currentIndex().column()
        return self._view.can_type_in(column) and self._keeper.can_type()

    # Keys of the table

    def wants(self, event: QKeyEvent) -> bool:
        """Whether a key belongs to the current cell before it belongs to a menu."""
        return self.can_type() and event.key() == Qt.Key.Key_F2 and event.modifiers() == _PLAIN

    def key_pressed(self, event: QKeyEvent) -> bool:
        """Do what a key means for the cells; False if it means nothing to them."""
        key, modifiers = event.key(), event.modifiers() & ~_KEYPAD
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
            return True
        if not self.can_type():
            return False
        typed = event.text()
        if key == Qt.Key.Key_F2 and modifiers == _PLAIN:
            self.begin(self._view.currentIndex())
        elif key == Qt.Key.Key_D and modifiers == _CTRL:
            self.fill_down()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and modifiers == _PLAIN:
            self.clear()
        elif key in _ENTER and modifiers in (_PLAIN, _SHIFT):
            self._go(*self._neighbour(-1 if modifiers == _SHIFT else 1, 0))
        elif typed.isprintable() and typed.strip() and modifiers in (_PLAIN, _SHIFT):
            self.begin(self._view.currentIndex(), typed)
        else:
            return False
        return True

    # Whole blocks

    def paste(self) -> bool:
        """Show what the text of the clipboard would change, from the first selected cell on."""
        text = QGuiApplication.clipboard().text()
        if not text.strip() or not self._keeper.can_type():
            return False
        if len(text) > _LONGEST_PASTE:
            why = f"It is longer than {_LONGEST_PASTE:,} characters. Copy fewer rows."
            self._keeper.look_at(Placed(refused=[RefusedCell("What was copied", "", "", why)]))
            return True
        columns = self._view.block.columns() or self._view.header.shown_columns()
        shown = self._view.header.shown_columns()
        rows = self._view.selected_rows()
        self._keeper.look_at(place_block(self._model, read_block(text), rows, columns, shown))
        return True

    def clear(self) -> None:
        """Empty the cells of the block."""
        self._keep([(row, column, "") for row in self._rows() for column in self._columns()])

    def can_fill_down(self) -> bool:
        """Whether several rows are selected in columns that can be typed into."""
        return self.can_type() and len(self._rows()) > 1

    def fill_down(self) -> None:
        """Give the cells of the block what stands in its first row; a single cell takes it from the row above."""
        rows = self._rows()
        if len(rows) == 1 and rows[0] > 0:
            rows = [rows[0] - 1, rows[0]]
        if len(rows) > 1:
            texts = {column: self._text(rows[0], column) for column in self._columns()}
            self._keep([(row, column, texts[column]) for row in rows[1:] for column in texts])

    def _rows(self) -> list[int]:
        return self._view.selected_rows()

    def _columns(self) -> list[int]:
        return [n for n in self._view.block.columns() if self._model.columns[n].edit]

    def _text(self, row: int, column: int) -> str:
        record = self._model.record(row)
        if record is None:
            return ""
        return self._keeper.text(self._model.key_of(record), self._model.columns[column].edit)

    def _keep(self, texts: Sequence[tuple[int, int, str]]) -> None:
        cells = []
        for row, column, text in texts:
            record = self._model.record(row)
            if record is not None:
                key = self._model.key_of(record)
                cells.append(PlacedCell(key, self._model.columns[column].edit, text))
        if cells:
            self._keeper.keep(cells)

    # One cell

    def begin(self, index: QModelIndex | QPersistentModelIndex, typed: str | None = None) -> bool:
        """Open the editor of a cell: with what stands there, or with `typed` in its place."""
        record = self._model.record(index)
        column = index.column()
        if record is None or not self._view.can_type_in(column) or not self._keeper.can_type():
            return False
        self.close()
        self._view.scrollTo(index)
        self._place = (self._model.key_of(record), column)
        self._was = self._text(index.row(), column)
        shown = self._model.columns[column]
        name = f"{shown.full_title}, {self._name(record)}"
        self.editor = CellEditor(self._view, name, shown.edit_lines, shown.align)
        self.editor.set_text(self._was if typed is None else typed)
        self.editor.installEventFilter(self)
        self._follow()
        self.editor.show()
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def commit(self, down: int = 0, right: int = 0) -> bool:
        """Keep what was typed and go on; False where it is refused, and then the editor stays and says why."""
        if self.editor is None:
            return True
        key, column = self._place
        field, text = self._model.columns[column].edit, self.editor.text()
        if text != self._was and (why := self._keeper.refusal(key, field, text)):
            self.editor.show_problem(why)
            return False
        was, target = self._was, self._neighbour(down, right)
        self.close()
        if text != was:
            self._keeper.keep([PlacedCell(key, field, text)])
        if down or right:
            self._go(*target)
        return True

    def commit_to_all(self) -> bool:
        """Give what was typed to this column's cell in every selected row; False where it is refused here."""
        if self.editor is None:
            return True
        key, column = self._place
        text = self.editor.text()
        if why := self._keeper.refusal(key, self._model.columns[column].edit, text):
            self.editor.show_problem(why)
            return False
        rows = {*self._rows(), self._model.row_of(key)}
        self.close()
        self._keep([(row, column, text) for row in sorted(rows) if row >= 0])
        return True

    def close(self) -> None:
        """Close the editor and leave the cell as it was."""
        editor, self.editor = self.editor, None
        if editor is None:
            return
        had_focus = editor.hasFocus()
        editor.removeEventFilter(self)
        editor.hide()
        editor.deleteLater()
        if had_focus:
            self._view.setFocus(Qt.FocusReason.OtherFocusReason)
        self.ended.emit()

    def _leave(self) -> None:
        """The focus went elsewhere: what was typed is kept, or it is said that it was not."""
        if self.editor is None:
            return
        key, column = self._place
        field, text = self._model.columns[column].edit, self.editor.text()
        why = self._keeper.refusal(key, field, text) if text != self._was else ""
        changed = text != self._was
        self.close()
        if why:
            self._keeper.not_kept(key, field, text, why)
        elif changed:
            self._keeper.keep([PlacedCell(key, field, text)])

    def _name(self, record: Any) -> str:
        named = self._view.header.shown_columns()
        return self._model.columns[named[0]].words(record) if named else ""

    def _neighbour(self, down: int, right: int) -> tuple[Hashable | None, int]:
        """The record and column so many cells away; the record by its key, because keeping a text may sort it anew."""
        here, shown = self._view.currentIndex(), self._view.header.shown_columns()
        row = min(max(0, here.row() + down), self._model.rowCount() - 1)
        place = shown.index(here.column()) + right if here.column() in shown else 0
        column = shown[min(max(0, place), len(shown) - 1)] if shown else here.column()
        record = self._model.record(row)
        return (None if record is None else self._model.key_of(record)), column

    def _go(self, key: Hashable | None, column: int) -> None:
        row = -1 if key is None else self._model.row_of(key)
        if row >= 0:
            self._view.go_to(self._model.index(row, column))
            self._view.scrollTo(self._model.index(row, column))

    def _follow(self) -> None:
        """The editor stays on its cell while the table scrolls or is read anew."""
        if self.editor is None:
            return
        key, column = self._place
        row = self._model.row_of(key)
        if row < 0 or self._view.header.isSectionHidden(column):
            self._leave()
            return
        self.editor.put(self._view.visualRect(self._model.index(row, column)))

    # Qt

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.editor and self.editor is not None:
            if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
                return self._typed(event)
            if event.type() == QEvent.Type.FocusOut:
                reason = event.reason()  # type: ignore[attr-defined]
                stays = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
                if reason not in stays:
                    # After this event, because the editor must not go while it handles one.
                    QTimer.singleShot(0, self, self._left)
        return super().eventFilter(watched, event)

    def _left(self) -> None:
        if self.editor is not None and not self.editor.hasFocus():
            self._leave()

    def _typed(self, event: QKeyEvent) -> bool:
        key, modifiers = event.key(), event.modifiers() & ~_KEYPAD
        if key == Qt.Key.Key_Escape:
            self.close()
        elif key in _ENTER and modifiers == _CTRL:
            self.commit_to_all()
        elif key in _ENTER and modifiers in (_PLAIN, _SHIFT):
            self.commit(down=-1 if modifiers == _SHIFT else 1)
        elif key == Qt.Key.Key_Tab and modifiers == _PLAIN:
            self.commit(right=1)
        elif key == Qt.Key.Key_Backtab:
            self.commit(right=-1)
        else:
            return False
        return True
