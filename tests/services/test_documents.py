"""Files of issued documents: the same bytes whenever they are made, and made only where they are missing."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from loti_admin.documents import invoice_pdf
from loti_admin.documents import maker as maker_module
from loti_admin.documents.maker import maker
from loti_admin.errors import NotFound
from loti_admin.services.checks import check_register
from loti_admin.services.documents import (
    differing,
    documents_of,
    files_come_out_the_same,
    keep_files,
    kept_files,
    make_files,
    render,
)
from loti_admin.services.issuing import credit
from loti_admin.services.settings import save_settings
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


def test_what_a_file_was_when_first_made_is_kept_once(tmp_path: Path) -> None:
    office = issued_office()
    made = make_files(documents_of(office.register, THE_YEAR), tmp_path)
    assert 3 == keep_files(office.register, made)
    assert 0 == keep_files(office.register, made)
    kept = kept_files(office.register)
    assert {file.document.id: file.sha256 for file in made} == {
        id: one.sha256 for id, one in kept.items()
    }
    assert {maker()} == {one.made_by for one in kept.values()}
    assert [] == differing(made, kept)


def test_keeping_what_files_were_takes_nothing_away_from_undo(tmp_path: Path) -> None:
    office = issued_office()
    made = make_files(documents_of(office.register, THE_YEAR), tmp_path)
    keep_files(office.register, made[:1])
    assert office.register.undo_label is None
    save_settings(office.register, {"officer": "B. Other"})
    keep_files(office.register, made)
    assert "Note 2 PDFs as first made" == office.register.undo_label
    office.register.undo()
    assert office.register.undo_label is not None
    office.register.undo()
    assert "A. Officer" == office.register.settings.where(key="officer")[0].value


def test_a_file_that_another_version_makes_otherwise_is_said_and_what_is_there_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = issued_office()
    documents = documents_of(office.register, THE_YEAR)
    made = make_files(documents, tmp_path)
    keep_files(office.register, made)
    kept = kept_files(office.register)
    monkeypatch.setattr(invoice_pdf, "render_document", lambda d, look: d.number.encode())
    monkeypatch.setattr(maker_module, "maker", lambda: "LOTI Admin 9.0")
    again = make_files(documents, tmp_path, kept=kept)
    assert [file.sha256 for file in made] == [file.sha256 for file in again]
    assert [] == differing(again, kept)
    elsewhere = make_files(documents, tmp_path / "elsewhere", kept=kept)
    (said,) = differing(elsewhere, kept)
    assert said.startswith(
        "3 files of LOTI-2026-0001 to LOTI-2026-0002 and LOTI-CN-2026-0001 differ from what was first made on 11"
    )
    assert "this by LOTI Admin 9.0; what the pages say is as it was issued." in said
    # Another version is no damage.
    assert [] == files_come_out_the_same(office.register)


def test_the_check_names_a_file_that_the_same_version_makes_otherwise(tmp_path: Path) -> None:
    office = issued_office()
    made = make_files(documents_of(office.register, THE_YEAR), tmp_path)
    altered = [replace(made[0], sha256="0" * 64), *made[1:]]
    keep_files(office.register, altered)
    assert [
        "The PDF of LOTI-2026-0001 does not come out as it was first made."
    ] == files_come_out_the_same(office.register)
    failed = [check for check in check_register(office.register) if not check.ok]
    assert ["PDFs come out as they were first made"] == [check.name for check in failed]
    (said,) = differing(made, kept_files(office.register))
    assert "run the check of the register" in said
