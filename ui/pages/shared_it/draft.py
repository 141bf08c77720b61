"""A service as it is being edited, and what saving it means."""

from dataclasses import dataclass, replace
from datetime import date

from loti_admin.domain.organisations import Contact, main_representative
from loti_admin.domain.shared_it import ServiceMember, SharedService
from loti_admin.errors import Invalid, Problem
from loti_admin.services.shared_it import Naming, save_service
from loti_admin.storage.register import Register


@dataclass(frozen=True, slots=True)
class Chosen:
    """Who is to speak for a council, and from when; nobody where it was left open."""

    organisation_id: int
    person_id: int | None
    start: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What the editor holds: the service, its councils with their days, and who speaks for each."""

    service: SharedService
    members: tuple[ServiceMember, ...]
    chosen: tuple[Chosen, ...]


def save_draft(register: Register, draft: Draft) -> SharedService:
    """Save the service, its councils and its representatives as one step. Raises Invalid."""
    namings = namings_of(draft, register.contacts.all())
    # A council that was taken back while it was edited here comes in again.
    there = {member.id for member in register.service_members.all()}
    members = [m if m.id in there else replace(m, id=0) for m in draft.members]
    return save_service(register, draft.service, members, namings)


def namings_of(draft: Draft, contacts: list[Contact]) -> list[Naming]:
    """What has to be written so that the chosen people speak for the councils; nothing where they do already.

    Raises Invalid where a person was chosen without a day.
    """
    found: dict[tuple[int, date], list[int]] = {}
    for chosen in draft.chosen:
        if chosen.person_id is None:
            continue
        if chosen.start is None:
            if _speaks_already(contacts, chosen):
                continue
            message = "Type the day from which this person speaks for the council."
            raise Invalid([Problem(message, field="representative")])
        current = main_representative(contacts, chosen.organisation_id, chosen.start)
        if current is None or current.person_id != chosen.person_id:
            found.setdefault((chosen.person_id, chosen.start), []).append(chosen.organisation_id)
    return [
        Naming(person_id=person_id, organisation_ids=tuple(ids), start=start)
        for (person_id, start), ids in found.items()
    ]


def _speaks_already(contacts: list[Contact], chosen: Chosen) -> bool:
    """Whether the person speaks for the council as far back as is known."""
    return any(
        contact.main_representative
        and contact.person_id == chosen.person_id
        and contact.organisation_id == chosen.organisation_id
        and contact.start is None
        for contact in contacts
    )
