"""`proforma`, `drafts` and `joined`."""

from dataclasses import replace
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from pypdf import PdfReader

from loti_admin.services.members import save_organisation
from loti_admin.storage.register import Register
from tests.commands.conftest import Run

YEAR = ("--year", "2026-27")


@pytest.fixture
def addressed(issued: Path) -> Path:
    """As issued; Camden's address for invoices is known."""
    with Register.open(issued) as register:
        camden = register.organisations.first(short_name="Camden")
        assert camden is not None
        save_organisation(register, replace(camden, invoice_email="camden@example.org"))
    return issued


def test_pro_formas_are_made_and_change_nothing(run: Run, approved: Path, tmp_path: Path) -> None:
    before = approved.read_bytes()
    done = run("proforma", approved, *YEAR, "--out", tmp_path / "out", "--on", "2026-07-01")
    assert (0, "") == (done.status, done.err)
    assert "Camden: £36,000.00, Pro forma invoice 2026-27 Camden.pdf" in done.out
    assert "3 pro formas; the invoices follow on 1 July 2026." in done.out
    assert 3 == len(list((tmp_path / "out").glob("*.pdf")))
    assert before == approved.read_bytes()


def test_pro_formas_come_as_data_too(run: Run, approved: Path, tmp_path: Path) -> None:
    options = ("--out", tmp_path, "--on", "2026-07-01", "--json")
    camden, *_ = run("proforma", approved, *YEAR, *options).json
    assert ("36000.00", "2026-07-01") == (camden["gross"], camden["invoice_follows"])
    assert Path(camden["file"]).exists()


def test_pro_formas_with_e_mails_name_who_has_no_address(
    run: Run, approved: Path, tmp_path: Path
) -> None:
    options = ("--out", tmp_path, "--on", "2026-07-01", "--emails")
    done = run("proforma", approved, *YEAR, *options)
    assert "Camden has no e-mail address for invoices." in done.err
    assert "0 e-mail drafts" in done.out


def test_no_pro_forma_is_left_when_all_is_issued(run: Run, issued: Path, tmp_path: Path) -> None:
    done = run("proforma", issued, *YEAR, "--out", tmp_path / "out", "--on", "2026-07-01")
    assert 0 == done.status
    assert "There is no pro forma to make" in done.out
    assert not (tmp_path / "out").exists()


def test_fees_that_are_not_approved_make_no_pro_forma(
    run: Run, registers: Path, tmp_path: Path
) -> None:
    done = run("proforma", registers / "open.loti", *YEAR, "--out", tmp_path / "out")
    assert "not approved yet" in done.refusal


def test_drafts_are_made_for_the_officers_mail_program(
    run: Run, addressed: Path, tmp_path: Path
) -> None:
    before = addressed.read_bytes()
    done = run("drafts", addressed, *YEAR, "--out", tmp_path / "out")
    assert "camden@example.org: LOTI-2026-0001 Camden.eml" in done.out
    assert "1 e-mail draft. Nothing was sent." in done.out
    assert "Kingston has no e-mail address" in done.err
    (path,) = (tmp_path / "out").iterdir()
    message = message_from_bytes(path.read_bytes(), policy=default)
    assert ("camden@example.org", "1") == (message["To"], message["X-Unsent"])
    assert before == addressed.read_bytes()


def test_one_pdf_holds_what_is_asked_for(run: Run, issued: Path, tmp_path: Path) -> None:
    run("joined", issued, *YEAR, tmp_path / "all.pdf")
    assert 5 == len(PdfReader(tmp_path / "all.pdf").pages)
    done = run("joined", issued, *YEAR, tmp_path / "one.pdf", "--number", "LOTI-2026-0002")
    assert done.out.startswith("1 document in ")
    assert 2 == len(PdfReader(tmp_path / "one.pdf").pages)


@pytest.mark.parametrize("command", ["drafts", "joined"])
def test_an_unknown_number_is_refused(run: Run, issued: Path, tmp_path: Path, command: str) -> None:
    where = ("--out", tmp_path / "out") if command == "drafts" else (tmp_path / "all.pdf",)
    done = run(command, issued, *YEAR, *where, "--number", "LOTI-2026-0999")
    assert "There is no document LOTI-2026-0999 of 2026-27." in done.refusal
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("command", ["drafts", "joined"])
def test_a_year_without_documents_is_refused(
    run: Run, approved: Path, tmp_path: Path, command: str
) -> None:
    where = ("--out", tmp_path / "out") if command == "drafts" else (tmp_path / "all.pdf",)
    assert "No document has been issued" in run(command, approved, *YEAR, *where).refusal
