"""What runs in a year and who takes part."""

from datetime import date

import pytest

from loti_admin.domain.activities import Activity, Way
from loti_admin.domain.money import Money
from loti_admin.services.activities_overview import read_activities
from loti_admin.services.budget import save_activity
from tests.office import THE_YEAR, Office


@pytest.fixture
def office() -> Office:
    return Office("Camden", "Islington")


def an_activity(office: Office, name: str, *councils: str, **fields: object) -> Activity:
    activity = Activity(
        way=Way.PROJECT,
        name=name,
        budget=Money.pounds(1_000),
        **fields,  # type: ignore[arg-type]
    )
    return save_activity(office.register, activity, [office[council].id for council in councils])


def test_only_what_runs_in_the_financial_year_is_shown(office: Office) -> None:
    an_activity(office, "Before", end=date(2026, 3, 31))
    an_activity(office, "From the first day", end=date(2026, 4, 1))
    an_activity(office, "Until further notice", start=date(2020, 1, 1))
    an_activity(office, "To the last day", start=date(2027, 3, 31))
    an_activity(office, "After", start=date(2027, 4, 1))
    view = read_activities(office.register, THE_YEAR)
    assert ["From the first day", "To the last day", "Until further notice"] == [
        row.activity.name for row in view.activities
    ]
    assert (2, Money.pounds(3_000)) == (view.others, view.budget)


def test_each_member_has_a_row_with_its_activities(office: Office) -> None:
    an_activity(office, "Sensors", "Camden")
    an_activity(office, "Data link", "Camden")
    camden, islington = read_activities(office.register, THE_YEAR).partners
    assert ["Data link", "Sensors"] == [activity.name for activity in camden.activities]
    assert (2, 0) == (camden.count(Way.PROJECT), camden.count(Way.NETWORK))
    assert ("Islington", True, ()) == (
        islington.partner.name,
        islington.is_member,
        islington.activities,
    )


def test_members_that_take_part_in_nothing_are_known(office: Office) -> None:
    an_activity(office, "Sensors", "Camden")
    view = read_activities(office.register, THE_YEAR)
    assert ["Islington"] == [row.partner.name for row in view.without]


def test_who_takes_part_without_being_a_member_is_listed_too(office: Office) -> None:
    office.council("Hillingdon", None)
    an_activity(office, "Sensors", "Hillingdon")
    rows = {row.partner.name: row for row in read_activities(office.register, THE_YEAR).partners}
    assert not rows["Hillingdon"].is_member
    assert 1 == len(rows["Hillingdon"].activities)
