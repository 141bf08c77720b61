"""The rows of Members are put together from what is remembered: never otherwise than if nothing were."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from loti_admin.domain.organisations import Membership
from loti_admin.services.members import save_organisation, set_purchase_order
from loti_admin.storage.register import Register
from tests.builders import CHARGE_DATE
from tests.office import THE_YEAR, Office
from ui.pages.members.rows import MembersView, count_incomplete, read_members


def read_anew(register: Register) -> tuple[MembersView, int]:
    """The view and the count as somebody sees them who never looked before."""
    register.forget()
    return read_members(register, THE_YEAR), count_incomplete(register, THE_YEAR)


def test_after_each_change_and_its_undo_the_rows_are_those_of_a_first_look() -> None:
    office = Office("Barnet", "Camden", "Islington")
    office.represented_by("Priya Nair", "Barnet", "Camden")
    register, camden = office.register, office["Camden"]

    def remove_contact() -> None:
        with register.write("Remove a contact"):
            register.contacts.remove(register.contacts.all()[0])

    def rename_person() -> None:
        person = register.people.all()[0]
        with register.write("Rename a person"):
            register.people.save(replace(person, name="Priya Nair-Shah"))

    def leave() -> None:
        period: Membership = register.memberships.where(organisation_id=camden.id)[0]
        with register.write("Leave"):
            register.memberships.save(replace(period, left=date(2026, 9, 30)))

    changes: list[Callable[[], object]] = [
        lambda: set_purchase_order(register, camden.id, THE_YEAR, "PO-1"),
        lambda: save_organisation(register, replace(camden, address="1 New Road")),
        lambda: save_organisation(register, replace(camden, short_name="Camden Town")),
        remove_contact,
        rename_person,
        leave,
    ]
    for change in changes:
        before = read_members(register, THE_YEAR), count_incomplete(register, THE_YEAR)
        change()
        after = read_members(register, THE_YEAR), count_incomplete(register, THE_YEAR)
        assert before[0] != after[0]
        assert read_anew(register) == after
        register.undo()
        again = read_members(register, THE_YEAR), count_incomplete(register, THE_YEAR)
        assert before == again == read_anew(register)


def test_what_was_issued_and_another_year_are_seen_at_once() -> None:
    office = Office("Barnet", "Camden")
    read_members(office.register, THE_YEAR)
    office.approve()
    office.issue(CHARGE_DATE)
    this_year = read_members(office.register, THE_YEAR)
    assert [1, 1] == [len(row.documents) for row in this_year.rows]
    next_year = read_members(office.register, THE_YEAR.next)
    assert [row.fee for row in this_year.rows] == [row.last_fee for row in next_year.rows]
    assert read_anew(office.register)[0] == this_year
