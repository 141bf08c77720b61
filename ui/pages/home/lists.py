"""The two lists of the page Home: what to do next, and what changed. Each row leads to its record."""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from loti_admin.services.overview import ToDo, Waits
from loti_admin.services.recent import RecentChange
from loti_admin.services.year_facts import day_text
from ui import icons, theme
from ui.kit.buttons import link
from ui.kit.side_panel import empty_layout
from ui.kit.text import label
from ui.theme import Role

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_TO_DO, _CHANGE = 48, 32
_LOOKS = {
    Waits.MEMBERS: ("members", "accent"),
    Waits.DECIDE: ("question", "warn"),
    Waits.PUT_RIGHT: ("error", "err"),
    Waits.APPROVE: ("fees", "accent"),
    Waits.SETTINGS: ("settings", "accent"),
    Waits.ISSUE: ("invoices", "accent"),
    Waits.OVERDUE: ("warning", "err"),
    Waits.ORDERS: ("file", "warn"),
    Waits.RECORDS: ("members", "warn"),
    Waits.JOINING: ("clock", "accent"),
    Waits.GRANT: ("warning", "warn"),
    Waits.BACKUP: ("backup", "warn"),
}
_CHANGE_ICONS = {
    "organisations": "members",
    "memberships": "members",
    "people": "person",
    "contacts": "person",
    "purchase_orders": "file",
    "services": "shared-it",
    "service_members": "shared-it",
    "fee_schedules": "fees",
    "adjustments": "fees",
    "fee_approvals": "fees",
    "documents": "invoices",
    "receipts": "payments",
    "allocations": "payments",
    "grants": "budget",
    "budget_lines": "budget",
    "activities": "activities",
    "participations": "activities",
    "settings": "settings",
}


class Row(QAbstractButton):
    """One line of a list, as wide as the list: an icon, a text, a second line or a word at the right."""

    def __init__(
        self, text: str, *, icon: str, tone: str, height: int, second: str = "", right: str = ""
    ) -> None:
        super().__init__()
        self._icon, self._tone, self._height = icon, tone, height
        self._second, self._right = second, right
        self.setText(text)
        said = ". ".join(part for part in (text, second, right) if part)
        self.setAccessibleName(said)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        theme.current().changed.connect(self.updateGeometry)

    def set_tip(self, text: str) -> None:
        """What may be cut off in a narrow list, and more. As a paragraph, because Qt guesses the format of a tip."""
        self.setToolTip(f"<p>{escape(text)}</p>")

    def set_inert(self) -> None:
        """A row that leads nowhere is only read."""
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def sizeHint(self) -> QSize:
        look = theme.current()
        return QSize(look.px(240), look.px(self._height))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        if self.underMouse():
            painter.fillRect(self.rect(), look.colour("pressed" if self.isDown() else "hover"))
        painter.setPen(look.colour("line"))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        side = look.px(20)
        self._draw_icon(painter, self._icon, self._tone, 0, side)
        room = self.rect().adjusted(side + look.px(12), 0, -look.px(28), 0)
        if self._right:
            room = self.rect().adjusted(side + look.px(12), 0, -self._draw_right(painter), 0)
        else:
            chevron = look.px(16)
            self._draw_icon(
                painter, "chevron-right", "text2", self.width() - chevron - look.px(4), chevron
            )
        role = Role.STRONG if self._second else Role.BODY
        if not self._second:
            self._draw_text(painter, room, self.text(), role, "text")
            return
        strong, small = look.metrics(role).height(), look.metrics(Role.SMALL).height()
        top = (self.height() - strong - small) // 2
        self._draw_text(
            painter, QRect(room.left(), top, room.width(), strong), self.text(), role, "text"
        )
        below = QRect(room.left(), top + strong, room.width(), small)
        self._draw_text(painter, below, self._second, Role.SMALL, "text2")

    def _draw_icon(self, painter: QPainter, name: str, tone: str, left: int, side: int) -> None:
        look = theme.current()
        drawn = icons.pixmap(name, look.colour(tone), side, ratio=self.devicePixelRatioF())
        painter.drawPixmap(left, (self.height() - side) // 2, drawn)

    def _draw_right(self, painter: QPainter) -> int:
        """Draw the word at the right; gives the room that it takes."""
        look = theme.current()
        width = look.metrics(Role.SMALL).horizontalAdvance(self._right)
        room = QRect(self.width() - width - 1, 0, width + 1, self.height())
        self._draw_text(painter, room, self._right, Role.SMALL, "text2")
        return width + look.px(12)

    def _draw_text(self, painter: QPainter, room: QRect, text: str, role: Role, tone: str) -> None:
        look = theme.current()
        painter.setFont(look.font(role))
        painter.setPen(look.colour(tone))
        elided = look.metrics(role).elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, _LEFT, elided)


class _List(QWidget):
    """A heading, rows, and a sentence where there are none."""

    followed = Signal(str)

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading = label(title, Role.HEADING)
        self.rows: list[Row] = []
        self._top = QHBoxLayout()
        self._top.addWidget(self.heading)
        self._top.addStretch(1)
        self._nothing = label("", Role.BODY, "text2", wrap=True)
        self._inner = QVBoxLayout()
        self._inner.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._top)
        column.addWidget(self._nothing)
        column.addLayout(self._inner)
        self._column = column
        theme.current().changed.connect(self._space)
        self._space()

    def _show(self, rows: Sequence[tuple[Row, str]], nothing: str) -> None:
        """Put these rows in place of the ones before; the keyboard stays at its place in the list."""
        focused = next((n for n, row in enumerate(self.rows) if row.hasFocus()), None)
        empty_layout(self._inner)
        self.rows = [row for row, _ in rows]
        for row, target in rows:
            if target:
                row.clicked.connect(lambda _=False, target=target: self.followed.emit(target))
            else:
                row.set_inert()
            self._inner.addWidget(row)
            # Now, and not when the layout comes round to it: the keyboard may go there at once.
            row.show()
        self._nothing.setText(nothing)
        self._nothing.setVisible(not rows)
        if focused is not None and self.rows:
            self.rows[min(focused, len(self.rows) - 1)].setFocus()

    def _space(self) -> None:
        look = theme.current()
        self._column.setSpacing(look.px(8))
        self._top.setSpacing(look.px(8))


class ToDoList(_List):
    """What to do next, the next step first."""

    def __init__(self) -> None:
        super().__init__("To do next")

    def show_to_do(self, things: Sequence[ToDo]) -> None:
        rows = []
        for thing in things:
            icon, tone = _LOOKS[thing.what]
            row = Row(thing.title, icon=icon, tone=tone, height=_TO_DO, second=thing.sentence)
            row.set_tip(thing.sentence)
            rows.append((row, thing.target))
        self._show(rows, "Nothing waits in this year.")


class ChangeList(_List):
    """What changed since the last visit, the newest first."""

    def __init__(self) -> None:
        super().__init__("Latest changes")
        self.all_changes = link("All changes", lambda: self.followed.emit("safety"))
        self._top.addWidget(self.all_changes)

    def show_changes(self, heading: str, changes: Sequence[tuple[RecentChange, str]]) -> None:
        """Changes with their targets ("" for one that leads nowhere)."""
        self.heading.setText(heading)
        rows = []
        for change, target in changes:
            icon = _CHANGE_ICONS.get(change.table, "history")
            row = Row(
                change.label, icon=icon, tone="text2", height=_CHANGE, right=day_text(change.on)
            )
            row.set_tip(f"{change.label}, by {change.by}")
            rows.append((row, target))
        self._show(rows, "Nothing has been changed yet.")
