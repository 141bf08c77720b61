"""What an e-invoice would be refused for, said before issue in plain words beside the field."""

from datetime import date
from typing import Any

import pytest

from loti_admin.documents.e_invoice.parts import vat_identifier
from loti_admin.documents.e_invoice.rules import check_e_invoice, check_issuer
from loti_admin.domain.invoices import Document, DocumentKind
from loti_admin.domain.money import Money
from tests.documents.builders import (
    a_credit_note,
    a_document,
    a_line,
    a_request,
    a_supplier,
)


@pytest.mark.parametrize("document", [a_document(), a_credit_note(), a_request()])
def test_complete_documents_are_let_through(document: Document) -> None:
    assert check_e_invoice(document) == []
    assert check_issuer(document.supplier) == []


def test_what_has_no_paper_has_no_rules() -> None:
    assert check_e_invoice(a_document(kind=DocumentKind.NONE, customer_name="")) == []


def test_a_draft_needs_no_number_yet() -> None:
    assert check_e_invoice(a_document(number="")) == []


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"customer_name": " "}, "customer_name", "there is no name for the invoice."),
        (
            {"customer_vat_number": "GB 12"},
            "customer_vat_number",
            "“GB 12” is not GB and nine digits. Correct it, or leave it empty.",
        ),
        (
            {"purchase_order": "", "buyer_reference": " "},
            "buyer_reference",
            "neither a purchase order nor a buyer reference.",
        ),
        (
            {"period_end": date(2026, 6, 30)},
            "period_start",
            "begins on 1 July 2026, after its end on 30 June 2026.",
        ),
        ({"due": date(2026, 6, 30)}, "due", "due on 30 June 2026, before its own date, 1 July"),
        ({"lines": ()}, "lines", "there is nothing on it. Add a line."),
        ({"lines": (a_line(description=""),)}, "lines", "line 1 does not say what it is for."),
        ({"lines": (a_line(), a_line(vat_rate=None))}, "lines", "Make two of it."),
        (
            {"lines": (a_line(unit_price=Money.pounds(-5)),)},
            "gross",
            "comes to −£6.00, which nobody can pay.",
        ),
        (
            {"net": Money.pounds(29_999), "gross": Money.pounds(35_999)},
            "net",
            "the lines come to £30,000.00, the total without VAT says £29,999.00.",
        ),
        ({"gross": Money.pounds(1)}, "gross", "do not make £1.00."),
        (
            {"vat": Money.pounds("6000.01"), "gross": Money.pounds("36000.01")},
            "vat",
            "VAT on the lines is £6,000.00, the total VAT says £6,000.01.",
        ),
    ],
)
def test_trouble_is_named_with_its_field(changes: dict[str, Any], field: str, words: str) -> None:
    (problem,) = check_e_invoice(a_document(**changes))
    assert problem.blocks
    assert (problem.field, problem.code) == (field, "E09000099")
    assert problem.message.startswith("Fairmead: ")
    assert words in " ".join(problem.message.split())


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"credits_number": ""}, "credits_number"),
        ({"credits_date": None}, "credits_number"),
        ({"reason": " "}, "reason"),
    ],
)
def test_a_credit_note_names_its_invoice_and_the_reason(
    changes: dict[str, Any], field: str
) -> None:
    (problem,) = check_e_invoice(a_credit_note(**changes))
    assert problem.field == field


def test_the_last_of_several_credits_may_take_the_pence_that_rounding_left() -> None:
    def off(pence: int) -> Document:
        vat = Money.pounds(1_500) + Money(pence)
        return a_credit_note(vat=vat, gross=Money.pounds(7_500) + vat)

    assert check_e_invoice(off(2)) == []
    assert check_e_invoice(off(-2)) == []
    assert [problem.field for problem in check_e_invoice(off(100))] == ["vat"]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("GB 123 4567 89", "GB123456789"),
        ("123456789", "GB123456789"),
        ("gb123.4567-89", "GB123456789"),
        ("GB123456789012", "GB123456789012"),
        ("GBGD001", "GBGD001"),
        ("HA599", "GBHA599"),
        ("XI 123 4567 89", "XI123456789"),
        ("IE1234567WA", ""),
        ("GB12345678", ""),
        ("none", ""),
        ("", ""),
        ("1234", ""),
    ],
)
def test_a_vat_number_is_known_however_it_is_typed(typed: str, expected: str) -> None:
    assert vat_identifier(typed) == expected


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"vat_number": "pending"}, "vat number"),
        ({"iban": "GB29 NWBK 6016 1331 9268 18"}, "iban"),
        ({"iban": "29 NWBK"}, "iban"),
    ],
)
def test_a_mistake_in_the_issuer_s_numbers_is_found_once(
    changes: dict[str, str], field: str
) -> None:
    (problem,) = check_issuer(a_supplier(**changes))
    assert (problem.blocks, problem.field) == (True, field)
    assert problem.message.endswith("Correct it under Settings.")


def test_an_iban_may_be_typed_in_groups_and_small_letters() -> None:
    for typed in ("GB29NWBK60161331926819", "gb29 nwbk 6016 1331 9268 19", ""):
        assert check_issuer(a_supplier(iban=typed)) == []
