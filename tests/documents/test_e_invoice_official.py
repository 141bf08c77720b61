"""E-invoices of every kind before the official judges, and read by a program that is not ours."""

from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest

from loti_admin.documents.e_invoice import carries_data
from loti_admin.documents.e_invoice.cii import cii_xml
from loti_admin.documents.e_invoice.rules import check_e_invoice, check_issuer
from loti_admin.documents.e_invoice.ubl import ubl_xml
from loti_admin.documents.invoice_pdf import render_document
from loti_admin.domain.invoices import Document
from loti_admin.domain.money import Money
from tests.documents.builders import (
    a_credit_note,
    a_document,
    a_line,
    a_request,
    a_supplier,
    many_lines,
)
from tests.documents.official import attached, complaints

KNOWN = {"customer_vat_number": "GB 999 0000 00", "customer_email": "accounts@fairmead.example"}
KINDS = {
    "standard fee": a_document(**KNOWN),
    "pair": a_document(
        lines=(a_line(unit_price=Money.pounds(22_500), working="Shared IT fee £22,500.00."),),
        **KNOWN,
    ),
    "part of a year": a_document(
        lines=(a_line(unit_price=Money.pounds("21287.67"), working="259/365 of £30,000.00."),),
        customer_email="accounts@fairmead.example",
    ),
    "an older rate": a_document(lines=(a_line(vat_rate=Decimal("17.5")),), **KNOWN),
    "two rates": a_document(lines=many_lines(22), **KNOWN),
    "only the zero rate": a_document(lines=(a_line(vat_rate=Decimal(0)),), **KNOWN),
    "something taken off": a_document(
        lines=(a_line(), a_line(description="Agreed reduction", unit_price=Money.pounds(-500))),
        **KNOWN,
    ),
    "IBAN": a_document(supplier=a_supplier(iban="GB29 NWBK 6016 1331 9268 19"), **KNOWN),
    "no purchase order": a_document(purchase_order="", **KNOWN),
    "no buyer reference": a_document(buyer_reference="", **KNOWN),
    "one line of address": a_document(
        customer_address="Town Hall", customer_postcode="", customer_account="", **KNOWN
    ),
    "seven lines of address": a_document(
        customer_address="\n".join(f"Address line {n}" for n in range(1, 8)), **KNOWN
    ),
    "hardly any details": a_document(
        supplier=a_supplier(
            contact_name="", contact_email="", contact_phone="", legal_text="", bank_name=""
        ),
        lines=(a_line(working=""),),
        **KNOWN,
    ),
    "other characters": a_document(
        customer_name="Łódź & <b>Söhne</b> ]]> “x” \u2011 \u00a0 \x07", **KNOWN
    ),
    "credit of a part": a_credit_note(**KNOWN),
    "credit of all": a_credit_note(lines=(a_line(description="Credit for all"),), **KNOWN),
    "a last credit": a_credit_note(
        vat=Money.pounds("1500.01"), gross=Money.pounds("9000.01"), **KNOWN
    ),
    "request": a_request(**KNOWN),
    "credit of a request": a_credit_note(
        lines=(a_line(vat_rate=None),), credits_number="LOTI-REQ-2026-0002", **KNOWN
    ),
}


@pytest.fixture(params=KINDS)
def document(request: pytest.FixtureRequest) -> Document:
    return KINDS[request.param]


def test_the_data_pass_the_schema_and_every_rule(document: Document) -> None:
    assert complaints(cii_xml(document)) == []


def test_the_peppol_file_passes_the_schema_and_every_rule(document: Document) -> None:
    assert complaints(ubl_xml(document)) == []


def test_what_the_judges_pass_is_let_through_before_issue(document: Document) -> None:
    assert check_e_invoice(document) == []
    assert check_issuer(document.supplier) == []


@pytest.mark.parametrize(
    ("wrong", "rule"),
    [
        ({"gross": Money.pounds(36_001)}, "BR-CO-15"),
        ({"net": Money.pounds(30_001)}, "BR-CO-10"),
        ({"vat": Money.pounds(6_500), "gross": Money.pounds(36_500)}, "BR-CO-17"),
        ({"customer_name": " "}, "BR-07"),
        ({"lines": (a_line(description=""),)}, "BR-25"),
        ({"lines": (a_line(), a_line(vat_rate=None))}, "BR-O-11"),
        ({"supplier": a_supplier(vat_number="")}, "BR-S-02"),
    ],
)
def test_the_judges_do_look(wrong: dict[str, object], rule: str) -> None:
    document = a_document(**wrong)
    assert any(complaint.startswith(f"{rule}:") for complaint in complaints(cii_xml(document)))
    ours = [*check_e_invoice(document), *check_issuer(document.supplier)]
    # A missing VAT number is asked for with the other details of the issuer.
    assert bool(ours) == (rule != "BR-S-02")


@pytest.mark.parametrize("name", ["standard fee", "two rates", "credit of a part"])
def test_another_program_takes_the_data_out_and_finds_them_right(name: str) -> None:
    from facturx import get_facturx_xml_from_pdf

    pdf = render_document(KINDS[name])
    # Its check of the rules asks a server, so it stays off; the rules are asked above.
    found = get_facturx_xml_from_pdf(pdf, check_xsd=True, check_schematron=False)
    assert ("factur-x.xml", cii_xml(KINDS[name])) == found
    assert attached(pdf) == cii_xml(KINDS[name])


def test_what_is_no_vat_document_carries_nothing() -> None:
    for name in ("request", "credit of a request"):
        assert not carries_data(KINDS[name])
    assert not carries_data(a_document(lines=(a_line(), a_line(vat_rate=None))))
    assert not carries_data(a_document(lines=()))


def test_peppol_s_own_rules_beyond_en_16931(document: Document) -> None:
    basic = "{urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2}"
    root = ET.fromstring(ubl_xml(document))
    assert root.findtext(f"{basic}ProfileID") == "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"
    assert (root.findtext(f"{basic}CustomizationID") or "").startswith(
        "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0"
    )
    assert len(root.findall(f"{basic}Note")) <= 1
    assert {"EM", "9932"} >= {e.get("schemeID") for e in root.iter(f"{basic}EndpointID")}
    empty = [e.tag for e in root.iter() if not len(e) and not (e.text or "").strip()]
    assert empty == []
