"""The shared-IT rule: two dated conditions that together give a council the reduced price.

(a) The service represents exactly two councils, both members; (b) the two share one main representative. It is a fact
about how they joined, not about their IT. Source: the published terms of membership.
"""

from dataclasses import dataclass
from datetime import date

from loti_admin.domain.charges import Reason
from loti_admin.domain.dates import long_date
from loti_admin.domain.grammar import listed
from loti_admin.domain.inputs import FeeInputs
from loti_admin.domain.organisations import Organisation
from loti_admin.domain.shared_it import SharedService, service_of

COUNTED = {1: "one", 2: "two", 3: "three", 4: "four", 5: "five", 6: "six"}


@dataclass(frozen=True, slots=True)
class ServiceStanding:
    """How a service stands on a day: whether it qualifies, whether somebody has to decide, and why."""

    service: SharedService
    councils: tuple[Organisation, ...]
    qualifies: bool
    decision_needed: bool
    reasons: tuple[Reason, ...]


def service_standing(inputs: FeeInputs, service_id: int, on: date) -> ServiceStanding:
    """Both conditions, looked at on one day."""
    service = inputs.service_by_id[service_id]
    councils = tuple(inputs.councils_in(service_id, on))
    members = [council for council in councils if inputs.is_member(council.id, on)]
    day = long_date(on)
    link = (service.name, f"service/{service.id}")

    def standing(
        *reasons: Reason, qualifies: bool = False, decide: bool = False
    ) -> ServiceStanding:
        return ServiceStanding(service, councils, qualifies, decide, reasons)

    if not councils:
        return standing(Reason(f"{service.name} has no council on {day}.", (link,)))
    if len(councils) == 1:
        name = councils[0].display_name
        return standing(Reason(f"On {day} {name} is the only council in {service.name}.", (link,)))
    count = COUNTED.get(len(councils), str(len(councils)))
    names = listed(council.display_name for council in councils)
    links = (link, *(_council_link(council) for council in councils))
    if len(members) <= 1:
        if not members:
            text = f"On {day} none of the {count} councils in {service.name} is a member: {names}."
            return standing(Reason(text, links))
        others = [council.display_name for council in councils if council not in members]
        verb = "is" if len(others) == 1 else "are"
        text = (
            f"On {day} only one of the {count} councils in {service.name} is a member: "
            f"{members[0].display_name} is, {listed(others)} {verb} not."
        )
        return standing(Reason(text, links))
    if len(councils) > 2:
        text = (
            f"On {day} {service.name} represents {count} councils: {names}. "
            "The published terms speak of two and say nothing about more."
        )
        return standing(Reason(text, links), decide=True)
    both = Reason(
        f"On {day} {service.name} represents exactly two councils, both members: {names}.", links
    )
    spoken = _representative_reason(inputs, councils, on)
    return standing(both, spoken[1], qualifies=spoken[0])


def standing_of(inputs: FeeInputs, organisation: Organisation, on: date) -> ServiceStanding | None:
    """The standing of the service an organisation is in on a day; None if it is in none."""
    service_id = service_of(inputs.places_of.get(organisation.id, ()), organisation.id, on)
    return None if service_id is None else service_standing(inputs, service_id, on)


def _representative_reason(
    inputs: FeeInputs, councils: tuple[Organisation, ...], on: date
) -> tuple[bool, Reason]:
    contacts = {council.id: inputs.representative(council.id, on) for council in councils}
    unnamed = [council.display_name for council in councils if contacts[council.id] is None]
    if unnamed:
        return False, Reason(
            f"No main representative is named for {listed(unnamed)} on {long_date(on)}, "
            "so the two do not share one."
        )
    named = [(council, contact) for council in councils if (contact := contacts[council.id])]
    people = {contact.person_id for _, contact in named}
    if len(people) > 1:
        each = [
            f"{inputs.names[contact.person_id]} for {council.display_name}"
            for council, contact in named
            if contact.person_id in inputs.names
        ]
        links = tuple(
            (inputs.names[contact.person_id], f"organisation/{council.id}")
            for council, contact in named
            if contact.person_id in inputs.names
        )
        who = f": {listed(each)}" if each else ""
        return False, Reason(f"They have two main representatives{who}.", links)
    (person_id,) = people
    name = inputs.names.get(person_id, "")
    starts = [contact.start for _, contact in named if contact.start]
    since = f", since {long_date(max(starts))}" if starts else ""
    links = ((name, f"organisation/{named[0][0].id}"),) if name else ()
    return True, Reason(
        f"They share one main representative{f', {name}' if name else ''}{since}.", links
    )


def _council_link(council: Organisation) -> tuple[str, str]:
    return council.display_name, f"organisation/{council.id}"
