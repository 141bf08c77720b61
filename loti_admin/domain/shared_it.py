"""Shared IT services: dated groupings of councils whose IT is run together and which joined through it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from loti_admin.domain.dates import Period, long_date
from loti_admin.domain.organisations import Organisation
from loti_admin.errors import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedService:
    """A shared IT service by its name; its councils are `ServiceMember`s."""

    id: int = 0
    name: str
    notes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceMember:
    """One council in one service from `start` to `end` inclusive (None = open on that side)."""

    id: int = 0
    service_id: int
    organisation_id: int
    start: date | None = None
    end: date | None = None

    @property
    def period(self) -> Period:
        return Period(self.start, self.end)


def council_ids_on(members: Iterable[ServiceMember], service_id: int, on: date) -> tuple[int, ...]:
    """The organisations in a service on a day, in the order of their ids, so that the order of rows never matters."""
    return tuple(
        sorted(
            {
                m.organisation_id
                for m in members
                if m.service_id == service_id and m.period.contains(on)
            }
        )
    )


def service_of(members: Iterable[ServiceMember], organisation_id: int, on: date) -> int | None:
    """The service an organisation is in on a day, if any. `check_services` keeps it from being in two."""
    return min(
        (
            m.service_id
            for m in members
            if m.organisation_id == organisation_id and m.period.contains(on)
        ),
        default=None,
    )


def check_services(
    services: Sequence[SharedService],
    members: Sequence[ServiceMember],
    organisations: Mapping[int, Organisation],
) -> list[Problem]:
    """Only councils, none in two services (or twice in one) on the same day, dates the right way round."""
    names = {service.id: service.name for service in services}
    problems = []
    for service in services:
        if not service.name.strip():
            problems.append(Problem("Type the name of the service.", field="name"))
    seen: set[str] = set()
    for service in services:
        name = " ".join(service.name.split())
        if name and name.casefold() in seen:
            message = f"There is already a service called {name}. Choose another name."
            problems.append(Problem(message, field="name"))
        seen.add(name.casefold())
    for member in members:
        organisation = organisations[member.organisation_id]
        if not organisation.is_council:
            problems.append(
                Problem(
                    f"{organisation.display_name} is not a council. Only councils can be in a shared IT service; "
                    f"take it out of {names[member.service_id]}.",
                    field="organisation",
                    code=organisation.code,
                )
            )
        if member.start and member.end and member.end < member.start:
            problems.append(
                Problem(
                    f"{organisation.display_name} would leave {names[member.service_id]} on "
                    f"{long_date(member.end)}, before it came on {long_date(member.start)}. Check the two dates.",
                    field="end",
                    code=organisation.code,
                )
            )
    by_council: dict[int, list[ServiceMember]] = {}
    for member in members:
        by_council.setdefault(member.organisation_id, []).append(member)
    for organisation_id, own in by_council.items():
        for index, one in enumerate(own):
            for other in own[index + 1 :]:
                if one.period.overlaps(other.period):
                    problems.append(_in_two(organisations[organisation_id], one, other, names))
    return problems


def _in_two(
    organisation: Organisation, one: ServiceMember, other: ServiceMember, names: Mapping[int, str]
) -> Problem:
    if one.service_id == other.service_id:
        message = (
            f"{organisation.display_name} is in {names[one.service_id]} twice at the same time: "
            f"{one.period.text}, and {other.period.text}. Change one of the dates."
        )
    else:
        message = (
            f"{organisation.display_name} would be in two services at the same time: {names[one.service_id]} "
            f"({one.period.text}) and {names[other.service_id]} ({other.period.text}). "
            "A council can be in one; end the first before the second begins."
        )
    return Problem(message, field="organisation", code=organisation.code)
