"""The summary of a year's budget: the table of the workbook's first sheet, beside it the charts."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from loti_admin.services.budget_rows import BudgetView, SummaryRow
from ui import theme
from ui.kit.page import MARGIN
from ui.kit.styling import scrolling
from ui.kit.table import RecordTable
from ui.pages.budget.charts import BudgetCharts
from ui.pages.budget.columns import SUMMARY

# At 100 %: narrower than this the charts stand below the table.
_WIDE, _CHARTS = 980, 380
# What Qt takes as no limit.
_ANY = 16_777_215


class BudgetSummary(QWidget):
    """Scrolls as a whole, because a total belongs in sight of what it adds up."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table: RecordTable[SummaryRow] = RecordTable(
            SUMMARY, lambda row: row.key, "Summary of the budget", totals=False, margin=8
        )
        self.table.set_empty_text("Nothing is planned yet.")
        self.charts = BudgetCharts()
        inner = QWidget()
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, inner)
        left = QVBoxLayout()
        left.addWidget(self.table)
        left.addStretch(1)
        self._row.addLayout(left, 1)
        self._row.addWidget(self.charts)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolling(inner))
        self.setFocusProxy(self.table)
        theme.current().changed.connect(self._arrange)
        self._arrange()

    def show_view(self, view: BudgetView) -> None:
        self.table.set_records(view.summary)
        self.charts.show_view(view)
        self._arrange()

    def _arrange(self) -> None:
        look = theme.current()
        wide = self.width() >= look.px(_WIDE)
        way = QBoxLayout.Direction
        self._row.setDirection(way.LeftToRight if wide else way.TopToBottom)
        side = look.px(MARGIN)
        self._row.setContentsMargins(side - look.px(8), look.px(8), side, look.px(16))
        self._row.setSpacing(look.px(32))
        self.charts.setMinimumWidth(look.px(_CHARTS) if wide else 0)
        self.charts.setMaximumWidth(look.px(_CHARTS) if wide else _ANY)
        rows = max(3, len(self.table.records()))
        header = self.table.view.header.sizeHint().height()
        self.table.setFixedHeight(rows * look.px(look.row_height) + header + 2)

    # Qt

    def sizeHint(self) -> QSize:
        # It scrolls, so it asks for no more than a list does; or the page would be higher than the window.
        look = theme.current()
        return QSize(look.px(360), look.px(200))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
