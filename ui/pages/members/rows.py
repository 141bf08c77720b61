"""What the page Members shows: one row for each organisation, with everything its card needs."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, TypeVar

from loti_admin.domain.charges import Charge
from loti_admin.domain.dates import Year
from loti_admin.domain.fees import Adjustment
from loti_admin.domain.invoices import Document
from loti_admin.domain.money import Money, total
from loti_admin.domain.organisations import (
    Contact,
    Kind,
    Membership,
    Organisation,
    Person,
    PurchaseOrder,
    Standing,
    incomplete,
    main_representative,
    standing,
)
from loti_admin.domain.shared_it import ServiceMember, SharedService, service_of
from loti_admin.errors import Problem
from loti_admin.pace import paced, rest
from loti_admin.services.fee_inputs import schedule_of
from loti_admin.services.fees import year_fees
from loti_admin.services.memory import Memory
from loti_admin.storage.register import Register

PRESENT = (Standing.MEMBER, Standing.LEAVING)
T = TypeVar("T", Membership, Contact, PurchaseOrder, Document, Adjustment, ServiceMember)


@dataclass(frozen=True, slots=True)
class ContactRow:
    """A contact with its person, and the names of the other organisations the person is a contact of."""

    contact: Contact
    person: Person
    also: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberRow:
    """One organisation on the charge date of the year. Fees are net, in pence, None where it is not charged."""

    organisation: Organisation
    standing: Standing
    fee: Money | None
    last_fee: Money | None
    charges: tuple[Charge, ...]
    memberships: tuple[Membership, ...]
    contacts: tuple[ContactRow, ...]
    representative: Contact | None
    order: PurchaseOrder | None
    service: SharedService | None
    adjustments: tuple[Adjustment, ...]
    documents: tuple[Document, ...]
    missing: tuple[Problem, ...]

    @property
    def id(self) -> int:
        return self.organisation.id

    @property
    def name(self) -> str:
        return self.organisation.display_name

    @property
    def is_contributor(self) -> bool:
        return self.organisation.kind in (Kind.GLA, Kind.LONDON_COUNCILS)

    @property
    def is_present(self) -> bool:
        """Whether it is a member council on the charge date."""
        return self.organisation.is_council and self.standing in PRESENT

    @property
    def is_joining(self) -> bool:
        return self.organisation.is_council and self.standing is Standing.JOINING

    @property
    def is_prospect(self) -> bool:
        return self.organisation.is_council and self.standing is Standing.PROSPECT

    @property
    def records(self) -> tuple[tuple[str, int], ...]:
        """The records that it is made of, each by its table and id; those that were removed are not here."""
        return (
            ("organisations", self.id),
            *(("memberships", membership.id) for membership in self.memberships),
            *(("contacts", one.contact.id) for one in self.contacts),
            *(("people", one.person.id) for one in self.contacts),
            *(("adjustments", adjustment.id) for adjustment in self.adjustments),
            *((("purchase_orders", self.order.id),) if self.order else ()),
        )

    @property
    def current(self) -> Membership | None:
        """The period that is open, or else the last one."""
        return self.memberships[-1] if self.memberships else None


@dataclass(frozen=True, slots=True, kw_only=True)
class MembersView:
    """Everything the page shows, by name, and how many of them are what."""

    year: Year
    charge_date: date
    rows: tuple[MemberRow, ...]
    present: int
    joining: int
    prospects: int
    incomplete: int


class _Parts(NamedTuple):
    """Everything that a row is made of. As long as it is the same, so is the row."""

    on: date
    organisation: Organisation
    memberships: list[Membership]
    contacts: list[Contact]
    people: list[ContactRow]
    orders: list[PurchaseOrder]
    charges: list[Charge]
    last_charges: list[Charge]
    places: list[ServiceMember]
    services: list[SharedService]
    adjustments: list[Adjustment]
    documents: list[Document]


# Who owns what, from the last reading: most changes touch one table, and documents are as many as there ever were.
_MEMBERSHIPS: Memory[dict[int, list[Membership]]] = Memory()
_CONTACTS: Memory[dict[int, list[Contact]]] = Memory()
_ORDERS: Memory[dict[int, list[PurchaseOrder]]] = Memory()
_DOCUMENTS: Memory[dict[int, list[Document]]] = Memory()
_CONTACT_ROWS: Memory[dict[int, list[ContactRow]]] = Memory()
_CHARGES: Memory[dict[str, list[Charge]]] = Memory()
# The rows of the last reading, by the organisation's id: after a change most of them are as they were.
_ROWS = "rows of Members"


def read_members(register: Register, year: Year) -> MembersView:
    """Every organisation as it stands on the year's charge date. Reads only."""
    on = schedule_of(register, year)[0].charge_date
    now, before = _charges(register, year), _charges(register, year.previous)
    memberships = _grouped(register, _MEMBERSHIPS, register.memberships.all())
    contacts = _grouped(register, _CONTACTS, register.contacts.all())
    orders = _grouped(register, _ORDERS, register.purchase_orders.where(year=year.label))
    documents = _grouped(register, _DOCUMENTS, register.documents.all())
    adjustments = _by_organisation(register.adjustments.where(year=year.label))
    services = {service.id: service for service in register.services.all()}
    places = _by_organisation(register.service_members.all())
    people = _contact_rows(register)
    known: dict[int, tuple[_Parts, MemberRow]] = register.kept.get(_ROWS, {})
    made: dict[int, tuple[_Parts, MemberRow]] = {}
    for organisation in paced(register.organisations.all()):
        id = organisation.id
        parts = _Parts(
            on=on,
            organisation=organisation,
            memberships=memberships[id],
            contacts=contacts[id],
            people=people[id],
            orders=orders[id],
            charges=now[organisation.code],
            last_charges=before[organisation.code],
            places=places[id],
            services=[services[place.service_id] for place in places[id]],
            adjustments=adjustments[id],
            documents=documents[id],
        )
        there = known.get(id)
        made[id] = there if there is not None and there[0] == parts else (parts, _row_of(parts))
    register.kept[_ROWS] = made
    rows = [row for _, row in made.values()]
    rows.sort(key=lambda row: (row.name.casefold(), row.organisation.code))
    rest()
    return MembersView(
        year=year,
        charge_date=on,
        rows=tuple(rows),
        present=sum(row.is_present for row in rows),
        joining=sum(row.is_joining for row in rows),
        prospects=sum(row.is_prospect for row in rows),
        incomplete=sum(bool(row.missing) for row in rows),
    )


def _row_of(parts: _Parts) -> MemberRow:
    organisation, contacts = parts.organisation, parts.contacts
    own = sorted(parts.memberships, key=lambda m: m.joined)
    stands = standing(organisation, own, parts.on)
    order = parts.orders[0] if parts.orders else None
    charges, last = tuple(parts.charges), parts.last_charges
    day = _day_of_facts(own, parts.on)
    service = service_of(parts.places, organisation.id, day)
    member = organisation.is_council and stands in PRESENT
    return MemberRow(
        organisation=organisation,
        standing=stands,
        fee=total(c.net for c in charges) if charges else None,
        last_fee=total(c.net for c in last) if last else None,
        charges=charges,
        memberships=tuple(own),
        contacts=tuple(parts.people),
        representative=main_representative(contacts, organisation.id, day),
        order=order,
        service=next((one for one in parts.services if one.id == service), None),
        adjustments=tuple(parts.adjustments),
        documents=tuple(sorted(parts.documents, key=lambda d: (d.on, d.id), reverse=True)),
        missing=tuple(incomplete(organisation, contacts, order, day)) if member else (),
    )


def count_incomplete(register: Register, year: Year) -> int:
    """How many member councils' records lack something, without calculating any fee."""
    on = schedule_of(register, year)[0].charge_date
    memberships = _grouped(register, _MEMBERSHIPS, register.memberships.all())
    contacts = _grouped(register, _CONTACTS, register.contacts.all())
    orders = _grouped(register, _ORDERS, register.purchase_orders.where(year=year.label))
    count = 0
    for organisation in paced(register.organisations.all()):
        own, placed = memberships[organisation.id], orders[organisation.id]
        if organisation.is_council and standing(organisation, own, on) in PRESENT:
            order = placed[0] if placed else None
            day = _day_of_facts(own, on)
            count += bool(incomplete(organisation, contacts[organisation.id], order, day))
    return count


def _day_of_facts(memberships: Sequence[Membership], charge_date: date) -> date:
    """When a record has to be whole: on the charge date, for one that joins later on the day it joins."""
    if any(m.period.contains(charge_date) for m in memberships):
        return charge_date
    return min((m.joined for m in memberships if m.joined > charge_date), default=charge_date)


def _charges(register: Register, year: Year) -> dict[str, list[Charge]]:
    charges = year_fees(register, year).run.charges
    return _CHARGES.find(register, year, (charges,), lambda: _by_code(charges))


def _by_code(charges: Iterable[Charge]) -> dict[str, list[Charge]]:
    found: dict[str, list[Charge]] = defaultdict(list)
    for charge in paced(charges):
        found[charge.code].append(charge)
    return found


def _grouped(
    register: Register, memory: Memory[dict[int, list[T]]], records: list[T]
) -> dict[int, list[T]]:
    """By organisation, as it was put together last time if the records are the same. Nobody may change the lists."""
    return memory.find(register, None, (records,), lambda: _by_organisation(records))


def _by_organisation(records: Iterable[T]) -> dict[int, list[T]]:
    found: dict[int, list[T]] = defaultdict(list)
    for record in paced(records):
        found[record.organisation_id].append(record)
    return found


def _contact_rows(register: Register) -> dict[int, list[ContactRow]]:
    """By organisation: the main representative first, then by name; those whose time is over come last."""
    everything = (register.people.all(), register.organisations.all(), register.contacts.all())
    return _CONTACT_ROWS.find(register, None, everything, lambda: _made_contact_rows(*everything))


def _made_contact_rows(
    persons: list[Person], organisations: list[Organisation], contacts: list[Contact]
) -> dict[int, list[ContactRow]]:
    people = {person.id: person for person in persons}
    names = {o.id: o.display_name for o in organisations}
    everywhere: dict[int, set[int]] = defaultdict(set)
    for contact in paced(contacts):
        everywhere[contact.person_id].add(contact.organisation_id)
    found: dict[int, list[ContactRow]] = defaultdict(list)
    for contact in paced(contacts):
        others = everywhere[contact.person_id] - {contact.organisation_id}
        row = ContactRow(
            contact, people[contact.person_id], tuple(sorted(names[id] for id in others))
        )
        found[contact.organisation_id].append(row)
    for rows in paced(found.values()):
        rows.sort(
            key=lambda r: (
                r.contact.end is not None,
                not r.contact.main_representative,
                r.person.name.casefold(),
            )
        )
    return found
