"""Undoing from an entry on, and what a backup holds."""

from datetime import date
from pathlib import Path

import pytest

from loti_admin.domain.invoices import DocumentKind
from loti_admin.errors import Refused
from loti_admin.services.checks import check_content, check_register
from loti_admin.services.going_back import look_inside, lost_by, steps_back, undo_from
from loti_admin.services.members import save_organisation, set_purchase_order
from loti_admin.services.numbering import next_numbers, number_audit
from loti_admin.storage.backups import backup
from loti_admin.storage.copies import content_of
from loti_admin.storage.register import Register
from tests.builders import a_council
from tests.office import THE_YEAR, Office


@pytest.fixture
def office() -> Office:
    return Office("Camden", "Islington")


def newest(register: Register) -> int:
    return register.history.head()[0]


def test_undoing_from_an_entry_takes_back_all_after_it(office: Office) -> None:
    before = office.dump()
    register = office.register
    set_purchase_order(register, office["Camden"].id, THE_YEAR, "PO-1")
    first = newest(register)
    set_purchase_order(register, office["Camden"].id, THE_YEAR, "PO-2")
    save_organisation(register, a_council("Barnet"))
    assert 3 == steps_back(register, first)
    assert 3 == undo_from(register, first)
    assert before == office.dump()
    for _ in range(3):
        register.redo()
    assert {"Barnet", "Camden", "Islington"} == {
        o.display_name for o in register.organisations.all()
    }


def test_undo_does_not_reach_behind_what_is_final(office: Office) -> None:
    register = office.register
    set_purchase_order(register, office["Camden"].id, THE_YEAR, "PO-1")
    entry = newest(register)
    office.approve()
    office.issue()
    assert 0 == steps_back(register, entry)
    with pytest.raises(Refused, match="cannot be undone any more"):
        undo_from(register, entry)


def test_an_undone_entry_is_not_undone_again(office: Office) -> None:
    register = office.register
    set_purchase_order(register, office["Camden"].id, THE_YEAR, "PO-1")
    entry = newest(register)
    register.undo()
    assert 0 == steps_back(register, entry)


@pytest.fixture
def in_a_file(tmp_path: Path) -> Office:
    register = Register.create(tmp_path / "LOTI.loti")
    return Office("Camden", "Islington", register=register)


def test_a_backup_says_what_it_holds_and_what_is_missing_there(in_a_file: Office) -> None:
    office, register = in_a_file, in_a_file.register
    path = backup(register)
    set_purchase_order(register, office["Camden"].id, THE_YEAR, "PO-1")
    office.approve()
    issued = [document.number for document in office.issue(date(2026, 7, 1))]
    facts = look_inside(path)
    assert (2, ()) == (facts.members, facts.last_numbers)
    lost = lost_by(register, facts)
    assert (3, tuple(issued), False) == (lost.changes, lost.numbers, lost.parted)
    later = look_inside(backup(register))
    assert (issued[-1],) == later.last_numbers
    nothing = lost_by(register, later)
    assert (0, (), False) == (nothing.changes, nothing.numbers, nothing.parted)
    register.close()


def test_a_backup_that_went_another_way_is_recognised(in_a_file: Office, tmp_path: Path) -> None:
    office, register = in_a_file, in_a_file.register
    set_purchase_order(register, office["Camden"].id, THE_YEAR, "PO-1")
    path = backup(register)
    register.close()
    other = Register.create(tmp_path / "other.loti")
    Office("Camden", "Islington", "Brent", register=other)
    assert lost_by(other, look_inside(path)).parted
    other.close()


def test_the_content_of_a_register_passes_the_same_checks(in_a_file: Office) -> None:
    register = in_a_file.register
    results = check_content(content_of(register), register.path)
    assert check_register(register) == results
    assert all(result.ok for result in results)
    register.close()


def test_the_audit_lists_each_series_and_the_next_numbers(office: Office) -> None:
    assert [] == number_audit(office.register)
    office.approve()
    issued = office.issue(date(2026, 7, 1))
    (series,) = number_audit(office.register)
    assert (len(issued), issued[0].number, issued[-1].number, ()) == (
        series.count,
        series.first,
        series.last,
        series.problems,
    )
    assert "LOTI-2026-0003" == next_numbers(office.register, date(2026, 7, 2))[DocumentKind.INVOICE]
