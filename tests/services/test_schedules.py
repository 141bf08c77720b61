"""Schedules of new years, adjustments, settings, and a new register."""

import dataclasses
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from loti_admin.domain.activities import Activity, Way
from loti_admin.domain.budget import BudgetLine, Grant, Side
from loti_admin.domain.money import Money
from loti_admin.domain.organisations import Kind, Standing, standing
from loti_admin.errors import FileTrouble, Invalid, Refused
from loti_admin.services.budget import save_activity, save_budget_line, save_grant
from loti_admin.services.fee_inputs import schedule_of
from loti_admin.services.new_register import new_register
from loti_admin.services.schedules import (
    agree_rates,
    remove_adjustment,
    save_adjustment,
    save_schedule,
    start_year,
)
from loti_admin.services.settings import officer, save_settings, setting
from tests.builders import an_adjustment
from tests.office import THE_YEAR, Office


def test_a_new_year_is_a_copy_raised_and_rounded_and_contributions_stay() -> None:
    office = Office("Camden")
    schedule = start_year(office.register, THE_YEAR, Decimal("2.3"))
    assert (Money.pounds(30_700), Money.pounds(23_000)) == (schedule.standard, schedule.shared_it)
    assert (Money.pounds(100_000), date(2026, 7, 1)) == (
        schedule.contribution,
        schedule.charge_date,
    )
    with pytest.raises(Refused, match="has a fee schedule already"):
        start_year(office.register, THE_YEAR)
    assert Money.pounds(30_700) == start_year(office.register, THE_YEAR.next).standard


def test_a_price_below_nothing_and_a_charge_date_of_another_year_are_refused() -> None:
    office = Office()
    schedule, _ = schedule_of(office.register, THE_YEAR)
    with pytest.raises(Invalid, match="below £0"):
        save_schedule(office.register, dataclasses.replace(schedule, standard=Money(-1)))
    with pytest.raises(Invalid, match="lies outside 2026-27"):
        save_schedule(office.register, dataclasses.replace(schedule, charge_date=date(2027, 7, 1)))


def test_an_adjustment_needs_a_reason() -> None:
    office = Office("Camden")
    with pytest.raises(Invalid, match="Say why"):
        save_adjustment(office.register, an_adjustment(office["Camden"], reason=" "))
    saved = save_adjustment(office.register, an_adjustment(office["Camden"]))
    assert "Camden: agreed rate £25,000.00 for 2026-27" == office.register.undo_label
    remove_adjustment(office.register, saved)
    assert [] == office.register.adjustments.all()


def test_rates_agreed_with_several_councils_are_one_step() -> None:
    office = Office("Camden", "Barnet")
    rates = {office["Camden"].id: Money.pounds(25_000), office["Barnet"].id: Money.pounds(26_000)}
    with pytest.raises(Invalid, match="Say why"):
        agree_rates(office.register, rates, THE_YEAR, " ")
    assert [] == office.register.adjustments.all()
    agree_rates(office.register, rates, THE_YEAR, "three share one service", "the Board")
    assert rates == {a.organisation_id: a.amount for a in office.register.adjustments.all()}
    office.register.undo()
    assert [] == office.register.adjustments.all()


def test_settings_change_from_a_date_and_a_wrong_one_changes_nothing() -> None:
    office = Office()
    save_settings(office.register, {"payment days": "14"}, date(2026, 9, 1))
    days = [setting(office.register, "payment days", date(2026, m, 1)) for m in (8, 9)]
    assert ["30", "14"] == days
    before = office.dump()
    with pytest.raises(Invalid, match="six digits"):
        save_settings(office.register, {"bank name": "B", "sort code": "12"})
    assert before == office.dump()
    assert "A. Officer" == officer(office.register)


def test_a_new_register_holds_35_prospects_and_claims_nobody_as_a_member(tmp_path: Path) -> None:
    with new_register(tmp_path / "new.loti") as register:
        organisations = register.organisations.all()
        assert 35 == len(organisations)
        assert {Standing.PROSPECT} == {standing(o, [], date(2026, 7, 1)) for o in organisations}
        assert 33 == sum(o.kind is Kind.BOROUGH for o in organisations)
        city = register.organisations.by_code("E09000001")
        assert ("PO Box 270\nGuildhall\nLondon", "EC2P 2EJ") == (city.address, city.postcode)
        assert all(o.postcode for o in organisations if o.kind is Kind.BOROUGH)
        assert None is register.undo_label
    with pytest.raises(FileTrouble, match="exists already"):
        new_register(tmp_path / "new.loti")


def test_grants_and_budget_lines_stand_once() -> None:
    office = Office("Camden")
    grant = Grant(organisation_id=office["Camden"].id, name="Pilot", year="2026-27")
    line = BudgetLine(year="2026-27", side=Side.EXPENDITURE, group="Employees", line="Director")
    save_grant(office.register, grant)
    save_budget_line(office.register, line)
    with pytest.raises(Invalid, match="recorded for 2026-27 already"):
        save_grant(office.register, grant)
    with pytest.raises(Invalid, match="Director is in Employees of 2026-27 already"):
        save_budget_line(office.register, line)


def test_an_activity_and_who_takes_part_are_one_step() -> None:
    office = Office("Camden", "Barnet")
    ids = [office["Camden"].id, office["Barnet"].id]
    activity = save_activity(office.register, Activity(way=Way.PROJECT, name="Data pilot"), ids)
    save_activity(office.register, activity, ids[1:])
    assert ids[1:] == [p.organisation_id for p in office.register.participations.all()]
    office.register.undo()
    assert set(ids) == {p.organisation_id for p in office.register.participations.all()}
