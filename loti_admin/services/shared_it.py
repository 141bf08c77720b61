"""Shared IT services: saving a service with its councils as one step, and how it stands."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from loti_admin.domain.dates import Year
from loti_admin.domain.qualifying import ServiceStanding, service_standing
from loti_admin.domain.shared_it import ServiceMember, SharedService, check_services
from loti_admin.services.fee_inputs import gather_inputs, schedule_of
from loti_admin.services.members import name_representative, raise_if_any
from loti_admin.storage.history import RowChange
from loti_admin.storage.register import Register


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """That a person becomes the main representative of these organisations from `start` on."""

    person_id: int
    organisation_ids: tuple[int, ...]
    start: date


def save_service(
    register: Register,
    service: SharedService,
    members: Sequence[ServiceMember],
    namings: Sequence[Naming] = (),
) -> SharedService:
    """Add (id 0) or change a service with all its councils; councils left out of `members` are taken out.

    `namings` are saved with it, so that one step takes all of it back. Raises Invalid: only councils, none in two
    services on the same day.
    """
    service = replace(service, name=service.name.strip())
    others = [s for s in register.services.all() if s.id != service.id]
    elsewhere = [m for m in register.service_members.all() if m.service_id != service.id]
    own = [replace(m, service_id=service.id) for m in members]
    organisations = {o.id: o for o in register.organisations.all()}
    raise_if_any(check_services([*others, service], [*elsewhere, *own], organisations))
    verb = "Edit" if service.id else "Add"
    with register.write(f"{verb} {service.name}"):
        saved = register.services.save(service) if service.id else register.services.add(service)
        kept = {m.id for m in own}
        for old in register.service_members.where(service_id=saved.id):
            if old.id not in kept:
                register.service_members.remove(old)
        for member in own:
            member = replace(member, service_id=saved.id)
            if member.id:
                register.service_members.save(member)
            else:
                register.service_members.add(member)
        for naming in namings:
            name_representative(
                register, naming.person_id, list(naming.organisation_ids), naming.start
            )
    return saved


def remove_service(register: Register, service: SharedService) -> None:
    """Remove a service and take its councils out of it; ending the councils' dates keeps the past instead."""
    with register.write(f"Remove {service.name}"):
        for member in register.service_members.where(service_id=service.id):
            register.service_members.remove(member)
        register.services.remove(service)


def standing_of_service(
    register: Register, service_id: int, on: date, changes: Sequence[RowChange] = ()
) -> ServiceStanding:
    """Whether the service qualifies for the reduced price on a day, or would with rehearsed `changes`, and why or why
    not."""
    schedule, _ = schedule_of(register, Year.containing(on), changes)
    return service_standing(gather_inputs(register, schedule, changes), service_id, on)
