"""The page Budget: what comes in, what is spent, and what is left; the workbook is its main act."""

from collections.abc import Callable, Sequence
from functools import partial
from zlib import crc32

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QStackedWidget, QWidget

from loti_admin.domain.budget import Side
from loti_admin.domain.grammar import how_many
from loti_admin.domain.money import ZERO, Money, total
from loti_admin.services.budget import remove_budget_line, remove_grant
from loti_admin.services.budget_overview import read_budget
from loti_admin.services.budget_rows import BudgetRow, BudgetView
from loti_admin.services.bulk_tables import BudgetLineTable
from loti_admin.services.fees import FEE_TABLES
from loti_admin.services.income_cells import (
    IncomeTable,
    grant_key,
    line_key,
    worked_out_key,
)
from ui.bulk_edits import BulkEdits
from ui.dialogs.budget_line import line_dialog
from ui.dialogs.grant import grant_dialog
from ui.dialogs.history import HistoryDialog
from ui.dialogs.reserves import reserves_dialog
from ui.errors import reporting
from ui.kit.buttons import primary, secondary
from ui.kit.message_bar import Message
from ui.kit.segments import Segments
from ui.kit.table import Column, RecordTable
from ui.list_export import ask_export
from ui.page import Page
from ui.pages.budget.columns import INCOME, SPENDING
from ui.pages.budget.summary import BudgetSummary
from ui.preferences import Preferences
from ui.session import Session

SUMMARY_PART, INCOME_PART, SPENDING_PART = "summary", "income", "spending"
_PARTS = (SUMMARY_PART, INCOME_PART, SPENDING_PART)
_READ_ONLY = "The register is open to read only."
_SPENDING, _GRANT, _INCOME = "budget.spending", "budget.grant", "budget.income"
_RESERVES = "budget.reserves"
_EDIT, _REMOVE, _HISTORY = "budget.edit", "budget.remove", "budget.history"


class BudgetPage(Page):
    """The joint budget of the session's year, net of VAT, by the sums of the workbook."""

    key, title, icon = "budget", "Budget", "budget"
    tables = FEE_TABLES | {"allocations", "budget_lines", "grants", "receipts"}

    def __init__(
        self,
        session: Session,
        parent: QWidget | None = None,
        *,
        preferences: Preferences | None = None,
    ) -> None:
        super().__init__(session, parent)
        self._preferences = preferences or Preferences()
        self._view: BudgetView | None = None
        self._warned = False
        self.segments = Segments("What is shown of the budget")
        self.summary = BudgetSummary()
        self.income = _list(INCOME, income_key, "Income", "source", "sources")
        self.spending = _list(SPENDING, spending_key, "Spending", "line", "lines")
        self.cells = BulkEdits(session, BudgetLineTable, self.spending, self)
        self.income_cells = BulkEdits(session, IncomeTable, self.income, self)
        self.income.set_empty_text("Nothing comes in yet.")
        self.spending.set_empty_text(
            "Nothing is planned to be spent. Add a line, or import the budget from a workbook."
        )
        self.reserves_button = secondary("Reserves…", lambda: self._run(_RESERVES))
        self.grant_button = secondary("Add grant…", lambda: self._run(_GRANT))
        self.income_button = secondary("Add other income…", lambda: self._run(_INCOME))
        self.spending_button = secondary("Add spending…", lambda: self._run(_SPENDING))
        self.export_button = primary("Export workbook…", self._export_workbook, icon="export")
        for button in (
            self.reserves_button,
            self.grant_button,
            self.income_button,
            self.spending_button,
            self.export_button,
        ):
            self.add_action(button)
        self.add_inset(self.segments)
        self._stack = QStackedWidget()
        for part in (self.summary, self.income, self.spending):
            self._stack.addWidget(part)
        self.body.addWidget(self._stack, 1)
        self._connect()

    def _connect(self) -> None:
        self.segments.chosen.connect(lambda _key: self._show_part())
        for table in (self.income, self.spending):
            table.current_changed.connect(lambda _row: self.state_changed.emit())
            table.selection_changed.connect(lambda _rows: self.state_changed.emit())
            table.activated.connect(lambda _row: self.open_row())
            table.menu_asked.connect(self._show_menu)

    # What the frame asks

    def read(self) -> BudgetView:
        return read_budget(self.session.register, self.session.year, self.session.today())

    def show_view(self, view: BudgetView) -> None:
        self._view = view
        order = {row.name.casefold(): place for place, row in enumerate(view.summary)}
        self.income.set_records(view.income)
        self.spending.set_records(
            sorted(view.spending, key=lambda row: order.get(row.group.casefold(), 0))
        )
        for table in (self.income, self.spending):
            if table.current_record() is None:
                table.select_first()
        self.summary.show_view(view)
        self.segments.set_segments(
            [
                (SUMMARY_PART, "Summary", None),
                (INCOME_PART, "Income", len(view.income)),
                (SPENDING_PART, "Spending", len(view.spending)),
            ]
        )
        self.set_figures(figures_of(view))
        self._show_reserve(view)
        self._show_part()

    def commands(self) -> dict[str, Callable[[], None]]:
        return {
            _SPENDING: self.add_spending,
            _GRANT: self.add_grant,
            _INCOME: self.add_income,
            _RESERVES: self.reserves,
            _EDIT: self.edit,
            _REMOVE: self.remove,
            _HISTORY: self.history,
        }

    def enabled(self, key: str) -> bool:
        if key == _HISTORY:
            row = self._row()
            return row is not None and row.is_record
        if self.session.read_only:
            return False
        row = self._row()
        if key == _EDIT:
            return row is not None and row.is_record
        if key == _REMOVE:
            return row is not None and row.is_record and not row.target
        return True

    def show_target(self, target: str) -> bool:
        """`grant/3` and `budget-line/7` name a record, `budget/spending` a part of the page."""
        kind, _, rest = target.partition("/")
        if rest in _PARTS:
            self.segments.choose(rest)
            return True
        if not rest.isdecimal() or self._view is None:
            return False
        number = int(rest)
        for part, table in ((INCOME_PART, self.income), (SPENDING_PART, self.spending)):
            for row in table.model.all_records():
                record = row.grant if kind == "grant" else row.line
                if record is not None and record.id == number:
                    self.segments.choose(part)
                    table.set_filter("")
                    return table.select_key(table.model.key_of(row))
        return False

    def selection_text(self) -> str:
        table = self._list()
        rows = table.selected_records() if table is not None else []
        if not rows:
            return ""
        words = f"{how_many(len(rows), 'row')} selected"
        return f"{words} · Forecast {total(row.amounts.forecast for row in rows)}"

    # What the officer does

    def add_spending(self) -> None:
        """Ask for a new line of spending."""
        self.segments.choose(SPENDING_PART)
        line_dialog(self.session, None, Side.EXPENDITURE, self).open()

    def add_income(self) -> None:
        """Ask for a new line of other income."""
        self.segments.choose(INCOME_PART)
        line_dialog(self.session, None, Side.INCOME, self).open()

    def add_grant(self) -> None:
        """Ask for a new grant."""
        self.segments.choose(INCOME_PART)
        grant_dialog(self.session, None, self).open()

    def reserves(self) -> None:
        """Ask for the reserves with which the year begins."""
        if self._view is not None:
            reserves_dialog(self.session, self._view.financial, self).open()

    def edit(self) -> None:
        """Change the record of the selected row."""
        row = self._row()
        if row is None:
            return
        if row.grant is not None:
            grant_dialog(self.session, row.grant, self).open()
        elif row.line is not None:
            line_dialog(self.session, row.line, row.line.side, self).open()

    def open_row(self) -> None:
        """Enter: change a record; what is worked out from the fees leads there."""
        row = self._row()
        if row is not None and row.target:
            self.navigate.emit(row.target)
        else:
            self._run(_EDIT)

    def remove(self) -> None:
        """Take the selected record out of the budget; it can be undone, so nothing is asked."""
        row = self._row()
        if row is not None and row.grant is not None:
            remove_grant(self.session.register, row.grant)
        elif row is not None and row.line is not None:
            remove_budget_line(self.session.register, row.line)
        else:
            return
        self.session.say(f"{row.name} was removed", undo=True)

    def history(self) -> None:
        """What changed in the record of the selected row."""
        row = self._row()
        if row is None:
            return
        key = (
            ("grants", row.grant.id)
            if row.grant
            else ("budget_lines", row.line.id if row.line else 0)
        )
        HistoryDialog(self.session, f"History of {row.name}", lambda: [key], self).open()

    def _export_list(self) -> None:
        table = self._list()
        if table is not None:
            name = f"LOTI budget {self.segments.current()} {self.session.year}"
            ask_export(self, self._preferences, table, name)

    def _export_workbook(self) -> None:
        self.navigate.emit("workbook")

    # Showing

    def _run(self, key: str) -> None:
        with reporting(self):
            if self.enabled(key):
                self.commands()[key]()
            elif self.session.read_only:
                self.show_info(_READ_ONLY)

    def _list(self) -> RecordTable[BudgetRow] | None:
        lists = {INCOME_PART: self.income, SPENDING_PART: self.spending}
        return lists.get(self.segments.current())

    def _row(self) -> BudgetRow | None:
        table = self._list()
        return table.current_record() if table is not None else None

    def _show_reserve(self, view: BudgetView) -> None:
        """Say when the reserve would fall below what the policy wants."""
        reserve = view.reserve
        if reserve is not None and reserve.smallest is not None and reserve.is_too_small:
            self.show_message(
                Message.WARN,
                f"The general reserve would end at {reserve.end.forecast.text}",
                f"The policy wants at least {reserve.smallest.text}.",
                action="Reserves…",
                on_action=lambda: self._run(_RESERVES),
                closable=False,
            )
            self._warned = True
        elif self._warned:
            self.message_bar.clear()
            self._warned = False

    def _show_part(self) -> None:
        part = self.segments.current()
        self._stack.setCurrentIndex(_PARTS.index(part))
        self.reserves_button.setVisible(part == SUMMARY_PART)
        self.grant_button.setVisible(part == INCOME_PART)
        self.income_button.setVisible(part == INCOME_PART)
        self.spending_button.setVisible(part == SPENDING_PART)
        for button in (
            self.reserves_button,
            self.grant_button,
            self.income_button,
            self.spending_button,
        ):
            button.setEnabled(not self.session.read_only)
            button.setToolTip(_READ_ONLY if self.session.read_only else "")
        self.state_changed.emit()

    def _show_menu(self, at: QPoint) -> None:
        table, row = self._list(), self._row()
        if table is None or row is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if row.target:
            menu.addAction("Show the fees", partial(self.navigate.emit, row.target))
        for words, key in (
            ("Edit the estimate…" if row.target else "Edit…", _EDIT),
            ("History…", _HISTORY),
            ("Remove", _REMOVE),
        ):
            menu.addAction(words, partial(self._run, key)).setEnabled(self.enabled(key))
        menu.addSeparator()
        cells = self.income_cells if table is self.income else self.cells
        cells.fill_menu(menu)
        menu.addAction("Export this list…", self._export_list)
        menu.popup(at)


def figures_of(view: BudgetView) -> list[tuple[str, str]]:
    """Forecast income, spending and what is left of it, and how that differs from last year's."""
    balance = view.balance
    figures = [
        (view.total_income.forecast.text, "income"),
        (view.total_spending.forecast.text, "spending"),
        (balance.forecast.text, "left" if balance.forecast >= ZERO else "more spent than comes in"),
    ]
    if view.knows_last_year:
        figures.append((_signed(balance.forecast - balance.prior), "against last year"))
    if view.reserve is not None:
        figures.append((view.reserve.end.forecast.text, "closing reserve"))
    return figures


def _signed(amount: Money) -> str:
    return f"+{amount.text}" if amount > ZERO else amount.text


def income_key(row: BudgetRow) -> int:
    """By what the cells of a row are typed into; what comes from the fees cannot be."""
    if row.grant is not None:
        return grant_key(row.grant)
    if row.line is not None and not row.target:
        return line_key(row.line)
    return worked_out_key(crc32(row.key.encode()))


def spending_key(row: BudgetRow) -> int:
    """The id of the line, by which its cells are typed into; below zero for one that was there last year only."""
    return row.line.id if row.line else -crc32(row.key.encode())


def _list(
    columns: Sequence[Column[BudgetRow]],
    key: Callable[[BudgetRow], int],
    name: str,
    one: str,
    many: str,
) -> RecordTable[BudgetRow]:
    return RecordTable(
        columns,
        key,
        name,
        count=lambda rows: f"1 {one}" if rows == 1 else f"{rows} {many}",
    )
