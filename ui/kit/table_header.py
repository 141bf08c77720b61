"""The header of a table: painted, because Qt's own draws the arrow over right-aligned titles."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QContextMenuEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QHeaderView, QMenu

from ui import icons, theme
from ui.kit.table_columns import CHECK_KEY, Align
from ui.kit.table_delegate import PADDING, content_rect, draw_check
from ui.theme import Role

if TYPE_CHECKING:
    from ui.kit.table_view import TableView

HEIGHT = 32
ARROW, ARROW_GAP = 12, 4


class TableHeader(QHeaderView):
    """Titles, the arrow of the sorted column, the tick for all rows, and the menu of each column."""

    sort_asked = Signal(str, bool)
    all_toggled = Signal()
    columns_changed = Signal()

    def __init__(self, view: "TableView") -> None:
        super().__init__(Qt.Orientation.Horizontal, view)
        self._view = view
        self._look = theme.current()
        self._hovered = -1
        # The header over the columns that stay in place has its menus from the header of the whole table.
        self.menu_source: TableHeader = self
        self.setMouseTracking(True)
        self.setSectionsClickable(True)
        self.setSectionsMovable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(24)
        self.setStretchLastSection(False)
        self.sectionClicked.connect(self._clicked)
        self.sectionMoved.connect(lambda *_: self._kept_first())

    def show_menu(self, section: int, at: QPoint) -> None:
        """Open the menu of a column at a point of the screen: sort, move, hide, choose columns."""
        menu = self.menu_source.column_menu(section)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(at)

    def column_menu(self, section: int) -> QMenu:
        """Everything the mouse can do with a column, so that the keyboard can do it too."""
        model = self._view.table_model
        menu = QMenu(self._view)
        if 0 <= section < len(model.columns) and model.columns[section].key != CHECK_KEY:
            column = model.columns[section]
            order = QActionGroup(menu)
            for words, descending in (
                ("Sort, smallest first", False),
                ("Sort, largest first", True),
            ):
                action = menu.addAction(words)
                action.setCheckable(True)
                action.setChecked(model.sort_order == (column.key, descending))
                order.addAction(action)
                _on(action, partial(self.sort_asked.emit, column.key, descending))
            _on(menu.addAction("Unsorted"), lambda: self.sort_asked.emit("", False))
            menu.addSeparator()
            for words, step in (("Move left", -1), ("Move right", 1)):
                action = menu.addAction(words)
                target = self._neighbour(section, step)
                action.setEnabled(target >= 0)
                _on(action, partial(self.move_column, section, target))
            hide = menu.addAction(f"Hide “{column.full_title}”")
            hide.setEnabled(len(self.shown_columns()) > 1)
            _on(hide, lambda: self.set_column_hidden(section, hidden=True))
            menu.addSeparator()
        shown = menu.addMenu("Columns")
        for number, column in enumerate(model.columns):
            if column.key == CHECK_KEY:
                continue
            action = shown.addAction(column.full_title)
            action.setCheckable(True)
            action.setChecked(not self.isSectionHidden(number))
            # The last column stays, or there would be no header left to bring the others back.
            action.setEnabled(self.isSectionHidden(number) or len(self.shown_columns()) > 1)
            _on(
                action,
                partial(self.set_column_hidden, number, hidden=not self.isSectionHidden(number)),
            )
        return menu

    def shown_columns(self) -> list[int]:
        """The columns in view from left to right, without the ticks."""
        order = (self.logicalIndex(place) for place in range(self.count()))
        columns = self._view.table_model.columns
        return [n for n in order if not self.isSectionHidden(n) and columns[n].key != CHECK_KEY]

    def set_column_hidden(self, section: int, *, hidden: bool) -> None:
        self.setSectionHidden(section, hidden)
        self.columns_changed.emit()

    def move_column(self, section: int, target: int) -> None:
        """Put a column where another one stands."""
        self.moveSection(self.visualIndex(section), self.visualIndex(target))
        self.columns_changed.emit()

    def _neighbour(self, section: int, step: int) -> int:
        shown = self.shown_columns()
        place = shown.index(section) + step if section in shown else -1
        return shown[place] if 0 <= place < len(shown) else -1

    def _kept_first(self) -> None:
        """The ticks stay in front wherever columns are dragged to."""
        model = self._view.table_model
        if model.checkable and self.visualIndex(0) != 0:
            self.moveSection(self.visualIndex(0), 0)
        self.columns_changed.emit()

    def _clicked(self, section: int) -> None:
        model = self._view.table_model
        key = model.columns[section].key
        if key == CHECK_KEY:
            self.all_toggled.emit()
            return
        sorted_by, descending = model.sort_order
        self.sort_asked.emit(key, key == sorted_by and not descending)

    # Qt

    def sizeHint(self) -> QSize:
        # Qt would ask for the size of each section's words; the columns have their widths from `ColumnWidths`.
        return QSize(self.length(), self._look.px(HEIGHT))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        look, model = self._look, self._view.table_model
        column = model.columns[section]
        painter.fillRect(rect, look.colour("surface"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, look.colour("line2"))
        inner = content_rect(rect, section, self._view.outer_columns(), self._view.edges())
        hovered = section == self._hovered
        if column.key == CHECK_KEY:
            centre = inner.center() + QPoint(1, 0)
            draw_check(painter, centre, model.check_state(), look, hover=hovered)
            return
        metrics = look.metrics(Role.HEADER)
        sorted_by, descending = model.sort_order
        arrow = look.px(ARROW) + look.px(ARROW_GAP) if column.key == sorted_by else 0
        text = metrics.elidedText(
            column.title,
            Qt.TextElideMode.ElideRight,
            max(0, inner.width() - arrow + (look.px(PADDING) if arrow else 0)),
        )
        width = metrics.horizontalAdvance(text)
        if column.align is Align.RIGHT:
            left = inner.right() + 1 - width
            arrow_left = left - arrow
        elif column.align is Align.CENTRE:
            left = inner.center().x() - (width + arrow) // 2
            arrow_left = left + width + look.px(ARROW_GAP)
        else:
            left = inner.left()
            arrow_left = left + width + look.px(ARROW_GAP)
        painter.setFont(look.font(Role.HEADER))
        painter.setPen(look.colour("text" if hovered else "text2"))
        painter.drawText(
            QRect(left, inner.top(), width + 2, inner.height()),
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
            text,
        )
        if arrow:
            size = look.px(ARROW)
            name = "chevron-down" if descending else "chevron-up"
            ratio = painter.device().devicePixelRatioF()
            drawn = icons.pixmap(name, look.colour("text2"), size, ratio=ratio)
            painter.drawPixmap(arrow_left, inner.center().y() - size // 2 + 1, drawn)

    def paintEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        super().paintEvent(event)
        # The line goes on under the space that no column fills.
        painter = QPainter(self.viewport())
        end = self.length() - self.offset()
        painter.fillRect(
            end, self.height() - 1, self.viewport().width(), 1, self._look.colour("line2")
        )

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._hover(self.logicalIndexAt(event.position().toPoint()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.show_menu(self.logicalIndexAt(event.pos()), event.globalPos())

    def _hover(self, section: int) -> None:
        if section != self._hovered:
            self._hovered = section
            self.viewport().update()


def _on(action: QAction, act: Callable[[], None]) -> None:
    action.triggered.connect(lambda: act())
