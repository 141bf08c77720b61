"""The list of services: each with its councils and a chip that says how it stands."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ui import theme
from ui.kit.chip import Chip, ChipTone, chip_size, draw_chip
from ui.pages.shared_it.rows import ServiceRow
from ui.theme import Role

NEW = 0
WIDTH, _HEIGHT, _SIDE = 264, 84, 24
_UNSAVED = Chip("Changes not saved", ChipTone.INFO, "clock")
_PARTS = int(Qt.ItemDataRole.UserRole)
_ID = _PARTS + 1


class _Card(QStyledItemDelegate):
    """Draws name, councils and chip one under the other."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(0, theme.current().px(_HEIGHT))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        look = theme.current()
        name, councils, chip = index.data(_PARTS)
        box: QRect = option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        left = box.left() + look.px(_SIDE)
        if selected:
            painter.fillRect(box, look.colour("sel"))
            painter.fillRect(box.left(), box.top(), look.px(3), box.height(), look.colour("accent"))
        else:
            painter.fillRect(left, box.bottom(), box.right() - left, 1, look.colour("line"))
        room = box.right() - left - look.px(12)
        top = box.top() + look.px(8)
        for text, role, tone in (
            (name, Role.STRONG, "text"),
            (councils, Role.SMALL, "text2"),
        ):
            metrics = look.metrics(role)
            painter.setFont(look.font(role))
            painter.setPen(look.colour(tone))
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
            line = QRect(left, top, room, metrics.height())
            painter.drawText(
                line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown
            )
            top += metrics.height()
        size = chip_size(chip, look)
        place = QRectF(left, top + look.px(5), min(size.width(), room), size.height())
        draw_chip(painter, place, chip, look, on_selection=selected)
        painter.restore()


class ServiceList(QListWidget):
    """`chosen` gives the id of the service that became current by hand; NEW is one that is not saved yet."""

    chosen = Signal(int)
    opened = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._unsaved = -1
        self.setAccessibleName("Services")
        self.setItemDelegate(_Card(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.currentRowChanged.connect(self._tell)
        self.itemActivated.connect(lambda _item: self.opened.emit())
        theme.current().changed.connect(self._space)
        self._space()

    def show_rows(self, rows: Sequence[ServiceRow], current: int, *, unsaved: bool) -> None:
        """Show the services with `current` selected; with `unsaved` its chip says so. NEW is at the end."""
        self.blockSignals(True)
        self.clear()
        for row in rows:
            marked = unsaved and row.service.id == current
            self._add(
                row.service.id, row.service.name, row.councils or "No council", row.chip, marked
            )
        if current == NEW:
            self._add(NEW, "New service", "Not saved yet", _UNSAVED, marked=True)
        for number in range(self.count()):
            if self.item(number).data(_ID) == current:
                self.setCurrentRow(number)
        self.blockSignals(False)

    def current_id(self) -> int:
        """The service that is selected; -1 if none is."""
        item = self.currentItem()
        return item.data(_ID) if item else -1

    def select(self, service_id: int) -> None:
        """Make a service current without telling."""
        self.blockSignals(True)
        for number in range(self.count()):
            if self.item(number).data(_ID) == service_id:
                self.setCurrentRow(number)
        self.blockSignals(False)

    def _add(self, id: int, name: str, councils: str, chip: Chip, marked: bool) -> None:
        shown = _UNSAVED if marked else chip
        item = QListWidgetItem()
        item.setData(_PARTS, (name, councils, shown))
        item.setData(_ID, id)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{name}, {councils}, {shown.text}")
        item.setToolTip(f"{name}: {councils}")
        self.addItem(item)

    def _tell(self, _row: int) -> None:
        self.chosen.emit(self.current_id())

    def _space(self) -> None:
        self.setFixedWidth(theme.current().px(WIDTH))
        self.scheduleDelayedItemsLayout()
