"""The commands of the page Shared IT."""

from ui.action_spec import ActionSpec, Key

SHARED_IT_ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec(
        "shared-it.new",
        "New &shared IT service",
        "members",
        "Record that councils share their IT",
        icon="plus",
        writes=True,
        separator_before=True,
        anywhere=True,
    ),
    ActionSpec(
        "shared-it.save",
        "Save ser&vice",
        "members",
        "Save the service with its councils and representative",
        Key.Save,
        "check",
        writes=True,
    ),
    ActionSpec(
        "shared-it.decide",
        "&Decide about the service…",
        "members",
        "Say what councils pay where the published terms say nothing",
        icon="question",
        writes=True,
    ),
    ActionSpec(
        "shared-it.history",
        "Histor&y of the service…",
        "members",
        "Everything that changed about the service, and Put back",
        icon="history",
    ),
    ActionSpec(
        "shared-it.remove",
        "Re&move the service…",
        "members",
        "Take the service and its councils' days in it out of the register",
        icon="trash",
        writes=True,
    ),
)
