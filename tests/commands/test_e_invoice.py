"""`ubl`: a document as data for the customer's system."""

from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

from loti_admin.services.members import save_organisation
from loti_admin.storage.register import Register
from tests.commands.conftest import Run

BASIC = "{urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2}"


def test_an_issued_document_is_written_for_peppol(run: Run, issued: Path, tmp_path: Path) -> None:
    file = tmp_path / "out" / "sutton.xml"
    done = run("ubl", issued, "LOTI-2026-0003", file)
    assert (0, "") == (done.status, done.err)
    assert f"Made {file}: LOTI-2026-0003 for Sutton, £27,000.00.\n" == done.out
    root = ET.fromstring(file.read_bytes())
    assert "LOTI-2026-0003" == root.findtext(f"{BASIC}ID")
    assert ["GB000000000", "GB999000000"] == [e.text for e in root.iter(f"{BASIC}EndpointID")]


def test_without_an_address_to_send_it_to_nothing_is_made(
    run: Run, issued: Path, tmp_path: Path
) -> None:
    assert "Camden has no e-mail address for invoices" in (
        run("ubl", issued, "LOTI-2026-0001", tmp_path / "c.xml").refusal
    )
    assert not (tmp_path / "c.xml").exists()


def test_an_address_learnt_after_issue_serves(run: Run, issued: Path, tmp_path: Path) -> None:
    with Register.open(issued) as register:
        camden = register.organisations.first(short_name="Camden")
        assert camden is not None
        save_organisation(register, replace(camden, invoice_email="camden@example.org"))
    assert 0 == run("ubl", issued, "LOTI-2026-0001", tmp_path / "c.xml").status
    root = ET.fromstring((tmp_path / "c.xml").read_bytes())
    assert "camden@example.org" in [e.text for e in root.iter(f"{BASIC}EndpointID")]


def test_an_unknown_number_is_named(run: Run, issued: Path, tmp_path: Path) -> None:
    assert "There is no document LOTI-2026-0099. Check the number." == (
        run("ubl", issued, "LOTI-2026-0099", tmp_path / "x.xml").refusal
    )
