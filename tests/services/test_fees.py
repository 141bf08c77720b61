"""Preview, approve, and what becomes of approved fees when records change."""

import dataclasses
import sqlite3
from datetime import date

import pytest

from loti_admin.domain.fees import AdjustmentKind
from loti_admin.domain.money import Money
from loti_admin.errors import Refused
from loti_admin.services.fees import (
    approve_fees,
    compare_years,
    preview_fees,
    recalculated,
    year_fees,
)
from loti_admin.services.members import join, leave
from loti_admin.services.schedules import accept_standard_fee, save_adjustment, save_schedule
from tests.builders import an_adjustment
from tests.office import THE_YEAR, Office


def test_a_year_without_a_schedule_warns_and_uses_the_published_prices() -> None:
    run = preview_fees(Office("Camden").register, THE_YEAR)
    assert Money.pounds(30_000) == run.net
    assert [p.severity.value for p in run.problems] == ["warns"]
    assert "published prices" in run.problems[0].message


def test_a_year_without_a_schedule_takes_the_latest_earlier_one() -> None:
    office = Office("Camden")
    schedule = year_fees(office.register, THE_YEAR.previous).inputs.schedule
    save_schedule(office.register, dataclasses.replace(schedule, standard=Money.pounds(29_000)))
    run = preview_fees(office.register, THE_YEAR)
    assert Money.pounds(29_000) == run.net
    assert "the prices of 2025-26 are used" in run.problems[0].message
    assert date(2026, 7, 1) == run.charge_date


def test_previewing_writes_nothing() -> None:
    office = Office("Camden")
    before = office.dump()
    preview_fees(office.register, THE_YEAR)
    assert before == office.dump()


def test_approving_makes_the_schedule_the_years_own_and_freezes_it() -> None:
    office = Office("Camden")
    office.approve()
    (schedule,) = office.register.fee_schedules.all()
    assert "2026-27" == schedule.year
    assert () == preview_fees(office.register, THE_YEAR).problems
    with pytest.raises(Refused, match="schedule stands"):
        save_schedule(office.register, dataclasses.replace(schedule, standard=Money.pounds(1)))
    with (
        pytest.raises((sqlite3.Error, Exception), match="approved year"),
        office.register.write("Around the service"),
    ):
        office.register.fee_schedules.save(dataclasses.replace(schedule, standard=Money.pounds(1)))


def test_approving_twice_changes_nothing() -> None:
    office = Office("Camden")
    first = approve_fees(office.register, THE_YEAR, "A. Officer")
    before = office.dump()
    assert first == approve_fees(office.register, THE_YEAR, "Somebody Else")
    assert before == office.dump()


def test_an_approval_recalculates_to_the_same_penny_and_names_nobody() -> None:
    office = Office("Camden", "Islington", "Barnet")
    office.share_it("Canalside IT", "Camden", "Islington")
    office.represented_by("Priya Nair", "Camden", "Islington")
    approval = approve_fees(office.register, THE_YEAR)
    assert recalculated(approval)
    assert "Priya" not in approval.inputs + approval.charges
    forged = dataclasses.replace(approval, charges=approval.charges.replace("2250000", "2250001"))
    assert not recalculated(forged)


def test_approving_is_refused_while_a_decision_is_open_and_names_the_councils() -> None:
    office = Office("Brent", "Lewisham", "Southwark")
    office.share_it("Three Boroughs IT", "Brent", "Lewisham", "Southwark")
    with pytest.raises(Refused) as refusal:
        office.approve()
    for name in ("Brent", "Lewisham", "Southwark"):
        assert f"{name}: a decision is needed" in str(refusal.value)
    ids = [office[name].id for name in ("Brent", "Lewisham", "Southwark")]
    accept_standard_fee(office.register, ids, THE_YEAR, "The Board met on 3 March.")
    office.approve()


def test_approving_a_year_without_members_is_refused() -> None:
    with pytest.raises(Refused, match="no fees of 2026-27 to approve"):
        Office().approve()


def test_approval_can_be_undone_until_something_is_issued() -> None:
    office = Office("Camden")
    before = office.dump()
    office.approve()
    assert "Approve fees 2026-27" == office.register.undo_label
    office.register.undo()
    assert before == office.dump()


def test_a_fee_that_changes_after_approval_has_to_be_approved_again() -> None:
    office = Office("Camden", "Barnet")
    office.approve()
    save_adjustment(office.register, an_adjustment(office["Camden"]))
    fees = year_fees(office.register, THE_YEAR)
    assert ["Camden"] == [charge.organisation for charge in fees.changed]
    with pytest.raises(Refused, match="Approve the fees of 2026-27 again"):
        office.issue()
    office.approve()
    assert {Money.pounds(25_000), Money.pounds(30_000)} == {d.net for d in office.issue()}


def test_what_was_issued_stands_when_records_change_and_a_warning_says_so() -> None:
    office = Office("Camden", "Barnet")
    office.approve()
    office.issue()
    adjustment = an_adjustment(office["Camden"], AdjustmentKind.AGREED_RATE)
    save_adjustment(office.register, adjustment)
    run = preview_fees(office.register, THE_YEAR)
    assert Money.pounds(60_000) == run.net
    (problem,) = run.problems
    assert "CAMDEN" == problem.code
    assert "would be £25,000.00" in problem.message


def test_a_member_that_is_no_longer_charged_but_was_billed_is_named() -> None:
    office = Office("Camden", "Barnet")
    office.approve()
    office.issue()
    leave(office.register, office["Camden"].id, date(2026, 6, 30))
    run = preview_fees(office.register, THE_YEAR)
    assert Money.pounds(60_000) == run.net
    assert ["CAMDEN"] == [p.code for p in run.problems]


def test_a_joiner_after_the_approval_is_shown_as_new() -> None:
    office = Office("Camden")
    office.approve()
    barnet = office.council("Barnet", joined=None)
    join(office.register, barnet.id, date(2026, 10, 1))
    fees = year_fees(office.register, THE_YEAR)
    assert [("Barnet", Money.pounds(22_500))] == [(c.organisation, c.net) for c in fees.new]


def test_two_years_are_compared_by_organisation() -> None:
    office = Office("Camden")
    barnet = office.council("Barnet", joined=None)
    join(office.register, barnet.id, date(2026, 7, 1))
    changes = {d.organisation: d.change for d in compare_years(office.register, THE_YEAR)}
    assert {"Camden": Money(0), "Barnet": Money.pounds(30_000)} == changes
