"""The three ledger files, read back with the csv module and looked at column by column."""

import csv
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loti_admin.documents.ledger_csv import (
    PLAIN_COLUMNS,
    SAGE_COLUMNS,
    XERO_COLUMNS,
    LedgerCodes,
    LedgerFormat,
    ledger_rows,
    write_ledger,
)
from loti_admin.domain.invoices import Document, totals_of
from loti_admin.domain.money import ZERO, Money, total
from loti_admin.errors import Refused
from tests.documents.builders import a_credit_note, a_document, a_line, a_request

CODES = LedgerCodes(account="4000", grant_account="4100", cost_centre="740")


def the_year() -> list[Document]:
    odd = a_line(unit_price=Money.pounds("82.19"))
    return [
        a_document(customer_email="ap@fairmead.example"),
        a_document(
            number="LOTI-2026-0015",
            organisation="Łódź Quarter",
            customer_name="Łódź Quarter Council",
            customer_account="LQC",
            purchase_order="",
            buyer_reference="DIG-7",
            customer_address="Finance\nHouse\n1 Road\nTown\nCounty\nLondon",
            lines=(odd,),
        ),
        a_credit_note(),
        a_request(customer_account="GLA"),
    ]


def read_back(path: Path, kind: LedgerFormat, documents: list[Document]) -> list[dict[str, str]]:
    write_ledger(path, documents, kind, CODES)
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def signed(document: Document) -> Money:
    return -document.net if document.credits_number else document.net


def test_a_file_for_xero_has_its_27_columns_in_order(tmp_path: Path) -> None:
    rows = read_back(tmp_path / "x.csv", LedgerFormat.XERO, the_year())
    assert 27 == len(XERO_COLUMNS)
    assert list(XERO_COLUMNS) == list(rows[0])


def test_each_column_for_xero_holds_what_its_head_says(tmp_path: Path) -> None:
    invoice, _, _, _ = read_back(tmp_path / "x.csv", LedgerFormat.XERO, the_year())
    filled = {head: value for head, value in invoice.items() if value}
    assert filled == {
        "*ContactName": "London Borough of Fairmead",
        "EmailAddress": "ap@fairmead.example",
        "POAddressLine1": "Accounts Payable",
        "POAddressLine2": "PO Box 000, Civic Centre",
        "POAddressLine3": "12 Sample Way",
        "POAddressLine4": "London",
        "POPostalCode": "N0 0AA",
        "*InvoiceNumber": "LOTI-2026-0014",
        "Reference": "4500123456",
        "*InvoiceDate": "01/07/2026",
        "*DueDate": "31/07/2026",
        "*Description": "LOTI membership subscription 2026-27",
        "*Quantity": "1",
        "*UnitAmount": "30000.00",
        "*AccountCode": "4000",
        "*TaxType": "20% (VAT on Income)",
    }


def test_a_long_address_for_xero_keeps_every_line_in_four_columns(tmp_path: Path) -> None:
    _, long, _, _ = read_back(tmp_path / "x.csv", LedgerFormat.XERO, the_year())
    assert ["Finance", "House", "1 Road", "Town, County, London"] == [
        long[f"POAddressLine{n}"] for n in range(1, 5)
    ]


def test_a_credit_note_for_xero_is_negative_and_keeps_its_vat_rate(tmp_path: Path) -> None:
    _, _, note, _ = read_back(tmp_path / "x.csv", LedgerFormat.XERO, the_year())
    assert ("LOTI-CN-2026-0003", "-7500.00", "20% (VAT on Income)", "4000") == (
        note["*InvoiceNumber"],
        note["*UnitAmount"],
        note["*TaxType"],
        note["*AccountCode"],
    )


def test_a_request_is_without_vat_and_in_the_account_for_grants(tmp_path: Path) -> None:
    documents = the_year()
    xero = read_back(tmp_path / "x.csv", LedgerFormat.XERO, documents)[3]
    sage = read_back(tmp_path / "s.csv", LedgerFormat.SAGE, documents)[3]
    plain = read_back(tmp_path / "p.csv", LedgerFormat.PLAIN, documents)[3]
    assert ("No VAT", "4100") == (xero["*TaxType"], xero["*AccountCode"])
    assert ("SI", "T9", "0.00", "4100") == (
        sage["Type"],
        sage["Tax Code"],
        sage["Tax Amount"],
        sage["Nominal A/C Ref"],
    )
    assert ("Outside scope", "0.00", "100000.00", "4100") == (
        plain["VAT code"],
        plain["VAT"],
        plain["Gross"],
        plain["Account code"],
    )


def test_a_file_for_sage_has_columns_a_to_o_filled_as_the_import_wants(tmp_path: Path) -> None:
    rows = read_back(tmp_path / "s.csv", LedgerFormat.SAGE, the_year())
    assert 15 == len(SAGE_COLUMNS)
    assert list(SAGE_COLUMNS) == list(rows[0])
    assert {head: value for head, value in rows[0].items() if value} == {
        "Type": "SI",
        "Account Reference": "FMD",
        "Nominal A/C Ref": "4000",
        "Department Code": "740",
        "Date": "01/07/2026",
        "Reference": "LOTI-2026-0014",
        "Details": "LOTI-2026-0014 LOTI membership subscription 2026-27",
        "Net Amount": "30000.00",
        "Tax Code": "T1",
        "Tax Amount": "6000.00",
        "Extra Reference": "4500123456",
    }


def test_a_credit_note_for_sage_is_of_type_sc_with_positive_amounts(tmp_path: Path) -> None:
    note = read_back(tmp_path / "s.csv", LedgerFormat.SAGE, the_year())[2]
    assert ("SC", "7500.00", "1500.00") == (note["Type"], note["Net Amount"], note["Tax Amount"])


def test_details_for_sage_end_after_a_word_within_60_characters_and_keep_the_number() -> None:
    line = a_line(description="LOTI membership subscription for the whole of the year 2026-27")
    (_, row) = ledger_rows([a_document(lines=(line,))], LedgerFormat.SAGE, CODES)
    assert row[6] == "LOTI-2026-0014 LOTI membership subscription for the whole of"
    assert len(row[6]) <= 60


def test_an_order_number_too_long_for_sage_is_left_out_rather_than_cut() -> None:
    (_, row) = ledger_rows([a_document(purchase_order="9" * 31)], LedgerFormat.SAGE, CODES)
    assert "" == row[11]


@pytest.mark.parametrize("cost_centre", ["LOTI", "7400", ""])
def test_a_cost_centre_that_is_no_department_number_is_left_out_for_sage(cost_centre: str) -> None:
    codes = replace(CODES, cost_centre=cost_centre)
    assert "" == ledger_rows([a_document()], LedgerFormat.SAGE, codes)[1][3]
    assert cost_centre == ledger_rows([a_document()], LedgerFormat.PLAIN, codes)[1][12]


@pytest.mark.parametrize("account", ["", "NINECHARS"])
def test_sage_is_refused_naming_every_customer_without_an_account_it_can_hold(account: str) -> None:
    documents = [
        a_document(customer_account=account, organisation="Fairmead"),
        a_document(customer_account=account, organisation="Oakhurst"),
        a_document(customer_account=account, organisation="Fairmead"),
    ]
    with pytest.raises(Refused) as refused:
        ledger_rows(documents, LedgerFormat.SAGE, CODES)
    assert "Give one to Fairmead, Oakhurst, then make the file again." in str(refused.value)


def test_sage_is_refused_for_a_ledger_account_it_cannot_hold() -> None:
    with pytest.raises(Refused, match="“123456789” is not one of 1 to 8 characters"):
        ledger_rows([a_document()], LedgerFormat.SAGE, replace(CODES, grant_account="123456789"))


def test_each_column_of_the_plain_ledger_holds_what_its_head_says(tmp_path: Path) -> None:
    rows = read_back(tmp_path / "p.csv", LedgerFormat.PLAIN, the_year())
    assert list(PLAIN_COLUMNS) == list(rows[0])
    assert rows[1] == {
        "Customer reference": "LQC",
        "Number": "LOTI-2026-0015",
        "Date": "01/07/2026",
        "Due date": "31/07/2026",
        "Tax point": "01/07/2026",
        "PO": "DIG-7",
        "Description": "LOTI membership subscription 2026-27",
        "Net": "82.19",
        "VAT code": "20%",
        "VAT": "16.44",
        "Gross": "98.63",
        "Account code": "4000",
        "Cost centre": "740",
        "Period": "01/07/2026 to 30/06/2027",
    }
    assert "-9000.00" == rows[2]["Gross"]


def test_a_customer_without_an_account_goes_by_its_code_in_the_plain_ledger() -> None:
    (_, row) = ledger_rows([a_document(customer_account="")], LedgerFormat.PLAIN, CODES)
    assert "E09000099" == row[0]


def test_the_totals_of_every_file_are_those_of_the_documents(tmp_path: Path) -> None:
    documents = the_year()
    net = total(signed(d) for d in documents)
    vat = total(-d.vat if d.credits_number else d.vat for d in documents)
    xero = read_back(tmp_path / "x.csv", LedgerFormat.XERO, documents)
    sage = read_back(tmp_path / "s.csv", LedgerFormat.SAGE, documents)
    plain = read_back(tmp_path / "p.csv", LedgerFormat.PLAIN, documents)
    assert net == sum((Money.parse(row["*UnitAmount"]) for row in xero), ZERO)
    for column, expected in (("Net Amount", net), ("Tax Amount", vat)):
        sign = {"SI": 1, "SC": -1}
        assert expected == sum((Money.parse(r[column]) * sign[r["Type"]] for r in sage), ZERO)
    for column, expected in (("Net", net), ("VAT", vat), ("Gross", net + vat)):
        assert expected == sum((Money.parse(row[column]) for row in plain), ZERO)


def test_a_document_with_two_rates_gives_a_row_for_each_and_its_own_totals() -> None:
    lines = (
        a_line(unit_price=Money.pounds("10.03")),
        a_line(unit_price=Money.pounds("10.04"), description="Workshop"),
        a_line(unit_price=Money.pounds(5), vat_rate=None, description="Grant"),
    )
    net, vat, gross = totals_of(lines)
    _, first, second = ledger_rows([a_document(lines=lines)], LedgerFormat.PLAIN, CODES)
    assert "LOTI membership subscription 2026-27; Workshop" == first[6]
    assert ("20.07", "4.01", "5.00", "0.00") == (first[7], first[9], second[7], second[9])
    assert gross == Money.parse(first[10]) + Money.parse(second[10])
    assert net + vat == gross


def test_the_penny_that_the_last_credit_note_takes_is_in_its_row() -> None:
    note = a_credit_note(vat=Money.pounds("1500.01"), gross=Money.pounds("9000.01"))
    assert "1500.01" == ledger_rows([note], LedgerFormat.SAGE, CODES)[1][9]
    row = ledger_rows([note], LedgerFormat.PLAIN, CODES)[1]
    assert ("-7500.00", "-1500.01", "-9000.01") == (row[7], row[9], row[10])


def test_the_zero_rate_is_not_the_standard_rate_and_not_outside_the_scope() -> None:
    document = a_document(lines=(a_line(vat_rate=Decimal(0)),))
    assert "Zero Rated Income" == ledger_rows([document], LedgerFormat.XERO, CODES)[1][20]
    assert "T0" == ledger_rows([document], LedgerFormat.SAGE, CODES)[1][8]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
@pytest.mark.parametrize("kind", list(LedgerFormat))
def test_no_text_begins_as_a_formula_while_negative_amounts_stay_numbers(
    start: str, kind: LedgerFormat
) -> None:
    nasty = f"{start}HYPERLINK(1)"
    document = a_credit_note(
        customer_name=nasty,
        customer_email=nasty,
        customer_address=f"{nasty}\n{nasty}",
        customer_postcode=nasty,
        customer_account=nasty[:8],
        purchase_order=nasty,
        lines=(a_line(description=nasty),),
    )
    (_, row) = ledger_rows([document], kind, replace(CODES, cost_centre=nasty))
    amounts = {"-30000.00", "-6000.00", "-36000.00"}
    for cell in row:
        assert cell in amounts or not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert bool(amounts & set(row)) is (kind is not LedgerFormat.SAGE)


def test_the_file_begins_with_a_byte_order_mark_and_ends_its_lines_as_csv_does(
    tmp_path: Path,
) -> None:
    path = tmp_path / "ledger.csv"
    assert 4 == write_ledger(path, the_year(), LedgerFormat.PLAIN, CODES)
    content = path.read_bytes()
    assert content.startswith(b"\xef\xbb\xbfCustomer reference,")
    assert 5 == content.count(b"\r\n")
    xero = tmp_path / "xero.csv"
    write_ledger(xero, the_year(), LedgerFormat.XERO, CODES)
    assert "Łódź Quarter Council" in xero.read_text(encoding="utf-8-sig")


@given(st.text(max_size=80), st.integers(1, 40_000_00), st.sampled_from(LedgerFormat))
def test_whatever_a_name_holds_each_document_stays_one_row_of_its_columns(
    name: str, pence: int, kind: LedgerFormat
) -> None:
    line = a_line(unit_price=Money(pence), description=name)
    document = a_document(customer_name=name, purchase_order=name, lines=(line,))
    heads, row = ledger_rows([document], kind, CODES)
    assert len(heads) == len(row)
    assert not any("\n" in cell or "\r" in cell for cell in row)
