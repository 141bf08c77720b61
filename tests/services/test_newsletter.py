"""The newsletter: off by default, on with a day and a source, and never again for an address that objected."""

import dataclasses
from datetime import date

import pytest

from loti_admin.domain.newsletter import Newsletter, email_hash
from loti_admin.domain.organisations import Contact, Person
from loti_admin.errors import Invalid, Severity
from loti_admin.services.checks import check_register
from loti_admin.services.members import remove_contact, save_contact
from loti_admin.services.newsletter import newsletter_of, objection_of
from tests.imports.importing import import_sheets
from tests.office import Office
from tests.services.test_import_members import contacts, counts

ADDRESS = "ann@x.example"
SAID = {
    "newsletter": True,
    "newsletter_since": date(2026, 5, 1),
    "newsletter_source": "Form on the website",
}


@pytest.fixture
def office() -> Office:
    return Office("Camden", "Barnet")


def typed(
    office: Office, *, council: str = "Camden", objects: bool | None = None, **fields: object
) -> Person:
    """Ann, as somebody types her for a council."""
    usual: dict[str, object] = {"name": "Ann Example", "email": ADDRESS}
    known = office.register.people.first(email=ADDRESS)
    person = dataclasses.replace(known or Person(name=""), **usual | fields)  # type: ignore[arg-type]
    contact = office.register.contacts.first(organisation_id=office[council].id)
    contact = contact or Contact(person_id=0, organisation_id=office[council].id)
    saved = save_contact(office.register, contact, person, objects)
    return office.register.people.get(saved.person_id)


def fields_of(invalid: Invalid) -> list[str]:
    return [problem.field for problem in invalid.problems]


def test_consent_needs_a_day_and_a_source(office: Office) -> None:
    assert not typed(office).newsletter
    with pytest.raises(Invalid) as refusal:
        typed(office, newsletter=True, newsletter_source=" ")
    assert ["newsletter_since", "newsletter_source"] == fields_of(refusal.value)
    assert newsletter_of(office.register, typed(office, **SAID)) is Newsletter.YES


def test_an_objection_takes_the_flag_off_and_is_kept_as_a_hash_only(office: Office) -> None:
    typed(office, **SAID)
    person = typed(office, objects=True)
    assert (person.newsletter, person.newsletter_since, person.newsletter_source) == (
        False,
        None,
        "",
    )
    assert newsletter_of(office.register, person) is Newsletter.OBJECTED
    (kept,) = office.register.newsletter_objections.all()
    assert (kept.email_hash, kept.on) == (email_hash("ANN@X.example "), date(2026, 6, 11))
    assert all(result.ok for result in check_register(office.register))


def test_who_objected_is_not_put_back_on_the_list_by_typing(office: Office) -> None:
    typed(office, objects=True)
    before = office.dump()
    with pytest.raises(
        Invalid, match=r"objected to the newsletter on 11\W+June\W+2026, so it"
    ) as no:
        typed(office, **SAID)
    assert ["newsletter"] == fields_of(no.value)
    with pytest.raises(Invalid, match="objected"):
        typed(office, council="Barnet", email="ANN@x.example", id=0, **SAID)
    assert office.dump() == before


def test_an_objection_outlasts_the_person_and_can_be_taken_back_by_hand(office: Office) -> None:
    typed(office, objects=True)
    remove_contact(office.register, office.register.contacts.all()[0])
    assert [] == office.register.people.all()
    person = typed(office)
    assert newsletter_of(office.register, person) is Newsletter.OBJECTED
    typed(office, objects=False)
    assert typed(office, **SAID).newsletter
    office.register.undo()
    office.register.undo()
    assert objection_of(office.register, ADDRESS)


def test_an_objection_without_an_address_says_what_to_do(office: Office) -> None:
    with pytest.raises(Invalid, match="kept by the e-mail address") as refusal:
        typed(office, email="", objects=True)
    assert ["newsletter"] == fields_of(refusal.value)


def test_somebody_typed_in_once_more_keeps_consent_and_telephone(office: Office) -> None:
    typed(office, phone="020 7946 0000", **SAID)
    again = Contact(person_id=0, organisation_id=office["Barnet"].id)
    save_contact(office.register, again, Person(name="Ann Example", email="ANN@x.example"))
    (person,) = office.register.people.all()
    assert (person.newsletter, person.newsletter_source, person.phone) == (
        True,
        "Form on the website",
        "020 7946 0000",
    )


YES = (None, "CDIO", ADDRESS, None, None, None, None, "yes")


def test_an_import_leaves_who_objected_off_the_list_and_says_so(office: Office) -> None:
    typed(office, objects=True)
    remove_contact(office.register, office.register.contacts.all()[0])
    book = contacts(("CAMDEN", "Ann Example", *YES[1:]), ("BARNET", "Ann Example", *YES[1:]))
    result = import_sheets(office.register, book)
    assert {"Contacts": (2, 0, 0)} == counts(result)
    assert [
        (problem.cell, problem.severity, problem.message.replace("\u00a0", " "))
        for problem in result.problems
    ] == [
        (
            cell,
            Severity.WARNS,
            "Ann Example (ann@x.example) objected to the newsletter on 11 June 2026, so it stays off.",
        )
        for cell in ("I2", "I3")
    ]
    (person,) = office.register.people.all()
    assert (person.newsletter, person.newsletter_since) == (False, None)
    assert {"Contacts": (0, 0, 2)} == counts(import_sheets(office.register, book))


def test_an_address_that_an_import_adds_may_have_objected(office: Office) -> None:
    typed(office, objects=True)
    remove_contact(office.register, office.register.contacts.all()[0])
    typed(office, email="", **SAID)
    result = import_sheets(office.register, contacts(("CAMDEN", "Ann Example", None, ADDRESS)))
    (person,) = office.register.people.all()
    assert (person.email, person.newsletter) == (ADDRESS, False)
    assert 1 == len(result.problems)
