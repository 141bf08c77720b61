"""What the officer says before a new register is made. Every part may be left for later."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from loti_admin.domain.fees import FeeSchedule, check_schedule
from loti_admin.domain.settings import Setting, check_setting
from loti_admin.domain.shared_it import ServiceMember, SharedService
from loti_admin.errors import Invalid, Problem
from loti_admin.services.members import join
from loti_admin.services.schedules import save_schedule
from loti_admin.services.settings import save_settings
from loti_admin.services.shared_it import save_service
from loti_admin.storage.register import Register


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstService:
    """A shared IT service and its councils by code; `start` is their first day in it (None = as long as known)."""

    name: str
    codes: tuple[str, ...]
    start: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstSteps:
    """`settings` by key, `members` the first day of membership by the council's code."""

    settings: Mapping[str, str] = field(default_factory=dict)
    schedule: FeeSchedule | None = None
    members: Mapping[str, date] = field(default_factory=dict)
    services: tuple[FirstService, ...] = ()


def check_first_settings(values: Mapping[str, str]) -> list[Problem]:
    """What a register would refuse, by the key it belongs to, before there is a register."""
    return [
        replace(problem, field=key)
        for key, value in values.items()
        for problem in check_setting(Setting(key=key, value=value.strip()))
    ]


def check_first_prices(schedule: FeeSchedule) -> list[Problem]:
    """What keeps the prices from being stored."""
    return [problem for problem in check_schedule(schedule) if problem.blocks]


def check_first_services(services: tuple[FirstService, ...]) -> list[Problem]:
    """A service of shared IT has a name and councils, and no council is in two."""
    problems: list[Problem] = []
    names: set[str] = set()
    taken: set[str] = set()
    for service in services:
        name = " ".join(service.name.split())
        if not name:
            problems.append(Problem("Type the name of the service.", field="name"))
        elif name.casefold() in names:
            message = f"There is already a service called {name}. Choose another name."
            problems.append(Problem(message, field="name"))
        if len(service.codes) < 2:
            problems.append(
                Problem("Tick the councils that share it, at least two.", field="codes")
            )
        if taken.intersection(service.codes):
            problems.append(Problem("A council can be in one service only.", field="codes"))
        names.add(name.casefold())
        taken.update(service.codes)
    return problems


def take_first_steps(register: Register, steps: FirstSteps) -> None:
    """Store all of it, inside one write. Raises Invalid if anything does not fit; nothing is then changed."""
    with register.write("First steps"):
        if steps.settings:
            save_settings(register, dict(steps.settings))
        if steps.schedule is not None:
            save_schedule(register, steps.schedule)
        ids = {o.code: o.id for o in register.organisations.all()}
        for code, day in steps.members.items():
            join(register, _id_of(ids, code), day)
        for service in steps.services:
            members = [
                ServiceMember(service_id=0, organisation_id=_id_of(ids, code), start=service.start)
                for code in service.codes
            ]
            save_service(register, SharedService(name=service.name), members)


def _id_of(ids: Mapping[str, int], code: str) -> int:
    if code not in ids:
        raise Invalid([Problem(f"There is no council with the code {code}.")])
    return ids[code]
