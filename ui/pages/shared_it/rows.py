"""What the page Shared IT shows: each service as it stands on the year's charge date."""

from dataclasses import dataclass
from datetime import date

from loti_admin.domain.dates import Year
from loti_admin.domain.inputs import FeeInputs
from loti_admin.domain.organisations import Contact, Organisation
from loti_admin.domain.pricing import adjustments_of
from loti_admin.domain.qualifying import ServiceStanding, service_standing
from loti_admin.domain.shared_it import ServiceMember, SharedService
from loti_admin.pace import cached_property, paced
from loti_admin.services.fee_inputs import gather_inputs, schedule_of
from loti_admin.storage.register import Register
from ui.kit.chip import Chip, ChipTone


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceRow:
    """One service with its councils of all times and its standing. `undecided` are those who wait for a decision."""

    service: SharedService
    members: tuple[ServiceMember, ...]
    standing: ServiceStanding
    undecided: tuple[Organisation, ...]
    chip: Chip

    @property
    def councils(self) -> str:
        """The councils on the charge date, by name."""
        return ", ".join(council.display_name for council in self.standing.councils)


@dataclass(frozen=True, kw_only=True)
class SharedItView:
    """Everything the page reads of the register."""

    year: Year
    charge_date: date
    inputs: FeeInputs
    rows: tuple[ServiceRow, ...]

    @property
    def decisions(self) -> int:
        """How many services wait for a decision."""
        return sum(bool(row.undecided) for row in self.rows)

    @property
    def councils(self) -> int:
        """How many councils are in a service on the charge date."""
        return len({council.id for row in self.rows for council in row.standing.councils})

    def row(self, service_id: int) -> ServiceRow | None:
        return next((row for row in self.rows if row.service.id == service_id), None)

    def prepare(self) -> "SharedItView":
        """Put together what there is to choose from, which takes a while with thousands of members."""
        for choices in (self.boroughs, self.people):
            assert choices is not None
        return self

    @cached_property
    def boroughs(self) -> list[tuple[int, str]]:
        """Every council by name, for choosing."""
        found = [(o.id, o.display_name) for o in paced(self.inputs.organisations) if o.is_council]
        return sorted(found, key=lambda choice: choice[1].casefold())

    def name(self, organisation_id: int) -> str:
        return self.inputs.organisation_by_id[organisation_id].display_name

    @cached_property
    def people(self) -> list[tuple[int, str]]:
        """Everybody with a contact of a council, as “Priya Nair, Camden”."""
        places: dict[int, list[str]] = {}
        for contact in paced(self.inputs.contacts):
            organisation = self.inputs.organisation_by_id[contact.organisation_id]
            known = places.setdefault(contact.person_id, [])
            if organisation.display_name not in known:
                known.append(organisation.display_name)
        named = [
            (person.id, ", ".join([person.name, *sorted(places[person.id])]))
            for person in paced(self.inputs.people)
            if person.id in places and not person.is_erased
        ]
        return sorted(named, key=lambda choice: choice[1].casefold())

    def representative(self, organisation_id: int) -> Contact | None:
        """Who speaks for a council on the charge date."""
        return self.inputs.representative(organisation_id, self.charge_date)


def read_shared_it(register: Register, year: Year) -> SharedItView:
    """The services by name, each as it stands on the charge date of a year. Reads only."""
    schedule, _ = schedule_of(register, year)
    inputs = gather_inputs(register, schedule)
    services = sorted(inputs.services, key=lambda service: service.name.casefold())
    return SharedItView(
        year=year,
        charge_date=schedule.charge_date,
        inputs=inputs,
        rows=tuple(_row(inputs, service) for service in paced(services)),
    )


def _row(inputs: FeeInputs, service: SharedService) -> ServiceRow:
    standing = service_standing(inputs, service.id, inputs.schedule.charge_date)
    waiting = undecided_councils(inputs, standing)
    members = tuple(inputs.places_in.get(service.id, ()))
    return ServiceRow(
        service=service,
        members=members,
        standing=standing,
        undecided=waiting,
        chip=_chip(inputs, standing, waiting),
    )


def undecided_councils(inputs: FeeInputs, standing: ServiceStanding) -> tuple[Organisation, ...]:
    """The member councils whose fee waits for a decision: any adjustment of the year is one."""
    if not standing.decision_needed:
        return ()
    on = inputs.schedule.charge_date
    return tuple(
        council
        for council in standing.councils
        if inputs.is_member(council.id, on) and not adjustments_of(inputs, council)
    )


def _chip(inputs: FeeInputs, standing: ServiceStanding, waiting: tuple[Organisation, ...]) -> Chip:
    """How the service stands, in two or three words."""
    on = inputs.schedule.charge_date
    if standing.qualifies:
        price = inputs.schedule.shared_it.text.removesuffix(".00")
        return Chip(f"Qualifies: {price}", ChipTone.OK, "check-circle")
    if waiting:
        return Chip("Decision needed", ChipTone.WARN, "question")
    if standing.decision_needed:
        return Chip("Decided", ChipTone.INFO, "check")
    if len(standing.councils) < 2:
        return Chip("One council only" if standing.councils else "No council")
    if not all(inputs.is_member(council.id, on) for council in standing.councils):
        return Chip("Not all are members")
    if all(inputs.representative(council.id, on) for council in standing.councils):
        return Chip("Two representatives")
    return Chip("Representative missing")
