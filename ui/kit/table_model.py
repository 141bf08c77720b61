"""Records as a Qt model. Sorting and finding happen here, on Python values: Qt's proxy sorts money and dates wrong."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import replace
from operator import itemgetter
from typing import Any, Generic

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)

from ui.kit.table_columns import (
    CHECK_KEY,
    NOTHING,
    Align,
    Cell,
    Column,
    T,
    folded,
    sort_key,
    sort_keys,
)

# So many records take about four milliseconds.
_SLICE = 100
# More than these are set anew.
_FEW = 50
CELL_ROLE = Qt.ItemDataRole.UserRole + 1
Index = QModelIndex | QPersistentModelIndex
# Made once: Qt asks for the flags of a cell three times in each painting.
_CELL_FLAGS = (
    Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
)
_TICK_FLAGS = _CELL_FLAGS | Qt.ItemFlag.ItemIsUserCheckable
_ALIGNMENT = {
    Align.LEFT: Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
    Align.RIGHT: Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
    Align.CENTRE: Qt.AlignmentFlag.AlignCenter,
}


class RecordTableModel(QAbstractTableModel, Generic[T]):
    """Rows are records, given back as records. `key` tells which record is which across reloads."""

    checks_changed = Signal()

    def __init__(
        self,
        columns: Sequence[Column[T]],
        key: Callable[[T], Hashable],
        *,
        also_find: Callable[[T], str] | None = None,
        checkable: bool = False,
        parent: QObject | None = None,
    ) -> None:
        """`also_find` gives text that finds a record without being shown; `checkable` puts a tick before each row."""
        super().__init__(parent)
        ticks: tuple[Column[T], ...] = ()
        if checkable:
            ticks = (
                Column(
                    key=CHECK_KEY,
                    title="",
                    about="Ticked",
                    value=lambda record: self._key(record) in self._checked,
                    text=lambda ticked: "",
                    align=Align.CENTRE,
                    found=False,
                ),
            )
        self.columns: tuple[Column[T], ...] = (*ticks, *columns)
        self.checkable = checkable
        self._key, self._also_find = key, also_find
        self._all: list[T] = []
        self._shown: list[T] = []
        # By key the record, and by the record's own id() its row: ordering anew then asks no record for its key.
        self._known: dict[Hashable, T] = {}
        self._rows: dict[int, int] = {}
        # Whether the last arranging put the same records into another order only.
        self.only_ordered = False
        self._search: dict[Hashable, str] = {}
        self._cells: dict[tuple[int, int], Cell] = {}
        self._checked: set[Hashable] = set()
        self._words: tuple[str, ...] = ()
        # The texts that are searched are put together in idle moments, so that the first letter typed finds them.
        self._unread = 0
        self._reading = QTimer(self)
        self._reading.setInterval(0)
        self._reading.timeout.connect(self._read_ahead)
        self._condition: Callable[[T], bool] | None = None
        self._sort: str = ""
        self._descending = False

    # What is shown

    def set_records(self, records: Iterable[T]) -> None:
        """Replace all records; filter, order and ticks stay."""
        self.beginResetModel()
        self._all = list(records)
        self._search.clear()
        self._unread = 0
        if len(self._all) > _SLICE:
            self._reading.start()
        self._known = {self._key(record): record for record in self._all}
        self._checked &= self._known.keys()
        self._arrange()
        self.endResetModel()

    def change_records(self, records: Sequence[T]) -> list[tuple[T, T]] | None:
        """Put records in the place of those with their keys, where only a few differ and none of them moves, comes or
        goes. Gives those that differ as they were and as they are; None where all have to be set anew."""
        if len(records) != len(self._all):
            return None
        pairs = enumerate(zip(self._all, records, strict=True))
        places = [place for place, (old, new) in pairs if old is not new]
        changed = [(self._all[place], records[place]) for place in places]
        if len(changed) > _FEW or not all(self._stays(old, new) for old, new in changed):
            return None
        self._cells.clear()
        for place, (_, new) in zip(places, changed, strict=True):
            old, self._all[place] = self._all[place], new
            self._known[self._key(new)] = new
            row = self._rows.pop(id(old), -1)
            if row >= 0:
                self._shown[row], self._rows[id(new)] = new, row
                self.dataChanged.emit(self.index(row, 0), self.index(row, len(self.columns) - 1))
        return changed

    def show_meanwhile(self, key: Hashable, column: int, text: str) -> None:
        """Show a text that was kept in its cell, until the records are set or changed to what they are now."""
        row = self.row_of(key)
        if row >= 0 and column >= 0:
            self._cells[row, column] = replace(self.cell(row, column), text=text)
            self.dataChanged.emit(self.index(row, column), self.index(row, column))

    def set_filter(self, words: str) -> None:
        """Show only records in which every word occurs somewhere, whatever the case and the accents."""
        wanted = tuple(folded(words).split())
        if wanted != self._words:
            self._words = wanted
            self._rearrange()

    def set_condition(self, condition: Callable[[T], bool] | None) -> None:
        """Show only records that meet a condition besides the words; None shows all."""
        if condition is not self._condition:
            self._condition = condition
            self._rearrange()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order by the real values of a column; -1 is the order in which the records came."""
        key = self.columns[column].key if 0 <= column < len(self.columns) else ""
        self.sort_by(key, descending=order == Qt.SortOrder.DescendingOrder)

    def sort_by(self, key: str, *, descending: bool = False) -> None:
        """Order by the column of that key; "" is the order in which the records came."""
        if (key, descending) != (self._sort, self._descending):
            self._sort, self._descending = key, descending
            self._rearrange(only_ordered=True)

    @property
    def sort_order(self) -> tuple[str, bool]:
        """The key of the column that is sorted by, and whether downwards."""
        return self._sort, self._descending

    # Records and rows

    def records(self) -> tuple[T, ...]:
        """The records in view, in the order shown."""
        return tuple(self._shown)

    def all_records(self) -> tuple[T, ...]:
        """Every record, whatever the filter, in the order they came."""
        return tuple(self._all)

    def record(self, index: Index | int) -> T | None:
        """The record of an index or a row, or None outside the table."""
        row = index if isinstance(index, int) else index.row()
        return self._shown[row] if 0 <= row < len(self._shown) else None

    def key_of(self, record: T) -> Hashable:
        return self._key(record)

    def row_of(self, key: Hashable) -> int:
        """The row that shows the record of a key, or -1 when it is not in view."""
        record = self._known.get(key)
        return -1 if record is None else self._rows.get(id(record), -1)

    def keys_at(self, rows: Iterable[int]) -> set[Hashable]:
        """The keys of the records in rows, of which there may be thousands."""
        key, shown = self._key, self._shown
        return {key(shown[row]) for row in rows}

    def rows_of(self, keys: Iterable[Hashable]) -> list[int]:
        """The rows that show the records of keys, from top to bottom, without those that are not in view."""
        known, row_of = self._known.get, self._rows.get
        rows = [row_of(id(known(key)), -1) for key in keys]
        return sorted([row for row in rows if row >= 0])

    def column_of(self, key: str) -> int:
        """The number of the column of a key, or -1."""
        return next((n for n, column in enumerate(self.columns) if column.key == key), -1)

    def cell(self, row: int, column: int) -> Cell:
        """The drawn form of a cell, kept until the records or their order change."""
        found = self._cells.get((row, column))
        if found is None:
            record, wanted = self._shown[row], self.columns[column]
            if wanted.key == CHECK_KEY:
                found = Cell("", Align.CENTRE, checked=self._key(record) in self._checked)
            else:
                found = wanted.cell(record)
            self._cells[row, column] = found
        return found

    # Ticks

    def checked_records(self) -> tuple[T, ...]:
        """The ticked records, in the order they came, also those that the filter hides."""
        return tuple(record for record in self._all if self._key(record) in self._checked)

    def set_checked(self, keys: Iterable[Hashable]) -> None:
        """Tick exactly these records."""
        wanted = set(keys) & self._known.keys()
        if wanted != self._checked:
            self._checked = wanted
            self._ticks_changed()

    def toggle_rows(self, rows: Sequence[int]) -> None:
        """Tick these rows, or untick them when all are ticked."""
        keys = {self._key(self._shown[row]) for row in rows if 0 <= row < len(self._shown)}
        self.set_checked(
            self._checked - keys if keys and keys <= self._checked else self._checked | keys
        )

    def toggle_all(self) -> None:
        """The tick in the header: every row in view, or none of them when all are ticked."""
        self.toggle_rows(range(len(self._shown)))

    def check_state(self) -> Qt.CheckState:
        """What the tick in the header shows about the rows in view."""
        ticked = sum(self._key(record) in self._checked for record in self._shown)
        if not ticked:
            return Qt.CheckState.Unchecked
        return (
            Qt.CheckState.Checked if ticked == len(self._shown) else Qt.CheckState.PartiallyChecked
        )

    def _ticks_changed(self) -> None:
        self._cells = {place: cell for place, cell in self._cells.items() if cell.checked is None}
        if self._shown:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._shown) - 1, 0))
        self.checks_changed.emit()

    # Arranging

    def _rearrange(self, *, only_ordered: bool = False) -> None:
        self.beginResetModel()
        self._arrange()
        self.only_ordered = only_ordered
        self.endResetModel()
        self.only_ordered = False

    def _stays(self, old: T, new: T) -> bool:
        """Whether a record in another's place is the same one, shown or not as that was, and in the same row."""
        key = self._key(old)
        if key != self._key(new):
            return False
        column = self.column_of(self._sort)
        if column >= 0:
            get = self.columns[column].sort_value or self.columns[column].value
            if sort_key(get(old)) != sort_key(get(new)):
                return False
        self._search.pop(key, None)
        return self._matches(new) is (self.row_of(key) >= 0)

    def _arrange(self) -> None:
        rows = self._found()
        column = self.column_of(self._sort)
        if column >= 0:
            get = self.columns[column].sort_value or self.columns[column].value
            pairs = list(zip(sort_keys(map(get, rows)), rows, strict=True))
            present = [pair for pair in pairs if pair[0] is not None and pair[0] != ""]
            absent = [record for value, record in pairs if value is None or value == ""]
            present.sort(key=itemgetter(0), reverse=self._descending)
            rows = [record for _, record in present] + absent
        self._shown = list(rows)
        self._rows = dict(zip(map(id, rows), range(len(rows)), strict=True))
        self._cells.clear()

    def _found(self) -> list[T]:
        """The records that match, in the order they came; word by word, because there may be all there ever were."""
        condition, rows = self._condition, self._all
        if condition is not None:
            rows = [record for record in rows if condition(record)]
        for word in self._words:
            rows = [
                r
                for r, text in zip(rows, map(self._search_text, rows), strict=True)
                if word in text
            ]
        return rows

    def _matches(self, record: T) -> bool:
        if self._condition is not None and not self._condition(record):
            return False
        if not self._words:
            return True
        text = self._search_text(record)
        return all(word in text for word in self._words)

    def _read_ahead(self) -> None:
        """A slice at a time, short enough to be felt by nobody."""
        for record in self._all[self._unread : self._unread + _SLICE]:
            self._search_text(record)
        self._unread += _SLICE
        if self._unread >= len(self._all):
            self._reading.stop()

    def _search_text(self, record: T) -> str:
        key = self._key(record)
        known = self._search.get(key)
        if known is None:
            said = (column.words(record) for column in self.columns if column.found)
            words = [text for text in said if text != NOTHING]
            if self._also_find:
                words.append(self._also_find(record))
            text = folded("\n".join(words))
            # Amounts are found with and without the comma, dates with ordinary spaces.
            known = self._search[key] = f"{text}\n{text.replace(',', '')}"
        return known

    # Qt

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        ticks = self.checkable and index.column() == 0
        return _TICK_FLAGS if ticks else _CELL_FLAGS

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or not 0 <= index.row() < len(self._shown):
            return None
        row, number = index.row(), index.column()
        if role == CELL_ROLE:
            return self.cell(row, number)
        record, column = self._shown[row], self.columns[number]
        if role == Qt.ItemDataRole.CheckStateRole and column.key == CHECK_KEY:
            ticked = self.cell(row, number).checked
            return Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return column.words(record)
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return column.full_title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _ALIGNMENT[column.align]
        if role == Qt.ItemDataRole.ToolTipRole:
            if column.tip:
                return column.tip(record)
            mark = self.cell(row, number).mark
            return mark.words if mark else None
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or not self.checkable:
            return False
        record = self.record(index)
        if record is None or self.columns[index.column()].key != CHECK_KEY:
            return False
        ticked = Qt.CheckState(value) == Qt.CheckState.Checked
        key = {self._key(record)}
        self.set_checked(self._checked | key if ticked else self._checked - key)
        return True

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return self.columns[section].full_title
        return None
