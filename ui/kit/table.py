"""A table of records: view, totals, finding, and a selection that stays with its records.

This is what pages use; the other `table_*` modules are its parts.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import Any, Generic

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from loti_admin.pace import rest
from ui import theme
from ui.kit.find_field import FindField
from ui.kit.segments import Segments
from ui.kit.styling import announce
from ui.kit.table_arrangement import arrange, arrangement_of
from ui.kit.table_columns import (
    ATTENTION,
    FAINT,
    NORMAL,
    NOTHING,
    QUIET,
    STRONG,
    Align,
    Cell,
    CellStyle,
    Column,
    Mark,
    T,
    TableState,
    change,
    money_column,
    shown,
)
from ui.kit.table_frozen import FrozenColumns
from ui.kit.table_model import RecordTableModel
from ui.kit.table_totals import TotalsRow
from ui.kit.table_view import TableView
from ui.kit.table_widths import ColumnWidths

__all__ = [
    "ATTENTION",
    "FAINT",
    "NORMAL",
    "NOTHING",
    "QUIET",
    "STRONG",
    "Align",
    "Cell",
    "CellStyle",
    "Column",
    "Mark",
    "RecordTable",
    "RecordTableModel",
    "TableState",
    "change",
    "money_column",
    "shown",
]


class RecordTable(QWidget, Generic[T]):
    """Shows records in columns.

    `current_changed` gives the record with the focus or None, also when the same record comes back with other
    contents; `activated` the record of Enter or a double click; `selection_changed` the selected records from top to
    bottom; `menu_asked` the point of the screen where a menu for the selected records belongs.
    """

    current_changed = Signal(object)
    activated = Signal(object)
    selection_changed = Signal(list)
    checks_changed = Signal(list)
    menu_asked = Signal(QPoint)
    arranged = Signal()

    def __init__(
        self,
        columns: Sequence[Column[T]],
        key: Callable[[T], Hashable],
        name: str,
        *,
        count: Callable[[int], str] | None = None,
        also_find: Callable[[T], str] | None = None,
        checkable: bool = False,
        totals: bool | None = None,
        margin: int = 24,
        sort: str = "",
        descending: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """`name` is what a screen reader calls the table. `count` words the number of rows: "28 councils".

        `totals` shows the totals row; by default when there is a `count` or a column that adds up. `margin` is the
        space before the first column and after the last, in pixels at 100 %: 24 where the table fills the sheet.
        """
        super().__init__(parent)
        # Making a list takes long, and a page may be made while something else waits.
        rest()
        self.model: RecordTableModel[T] = RecordTableModel(
            columns, key, also_find=also_find, checkable=checkable, parent=self
        )
        if sort:
            self.model.sort_by(sort, descending=descending)
        self.view = TableView(self.model, margin)
        self.view.setAccessibleName(name)
        rest()
        self.view.cover = FrozenColumns(self.view, margin)
        self.setFocusProxy(self.view)
        self._count = count
        self._find: FindField | None = None
        # What else filters the list, where the page has it; it belongs to a view as the words do.
        self.segments: Segments | None = None
        # Views that come with the list: their names, and the columns that each shows.
        self.presets: Mapping[str, Sequence[str]] = {}
        self._nothing_found = "Nothing here has these words."
        self._nothing = ""
        self._widths = ColumnWidths(self.view)
        self._totals = TotalsRow(self.view)
        self._kept: tuple[set[Hashable], Hashable | None, int, int] = (set(), None, -1, 0)
        self._restoring = False
        self._last_current: T | None = None
        self._last_selected: list[T] = []
        self._sums: dict[int, str] = {}
        self._margin = margin
        layout = self._column = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.view, 1)
        layout.addWidget(self._totals)
        layout.addStretch(0)
        adds_up = any(column.total for column in columns)
        # Not before it lies in the table: a widget of nobody's is shown as a window of its own.
        self._totals.setVisible(totals if totals is not None else bool(count) or adds_up)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.view.viewport().installEventFilter(self)
        self._connect()
        for number, column in enumerate(self.model.columns):
            self.view.header.setSectionHidden(number, column.hidden)

    def _connect(self) -> None:
        view, model = self.view, self.model
        model.modelAboutToBeReset.connect(self._remember)
        model.modelReset.connect(self._restore)
        model.checks_changed.connect(self._ticked)
        selection = view.selectionModel()
        selection.currentChanged.connect(lambda *_: self._tell_current())
        selection.selectionChanged.connect(lambda *_: self._tell_selection())
        view.row_activated.connect(lambda row: self.activated.emit(model.record(row)))
        view.menu_asked.connect(self.menu_asked)
        view.header.sort_asked.connect(self._sort_asked)
        view.header.all_toggled.connect(model.toggle_all)
        view.header.columns_changed.connect(self._columns_changed)
        view.horizontalScrollBar().rangeChanged.connect(lambda *_: self._fit_height())
        theme.current().changed.connect(self._look_changed)

    # Records

    def set_records(self, records: Iterable[T]) -> None:
        """Show these records; whatever was selected stays selected if it is still there."""
        records = list(records)
        changed = self.model.change_records(records)
        if changed is not None:
            self._show_changed(changed)
            return
        self.model.set_records(records)
        self._widths.measure(self._totals.total)
        self._lay_out()

    def records(self) -> tuple[T, ...]:
        """The records in view, filtered and sorted."""
        return self.model.records()

    def current_record(self) -> T | None:
        """The record with the focus, or None."""
        return self.model.record(self.view.currentIndex())

    def selected_records(self) -> list[T]:
        """The selected records from top to bottom."""
        found = (self.model.record(row) for row in self.view.selected_rows())
        return [record for record in found if record is not None]

    def checked_records(self) -> tuple[T, ...]:
        """The ticked records, also those that the filter hides."""
        return self.model.checked_records()

    def select_key(self, key: Hashable) -> bool:
        """Make the record of a key current and bring it into sight; False when it is not in view."""
        row = self.model.row_of(key)
        if row < 0:
            return False
        column = max(0, self.view.currentIndex().column(), *self.view.header.shown_columns()[:1])
        self.view.go_to(self.model.index(row, column))
        self.view.scrollTo(self.model.index(row, column))
        return True

    def select_keys(self, keys: Iterable[Hashable]) -> None:
        """Select the records of these keys that are in view; the topmost becomes current and comes into sight."""
        rows = sorted({row for key in keys if (row := self.model.row_of(key)) >= 0})
        first = self.model.record(rows[0]) if rows else None
        if first is not None:
            self.select_key(self.model.key_of(first))
            selection = self.view.selectionModel()
            selection.select(self.view.blocks(rows), selection.SelectionFlag.ClearAndSelect)

    def select_first(self) -> None:
        """Make the first row current, for a page that always shows details."""
        first = self.model.record(0)
        if first is not None:
            self.select_key(self.model.key_of(first))

    # Finding and messages

    def find_field(self, placeholder: str = "Find in this list") -> FindField:
        """The field that finds in this table, made once; the page puts it where it belongs."""
        if self._find is None:
            self._find = FindField(placeholder)
            self._find.textChanged.connect(self.set_filter)
            self._find.left_down.connect(self.view.setFocus)
        return self._find

    def has_find(self) -> bool:
        """Whether the find field is in sight."""
        return self._find is not None and self._find.isVisible()

    def open_find(self) -> FindField:
        """Put the focus into the find field; where the page has no place for it, it comes above the list."""
        field = self.find_field()
        if field.parentWidget() is None:
            above = QHBoxLayout()
            side = theme.current().px(self._margin)
            above.setContentsMargins(side, 0, side, theme.current().px(8))
            above.addWidget(field)
            self._column.insertLayout(0, above)
        field.show()
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        field.selectAll()
        return field

    def set_filter(self, words: str) -> None:
        """Show only records with all these words, and say how many there are."""
        self.model.set_filter(words)
        if self._find is not None and self._find.text() != words:
            self._find.setText(words)
        if words.strip():
            announce(self.view, f"{self.model.rowCount()} found")

    def set_empty_text(self, nothing: str, nothing_found: str = "") -> None:
        """The sentence in an empty table, and the one when the filter finds nothing."""
        self._nothing = nothing
        self._nothing_found = nothing_found or self._nothing_found
        self.view.viewport().update()

    # Arrangement

    def state(self) -> TableState:
        """Order, hidden columns, widths drawn by hand, sorting and filters, to be kept as a view."""
        return arrangement_of(self.view, self._widths, self._find, self.segments)

    def restore_state(self, state: TableState) -> None:
        """Take a kept arrangement; columns that it does not know stay where they are."""
        arrange(self.view, self._widths, self._find, self.segments, state)
        self._lay_out()

    def totals(self) -> dict[str, str]:
        """What the totals row shows, by column key."""
        texts = ((column.key, self._totals.total(n)) for n, column in enumerate(self.model.columns))
        return {key: text for key, text in texts if text}

    @property
    def caption(self) -> str:
        """The count at the left of the totals row."""
        return self._totals.caption

    # Keeping the selection with its records

    def _remember(self) -> None:
        current = self.view.currentIndex()
        record = self.model.record(current)
        self._kept = (
            self.model.keys_at(self.view.selected_rows()),
            None if record is None else self.model.key_of(record),
            current.column(),
            self.view.verticalScrollBar().value(),
        )
        self._restoring = True

    def _restore(self) -> None:
        keys, current, column, scrolled = self._kept
        selection = self.view.selectionModel()
        flags = selection.SelectionFlag
        if current is not None and (row := self.model.row_of(current)) >= 0:
            selection.setCurrentIndex(self.model.index(row, max(0, column)), flags.NoUpdate)
        selection.select(self.view.blocks(self.model.rows_of(keys)), flags.Select)
        self._restoring = False
        self._fit_height()
        self.view.verticalScrollBar().setValue(scrolled)
        if current is not None and self.current_record() is not None:
            self.view.scrollTo(self.view.currentIndex())
        if not self.model.only_ordered:
            self._add_up()
        self._tell_current()
        self._tell_selection()

    def _show_changed(self, changed: Sequence[tuple[T, T]]) -> None:
        """A few records have other contents in the rows where they were: nothing moves."""
        self._add_up(changed)
        self._widths.follow(changed, self._totals.total)
        self._lay_out()
        self.view.viewport().update()
        self._tell_current()
        self._tell_selection()

    def _tell_current(self) -> None:
        record = self.current_record()
        if not self._restoring and record != self._last_current:
            self._last_current = record
            self.current_changed.emit(record)

    def _tell_selection(self) -> None:
        if self._restoring:
            return
        selected = self.selected_records()
        if selected != self._last_selected:
            self._last_selected = selected
            self.selection_changed.emit(selected)

    def _ticked(self) -> None:
        self.view.header.viewport().update()
        self.checks_changed.emit(list(self.model.checked_records()))

    # Layout

    def _sort_asked(self, key: str, descending: bool) -> None:
        self.model.sort_by(key, descending=descending)
        self.view.header.viewport().update()
        self.arranged.emit()

    def _columns_changed(self) -> None:
        self._lay_out()
        self.arranged.emit()

    def _add_up(self, changed: Sequence[tuple[T, T]] | None = None) -> None:
        """With the records that changed where nothing else did, only what they change is added up again."""
        records, known = self.model.records(), {} if changed is None else self._sums
        for number, column in enumerate(self.model.columns):
            value, same = column.value, number in known
            if column.total and not (same and all(value(a) == value(b) for a, b in changed or ())):
                self._sums[number] = column.total(records)
        words = self._count or (lambda rows: f"{rows:,} {'row' if rows == 1 else 'rows'}")
        self._totals.set_totals(words(len(records)), self._sums)

    def _look_changed(self) -> None:
        self._widths.measure(self._totals.total)
        self._lay_out()

    def _lay_out(self) -> None:
        self._widths.apply()
        self._fit_height()
        self._totals.update()
        self.view.header.viewport().update()

    def _fit_height(self) -> None:
        """The view is never higher than its rows, so that totals follow the last row of a short table."""
        look, bar = theme.current(), self.view.horizontalScrollBar()
        rows = self.model.rowCount()
        height = max(rows, 3) * look.px(look.row_height) + self.view.header.sizeHint().height()
        if bar.maximum() > 0:
            height += bar.sizeHint().height()
        self.view.setMaximumHeight(height)

    # Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._widths.apply)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._widths.apply()
        if event.type() == QEvent.Type.Paint and not self.model.rowCount():
            self._paint_empty()
            return True
        return super().eventFilter(watched, event)

    def _paint_empty(self) -> None:
        look = theme.current()
        text = self._nothing_found if self.model.all_records() else self._nothing
        painter = QPainter(self.view.viewport())
        painter.setFont(look.font())
        painter.setPen(look.colour("text2"))
        margin = look.px(24)
        room: Any = self.view.viewport().rect().adjusted(margin, look.px(16), -margin, 0)
        flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
        painter.drawText(room, flags | Qt.TextFlag.TextWordWrap, text)
