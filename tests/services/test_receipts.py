"""Receipts: which documents they pay, and what stays on account."""

from datetime import date

import pytest

from loti_admin.domain.money import ZERO, Money
from loti_admin.domain.receipts import open_amount
from loti_admin.errors import Invalid, NotFound, Refused
from loti_admin.services.issuing import credit, document_by_number
from loti_admin.services.receipts import already_booked, credit_on_account, record_receipt
from tests.office import Office

DAY = date(2026, 7, 20)
GROSS = Money.pounds(36_000)


@pytest.fixture
def office() -> Office:
    office = Office("Barnet", "Camden")
    office.approve()
    office.issue()
    return office


def still_open(office: Office, number: str) -> Money:
    register = office.register
    document = document_by_number(register, number)
    return open_amount(document, register.documents.all(), register.allocations.all())


def test_a_receipt_pays_the_document_named_in_its_reference(office: Office) -> None:
    recorded = record_receipt(office.register, DAY, GROSS, "BACS loti 2026 0002 CAMDEN")
    assert [("Camden", GROSS)] == [(d.organisation, a) for d, a in recorded.paid]
    assert ZERO == still_open(office, "LOTI-2026-0002")
    assert GROSS == still_open(office, "LOTI-2026-0001")


def test_one_receipt_pays_several_documents(office: Office) -> None:
    record_receipt(office.register, DAY, GROSS * 2, "LOTI-2026-0001 and LOTI-2026-0002")
    assert [ZERO, ZERO] == [still_open(office, f"LOTI-2026-000{n}") for n in (1, 2)]


def test_a_part_payment_settles_only_its_part(office: Office) -> None:
    record_receipt(office.register, DAY, Money.pounds(1_000), "", number="LOTI-2026-0001")
    assert Money.pounds(35_000) == still_open(office, "LOTI-2026-0001")


def test_what_is_paid_too_much_stays_as_credit_on_account(office: Office) -> None:
    recorded = record_receipt(office.register, DAY, Money.pounds(36_500), "LOTI-2026-0001")
    assert Money.pounds(500) == recorded.on_account
    assert Money.pounds(500) == credit_on_account(office.register, office["Barnet"].id)


def test_a_credit_lowers_what_is_due(office: Office) -> None:
    credit(office.register, "LOTI-2026-0001", DAY, "Agreed.", Money.pounds(10_000))
    recorded = record_receipt(office.register, DAY, GROSS, "LOTI-2026-0001")
    assert Money.pounds(12_000) == recorded.on_account


def test_a_receipt_that_names_nothing_stays_on_account_of_nobody(office: Office) -> None:
    recorded = record_receipt(office.register, DAY, GROSS, "BACS 12345")
    assert ((), 0) == (recorded.paid, recorded.receipt.organisation_id)


def test_nothing_is_booked_for_an_amount_of_nothing_or_an_unknown_number(office: Office) -> None:
    before = office.dump()
    with pytest.raises(Invalid, match="more than £0"):
        record_receipt(office.register, DAY, ZERO, "LOTI-2026-0001")
    with pytest.raises(Invalid, match="more than £0"):
        record_receipt(office.register, DAY, -GROSS, "LOTI-2026-0001")
    with pytest.raises(NotFound, match="LOTI-2026-0042"):
        record_receipt(office.register, DAY, GROSS, "x", number="LOTI-2026-0042")
    assert before == office.dump()


def test_money_does_not_pay_a_credit_note(office: Office) -> None:
    note = credit(office.register, "LOTI-2026-0001", DAY, "Agreed.")
    with pytest.raises(Refused, match="is a credit note"):
        record_receipt(office.register, DAY, GROSS, "x", number=note.number)


def test_a_receipt_can_be_undone(office: Office) -> None:
    before = office.dump()
    recorded = record_receipt(office.register, DAY, GROSS, "LOTI-2026-0001")
    assert already_booked(office.register, recorded.receipt)
    office.register.undo()
    assert before == office.dump()
