"""The list of fees with what stands above it: councils or contributions, the approval, what to look at, find."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from loti_admin.domain.grammar import how_many
from ui import theme
from ui.kit.buttons import quiet
from ui.kit.page import MARGIN
from ui.kit.segments import Segments
from ui.kit.table import RecordTable
from ui.kit.text import label
from ui.pages.fees.columns import COLUMNS
from ui.pages.fees.rows import FeeRow, FeesView


def _is_contribution(row: FeeRow) -> bool:
    return row.is_contribution


def _is_council(row: FeeRow) -> bool:
    return not row.is_contribution


class FeeList(QWidget):
    """`current_changed` gives the row with the focus or None, `opened` that somebody wants to know more of it."""

    current_changed = Signal(object)
    selection_changed = Signal()
    opened = Signal()
    menu_asked = Signal(QPoint)
    problems_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: Sequence[FeeRow] = ()
        self.table: RecordTable[FeeRow] = RecordTable(
            COLUMNS, lambda row: row.key, "Fees of the year", count=self._caption, sort="name"
        )
        self.table.set_empty_text("There are none of these.")
        self.segments = self.table.segments = Segments("Which fees are shown")
        self.approved = label("", tone="text2", wrap=True)
        self.problems_button = quiet("", self.problems_asked.emit, icon="warning")
        find = self.table.find_field()
        find.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._above = QHBoxLayout()
        # Where there is little room the find field gives way, not the words.
        self.segments.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self._above.addWidget(self.segments)
        self._above.addWidget(self.approved, 1)
        self._above.addWidget(self.problems_button)
        self._above.addWidget(find)
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

    def show_view(self, view: FeesView) -> None:
        """Show a year's fees; the selection stays with its council, and the first one is current before that."""
        self._rows = view.rows
        problems = len(view.fees.run.problems)
        self.problems_button.setText(f"{problems} to look at")
        self.problems_button.setVisible(bool(problems))
        # Before anything is approved every fee is in the same state.
        state = self.table.model.column_of("state")
        self.table.view.header.setSectionHidden(state, view.fees.approval is None)
        self._fill_segments()
        self._show_segment()

    def select(self, organisation_id: int) -> bool:
        """Make an organisation's fee current, whatever is filtered; False if it has none."""
        found = [row for row in self._rows if row.organisation_id == organisation_id]
        if not found:
            return False
        if self.table.model.row_of(found[0].key) < 0:
            self.table.set_filter("")
            self.segments.choose("all")
        return self.table.select_key(found[0].key)

    def _caption(self, _rows: int) -> str:
        """Councils and contributions that are charged, and who is shown without a fee."""
        rows = self.table.records()
        charged = [row for row in rows if row.charge]
        councils = len({row.organisation_id for row in charged if not row.is_contribution})
        others = len({row.organisation_id for row in charged if row.is_contribution})
        words = []
        if councils or not others:
            words.append(how_many(councils, "council"))
        if others:
            words.append(how_many(others, "contribution"))
        if len(charged) < len(rows):
            words.append(f"{len(rows) - len(charged)} without a fee")
        return ", ".join(words)

    def _fill_segments(self) -> None:
        councils = sum(not row.is_contribution for row in self._rows)
        others = len(self._rows) - councils
        self.segments.set_segments(
            [
                ("councils", "Councils", councils),
                ("contributions", "Contributions", others),
                ("all", "All", len(self._rows)),
            ]
        )
        # With one kind of row there is nothing to choose.
        self.segments.setVisible(bool(others and councils))

    def _show_segment(self) -> None:
        only = self.segments.current()
        mixed = len({row.is_contribution for row in self._rows}) > 1
        if not mixed or only == "all":
            self.table.model.set_condition(None)
        else:
            self.table.model.set_condition(
                _is_contribution if only == "contributions" else _is_council
            )
        # Given anew, so that the columns are as wide as what is in view, totals too.
        self.table.set_records(self._rows)
        if self.table.current_record() is None:
            self.table.select_first()

    def _space(self) -> None:
        look = theme.current()
        side = look.px(MARGIN)
        self._above.setContentsMargins(side, look.px(8), side, look.px(8))
        self._above.setSpacing(look.px(16))
