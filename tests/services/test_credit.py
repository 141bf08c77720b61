"""Credit notes: linked, in a series of their own, never more than is left."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loti_admin.domain.invoices import DocumentKind
from loti_admin.domain.money import ZERO, Money, total
from loti_admin.errors import LotiError, NotFound, Refused
from loti_admin.services.issuing import credit, document_by_number, left_to_credit
from loti_admin.services.receipts import record_receipt
from tests.office import Office

DAY = date(2026, 8, 3)


@pytest.fixture
def office() -> Office:
    office = Office("Camden", "Barnet")
    office.approve()
    office.issue()
    return office


def test_a_credit_of_all_names_the_invoice_and_leaves_nothing(office: Office) -> None:
    note = credit(office.register, "LOTI-2026-0001", DAY, "Barnet left before the charge date.")
    assert "LOTI-CN-2026-0001" == note.number
    assert ("LOTI-2026-0001", date(2026, 7, 1)) == (note.credits_number, note.credits_date)
    assert (Money.pounds(30_000), Money.pounds(6_000)) == (note.net, note.vat)
    assert ("Left to pay", ZERO) == (note.figures[-1].label, note.figures[-1].amount)
    invoice = document_by_number(office.register, "LOTI-2026-0001")
    assert ZERO == left_to_credit(office.register, invoice)


def test_a_credit_of_a_part_takes_vat_at_the_invoices_rate(office: Office) -> None:
    note = credit(office.register, "LOTI-2026-0001", DAY, "Agreed.", Money.parse("82.19"))
    assert (Money.parse("16.44"), Money.parse("98.63")) == (note.vat, note.gross)


def test_what_was_paid_and_credited_before_stands_on_the_note(office: Office) -> None:
    record_receipt(office.register, DAY, Money.pounds(1_000), "LOTI-2026-0001")
    credit(office.register, "LOTI-2026-0001", DAY, "One.", Money.pounds(500))
    note = credit(office.register, "LOTI-2026-0001", DAY, "Two.", Money.pounds(100))
    assert [
        ("Invoiced", Money.pounds(36_000)),
        ("Credited before", Money.pounds(600)),
        ("This credit", Money.pounds(120)),
        ("Paid", Money.pounds(1_000)),
        ("Left to pay", Money.pounds(34_280)),
    ] == [(figure.label, figure.amount) for figure in note.figures]


@pytest.mark.parametrize(
    ("amount", "words"),
    [("30,000.01", "more than is left"), ("0.00", "more than £0.00"), ("-5", "more than £0.00")],
)
def test_an_amount_that_does_not_fit_is_refused(office: Office, amount: str, words: str) -> None:
    before = office.dump()
    with pytest.raises(Refused, match=words):
        credit(office.register, "LOTI-2026-0001", DAY, "Agreed.", Money.parse(amount))
    assert before == office.dump()


def test_a_credit_needs_a_reason_a_known_number_and_a_later_date(office: Office) -> None:
    with pytest.raises(Refused, match="Say why"):
        credit(office.register, "LOTI-2026-0001", DAY, "  ")
    with pytest.raises(NotFound, match="LOTI-2026-0099"):
        credit(office.register, "LOTI-2026-0099", DAY, "Agreed.")
    with pytest.raises(Refused, match="Choose that date or a later one"):
        credit(office.register, "LOTI-2026-0001", date(2026, 6, 30), "Agreed.")


def test_a_reason_that_the_page_cannot_show_is_refused(office: Office) -> None:
    before = office.dump()
    with pytest.raises(Refused, match=r"Nothing was issued.*the reason holds 🎉"):
        credit(office.register, "LOTI-2026-0001", DAY, "Agreed \N{PARTY POPPER}")
    assert before == office.dump()


def test_a_credit_note_cannot_be_credited_nor_an_invoice_twice(office: Office) -> None:
    note = credit(office.register, "LOTI-2026-0001", DAY, "All.")
    with pytest.raises(Refused, match="is a credit note itself"):
        credit(office.register, note.number, DAY, "Again.")
    with pytest.raises(Refused, match="credited in full"):
        credit(office.register, "LOTI-2026-0001", DAY, "Again.")


def test_a_credited_fee_is_billed_again_only_when_the_credit_says_so(office: Office) -> None:
    credit(office.register, "LOTI-2026-0001", DAY, "Agreed with Barnet.")
    with pytest.raises(LotiError, match="Nothing is left"):
        office.issue(DAY)
    credit(office.register, "LOTI-2026-0002", DAY, "The address was wrong.", rebill=True)
    (again,) = office.issue(DAY)
    assert ("LOTI-2026-0003", "Camden") == (again.number, again.organisation)


def test_only_a_full_credit_lets_the_fee_be_billed_again(office: Office) -> None:
    with pytest.raises(Refused, match="Credit all"):
        credit(office.register, "LOTI-2026-0001", DAY, "Part.", Money.pounds(1), rebill=True)


@given(st.lists(st.integers(1, 900), min_size=1, max_size=6))
def test_credits_never_exceed_the_invoice_to_the_penny(parts: list[int]) -> None:
    office = Office("Camden")
    office.approve()
    (invoice,) = office.issue()
    for thousandths in parts:
        left = left_to_credit(office.register, invoice)
        amount = left.share(thousandths, 1000)
        if amount > ZERO:
            credit(office.register, invoice.number, DAY, "Part.", amount)
    if left_to_credit(office.register, invoice) > ZERO:
        credit(office.register, invoice.number, DAY, "The rest.")
    notes = office.register.documents.where(kind=DocumentKind.CREDIT_NOTE)
    assert (invoice.net, invoice.vat, invoice.gross) == (
        total(n.net for n in notes),
        total(n.vat for n in notes),
        total(n.gross for n in notes),
    )
    assert all(result.ok for result in office.register.run_checks())
