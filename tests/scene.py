"""A scene for tests of the fees: councils, services, people and decisions, numbered and tied together.

scene = Scene()
camden, islington = scene.councils("Camden", "Islington")
scene.share_it("Canalside IT", camden, islington)
scene.represented_by("Priya Nair", camden, islington)
assert scene.charge(camden).net == Money.pounds(22_500)
"""

from dataclasses import replace
from datetime import date
from typing import Any

from loti_admin.domain.calculation import calculate_fees
from loti_admin.domain.charges import Charge, FeeRun
from loti_admin.domain.fees import Adjustment, AdjustmentKind
from loti_admin.domain.inputs import FeeInputs
from loti_admin.domain.organisations import Contact, Membership, Organisation, Person
from loti_admin.domain.shared_it import ServiceMember, SharedService
from loti_admin.errors import Problem
from tests.builders import (
    LONG_AGO,
    YEAR,
    a_contact,
    a_council,
    a_membership,
    a_person,
    a_schedule,
    a_service,
    a_service_member,
    an_adjustment,
)


class Scene:
    """Grows by its verbs; asked for fees, it calculates them from what it holds at that moment."""

    def __init__(self) -> None:
        self.organisations: list[Organisation] = []
        self.memberships: list[Membership] = []
        self.services: list[SharedService] = []
        self.service_members: list[ServiceMember] = []
        self.people: list[Person] = []
        self.contacts: list[Contact] = []
        self.adjustments: list[Adjustment] = []

    def add(self, organisation: Organisation) -> Organisation:
        """Number an organisation that is not a member yet."""
        numbered = replace(organisation, id=len(self.organisations) + 1)
        self.organisations.append(numbered)
        return numbered

    def join(
        self, organisation: Organisation, joined: date = LONG_AGO, left: date | None = None
    ) -> Membership:
        """A period of membership. `organisation` has been added."""
        membership = a_membership(organisation, joined, left, id=101 + len(self.memberships))
        self.memberships.append(membership)
        return membership

    def member(
        self, organisation: Organisation, joined: date = LONG_AGO, left: date | None = None
    ) -> Organisation:
        numbered = self.add(organisation)
        self.join(numbered, joined, left)
        return numbered

    def council(
        self, name: str = "Camden", joined: date = LONG_AGO, left: date | None = None
    ) -> Organisation:
        return self.member(a_council(name), joined, left)

    def councils(self, *names: str) -> list[Organisation]:
        """Long-standing members."""
        return [self.council(name) for name in names]

    def leave(self, organisation: Organisation, left: date) -> None:
        """End the organisation's open period; `left` is its last day as a member."""
        self.memberships = [
            replace(m, left=left) if m.organisation_id == organisation.id and not m.left else m
            for m in self.memberships
        ]

    def share_it(
        self,
        name: str,
        *councils: Organisation,
        start: date | None = None,
        end: date | None = None,
    ) -> SharedService:
        """Put councils into a service; an existing one is found by its name."""
        service = next((s for s in self.services if s.name == name), None)
        if service is None:
            service = a_service(name, id=201 + len(self.services))
            self.services.append(service)
        for council in councils:
            row = a_service_member(service, council, start, end, id=301 + len(self.service_members))
            self.service_members.append(row)
        return service

    def represented_by(
        self,
        name: str,
        *councils: Organisation,
        start: date | None = None,
        end: date | None = None,
    ) -> Person:
        """One person is the main representative of all these councils."""
        person = next((p for p in self.people if p.name == name), None)
        if person is None:
            person = a_person(name, id=401 + len(self.people))
            self.people.append(person)
        for council in councils:
            contact_id = 501 + len(self.contacts)
            self.contacts.append(a_contact(person, council, id=contact_id, start=start, end=end))
        return person

    def pair(self, *names: str, service: str = "Canalside IT") -> list[Organisation]:
        """Two long-standing members that qualify for the reduced price."""
        councils = self.councils(*names)
        self.share_it(service, *councils)
        self.represented_by("Priya Nair", *councils)
        return councils

    def decide(
        self,
        organisation: Organisation,
        kind: AdjustmentKind = AdjustmentKind.AGREED_RATE,
        **fields: Any,
    ) -> Adjustment:
        adjustment = an_adjustment(organisation, kind, id=601 + len(self.adjustments), **fields)
        self.adjustments.append(adjustment)
        return adjustment

    def inputs(self, year: str = YEAR, **schedule: Any) -> FeeInputs:
        return FeeInputs(
            schedule=a_schedule(year, **schedule),
            organisations=tuple(self.organisations),
            memberships=tuple(self.memberships),
            services=tuple(self.services),
            service_members=tuple(self.service_members),
            contacts=tuple(self.contacts),
            adjustments=tuple(self.adjustments),
            people=tuple(self.people),
        )

    def fees(self, year: str = YEAR, **schedule: Any) -> FeeRun:
        return calculate_fees(self.inputs(year, **schedule))

    def charges(
        self, organisation: Organisation, year: str = YEAR, **schedule: Any
    ) -> list[Charge]:
        run = self.fees(year, **schedule)
        return [c for c in run.charges if c.organisation_id == organisation.id]

    def charge(self, organisation: Organisation, year: str = YEAR, **schedule: Any) -> Charge:
        """The organisation's one charge of the year."""
        (charge,) = self.charges(organisation, year, **schedule)
        return charge

    def problems(
        self, organisation: Organisation, year: str = YEAR, **schedule: Any
    ) -> list[Problem]:
        run = self.fees(year, **schedule)
        return [p for p in run.problems if p.code == organisation.code]


def texts(charge: Charge) -> list[str]:
    """A charge's reasons, with plain spaces."""
    return [plain(reason.text) for reason in charge.reasons]


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")
