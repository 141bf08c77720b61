"""What LOTI does in a year, who takes part, and what each organisation takes part in."""

from collections import defaultdict
from dataclasses import dataclass

from loti_admin.domain.activities import Activity, Way
from loti_admin.domain.dates import Period, Year
from loti_admin.domain.money import Money, total
from loti_admin.domain.settings import day_and_month, value_on
from loti_admin.pace import paced
from loti_admin.services.fee_inputs import schedule_of
from loti_admin.storage.register import Register


@dataclass(frozen=True, slots=True)
class Partner:
    """An organisation by its id and the name that lists show."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class ActivityRow:
    """An activity with everybody who takes part, by name."""

    activity: Activity
    partners: tuple[Partner, ...]

    @property
    def id(self) -> int:
        return self.activity.id


@dataclass(frozen=True, slots=True)
class PartnerRow:
    """A member of the year, or another organisation that takes part, with its activities by name."""

    partner: Partner
    is_member: bool
    activities: tuple[Activity, ...]

    @property
    def id(self) -> int:
        return self.partner.id

    def count(self, way: Way) -> int:
        """How many of them are of one way."""
        return sum(activity.way is way for activity in self.activities)


@dataclass(frozen=True, slots=True)
class ActivitiesView:
    """What runs in the financial year `period`, both days inclusive; `others` counts what runs in other years only."""

    year: Year
    period: Period
    activities: tuple[ActivityRow, ...]
    partners: tuple[PartnerRow, ...]
    others: int

    @property
    def budget(self) -> Money:
        return total(row.activity.budget for row in self.activities)

    @property
    def without(self) -> tuple[PartnerRow, ...]:
        """Members that take part in nothing this year."""
        return tuple(row for row in self.partners if row.is_member and not row.activities)


def read_activities(register: Register, year: Year) -> ActivitiesView:
    """The activities that run on any day of the year's financial year. Reads only."""
    period = financial_year(register, year)
    names = {o.id: o.display_name for o in paced(register.organisations.all())}
    taking = defaultdict(set)
    for participation in paced(register.participations.all()):
        taking[participation.activity_id].add(participation.organisation_id)
    everything = sorted(register.activities.all(), key=lambda a: a.name.casefold())
    running = [activity for activity in everything if runs_in(activity, period)]
    rows = tuple(
        [
            ActivityRow(activity, _partners(taking[activity.id], names))
            for activity in paced(running)
        ]
    )
    return ActivitiesView(
        year=year,
        period=period,
        activities=rows,
        partners=_partner_rows(register, period, rows, names),
        others=len(everything) - len(running),
    )


def activities_of(register: Register, year: Year, organisation_id: int) -> tuple[Activity, ...]:
    """What one organisation takes part in in the year's financial year, by name. Reads only."""
    taking = register.participations.where(organisation_id=organisation_id)
    if not taking:
        return ()
    period = financial_year(register, year)
    found = (register.activities.find(one.activity_id) for one in taking)
    running = [activity for activity in found if activity and runs_in(activity, period)]
    return tuple(sorted(running, key=lambda activity: activity.name.casefold()))


def members_in(register: Register, period: Period) -> set[int]:
    """The ids of the organisations that are members on any day of a period."""
    return {
        membership.organisation_id
        for membership in paced(register.memberships.all())
        if period.overlaps(Period(membership.joined, membership.left))
    }


def runs_in(activity: Activity, period: Period) -> bool:
    """Whether an activity runs on any day of a period; one without dates always does."""
    return period.overlaps(Period(activity.start, activity.end))


def financial_year(register: Register, year: Year) -> Period:
    """The days of the year's financial year by the settings in force on its charge date."""
    charge_date = schedule_of(register, year)[0].charge_date
    starts = value_on(register.settings.all(), "financial year starts", charge_date)
    return year.financial_period(day_and_month(starts))


def _partners(ids: set[int], names: dict[int, str]) -> tuple[Partner, ...]:
    found = [Partner(id, names[id]) for id in paced(ids) if id in names]
    return tuple(sorted(found, key=lambda partner: partner.name.casefold()))


def _partner_rows(
    register: Register, period: Period, rows: tuple[ActivityRow, ...], names: dict[int, str]
) -> tuple[PartnerRow, ...]:
    members = members_in(register, period)
    by_partner: dict[int, list[Activity]] = defaultdict(list)
    for row in rows:
        for partner in paced(row.partners):
            by_partner[partner.id].append(row.activity)
    return tuple(
        [
            PartnerRow(partner, partner.id in members, tuple(by_partner.get(partner.id, ())))
            for partner in paced(_partners(members | set(by_partner), names))
        ]
    )
