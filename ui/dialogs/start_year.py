"""Starting a year: its own fee schedule, a copy of the last one, raised by a percentage if that was decided."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtWidgets import QWidget

from loti_admin.domain.dates import Year, long_date
from loti_admin.domain.fees import FeeSchedule, uplift
from loti_admin.domain.money import Money
from loti_admin.errors import Invalid, Problem
from loti_admin.services.fee_inputs import schedule_of
from loti_admin.services.schedules import start_year
from ui.kit.dialog import FormDialog
from ui.kit.fields import MoneyField, PercentField
from ui.kit.form import RecordForm
from ui.kit.text import label
from ui.session import Session

_FIELDS = (
    PercentField(
        key="percent",
        label="Raise the fees by",
        hint="0 keeps the prices; contributions stay as agreed",
        minimum=Decimal(-50),
        maximum=Decimal(100),
        half=True,
    ),
    MoneyField(
        key="nearest",
        label="Rounded to the nearest",
        hint="£50.00 makes £30,620.00 into £30,600.00",
        half=True,
    ),
)


@dataclass(frozen=True, slots=True)
class Uplift:
    """What is typed: per cent, and the multiple that prices are rounded to (pence)."""

    percent: Decimal = Decimal(0)
    nearest: Money = Money.pounds(50)


class StartYearDialog(FormDialog[Uplift]):
    """Shows the new prices while the percentage is typed; starting shows the new year."""

    def __init__(
        self, session: Session, year: Year, parent: QWidget, then: Callable[[Year], object]
    ) -> None:
        """`then` gets the year once it has its schedule."""
        self._session, self._year, self._then = session, year, then
        self._schedule, _ = schedule_of(session.register, year)
        form: RecordForm[Uplift] = RecordForm(_FIELDS)
        form.load(Uplift())
        super().__init__(
            f"Start {year}?",
            form,
            f"Start {year}",
            self._start,
            parent,
            intro="The new year gets prices of its own, copied from the year before. "
            "They can be changed until its fees are approved.",
        )
        self.prices = label("", wrap=True)
        self.body.addWidget(self.prices)
        form.edited.connect(self._show_prices)
        self._show_prices()

    def _show_prices(self) -> None:
        try:
            self.prices.setText(prices_text(self._raised(self.form.value())))
        except (Invalid, ValueError):
            self.prices.setText("")

    def _raised(self, wanted: Uplift) -> FeeSchedule:
        if not wanted.percent:
            return self._schedule
        return uplift(self._schedule, wanted.percent, wanted.nearest)

    def _start(self, wanted: Uplift) -> None:
        if wanted.nearest.pence < 1:
            raise Invalid([Problem("Round to at least £0.01.", field="nearest")])
        start_year(self._session.register, self._year, wanted.percent, wanted.nearest)
        self._then(self._year)


def prices_text(schedule: FeeSchedule) -> str:
    """The prices of a schedule in one sentence."""
    return (
        f"Standard fee {schedule.standard.text}, shared IT {schedule.shared_it.text} each, contributions "
        f"{schedule.contribution.text}; charged from {long_date(schedule.charge_date)}."
    )
