"""The left of the page Payments: who owes what on a day, or the receipts."""

from datetime import date

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from loti_admin.domain.dates import long_date, parse_date
from loti_admin.domain.grammar import how_many
from loti_admin.errors import Problem
from ui import theme
from ui.kit.editors import LineEditor
from ui.kit.page import MARGIN
from ui.kit.problems import ProblemLine
from ui.kit.segments import Segments
from ui.kit.table import RecordTable
from ui.kit.text import label
from ui.pages.payments.columns import DEBTOR_COLUMNS, RECEIPT_COLUMNS
from ui.pages.payments.rows import DebtorRow, PaymentsView, ReceiptRow

OWED, RECEIPTS = "owed", "receipts"
# Narrower than this at 100 % text, day and find field stand below the choice of the list.
_NARROW = 700
_MANY = 2_000


class PaymentLists(QWidget):
    """`changed` when another row is current or selected, or another list is shown; `day_chosen` the day that was
    typed."""

    changed = Signal()
    day_chosen = Signal(object)
    opened = Signal()
    menu_asked = Signal(QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._day: date | None = None
        self._unseen: tuple[ReceiptRow, ...] | None = None
        self.segments = Segments("What is shown")
        self.debtors: RecordTable[DebtorRow] = RecordTable(
            DEBTOR_COLUMNS,
            lambda row: row.key,
            "Who owes what",
            count=lambda rows: how_many(rows, "account"),
        )
        self.debtors.set_empty_text("Nobody owes anything on this day.")
        self.receipts: RecordTable[ReceiptRow] = RecordTable(
            RECEIPT_COLUMNS,
            lambda row: row.key,
            "Receipts",
            count=lambda rows: how_many(rows, "receipt"),
            also_find=lambda row: row.receipt.note,
        )
        self.receipts.set_empty_text("No money has been recorded yet.")
        self.day = LineEditor(self, parse=parse_date, show=long_date, max_length=40)
        self.day.setAccessibleName("On the day")
        self.day_words = label("On", tone="text2")
        self.day_words.setBuddy(self.day)
        self.day_problem = ProblemLine(self)
        self._build()
        self.segments.chosen.connect(lambda _key: self._show())
        self.day.editingFinished.connect(self._day_typed)
        for table in (self.debtors, self.receipts):
            table.current_changed.connect(lambda _row: self.changed.emit())
            table.selection_changed.connect(lambda _rows: self.changed.emit())
            table.activated.connect(lambda _row: self.opened.emit())
            table.menu_asked.connect(self.menu_asked)

    def _build(self) -> None:
        self._choice = QHBoxLayout()
        self._choice.addWidget(self.segments)
        self._choice.addStretch(1)
        self._tools = QHBoxLayout()
        self._tools.addStretch(1)
        self._tools.addWidget(self.day_words)
        self._tools.addWidget(self.day)
        # Below each other where there is no room for both.
        self._above = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._above.addLayout(self._choice, 1)
        self._above.addLayout(self._tools)
        self._stack = QStackedWidget()
        for table in (self.debtors, self.receipts):
            find = table.find_field()
            find.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
            self._tools.addWidget(find)
            self._stack.addWidget(table)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._above)
        self._problem_row = QHBoxLayout()
        self._problem_row.addStretch(1)
        self._problem_row.addWidget(self.day_problem)
        column.addLayout(self._problem_row)
        column.addWidget(self._stack, 1)
        theme.current().changed.connect(self._space)
        self._space()

    def show_view(self, view: PaymentsView) -> None:
        """Show what was read; selections stay with their rows."""
        self.segments.set_segments(
            [
                (OWED, "Accounts", len(view.debtors)),
                (RECEIPTS, "Receipts", len(view.receipts)),
            ]
        )
        self.debtors.set_records(view.debtors)
        self._unseen = view.receipts
        # All there ever were: putting thousands into a list that nobody looks at would be felt.
        if len(view.receipts) < _MANY:
            self._fill_receipts()
        if self._day != view.on:
            self._day = view.on
            self.day.set_value(view.on)
            self.day_problem.clear()
        self._show()

    @property
    def table(self) -> RecordTable:
        """The list in front."""
        return self.receipts if self.segments.current() == RECEIPTS else self.debtors

    @property
    def on_receipts(self) -> bool:
        return self.table is self.receipts

    def debtor(self) -> DebtorRow | None:
        """The current account, while accounts are in front."""
        return None if self.on_receipts else self.debtors.current_record()

    def receipt(self) -> ReceiptRow | None:
        """The current receipt, while receipts are in front."""
        return self.receipts.current_record() if self.on_receipts else None

    def select_receipt(self, receipt_id: int) -> bool:
        return self._select(RECEIPTS, self.receipts, receipt_id)

    def select_debtor(self, organisation_id: int) -> bool:
        return self._select(OWED, self.debtors, organisation_id)

    def _select(self, key: str, table: RecordTable, id: int) -> bool:
        self.segments.choose(key)
        if table.model.row_of(id) < 0:
            table.set_filter("")
        return table.select_key(id)

    def _show(self) -> None:
        receipts = self.on_receipts
        if receipts:
            self._fill_receipts()
        self._stack.setCurrentWidget(self.table)
        self.debtors.find_field().setVisible(not receipts)
        self.receipts.find_field().setVisible(receipts)
        for widget in (self.day_words, self.day):
            widget.setVisible(not receipts)
        if self.table.current_record() is None:
            self.table.select_first()
        self.changed.emit()

    def _fill_receipts(self) -> None:
        if self._unseen is not None:
            self.receipts.set_records(self._unseen)
            self._unseen = None

    def _day_typed(self) -> None:
        try:
            day = self.day.value()
        except ValueError as error:
            self.day_problem.show_problem(Problem(str(error), field="day"))
            return
        self.day_problem.clear()
        if day != self._day:
            self.day_chosen.emit(day)

    def _space(self) -> None:
        look = theme.current()
        side = look.px(MARGIN)
        self._above.setContentsMargins(side, 0, side, look.px(8))
        self._above.setSpacing(look.px(8))
        self._tools.setSpacing(look.px(12))
        self._problem_row.setContentsMargins(side, 0, side, 0)
        self.day.setFixedWidth(look.px(150))
        self._fit()

    def _fit(self) -> None:
        narrow = self.width() * 100 / theme.current().text_scale < _NARROW
        down, beside = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._above.setDirection(down if narrow else beside)

    # Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
