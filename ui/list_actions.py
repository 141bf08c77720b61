"""The commands of whatever list is in front, on every page that has one."""

from ui.action_spec import ActionSpec, Key

LIST_ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec(
        "file.export-list",
        "Export t&his list…",
        "file",
        "Save the rows and columns that are shown for Excel or as a CSV file",
        "Ctrl+Shift+E",
        "table",
    ),
    ActionSpec(
        "edit.paste",
        "&Paste",
        "edit",
        "Paste cells from a spreadsheet; what would change is shown first",
        Key.Paste,
        separator_before=True,
    ),
    ActionSpec(
        "edit.fill-down",
        "Fill &down",
        "edit",
        "Give the selected cells what stands in the first of them",
        "Ctrl+D",
        writes=True,
    ),
    ActionSpec(
        "edit.rows",
        "&Edit selected rows…",
        "edit",
        "Change one field of every selected row",
        "Shift+F2",
        "edit",
        writes=True,
    ),
    ActionSpec(
        "view.views",
        "&Views",
        "view",
        "Columns, order and words of the list, kept under a name",
        submenu=True,
        separator_before=True,
    ),
    ActionSpec(
        "view.columns",
        "&Columns…",
        "view",
        "Choose the columns of the list and their order",
    ),
)
