"""Credit notes: linked, in a series of their own, never more than is left."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loti_admin.domain.invoices import Document, DocumentKind
from loti_admin.domain.money import ZERO, Money, total
from loti_admin.errors import LotiError, NotFound, Refused
from loti_admin.services.checks import check_register
from loti_admin.services.credit_lines import left_by_line
from loti_admin.services.issuing import (
    credit,
    document_by_number,
    left_to_credit,
)
from loti_admin.services.receipts import record_receipt
from tests.builders import a_document, a_line
from tests.office import Office, issue_lines

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


# By line


@pytest.fixture
def invoice(office: Office) -> Document:
    """Three lines: £1,000.00 at 20 %, £500.00 at 20 % and £200.00 at 5 %."""
    return issue_lines(
        office, ("Subscription", "1000", 20), ("Workshop", "500", 20), ("Print", "200", 5)
    )


def lefts(office: Office, invoice: Document) -> list[str]:
    notes = office.register.documents.where(kind=DocumentKind.CREDIT_NOTE)
    return [amount.plain() for amount in left_by_line(invoice, notes)]


def test_one_line_is_credited_at_its_own_rate(office: Office, invoice: Document) -> None:
    note = credit(office.register, invoice.number, DAY, "Not printed.", line=3)
    assert ["Credit for Print"] == [line.description for line in note.lines]
    assert (Money.pounds(200), Money.pounds(10)) == (note.net, note.vat)
    assert ["1000.00", "500.00", "0.00"] == lefts(office, invoice)
    with pytest.raises(Refused, match="Line 3 of LOTI-2026-0003 is credited in full"):
        credit(office.register, invoice.number, DAY, "Again.", line=3)


def test_a_part_of_a_line_is_never_more_than_is_left_of_it(
    office: Office, invoice: Document
) -> None:
    credit(office.register, invoice.number, DAY, "Half.", Money.pounds(300), line=2)
    with pytest.raises(Refused, match=r"£250.00 is more than is left of line 2 of .*: £200.00"):
        credit(office.register, invoice.number, DAY, "More.", Money.pounds(250), line=2)
    with pytest.raises(Refused, match=r"has 3 lines. Choose one that it has"):
        credit(office.register, invoice.number, DAY, "No such line.", line=4)
    assert ["1000.00", "200.00", "200.00"] == lefts(office, invoice)


def test_without_a_line_the_lines_are_credited_from_the_first_on(
    office: Office, invoice: Document
) -> None:
    first = credit(office.register, invoice.number, DAY, "Part.", Money.pounds(1_200))
    assert [
        ("Credit for Subscription", Money.pounds(1_000)),
        ("Credit for Workshop", Money.pounds(200)),
    ] == [(line.description, line.net) for line in first.lines]
    rest = credit(office.register, invoice.number, DAY, "The rest.")
    assert [Money.pounds(300), Money.pounds(200)] == [line.net for line in rest.lines]
    assert invoice.gross == first.gross + rest.gross
    assert ["0.00", "0.00", "0.00"] == lefts(office, invoice)
    assert ZERO == left_to_credit(office.register, invoice)
    assert [] == [check.name for check in check_register(office.register) if not check.ok]


def test_the_last_credit_takes_the_pennies_of_every_rate(office: Office) -> None:
    invoice = issue_lines(office, ("Subscription", "0.33", 20), ("Print", "0.33", 5))
    part = Money.parse("0.16")
    notes = [
        credit(office.register, invoice.number, DAY, "One.", part, line=1),
        credit(office.register, invoice.number, DAY, "Two.", part, line=2),
        credit(office.register, invoice.number, DAY, "The rest."),
    ]
    assert ["0.03", "0.01", "0.05"] == [note.vat.plain() for note in notes]
    assert invoice.gross == total(note.gross for note in notes)
    assert all(note.vat == total(part.vat for part in note.vat_totals) for note in notes)


def test_lines_that_read_the_same_are_credited_one_after_the_other() -> None:
    line = a_line(Money.pounds(100))
    twice = a_document(lines=(line, line))
    note = a_document(
        number="LOTI-CN-2026-0001",
        kind=DocumentKind.CREDIT_NOTE,
        credits_number=twice.number,
        lines=(replace(a_line(Money.pounds(150)), description=f"Credit for {line.description}"),),
    )
    assert (ZERO, Money.pounds(50)) == left_by_line(twice, [note])
