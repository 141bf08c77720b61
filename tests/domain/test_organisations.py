"""Organisations and their membership: joining steps, standings, and records that cannot be saved."""

from dataclasses import replace
from datetime import date

import pytest

from loti_admin.domain.organisations import (
    Membership,
    PurchaseOrder,
    Standing,
    check_memberships,
    check_organisation,
    incomplete,
    main_representative,
    standing,
)
from loti_admin.errors import Problem, Severity
from tests.builders import YEAR, a_contact, a_council, a_membership, a_person

TODAY = date(2026, 7, 1)
CAMDEN = a_council("Camden", id=1)
ISLINGTON = a_council("Islington", id=2)


def fields(problems: list[Problem]) -> list[str]:
    return [problem.field for problem in problems]


def messages(problems: list[Problem]) -> list[str]:
    return [problem.message.replace("\u00a0", " ") for problem in problems]


def test_a_council_that_has_done_nothing_is_a_prospect() -> None:
    assert standing(CAMDEN, [], TODAY) is Standing.PROSPECT


@pytest.mark.parametrize("step", ["charter_agreed", "payment_confirmed"])
def test_a_council_that_took_a_step_is_joining(step: str) -> None:
    council = a_council("Camden", id=1, **{step: date(2026, 5, 1)})
    assert standing(council, [], TODAY) is Standing.JOINING


@pytest.mark.parametrize(
    ("joined", "left", "expected"),
    [
        (date(2026, 7, 2), None, Standing.JOINING),
        (date(2026, 7, 1), None, Standing.MEMBER),
        (date(2020, 7, 1), None, Standing.MEMBER),
        (date(2020, 7, 1), date(2027, 6, 30), Standing.LEAVING),
        (date(2020, 7, 1), date(2026, 7, 1), Standing.LEAVING),
        (date(2020, 7, 1), date(2026, 6, 30), Standing.LEFT),
    ],
)
def test_the_standing_follows_the_dates(
    joined: date, left: date | None, expected: Standing
) -> None:
    assert standing(CAMDEN, [a_membership(CAMDEN, joined, left)], TODAY) is expected


def test_a_council_that_left_and_comes_back_is_joining_until_it_is_a_member_again() -> None:
    periods = [
        a_membership(CAMDEN, date(2026, 10, 1)),
        a_membership(CAMDEN, date(2020, 7, 1), date(2025, 6, 30)),
    ]
    assert standing(CAMDEN, periods, date(2025, 6, 30)) is Standing.LEAVING
    assert standing(CAMDEN, periods, TODAY) is Standing.JOINING
    assert standing(CAMDEN, periods, date(2026, 10, 1)) is Standing.MEMBER


def test_another_council_s_membership_is_not_taken_for_its_own() -> None:
    assert standing(CAMDEN, [a_membership(ISLINGTON)], TODAY) is Standing.PROSPECT


def test_a_complete_council_can_be_saved() -> None:
    assert check_organisation(CAMDEN) == []


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "x" * 121}, "name"),
        ({"short_name": "x" * 121}, "short_name"),
        ({"invoice_name": "x" * 121}, "invoice_name"),
        ({"code": ""}, "code"),
        ({"code": "E09/7"}, "code"),
        ({"code": "x" * 21}, "code"),
        ({"address": "line\n" * 8}, "address"),
        ({"invoice_email": "finance"}, "invoice_email"),
        ({"invoice_email": "a@b, c@d.uk"}, "invoice_email"),
        ({"account_code": "CAMDEN001"}, "account_code"),
    ],
)
def test_a_field_that_does_not_fit_is_named(changed: dict[str, str], field: str) -> None:
    council = replace(a_council("Camden", id=1), **changed)
    problems = check_organisation(council)
    assert fields(problems) == [field]
    assert problems[0].blocks


def test_periods_one_after_the_other_are_fine() -> None:
    periods = [
        a_membership(CAMDEN, date(2026, 7, 1)),
        a_membership(CAMDEN, date(2020, 7, 1), date(2026, 6, 30)),
    ]
    assert check_memberships(CAMDEN, periods) == []


@pytest.mark.parametrize(
    ("earlier", "found"),
    [
        (a_membership(CAMDEN, date(2020, 7, 1)), "since 1 July 2020"),
        (
            a_membership(CAMDEN, date(2020, 7, 1), date(2026, 7, 1)),
            "1 July 2020 to 1 July 2026",
        ),
    ],
)
def test_periods_of_membership_do_not_overlap(earlier: Membership, found: str) -> None:
    problems = check_memberships(CAMDEN, [a_membership(CAMDEN, date(2026, 7, 1)), earlier])
    assert messages(problems) == [
        f"Camden already has a period of membership: {found}. "
        "Give it a last day before 1 July 2026, when the new one begins."
    ]
    assert fields(problems) == ["joined"]
    assert problems[0].code == "CAMDEN"


def test_two_periods_do_not_begin_on_the_same_day() -> None:
    periods = [a_membership(CAMDEN, TODAY), a_membership(CAMDEN, TODAY, date(2027, 6, 30))]
    assert messages(check_memberships(CAMDEN, periods)) == [
        "Camden has two periods of membership that begin on 1 July 2026. Keep one of them."
    ]


def test_nobody_leaves_before_joining() -> None:
    problems = check_memberships(CAMDEN, [a_membership(CAMDEN, TODAY, date(2026, 6, 30))])
    assert messages(problems) == [
        "Camden would leave on 30 June 2026, before it joined on 1 July 2026. Check the two dates."
    ]


def test_the_main_representative_is_that_of_the_day_and_of_the_organisation() -> None:
    old, new = a_person("Ada Bell", id=1), a_person("Ben Cole", id=2)
    contacts = [
        a_contact(old, CAMDEN, end=date(2026, 6, 30)),
        a_contact(new, CAMDEN, start=TODAY),
        a_contact(old, ISLINGTON),
        a_contact(old, CAMDEN, main_representative=False),
    ]
    assert main_representative(contacts, CAMDEN.id, date(2026, 6, 30)) == contacts[0]
    assert main_representative(contacts, CAMDEN.id, TODAY) == contacts[1]
    assert main_representative(contacts[3:], CAMDEN.id, TODAY) is None


def test_what_a_member_still_lacks_is_shown_but_stops_nothing() -> None:
    bare = a_council("Camden", id=1, address="", purchase_order_required=True)
    problems = incomplete(bare, [], None, TODAY)
    assert fields(problems) == ["address", "main_representative", "purchase_order"]
    assert {problem.severity for problem in problems} == {Severity.WARNS}


def test_a_complete_member_lacks_nothing() -> None:
    council = a_council("Camden", id=1, purchase_order_required=True)
    contact = a_contact(a_person(id=1), council)
    order = PurchaseOrder(organisation_id=1, year=YEAR, number="PO-1")
    assert incomplete(council, [contact], order, TODAY) == []
