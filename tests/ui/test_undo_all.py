"""Thirty edits of all kinds, then undo to the start and redo to the end, by the window's own commands."""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from loti_admin.domain.budget import BudgetLine, Side
from loti_admin.domain.fees import Adjustment, AdjustmentKind
from loti_admin.domain.money import Money
from loti_admin.services.budget import save_budget_line
from loti_admin.services.members import save_membership, save_organisation, set_purchase_order
from loti_admin.services.schedules import save_adjustment
from loti_admin.services.settings import save_settings
from tests.office import THE_YEAR, Office
from tests.ui.window_builders import a_window, settle
from ui.pages import PAGES

EDITS = 30
NAMES = ("Barnet", "Camden", "Ealing", "Hackney", "Islington", "Lambeth")

Edit = Callable[[Office, str, int], object]


def _address(office: Office, name: str, step: int) -> None:
    save_organisation(office.register, replace(office[name], address=f"{step} Example Road"))


def _order(office: Office, name: str, step: int) -> None:
    set_purchase_order(office.register, office[name].id, THE_YEAR, f"PO-{step}")


def _leave(office: Office, name: str, step: int) -> None:
    (period,) = office.register.memberships.where(organisation_id=office[name].id)
    save_membership(office.register, replace(period, left=date(2027, 1, 1 + step % 28)))


def _adjust(office: Office, name: str, step: int) -> None:
    credit = Adjustment(
        organisation_id=office[name].id,
        year=THE_YEAR.label,
        kind=AdjustmentKind.CREDIT,
        amount=Money.pounds(step),
        reason="Agreed",
        on=date(2026, 6, 1),
    )
    save_adjustment(office.register, credit)


def _plan(office: Office, name: str, step: int) -> None:
    line = BudgetLine(
        year=THE_YEAR.label,
        side=Side.EXPENDITURE,
        group="Employees",
        line=f"{name} {step}",
        original=Money.pounds(step),
    )
    save_budget_line(office.register, line)


def _name_officer(office: Office, name: str, step: int) -> None:
    save_settings(office.register, {"officer": f"{name} {step}"})


EVERY: tuple[Edit, ...] = (_address, _order, _leave, _adjust, _plan, _name_officer)


@pytest.mark.parametrize("seed", range(3))
def test_all_edits_are_undone_and_done_again_to_the_same_content(tmp_path: Path, seed: int) -> None:
    chosen = random.Random(seed)
    office = Office(*NAMES)
    start = office.dump()
    with a_window(tmp_path, office.register, pages=PAGES) as window:
        undone = office.register.undo_label
        for step in range(1, EDITS + 1):
            chosen.choice(EVERY)(office, chosen.choice(NAMES), step)
            if step % 10 == 0:
                window.navigator.go(chosen.choice(PAGES).key)
        end = office.dump()
        assert end != start
        for _ in range(EDITS):
            window.commands.run("edit.undo")
        settle()
        assert office.register.undo_label == undone
        assert office.dump() == start
        for _ in range(EDITS):
            window.commands.run("edit.redo")
        settle()
        assert office.dump() == end
