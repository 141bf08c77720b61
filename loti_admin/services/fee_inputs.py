"""The records a year's fees depend on, read from the register, and which fee schedule applies."""

from collections.abc import Sequence

from loti_admin.domain.dates import Year, long_date
from loti_admin.domain.fees import FeeSchedule, published_schedule, schedule_for
from loti_admin.domain.inputs import FeeInputs
from loti_admin.domain.settings import vat_rates
from loti_admin.errors import Problem, Severity
from loti_admin.storage.history import RowChange
from loti_admin.storage.register import Register


def schedule_of(
    register: Register, year: Year, changes: Sequence[RowChange] = ()
) -> tuple[FeeSchedule, list[Problem]]:
    """The year's own schedule; else a copy of the latest earlier one, else the published prices, with a warning.

    `changes` are rows that were rehearsed: it is the schedule that there would be with them.
    """
    schedules = {Year.parse(s.year): s for s in register.fee_schedules.as_if(changes)}
    if year in schedules:
        return schedules[year], []
    earlier = [known for known in schedules if known < year]
    if earlier:
        source = max(earlier)
        schedule = schedule_for(year, schedules[source])
        where = f"the prices of {source} are used"
    else:
        schedule = published_schedule(year)
        where = (
            f"the published prices are used ({schedule.standard.text} and {schedule.shared_it.text}, "
            f"from {long_date(schedule.charge_date)})"
        )
    message = (
        f"{year} has no fee schedule of its own; {where}. Approving makes them the year's own."
    )
    return schedule, [Problem(message, Severity.WARNS)]


def gather_inputs(
    register: Register, schedule: FeeSchedule, changes: Sequence[RowChange] = ()
) -> FeeInputs:
    """Everything the calculation of the schedule's year reads, as it would be with rehearsed `changes`."""
    return FeeInputs(
        schedule=schedule,
        organisations=tuple(register.organisations.as_if(changes)),
        memberships=tuple(register.memberships.as_if(changes)),
        services=tuple(register.services.as_if(changes)),
        service_members=tuple(register.service_members.as_if(changes)),
        contacts=tuple(register.contacts.as_if(changes)),
        adjustments=tuple(register.adjustments.as_if(changes, year=schedule.year)),
        vat_rates=vat_rates(register.settings.as_if(changes)),
        people=tuple(register.people.as_if(changes)),
    )


def known_years(register: Register) -> list[Year]:
    """The years that anything is recorded for, oldest first: schedules, documents and budgets."""
    labels = {schedule.year for schedule in register.fee_schedules.all()}
    labels |= {*register.documents.years()}
    labels |= {line.year for line in register.budget_lines.all()}
    years = {Year.parse(label) for label in labels}
    return sorted(years)


def current_year(register: Register) -> Year:
    """The financial year of today: from 1 April on the officer prepares the charge of 1 July."""
    return Year.containing(register.now().date())
