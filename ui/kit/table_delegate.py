"""Draws every cell of every table: one role gives the whole cell, and fonts, colours and icons come from caches."""

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui import icons, theme
from ui.kit.chip import chip_size, draw_chip
from ui.kit.table_columns import Align, Cell
from ui.kit.table_model import CELL_ROLE
from ui.theme import Role, Theme

if TYPE_CHECKING:
    from ui.kit.table_view import TableView

PADDING = 8
CHECK_SIZE = 16
MARK_SIZE = 16
_FLAGS = {
    Align.LEFT: Qt.AlignmentFlag.AlignLeft,
    Align.RIGHT: Qt.AlignmentFlag.AlignRight,
    Align.CENTRE: Qt.AlignmentFlag.AlignHCenter,
}
_TEXT_FLAGS = {
    align: int(flag | Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextSingleLine)
    for align, flag in _FLAGS.items()
}


class CellDelegate(QStyledItemDelegate):
    """Ground, bar, line, content and focus of a cell, in that order."""

    def __init__(self, view: "TableView") -> None:
        super().__init__(view)
        self._view = view
        self._look = theme.current()

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        look, view = self._look, self._view
        cell: Cell | None = index.data(CELL_ROLE)
        if cell is None:
            return
        rect = option.rect
        focused = view.hasFocus()
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        (first, last), edges = view.painted_frame
        if selected:
            strong = focused and view.block.holds(index.column())
            painter.fillRect(rect, look.colour("sel" if strong else "sel_idle"))
        elif index.row() == view.hover_row:
            painter.fillRect(rect, look.colour("hover"))
        elif look.striped and index.row() % 2:
            painter.fillRect(rect, look.colour("alt"))
        painter.fillRect(
            QRect(rect.left(), rect.bottom(), rect.width(), 1),
            look.colour("line"),
        )
        if selected and index.column() == first:
            bar = QRect(rect.left(), rect.top(), look.px(3), rect.height())
            painter.fillRect(bar, look.colour("accent" if focused else "control"))
        inner = content_rect(rect, index.column(), (first, last), edges)
        if cell.checked is not None:
            draw_check(
                painter,
                inner.center() + QPoint(1, 0),
                Qt.CheckState.Checked if cell.checked else Qt.CheckState.Unchecked,
                look,
            )
        elif cell.chip is not None:
            size = chip_size(cell.chip, look)
            width = min(size.width(), inner.width() + look.px(PADDING))
            top = inner.top() + (inner.height() - size.height()) / 2
            # The chip's own edge stands a little left of the text of other rows, so that its words stand under theirs.
            left = inner.left() - look.px(2)
            if cell.align is Align.RIGHT:
                left = inner.right() + 1 - width
            draw_chip(
                painter,
                QRectF(left, top, width, size.height()),
                cell.chip,
                look,
                on_selection=selected,
            )
        else:
            self._draw_text(painter, inner, cell)
        if focused:
            view.block.draw_edge(painter, rect, index.row(), index.column())
        if focused and index == view.currentIndex() and cell.checked is None:
            bar_width = look.px(3) if index.column() == first else 0
            _draw_focus(painter, rect.adjusted(bar_width, 0, 0, 0), look)
        elif focused and index == view.currentIndex():
            _draw_focus(painter, _check_focus(inner, look), look)

    def _draw_text(self, painter: QPainter, inner: QRect, cell: Cell) -> None:
        look = self._look
        if cell.mark is not None:
            size = look.px(MARK_SIZE)
            drawn = icons.pixmap(
                cell.mark.icon,
                look.colour(cell.mark.tone),
                size,
                ratio=painter.device().devicePixelRatioF(),
            )
            top = inner.top() + (inner.height() - size) // 2
            left = inner.left()
            if cell.align is Align.CENTRE and not cell.text:
                left = inner.center().x() - size // 2
            painter.drawPixmap(left, top, drawn)
            inner = inner.adjusted(size + look.px(6), 0, 0, 0)
        if not cell.text:
            return
        role = Role.STRONG if cell.style.strong else Role.BODY
        metrics, text = look.metrics(role), cell.text
        if "\n" in text:
            text = text.replace("\n", " · ")
        if metrics.horizontalAdvance(text) > inner.width():
            text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
        painter.setFont(look.font(role))
        painter.setPen(look.colour(cell.style.tone))
        painter.drawText(
            inner,
            _TEXT_FLAGS[cell.align],
            text,
        )

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        look = self._look
        cell: Cell | None = index.data(CELL_ROLE)
        width = cell_width(cell, look) if cell else 0
        return QSize(width + 2 * look.px(PADDING), look.px(look.row_height))


def content_rect(rect: QRect, column: int, outer: tuple[int, int], edges: tuple[int, int]) -> QRect:
    """Where text may stand in a section: inside the padding, or inside the sheet's margin at the outer columns."""
    padding = theme.current().px(PADDING)
    left = edges[0] if column == outer[0] else padding
    right = edges[1] if column == outer[1] else padding
    return rect.adjusted(left, 0, -right, 0)


def cell_width(cell: Cell, look: Theme) -> int:
    """How wide the content of a cell is, without padding."""
    if cell.checked is not None:
        return look.px(CHECK_SIZE)
    if cell.chip is not None:
        return chip_size(cell.chip, look).width()
    width = 0
    if cell.text:
        role = Role.STRONG if cell.style.strong else Role.BODY
        width = look.metrics(role).horizontalAdvance(cell.text)
    if cell.mark is not None:
        width += look.px(MARK_SIZE) + (look.px(6) if cell.text else 0)
    return width


def draw_check(
    painter: QPainter, centre: QPoint, state: Qt.CheckState, look: Theme, *, hover: bool = False
) -> None:
    """The tick box of rows and header, the same as a check box elsewhere."""
    size = look.px(CHECK_SIZE)
    box = QRectF(centre.x() - size / 2, centre.y() - size / 2, size, size)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if state is Qt.CheckState.Unchecked:
        painter.setPen(QPen(look.colour("text3" if hover else "control"), 1))
        painter.setBrush(look.colour("field"))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), look.px(4), look.px(4))
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("accent_hover" if hover else "accent"))
        painter.drawRoundedRect(box, look.px(4), look.px(4))
        pen = QPen(look.colour("on_accent"), 1.6 * size / 16)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        shape = [(0.26, 0.52), (0.43, 0.69), (0.75, 0.34)]
        if state is Qt.CheckState.PartiallyChecked:
            shape = [(0.28, 0.5), (0.72, 0.5)]
        painter.drawPolyline(
            QPolygonF([QPointF(box.left() + x * size, box.top() + y * size) for x, y in shape])
        )
    painter.restore()


def _check_focus(inner: QRect, look: Theme) -> QRect:
    half = look.px(CHECK_SIZE) // 2 + 5
    centre = inner.center() + QPoint(1, 0)
    return QRect(centre.x() - half, centre.y() - half, 2 * half, 2 * half)


def _draw_focus(painter: QPainter, rect: QRect, look: Theme) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(look.colour("accent"), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(rect).adjusted(2, 2, -2, -3), look.px(4), look.px(4))
    painter.restore()
