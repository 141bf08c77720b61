"""Grants, budget lines and activities: saving and removing them, each as one step."""

from collections.abc import Sequence

from loti_admin.domain.activities import Activity, Participation, check_activity
from loti_admin.domain.budget import BudgetLine, Grant, check_budget_line, check_grant
from loti_admin.errors import Invalid, Problem
from loti_admin.services.members import raise_if_any
from loti_admin.storage.register import Register


def save_grant(register: Register, grant: Grant) -> Grant:
    """Add or change a grant of one year. Raises Invalid; a name stands once for a funder and year."""
    problems = check_grant(grant)
    same = register.grants.first(
        organisation_id=grant.organisation_id, name=grant.name, year=grant.year
    )
    if same and same.id != grant.id:
        message = f"{grant.name} is recorded for {grant.year} already. Change that grant."
        problems.append(Problem(message, field="name"))
    raise_if_any(problems)
    with register.write(f"{'Edit' if grant.id else 'Add'} grant {grant.name} {grant.year}"):
        return register.grants.save(grant) if grant.id else register.grants.add(grant)


def remove_grant(register: Register, grant: Grant) -> None:
    with register.write(f"Remove grant {grant.name} {grant.year}"):
        register.grants.remove(grant)


def save_budget_line(register: Register, line: BudgetLine) -> BudgetLine:
    """Add or change a line of a year's budget. Raises Invalid; a line stands once in its group and year."""
    problems = check_budget_line(line)
    same = register.budget_lines.first(
        year=line.year, side=line.side, group=line.group, line=line.line
    )
    if same and same.id != line.id:
        message = f"{line.line} is in {line.group} of {line.year} already. Change that line."
        problems.append(Problem(message, field="line"))
    raise_if_any(problems)
    with register.write(f"{'Edit' if line.id else 'Add'} budget line {line.line}"):
        return register.budget_lines.save(line) if line.id else register.budget_lines.add(line)


def remove_budget_line(register: Register, line: BudgetLine) -> None:
    with register.write(f"Remove budget line {line.line}"):
        register.budget_lines.remove(line)


def save_activity(
    register: Register, activity: Activity, organisation_ids: Sequence[int]
) -> Activity:
    """Add or change an activity with everybody who takes part; who is left out of the list no longer does."""
    problems = check_activity(activity)
    same = register.activities.first(way=activity.way, name=activity.name)
    if same and same.id != activity.id:
        problems.append(Problem(f"There is a {activity.way} called {activity.name}.", field="name"))
    if problems:
        raise Invalid(problems)
    with register.write(f"{'Edit' if activity.id else 'Add'} {activity.name}"):
        saved = (
            register.activities.save(activity) if activity.id else register.activities.add(activity)
        )
        known = {p.organisation_id: p for p in register.participations.where(activity_id=saved.id)}
        for organisation_id, participation in known.items():
            if organisation_id not in organisation_ids:
                register.participations.remove(participation)
        for organisation_id in organisation_ids:
            if organisation_id not in known:
                register.participations.add(
                    Participation(activity_id=saved.id, organisation_id=organisation_id)
                )
    return saved


def remove_activity(register: Register, activity: Activity) -> None:
    with register.write(f"Remove {activity.name}"):
        for participation in register.participations.where(activity_id=activity.id):
            register.participations.remove(participation)
        register.activities.remove(activity)
