"""Every command of the window: its words, tip, icon and shortcut stand here and nowhere else."""

from ui.action_spec import ActionSpec, Key
from ui.activities_actions import ACTIVITIES_ACTIONS
from ui.budget_actions import BUDGET_ACTIONS
from ui.frame_actions import FRAME_ACTIONS
from ui.home_actions import HOME_ACTIONS
from ui.list_actions import LIST_ACTIONS
from ui.members_actions import MEMBERS_ACTIONS
from ui.money_actions import MONEY_ACTIONS
from ui.payments_actions import PAYMENTS_ACTIONS
from ui.safety_actions import SAFETY_ACTIONS
from ui.shared_it_actions import SHARED_IT_ACTIONS

__all__ = ["ACTIONS", "MENUS", "ActionSpec", "Key", "action_spec"]

MENUS = (
    ("file", "&File"),
    ("edit", "&Edit"),
    ("view", "&View"),
    ("year", "&Year"),
    ("members", "&Members"),
    ("invoices", "&Invoices"),
    ("payments", "&Payments"),
    ("tools", "&Tools"),
    ("help", "&Help"),
)

ACTIONS: tuple[ActionSpec, ...] = (
    *FRAME_ACTIONS,
    *HOME_ACTIONS,
    *LIST_ACTIONS,
    *MEMBERS_ACTIONS,
    *SHARED_IT_ACTIONS,
    *MONEY_ACTIONS,
    *PAYMENTS_ACTIONS,
    *BUDGET_ACTIONS,
    *ACTIVITIES_ACTIONS,
    *SAFETY_ACTIONS,
)


def action_spec(key: str) -> ActionSpec:
    """The row of a command. Raises KeyError for a key that is not in the catalogue."""
    for spec in ACTIONS:
        if spec.key == key:
            return spec
    raise KeyError(key)
