"""`person-data` and `erase-person`."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from loti_admin.services.members import save_contact
from loti_admin.storage.register import Register
from tests.commands.conftest import Run

WHO = ("--person", "priya nair")


@pytest.fixture
def left(open_year: Path) -> Path:
    """Priya Nair of Kingston and Sutton is no longer a contact of either."""
    with Register.open(open_year) as register:
        for contact in register.contacts.all():
            person = register.people.get(contact.person_id)
            save_contact(register, replace(contact, end=date(2026, 5, 31)), person)
    return open_year


def test_everything_about_a_person_is_one_workbook(open_year: Path, run: Run) -> None:
    before = open_year.read_bytes()
    out = open_year.with_name("Priya.xlsx")
    done = run("person-data", open_year, *WHO, "--out", out)
    rows = list(load_workbook(out).active.values)  # type: ignore[union-attr]
    assert (done.status, done.err) == (0, "")
    assert done.out == f"Priya Nair: {len(rows) - 2} lines in {out}\n"
    assert ("Person", "Name", "Priya Nair") == rows[1][:3]
    assert open_year.read_bytes() == before


def test_a_person_who_is_a_contact_is_refused_and_nothing_written(
    open_year: Path, run: Run
) -> None:
    before = open_year.read_bytes()
    refusal = run("erase-person", open_year, *WHO).refusal
    assert refusal == (
        "Priya Nair is still a contact of Kingston and Sutton. Give them a last day first."
    )
    unknown = run("person-data", open_year, "--person", "x@y.z", "--out", "no.xlsx").refusal
    assert unknown == "There is nobody with the address or name “x@y.z”. Check it."
    assert open_year.read_bytes() == before


def test_an_erased_person_is_gone_from_the_file_and_the_check_passes(left: Path, run: Run) -> None:
    done = run("erase-person", left, *WHO)
    assert (done.status, done.out) == (
        0,
        "Erased person 1 is what the register says from now on.\n",
    )
    assert done.err == (
        f"Backups made before still hold the data, in {left.with_name('year backups')}, until they are thinned out; "
        "those made before issuing stay until you delete them.\n"
    )
    assert b"Priya" not in left.read_bytes()
    assert 0 == run("check", left).status
    assert "Add Erased person 1, Kingston" in run("history", left).out
    assert "Erase person 1" in run("history", left).out
