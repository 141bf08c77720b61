"""Credit on account used and paid back, debts given up, mistakes reversed; all by counter rows, all undoable."""

from datetime import date

import pytest

from loti_admin.domain.money import ZERO, Money
from loti_admin.domain.receipts import Receipt, Use
from loti_admin.errors import Invalid, Refused
from loti_admin.services.account import (
    refund,
    reverse_receipt,
    take_back,
    use_on_account,
    use_receipt,
    write_off,
)
from loti_admin.services.checks import check_register
from loti_admin.services.issuing import credit, document_by_number
from loti_admin.services.receipts import (
    books_now,
    books_on,
    credit_on_account,
    name_payer,
    record_receipt,
    record_split,
)
from tests.office import Office

DAY = date(2026, 7, 20)
LATER = date(2026, 9, 1)
GROSS = Money.pounds(36_000)
ONE, TWO = "LOTI-2026-0001", "LOTI-2026-0002"


@pytest.fixture
def office() -> Office:
    """Barnet and Camden owe 36,000.00 each, due 31 July 2026."""
    office = Office("Barnet", "Camden")
    office.approve()
    office.issue()
    return office


def left(office: Office, number: str) -> Money:
    return books_now(office.register).left(document_by_number(office.register, number))


def id_of(office: Office, number: str) -> int:
    return document_by_number(office.register, number).id


def due(office: Office, name: str) -> Money:
    return books_now(office.register).account(office[name].id).due


def test_a_receipt_is_split_as_the_officer_says(office: Office) -> None:
    parts = {id_of(office, ONE): Money.pounds(1_000), id_of(office, TWO): Money.pounds(500)}
    recorded = record_split(office.register, Receipt(on=DAY, amount=Money.pounds(2_000)), parts)
    assert Money.pounds(500) == recorded.on_account
    assert [Money.pounds(35_000), Money.pounds(35_500)] == [left(office, ONE), left(office, TWO)]
    assert office["Barnet"].id == recorded.receipt.organisation_id


def test_a_split_of_more_than_there_is_or_than_is_open_is_refused(office: Office) -> None:
    before = office.dump()
    with pytest.raises(Invalid, match=r"£500.00 more than the £1,000.00"):
        record_split(
            office.register,
            Receipt(on=DAY, amount=Money.pounds(1_000)),
            {id_of(office, ONE): Money.pounds(1_500)},
        )
    with pytest.raises(Invalid, match=r"LOTI-2026-0001 has £36,000.00 left"):
        record_split(
            office.register,
            Receipt(on=DAY, amount=GROSS * 3),
            {id_of(office, ONE): GROSS * 2},
        )
    assert before == office.dump()


def test_credit_on_account_pays_a_later_document(office: Office) -> None:
    record_receipt(office.register, DAY, GROSS * 2, "x", number=ONE)
    credit(office.register, ONE, LATER, "Agreed.", Money.pounds(10_000))
    assert GROSS + Money.pounds(12_000) == credit_on_account(office.register, office["Barnet"].id)
    with pytest.raises(Refused, match="Camden has no credit on account"):
        use_on_account(office.register, id_of(office, TWO), LATER)


def test_what_was_credited_after_it_was_paid_can_be_used_or_paid_back(office: Office) -> None:
    record_receipt(office.register, DAY, GROSS, ONE)
    credit(office.register, ONE, LATER, "Agreed.", Money.pounds(10_000))
    refund(office.register, office["Barnet"].id, Money.pounds(12_000), LATER, "BACS of today.")
    assert ZERO == due(office, "Barnet")
    assert ZERO == left(office, ONE)
    assert ZERO == credit_on_account(office.register, office["Barnet"].id)
    assert [] == [c.problems for c in check_register(office.register) if not c.ok]


def test_money_of_an_unknown_payer_gets_a_name_and_pays(office: Office) -> None:
    recorded = record_receipt(office.register, DAY, GROSS, "BACS 12345")
    assert GROSS == credit_on_account(office.register, 0)
    name_payer(office.register, recorded.receipt.id, office["Camden"].id)
    use_on_account(office.register, id_of(office, TWO), LATER)
    assert [ZERO, ZERO] == [left(office, TWO), credit_on_account(office.register, 0)]
    with pytest.raises(Refused, match="has a payer already"):
        name_payer(office.register, recorded.receipt.id, office["Barnet"].id)


def test_a_refund_needs_money_a_reason_and_a_day_on_which_it_was_there(office: Office) -> None:
    record_receipt(office.register, DAY, GROSS + Money.pounds(500), ONE)
    barnet = office["Barnet"].id
    with pytest.raises(Invalid, match=r"at most £500.00"):
        refund(office.register, barnet, Money.pounds(501), LATER, "x")
    with pytest.raises(Invalid, match="Say why"):
        refund(office.register, barnet, Money.pounds(500), LATER, " ")
    with pytest.raises(Refused, match="Choose a later date"):
        refund(office.register, barnet, Money.pounds(500), date(2026, 7, 1), "x")
    refund(office.register, barnet, Money.pounds(500), LATER, "Paid twice.")
    assert ZERO == credit_on_account(office.register, barnet)


def test_the_money_of_one_receipt_is_paid_back_and_no_other(office: Office) -> None:
    record_receipt(office.register, DAY, GROSS, "BACS 1")
    second = record_receipt(office.register, DAY, Money.pounds(70), "BACS 2").receipt
    with pytest.raises(Invalid, match=r"at most £70.00"):
        refund(office.register, 0, Money.pounds(71), LATER, "Not for us.", receipt_id=second.id)
    refund(office.register, 0, Money.pounds(70), LATER, "Not for us.", receipt_id=second.id)
    assert ZERO == books_now(office.register).remainder(second)
    assert GROSS == credit_on_account(office.register, 0)


def test_a_write_off_settles_without_money_and_can_be_taken_back(office: Office) -> None:
    entry = write_off(office.register, id_of(office, ONE), LATER, "Agreed with the director.")
    assert [ZERO, ZERO] == [left(office, ONE), due(office, "Barnet")]
    with pytest.raises(Refused, match="Nothing is left to pay"):
        write_off(office.register, id_of(office, ONE), LATER, "again")
    with pytest.raises(Refused, match="written off"):
        credit(office.register, ONE, LATER, "Agreed.")
    take_back(office.register, entry.id, LATER, "They paid after all.")
    assert GROSS == left(office, ONE)
    with pytest.raises(Refused, match="taken back already"):
        take_back(office.register, entry.id, LATER, "x")


def test_a_reversal_opens_what_the_receipt_had_paid_and_keeps_both_rows(office: Office) -> None:
    recorded = record_receipt(office.register, DAY, GROSS * 2, f"{ONE} {TWO}")
    reverse_receipt(office.register, recorded.receipt.id, LATER, "Returned by the bank.")
    assert [GROSS, GROSS] == [left(office, ONE), left(office, TWO)]
    assert 1 == office.register.receipts.count()
    assert 5 == office.register.allocations.count()
    assert ZERO == credit_on_account(office.register, office["Barnet"].id)
    with pytest.raises(Refused, match="reversed already"):
        reverse_receipt(office.register, recorded.receipt.id, LATER, "x")
    assert [] == [c.problems for c in check_register(office.register) if not c.ok]


def test_a_receipt_that_was_partly_paid_back_is_not_reversed(office: Office) -> None:
    recorded = record_receipt(office.register, DAY, GROSS + Money.pounds(5), ONE)
    (row,) = refund(office.register, office["Barnet"].id, Money.pounds(5), LATER, "Paid twice.")
    with pytest.raises(Refused, match="Take the refund back first"):
        reverse_receipt(office.register, recorded.receipt.id, LATER, "x")
    take_back(office.register, row.id, LATER, "It came back.")
    reverse_receipt(office.register, recorded.receipt.id, LATER, "Returned by the bank.")
    assert GROSS == due(office, "Barnet")


def test_money_taken_back_is_used_no_earlier_than_it_was_free(office: Office) -> None:
    recorded = record_receipt(office.register, DAY, GROSS, ONE)
    (payment,) = office.register.allocations.all()
    take_back(office.register, payment.id, LATER, "It was for Camden.")
    with pytest.raises(Refused, match="on account since 1\u00a0September\u00a02026"):
        use_receipt(office.register, recorded.receipt.id, {id_of(office, TWO): GROSS}, DAY)
    use_receipt(office.register, recorded.receipt.id, {id_of(office, TWO): GROSS}, LATER)
    assert [GROSS, ZERO] == [left(office, ONE), left(office, TWO)]


def test_a_receipt_cannot_be_reversed_before_it_came(office: Office) -> None:
    recorded = record_receipt(office.register, DAY, GROSS, ONE)
    with pytest.raises(Refused, match="20\u00a0July\u00a02026"):
        reverse_receipt(office.register, recorded.receipt.id, date(2026, 7, 1), "x")


def test_each_act_is_one_step_to_undo(office: Office) -> None:
    record_receipt(office.register, DAY, GROSS * 2, ONE)
    credit(office.register, ONE, DAY, "Agreed.", Money.pounds(100))
    (receipt,) = office.register.receipts.all()
    acts = [
        lambda: refund(office.register, office["Barnet"].id, GROSS, LATER, "Paid twice."),
        lambda: reverse_receipt(office.register, receipt.id, LATER, "Returned."),
        lambda: write_off(office.register, id_of(office, TWO), LATER, "Agreed."),
        lambda: use_receipt(
            office.register, receipt.id, {id_of(office, TWO): Money.pounds(1)}, LATER
        ),
    ]
    for act in acts:
        before = office.dump()
        act()
        after = office.dump()
        office.register.undo()
        assert before == office.dump()
        office.register.redo()
        assert after == office.dump()
        office.register.undo()


def test_an_earlier_day_is_shown_as_it_was(office: Office) -> None:
    recorded = record_receipt(office.register, DAY, GROSS, ONE)
    reverse_receipt(office.register, recorded.receipt.id, LATER, "Returned by the bank.")
    camden = office["Barnet"].id
    dues = {
        day: books_on(office.register, day).account(camden).due
        for day in (date(2026, 6, 30), date(2026, 7, 19), DAY, LATER)
    }
    assert [ZERO, GROSS, ZERO, GROSS] == list(dues.values())
    assert {Use.PAYMENT, Use.REVERSAL} == {a.use for a in office.register.allocations.all()}
