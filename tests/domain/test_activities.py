"""Activities: the five ways in which LOTI gives value."""

from dataclasses import replace
from datetime import date

from loti_admin.domain.activities import Activity, Way, check_activity
from loti_admin.domain.money import Money

PROJECT = Activity(way=Way.PROJECT, name="Shared data pilot", budget=Money.pounds(5_000))


def test_there_are_five_ways() -> None:
    assert [way.value for way in Way] == ["resource", "product", "project", "network", "campaign"]


def test_a_named_activity_can_be_saved() -> None:
    assert check_activity(PROJECT) == []


def test_what_does_not_fit_is_named() -> None:
    wrong = replace(
        PROJECT, name=" ", budget=Money(-1), start=date(2026, 7, 1), end=date(2026, 6, 30)
    )
    problems = check_activity(wrong)
    assert [problem.field for problem in problems] == ["name", "budget", "end"]
    assert problems[2].message.replace("\u00a0", " ") == (
        "The activity would end on 30 June 2026, before it begins. Check the two dates."
    )
