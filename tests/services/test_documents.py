"""Files of issued documents: the same bytes whenever they are made, and made only where they are missing."""

from datetime import date
from pathlib import Path

import pytest

from loti_admin.errors import NotFound
from loti_admin.services.documents import documents_of, make_files, render
from loti_admin.services.issuing import credit
from loti_admin.storage.register import Register
from tests.office import THE_YEAR, Office


def issued_office(register: Register | None = None) -> Office:
    office = Office("Barnet", "Camden", register=register)
    office.approve()
    office.issue()
    credit(office.register, "LOTI-2026-0001", date(2026, 8, 3), "Agreed.")
    return office


def test_every_document_of_the_year_gets_a_file_and_its_hash(tmp_path: Path) -> None:
    office = issued_office()
    made = make_files(documents_of(office.register, THE_YEAR), tmp_path / "out")
    assert {file.path.name for file in made} == {p.name for p in (tmp_path / "out").iterdir()}
    assert ["LOTI-2026-0001", "LOTI-2026-0002", "LOTI-CN-2026-0001"] == [
        file.document.number for file in made
    ]
    again = make_files(documents_of(office.register, THE_YEAR), tmp_path / "elsewhere")
    assert [file.sha256 for file in made] == [file.sha256 for file in again]


def test_a_register_reopened_makes_the_same_bytes(tmp_path: Path) -> None:
    path = tmp_path / "year.loti"
    office = issued_office(Register.create(path))
    before = make_files(documents_of(office.register, THE_YEAR), tmp_path / "one")
    office.register.close()
    with Register.open(path, read_only=True) as register:
        after = make_files(documents_of(register, THE_YEAR), tmp_path / "two")
    assert [file.sha256 for file in before] == [file.sha256 for file in after]


def test_only_missing_files_are_made_again(tmp_path: Path) -> None:
    office = issued_office()
    made = make_files(documents_of(office.register, THE_YEAR), tmp_path)
    kept, lost = made[0].path, made[1].path
    stamp = kept.stat().st_mtime_ns
    lost.unlink()
    make_files(documents_of(office.register, THE_YEAR), tmp_path)
    assert lost.exists()
    assert stamp == kept.stat().st_mtime_ns


def test_a_year_without_documents_says_so() -> None:
    with pytest.raises(NotFound, match="No document has been issued for 2026-27"):
        documents_of(Office("Camden").register, THE_YEAR)


def test_a_draft_is_marked_as_one() -> None:
    (invoice, *_) = documents_of(issued_office().register, THE_YEAR)
    assert render(invoice) != render(invoice, draft=True)
