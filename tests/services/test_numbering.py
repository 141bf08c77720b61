"""The numbers that drafts would get are the numbers they get."""

from datetime import date

from loti_admin.domain.organisations import GLA_CODE, Kind, Organisation
from loti_admin.services.drafts import plan_issue
from loti_admin.services.members import join, save_organisation
from loti_admin.services.numbering import planned_numbers
from loti_admin.services.settings import save_settings
from tests.builders import CHARGE_DATE
from tests.office import THE_YEAR, Office


def test_planned_numbers_are_those_that_issuing_gives() -> None:
    office = Office("Camden", "Barnet")
    gla = Organisation(
        code=GLA_CODE, name="Greater London Authority", kind=Kind.GLA, address="City Hall"
    )
    join(office.register, save_organisation(office.register, gla).id, date(2020, 7, 1))
    office.approve()
    planned = planned_numbers(
        office.register, plan_issue(office.register, THE_YEAR, CHARGE_DATE).drafts
    )
    assert ["LOTI-2026-0001", "LOTI-2026-0002", "LOTI-REQ-2026-0001"] == planned
    assert planned == [document.number for document in office.issue()]


def test_numbers_go_on_after_the_last_one_and_follow_the_settings_of_their_day() -> None:
    office = Office("Camden")
    office.approve()
    office.issue()
    office.council("Sutton", joined=date(2026, 10, 1))
    office.council("Merton", joined=date(2026, 11, 1))
    november = plan_issue(office.register, THE_YEAR, date(2026, 11, 1)).drafts
    assert ["LOTI-2026-0002", "LOTI-2026-0003"] == planned_numbers(office.register, november)
    save_settings(office.register, {"invoice prefix": "L", "number reset": "never"}, CHARGE_DATE)
    november = plan_issue(office.register, THE_YEAR, date(2026, 11, 1)).drafts
    assert ["L-0001", "L-0002"] == planned_numbers(office.register, november)
