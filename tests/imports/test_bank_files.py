"""Every layout of a bank's file gives the same lines; what cannot be read is named by its line."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loti_admin.domain.bank import NO_COLUMN, BankLine, BankMapping, fingerprints
from loti_admin.domain.money import Money
from loti_admin.errors import FileTrouble
from loti_admin.imports.bank_csv import guessed_mapping, missing, read_lines, read_table
from loti_admin.imports.bank_ofx import is_ofx, read_ofx
from tests.imports.bank_files import (
    CSV_LAYOUTS,
    ENTRIES,
    OFX_LAYOUTS,
    Entry,
    ofx_of_old,
    signed_with_balance,
    without_heads,
)

DAY = date(2026, 7, 20)


@pytest.mark.parametrize("layout", CSV_LAYOUTS)
def test_every_layout_gives_the_same_days_and_amounts(
    layout: Callable[[Sequence[Entry]], bytes],
) -> None:
    table = read_table(layout(ENTRIES))
    mapping = guessed_mapping(table)
    if layout is without_heads:
        assert 3 == len(missing(mapping))
        mapping = BankMapping(on=0, amount=1, payer=2, reference=(3,))
    assert [] == missing(mapping)
    read = read_lines(table, mapping)
    assert () == read.problems
    assert [(day, Money.pounds(amount)) for day, _, _, amount in ENTRIES] == [
        (line.on, line.amount) for line in read.lines
    ]
    for line, (_, payer, reference, _) in zip(read.lines, ENTRIES, strict=True):
        assert payer in line.text
        assert reference in line.text


@pytest.mark.parametrize(
    "heads",
    [
        "Transaction Date,Transaction Type,Sort Code,Transaction Description,Debit Amount,Credit Amount,Balance",
        "Number,Date,Account,Amount,Subcategory,Memo",
        "Date, Type, Description, Value, Balance, Account Name, Account Number",
        "Date,Counter Party,Reference,Type,Amount (GBP),Balance (GBP),Spending Category,Notes",
        "Date started (UTC),Date completed (UTC),ID,Type,Description,Payer,Orig amount,Amount,Fee,Balance",
        "Sort Code,Account Number,Date,Narrative #1,Narrative #2,Type,Debit,Credit",
        "Date;Merchant/Description;Debit/Credit;Balance",
    ],
)
def test_heads_that_banks_use_are_understood(heads: str) -> None:
    assert [] == missing(guessed_mapping(read_table(f"{heads}\n".encode())))


@pytest.mark.parametrize("layout", OFX_LAYOUTS)
def test_both_forms_of_ofx_are_read(layout: Callable[[Sequence[Entry]], bytes]) -> None:
    entries = [*ENTRIES, (DAY, "HEALTH & SONS", "x", "1.00")]
    data = layout(entries)
    assert is_ofx(data)
    assert [
        (day, Money.pounds(amount), payer, reference) for day, payer, reference, amount in entries
    ] == [(line.on, line.amount, line.payer, line.reference) for line in read_ofx(data).lines]


def test_a_csv_file_is_not_taken_for_ofx() -> None:
    assert not is_ofx(signed_with_balance())


def test_a_line_that_cannot_be_read_is_named_and_the_others_are_read() -> None:
    data = b"Date,Description,Amount\n31/02/2026,a,5.00\n20/07/2026,b,12.345\n20/07/2026,c,1.00\n"
    read = read_lines(read_table(data), BankMapping(on=0, amount=2, reference=(1,)))
    assert [Money.pounds(1)] == [line.amount for line in read.lines]
    assert ("Line 2: February 2026 has 28 days. Check the day.",) == read.problems[:1]
    assert read.problems[1].startswith("Line 3: “12.345” is not an amount.")


def test_months_may_come_first_and_signs_be_the_other_way_round() -> None:
    table = read_table(b"Date,Description,Amount\n07/20/2026,a,-5.00\n")
    mapping = replace(guessed_mapping(table), month_first=True, flipped=True)
    (line,) = read_lines(table, mapping).lines
    assert (DAY, Money.pounds(5)) == (line.on, line.amount)


def test_balances_and_closing_lines_are_left_out() -> None:
    data = b"Date,Details,Paid in,Paid out\n,Opening balance,,\n20/07/2026,a,5.00,\nTotal,,,\n"
    table = read_table(data)
    assert 1 == len(read_lines(table, guessed_mapping(table)).lines)


@pytest.mark.parametrize(
    ("data", "words"),
    [(b"", "empty"), (b"\n \n", "empty"), (b"PK\x03\x04\0\0\0", "not a CSV file")],
)
def test_what_is_no_bank_file_is_refused_in_a_sentence(data: bytes, words: str) -> None:
    with pytest.raises(FileTrouble, match=words):
        read_table(data)


def test_ofx_without_transactions_is_refused() -> None:
    with pytest.raises(FileTrouble, match="no transactions"):
        read_ofx(b"OFXHEADER:100\n<OFX></OFX>")


def test_the_same_heads_have_one_signature_whatever_stands_below() -> None:
    first, other = signed_with_balance(ENTRIES), signed_with_balance(ENTRIES[:1])
    assert read_table(first).signature == read_table(other).signature
    assert read_table(first).signature != read_table(without_heads()).signature


def test_two_equal_payments_of_a_day_are_two_lines_and_stay_themselves_in_an_overlapping_file() -> (
    None
):
    one = BankLine(row=1, on=DAY, amount=Money.pounds(5), reference="A  b")
    again = replace(one, row=2, reference="a B")
    first, second = fingerprints([one, again])
    assert first != second
    assert [first, second] == fingerprints([again, replace(one, row=9)])


def test_the_text_of_a_line_says_each_part_once() -> None:
    line = BankLine(row=1, on=DAY, amount=Money(1), payer="CAMDEN", reference="CAMDEN  LOTI-1")
    assert "CAMDEN LOTI-1" == line.text


def test_an_ofx_amount_may_have_a_comma() -> None:
    data = ofx_of_old().replace(b"36000.00", b"+36000,00")
    assert Money.pounds(36_000) == read_ofx(data).lines[0].amount


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300) | st.text(max_size=200).map(lambda t: t.encode("utf-8", "replace")))
def test_whatever_a_file_holds_it_is_read_or_refused_in_words(data: bytes) -> None:
    for start in (b"", b"Date,Amount,Details\n", b"<OFX><STMTTRN>"):
        whole = start + data
        try:
            if is_ofx(whole):
                read_ofx(whole)
            else:
                table = read_table(whole)
                read_lines(table, guessed_mapping(table))
                read_lines(table, BankMapping(on=0, amount=1, payer=NO_COLUMN, reference=(2,)))
        except FileTrouble:
            continue  # any other exception fails the test
