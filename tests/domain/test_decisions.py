"""Services of three and more councils, where the published terms say nothing and the officer decides."""

from datetime import date

import pytest

from loti_admin.domain.charges import Rule
from loti_admin.domain.fees import AdjustmentKind
from loti_admin.domain.money import Money
from loti_admin.domain.organisations import Organisation
from tests.builders import a_council
from tests.scene import Scene, texts

STANDARD, REDUCED = Money.pounds(30_000), Money.pounds(22_500)
THREE = ("Brent", "Lewisham", "Southwark")


def three_boroughs() -> tuple[Scene, list[Organisation]]:
    scene = Scene()
    councils = scene.councils(*THREE)
    scene.share_it("Three Boroughs IT", *councils)
    scene.represented_by("Priya Nair", *councils)
    return scene, councils


def test_three_councils_pay_the_standard_price_and_need_a_decision_each() -> None:
    scene, councils = three_boroughs()
    run = scene.fees()
    assert [(c.rule, c.net) for c in run.charges] == [(Rule.STANDARD, STANDARD)] * 3
    assert [p.code for p in run.blocking] == [council.code for council in councils]
    assert run.problems == run.blocking
    assert run.blocking[0].message == (
        "Brent: a decision is needed. Three Boroughs IT has three councils (Brent, Lewisham and Southwark) "
        "and the rules cover two. Record an adjustment or accept the standard fee, with a reason."
    )


def test_the_open_decision_is_among_the_reasons() -> None:
    scene, councils = three_boroughs()
    assert texts(scene.charge(councils[0]))[1:4] == [
        "On 1 July 2026 Three Boroughs IT represents three councils: Brent, Lewisham and Southwark. "
        "The published terms speak of two and say nothing about more.",
        "A decision is needed: an adjustment, or the standard fee accepted with a reason.",
        "Until then the standard price applies: £30,000.00, from the fee schedule 2026-27.",
    ]


def test_accepting_the_standard_fee_clears_the_decision_of_that_council_only() -> None:
    scene, (brent, lewisham, southwark) = three_boroughs()
    scene.decide(
        brent,
        AdjustmentKind.ACCEPT_STANDARD,
        agreed_by="the Director",
        reason="no other terms are published",
    )
    charge = scene.charge(brent)
    assert (charge.rule, charge.net) == (Rule.STANDARD, STANDARD)
    assert texts(charge)[2:4] == [
        "Standard fee accepted by the Director on 3 March 2026: no other terms are published.",
        "So the standard price applies: £30,000.00, from the fee schedule 2026-27.",
    ]
    assert [p.code for p in scene.fees().blocking] == [lewisham.code, southwark.code]


def test_an_agreed_rate_clears_the_decision_and_is_said_once() -> None:
    scene, (brent, *_) = three_boroughs()
    scene.decide(brent)
    charge = scene.charge(brent)
    assert (charge.rule, charge.net) == (Rule.ADJUSTMENT, Money.pounds(25_000))
    assert [text for text in texts(charge) if "greed rate" in text] == [
        "Agreed rate £25,000.00 for a full year, set by the Board on 3 March 2026: a pilot year."
    ]
    assert brent.code not in [p.code for p in scene.fees().blocking]


@pytest.mark.parametrize(
    ("kind", "net"),
    [
        (AdjustmentKind.DISCOUNT_PERCENT, Money.pounds(27_000)),
        (AdjustmentKind.CREDIT, Money.pounds(29_000)),
    ],
)
def test_a_discount_or_credit_is_a_decision_too_and_is_said_once(
    kind: AdjustmentKind, net: Money
) -> None:
    scene, (brent, *_) = three_boroughs()
    scene.decide(brent, kind)
    charge = scene.charge(brent)
    assert (charge.rule, charge.net) == (Rule.ADJUSTMENT, net)
    assert sum("a pilot year" in text for text in texts(charge)) == 1
    assert (
        "An adjustment decides what Brent pays, starting from the standard price: £30,000.00, "
        "from the fee schedule 2026-27." in texts(charge)
    )
    assert brent.code not in [p.code for p in scene.fees().blocking]


def test_a_decision_of_last_year_does_not_hold_for_this_one() -> None:
    scene, councils = three_boroughs()
    for council in councils:
        scene.decide(council, AdjustmentKind.ACCEPT_STANDARD, year="2025-26")
    assert len(scene.fees("2025-26").blocking) == 0
    assert len(scene.fees("2026-27").blocking) == 3


def test_three_that_shrink_to_two_in_mid_year_pay_less_from_the_next_charge_date() -> None:
    scene = Scene()
    brent, lewisham, southwark = scene.councils(*THREE)
    scene.share_it("Three Boroughs IT", brent, lewisham)
    scene.share_it("Three Boroughs IT", southwark, end=date(2026, 12, 31))
    scene.represented_by("Priya Nair", brent, lewisham, southwark)
    assert len(scene.fees().blocking) == 3
    following = scene.fees("2027-28")
    assert [c.net for c in following.charges] == [REDUCED, REDUCED, STANDARD]
    assert following.problems == ()


def test_three_in_the_service_count_even_if_two_are_members() -> None:
    scene = Scene()
    brent, lewisham = scene.councils("Brent", "Lewisham")
    southwark = scene.add(a_council("Southwark"))
    scene.share_it("Three Boroughs IT", brent, lewisham, southwark)
    scene.represented_by("Priya Nair", brent, lewisham)
    assert [p.code for p in scene.fees().blocking] == [brent.code, lewisham.code]


def test_one_member_among_three_leaves_no_doubt() -> None:
    scene = Scene()
    brent = scene.council("Brent")
    others = [scene.add(a_council(name)) for name in ("Lewisham", "Southwark")]
    scene.share_it("Three Boroughs IT", brent, *others)
    assert scene.fees().problems == ()
    assert (
        "On 1 July 2026 only one of the three councils in Three Boroughs IT is a member: "
        "Brent is, Lewisham and Southwark are not." in texts(scene.charge(brent))
    )


def test_a_large_service_is_counted_in_figures() -> None:
    scene = Scene()
    councils = scene.councils("Barnet", "Brent", "Bexley", "Camden", "Ealing", "Enfield", "Harrow")
    scene.share_it("Big IT", *councils)
    assert "Big IT has 7 councils (Barnet, Bexley," in scene.fees().blocking[0].message


def test_a_decision_holds_for_both_periods_of_a_council_that_came_back() -> None:
    scene, (brent, lewisham, southwark) = three_boroughs()
    scene.leave(brent, date(2026, 9, 30))
    scene.join(brent, date(2027, 1, 1))
    for council in (brent, lewisham, southwark):
        scene.decide(council, AdjustmentKind.CREDIT)
    assert len(scene.charges(brent)) == 2
    assert scene.fees().blocking == ()
