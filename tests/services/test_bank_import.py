"""Bank files: what is proposed and why, what is booked, and that nothing is booked twice."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loti_admin.domain.bank import BankLine, BankMapping
from loti_admin.domain.money import ZERO, Money
from loti_admin.errors import Conflict, FileTrouble, Invalid, NothingToDo
from loti_admin.services.account import reverse_receipt
from loti_admin.services.bank_import import (
    LineState,
    Proposal,
    assigned,
    book,
    propose,
    read_content,
    read_file,
    remember_mapping,
    set_aside,
)
from loti_admin.services.issuing import credit, document_by_number
from loti_admin.services.receipts import books_now, credit_on_account, record_receipt
from tests.imports.bank_files import (
    CSV_LAYOUTS,
    ENTRIES,
    OFX_LAYOUTS,
    Entry,
    iso_with_line_breaks,
    signed_with_balance,
    without_heads,
)
from tests.office import Office

DAY = date(2026, 7, 20)
GROSS = Money.pounds(36_000)


@pytest.fixture
def office() -> Office:
    """Barnet, Camden and Enfield owe 36,000.00 each."""
    office = Office("Barnet", "Camden", "Enfield")
    office.approve()
    office.issue()
    return office


def line(text: str, pounds: int = 36_000, row: int = 1) -> BankLine:
    return BankLine(row=row, on=DAY, amount=Money.pounds(pounds), reference=text)


def proposal(office: Office, text: str, pounds: int = 36_000) -> Proposal:
    (found,) = propose(office.register, [line(text, pounds)])
    return found


def numbers(found: Proposal) -> list[str]:
    return [document.number for document, _ in found.parts]


def left(office: Office, number: str) -> Money:
    return books_now(office.register).left(document_by_number(office.register, number))


@pytest.mark.parametrize("layout", [*CSV_LAYOUTS, *OFX_LAYOUTS])
def test_the_same_file_twice_books_nothing_twice(
    office: Office, layout: Callable[[Sequence[Entry]], bytes]
) -> None:
    columns = BankMapping(on=0, amount=1, payer=2, reference=(3,))
    mapping = columns if layout is without_heads else None
    file = read_content(office.register, layout(ENTRIES), "july.csv", mapping)
    proposals = propose(office.register, file.lines)
    assert [True, True, False, False] == [p.ticked for p in proposals]
    booked = book(office.register, proposals, file.name)
    assert 2 == len(booked)
    assert [ZERO, ZERO] == [left(office, f"LOTI-2026-000{n}") for n in (1, 2)]
    again = propose(office.register, file.lines)
    assert [LineState.BOOKED, LineState.BOOKED, LineState.WENT_OUT, LineState.NEW] == [
        p.state for p in again
    ]
    with pytest.raises(NothingToDo, match="Nothing is ticked"):
        book(office.register, again, file.name)
    with pytest.raises(NothingToDo, match="booked already"):
        book(office.register, proposals, file.name)
    assert 2 == office.register.receipts.count()


def test_booking_a_file_is_one_step_to_undo_and_can_be_done_again(office: Office) -> None:
    before = office.dump()
    proposals = propose(office.register, [line("LOTI-2026-0001"), line("LOTI-2026-0002", row=2)])
    book(office.register, proposals, "july.csv")
    assert "Book 2 receipts from july.csv" == office.register.undo_label
    office.register.undo()
    assert before == office.dump()
    book(office.register, proposals, "july.csv")
    assert 2 == office.register.receipts.count()


def test_a_number_in_the_reference_is_the_best_reason(office: Office) -> None:
    found = proposal(office, "loti 20260002 thank you")
    assert ["LOTI-2026-0002"] == numbers(found)
    assert found.ticked
    assert (
        "LOTI-2026-0002 of Camden is named, and the amount is what is left to pay." == found.reason
    )


def test_a_number_with_another_amount_says_what_becomes_of_the_difference(office: Office) -> None:
    part, over = (
        proposal(office, "LOTI-2026-0002", 30_000),
        proposal(office, "LOTI-2026-0002", 36_500),
    )
    assert (True, ZERO) == (part.ticked, part.on_account)
    assert "it pays a part, £6,000.00 stays open" in part.reason
    assert (False, Money.pounds(500)) == (over.ticked, over.on_account)
    assert "£500.00 more than is left to pay stays on account" in over.reason


def test_a_number_of_one_and_the_name_of_another_council_is_left_to_the_officer(
    office: Office,
) -> None:
    found = proposal(office, "ENFIELD LOTI-2026-0002")
    assert (["LOTI-2026-0002"], False) == (numbers(found), found.ticked)
    assert "But the bank names Enfield: look which is meant." in found.reason


def test_one_line_pays_several_named_documents(office: Office) -> None:
    found = proposal(office, "LOTI-2026-0001 LOTI-2026-0003", 72_000)
    assert ["LOTI-2026-0001", "LOTI-2026-0003"] == numbers(found)
    assert found.ticked


def test_payer_and_amount_together_are_enough(office: Office) -> None:
    found = proposal(office, "LONDON BOROUGH OF ENFIELD BACS")
    assert (["LOTI-2026-0003"], True) == (numbers(found), found.ticked)
    assert (
        "Enfield is named, and £36,000.00 is what is left to pay on LOTI-2026-0003." == found.reason
    )


def test_an_amount_alone_is_proposed_but_not_ticked(office: Office) -> None:
    credit(office.register, "LOTI-2026-0002", DAY, "Agreed.", Money.pounds(10_000))
    found = proposal(office, "FASTER PAYMENT 77", 24_000)
    assert (["LOTI-2026-0002"], False) == (numbers(found), found.ticked)
    assert "the bank does not name Camden" in found.reason


def test_an_amount_that_many_owe_is_nobody_s(office: Office) -> None:
    found = proposal(office, "FASTER PAYMENT 77")
    assert ([], 0, False) == (numbers(found), found.organisation_id, found.ticked)
    assert found.reason.startswith("3 documents have £36,000.00 left to pay")


def test_a_payer_with_another_amount_pays_the_oldest_if_ticked(office: Office) -> None:
    found = proposal(office, "CAMDEN PART 1", 100)
    assert (["LOTI-2026-0002"], False) == (numbers(found), found.ticked)


def test_two_lines_do_not_claim_the_same_document(office: Office) -> None:
    first, second = propose(office.register, [line("CAMDEN"), line("LOTI-2026-0002", row=2)])
    # The number is surer than the payer, so it comes first although its line is the second.
    assert ["LOTI-2026-0002"] == numbers(second)
    assert [] == numbers(first)
    assert "nothing left to pay" in first.reason


def test_a_receipt_recorded_by_hand_is_noticed(office: Office) -> None:
    record_receipt(office.register, DAY, GROSS, "LOTI-2026-0002")
    found = proposal(office, "LB CAMDEN")
    assert (LineState.TWIN, False) == (found.state, found.ticked)
    assert "booked already" in found.reason


def test_unknown_money_is_kept_on_account_of_nobody_when_ticked(office: Office) -> None:
    found = replace(proposal(office, "REF 99", 12), ticked=True)
    (recorded,) = book(office.register, [found], "july.csv")
    assert (0, Money.pounds(12)) == (recorded.receipt.organisation_id, recorded.on_account)
    assert Money.pounds(12) == credit_on_account(office.register, 0)


def test_the_officer_may_choose_another_payer_and_other_documents(office: Office) -> None:
    enfield = document_by_number(office.register, "LOTI-2026-0003")
    found = assigned(
        office.register,
        proposal(office, "REF 99", 1_000),
        enfield.organisation_id,
        {enfield.id: Money.pounds(400)},
    )
    (recorded,) = book(office.register, [found], "july.csv")
    assert Money.pounds(600) == recorded.on_account
    assert Money.pounds(35_600) == left(office, "LOTI-2026-0003")


def test_a_document_paid_in_the_meantime_stops_the_whole_booking(office: Office) -> None:
    proposals = propose(office.register, [line("LOTI-2026-0001"), line("LOTI-2026-0002", row=2)])
    record_receipt(office.register, DAY, GROSS, "LOTI-2026-0002")
    before = office.dump()
    with pytest.raises(Conflict, match="Line 2 can no longer be booked so"):
        book(office.register, proposals, "july.csv")
    assert before == office.dump()


def test_what_is_set_aside_is_not_ticked_again_but_can_be_booked(office: Office) -> None:
    assert 1 == set_aside(office.register, [proposal(office, "LOTI-2026-0001")])
    found = proposal(office, "LOTI-2026-0001")
    assert (LineState.SET_ASIDE, False) == (found.state, found.ticked)
    book(office.register, [replace(found, ticked=True)], "july.csv")
    assert LineState.BOOKED is proposal(office, "LOTI-2026-0001").state


@settings(max_examples=25)
@given(
    days=st.lists(st.lists(st.sampled_from(["a", "b"]), max_size=3), min_size=1, max_size=5),
    cuts=st.tuples(st.integers(0, 5), st.integers(0, 5)),
)
def test_files_that_overlap_book_each_line_once(
    days: list[list[str]], cuts: tuple[int, int]
) -> None:
    office = Office()
    lines = [
        [BankLine(row=1, on=DAY + timedelta(days=n), amount=Money(5), reference=t) for t in texts]
        for n, texts in enumerate(days)
    ]
    whole = [line for day in lines for line in day]
    # Banks export whole days: from the beginning, from some day on, and everything again.
    for part in (lines[: cuts[0]], lines[cuts[1] :], lines):
        proposals = propose(office.register, [line for day in part for line in day])
        with suppress(NothingToDo):
            book(office.register, [replace(p, ticked=True) for p in proposals], "x.csv")
    assert len(whole) == office.register.receipts.count()


def test_a_line_whose_receipt_was_reversed_can_be_booked_again(office: Office) -> None:
    (recorded,) = book(office.register, [proposal(office, "LOTI-2026-0001")], "july.csv")
    reverse_receipt(office.register, recorded.receipt.id, DAY, "It was for Camden.")
    found = proposal(office, "LOTI-2026-0001")
    assert (LineState.REVERSED, False) == (found.state, found.ticked)
    camden = document_by_number(office.register, "LOTI-2026-0002")
    chosen = assigned(office.register, found, camden.organisation_id, {camden.id: GROSS})
    book(office.register, [chosen], "july.csv")
    assert (GROSS, ZERO) == (left(office, "LOTI-2026-0001"), left(office, "LOTI-2026-0002"))
    assert LineState.BOOKED is proposal(office, "LOTI-2026-0001").state


def test_the_columns_are_remembered_for_files_with_the_same_heads(office: Office) -> None:
    file = read_content(office.register, signed_with_balance(), "a.csv")
    assert file.table is not None
    assert file.mapping is not None
    flipped = replace(file.mapping, flipped=True)
    remember_mapping(office.register, replace(file, mapping=flipped))
    again = read_content(office.register, signed_with_balance(ENTRIES[:1]), "b.csv")
    assert (flipped, True) == (again.mapping, again.remembered)
    other = read_content(office.register, iso_with_line_breaks(), "c.csv")
    assert not other.remembered
    remember_mapping(office.register, file)
    assert 1 == office.register.bank_mappings.count()


def test_a_file_whose_columns_cannot_be_guessed_asks(office: Office) -> None:
    file = read_content(office.register, without_heads(), "x.csv")
    assert ((), 3) == (file.lines, len(file.questions))
    with pytest.raises(Invalid, match="which column holds the date"):
        remember_mapping(office.register, file)


def test_a_missing_file_is_said_in_a_sentence(office: Office, tmp_path: Path) -> None:
    with pytest.raises(FileTrouble, match=r"none.csv could not be read"):
        read_file(office.register, tmp_path / "none.csv")
