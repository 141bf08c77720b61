"""When a membership is charged: on the charge date, on joining later, after leaving, on coming back."""

from datetime import date

import pytest

from loti_admin.domain.dates import Period
from loti_admin.domain.fees import AdjustmentKind, ProRata
from loti_admin.domain.invoices import DocumentKind
from loti_admin.domain.money import ZERO, Money
from loti_admin.errors import Severity
from tests.builders import CHARGE_DATE
from tests.scene import Scene, plain, texts

YEAR_END = date(2027, 6, 30)


def test_who_joins_on_the_charge_date_pays_a_full_year() -> None:
    scene = Scene()
    charge = scene.charge(scene.council("Camden", joined=CHARGE_DATE))
    assert (charge.fixed_on, charge.share.text, charge.net) == (
        CHARGE_DATE,
        "12/12",
        Money.pounds(30_000),
    )
    assert charge.covers == Period(CHARGE_DATE, YEAR_END)


def test_who_joins_later_is_charged_on_that_day_for_the_rest_of_the_year() -> None:
    scene = Scene()
    charge = scene.charge(scene.council("Camden", joined=date(2026, 10, 15)))
    assert (charge.fixed_on, charge.share.text) == (date(2026, 10, 15), "9/12")
    assert (charge.net, charge.vat) == (Money.pounds(22_500), Money.pounds(4_500))
    assert charge.covers == Period(date(2026, 10, 15), YEAR_END)
    assert texts(charge) == [
        "Camden joins on 15 October 2026, after the charge date of 1 July 2026, "
        "so its fee is fixed on the day it joins.",
        "On 15 October 2026 Camden is in no shared IT service.",
        "So the standard price applies: £30,000.00, from the fee schedule 2026-27.",
        "Camden pays 9/12 of £30,000.00 = £22,500.00: months counted in full from the joining month.",
        "VAT at 20 % is £4,500.00.",
    ]


@pytest.mark.parametrize(
    ("method", "reason", "working"),
    [
        (
            ProRata.MONTHS,
            "Camden pays 9/12 of £30,000.00 = £22,500.00: months counted in full from the joining month.",
            "9/12 of £30,000.00 = £22,500.00. Joined 15 October 2026; "
            "months counted in full from the joining month.",
        ),
        (
            ProRata.WHOLE_MONTHS_AFTER,
            "Camden pays 8/12 of £30,000.00 = £20,000.00: only whole months from the joining day counted.",
            "8/12 of £30,000.00 = £20,000.00. Joined 15 October 2026; "
            "only whole months from the joining day counted.",
        ),
        (
            ProRata.DAYS,
            "Camden pays 259/365 of £30,000.00 = £21,287.67: days counted from the joining day.",
            "259/365 of £30,000.00 = £21,287.67. Joined 15 October 2026; "
            "days counted from the joining day.",
        ),
        (
            ProRata.NONE,
            "Camden pays the full £30,000.00: the fee schedule does not divide a first year.",
            "Standard fee £30,000.00 a year, not divided. Joined 15 October 2026.",
        ),
    ],
)
def test_the_working_of_each_method_is_printed(method: ProRata, reason: str, working: str) -> None:
    scene = Scene()
    charge = scene.charge(scene.council("Camden", joined=date(2026, 10, 15)), pro_rata=method)
    assert texts(charge)[3] == reason
    assert plain(charge.working) == working


def test_a_share_is_kept_together_on_paper() -> None:
    scene = Scene()
    charge = scene.charge(scene.council("Camden", joined=date(2026, 10, 15)))
    assert "9/12\u00a0of\u00a0£30,000.00\u00a0=\u00a0£22,500.00" in charge.working


def test_the_second_year_of_a_joiner_is_a_full_one() -> None:
    scene = Scene()
    camden = scene.council("Camden", joined=date(2026, 10, 15))
    assert scene.charge(camden, "2027-28").share.is_full
    assert scene.charges(camden, "2025-26") == []


def test_a_share_of_nothing_makes_no_invoice_and_says_why() -> None:
    scene = Scene()
    camden = scene.council("Camden", joined=YEAR_END)
    charge = scene.charge(camden, pro_rata=ProRata.WHOLE_MONTHS_AFTER)
    assert (charge.share.text, charge.net, charge.document) == ("0/12", ZERO, DocumentKind.NONE)
    assert texts(charge)[-1] == "There is nothing to pay, so no invoice is made."


def test_vat_on_the_smallest_share_is_rounded_up() -> None:
    scene = Scene()
    charge = scene.charge(scene.council("Camden", joined=YEAR_END), pro_rata=ProRata.DAYS)
    assert (str(charge.net), str(charge.vat), str(charge.gross)) == ("82.19", "16.44", "98.63")


def test_who_left_before_the_charge_date_is_not_charged() -> None:
    scene = Scene()
    assert scene.charges(scene.council("Camden", left=date(2026, 6, 30))) == []


@pytest.mark.parametrize("left", [CHARGE_DATE, date(2026, 9, 30)])
def test_who_leaves_during_the_year_has_paid_for_it(left: date) -> None:
    scene = Scene()
    charge = scene.charge(scene.council("Camden", left=left))
    assert charge.net == Money.pounds(30_000)
    assert (
        f"Camden leaves on {left.day} {left:%B %Y}; the year's fee stands and nothing is refunded."
        in texts(charge)
    )


def test_who_leaves_with_the_year_is_told_nothing_of_refunds() -> None:
    scene = Scene()
    assert not any(
        "refund" in t for t in texts(scene.charge(scene.council("Camden", left=YEAR_END)))
    )


def test_a_credit_records_another_agreement_with_one_that_leaves() -> None:
    scene = Scene()
    camden = scene.council("Camden", left=date(2026, 9, 30))
    scene.decide(camden, AdjustmentKind.CREDIT, amount=Money.pounds(7_500))
    charge = scene.charge(camden)
    assert charge.net == Money.pounds(22_500)
    assert "Camden leaves on 30 September 2026; the year's fee stands, less the credit." in texts(
        charge
    )


def test_who_joins_and_leaves_within_the_year_pays_its_share() -> None:
    scene = Scene()
    camden = scene.council("Camden", joined=date(2026, 10, 1), left=date(2026, 12, 31))
    assert scene.charge(camden).net == Money.pounds(22_500)


def test_who_comes_back_after_a_gap_is_priced_like_any_joiner() -> None:
    scene = Scene()
    camden = scene.council("Camden", left=date(2025, 6, 30))
    back = scene.join(camden, date(2027, 1, 1))
    assert scene.charges(camden, "2025-26") == []
    charge = scene.charge(camden)
    assert (charge.membership_id, charge.net) == (back.id, Money.pounds(15_000))
    assert scene.problems(camden) == []


def test_who_comes_back_within_the_year_is_charged_again_and_the_officer_is_told() -> None:
    scene = Scene()
    camden = scene.council("Camden", left=date(2026, 9, 30))
    scene.join(camden, date(2027, 1, 1))
    assert [c.net for c in scene.charges(camden)] == [Money.pounds(30_000), Money.pounds(15_000)]
    assert scene.fees().boroughs == 1
    (problem,) = scene.problems(camden)
    assert problem.severity is Severity.WARNS
    assert plain(problem.message) == (
        "Camden was charged for 2026-27 before it left and joins again on 1 January 2027, so it is charged like any "
        "joiner. Record a credit dated on or after that day if it should not pay twice."
    )


@pytest.mark.parametrize(
    ("on", "nets"),
    [
        (None, ["29,000.00", "15,000.00"]),
        (date(2026, 6, 1), ["29,000.00", "15,000.00"]),
        (date(2026, 12, 31), ["29,000.00", "15,000.00"]),
        (date(2027, 1, 1), ["30,000.00", "14,000.00"]),
    ],
)
def test_a_credit_is_taken_once_off_the_charge_of_its_day(on: date | None, nets: list[str]) -> None:
    scene = Scene()
    camden = scene.council("Camden", left=date(2026, 9, 30))
    scene.join(camden, date(2027, 1, 1))
    scene.decide(camden, AdjustmentKind.CREDIT, on=on)
    assert [str(c.net) for c in scene.charges(camden)] == nets


def test_the_two_charges_of_one_year_are_told_apart_by_their_membership() -> None:
    scene = Scene()
    camden = scene.council("Camden", left=date(2026, 9, 30))
    scene.join(camden, date(2027, 1, 1))
    assert [charge.key for charge in scene.charges(camden)] == [(1, 101), (1, 102)]


@pytest.mark.parametrize("charged", [date(2026, 4, 1), date(2027, 1, 31), date(2027, 3, 31)])
def test_the_year_runs_from_its_own_charge_date(charged: date) -> None:
    scene = Scene()
    camden = scene.council("Camden")
    joiner = scene.council("Islington", joined=date(2027, 4, 1))
    assert scene.charge(camden, charge_date=charged).covers.start == charged
    joined = scene.charges(joiner, charge_date=charged)
    assert len(joined) == (charged != date(2026, 4, 1))
