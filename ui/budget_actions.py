"""The commands of the page Budget."""

from ui.action_spec import ActionSpec

BUDGET_ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec(
        "year.budget",
        "Bud&get",
        "year",
        "Lines and grants of the year's budget",
        submenu=True,
        separator_before=True,
    ),
    ActionSpec(
        "budget.spending",
        "Add &spending…",
        "year.budget",
        "Add a line of spending to the year's budget",
        icon="plus",
        writes=True,
        anywhere=True,
    ),
    ActionSpec(
        "budget.grant",
        "Add &grant…",
        "year.budget",
        "Record what a funder gives for the year",
        icon="plus",
        writes=True,
        anywhere=True,
    ),
    ActionSpec(
        "budget.income",
        "Add other &income…",
        "year.budget",
        "Add income that is neither a fee nor a grant to the year's budget",
        icon="plus",
        writes=True,
        anywhere=True,
    ),
    ActionSpec(
        "budget.reserves",
        "Reser&ves…",
        "year.budget",
        "Record the reserves with which the year begins",
        icon="pound",
        writes=True,
        anywhere=True,
    ),
    ActionSpec(
        "budget.edit",
        "&Edit the selected line…",
        "year.budget",
        "Change the selected line or grant of the budget",
        icon="edit",
        writes=True,
    ),
    ActionSpec(
        "budget.history",
        "&History of the selected line…",
        "year.budget",
        "What changed in the selected line or grant, when and by whom",
        icon="history",
    ),
    ActionSpec(
        "budget.remove",
        "&Remove the selected line",
        "year.budget",
        "Take the selected line or grant out of the budget; Undo brings it back",
        icon="trash",
        writes=True,
    ),
)
