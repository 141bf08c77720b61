"""Where the list and the card stand: side by side where both have room, one in place of the other where not."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui import theme
from ui.pages.members.card import MemberCard
from ui.pages.members.member_list import MemberList

# At 100 %: the width of the list, and the room for the card below which it takes the place of the list.
_LIST, _CARD = 432, 320
_ANY_WIDTH = 16_777_215


class Places(QWidget):
    """`changed` when the card comes, goes, or has room beside the list. Esc leads from the card back to the list."""

    changed = Signal()

    def __init__(self, members: MemberList, card: MemberCard) -> None:
        super().__init__()
        self._list, self._card = members, card
        self._beside, self._over = True, False
        self._told: tuple[bool, bool] | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(members)
        row.addWidget(card, 1)
        theme.current().changed.connect(self._arrange)
        self._arrange()

    @property
    def has_room(self) -> bool:
        """Whether the card can stand beside the list."""
        look = theme.current()
        return self.width() >= look.px(_LIST) + look.px(_CARD)

    def is_card_shown(self) -> bool:
        return self._beside if self.has_room else self._over

    def show_card(self, shown: bool) -> None:
        """Show or close the card; what had the focus gives it to what is shown."""
        inside = (self._list if shown else self._card).isAncestorOf(self.focusWidget() or self)
        if self.has_room:
            self._beside = shown
        else:
            self._over = shown
        self._arrange()
        if inside and not shown:
            self._list.table.view.setFocus(Qt.FocusReason.OtherFocusReason)
        elif inside and not self.has_room:
            self._card.take_focus()

    def _arrange(self) -> None:
        room, shown = self.has_room, self.is_card_shown()
        beside = room and shown
        width = theme.current().px(_LIST)
        self._list.setMinimumWidth(width if beside else 0)
        self._list.setMaximumWidth(width if beside else _ANY_WIDTH)
        self._card.setVisible(shown)
        self._list.setVisible(room or not shown)
        if (room, shown) != self._told:
            self._told = room, shown
            self.changed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._list.isHidden():
            self.show_card(False)
        else:
            super().keyPressEvent(event)
