"""Charges side by side: totals, what an approval covers, and what changed between two runs."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from loti_admin.domain.charges import Rule, compare
from loti_admin.domain.fees import Share
from loti_admin.domain.invoices import DocumentKind
from loti_admin.domain.money import ZERO, Money, total
from tests.builders import the_gla
from tests.scene import Scene


def a_run_of_three() -> Scene:
    scene = Scene()
    scene.pair("Camden", "Islington")
    scene.member(the_gla())
    return scene


def test_a_run_s_totals_are_the_sums_of_its_charges() -> None:
    run = a_run_of_three().fees()
    assert run.net == total(c.net for c in run.charges) == Money.pounds(145_000)
    assert run.vat == total(c.vat for c in run.charges) == Money.pounds(9_000)
    assert run.gross == run.net + run.vat == Money.pounds(154_000)


def test_a_pair_counts_as_two_boroughs_and_the_gla_as_none() -> None:
    assert a_run_of_three().fees().boroughs == 2


@pytest.mark.parametrize(
    "changed",
    [
        {"rule": Rule.STANDARD},
        {"list_price": Money(1)},
        {"share": Share(9, 12)},
        {"fixed_on": date(2026, 7, 2)},
        {"net": Money(1)},
        {"vat_rate": Decimal("17.5")},
        {"vat": Money(1)},
        {"document": DocumentKind.NONE},
        {"service": "Another IT"},
    ],
)
def test_an_approval_does_not_cover_another_price_rule_or_amount(changed: dict[str, Any]) -> None:
    charge = a_run_of_three().fees().charges[0]
    assert charge.same_amounts(charge)
    assert not charge.same_amounts(replace(charge, **changed))


def test_an_approval_covers_other_words() -> None:
    charge = a_run_of_three().fees().charges[0]
    assert charge.same_amounts(replace(charge, reasons=(), working="", organisation="LB Camden"))


def test_a_comparison_names_everybody_in_either_run() -> None:
    scene = Scene()
    scene.council("Camden")
    leaver = scene.council("Barnet")
    before = scene.fees().charges
    scene.leave(leaver, date(2026, 6, 30))
    scene.council("Ealing", joined=date(2026, 10, 1))
    found = [
        (d.organisation, d.before, d.after, d.change) for d in compare(before, scene.fees().charges)
    ]
    full, part = Money.pounds(30_000), Money.pounds(22_500)
    assert found == [
        ("Barnet", full, ZERO, -full),
        ("Camden", full, full, ZERO),
        ("Ealing", ZERO, part, part),
    ]


def test_two_charges_of_one_council_are_compared_together() -> None:
    scene = Scene()
    camden = scene.council("Camden", left=date(2026, 9, 30))
    before = scene.fees().charges
    scene.join(camden, date(2027, 1, 1))
    (difference,) = compare(before, scene.fees().charges)
    assert difference.change == Money.pounds(15_000)


def test_a_run_compared_with_itself_shows_no_change() -> None:
    run = a_run_of_three().fees()
    assert {d.change for d in compare(run.charges, run.charges)} == {ZERO}


def test_a_renamed_council_is_the_same_council() -> None:
    scene = Scene()
    scene.council("Camden")
    before = scene.fees().charges
    scene.organisations[0] = replace(scene.organisations[0], short_name="LB Camden")
    (difference,) = compare(before, scene.fees().charges)
    assert (difference.organisation, difference.change) == ("LB Camden", ZERO)
