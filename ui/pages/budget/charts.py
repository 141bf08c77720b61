"""The charts of the page Budget: where the income comes from, and the fees of this year and the last."""

from dataclasses import replace

from PySide6.QtWidgets import QVBoxLayout, QWidget

from loti_admin.domain.budget import Side
from loti_admin.domain.dates import long_date
from loti_admin.domain.money import ZERO
from loti_admin.services.budget_rows import BudgetView, FeeSums, SummaryRow
from ui import theme
from ui.kit.charts import Bar, BarChart, ColumnChart, Series, chart_legend
from ui.kit.figure import Figure
from ui.kit.painted import Legend
from ui.kit.patterns import Pattern
from ui.kit.table import RecordTable
from ui.kit.text import label
from ui.pages.budget.columns import FEES, SUMMARY
from ui.theme import Role

# Beside a bar there is room for a word or two.
_SHORT = {"income/Contributions and core grants": "Contributions"}


class BudgetCharts(QWidget):
    """Both charts under each other."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sources = BarChart("Income by source")
        self.source_figure = Figure(
            "Income by source", (self.sources,), _source_table, name="income by source"
        )
        self.fees = ColumnChart("Fees of this year and the last", stacked=True, height=196)
        self.legend = Legend()
        self.fee_figure = Figure(
            "Fees, last year and this",
            (self.fees, self.legend),
            _fee_table,
            name="fees of this year and the last",
        )
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.source_figure)
        self.months = label("", Role.SMALL, "text2", wrap=True)
        self._fees = QVBoxLayout()
        self._fees.addWidget(self.fee_figure)
        self._fees.addWidget(self.months)
        self._column.addLayout(self._fees)
        self._column.addStretch(1)
        theme.current().changed.connect(self._space)
        self._space()

    def show_view(self, view: BudgetView) -> None:
        """Show a year's forecast income by its source, and its fees by their price."""
        income = [row for row in view.summary if row.side is Side.INCOME and not row.strong]
        self.sources.set_bars(
            [
                Bar(name=_SHORT.get(row.key, row.name), value=row.amounts.forecast)
                for row in income
                if _counts(row)
            ]
        )
        self.source_figure.set_subtitle(f"£ thousand before VAT, forecast {view.year}")
        self.source_figure.set_records(income)
        series = _fee_series(view.fees)
        self.fees.set_data([sums.year.label for sums in view.fees], series, strong=1)
        self.legend.set_entries([replace(entry, figure="") for entry in chart_legend(series)])
        self.fee_figure.set_subtitle("£ thousand before VAT, by the price they start from")
        self.fee_figure.set_records(view.fees)
        # Otherwise the subscriptions of the table and these fees look as if one of them were wrong.
        start, end = view.financial.start, view.financial.end
        if start and end:
            days = f"{long_date(start)} to {long_date(end)}"
            self.months.setText(f"Subscriptions in the table are the part for {days}.")
        self.months.setVisible(view.fees_by_month)

    def _space(self) -> None:
        self._column.setSpacing(theme.current().px(24))
        self._fees.setSpacing(theme.current().px(4))


def _counts(row: SummaryRow) -> bool:
    return row.amounts.forecast > ZERO


def _fee_series(fees: tuple[FeeSums, FeeSums]) -> list[Series]:
    series = [
        Series(name="Standard", values=tuple(sums.standard for sums in fees)),
        Series(
            name="Shared IT",
            values=tuple(sums.shared_it for sums in fees),
            tone="c2",
            pattern=Pattern.RISING,
        ),
        Series(
            name="Agreed rates",
            values=tuple(sums.other for sums in fees),
            tone="c4",
            pattern=Pattern.FALLING,
        ),
    ]
    return [one for number, one in enumerate(series) if not number or any(one.values)]


def _source_table() -> RecordTable[SummaryRow]:
    return RecordTable(
        SUMMARY, lambda row: row.key, "Income by source, before VAT", totals=False, margin=0
    )


def _fee_table() -> RecordTable[FeeSums]:
    return RecordTable(
        FEES, lambda row: row.year.label, "Fees by price, before VAT", totals=False, margin=0
    )
