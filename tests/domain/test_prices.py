"""Prices and the three kinds of money: boroughs, the GLA, London Councils, and everybody else."""

from datetime import date
from decimal import Decimal

import pytest

from loti_admin.domain.charges import Rule
from loti_admin.domain.invoices import DocumentKind
from loti_admin.domain.money import ZERO, Money
from loti_admin.domain.organisations import Kind, Organisation
from loti_admin.domain.vat import VatTreatment
from loti_admin.errors import Severity
from tests.builders import YEAR, a_council, london_councils, the_gla
from tests.scene import Scene, plain, texts

FOUNDATION = Organisation(code="FND", name="A Foundation", kind=Kind.FUNDER)


def test_a_borough_pays_the_standard_price_and_vat() -> None:
    scene = Scene()
    charge = scene.charge(scene.council("Camden"))
    assert (charge.rule, charge.list_price) == (Rule.STANDARD, Money.pounds(30_000))
    assert (charge.net, charge.vat, charge.gross) == (
        Money.pounds(30_000),
        Money.pounds(6_000),
        Money.pounds(36_000),
    )
    assert (charge.vat_rate, charge.document) == (Decimal(20), DocumentKind.INVOICE)
    assert charge.share.text == "12/12"


def test_the_standard_price_is_explained_from_membership_to_vat() -> None:
    scene = Scene()
    charge = scene.charge(scene.council("Camden"))
    assert texts(charge) == [
        "Camden is a member on 1 July 2026, the charge date.",
        "On 1 July 2026 Camden is in no shared IT service.",
        "So the standard price applies: £30,000.00, from the fee schedule 2026-27.",
        "Camden pays for the whole year, so the share is full.",
        "VAT at 20 % is £6,000.00.",
    ]
    assert plain(charge.working) == "Standard fee £30,000.00 a year, full year."


def test_the_gla_is_asked_for_a_contribution_outside_the_scope_of_vat() -> None:
    scene = Scene()
    charge = scene.charge(scene.member(the_gla()))
    assert (charge.rule, charge.document) == (Rule.CONTRIBUTION, DocumentKind.REQUEST)
    assert (charge.net, charge.vat, charge.gross) == (
        Money.pounds(100_000),
        ZERO,
        Money.pounds(100_000),
    )
    assert charge.vat_rate is None
    assert texts(charge) == [
        "Greater London Authority is a member on 1 July 2026, the charge date.",
        "It contributes £100,000.00 a year, by the fee schedule 2026-27.",
        "Greater London Authority pays for the whole year, so the share is full.",
        "The contribution is outside the scope of VAT, so a request for payment is made.",
    ]
    assert plain(charge.working) == "Contribution £100,000.00 a year, full year."


def test_the_gla_s_contribution_can_be_made_a_supply() -> None:
    scene = Scene()
    charge = scene.charge(scene.member(the_gla(vat_treatment=VatTreatment.STANDARD)))
    assert (charge.vat, charge.document) == (Money.pounds(20_000), DocumentKind.INVOICE)


def test_a_contribution_is_not_divided_when_it_begins_in_mid_year() -> None:
    scene = Scene()
    charge = scene.charge(scene.member(the_gla(), date(2026, 10, 15)))
    assert charge.net == Money.pounds(100_000)
    assert "A contribution is a sum for the year and is not divided." in texts(charge)
    assert plain(charge.working) == (
        "Contribution £100,000.00 a year, not divided. Joined 15 October 2026."
    )


@pytest.mark.parametrize("treatment", [None, VatTreatment.STANDARD])
def test_london_councils_contributes_without_a_document(treatment: VatTreatment | None) -> None:
    scene = Scene()
    charge = scene.charge(scene.member(london_councils(vat_treatment=treatment)))
    assert (charge.rule, charge.document) == (Rule.CONTRIBUTION, DocumentKind.NONE)
    assert (charge.net, charge.vat, charge.vat_rate) == (Money.pounds(100_000), ZERO, None)
    assert texts(charge)[-1] == (
        "The contribution is the host's own money, outside the scope of VAT: "
        "there is no document, only a line in the budget."
    )


def test_a_council_outside_the_scope_is_sent_a_request() -> None:
    scene = Scene()
    charge = scene.charge(scene.member(a_council("Camden", vat_treatment=VatTreatment.OUTSIDE)))
    assert (charge.vat, charge.document) == (ZERO, DocumentKind.REQUEST)
    assert texts(charge)[-1] == (
        "The fee is outside the scope of VAT, so a request for payment is made."
    )


def test_another_member_has_no_price_until_a_rate_is_agreed() -> None:
    scene = Scene()
    foundation = scene.member(FOUNDATION)
    assert scene.charges(foundation) == []
    (problem,) = scene.problems(foundation)
    assert problem.severity is Severity.WARNS
    assert problem.message == (
        "A Foundation is a member, but the fee schedule has no price for it. "
        "Record an agreed rate if it should pay."
    )
    scene.decide(foundation)
    assert scene.charge(foundation).net == Money.pounds(25_000)
    assert scene.problems(foundation) == []


def test_prices_are_those_of_the_year_s_schedule() -> None:
    scene = Scene()
    camden = scene.council("Camden")
    dearer = scene.charge(camden, standard=Money.pounds(31_500))
    assert (dearer.net, dearer.vat) == (Money.pounds(31_500), Money.pounds(6_300))


def test_a_rate_of_vat_in_the_schedule_goes_before_the_table() -> None:
    scene = Scene()
    camden = scene.council("Camden")
    assert scene.charge(camden, vat_rate=Decimal("17.5")).vat == Money.pounds(5_250)
    assert scene.charge(camden, vat_rate=Decimal(0)).vat == ZERO
    assert (
        texts(scene.charge(camden, vat_rate=Decimal("17.5")))[-1] == "VAT at 17.5 % is £5,250.00."
    )


@pytest.mark.parametrize(
    ("year", "vat"), [("2009-10", 4_500), ("2010-11", 5_250), ("2011-12", 6_000)]
)
def test_vat_is_that_of_the_charge_date(year: str, vat: int) -> None:
    scene = Scene()
    camden = scene.council("Camden", joined=date(2001, 1, 1))
    assert scene.charge(camden, year).vat == Money.pounds(vat)


def test_a_joiner_s_vat_is_that_of_its_joining_date() -> None:
    scene = Scene()
    camden = scene.council("Camden", joined=date(2011, 1, 4))
    assert scene.charge(camden, "2010-11").vat_rate == Decimal(20)


def test_a_fee_of_nothing_makes_no_invoice_and_says_why() -> None:
    scene = Scene()
    camden = scene.council("Camden")
    scene.decide(camden, amount=ZERO)
    charge = scene.charge(camden)
    assert (charge.net, charge.vat, charge.gross) == (ZERO, ZERO, ZERO)
    assert charge.document is DocumentKind.NONE
    assert texts(charge)[-1] == "There is nothing to pay, so no invoice is made."


def test_prospects_and_funders_that_are_not_members_are_charged_nothing() -> None:
    scene = Scene()
    scene.add(a_council("Ealing"))
    scene.add(FOUNDATION)
    run = scene.fees()
    assert (run.charges, run.problems, run.year) == ((), (), YEAR)
    assert (run.boroughs, run.net, run.vat, run.gross) == (0, ZERO, ZERO, ZERO)
