"""Fee schedules: the published prices, the next year's copy, an uplift; and records that cannot be saved."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loti_admin.domain.dates import Period, Year
from loti_admin.domain.fees import (
    AdjustmentKind,
    FeeSchedule,
    ProRata,
    adjustment_text,
    check_adjustment,
    check_schedule,
    published_schedule,
    schedule_for,
    uplift,
)
from loti_admin.domain.money import ZERO, Money
from tests.builders import a_council, a_schedule, an_adjustment
from tests.domain.strategies import prices

PENNY = Money(1)
FIFTY = Money.pounds(50)
CAMDEN = a_council("Camden", id=1)


def test_the_published_prices() -> None:
    assert published_schedule(Year(2026)) == FeeSchedule(
        year="2026-27",
        standard=Money.pounds(30_000),
        shared_it=Money.pounds(22_500),
        contribution=Money.pounds(100_000),
        charge_date=date(2026, 7, 1),
        pro_rata=ProRata.MONTHS,
        vat_rate=None,
    )


def test_the_subscription_year_is_twelve_months_from_the_charge_date() -> None:
    assert a_schedule().period == Period(date(2026, 7, 1), date(2027, 6, 30))


def test_a_new_year_starts_as_a_copy_of_the_last() -> None:
    last = a_schedule(id=7, standard=Money.pounds(31_000), pro_rata=ProRata.DAYS)
    copied = schedule_for(Year(2028), last)
    assert copied == replace(last, id=0, year="2028-29", charge_date=date(2028, 7, 1))


def test_the_copy_of_a_leap_day_stays_in_february() -> None:
    leap = a_schedule("2027-28", charge_date=date(2028, 2, 29))
    assert schedule_for(Year(2028), leap).charge_date == date(2029, 2, 28)
    assert schedule_for(Year(2031), leap).charge_date == date(2032, 2, 29)


@pytest.mark.parametrize(
    ("percent", "nearest", "standard", "shared_it"),
    [
        ("0", PENNY, "30000.00", "22500.00"),
        ("3", PENNY, "30900.00", "23175.00"),
        ("3", FIFTY, "30900.00", "23200.00"),
        ("2.5", FIFTY, "30750.00", "23050.00"),
        ("-10", FIFTY, "27000.00", "20250.00"),
        ("0.1", FIFTY, "30050.00", "22500.00"),
    ],
)
def test_an_uplift_is_rounded_half_up_to_the_step(
    percent: str, nearest: Money, standard: str, shared_it: str
) -> None:
    raised = uplift(a_schedule(), Decimal(percent), nearest)
    assert (raised.standard.plain(), raised.shared_it.plain()) == (standard, shared_it)


def test_an_uplift_leaves_everything_but_the_fees() -> None:
    before = a_schedule(id=3, vat_rate=Decimal(20))
    raised = uplift(before, Decimal(5), FIFTY)
    assert replace(raised, standard=before.standard, shared_it=before.shared_it) == before


def test_an_uplift_is_rounded_once_and_not_to_the_penny_first() -> None:
    # 10,024.995 lies below the middle of 10,000 and 10,050; to the penny it would be the middle.
    raised = uplift(a_schedule(standard=Money.pounds(10_000)), Decimal("0.24995"), FIFTY)
    assert raised.standard == Money.pounds(10_000)


def test_a_step_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match=r"Round to at least one penny\."):
        uplift(a_schedule(), Decimal(1), ZERO)


@given(prices(), st.decimals(-50, 50, places=3), st.integers(1, 100_00))
def test_an_uplifted_price_is_a_multiple_of_the_step_and_nearest(
    price: Money, percent: Decimal, step: int
) -> None:
    raised = uplift(a_schedule(standard=price), percent, Money(step)).standard
    exact = Decimal(price.pence) * (100 + percent) / 100
    assert raised.pence % step == 0
    assert abs(raised.pence - exact) <= Decimal(step) / 2


def test_the_published_schedule_can_be_saved() -> None:
    assert check_schedule(a_schedule()) == []


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"year": "2026"}, "year"),
        ({"charge_date": date(2026, 3, 31)}, "charge_date"),
        ({"charge_date": date(2027, 4, 1)}, "charge_date"),
        ({"standard": Money(-1)}, "standard"),
        ({"shared_it": Money(-1)}, "shared_it"),
        ({"contribution": Money(-1)}, "contribution"),
        ({"vat_rate": Decimal(-1)}, "vat_rate"),
        ({"vat_rate": Decimal(101)}, "vat_rate"),
    ],
)
def test_a_schedule_that_does_not_fit_is_named(changed: dict[str, object], field: str) -> None:
    assert [p.field for p in check_schedule(replace(a_schedule(), **changed))] == [field]


def test_a_charge_date_outside_its_year_is_explained() -> None:
    (problem,) = check_schedule(a_schedule(charge_date=date(2026, 3, 31)))
    assert problem.message.replace("\u00a0", " ") == (
        "The charge date 31 March 2026 lies outside 2026-27, 1 April 2026 to 31 March 2027. "
        "Change the date."
    )


@pytest.mark.parametrize("kind", list(AdjustmentKind))
def test_an_adjustment_with_its_reason_can_be_saved(kind: AdjustmentKind) -> None:
    assert check_adjustment(an_adjustment(CAMDEN, kind)) == []


@pytest.mark.parametrize(
    ("kind", "changed", "field"),
    [
        (AdjustmentKind.AGREED_RATE, {"amount": Money(-1)}, "amount"),
        (AdjustmentKind.CREDIT, {"amount": ZERO}, "amount"),
        (AdjustmentKind.DISCOUNT_PERCENT, {"percent": Decimal(0)}, "percent"),
        (AdjustmentKind.DISCOUNT_PERCENT, {"percent": Decimal("100.01")}, "percent"),
        (AdjustmentKind.ACCEPT_STANDARD, {"reason": " "}, "reason"),
        (AdjustmentKind.AGREED_RATE, {"year": "next"}, "year"),
    ],
)
def test_an_adjustment_that_does_not_fit_is_named(
    kind: AdjustmentKind, changed: dict[str, object], field: str
) -> None:
    adjustment = an_adjustment(CAMDEN, kind, **changed)
    assert [problem.field for problem in check_adjustment(adjustment)] == [field]


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (AdjustmentKind.AGREED_RATE, "agreed rate £25,000.00"),
        (AdjustmentKind.DISCOUNT_PERCENT, "discount of 10\u00a0%"),
        (AdjustmentKind.CREDIT, "credit of £1,000.00"),
        (AdjustmentKind.ACCEPT_STANDARD, "standard fee accepted"),
    ],
)
def test_an_adjustment_in_words(kind: AdjustmentKind, text: str) -> None:
    assert adjustment_text(an_adjustment(CAMDEN, kind)) == text
