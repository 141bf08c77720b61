"""Page and data say the same: both are read back and compared field by field."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loti_admin.documents.e_invoice.cii import cii_xml
from loti_admin.documents.invoice_pdf import render_document
from loti_admin.domain.dates import long_date
from loti_admin.domain.invoices import Document
from loti_admin.domain.money import Money
from tests.documents import reading
from tests.documents.builders import (
    a_credit_note,
    a_document,
    a_line,
    a_supplier,
    many_lines,
)
from tests.documents.official import attached
from tests.documents.test_pdf_nasty_texts import NASTY

DOCUMENTS = {
    "invoice": a_document(customer_vat_number="GB 999 0000 00"),
    "paid before": a_document(tax_point=date(2026, 6, 12)),
    "several pages": a_document(lines=many_lines(30)),
    "older rate": a_document(lines=(a_line(vat_rate=Decimal("17.5")),)),
    "IBAN": a_document(supplier=a_supplier(iban="GB29 NWBK 6016 1331 9268 19")),
    "own terms and note": a_document(
        supplier=a_supplier(
            terms="We accept no cheques.", note="Ask for our new portal.\nThank you."
        ),
        reason="the fee was agreed anew.",
    ),
    "credit note": a_credit_note(),
    "last credit": a_credit_note(vat=Money.pounds("1500.01"), gross=Money.pounds("9000.01")),
}


def plain_date(digits: str) -> str:
    """`20260701` as it reads on the page."""
    return " ".join(long_date(date.fromisoformat(digits)).split())


class Data:
    """The attached data by path, without namespaces."""

    def __init__(self, xml: bytes) -> None:
        self.root = ET.fromstring(xml)
        for element in self.root.iter():
            element.tag = element.tag.rpartition("}")[2]

    def all(self, path: str) -> list[str]:
        return [element.text or "" for element in self.root.findall(f".//{path}")]

    def one(self, path: str) -> str:
        found = self.all(path)
        assert len(found) == 1, path
        return found[0]

    def day(self, path: str) -> str:
        digits = self.one(f"{path}/*")
        return plain_date(digits)

    def pounds(self, path: str) -> str:
        return str(Money.pounds(self.one(path)))


def _lines(data: Data) -> Iterator[str]:
    for item in data.root.iter("IncludedSupplyChainTradeLineItem"):
        part = Data(ET.tostring(item))
        rate = part.one("RateApplicablePercent")
        amounts = part.pounds("ChargeAmount"), f"{rate}%", part.pounds("LineTotalAmount")
        yield f"{part.one('Name')} {part.one('BilledQuantity')} {' '.join(amounts)}"
        yield from part.all("Description")


def _facts(data: Data, credit: bool) -> Iterator[str]:
    """The lines of the page, put together from the data alone."""
    settlement, agreement = "ApplicableHeaderTradeSettlement", "ApplicableHeaderTradeAgreement"
    what = "Credit note" if credit else "Invoice"
    yield f"{what} number {data.one('ExchangedDocument/ID')}"
    yield f"{what} date {data.day('ExchangedDocument/IssueDateTime')}"
    if credit:
        yield f"Credits invoice {data.one('InvoiceReferencedDocument/IssuerAssignedID')}"
        yield f"Invoice date {data.day('InvoiceReferencedDocument/FormattedIssueDateTime')}"
    else:
        for point in set(data.all(f"{settlement}/ApplicableTradeTax/TaxPointDate/DateString")):
            yield f"Tax point {plain_date(point)}"
        yield f"Due date {data.day('DueDateDateTime')}"
        yield data.one("PaymentReference")
    yield f"Customer account {data.one('BuyerTradeParty/ID')}"
    yield data.one("BuyerOrderReferencedDocument/IssuerAssignedID")
    yield f"Total without VAT £{data.pounds('TaxBasisTotalAmount')}"
    yield f"Total VAT £{data.pounds('TaxTotalAmount')}"
    yield f"{'Total credited' if credit else 'Total to pay'} £{data.pounds('GrandTotalAmount')}"
    yield f"£{data.pounds('DuePayableAmount')}"
    for tax in data.root.findall(f".//{settlement}/ApplicableTradeTax"):
        row = Data(ET.tostring(tax))
        amounts = row.pounds("BasisAmount"), row.pounds("CalculatedAmount")
        yield f"{row.one('RateApplicablePercent')}% {' '.join(amounts)}"
    seller = f"{agreement}/SellerTradeParty"
    yield f"hosted by {data.one(f'{seller}/Name')}"
    yield data.one(f"{seller}/SpecifiedLegalOrganization/TradingBusinessName")
    yield data.one(f"{seller}/Description")
    yield data.one(f"{seller}/DefinedTradeContact/PersonName")
    phone = data.one(f"{seller}/DefinedTradeContact//CompleteNumber")
    yield f"{phone} · {data.one(f'{seller}/DefinedTradeContact//URIID')}"
    address = f"{seller}/PostalTradeAddress"
    town = " ".join((data.one(f"{address}/CityName"), data.one(f"{address}/PostcodeCode")))
    yield ", ".join((data.one(f"{address}/LineOne"), data.one(f"{address}/LineTwo"), town))
    yield data.one("BuyerTradeParty/Name")
    for line in ("LineOne", "LineTwo", "LineThree"):
        yield from data.all(f"BuyerTradeParty/PostalTradeAddress/{line}")
    buyer = "BuyerTradeParty/PostalTradeAddress"
    yield " ".join((data.one(f"{buyer}/CityName"), data.one(f"{buyer}/PostcodeCode")))
    yield from _account(data)


def _account(data: Data) -> Iterator[str]:
    account = "PayeePartyCreditorFinancialAccount"
    yield from (f"Method {method}" for method in data.all("Information"))
    yield from (f"Account name {name}" for name in data.all(f"{account}/AccountName"))
    yield from (f"Account number {number}" for number in data.all(f"{account}/ProprietaryID"))
    for code in data.all("BICID"):
        yield f"Sort code {'-'.join(re.findall('..', code))}"
    for iban in data.all(f"{account}/IBANID"):
        yield f"IBAN {' '.join(re.findall('.{1,4}', iban))}"


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_field_of_the_data_stands_on_the_page(name: str) -> None:
    pdf = render_document(DOCUMENTS[name])
    page, data = reading.lines(pdf), Data(attached(pdf))
    expected = [
        *_facts(data, credit=data.one("ExchangedDocument/TypeCode") == "381"),
        *_lines(data),
    ]
    assert [line for line in expected if line not in page] == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_sentences_and_numbers_that_are_broken_into_lines_are_the_same(name: str) -> None:
    pdf = render_document(DOCUMENTS[name])
    page, data = reading.packed(" ".join(reading.pages(pdf))), Data(attached(pdf))
    start, end = data.day("StartDateTime"), data.day("EndDateTime")
    wanted = [
        data.one("SpecifiedTradePaymentTerms/Description"),
        f"Buyer reference {data.one('BuyerReference')}",
        f"Period covered {start} to {end}",
        *data.all("IncludedNote/Content"),
    ]
    assert [text for text in wanted if reading.packed(text) not in page] == []
    for number in data.all("SpecifiedTaxRegistration/ID"):
        assert number.removeprefix("GB") in page


def test_vat_numbers_are_written_without_spaces_and_with_their_country() -> None:
    for typed in ("GB 999 0000 00", "999 0000 00", "gb999000000"):
        data = Data(cii_xml(a_document(customer_vat_number=typed)))
        assert data.one("BuyerTradeParty/SpecifiedTaxRegistration/ID") == "GB999000000"


def test_a_line_that_takes_away_counts_downwards() -> None:
    less = a_line(description="Agreed reduction", unit_price=Money.pounds(-500), quantity=2)
    data = Data(cii_xml(a_document(lines=(a_line(), less))))
    assert data.all("ChargeAmount") == ["30000.00", "500.00"]
    assert data.all("BilledQuantity") == ["1", "-2"]
    assert data.all("IncludedSupplyChainTradeLineItem//LineTotalAmount") == [
        "30000.00",
        "-1000.00",
    ]


@pytest.mark.parametrize("text", NASTY)
def test_any_text_in_every_field_gives_data_that_can_be_read(text: str) -> None:
    assert Data(cii_xml(_all_fields(text))).one("ExchangedDocument/TypeCode") == "380"


@given(text=st.text(max_size=80))
@settings(max_examples=60)
def test_a_name_is_read_back_as_it_is_printed(text: str) -> None:
    document = a_document(customer_name=text)
    found = Data(cii_xml(document)).all("BuyerTradeParty/Name")
    assert " ".join(found).split() == list(reading.words(text.replace("\n", " ")))


def _all_fields(text: str) -> Document:
    base = a_document()
    strings = dict.fromkeys(
        ("customer_name", "customer_address", "customer_postcode", "purchase_order"), text
    )
    supplier = a_supplier(**dict.fromkeys(base.supplier.__dataclass_fields__, text))
    line = a_line(description=text, working=text)
    return a_document(**strings, buyer_reference=text, supplier=supplier, lines=(line,))
