"""E-invoices of a real year: issued, credited, and looked at by the official judges."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from loti_admin.domain.invoices import Document, DocumentKind
from loti_admin.domain.money import Money, total
from loti_admin.errors import NotFound, Refused
from loti_admin.services.documents import render
from loti_admin.services.drafts import plan_issue
from loti_admin.services.e_invoice import write_ubl
from loti_admin.services.issuing import credit
from loti_admin.services.members import join, save_organisation
from loti_admin.services.settings import save_settings
from tests.builders import CHARGE_DATE, the_gla
from tests.documents.official import attached, complaints
from tests.office import THE_YEAR, Office

LATER = date(2026, 10, 1)


@pytest.fixture
def year() -> Office:
    """A standard member, a pair, a joiner in October, and the GLA, all issued."""
    office = Office("Camden", "Kingston", "Sutton")
    office.council("Hackney", LATER)
    office.share_it("Hogsmill IT", "Kingston", "Sutton")
    office.represented_by("Priya Nair", "Kingston", "Sutton")
    gla = save_organisation(
        office.register, the_gla(address="City Hall\nLondon", postcode="E16 1ZE")
    )
    join(office.register, gla.id, date(2020, 7, 1))
    save_settings(office.register, {"contact email": "invoices@example.org"})
    office.approve()
    office.issue()
    office.issue(LATER)
    return office


def issued(office: Office) -> dict[str, Document]:
    return {document.organisation: document for document in office.register.documents.all()}


def test_every_vat_document_of_a_year_carries_data_that_pass(year: Office) -> None:
    invoices = [d for d in issued(year).values() if d.kind is DocumentKind.INVOICE]
    nets = sorted(document.net for document in invoices)
    assert nets == [Money.pounds(22_500)] * 3 + [Money.pounds(30_000)]
    for invoice in invoices:
        assert complaints(attached(render(invoice))) == []


def test_credit_notes_in_part_and_in_full_pass_to_the_last_penny(year: Office) -> None:
    number = issued(year)["Camden"].number
    notes = [
        credit(year.register, number, LATER, "Agreed.", Money.parse("82.19")),
        credit(year.register, number, LATER, "Agreed.", Money.parse("0.03")),
        credit(year.register, number, LATER, "All the rest."),
    ]
    assert total(note.vat for note in notes) == Money.pounds(6_000)
    for note in notes:
        assert complaints(attached(render(note))) == []


def test_a_request_carries_no_data_and_is_written_on_request(year: Office, tmp_path: Path) -> None:
    request = issued(year)["Greater London Authority"]
    assert request.kind is DocumentKind.REQUEST
    assert b"factur-x" not in render(request)
    save_organisation(
        year.register,
        replace(year.register.organisations.get(request.organisation_id), invoice_email="a@b.uk"),
    )
    write_ubl(year.register, request.number, tmp_path / "r.xml")
    written = (tmp_path / "r.xml").read_bytes()
    assert complaints(written) == []
    assert b"This is not a VAT invoice." in written


def test_a_peppol_file_needs_both_addresses(year: Office, tmp_path: Path) -> None:
    path = tmp_path / "out.xml"
    with pytest.raises(Refused, match="Camden has no e-mail address for invoices"):
        write_ubl(year.register, issued(year)["Camden"].number, path)
    with pytest.raises(NotFound):
        write_ubl(year.register, "LOTI-2026-0099", path)
    assert not path.exists()


def test_a_draft_is_checked_beside_its_field(year: Office) -> None:
    office = Office("Camden")
    save_organisation(office.register, replace(office["Camden"], vat_number="GB 12"))
    office.approve()
    (problem,) = plan_issue(office.register, THE_YEAR, CHARGE_DATE).blocking
    assert problem.field == "customer_vat_number"
    with pytest.raises(Refused, match="“GB 12” is not GB and nine digits"):
        office.issue()


def test_a_mistake_of_the_issuer_is_said_once_for_all_drafts() -> None:
    office = Office("Camden", "Barnet")
    save_settings(office.register, {"iban": "GB29 NWBK 6016 1331 9268 18"})
    office.approve()
    (problem,) = plan_issue(office.register, THE_YEAR, CHARGE_DATE).blocking
    assert problem.field == "iban"


def test_a_credit_note_is_checked_before_it_is_made(year: Office) -> None:
    number = issued(year)["Camden"].number
    save_settings(year.register, {"vat number": "to follow"})
    before = year.dump()
    with pytest.raises(Refused, match="“to follow” is not GB and nine digits"):
        credit(year.register, number, LATER, "Agreed.")
    assert before == year.dump()
