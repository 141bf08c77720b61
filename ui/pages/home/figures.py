"""The map and the chart of the page Home, each with its legend and its table."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from loti_admin.domain.dates import MONTHS, Year
from loti_admin.domain.fees import FeeSchedule
from loti_admin.domain.money import ZERO, Money
from loti_admin.services.cash import MonthOfMoney
from ui.kit.charts import ColumnChart, Series, chart_legend
from ui.kit.editors import ChoiceEditor
from ui.kit.figure import Figure
from ui.kit.painted import Legend
from ui.kit.patterns import Pattern
from ui.kit.table import Column, RecordTable, money_column
from ui.kit.tile_map import TileMap
from ui.pages.home.councils import CouncilRow
from ui.pages.home.tiles import CHOICES, STATUS, arrange_table, coloured, council_table
from ui.preferences import Preferences

_RECEIVED = "Received"
_EXPECTED = "Expected"
_OVERDUE = "Overdue"


class CouncilMap(QWidget):
    """The tile map of London with the choice of what colours it, which is remembered. `opened` gives a target."""

    opened = Signal(str)

    def __init__(self, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self._rows: tuple[CouncilRow, ...] = ()
        self._schedule: FeeSchedule | None = None
        self._table_led = False
        self.tiles = TileMap("Map of London")
        self.legend = Legend()
        self.choice = ChoiceEditor(None, CHOICES)
        self.choice.setAccessibleName("Members by")
        kept = preferences.home_map
        self.choice.set_value(kept if kept in dict(CHOICES) else STATUS)
        self.choice.edited.connect(self._chosen)
        self.figure = Figure(
            "Members by",
            (self.tiles, self.legend),
            council_table,
            name="members",
            choice=self.choice,
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.figure)
        self.tiles.opened.connect(self._open)
        self.figure.toggled.connect(self._toggled)

    def show_councils(self, rows: Sequence[CouncilRow], schedule: FeeSchedule) -> None:
        self._rows, self._schedule = tuple(rows), schedule
        self.figure.set_records(rows)
        self._colour()

    def arrange_table(self) -> None:
        """The table shows what the map would."""
        if self.figure.table is not None:
            arrange_table(self.figure.table, str(self.choice.value()))

    def choose(self, choice: str) -> None:
        """Colour by one of `CHOICES`, as if it had been chosen."""
        self.choice.set_value(choice)
        self._chosen()

    def set_side(self, side: int) -> None:
        """The width of a tile in pixels at 100 %."""
        self.tiles.set_side(side)

    def _toggled(self) -> None:
        table = self.figure.table
        if table is not None and not self._table_led:
            self._table_led = True
            table.activated.connect(lambda row: self._open(row.place.code))
        self.arrange_table()

    def _chosen(self) -> None:
        self._preferences.home_map = str(self.choice.value())
        self._colour()

    def _colour(self) -> None:
        if self._schedule is None:
            return
        choice = str(self.choice.value())
        made = coloured(self._rows, choice, self._schedule)
        self.tiles.setAccessibleName(f"Map of London by {dict(CHOICES)[choice].lower()}")
        self.tiles.set_tiles(made.tiles, made.groups)
        self.legend.set_entries(self.tiles.legend())
        self.arrange_table()

    def _open(self, code: str) -> None:
        row = next((row for row in self._rows if row.place.code == code), None)
        if row is not None and row.target:
            self.opened.emit(row.target)


class MoneyChart(QWidget):
    """What was received, what is expected and what is overdue, by month of the financial year."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.columns = ColumnChart("Income and receipts by month", stacked=True)
        self.legend = Legend(amounts=True)
        self.figure = Figure(
            "Income and receipts",
            (self.columns, self.legend),
            _month_table,
            name="income and receipts",
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.figure)

    def set_height(self, height: int) -> None:
        """The chart without its legend, in pixels at 100 %."""
        self.columns.set_height(height)

    def show_months(self, year: Year, months: Sequence[MonthOfMoney], today: date) -> None:
        """Show a year's months; that of today is named in 600."""

        def series(name: str, amounts: Sequence[Money], tone: str, pattern: Pattern) -> Series:
            return Series(name=name, values=tuple(amounts), tone=tone, pattern=pattern)

        shown = [
            series(_RECEIVED, [month.received for month in months], "c1", Pattern.SOLID),
            series(_EXPECTED, [month.expected for month in months], "c1", Pattern.RISING),
        ]
        late = [month.overdue for month in months]
        if any(amount > ZERO for amount in late):
            shown.append(series(_OVERDUE, late, "c5", Pattern.FALLING))
        now = today.replace(day=1)
        strong = next((n for n, month in enumerate(months) if month.start == now), -1)
        self.columns.set_data(
            [MONTHS[month.start.month - 1][:3] for month in months],
            shown,
            full=[month_text(month.start) for month in months],
            strong=strong,
        )
        self.legend.set_entries(chart_legend(shown))
        anything = any(month.received or month.expected or month.overdue for month in months)
        unit = f"before VAT, {year}, by month"
        nothing = f"Nothing is received or expected in {year}"
        self.figure.set_subtitle(f"£ thousand {unit}" if anything else nothing, f"£ {unit}")
        self.figure.set_records(months)


def month_text(day: date) -> str:
    """`July 2026`."""
    return f"{MONTHS[day.month - 1]} {day.year}"


def _month_table() -> RecordTable[MonthOfMoney]:
    return RecordTable(
        (
            Column[MonthOfMoney](
                key="month", title="Month", value=lambda month: month.start, text=month_text
            ),
            money_column("received", "Received £", lambda month: month.received),
            money_column("expected", "Expected £", lambda month: month.expected),
            money_column("overdue", "Overdue £", lambda month: month.overdue, gives_way=1),
        ),
        lambda month: month.start,
        "Income and receipts by month, before VAT",
        margin=0,
    )
