"""Everything a calculation depends on, as one value that can be frozen, hashed and calculated again."""

from dataclasses import dataclass, field, replace
from datetime import date

from loti_admin.domain.dates import Year
from loti_admin.domain.fees import Adjustment, FeeSchedule
from loti_admin.domain.organisations import (
    Contact,
    Membership,
    Organisation,
    Person,
    main_representative,
)
from loti_admin.domain.shared_it import ServiceMember, SharedService, council_ids_on
from loti_admin.domain.vat import STANDARD_RATES, VatRate
from loti_admin.pace import cached_property, paced


@dataclass(frozen=True, kw_only=True)
class FeeInputs:
    """The records of one year's calculation. The order of each tuple does not matter.

    `people` only gives names to the reasons; it is left out when the inputs are frozen, so that no person's name is
    kept for ever.
    """

    schedule: FeeSchedule
    organisations: tuple[Organisation, ...]
    memberships: tuple[Membership, ...]
    services: tuple[SharedService, ...] = ()
    service_members: tuple[ServiceMember, ...] = ()
    contacts: tuple[Contact, ...] = ()
    adjustments: tuple[Adjustment, ...] = ()
    vat_rates: tuple[VatRate, ...] = STANDARD_RATES
    people: tuple[Person, ...] = field(default=())

    @property
    def year(self) -> Year:
        return Year.parse(self.schedule.year)

    def without_names(self) -> "FeeInputs":
        """The same inputs as they are frozen: nobody's name or address, and only what the calculation reads."""
        organisations = tuple(
            Organisation(
                id=o.id,
                code=o.code,
                name=o.name,
                short_name=o.short_name,
                kind=o.kind,
                vat_treatment=o.vat_treatment,
            )
            for o in self.organisations
        )
        services = tuple(replace(service, notes="") for service in self.services)
        contacts = tuple(replace(c, role="") for c in self.contacts if c.main_representative)
        return replace(
            self, organisations=organisations, services=services, contacts=contacts, people=()
        )

    @cached_property
    def names(self) -> dict[int, str]:
        return {person.id: person.name for person in self.people}

    @cached_property
    def organisation_by_id(self) -> dict[int, Organisation]:
        return {organisation.id: organisation for organisation in self.organisations}

    @cached_property
    def memberships_of(self) -> dict[int, list[Membership]]:
        """Each organisation's periods, earliest first."""
        found: dict[int, list[Membership]] = {}
        for membership in paced(sorted(self.memberships, key=lambda m: (m.joined, m.id))):
            found.setdefault(membership.organisation_id, []).append(membership)
        return found

    @cached_property
    def representatives_of(self) -> dict[int, list[Contact]]:
        found: dict[int, list[Contact]] = {}
        for contact in paced(sorted(self.contacts, key=lambda c: c.id)):
            if contact.main_representative:
                found.setdefault(contact.organisation_id, []).append(contact)
        return found

    @cached_property
    def adjustments_by_organisation(self) -> dict[int, list[Adjustment]]:
        """This year's, in the order in which they came."""
        found: dict[int, list[Adjustment]] = {}
        for adjustment in self.adjustments:
            if adjustment.year == self.schedule.year:
                found.setdefault(adjustment.organisation_id, []).append(adjustment)
        return found

    @cached_property
    def places_of(self) -> dict[int, list[ServiceMember]]:
        """Each organisation's places in services."""
        found: dict[int, list[ServiceMember]] = {}
        for member in self.service_members:
            found.setdefault(member.organisation_id, []).append(member)
        return found

    @cached_property
    def places_in(self) -> dict[int, list[ServiceMember]]:
        """Each service's places."""
        found: dict[int, list[ServiceMember]] = {}
        for member in self.service_members:
            found.setdefault(member.service_id, []).append(member)
        return found

    @cached_property
    def service_by_id(self) -> dict[int, SharedService]:
        return {service.id: service for service in self.services}

    def is_member(self, organisation_id: int, on: date) -> bool:
        return any(m.period.contains(on) for m in self.memberships_of.get(organisation_id, ()))

    def representative(self, organisation_id: int, on: date) -> Contact | None:
        return main_representative(
            self.representatives_of.get(organisation_id, ()), organisation_id, on
        )

    def councils_in(self, service_id: int, on: date) -> list[Organisation]:
        """The councils in a service on a day, by name."""
        found = [
            self.organisation_by_id[council_id]
            for council_id in council_ids_on(self.places_in.get(service_id, ()), service_id, on)
        ]
        return sorted(found, key=lambda o: (o.display_name.casefold(), o.code))
