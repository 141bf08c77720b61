"""Documents: totals, VAT once per rate, numbers in series, credits, file names, and the chain of hashes."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loti_admin.domain.invoices import (
    DocumentKind,
    Line,
    audit_numbers,
    chained,
    credited,
    document_slug,
    number_text,
    series_of,
    totals_of,
    vat_breakdown,
)
from loti_admin.domain.money import ZERO, Money, total
from loti_admin.domain.vat import vat_on
from tests.builders import a_document, a_line
from tests.domain.strategies import amounts

DAY = date(2026, 7, 1)
rates = st.sampled_from([None, Decimal(20), Decimal("17.5"), Decimal(5)])


def test_an_invoice_of_the_standard_fee() -> None:
    assert totals_of([a_line()]) == (
        Money.pounds(30_000),
        Money.pounds(6_000),
        Money.pounds(36_000),
    )


def test_vat_is_rounded_once_on_the_total_and_not_line_by_line() -> None:
    line = a_line(Money.pounds("0.02"))
    assert totals_of([line] * 4) == (Money(8), Money(2), Money(10))


def test_each_rate_has_its_own_total_and_the_scope_ends_last() -> None:
    lines = [
        a_line(rate=None),
        a_line(rate=Decimal(5)),
        a_line(rate=Decimal(20)),
        a_line(rate=None),
    ]
    assert [(t.rate, t.net, t.vat) for t in vat_breakdown(lines)] == [
        (Decimal(20), Money.pounds(30_000), Money.pounds(6_000)),
        (Decimal(5), Money.pounds(30_000), Money.pounds(1_500)),
        (None, Money.pounds(60_000), ZERO),
    ]


def test_a_line_is_quantity_times_unit_price() -> None:
    line = Line(description="Places", quantity=3, unit_price=Money(1_05), vat_rate=None)
    assert line.net == Money(3_15)


@given(st.lists(st.tuples(amounts(), rates), max_size=6))
def test_vat_is_taken_once_per_rate_and_totals_are_sums_of_their_parts(
    parts: list[tuple[Money, Decimal | None]],
) -> None:
    lines = [a_line(net, rate) for net, rate in parts]
    breakdown = vat_breakdown(lines)
    assert len({t.rate for t in breakdown}) == len(breakdown)
    for part in breakdown:
        own = total(line.net for line in lines if line.vat_rate == part.rate)
        assert part.net == own
        assert part.vat == (ZERO if part.rate is None else vat_on(own, part.rate))
    net, vat, gross = totals_of(lines)
    assert net == total(line.net for line in lines)
    assert vat == total(t.vat for t in breakdown)
    assert gross == net + vat


def test_a_document_of_one_rate_shows_its_own_vat() -> None:
    note = a_document(lines=(a_line(Money.pounds("0.02")),), vat=Money(1), gross=Money(3))
    assert [t.vat for t in note.vat_totals] == [Money(1)]


@pytest.mark.parametrize(
    ("sequence", "width", "yearly", "number"),
    [
        (1, 4, True, "LOTI-2026-0001"),
        (27, 3, True, "LOTI-2026-027"),
        (10_000, 4, True, "LOTI-2026-10000"),
        (1, 6, False, "LOTI-000001"),
    ],
)
def test_numbers_run_in_a_series(sequence: int, width: int, yearly: bool, number: str) -> None:
    assert number_text("LOTI", DAY, sequence, width=width, yearly=yearly) == number
    assert series_of(number)[1] == sequence


def test_a_text_without_digits_at_its_end_is_no_number() -> None:
    with pytest.raises(ValueError, match="LOTI-A does not end in a number"):
        series_of("LOTI-A")


def test_series_in_order_pass_the_audit() -> None:
    numbers = ["LOTI-2026-0002", "LOTI-2026-0001", "LOTI-CN-2026-0001"]
    assert audit_numbers([a_document(number) for number in numbers]) == []


def test_the_audit_names_gaps_doubles_and_days_out_of_order() -> None:
    documents = [
        a_document("LOTI-2026-0001", on=date(2026, 7, 2)),
        a_document("LOTI-2026-0003", on=date(2026, 7, 1)),
        a_document("LOTI-2026-0003", on=date(2026, 7, 1)),
    ]
    assert audit_numbers(documents) == [
        "Number 2 of series LOTI-2026- is missing.",
        "LOTI-2026-0003 is dated before LOTI-2026-0001.",
        "LOTI-2026-0003 was given twice.",
    ]


def test_credits_against_one_document_add_up() -> None:
    invoice = a_document()
    notes = [
        a_document(
            f"LOTI-CN-2026-000{n}",
            kind=DocumentKind.CREDIT_NOTE,
            lines=(a_line(Money.pounds(net)),),
            credits_number=of,
        )
        for n, (net, of) in enumerate(
            [(1_000, invoice.number), (500, invoice.number), (900, "LOTI-2026-0099")], start=1
        )
    ]
    assert credited(invoice, notes) == (Money.pounds(1_500), Money.pounds(1_800))
    assert credited(a_document("LOTI-2026-0002"), notes) == (ZERO, ZERO)


@pytest.mark.parametrize(
    ("organisation", "slug"),
    [
        ("Camden", "LOTI-2026-0001 Camden"),
        ("Hammersmith & Fulham", "LOTI-2026-0001 Hammersmith Fulham"),
        ("A/B: C?", "LOTI-2026-0001 A B C"),
        ("King's", "LOTI-2026-0001 King s"),
    ],
)
def test_a_file_name_is_the_same_on_every_system(organisation: str, slug: str) -> None:
    assert document_slug(a_document(organisation=organisation)) == slug


def test_a_long_name_makes_no_long_file_name() -> None:
    assert len(document_slug(a_document(organisation="Borough " * 30))) <= 90


def test_the_chain_covers_what_is_printed_and_what_came_before() -> None:
    first = chained(a_document(), "")
    second = chained(a_document("LOTI-2026-0002"), first.hash)
    assert second.previous_hash == first.hash
    assert chained(first, "").hash == first.hash
    assert chained(replace(first, id=7), "").hash == first.hash
    assert chained(replace(first, customer_name="Somebody else"), "").hash != first.hash
    assert chained(second, "").hash != second.hash
