"""Money: reading what people type, writing it, and rounding."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loti_admin.domain.money import LARGEST_PENCE, ZERO, Money, total
from tests.domain.strategies import amounts


@pytest.mark.parametrize(
    ("typed", "pence"),
    [
        ("30000", 30_000_00),
        ("£30,000.00", 30_000_00),
        ("£1,200.50", 1_200_50),
        (" 1 200.5 ", 1_200_50),
        ("1\u00a0200.50", 1_200_50),
        (".5", 50),
        ("0", 0),
        ("-30", -30_00),
        ("\u221230.00", -30_00),
        ("\u201330", -30_00),
        ("-£30", -30_00),
        ("£-30", -30_00),
        ("(30.00)", -30_00),
        ("(£1,200.50)", -1_200_50),
    ],
)
def test_amounts_are_read_as_people_type_them(typed: str, pence: int) -> None:
    assert Money.parse(typed) == Money(pence)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "£",
        "abc",
        "30k",
        "1,20",
        "1.200,50",
        "30000.",
        "--30",
        "(-30)",
        "-£-30",
        "()",
        "1e3",
    ],
)
def test_what_is_no_amount_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(ValueError, match=r"Type pounds and pence, like 30,000\.00\.$"):
        Money.parse(typed)


def test_the_refusal_names_what_was_typed() -> None:
    with pytest.raises(ValueError, match=r"^“30k” is not an amount\."):
        Money.parse(" 30k ")


def test_nothing_typed_is_not_quoted() -> None:
    with pytest.raises(ValueError) as refusal:
        Money.parse(" ")
    assert str(refusal.value) == "Type pounds and pence, like 30,000.00."


def test_a_third_decimal_is_refused_rather_than_rounded() -> None:
    with pytest.raises(ValueError, match=r"“82\.195” is not an amount"):
        Money.parse("82.195")


def test_an_amount_beyond_all_fees_is_a_slip() -> None:
    with pytest.raises(ValueError, match="larger than any amount"):
        Money.parse("1" + "0" * 20)


@pytest.mark.parametrize("amount", ["0.001", "x", "NaN"])
def test_pounds_takes_pounds_and_pence_only(amount: str) -> None:
    with pytest.raises(ValueError):
        Money.pounds(amount)


@pytest.mark.parametrize(
    ("pence", "column", "sentence", "data"),
    [
        (30_000_00, "30,000.00", "£30,000.00", "30000.00"),
        (5, "0.05", "£0.05", "0.05"),
        (0, "0.00", "£0.00", "0.00"),
        (-1_234_56, "\u22121,234.56", "\u2212£1,234.56", "-1234.56"),
    ],
)
def test_amounts_are_written_for_columns_sentences_and_files(
    pence: int, column: str, sentence: str, data: str
) -> None:
    money = Money(pence)
    assert (str(money), money.text, money.plain()) == (column, sentence, data)
    assert money.decimal() == Decimal(data)


def test_half_a_penny_is_rounded_up() -> None:
    assert Money(8_219).percent(Decimal(20)) == Money(1_644)
    assert Money(5).share(1, 2) == Money(3)
    assert Money(-5).share(1, 2) == Money(-3)


def test_a_share_is_rounded_once() -> None:
    assert Money.pounds(30_000).share(259, 365) == Money.pounds("21287.67")


def test_a_sum_of_nothing_is_nothing() -> None:
    assert total([]) == ZERO
    assert not ZERO


def test_an_amount_is_not_split_into_no_parts() -> None:
    with pytest.raises(ValueError, match="at least one part"):
        Money(1).split(0)


@given(amounts(), st.integers(1, 40))
def test_a_split_adds_up_again_and_is_even_to_the_penny(money: Money, parts: int) -> None:
    split = money.split(parts)
    assert total(split) == money
    assert len(split) == parts
    assert max(split).pence - min(split).pence <= 1


@given(amounts(), st.integers(1, 366), st.integers(1, 366))
def test_a_share_and_the_rest_differ_from_the_whole_by_at_most_a_penny(
    money: Money, one: int, other: int
) -> None:
    whole = one + other
    parts = money.share(one, whole) + money.share(other, whole)
    assert abs(parts - money) <= Money(1)
    assert money.share(whole, whole) == money


@given(amounts(), st.integers(0, 12), st.integers(1, 12))
def test_a_share_of_a_share_is_the_product_within_a_penny(
    money: Money, numerator: int, denominator: int
) -> None:
    twice = money.share(numerator, 12).share(1, denominator)
    once = money.share(numerator, 12 * denominator)
    assert abs(twice - once) <= Money(1)


@given(amounts())
def test_what_is_written_is_read_back(money: Money) -> None:
    assert Money.parse(str(money)) == money
    assert Money.parse(money.text) == money
    assert Money.parse(money.plain()) == money
    assert Money.pounds(money.decimal()) == money


@given(st.integers(-LARGEST_PENCE, LARGEST_PENCE), st.integers(-LARGEST_PENCE, LARGEST_PENCE))
def test_money_adds_like_its_pence(one: int, other: int) -> None:
    assert Money(one) + Money(other) == Money(one + other)
    assert Money(one) - Money(other) == Money(one - other)
    assert -Money(one) == Money(-one)
    assert 3 * Money(one) == Money(one) * 3 == Money(3 * one)
    assert (Money(one) < Money(other)) == (one < other)
