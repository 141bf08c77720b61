"""Pairs over time: what forms, breaks, joins or leaves in mid-year, and what is flagged."""

from datetime import date

from loti_admin.domain.charges import Rule, compare
from loti_admin.domain.fees import AdjustmentKind
from loti_admin.domain.money import Money
from loti_admin.errors import Severity
from tests.builders import YEAR
from tests.scene import Scene, plain

STANDARD, REDUCED = Money.pounds(30_000), Money.pounds(22_500)
JUNE, OCTOBER = date(2026, 6, 30), date(2026, 10, 1)


def test_a_pair_that_forms_in_mid_year_counts_from_the_next_charge_date() -> None:
    scene = Scene()
    camden, islington = scene.councils("Camden", "Islington")
    before = scene.fees()
    scene.share_it("Canalside IT", camden, islington, start=OCTOBER)
    scene.represented_by("Priya Nair", camden, islington, start=OCTOBER)
    assert [c.net for c in scene.fees().charges] == [c.net for c in before.charges]
    assert scene.fees().problems == ()
    assert scene.charge(camden, "2027-28").net == REDUCED


def test_a_pair_that_breaks_in_mid_year_pays_more_from_the_next_charge_date() -> None:
    scene = Scene()
    camden, islington = scene.councils("Camden", "Islington")
    scene.share_it("Canalside IT", camden)
    scene.share_it("Canalside IT", islington, end=date(2026, 12, 31))
    scene.represented_by("Priya Nair", camden, islington)
    assert scene.charge(camden).net == REDUCED
    assert scene.charge(camden, "2027-28").net == STANDARD


def test_who_joins_in_mid_year_and_makes_a_pair_pays_its_share_of_the_reduced_price() -> None:
    scene = Scene()
    camden = scene.council("Camden")
    islington = scene.council("Islington", joined=OCTOBER)
    scene.share_it("Canalside IT", camden, islington)
    scene.represented_by("Priya Nair", camden, islington)
    joiner, partner = scene.charge(islington), scene.charge(camden)
    assert (joiner.rule, joiner.share.text, joiner.net) == (
        Rule.SHARED_IT,
        "9/12",
        Money.pounds(16_875),
    )
    assert plain(joiner.working) == (
        "Shared IT fee £22,500.00 a year: two member councils in Canalside IT, one main representative. "
        "9/12 of £22,500.00 = £16,875.00. Joined 1 October 2026; months counted in full from the joining month."
    )
    assert (partner.rule, partner.net) == (Rule.STANDARD, STANDARD)
    problems = scene.fees().problems
    assert [(p.code, p.severity) for p in problems] == [
        ("ISLINGTON", Severity.WARNS),
        ("CAMDEN", Severity.WARNS),
    ]
    assert plain(problems[0].message) == (
        "Islington joins on 1 October 2026 and makes a pair with Camden. The fee of Camden, £30,000.00, was fixed "
        "on 1 July 2026 and stands; record an adjustment if it should change."
    )


def test_the_new_pair_is_flagged_also_if_its_service_began_with_the_joiner() -> None:
    scene = Scene()
    camden = scene.council("Camden")
    islington = scene.council("Islington", joined=OCTOBER)
    scene.share_it("Canalside IT", camden, islington, start=OCTOBER)
    scene.represented_by("Priya Nair", camden, islington, start=OCTOBER)
    assert scene.charge(islington).net == Money.pounds(16_875)
    assert [p.code for p in scene.fees().problems] == ["ISLINGTON", "CAMDEN"]


def test_the_new_pair_is_flagged_also_if_the_joiner_has_a_discount() -> None:
    scene = Scene()
    camden = scene.council("Camden")
    islington = scene.council("Islington", joined=OCTOBER)
    scene.share_it("Canalside IT", camden, islington)
    scene.represented_by("Priya Nair", camden, islington)
    scene.decide(islington, AdjustmentKind.DISCOUNT_PERCENT)
    assert scene.charge(islington).net == Money.pounds("15187.50")
    assert [p.code for p in scene.fees().problems] == ["ISLINGTON", "CAMDEN"]


def test_two_that_join_together_are_a_pair_without_a_flag() -> None:
    scene = Scene()
    councils = [scene.council(name, joined=OCTOBER) for name in ("Camden", "Islington")]
    scene.share_it("Canalside IT", *councils)
    scene.represented_by("Priya Nair", *councils)
    assert [scene.charge(c).net for c in councils] == [Money.pounds(16_875)] * 2
    assert scene.fees().problems == ()


def test_when_a_member_of_a_pair_leaves_the_other_s_fee_is_seen_before_it_is_saved() -> None:
    scene = Scene()
    _, islington = scene.pair("Camden", "Islington")
    before = scene.fees()
    scene.leave(islington, JUNE)
    changes = {
        d.organisation: (d.before, d.after) for d in compare(before.charges, scene.fees().charges)
    }
    assert changes == {"Camden": (REDUCED, STANDARD), "Islington": (REDUCED, Money(0))}


def test_when_a_member_of_a_pair_leaves_after_the_charge_date_nothing_changes() -> None:
    scene = Scene()
    camden, islington = scene.pair("Camden", "Islington")
    scene.leave(islington, date(2026, 7, 1))
    assert [scene.charge(c).net for c in (camden, islington)] == [REDUCED] * 2
    assert scene.charge(camden, "2027-28").net == STANDARD
    assert scene.fees(YEAR).problems == ()
