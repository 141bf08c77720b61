"""Money that came in: what is still open, what is on account, and numbers in bank references."""

import pytest

from loti_admin.domain.invoices import Document, DocumentKind
from loti_admin.domain.money import ZERO, Money
from loti_admin.domain.receipts import (
    Allocation,
    Use,
    by_document,
    by_receipt,
    check_receipt,
    named_in,
    open_amount,
    paid,
    unallocated,
)
from tests.builders import a_document, a_line, a_receipt

INVOICE = a_document("LOTI-2026-0001", id=1)
OTHER = a_document("LOTI-2026-0002", id=2)


def pays(document: Document, pounds: int, receipt_id: int = 1) -> Allocation:
    return Allocation(receipt_id=receipt_id, document_id=document.id, amount=Money.pounds(pounds))


def a_credit(pounds: int) -> Document:
    return a_document(
        "LOTI-CN-2026-0001",
        id=9,
        kind=DocumentKind.CREDIT_NOTE,
        lines=(a_line(Money.pounds(pounds)),),
        credits_number=INVOICE.number,
    )


def test_an_unpaid_invoice_is_open_with_its_vat() -> None:
    assert open_amount(INVOICE, [INVOICE], []) == Money.pounds(36_000)


def test_credits_and_receipts_make_the_open_amount_smaller() -> None:
    documents = [INVOICE, a_credit(1_000)]
    allocations = [pays(INVOICE, 10_000), pays(INVOICE, 4_800, receipt_id=2), pays(OTHER, 50)]
    assert paid(INVOICE, allocations) == Money.pounds(14_800)
    assert open_amount(INVOICE, documents, allocations) == Money.pounds(20_000)


def test_a_paid_invoice_is_not_open() -> None:
    assert open_amount(INVOICE, [INVOICE], [pays(INVOICE, 36_000)]) == ZERO


def test_one_receipt_pays_several_documents_and_keeps_the_rest_on_account() -> None:
    receipt = a_receipt(Money.pounds(73_000), id=1)
    allocations = [pays(INVOICE, 36_000), pays(OTHER, 36_000), pays(OTHER, 5, receipt_id=2)]
    assert unallocated(receipt, allocations) == Money.pounds(1_000)
    assert unallocated(receipt, []) == receipt.amount


@pytest.mark.parametrize(
    "reference",
    [
        "LOTI-2026-0001",
        "loti-2026-0001",
        "LOTI20260001",
        "LOTI 2026 0001 CAMDEN",
        "BACS REF:LOTI-2026-0001/36000",
        "PAYMENTLOTI2026/0001",
    ],
)
def test_a_number_is_found_however_the_bank_writes_it(reference: str) -> None:
    assert named_in(reference, [INVOICE, OTHER]) == [INVOICE]


@pytest.mark.parametrize(
    "reference", ["", "CAMDEN", "2026-0001", "LOTI-2026-001", "LOTI-2026-00010"]
)
def test_a_number_that_does_not_stand_there_is_not_found(reference: str) -> None:
    assert named_in(reference, [INVOICE, OTHER]) == []


def test_a_longer_number_does_not_name_the_shorter_one() -> None:
    short, long = a_document("LOTI-100"), a_document("LOTI-1001")
    assert named_in("LOTI-1001", [short, long]) == [long]
    assert named_in("LOTI-100 and LOTI-1001", [short, long]) == [short, long]


def test_a_draft_without_a_number_is_in_no_reference() -> None:
    assert named_in("LOTI-2026-0001", [a_document("")]) == []


def test_several_numbers_in_one_reference_are_all_found() -> None:
    assert named_in("LOTI-2026-0001 + 0002, LOTI-2026-0002", [INVOICE, OTHER]) == [INVOICE, OTHER]


def test_a_receipt_is_more_than_nothing() -> None:
    assert check_receipt(a_receipt()) == []
    for amount in (ZERO, Money(-1)):
        (problem,) = check_receipt(a_receipt(amount))
        assert problem.message == "Type the amount received, more than £0.00."
        assert problem.field == "amount"


def test_rows_are_found_by_their_document_and_by_their_receipt() -> None:
    first, second, third = pays(INVOICE, 1), pays(OTHER, 2), pays(INVOICE, 3, receipt_id=2)
    refund = Allocation(receipt_id=1, amount=Money.pounds(4), use=Use.REFUND)
    written_off = Allocation(document_id=1, amount=Money.pounds(5), use=Use.WRITE_OFF)
    rows = [first, second, third, refund, written_off]
    assert by_document(rows) == {1: [first, third, written_off], 2: [second]}
    assert by_receipt(rows) == {1: [first, second, refund], 2: [third]}
