"""Everything about a person in one file, and erasing them."""

import dataclasses
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from loti_admin.domain.chasing import ChaseNote, Way
from loti_admin.domain.organisations import Contact, Person
from loti_admin.errors import NotFound, NothingToDo, Refused
from loti_admin.services.chasing import save_note
from loti_admin.services.checks import check_register
from loti_admin.services.erasure import erase_person
from loti_admin.services.members import name_representative, save_contact, save_organisation
from loti_admin.services.newsletter import objection_of
from loti_admin.services.person_data import (
    HEADS,
    PersonData,
    everything_about,
    find_person,
    write_person_file,
)
from loti_admin.services.record_history import past_changes, put_back
from loti_admin.storage.register import Register
from tests.office import Office

SECRETS = ("Zoë Elder", "Zoë Example", "zoe@x.example", "020 7946 0111", "Chief of secrets")


def filled(register: Register | None = None) -> Office:
    """Zoë of Camden and Barnet under two names, named in an address, a note about money and old notes of Barnet."""
    office = Office("Camden", "Barnet", register=register)
    register = office.register
    save_contact(
        register,
        Contact(person_id=0, organisation_id=office["Camden"].id, role="Chief of secrets"),
        Person(name="Zoë Elder", email="zoe@x.example", phone="020 7946 0111"),
    )
    zoe = find_person(register, "ZOE@x.example")
    contact = register.contacts.where(person_id=zoe.id)[0]
    save_contact(register, contact, dataclasses.replace(zoe, name="Zoë Example"))
    name_representative(register, zoe.id, [office["Barnet"].id], date(2026, 4, 1))
    attention = dataclasses.replace(office["Camden"], address="For Zoë Example\n5 High Street")
    save_organisation(register, attention)
    for notes in ("Ask zoë example", ""):
        save_organisation(register, dataclasses.replace(office["Barnet"], notes=notes))
    said = "Zoë Example pays in May."
    note = ChaseNote(
        organisation_id=office["Camden"].id, on=date(2026, 6, 3), way=Way.CALL, text=said
    )
    save_note(register, note)
    return office


def zoe(office: Office) -> Person:
    return find_person(office.register, "zoe@x.example")


def end_contacts(office: Office, last: date = date(2026, 6, 11)) -> None:
    for contact in office.register.contacts.all():
        person = office.register.people.get(contact.person_id)
        save_contact(office.register, dataclasses.replace(contact, end=last), person)


def of_part(data: PersonData, part: str) -> list[tuple[str, str]]:
    return [(fact.what, fact.content) for fact in data.facts if fact.part == part]


def test_the_file_holds_fields_contacts_and_whatever_names_the_person(tmp_path: Path) -> None:
    office = filled()
    office.approve()
    office.issue()
    data = everything_about(office.register, zoe(office).id)

    assert [
        ("Name", "Zoë Example"),
        ("E-mail address", "zoe@x.example"),
        ("Telephone", "020 7946 0111"),
    ] == of_part(data, "Person")[:3]
    assert ("Main representative", "Yes") in of_part(data, "Contact of Barnet")
    assert ("Role", "Chief of secrets") in of_part(data, "Contact of Camden")
    assert [("Newsletter", "No")] == of_part(data, "Newsletter")
    (printed,) = of_part(data, "Printed on documents")
    assert printed[0].startswith("Document LOTI-") and "customer address" in printed[0]
    assert "For Zoë Example\n5 High Street" == printed[1]
    (said,) = of_part(data, "Contacts about money")
    assert said[1].startswith("Zoë Example pays in May")
    assert (1, 1, 1) == (data.documents, data.notes, data.others)
    history = [(f.what, f.before, f.content) for f in data.facts if f.part == "History"]
    assert ("Person Zoë Example: name", "Zoë Elder", "Zoë Example") in history
    assert ("Organisation London Borough of Barnet: notes", "Ask zoë example", "") in history

    path = write_person_file(data, tmp_path / "zoe.xlsx", datetime(2026, 6, 11, 10, 42))
    book = load_workbook(path)
    rows = [tuple(cell or "" for cell in row) for row in book.active.values]  # type: ignore[union-attr]
    assert HEADS == rows[0]
    assert [fact.cells for fact in data.facts] == rows[1:-1]
    assert "Made on" == rows[-1][1]


def test_a_person_is_found_by_address_or_whole_name() -> None:
    office = filled()
    for council in ("Camden", "Barnet"):
        contact = Contact(person_id=0, organisation_id=office[council].id)
        save_contact(office.register, contact, Person(name="Sam"))
    assert zoe(office) == find_person(office.register, " zoë EXAMPLE ")
    with pytest.raises(Refused, match="2 people are called Sam"):
        find_person(office.register, "sam")
    with pytest.raises(NotFound, match="nobody with the address or name “Zoë”"):
        find_person(office.register, "Zoë")


def test_whoever_is_still_a_contact_is_not_erased() -> None:
    office = filled()
    with pytest.raises(
        Refused, match=r"Zoë Example is still a contact of Barnet and Camden\. Give"
    ):
        erase_person(office.register, zoe(office).id)
    end_contacts(office, date(2026, 6, 12))
    before = office.dump()
    with pytest.raises(Refused, match="last day first"):
        erase_person(office.register, zoe(office).id)
    assert before == office.dump()


def test_erasing_leaves_nothing_of_the_person_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "year.loti"
    with Register.create(
        path, clock=lambda: datetime(2026, 6, 11, 10, 42).astimezone()
    ) as register:
        office = filled(register)
        save_organisation(register, dataclasses.replace(office["Camden"], address="5 High Street"))
        save_note(register, dataclasses.replace(register.chase_notes.all()[0], text="Pays in May."))
        person = zoe(office)
        for contact in register.contacts.where(person_id=person.id)[:1]:
            save_contact(register, contact, person, True)
        end_contacts(office)
        days = [
            (c.organisation_id, c.main_representative, c.start, c.end) for c in contacts(office)
        ]
        erased = erase_person(register, person.id)
        assert Person(id=person.id, name=f"Erased person {person.id}") == erased
        assert (None, None) == (register.undo_label, register.redo_label)
        assert objection_of(register, "Zoe@x.example")
        after = [
            (c.organisation_id, c.main_representative, c.start, c.end) for c in contacts(office)
        ]
        assert days == after
        assert [result.name for result in check_register(register) if not result.ok] == []
        labels = [entry.label for entry in register.history.entries()]
        assert f"Erased person {person.id} represents Barnet" in labels
        assert f"Erase person {person.id}" == labels[0]
        with pytest.raises(NothingToDo, match="erased already"):
            erase_person(register, person.id)
        keys = [("people", person.id)]
        changes = past_changes(register, keys)
        assert changes[0].fields[0].after == f"Erased person {person.id}"
        assert "The text was erased for good." == changes[0].fields[0].why_not
        with pytest.raises(Refused, match="erased for good"):
            put_back(register, changes[0].entry, keys[0], ["name"])
    kept = path.read_bytes()
    assert [] == [words for words in SECRETS if words.encode() in kept]
    with Register.open(path) as register:
        assert all(result.ok for result in check_register(register))


def contacts(office: Office) -> list[Contact]:
    return office.register.contacts.all()


def test_issued_documents_keep_what_they_printed() -> None:
    office = filled()
    office.approve()
    office.issue()
    end_contacts(office)
    person = erase_person(office.register, zoe(office).id)
    (printed,) = (d for d in office.register.documents.all() if "Zoë" in d.customer_address)
    assert all(result.ok for result in check_register(office.register))
    assert printed.customer_address == "For Zoë Example\n5 High Street"
    assert 0 == everything_about(office.register, person.id).documents


def test_an_objection_is_told_and_so_is_who_gets_the_newsletter() -> None:
    office = filled()
    (contact, *_) = contacts(office)
    asked = dataclasses.replace(
        zoe(office),
        newsletter=True,
        newsletter_since=date(2026, 5, 1),
        newsletter_source="Form on the website",
    )
    save_contact(office.register, contact, asked)
    data = everything_about(office.register, asked.id)
    told = [("Newsletter", "Yes"), ("Asked for it", "Form on the website")]
    assert told == of_part(data, "Newsletter")
    save_contact(office.register, contact, asked, True)
    data = everything_about(office.register, asked.id)
    (objected,) = of_part(data, "Newsletter")
    assert objected[1].startswith("Objected. Only a code made from the address keeps that")
    history = [f.what for f in data.facts if f.part == "History"]
    assert any("code made from the address" in what for what in history)


def test_people_of_the_same_name_keep_their_own_history() -> None:
    office = filled()
    other = Contact(person_id=0, organisation_id=office["Barnet"].id, role="Her aunt")
    aunt = Person(name="Zoë Example", email="aunt@x.example")
    save_contact(office.register, other, aunt)
    end_contacts(office)
    erase_person(office.register, zoe(office).id)
    kept = find_person(office.register, "aunt@x.example")
    told = everything_about(office.register, kept.id)
    assert ("Role", "Her aunt") in of_part(told, "Contact of Barnet")
    labels = [entry.label for entry in office.register.history.entries()]
    assert "Add Zoë Example, Barnet" in labels
    assert [result.name for result in check_register(office.register) if not result.ok] == []
