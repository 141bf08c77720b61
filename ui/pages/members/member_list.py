"""The list of organisations: find, members or joining or prospects or all, and the table."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from loti_admin.domain.grammar import how_many
from ui import theme
from ui.kit.page import MARGIN
from ui.kit.segments import Segments
from ui.kit.table import RecordTable
from ui.pages.members.columns import COLUMNS, VIEWS, found_words
from ui.pages.members.rows import MemberRow, MembersView

_CONDITIONS: dict[str, Callable[[MemberRow], bool] | None] = {
    "members": lambda row: row.is_present,
    "joining": lambda row: row.is_joining,
    "prospects": lambda row: row.is_prospect,
    "all": None,
}


class MemberList(QWidget):
    """`current_changed` gives the row with the focus or None, `opened` that its card is wanted."""

    current_changed = Signal(object)
    selection_changed = Signal()
    opened = Signal()
    menu_asked = Signal(QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[MemberRow, ...] = ()
        self.table: RecordTable[MemberRow] = RecordTable(
            COLUMNS,
            lambda row: row.id,
            "Organisations",
            count=lambda rows: how_many(rows, "organisation"),
            also_find=found_words,
            sort="name",
        )
        self.table.presets = VIEWS
        self.table.set_empty_text("There are none of these.")
        self.segments = self.table.segments = Segments("Which organisations are shown")
        self.finding = self.table.find_field("Find a council or a person")
        self._above = QVBoxLayout()
        self._above.addWidget(self.finding)
        self._above.addWidget(self.segments)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._above)
        column.addWidget(self.table, 1)
        self.segments.chosen.connect(lambda _key: self._show_segment())
        self.table.current_changed.connect(self.current_changed)
        self.table.selection_changed.connect(lambda _rows: self.selection_changed.emit())
        self.table.activated.connect(lambda _row: self.opened.emit())
        self.table.menu_asked.connect(self.menu_asked)
        theme.current().changed.connect(self._space)
        self._space()

    def show_view(self, view: MembersView) -> None:
        """Show the organisations of a year; the selection stays, and before there is one the first is current."""
        self._rows = view.rows
        first = not self.segments.current()
        self.segments.set_segments(
            [
                ("members", "Members", view.present),
                ("joining", "Joining", view.joining),
                ("prospects", "Prospects", view.prospects),
                ("all", "All", len(view.rows)),
            ]
        )
        if first:
            self.segments.choose("all")
        self._show_segment()

    def select(self, organisation_id: int) -> bool:
        """Make an organisation current, whatever is filtered; False if it is not there."""
        if all(row.id != organisation_id for row in self._rows):
            return False
        if self.table.model.row_of(organisation_id) < 0:
            self.table.set_filter("")
            self.segments.choose("all")
        return self.table.select_key(organisation_id)

    def _show_segment(self) -> None:
        self.table.model.set_condition(_CONDITIONS[self.segments.current() or "all"])
        self.table.set_records(self._rows)
        if self.table.current_record() is None:
            self.table.select_first()

    def _space(self) -> None:
        look = theme.current()
        side = look.px(MARGIN)
        self._above.setContentsMargins(side, 0, look.px(12), look.px(4))
        self._above.setSpacing(look.px(8))
