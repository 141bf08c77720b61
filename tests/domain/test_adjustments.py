"""Adjustments: agreed rates, discounts and credits, and the sentences that record them."""

from datetime import date
from decimal import Decimal

import pytest

from loti_admin.domain.charges import Rule
from loti_admin.domain.fees import AdjustmentKind
from loti_admin.domain.invoices import DocumentKind
from loti_admin.domain.money import ZERO, Money
from loti_admin.errors import Severity
from tests.builders import a_council
from tests.scene import Scene, plain, texts

CREDIT, DISCOUNT = AdjustmentKind.CREDIT, AdjustmentKind.DISCOUNT_PERCENT


def test_an_agreed_rate_takes_the_place_of_the_price() -> None:
    scene = Scene()
    camden = scene.council("Camden")
    scene.decide(camden)
    charge = scene.charge(camden)
    assert (charge.rule, charge.list_price, charge.net) == (
        Rule.ADJUSTMENT,
        Money.pounds(25_000),
        Money.pounds(25_000),
    )
    assert charge.adjustment == ZERO
    assert (
        "Agreed rate £25,000.00 for a full year, set by the Board on 3 March 2026: a pilot year."
        in texts(charge)
    )
    assert not any("standard price applies" in text for text in texts(charge))
    assert plain(charge.working) == "Agreed rate £25,000.00 a year, full year."


def test_a_joiner_pays_its_share_of_an_agreed_rate() -> None:
    scene = Scene()
    camden = scene.council("Camden", joined=date(2026, 10, 1))
    scene.decide(camden)
    charge = scene.charge(camden)
    assert charge.net == Money.pounds(18_750)
    assert plain(charge.working) == (
        "Agreed rate £25,000.00 a year. 9/12 of £25,000.00 = £18,750.00. "
        "Joined 1 October 2026; months counted in full from the joining month."
    )


def test_a_discount_is_taken_off_the_share() -> None:
    scene = Scene()
    camden = scene.council("Camden", joined=date(2026, 10, 1))
    scene.decide(camden, DISCOUNT, percent=Decimal("12.5"))
    charge = scene.charge(camden)
    assert (charge.rule, charge.list_price) == (Rule.ADJUSTMENT, Money.pounds(30_000))
    assert (charge.adjustment, charge.net) == (Money.pounds("-2812.50"), Money.pounds("19687.50"))
    assert (
        "Discount of 12.5 %, agreed by the Board on 3 March 2026: a pilot year. "
        "£22,500.00 less £2,812.50 is £19,687.50." in texts(charge)
    )


def test_a_credit_is_taken_off_after_a_discount_whatever_came_first() -> None:
    scene = Scene()
    camden = scene.council("Camden")
    scene.decide(camden, CREDIT)
    scene.decide(camden, DISCOUNT)
    charge = scene.charge(camden)
    assert charge.net == Money.pounds(26_000)
    assert plain(charge.working) == (
        "Standard fee £30,000.00 a year, full year. Less discount of 10 % and credit of £1,000.00: £26,000.00."
    )


def test_discount_and_credit_come_off_an_agreed_rate_too() -> None:
    scene = Scene()
    camden = scene.council("Camden")
    for kind in (CREDIT, DISCOUNT, AdjustmentKind.AGREED_RATE):
        scene.decide(camden, kind)
    assert scene.charge(camden).net == Money.pounds(21_500)


def test_a_discount_is_rounded_half_up_and_vat_follows_the_net() -> None:
    scene = Scene()
    camden = scene.council("Camden")
    scene.decide(camden, amount=Money.pounds("91.32"))
    scene.decide(camden, DISCOUNT)
    charge = scene.charge(camden)
    assert (str(charge.net), str(charge.vat)) == ("82.19", "16.44")


@pytest.mark.parametrize(
    ("agreed_by", "on", "sentence"),
    [
        ("", None, "Discount of 10 %: a pilot year."),
        ("the Board", None, "Discount of 10 %, agreed by the Board: a pilot year."),
        ("", date(2026, 3, 3), "Discount of 10 %, agreed on 3 March 2026: a pilot year."),
    ],
)
def test_who_and_when_are_named_as_far_as_they_are_known(
    agreed_by: str, on: date | None, sentence: str
) -> None:
    scene = Scene()
    camden = scene.council("Camden")
    scene.decide(camden, DISCOUNT, agreed_by=agreed_by, on=on, reason=" a pilot year. ")
    assert any(
        text.startswith(sentence + " £30,000.00 less") for text in texts(scene.charge(camden))
    )


def test_a_discount_of_all_makes_no_invoice() -> None:
    scene = Scene()
    camden = scene.council("Camden")
    scene.decide(camden, DISCOUNT, percent=Decimal(100))
    charge = scene.charge(camden)
    assert (charge.net, charge.document) == (ZERO, DocumentKind.NONE)
    assert scene.problems(camden) == []


def test_a_credit_above_the_fee_blocks_and_says_what_to_do() -> None:
    scene = Scene()
    camden = scene.council("Camden")
    scene.decide(camden, CREDIT, amount=Money.pounds(30_001))
    charge = scene.charge(camden)
    assert (charge.net, charge.document) == (Money.pounds(-1), DocumentKind.NONE)
    assert texts(charge)[-1] == "The credits are more than the fee, so no invoice is made."
    (problem,) = scene.fees().blocking
    assert (problem.code, problem.message) == (
        "CAMDEN",
        "Camden has credits of more than its fee of £30,000.00. Lower the credit.",
    )


def test_a_credit_of_just_the_fee_is_a_fee_of_nothing() -> None:
    scene = Scene()
    camden = scene.council("Camden")
    scene.decide(camden, CREDIT, amount=Money.pounds(30_000))
    assert scene.charge(camden).net == ZERO
    assert scene.problems(camden) == []


def test_two_agreed_rates_block_until_one_is_left() -> None:
    scene = Scene()
    camden = scene.council("Camden")
    scene.decide(camden)
    scene.decide(camden, amount=Money.pounds(26_000))
    (problem,) = scene.fees().blocking
    assert problem.message == "Camden has 2 agreed rates for 2026-27. Keep one of them."


def test_an_agreed_rate_for_a_pair_keeps_the_reasons_of_the_pair() -> None:
    scene = Scene()
    camden, islington = scene.pair("Camden", "Islington")
    scene.decide(camden)
    charge = scene.charge(camden)
    assert (charge.rule, charge.service, charge.net) == (
        Rule.ADJUSTMENT,
        "Canalside IT",
        Money.pounds(25_000),
    )
    assert "They share one main representative, Priya Nair." in texts(charge)
    assert scene.charge(islington).net == Money.pounds(22_500)


def test_accepting_the_standard_fee_changes_nothing_where_the_terms_are_clear() -> None:
    scene = Scene()
    camden, _ = scene.pair("Camden", "Islington")
    without = scene.charge(camden)
    scene.decide(camden, AdjustmentKind.ACCEPT_STANDARD)
    assert scene.charge(camden) == without


def test_an_adjustment_counts_in_its_own_year_only() -> None:
    scene = Scene()
    camden = scene.council("Camden")
    scene.decide(camden, year="2025-26")
    assert scene.charge(camden).rule is Rule.STANDARD
    assert scene.charge(camden, "2025-26").rule is Rule.ADJUSTMENT


def test_an_adjustment_without_a_fee_is_noticed() -> None:
    scene = Scene()
    ealing = scene.add(a_council("Ealing"))
    scene.decide(ealing)
    (problem,) = scene.fees().problems
    assert (problem.severity, problem.code) == (Severity.WARNS, "EALING")
    assert problem.message == (
        "Ealing has an adjustment for 2026-27 but no fee: it is not a member in that year."
    )
