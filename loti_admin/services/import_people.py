"""The sheet Contacts: people, and what they are for which organisation."""

from dataclasses import replace

from loti_admin.domain.newsletter import email_hash
from loti_admin.domain.organisations import Contact, Organisation, Person, check_contacts
from loti_admin.errors import Problem, Severity
from loti_admin.imports.rows import Row
from loti_admin.services.import_context import Importing, same_period
from loti_admin.services.newsletter import objected_words

_OF_THE_PERSON = ("name", "phone", "newsletter")


class PeopleRows:
    """Plans the rows of one import. Two rows may name one person, so it remembers what was said of each."""

    def __init__(self) -> None:
        self._said: dict[tuple[int, str], tuple[object, int]] = {}

    def __call__(self, importing: Importing, row: Row) -> bool | None:
        """Add or change a contact and the person. Whether the contact is new; None if the row is refused."""
        plan = importing.plan
        organisation = importing.referred(row)
        if organisation is None:
            return None
        person = self._person(importing, row, organisation)
        if person is None:
            return None
        of_organisation = plan.contacts.where("organisation_id", organisation.id)
        own = [contact for contact in of_organisation if contact.person_id == person.id]
        start, end = row.day("from"), row.day("to")
        known = same_period(own, start)
        contact = known or Contact(person_id=person.id, organisation_id=organisation.id)
        main = row.flag("main representative")
        contact = replace(
            contact,
            role=row.text("role") or contact.role,
            main_representative=contact.main_representative if main is None else main,
            start=start or contact.start,
            end=end or contact.end,
        )
        if importing.put(row, plan.contacts, contact, "name") is None:
            return None

        def check() -> list[Problem]:
            contacts = plan.contacts.where("organisation_id", organisation.id)
            people = {c.person_id: plan.people.get(c.person_id) for c in contacts}
            return check_contacts(organisation, contacts, people)

        importing.check_later(row, organisation.id, check)
        return known is None

    def _person(self, importing: Importing, row: Row, organisation: Organisation) -> Person | None:
        """The person as the row says; None if an earlier row says otherwise of the same one."""
        people = importing.plan.people
        person = _known_person(importing, row, organisation) or Person(name=row.text("name"))
        newsletter = row.flag("newsletter")
        changed = replace(
            person,
            name=row.text("name"),
            email=person.email or row.text("email"),
            phone=row.text("phone") or person.phone,
        )
        if newsletter is not None and newsletter != person.newsletter:
            # Consent is kept with its date and source; without consent there is neither.
            changed = replace(
                changed,
                newsletter=newsletter,
                newsletter_since=importing.plan.register.now().date() if newsletter else None,
                newsletter_source=f"Import {importing.file}" if newsletter else "",
            )
        changed = _without_newsletter(importing, row, changed)
        if person.id and not self._agrees(importing, row, person.id):
            return None
        person = people.put(changed)
        self._agrees(importing, row, person.id)
        return person

    def _agrees(self, importing: Importing, row: Row, person_id: int) -> bool:
        """Two rows with one e-mail address must not say two things of the person, or each import would change it."""
        agrees = True
        for column in _OF_THE_PERSON:
            value = row.values.get(column)
            if value is None:
                continue
            said, number = self._said.setdefault((person_id, column), (value, row.number))
            if said != value:
                shown = ("yes" if said else "no") if isinstance(said, bool) else said
                message = f"row {number} says “{shown}” of the same person. Use one of the two."
                importing.problems.append(row.problem(column, message))
                agrees = False
        return agrees


def _without_newsletter(importing: Importing, row: Row, person: Person) -> Person:
    """Nobody gets the newsletter at an address that objected; the row says so."""
    if not person.newsletter or not person.email:
        return person
    found = importing.plan.objections.where("email_hash", email_hash(person.email))
    if not found:
        return person
    message = f"{objected_words(person, found[0])}, so it stays off."
    importing.problems.append(row.problem("newsletter", message, Severity.WARNS))
    return replace(person, newsletter=False, newsletter_since=None, newsletter_source="")


def _known_person(importing: Importing, row: Row, organisation: Organisation) -> Person | None:
    """By e-mail address; where the row or the register has none, by name within the organisation."""
    plan = importing.plan
    email = row.text("email")
    if email:
        found = plan.people.where("email", email)
        if found:
            return found[0]
    contacts = plan.contacts.where("organisation_id", organisation.id)
    people = {contact.person_id: plan.people.get(contact.person_id) for contact in contacts}
    name = row.text("name").casefold()
    same = [p for p in people.values() if p.name.casefold() == name and not (email and p.email)]
    return min(same, key=lambda p: (p.email != "", abs(p.id)), default=None)
