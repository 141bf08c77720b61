"""What the page Home shows of a year, read once."""

from dataclasses import dataclass
from datetime import date

from loti_admin.domain.dates import Year, long_date
from loti_admin.domain.fees import FeeSchedule
from loti_admin.domain.money import Money, total
from loti_admin.domain.organisations import Kind
from loti_admin.pace import paced
from loti_admin.services.cash import MonthOfMoney, money_by_month
from loti_admin.services.overview import ToDo, Waits, to_do
from loti_admin.services.recent import RecentChange, recent_changes
from loti_admin.services.year_facts import YearFacts, day_text, read_year_facts
from loti_admin.services.year_line import YearStep, place_of_today, year_line
from loti_admin.storage.register import Register
from ui.pages.home.councils import CouncilRow, read_councils

MOST_TO_DO, MOST_CHANGES = 5, 5
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# What the button says where the title of the first thing to do is no act.
_ACTS = {
    Waits.OVERDUE: "Show what is overdue",
    Waits.ORDERS: "Show who has no order",
    Waits.RECORDS: "Complete the records",
    Waits.JOINING: "Show who is joining",
    Waits.GRANT: "Show the grants",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeView:
    """Everything the page shows. `today_at` is the place of today on the line, None outside the year. `since` is the
    day from which `changes` are told; None where they are only the last ones."""

    year: Year
    today: date
    charge_date: date
    members: int
    fees: Money
    steps: tuple[YearStep, ...]
    today_at: float | None
    to_do: tuple[ToDo, ...]
    changes: tuple[RecentChange, ...]
    since: date | None
    schedule: FeeSchedule
    councils: tuple[CouncilRow, ...]
    months: tuple[MonthOfMoney, ...]

    @property
    def figures(self) -> tuple[tuple[str, str], ...]:
        """The strip under the title."""
        noun = "member" if self.members == 1 else "members"
        return (
            ("", f"{_WEEKDAYS[self.today.weekday()]} {long_date(self.today)}"),
            (str(self.members), f"{noun} on {day_text(self.charge_date)}"),
            (self.fees.text, "in fees, before VAT"),
        )

    @property
    def act(self) -> str:
        """What the main button says; "" where nothing waits."""
        if not self.to_do:
            return ""
        first = self.to_do[0]
        return _ACTS.get(first.what, first.title)


def read_home(register: Register, year: Year, last_visit: date | None) -> HomeView:
    """The year as it stands today, and what changed since the last visit. Reads only."""
    facts = read_year_facts(register, year)
    steps = year_line(register, facts)
    changes = recent_changes(register, MOST_CHANGES, since=last_visit) if last_visit else []
    since = last_visit if changes else None
    if since is None:
        changes = recent_changes(register, MOST_CHANGES)
    return HomeView(
        year=year,
        today=facts.today,
        charge_date=facts.charge_date,
        members=_members(facts),
        fees=total(c.net for c in facts.fees.run.charges if c.kind is Kind.BOROUGH),
        steps=steps,
        today_at=place_of_today(steps, facts.today, facts.financial.end or facts.today),
        to_do=tuple(to_do(register, facts)),
        changes=tuple(changes),
        since=since,
        schedule=facts.fees.inputs.schedule,
        councils=read_councils(facts),
        months=money_by_month(register, facts),
    )


def _members(facts: YearFacts) -> int:
    """The member councils on the charge date."""
    inputs = facts.fees.inputs
    return sum(
        organisation.is_council and inputs.is_member(organisation.id, facts.charge_date)
        for organisation in paced(inputs.organisations)
    )
