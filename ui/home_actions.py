"""The commands of the page Home."""

from ui.action_spec import ActionSpec

HOME_ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec(
        "home.copy-map",
        "Copy the &map as a picture",
        "edit",
        "Put the map of London with its legend on the clipboard",
        icon="copy",
        separator_before=True,
    ),
    ActionSpec(
        "home.copy-chart",
        "Copy the c&hart as a picture",
        "edit",
        "Put the chart of income and receipts on the clipboard",
    ),
    ActionSpec(
        "home.tables",
        "&Map and chart as tables",
        "view",
        "Show the map and the chart of Home as tables, or as pictures again",
        icon="table",
        separator_before=True,
    ),
)
