"""Members: organisations, their membership periods, the people who speak for them, and purchase orders."""

from dataclasses import replace
from datetime import date, timedelta

from loti_admin.domain.dates import Year, long_date
from loti_admin.domain.organisations import (
    Contact,
    Membership,
    Organisation,
    Person,
    PurchaseOrder,
    check_contacts,
    check_memberships,
    check_organisation,
    check_person,
)
from loti_admin.errors import Invalid, Problem, Refused
from loti_admin.services.newsletter import check_newsletter, record_objection
from loti_admin.storage.register import Register


def save_organisation(register: Register, organisation: Organisation) -> Organisation:
    """Add (id 0) or change an organisation. Raises Invalid with problems by field; the code must be its own."""
    problems = [p for p in check_organisation(organisation) if p.blocks]
    taken = register.organisations.first(code=organisation.code)
    if taken is not None and taken.id != organisation.id:
        message = (
            f"{taken.display_name} has the code {organisation.code} already. Choose another code."
        )
        problems.append(Problem(message, field="code"))
    raise_if_any(problems)
    verb = "Edit" if organisation.id else "Add"
    with register.write(f"{verb} {organisation.display_name}"):
        if organisation.id:
            return register.organisations.save(organisation)
        return register.organisations.add(organisation)


def remove_organisation(register: Register, organisation_id: int) -> None:
    """Remove an organisation that nothing hangs on. Raises Refused if it was a member, has people or documents."""
    organisation = register.organisations.get(organisation_id)
    used = [
        name
        for name, count in (
            ("membership periods", register.memberships.count(organisation_id=organisation_id)),
            ("contacts", register.contacts.count(organisation_id=organisation_id)),
            (
                "a place in a shared IT service",
                register.service_members.count(organisation_id=organisation_id),
            ),
            ("documents", register.documents.count(organisation_id=organisation_id)),
            ("receipts", register.receipts.count(organisation_id=organisation_id)),
            ("contacts about money", register.chase_notes.count(organisation_id=organisation_id)),
            ("grants", register.grants.count(organisation_id=organisation_id)),
            ("adjustments", register.adjustments.count(organisation_id=organisation_id)),
            ("purchase orders", register.purchase_orders.count(organisation_id=organisation_id)),
            ("activities", register.participations.count(organisation_id=organisation_id)),
        )
        if count
    ]
    if used:
        raise Refused(
            f"{organisation.display_name} has {', '.join(used)}, so it stays in the register. "
            "Record that it leaves instead."
        )
    with register.write(f"Remove {organisation.display_name}"):
        register.organisations.remove(organisation)


def join(register: Register, organisation_id: int, on: date) -> Membership:
    """Begin a membership on `on` (its first day). Raises Invalid if it is a member then already."""
    organisation = register.organisations.get(organisation_id)
    joined = Membership(organisation_id=organisation_id, joined=on)
    return save_membership(
        register, joined, f"{organisation.display_name} joins on {long_date(on)}"
    )


def leave(register: Register, organisation_id: int, on: date) -> Membership:
    """End the current membership; `on` is its last day. Raises Refused if there is none to end."""
    organisation = register.organisations.get(organisation_id)
    periods = register.memberships.where(organisation_id=organisation_id, order_by="joined")
    current = [m for m in periods if m.joined <= on and (m.left is None or m.left >= on)]
    if not current:
        raise Refused(
            f"{organisation.display_name} is not a member on {long_date(on)}. Choose a day of its membership."
        )
    label = f"{organisation.display_name} leaves on {long_date(on)}"
    return save_membership(register, replace(current[-1], left=on), label)


def save_membership(register: Register, membership: Membership, label: str = "") -> Membership:
    """Add or change a membership period; periods of one organisation never overlap. Raises Invalid."""
    organisation = register.organisations.get(membership.organisation_id)
    others = [
        m
        for m in register.memberships.where(organisation_id=organisation.id)
        if m.id != membership.id
    ]
    raise_if_any(check_memberships(organisation, [*others, membership]))
    with register.write(label or f"Change the membership of {organisation.display_name}"):
        if membership.id:
            return register.memberships.save(membership)
        return register.memberships.add(membership)


def remove_membership(register: Register, membership: Membership) -> None:
    """Take back a period that was recorded by mistake. Raises Refused if a document was issued for it."""
    organisation = register.organisations.get(membership.organisation_id)
    billed = register.documents.first(membership_id=membership.id)
    if billed:
        raise Refused(
            f"{billed.number} was issued for this membership of {organisation.display_name}. "
            "Record the day it leaves instead."
        )
    with register.write(f"Remove the membership of {organisation.display_name}"):
        register.memberships.remove(membership)


def save_contact(
    register: Register, contact: Contact, person: Person, objects: bool | None = None
) -> Contact:
    """Add or change a contact and its person together. A person with the same e-mail address is the same person.

    `objects` records that the person wants no newsletter, or takes that back; None says nothing about it. Raises
    Invalid: one main representative at a time, and no newsletter for an address that objected.
    """
    if objects:
        person = replace(person, newsletter=False, newsletter_since=None, newsletter_source="")
    organisation = register.organisations.get(contact.organisation_id)
    person = _known_person(register, person, objects)
    others = [
        c for c in register.contacts.where(organisation_id=organisation.id) if c.id != contact.id
    ]
    people = {p.id: p for p in register.people.all()} | {person.id: person}
    contact = replace(contact, person_id=person.id)
    raise_if_any(
        [
            *check_person(person),
            *check_newsletter(register, person, objects),
            *check_contacts(organisation, [*others, contact], people),
        ]
    )
    verb = "Edit" if contact.id else "Add"
    with register.write(f"{verb} {person.name}, {organisation.display_name}"):
        saved = register.people.save(person) if person.id else register.people.add(person)
        if objects is not None and person.email:
            record_objection(register, person.email, objects)
        contact = replace(contact, person_id=saved.id)
        return register.contacts.save(contact) if contact.id else register.contacts.add(contact)


def name_representative(
    register: Register, person_id: int, organisation_ids: list[int], start: date
) -> None:
    """One person becomes the main representative of each organisation from `start`; who was it before ends the day
    before."""
    person = register.people.get(person_id)
    names = [register.organisations.get(id).display_name for id in organisation_ids]
    with register.write(f"{person.name} represents {' and '.join(names)}"):
        for organisation_id in organisation_ids:
            _replace_representative(register, person_id, organisation_id, start)


def remove_contact(register: Register, contact: Contact) -> None:
    """Remove a contact that was recorded by mistake, and the person if nothing else is known of them."""
    person = register.people.get(contact.person_id)
    with register.write(f"Remove {person.name}"):
        register.contacts.remove(contact)
        if not register.contacts.count(person_id=person.id):
            register.people.remove(person)


def set_purchase_order(
    register: Register, organisation_id: int, year: Year, number: str
) -> PurchaseOrder | None:
    """Record the order number of a year; an empty number removes it."""
    organisation = register.organisations.get(organisation_id)
    known = register.purchase_orders.first(organisation_id=organisation_id, year=year.label)
    number = number.strip()
    with register.write(f"Purchase order of {organisation.display_name} for {year}"):
        if not number:
            if known:
                register.purchase_orders.remove(known)
            return None
        if known:
            return register.purchase_orders.save(replace(known, number=number))
        return register.purchase_orders.add(
            PurchaseOrder(organisation_id=organisation_id, year=year.label, number=number)
        )


def raise_if_any(problems: list[Problem]) -> None:
    """Raise Invalid with the problems, if there are any."""
    if problems:
        raise Invalid(problems)


def _known_person(register: Register, person: Person, objects: bool | None) -> Person:
    if person.id or not person.email:
        return person
    wanted = person.email.casefold()
    known = next((p for p in register.people.all() if p.email.casefold() == wanted), None)
    if known is None:
        return person
    person = replace(person, id=known.id, phone=person.phone or known.phone)
    if person.newsletter or objects:
        return person
    # Who is typed in once more has not taken their consent back.
    return replace(
        person,
        newsletter=known.newsletter,
        newsletter_since=known.newsletter_since,
        newsletter_source=known.newsletter_source,
    )


def _replace_representative(
    register: Register, person_id: int, organisation_id: int, start: date
) -> None:
    contacts = register.contacts.where(organisation_id=organisation_id)
    for contact in contacts:
        if not contact.main_representative or contact.person_id == person_id:
            continue
        if contact.start is not None and contact.start >= start:
            register.contacts.remove(contact)
        elif contact.end is None or contact.end >= start:
            register.contacts.save(replace(contact, end=start - timedelta(days=1)))
    own = [c for c in contacts if c.person_id == person_id and c.main_representative]
    if any(c.period.contains(start) for c in own):
        return
    organisation = register.organisations.get(organisation_id)
    new = Contact(
        person_id=person_id,
        organisation_id=organisation_id,
        role=next((c.role for c in own), ""),
        main_representative=True,
        start=start,
    )
    kept = register.contacts.where(organisation_id=organisation_id)
    people = {id: register.people.get(id) for id in {c.person_id for c in (*kept, new)}}
    raise_if_any(check_contacts(organisation, [*kept, new], people))
    register.contacts.add(new)
