"""Members: saving, joining, leaving, people, purchase orders; refusals leave everything as it was."""

import dataclasses
from datetime import date

import pytest

from loti_admin.domain.organisations import Contact, Person, Standing, standing
from loti_admin.errors import Invalid, Refused
from loti_admin.services.members import (
    join,
    leave,
    name_representative,
    remove_contact,
    remove_membership,
    remove_organisation,
    save_contact,
    save_organisation,
    set_purchase_order,
)
from tests.builders import a_council, a_person
from tests.office import THE_YEAR, Office


def contact_of(office: Office, name: str, **fields: object) -> Contact:
    usual = {"person_id": 0, "organisation_id": office[name].id, "main_representative": True}
    return Contact(**(usual | fields))  # type: ignore[arg-type]


def test_a_code_can_stand_only_once() -> None:
    office = Office("Camden")
    with pytest.raises(Invalid, match="Camden has the code CAMDEN already"):
        save_organisation(office.register, a_council("Other", code="CAMDEN"))


def test_edit_is_one_step_named_for_the_menu() -> None:
    office = Office("Camden")
    save_organisation(office.register, dataclasses.replace(office["Camden"], notes="New"))
    assert "Edit Camden" == office.register.undo_label
    office.register.undo()
    assert "" == office["Camden"].notes


def test_joining_and_leaving_move_the_standing() -> None:
    office = Office()
    camden = office.council("Camden", joined=None)
    join(office.register, camden.id, date(2026, 7, 1))
    leave(office.register, camden.id, date(2027, 3, 31))
    periods = office.register.memberships.all()
    assert [Standing.JOINING, Standing.LEAVING, Standing.LEFT] == [
        standing(camden, periods, day)
        for day in (date(2026, 6, 30), date(2026, 7, 1), date(2027, 4, 1))
    ]


def test_joining_twice_is_refused_and_so_is_leaving_what_was_never_joined() -> None:
    office = Office("Camden")
    barnet = office.council("Barnet", joined=None)
    before = office.dump()
    with pytest.raises(Invalid, match="already has a period of membership"):
        join(office.register, office["Camden"].id, date(2027, 7, 1))
    with pytest.raises(Refused, match="Barnet is not a member"):
        leave(office.register, barnet.id, date(2027, 7, 1))
    assert before == office.dump()


def test_one_person_by_e_mail_address_can_represent_two_councils() -> None:
    office = Office("Camden", "Islington")
    save_contact(office.register, contact_of(office, "Camden"), a_person("Priya Nair"))
    priya = Person(name="Priya Nair", email="PRIYA.nair@council.example")
    save_contact(office.register, contact_of(office, "Islington"), priya)
    assert 1 == office.register.people.count()
    assert 2 == office.register.contacts.count()


def test_a_second_main_representative_is_refused() -> None:
    office = Office("Camden")
    save_contact(office.register, contact_of(office, "Camden"), a_person("Priya Nair"))
    with pytest.raises(Invalid, match="two main representatives"):
        save_contact(office.register, contact_of(office, "Camden"), a_person("Tom Hale"))
    assert 1 == office.register.people.count()


def test_naming_a_representative_ends_the_one_before() -> None:
    office = Office("Camden", "Islington")
    save_contact(office.register, contact_of(office, "Camden"), a_person("Priya Nair"))
    save_contact(office.register, contact_of(office, "Islington"), a_person("Tom Hale"))
    (priya,) = office.register.people.where(name="Priya Nair")
    ids = [office["Camden"].id, office["Islington"].id]
    name_representative(office.register, priya.id, ids, date(2026, 6, 1))
    found = {
        (c.organisation_id, c.person_id == priya.id): (c.start, c.end)
        for c in office.register.contacts.all()
    }
    assert {
        (ids[0], True): (None, None),
        (ids[1], False): (None, date(2026, 5, 31)),
        (ids[1], True): (date(2026, 6, 1), None),
    } == found
    office.register.undo()
    assert 2 == office.register.contacts.count()


def test_removing_the_last_contact_removes_the_person() -> None:
    office = Office("Camden")
    contact = save_contact(office.register, contact_of(office, "Camden"), a_person())
    remove_contact(office.register, contact)
    assert 0 == office.register.people.count()


def test_an_order_number_is_set_changed_and_removed() -> None:
    office = Office("Camden")
    for number, expected in ((" PO-1 ", ["PO-1"]), ("PO-2", ["PO-2"]), ("", [])):
        set_purchase_order(office.register, office["Camden"].id, THE_YEAR, number)
        assert expected == [o.number for o in office.register.purchase_orders.all()]


def test_what_documents_hang_on_stays() -> None:
    office = Office("Camden")
    office.approve()
    office.issue()
    (period,) = office.register.memberships.all()
    with pytest.raises(Refused, match="LOTI-2026-0001 was issued"):
        remove_membership(office.register, period)
    with pytest.raises(Refused, match="membership periods, documents"):
        remove_organisation(office.register, office["Camden"].id)


def test_an_organisation_nothing_hangs_on_can_be_removed_and_put_back() -> None:
    office = Office()
    camden = office.council("Camden", joined=None)
    remove_organisation(office.register, camden.id)
    assert [] == office.register.organisations.all()
    office.register.undo()
    assert [camden] == office.register.organisations.all()
