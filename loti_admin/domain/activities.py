"""What LOTI does for its members, in the five ways in which it gives value."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from loti_admin.domain.dates import long_date
from loti_admin.domain.money import ZERO, Money
from loti_admin.errors import Problem


class Way(StrEnum):
    RESOURCE = "resource"
    PRODUCT = "product"
    PROJECT = "project"
    NETWORK = "network"
    CAMPAIGN = "campaign"


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """A resource, product, project, network or campaign, from `start` to `end` inclusive; budget in pence."""

    id: int = 0
    way: Way
    name: str
    start: date | None = None
    end: date | None = None
    lead: str = ""
    budget: Money = ZERO
    notes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Participation:
    """An organisation that takes part in an activity."""

    id: int = 0
    activity_id: int
    organisation_id: int


def check_activity(activity: Activity) -> list[Problem]:
    problems = []
    if not activity.name.strip():
        problems.append(Problem("Type a name for the activity.", field="name"))
    if activity.budget < ZERO:
        problems.append(
            Problem("A budget cannot be below £0.00. Check the amount.", field="budget")
        )
    if activity.start and activity.end and activity.end < activity.start:
        problems.append(
            Problem(
                f"The activity would end on {long_date(activity.end)}, before it begins. Check the two dates.",
                field="end",
            )
        )
    return problems
