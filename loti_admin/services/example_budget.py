"""The example's joint budget: grants, lines of both years, and what the money is spent on."""

from loti_admin.domain.activities import Activity
from loti_admin.domain.budget import BudgetLine, Grant
from loti_admin.domain.dates import Year
from loti_admin.domain.money import Money
from loti_admin.services import example_data as data
from loti_admin.services.budget import save_activity, save_budget_line, save_grant
from loti_admin.services.reserves import save_reserves
from loti_admin.storage.register import Register


def add_budget(register: Register, year: Year) -> None:
    """The lines of one of the two years and its grants; with the second, what is agreed for the year after it."""
    first = year == data.YEARS[0]
    _add_grants(register, year, 0 if first else 1)
    if not first:
        _add_grants(register, year.next, 2)
        save_reserves(register, year.financial_period(), data.RESERVES)
    for line in data.BUDGET:
        was, spent = line.last_year
        amounts_in_pounds = (was, 0, spent, spent) if first else line.this_year
        if any(amounts_in_pounds):
            original, variations, actual, forecast = map(Money.pounds, amounts_in_pounds)
            save_budget_line(
                register,
                BudgetLine(
                    year=year.label,
                    side=line.side,
                    group=line.group,
                    line=line.name,
                    restricted=line.restricted,
                    original=original,
                    variations=variations,
                    actual=actual,
                    forecast=forecast,
                    note="" if first else line.note,
                ),
            )


def _add_grants(register: Register, year: Year, place: int) -> None:
    for code, name, restricted, *amounts in data.GRANTS:
        agreed, received = amounts[place]
        if agreed:
            grant = Grant(
                organisation_id=register.organisations.by_code(code).id,
                name=name,
                restricted=restricted,
                year=year.label,
                agreed=Money.pounds(agreed),
                received=Money.pounds(received),
            )
            save_grant(register, grant)


def add_activities(register: Register) -> None:
    """Something in each of the five ways; without councils named, everybody who stays a member takes part."""
    ids = {o.display_name: o.id for o in register.organisations.all()}
    members = [membership.organisation_id for membership in register.memberships.where(left=None)]
    for deed in data.ACTIVITIES:
        activity = Activity(
            way=deed.way,
            name=deed.name,
            start=deed.start,
            end=deed.end,
            lead=deed.lead,
            budget=Money.pounds(deed.budget),
        )
        save_activity(register, activity, [ids[name] for name in deed.councils] or members)
