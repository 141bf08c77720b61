"""The numbers that drafts would get are the numbers they get."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loti_admin.domain.invoices import DocumentKind, number_text, series_of
from loti_admin.domain.organisations import GLA_CODE, Kind, Organisation
from loti_admin.errors import Refused
from loti_admin.services import numbering
from loti_admin.services.drafts import plan_issue
from loti_admin.services.issuing import add_documents
from loti_admin.services.members import join, save_organisation
from loti_admin.services.numbering import NumberSeries, next_numbers, planned_numbers
from loti_admin.services.settings import save_settings
from tests.builders import CHARGE_DATE, a_document, settings
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


def test_asking_for_numbers_gives_none_away() -> None:
    office = Office("Camden", "Barnet")
    drafts = plan_issue(office.register, THE_YEAR, CHARGE_DATE).drafts
    once = planned_numbers(office.register, drafts)
    assert once == planned_numbers(office.register, drafts)
    save_settings(office.register, {"invoice prefix": "INV"})
    assert ["INV-2026-0001", "INV-2026-0002"] == planned_numbers(office.register, drafts)


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


def test_the_next_number_follows_the_highest_of_its_own_series() -> None:
    before = [
        a_document(number=number)
        for number in ("LOTI-2026-0002", "LOTI-2026-0010", "LOTI-2025-0031", "LOTI-CN-2026-0044")
    ]
    series = NumberSeries((), before)
    assert "LOTI-2026-0011" == series.give(DocumentKind.INVOICE, CHARGE_DATE)
    assert "LOTI-2026-0012" == series.give(DocumentKind.INVOICE, CHARGE_DATE)
    assert "LOTI-CN-2026-0045" == series.give(DocumentKind.CREDIT_NOTE, CHARGE_DATE)
    assert "LOTI-2027-0001" == series.give(DocumentKind.INVOICE, date(2027, 7, 1))


@given(st.integers(1, 99_999), st.integers(3, 8), st.sampled_from(["yearly", "never"]))
def test_a_number_given_is_the_highest_of_its_series(place: int, width: int, reset: str) -> None:
    number = number_text("LOTI", CHARGE_DATE, place, width=width, yearly=reset == "yearly")
    known = settings(**{"number width": str(width), "number reset": reset})
    series = NumberSeries(known, [a_document(number=number)])
    assert place + 1 == series_of(series.give(DocumentKind.INVOICE, CHARGE_DATE))[1]


def test_kinds_that_share_a_prefix_share_their_series() -> None:
    office = Office("Camden")
    save_settings(office.register, {"credit note prefix": "LOTI"})
    office.approve()
    office.issue()
    numbers = next_numbers(office.register, CHARGE_DATE)
    assert "LOTI-2026-0002" == numbers[DocumentKind.INVOICE]
    assert "LOTI-2026-0002" == numbers[DocumentKind.CREDIT_NOTE]


def test_a_day_before_the_last_of_the_series_is_refused_also_among_the_drafts() -> None:
    office = Office("Camden")
    later, earlier = (
        a_document(number="", on=day, organisation_id=office["Camden"].id, membership_id=0)
        for day in (date(2026, 7, 2), date(2026, 7, 1))
    )
    with (
        pytest.raises(Refused, match=r"LOTI-2026- were given on 2.July.2026 already"),
        office.register.write("Issue", undoable=False),
    ):
        add_documents(office.register, [later, earlier])
    assert [] == office.register.documents.all()


def test_each_number_given_costs_the_same_whatever_was_given_before(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    office = Office("Camden")
    draft = a_document(number="", organisation_id=office["Camden"].id, membership_id=0)
    looked_at = 0

    def counting(number: str) -> tuple[str, int]:
        nonlocal looked_at
        looked_at += 1
        return series_of(number)

    monkeypatch.setattr(numbering, "series_of", counting)
    costs = []
    for _ in range(3):
        looked_at = 0
        with office.register.write("Issue", undoable=False):
            add_documents(office.register, [draft] * 20)
        costs.append(looked_at)
    # Each document that was there is looked at once; the new ones cost the same every time.
    assert [20, 20] == [costs[1] - costs[0], costs[2] - costs[1]]
    looked_at = 0
    planned = planned_numbers(office.register, [draft] * 20)
    assert "LOTI-2026-0080" == planned[-1]
    assert looked_at <= 60 + 20 * 2
