"""The history of a record, and putting back what it was."""

from dataclasses import replace
from datetime import date

import pytest

from loti_admin.domain.dates import Year
from loti_admin.domain.fees import AdjustmentKind
from loti_admin.domain.money import Money
from loti_admin.domain.shared_it import SharedService
from loti_admin.errors import Invalid, NothingToDo, Refused
from loti_admin.services.history import What
from loti_admin.services.members import (
    leave,
    remove_contact,
    save_contact,
    save_organisation,
    set_purchase_order,
)
from loti_admin.services.record_history import PastChange, past_changes, put_back, records_of
from loti_admin.services.schedules import save_adjustment, save_schedule
from loti_admin.services.shared_it import remove_service, save_service
from loti_admin.storage.history import ERASED
from tests.builders import a_schedule, an_adjustment
from tests.office import THE_YEAR, Office


def newest(office: Office, table: str, record_id: int) -> PastChange:
    return past_changes(office.register, [(table, record_id)], 1)[0]


def all_of(office: Office, name: str) -> list[PastChange]:
    keys = records_of(office.register, "organisations", office[name].id)
    return past_changes(office.register, keys)


def test_a_field_goes_back_as_one_step_that_can_be_undone() -> None:
    office = Office("Camden")
    camden = office["Camden"]
    save_organisation(office.register, replace(camden, postcode="NW1 1AA", notes="moved"))
    change = newest(office, "organisations", camden.id)
    fields = {f.title: (f.before, f.after, f.why_not) for f in change.fields}
    assert {"postcode": ("N1 1AA", "NW1 1AA", ""), "notes": ("", "moved", "")} == fields
    key = ("organisations", camden.id)
    label = put_back(office.register, change.entry, key, ["postcode"])
    assert "Put back postcode of London Borough of Camden" == label == office.register.undo_label
    assert ("N1 1AA", "moved") == (office["Camden"].postcode, office["Camden"].notes)
    office.register.undo()
    assert "NW1 1AA" == office["Camden"].postcode
    put_back(office.register, change.entry, key)
    assert camden == office["Camden"]


def test_a_field_is_called_as_the_forms_call_it() -> None:
    office = Office("Camden")
    save_organisation(office.register, replace(office["Camden"], address="2 Camden Road"))
    change = newest(office, "organisations", office["Camden"].id)
    assert ["invoice address"] == [field.title for field in change.fields]
    put_back(office.register, change.entry, ("organisations", office["Camden"].id))
    assert "Put back invoice address of London Borough of Camden" == office.register.undo_label


def test_what_is_like_that_already_says_so() -> None:
    office = Office("Camden")
    camden = office["Camden"]
    save_organisation(office.register, replace(camden, postcode="NW1 1AA"))
    save_organisation(office.register, camden)
    _, first = past_changes(office.register, [("organisations", camden.id)], 2)
    assert "It is like that now." == first.fields[0].why_not
    with pytest.raises(NothingToDo, match="like that already"):
        put_back(office.register, first.entry, ("organisations", camden.id))


def test_an_organisation_is_shown_with_all_that_belongs_to_it_even_once() -> None:
    office = Office("Camden", "Islington")
    office.represented_by("Priya Nair", "Camden")
    office.share_it("Canalside IT", "Camden", "Islington")
    set_purchase_order(office.register, office["Camden"].id, THE_YEAR, "PO-1")
    set_purchase_order(office.register, office["Camden"].id, THE_YEAR, "")
    leave(office.register, office["Camden"].id, date(2027, 3, 31))
    found = all_of(office, "Camden")
    assert [
        ("membership period", What.CHANGED),
        ("purchase order", What.REMOVED),
        ("purchase order", What.ADDED),
        ("council of the service", What.ADDED),
        ("person", What.ADDED),
        ("contact", What.ADDED),
        ("membership period", What.ADDED),
        ("organisation", What.ADDED),
    ] == [(change.noun, change.what) for change in found]
    assert "Islington" not in " ".join(change.name for change in found)


def test_a_removed_contact_comes_back_with_its_person() -> None:
    office = Office("Camden")
    person = office.represented_by("Priya Nair", "Camden")
    before = office.dump()
    (contact,) = office.register.contacts.all()
    remove_contact(office.register, contact)
    (removed,) = past_changes(office.register, [("contacts", contact.id)], 1)
    assert (What.REMOVED, "") == (removed.what, removed.why_not)
    put_back(office.register, removed.entry, ("contacts", contact.id))
    assert before == office.dump()
    assert person == office.register.people.get(person.id)
    assert (
        "The contact is there again."
        == past_changes(office.register, [("contacts", contact.id)], 2)[1].why_not
    )


def test_a_removed_contact_stays_out_where_it_no_longer_fits() -> None:
    office = Office("Camden")
    office.represented_by("Priya Nair", "Camden")
    (contact,) = office.register.contacts.all()
    remove_contact(office.register, contact)
    office.represented_by("Daniel Okafor", "Camden")
    before = office.dump()
    entry = newest(office, "contacts", contact.id).entry
    with pytest.raises(Invalid, match="two main representatives at the same time"):
        put_back(office.register, entry, ("contacts", contact.id))
    assert before == office.dump()


def test_a_removed_service_comes_back_with_its_councils() -> None:
    office = Office("Camden", "Islington")
    service = office.share_it("Canalside IT", "Camden", "Islington")
    before = office.dump()
    remove_service(office.register, service)
    entry = newest(office, "services", service.id).entry
    put_back(office.register, entry, ("services", service.id))
    assert before == office.dump()


def test_a_council_of_a_service_gets_its_day_back() -> None:
    office = Office("Camden", "Islington")
    service = office.share_it("Canalside IT", "Camden", "Islington")
    first, second = office.register.service_members.where(service_id=service.id)
    changed = [replace(first, end=date(2027, 3, 31)), second]
    save_service(office.register, replace(service, name="Canal IT"), changed)
    entry = newest(office, "service_members", first.id).entry
    put_back(office.register, entry, ("service_members", first.id), ["end"])
    assert first == office.register.service_members.get(first.id)
    put_back(office.register, entry, ("services", service.id), ["name"])
    assert "Canalside IT" == office.register.services.get(service.id).name


def test_a_person_s_name_goes_back_for_all_councils() -> None:
    office = Office("Camden", "Islington")
    person = office.represented_by("Priya Nair", "Camden", "Islington")
    contact = office.register.contacts.all()[0]
    save_contact(office.register, contact, replace(person, name="Priya Nair-Shah"))
    entry = newest(office, "people", person.id).entry
    put_back(office.register, entry, ("people", person.id), ["name"])
    assert person == office.register.people.get(person.id)


def test_an_adjustment_goes_back_as_a_whole() -> None:
    office = Office("Camden")
    saved = save_adjustment(office.register, an_adjustment(office["Camden"]))
    other = replace(saved, kind=AdjustmentKind.CREDIT, amount=Money.pounds(500), reason="late")
    save_adjustment(office.register, other)
    change = newest(office, "adjustments", saved.id)
    assert change.together
    put_back(office.register, change.entry, ("adjustments", saved.id))
    assert saved == office.register.adjustments.get(saved.id)


def test_a_frozen_schedule_stays_and_says_why() -> None:
    office = Office("Camden")
    schedule = save_schedule(office.register, a_schedule(THE_YEAR.label))
    save_schedule(office.register, replace(schedule, standard=Money.pounds(31_000)))
    office.approve()
    entry = newest(office, "fee_schedules", schedule.id).entry
    with pytest.raises(Refused, match=r"The fees of 2026-27 are approved"):
        put_back(office.register, entry, ("fee_schedules", schedule.id), ["standard_pence"])


def test_what_was_issued_stays() -> None:
    office = Office("Camden")
    office.approve()
    (document,) = office.issue()
    change = newest(office, "documents", document.id)
    assert "What was issued stays as it is. A credit note corrects it." == change.why_not
    with pytest.raises(Refused, match="credit note"):
        put_back(office.register, change.entry, ("documents", document.id))


def test_what_was_added_has_nothing_before_it() -> None:
    office = Office("Camden")
    change = past_changes(office.register, [("organisations", office["Camden"].id)])[-1]
    assert (What.ADDED, "It was added then.") == (change.what, change.why_not)
    with pytest.raises(Refused, match="nothing before that"):
        put_back(office.register, change.entry, ("organisations", office["Camden"].id))


def test_a_purchase_order_goes_back_to_its_number() -> None:
    office = Office("Camden")
    order = set_purchase_order(office.register, office["Camden"].id, THE_YEAR, "PO-1")
    assert order
    set_purchase_order(office.register, office["Camden"].id, THE_YEAR, "PO-2")
    set_purchase_order(office.register, office["Camden"].id, Year(2027), "PO-3")
    entry = newest(office, "purchase_orders", order.id).entry
    put_back(office.register, entry, ("purchase_orders", order.id), ["number"])
    assert order == office.register.purchase_orders.get(order.id)


def test_a_record_that_was_removed_since_has_to_come_back_first() -> None:
    office = Office("Camden", "Islington")
    service = office.share_it("Canalside IT", "Camden", "Islington")
    members = office.register.service_members.where(service_id=service.id)
    save_service(office.register, SharedService(id=service.id, name="Canal IT"), members)
    entry = newest(office, "services", service.id).entry
    remove_service(office.register, service)
    change = past_changes(office.register, [("services", service.id)], 2)[1]
    assert "The shared IT service was removed since." == change.fields[0].why_not
    with pytest.raises(Refused, match="Put back the shared IT service first"):
        put_back(office.register, entry, ("services", service.id))


def test_erased_text_cannot_be_put_back() -> None:
    office = Office("Camden")
    person = office.represented_by("Priya Nair", "Camden")
    contact = office.register.contacts.all()[0]
    save_contact(office.register, contact, replace(person, phone="020 7946 0000"))
    save_contact(office.register, contact, replace(person, phone="020 7946 0001"))
    with office.register.write("Erase", undoable=False):
        office.register.people.save(replace(person, phone=""))
        office.register.erase_from_history("people", person.id, ["phone"])
    change = newest(office, "people", person.id)
    assert ERASED == change.fields[0].before
    assert "The text was erased for good." == change.fields[0].why_not
    with pytest.raises(Refused, match="erased for good"):
        put_back(office.register, change.entry, ("people", person.id))
