"""VAT: the rate of a day, rounding, and who is charged it."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loti_admin.domain.money import ZERO, Money
from loti_admin.domain.organisations import Kind, Organisation, usual_treatment
from loti_admin.domain.vat import VatRate, VatTreatment, percent_text, rate_on, vat_on
from tests.builders import a_council, london_councils, the_gla
from tests.domain.strategies import amounts


@pytest.mark.parametrize(
    ("day", "percent"),
    [
        (date(1991, 4, 1), "17.5"),
        (date(2008, 11, 30), "17.5"),
        (date(2008, 12, 1), "15"),
        (date(2009, 12, 31), "15"),
        (date(2010, 1, 1), "17.5"),
        (date(2011, 1, 3), "17.5"),
        (date(2011, 1, 4), "20"),
        (date(2026, 7, 1), "20"),
    ],
)
def test_the_standard_rate_is_that_of_the_day(day: date, percent: str) -> None:
    assert rate_on(day) == Decimal(percent)


def test_a_day_before_the_first_known_rate_has_none() -> None:
    with pytest.raises(ValueError, match=r"No VAT rate is known for 1991-03-31\."):
        rate_on(date(1991, 3, 31))


def test_a_new_rate_holds_from_its_day_in_any_order() -> None:
    new = VatRate(start=date(2030, 4, 1), percent=Decimal(25))
    old = VatRate(start=date(2011, 1, 4), percent=Decimal(20))
    assert rate_on(date(2030, 3, 31), (new, old)) == Decimal(20)
    assert rate_on(date(2030, 4, 1), (new, old)) == Decimal(25)


@pytest.mark.parametrize(
    ("net", "percent", "vat"),
    [
        ("30000", "20", "6000.00"),
        ("22500", "20", "4500.00"),
        ("82.19", "20", "16.44"),
        ("21287.67", "20", "4257.53"),
        ("0.02", "20", "0.00"),
        ("0.03", "20", "0.01"),
        ("0.20", "17.5", "0.04"),
        ("100", "17.5", "17.50"),
        ("0", "20", "0.00"),
    ],
)
def test_vat_is_rounded_half_up_to_the_penny(net: str, percent: str, vat: str) -> None:
    assert vat_on(Money.pounds(net), Decimal(percent)) == Money.pounds(vat)


@pytest.mark.parametrize(
    ("percent", "text"), [("20", "20"), ("20.00", "20"), ("17.5", "17.5"), ("0", "0"), ("0.0", "0")]
)
def test_a_rate_is_written_without_idle_noughts(percent: str, text: str) -> None:
    assert percent_text(Decimal(percent)) == text


def test_a_subscription_is_a_business_supply_and_a_grant_is_not() -> None:
    funder = Organisation(code="FND", name="A Foundation", kind=Kind.FUNDER)
    other = Organisation(code="OTH", name="Another body", kind=Kind.OTHER)
    assert [usual_treatment(o) for o in (a_council(), other)] == [VatTreatment.STANDARD] * 2
    assert [usual_treatment(o) for o in (the_gla(), funder)] == [VatTreatment.OUTSIDE] * 2


def test_the_treatment_of_a_payer_can_be_set() -> None:
    assert usual_treatment(the_gla(vat_treatment=VatTreatment.STANDARD)) is VatTreatment.STANDARD
    assert usual_treatment(a_council(vat_treatment=VatTreatment.OUTSIDE)) is VatTreatment.OUTSIDE


def test_the_host_makes_no_supply_to_itself_whatever_is_set() -> None:
    host = london_councils(vat_treatment=VatTreatment.STANDARD)
    assert usual_treatment(host) is VatTreatment.OUTSIDE


@given(amounts(), st.decimals(0, 100, places=2))
def test_vat_is_within_half_a_penny_of_the_exact_amount(net: Money, percent: Decimal) -> None:
    exact = Decimal(net.pence) * percent / 100
    assert abs(exact - vat_on(net, percent).pence) <= Decimal("0.5")


@given(amounts())
def test_no_rate_is_no_vat(net: Money) -> None:
    assert vat_on(net, Decimal(0)) == ZERO
