"""The commands of the page Activities."""

from ui.action_spec import ActionSpec

ACTIVITIES_ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec(
        "members.activities",
        "Ac&tivities",
        "members",
        "What LOTI does for its members",
        submenu=True,
        separator_before=True,
    ),
    ActionSpec(
        "activities.new",
        "&New activity…",
        "members.activities",
        "Add a resource, product, project, network or campaign",
        icon="plus",
        writes=True,
        anywhere=True,
    ),
    ActionSpec(
        "activities.edit",
        "&Edit activity…",
        "members.activities",
        "Change the selected activity and who takes part",
        icon="edit",
        writes=True,
    ),
    ActionSpec(
        "activities.history",
        "&History of the activity…",
        "members.activities",
        "What changed in the selected activity, when and by whom",
        icon="history",
    ),
    ActionSpec(
        "activities.remove",
        "&Remove activity",
        "members.activities",
        "Take the selected activity out of the register; Undo brings it back",
        icon="trash",
        writes=True,
    ),
)
