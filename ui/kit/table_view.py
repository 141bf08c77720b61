"""The view of a table: whole rows under the pointer, copying for spreadsheets, Enter to open, Tab to leave."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPaintEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QTableView

from ui import theme
from ui.kit.table_block import CellBlock
from ui.kit.table_columns import CHECK_KEY
from ui.kit.table_delegate import PADDING, CellDelegate
from ui.kit.table_header import TableHeader
from ui.kit.table_model import RecordTableModel

if TYPE_CHECKING:
    from ui.kit.table_editing import TableEditing
    from ui.kit.table_frozen import FrozenColumns


class TableView(QTableView):
    """A QTableView that knows its records' model, its outer columns and the row under the pointer."""

    row_activated = Signal(int)
    menu_asked = Signal(QPoint)
    focus_changed = Signal()
    hovered = Signal(int)

    def __init__(self, model: RecordTableModel, margin: int) -> None:  # type: ignore[type-arg]
        super().__init__()
        self.table_model = model
        self.hover_row = -1
        # Outer columns and edges, worked out once for all cells of one painting.
        self.painted_frame = ((-1, -1), (0, 0))
        self.cover: FrozenColumns | None = None
        # What lets cells be typed into, where the page has made one.
        self.editing: TableEditing | None = None
        self.block = CellBlock(self)
        self._margin = margin
        self._look = theme.current()
        self.setItemDelegate(CellDelegate(self))
        self.header = TableHeader(self)
        self.setHorizontalHeader(self.header)
        self.setModel(model)
        vertical = self.verticalHeader()
        vertical.hide()
        vertical.setMinimumSectionSize(16)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._look.changed.connect(self.apply_look)
        self.apply_look()

    def apply_look(self) -> None:
        """Take row height and measures from the theme."""
        self.verticalHeader().setDefaultSectionSize(self._look.px(self._look.row_height))
        self.header.setMinimumHeight(self.header.sizeHint().height())
        self.header.updateGeometry()
        self.viewport().update()
        self.header.viewport().update()

    def minimumSizeHint(self) -> QSize:
        """The titles and one row: at large text there is room for no more below a message, and the window must fit."""
        row = self.verticalHeader().defaultSectionSize()
        return QSize(super().minimumSizeHint().width(), self.header.sizeHint().height() + row)

    def go_to(self, index: QModelIndex) -> None:
        """Make a cell current and its row the only selected one. setCurrentIndex() would look at the keys that are held
        down: with Shift or Ctrl, as in a shortcut that leads here, it would add the row to the selection."""
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)

    def outer_columns(self) -> tuple[int, int]:
        """The leftmost and the rightmost column in view, by their numbers in the model."""
        header = self.header
        shown = [
            number
            for place in range(header.count())
            if not header.isSectionHidden(number := header.logicalIndex(place))
        ]
        return (shown[0], shown[-1]) if shown else (-1, -1)

    def edges(self) -> tuple[int, int]:
        """The padding before the first column and after the last; the scroll bar takes part of the latter."""
        bar = self.verticalScrollBar()
        taken = bar.width() if bar.isVisible() else 0
        padding = self._look.px(PADDING)
        return self._look.px(self._margin), max(padding, self._look.px(self._margin) - taken)

    def selected_rows(self) -> list[int]:
        """The selected rows from top to bottom."""
        # By ranges: asking for each selected row takes a third of a second when 5,000 are selected.
        rows: set[int] = set()
        selection = self.selectionModel().selection()
        for block in map(selection.at, range(selection.size())):
            rows.update(range(block.top(), block.bottom() + 1))
        return sorted(rows)

    def blocks(self, rows: Iterable[int]) -> QItemSelection:
        """Whole rows as ranges of neighbours; selecting 5,000 one by one takes seconds."""
        blocks, first, last = QItemSelection(), -1, -2
        for row in (*rows, -1):
            if row == last + 1 and row > 0:
                last = row
                continue
            if first >= 0:
                right = len(self.table_model.columns) - 1
                blocks.select(self.table_model.index(first, 0), self.table_model.index(last, right))
            first = last = row
        return blocks

    def can_type_in(self, column: int) -> bool:
        """Whether the cells of a column, by its number in the model, can be typed into."""
        columns = self.table_model.columns
        return (
            self.editing is not None and 0 <= column < len(columns) and bool(columns[column].edit)
        )

    def copied_text(self) -> str:
        """What is selected as tab-separated text, as spreadsheets read it: rows with their titles, or a block."""
        return self.block.text()

    def copy(self) -> None:
        """Put what is selected on the clipboard."""
        if self.selected_rows():
            QGuiApplication.clipboard().setText(self.copied_text())

    def show_column_menu(self) -> None:
        """Open the header menu of the current column, for the keyboard."""
        section = self.currentIndex().column()
        section = section if section >= 0 else self.outer_columns()[0]
        left = max(0, self.header.sectionViewportPosition(section))
        at = self.header.viewport().mapToGlobal(QPoint(left, self.header.height()))
        self.header.show_menu(section, at)

    def _toggle(self, rows: list[int]) -> None:
        self.table_model.toggle_rows(rows)

    def hover(self, row: int) -> None:
        """Mark the row under the pointer; -1 for none."""
        if row == self.hover_row:
            return
        old, self.hover_row = self.hover_row, row
        self.hovered.emit(row)
        for changed in (old, row):
            if changed >= 0:
                top, height = self.rowViewportPosition(changed), self.rowHeight(changed)
                self.viewport().update(QRect(0, top, self.viewport().width(), height))

    # Qt

    def event(self, event: QEvent) -> bool:
        # A key that the cell takes for itself is not the shortcut of a menu.
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            taken = self.editing is not None and self.editing.wants(event)
            event.setAccepted(taken)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.block.extending = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if self.editing is None or not self.editing.key_pressed(event):
            self._key_pressed(event)
        self.block.extending = False

    def _key_pressed(self, event: QKeyEvent) -> None:
        key, modifiers = event.key(), event.modifiers()
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not (
            modifiers & ~Qt.KeyboardModifier.KeypadModifier
        ):
            if self.currentIndex().isValid():
                self.row_activated.emit(self.currentIndex().row())
        elif key == Qt.Key.Key_Space and self.table_model.checkable and not modifiers:
            self._toggle(self.selected_rows() or [self.currentIndex().row()])
        elif key == Qt.Key.Key_Down and modifiers == Qt.KeyboardModifier.AltModifier:
            self.show_column_menu()
        elif key == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def scrollTo(
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        bar = self.horizontalScrollBar()
        before = bar.value()
        super().scrollTo(index, hint)
        if not self.covered_width():
            return
        if index.column() in self.covered_columns():
            # It stands above the rest whatever is scrolled.
            bar.setValue(before)
            return
        hidden = self.covered_width() - self.columnViewportPosition(index.column())
        if hidden > 0:
            bar.setValue(bar.value() - hidden)

    def covered_columns(self) -> list[int]:
        """The columns that stay in place while the rest scrolls, if any do now."""
        return self.cover.frozen() if self.cover is not None and self.cover.isVisible() else []

    def covered_width(self) -> int:
        """How much of the left is covered by columns that stay in place."""
        return self.cover.width() if self.cover is not None and self.cover.isVisible() else 0

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        ticks = index.isValid() and self.table_model.columns[index.column()].key == CHECK_KEY
        if ticks and event.button() == Qt.MouseButton.LeftButton:
            # A click on the tick does not change the selection: several rows stay selected while they are ticked.
            rows = self.selected_rows()
            self._toggle(rows if index.row() in rows and len(rows) > 1 else [index.row()])
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            return
        self.block.extending = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        super().mousePressEvent(event)
        self.block.extending = False
        self.viewport().update()

    def currentChanged(
        self,
        current: QModelIndex | QPersistentModelIndex,
        previous: QModelIndex | QPersistentModelIndex,
    ) -> None:
        self.block.current_moved(current.column())
        super().currentChanged(current, previous)
        # Another column changes what the whole block looks like.
        if current.column() != previous.column():
            self.viewport().update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and self.table_model.columns[index.column()].key == CHECK_KEY:
            self.mousePressEvent(event)
            return
        super().mouseDoubleClickEvent(event)
        if self.editing is not None and self.can_type_in(index.column()):
            self.editing.begin(index)
        elif index.isValid() and event.button() == Qt.MouseButton.LeftButton:
            self.row_activated.emit(index.row())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.block.extending = bool(event.buttons() & Qt.MouseButton.LeftButton)
        super().mouseMoveEvent(event)
        if self.block.extending:
            self.viewport().update()
        self.block.extending = False
        self.hover(self.rowAt(event.position().toPoint().y()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.hover(-1)

    def paintEvent(self, event: QPaintEvent) -> None:
        self.painted_frame = (self.outer_columns(), self.edges())
        self.block.prepare()
        super().paintEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        at = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            at = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).bottomLeft())
        self.menu_asked.emit(at)

    def focusInEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        super().focusInEvent(event)
        # Coming in by Tab, something is current at once, so that the arrows work and the place is seen.
        if not self.currentIndex().isValid() and self.table_model.rowCount():
            self.go_to(self.table_model.index(0, max(0, self._first_text_column())))
        self.viewport().update()
        self.focus_changed.emit()

    def focusOutEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        super().focusOutEvent(event)
        self.viewport().update()
        self.focus_changed.emit()

    def _first_text_column(self) -> int:
        shown = self.header.shown_columns()
        return shown[0] if shown else 0
