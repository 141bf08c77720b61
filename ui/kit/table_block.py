"""The part of a table that is copied, pasted over and filled: whole rows, or a block of cells in them.

Whole rows are selected as ever. Shift with the left and right arrows, or drawing sideways with the mouse, marks a block
of their columns; in a column that can be typed into, the cells of that column are the block at once.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPen

from ui import theme
from ui.kit.paste import as_block, plain_cell

if TYPE_CHECKING:
    from ui.kit.table_view import TableView


class CellBlock:
    """`extending` is set by the view while a key or the mouse makes the block larger."""

    def __init__(self, view: "TableView") -> None:
        self._view = view
        self._anchor = -1
        self.extending = False
        # Worked out once for all cells of one painting: the columns, the first, the last, and the rows.
        self.painted: tuple[frozenset[int], int, int, frozenset[int]] | None = None

    def current_moved(self, column: int) -> None:
        """Another cell is current; unless the block is being made larger it begins there."""
        if not self.extending or self._anchor < 0:
            self._anchor = column

    def columns(self) -> list[int]:
        """The columns of the block from left to right; none where whole rows are meant."""
        view = self._view
        current, shown = view.currentIndex().column(), view.header.shown_columns()
        if current not in shown:
            return []
        anchor = self._anchor if self._anchor in shown else current
        first, last = sorted((shown.index(anchor), shown.index(current)))
        found = shown[first : last + 1]
        return found if len(found) > 1 or view.can_type_in(current) else []

    def text(self) -> str:
        """The block as a spreadsheet reads it; whole rows have their titles above."""
        view, model = self._view, self._view.table_model
        block = self.columns()
        columns = block or view.header.shown_columns()
        lines = [] if block else [[model.columns[number].full_title for number in columns]]
        for row in view.selected_rows():
            record = model.record(row)
            if record is not None:
                lines.append([plain_cell(model.columns[number], record) for number in columns])
        return as_block(lines)

    # Painting

    def prepare(self) -> None:
        """Work out what `painted` says."""
        columns = self.columns() if self._view.hasFocus() else []
        self.painted = None
        if columns:
            rows = frozenset(self._view.selected_rows())
            self.painted = (frozenset(columns), columns[0], columns[-1], rows)

    def holds(self, column: int) -> bool:
        """Whether a selected cell of this column is painted as part of what is copied."""
        return self.painted is None or column in self.painted[0]

    def draw_edge(self, painter: QPainter, rect: QRect, row: int, column: int) -> None:
        """The line around a block of more than one cell, where this cell stands at its edge."""
        if self.painted is None:
            return
        columns, first, last, rows = self.painted
        if column not in columns or row not in rows or len(columns) * len(rows) < 2:
            return
        painter.save()
        painter.setPen(QPen(theme.current().colour("accent"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if row - 1 not in rows:
            painter.drawLine(rect.topLeft(), rect.topRight())
        if row + 1 not in rows:
            painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if column == first:
            painter.drawLine(rect.topLeft(), rect.bottomLeft())
        if column == last:
            painter.drawLine(rect.topRight(), rect.bottomRight())
        painter.restore()
