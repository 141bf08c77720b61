"""What stands against issuing is remembered by draft: never otherwise than if nothing were."""

from collections.abc import Callable
from dataclasses import replace

from loti_admin.services import drafts
from loti_admin.services.drafts import IssuePlan, plan_issue
from loti_admin.services.members import save_organisation, set_purchase_order
from loti_admin.services.settings import save_settings
from tests.builders import CHARGE_DATE
from tests.office import THE_YEAR, Office


def test_after_each_change_and_its_undo_the_plan_is_that_of_a_first_look() -> None:
    office = Office("Barnet", "Camden")
    office.approve()
    register, camden = office.register, office["Camden"]

    def plan() -> IssuePlan:
        return plan_issue(register, THE_YEAR, CHARGE_DATE)

    def first_look() -> IssuePlan:
        drafts._problems_of_the_paper.cache_clear()
        return plan()

    changes: list[Callable[[], object]] = [
        lambda: save_organisation(register, replace(camden, address="1 😀 Road")),
        lambda: save_organisation(register, replace(camden, address="A\nB\nC\nD\nE\nF")),
        lambda: save_organisation(register, replace(camden, address="")),
        lambda: set_purchase_order(register, camden.id, THE_YEAR, "漢"),
        lambda: save_settings(register, {"payment terms": "Pay 😀"}),
        lambda: save_settings(register, {"payment days": "14", "example": "yes"}),
    ]
    for change in changes:
        before = plan()
        change()
        after = plan()
        assert before.drafts != after.drafts
        assert first_look() == after
        register.undo()
        again = plan()
        assert before == again == first_look()
