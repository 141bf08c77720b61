"""What holds of every fee run, whoever is a member and whatever was decided."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loti_admin.domain.calculation import calculate_fees
from loti_admin.domain.charges import Charge, FeeRun, Rule
from loti_admin.domain.fees import AdjustmentKind
from loti_admin.domain.frozen import canonical, from_text
from loti_admin.domain.inputs import FeeInputs
from loti_admin.domain.invoices import DocumentKind, Line, totals_of
from loti_admin.domain.money import ZERO, total
from loti_admin.domain.organisations import Kind
from tests.domain.strategies import consortia, fee_inputs, schedules
from tests.scene import Scene

SHUFFLED = (
    "organisations",
    "memberships",
    "services",
    "service_members",
    "contacts",
    "adjustments",
    "vat_rates",
    "people",
)


@given(fee_inputs(), st.randoms(use_true_random=False))
def test_the_order_of_the_records_does_not_matter(inputs: FeeInputs, random: Any) -> None:
    shuffled = replace(
        inputs,
        **{
            name: tuple(random.sample(getattr(inputs, name), len(getattr(inputs, name))))
            for name in SHUFFLED
        },
    )
    assert calculate_fees(shuffled) == calculate_fees(inputs)


@given(fee_inputs())
def test_a_run_twice_is_the_same_run(inputs: FeeInputs) -> None:
    assert calculate_fees(inputs) == calculate_fees(inputs)
    assert calculate_fees(from_text(FeeInputs, canonical(inputs))) == calculate_fees(inputs)


@given(fee_inputs())
def test_frozen_inputs_without_names_give_the_same_amounts(inputs: FeeInputs) -> None:
    charges = calculate_fees(inputs).charges
    without = calculate_fees(inputs.without_names()).charges
    assert [c.key for c in without] == [c.key for c in charges]
    assert all(one.same_amounts(other) for one, other in zip(charges, without, strict=True))


@given(fee_inputs())
def test_a_charge_adds_up(inputs: FeeInputs) -> None:
    for charge in calculate_fees(inputs).charges:
        assert charge.net == charge.share.of(charge.list_price) + charge.adjustment
        assert charge.gross == charge.net + charge.vat
        assert charge.adjustment <= ZERO
        assert 0 <= charge.share.numerator <= charge.share.denominator


@given(fee_inputs())
def test_vat_is_that_of_an_invoice_with_one_line(inputs: FeeInputs) -> None:
    for charge in calculate_fees(inputs).charges:
        line = Line(description="", unit_price=charge.net, vat_rate=charge.vat_rate)
        assert (charge.net, charge.vat, charge.gross) == totals_of([line])


@given(fee_inputs())
def test_a_run_s_totals_are_the_sums_of_its_parts(inputs: FeeInputs) -> None:
    run = calculate_fees(inputs)
    assert run.net == total(c.net for c in run.charges)
    assert run.vat == total(c.vat for c in run.charges)
    assert run.gross == run.net + run.vat
    assert run.boroughs <= len([c for c in run.charges if c.kind is Kind.BOROUGH])


@given(fee_inputs())
def test_every_charge_says_by_which_rule_and_why(inputs: FeeInputs) -> None:
    prices = {
        Rule.STANDARD: inputs.schedule.standard,
        Rule.SHARED_IT: inputs.schedule.shared_it,
        Rule.CONTRIBUTION: inputs.schedule.contribution,
    }
    for charge in calculate_fees(inputs).charges:
        assert charge.reasons
        assert charge.working.endswith(".")
        if charge.rule is Rule.ADJUSTMENT:
            kinds = {
                a.kind for a in inputs.adjustments if a.organisation_id == charge.organisation_id
            }
            assert kinds - {AdjustmentKind.ACCEPT_STANDARD}
        else:
            assert charge.list_price == prices[charge.rule]
            assert charge.adjustment == ZERO


@given(fee_inputs())
def test_only_a_membership_in_the_year_is_charged_and_for_no_other_days(inputs: FeeInputs) -> None:
    memberships = {m.id: m for m in inputs.memberships}
    period = inputs.schedule.period
    charges = calculate_fees(inputs).charges
    assert len({charge.key for charge in charges}) == len(charges)
    for charge in charges:
        assert memberships[charge.membership_id].period.contains(charge.fixed_on)
        assert period.contains(charge.fixed_on)
        assert (charge.covers.start, charge.covers.end) == (charge.fixed_on, period.end)
    in_the_year = {m.id for m in inputs.memberships if m.period.overlaps(period)}
    assert {c.membership_id for c in charges} == in_the_year


@given(fee_inputs())
def test_a_document_is_made_where_there_is_something_to_pay(inputs: FeeInputs) -> None:
    for charge in calculate_fees(inputs).charges:
        expected = {
            Kind.BOROUGH: DocumentKind.INVOICE,
            Kind.GLA: DocumentKind.REQUEST,
            Kind.LONDON_COUNCILS: DocumentKind.NONE,
        }[charge.kind]
        assert charge.document == (expected if charge.net > ZERO else DocumentKind.NONE)


@given(fee_inputs())
def test_what_others_agreed_changes_neither_the_fee_nor_its_reasons(inputs: FeeInputs) -> None:
    run = calculate_fees(inputs)
    for organisation in inputs.organisations:
        own = tuple(a for a in inputs.adjustments if a.organisation_id == organisation.id)
        alone = calculate_fees(replace(inputs, adjustments=own))
        assert of(alone, organisation.id) == of(run, organisation.id)


@given(fee_inputs())
def test_a_council_of_a_pair_on_the_charge_date_has_a_partner_at_the_same_price(
    inputs: FeeInputs,
) -> None:
    without = replace(inputs, adjustments=())
    on_the_day = [
        c for c in calculate_fees(without).charges if c.fixed_on == inputs.schedule.charge_date
    ]
    paired = [charge for charge in on_the_day if charge.rule is Rule.SHARED_IT]
    assert all(len([c for c in paired if c.service == one.service]) == 2 for one in paired)


@given(fee_inputs())
def test_what_blocks_names_an_organisation_that_is_charged(inputs: FeeInputs) -> None:
    run = calculate_fees(inputs)
    assert {problem.code for problem in run.blocking} <= {charge.code for charge in run.charges}


@given(consortia(), schedules(), st.integers(0, 364))
def test_who_joins_later_never_pays_more(
    scene: Scene, schedule: dict[str, Any], later: int
) -> None:
    newcomer = scene.council("Sutton", joined=date(2026, 4, 1))
    first = scene.charges(newcomer, **schedule)
    joined = date.fromordinal(date(2026, 4, 1).toordinal() + later)
    scene.memberships[-1] = replace(scene.memberships[-1], joined=joined)
    second = scene.charges(newcomer, **schedule)
    assert total(c.net for c in second) <= total(c.net for c in first)


def of(run: FeeRun, organisation_id: int) -> list[Charge]:
    return [charge for charge in run.charges if charge.organisation_id == organisation_id]


@pytest.mark.parametrize("year", ["1991-92", "2198-99"])
def test_the_first_and_the_last_year_can_be_calculated(year: str) -> None:
    scene = Scene()
    camden = scene.council("Camden", joined=date(1991, 4, 1))
    assert scene.charge(camden, year).share.is_full
