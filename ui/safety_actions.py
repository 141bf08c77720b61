"""The commands of the page Safety."""

from ui.action_spec import ActionSpec

SAFETY_ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec(
        "safety.undo-from",
        "&Undo from the selected change",
        "tools",
        "Take back the selected change of the history and all after it, each of which can be done again",
        icon="undo",
        writes=True,
        separator_before=True,
    ),
    ActionSpec(
        "safety.look-inside",
        "&Look inside the backup",
        "tools",
        "Read the selected backup in full and say what it holds",
        icon="eye",
    ),
    ActionSpec(
        "safety.restore",
        "&Go back to the backup…",
        "tools",
        "Put the selected backup in the place of the register, which is kept",
        icon="backup",
        writes=True,
    ),
)
