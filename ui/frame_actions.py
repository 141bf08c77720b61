"""The commands of the window itself, those that belong to no page."""

from ui.action_spec import ActionSpec, Key
from ui.theme import TEXT_SCALES

FRAME_ACTIONS: tuple[ActionSpec, ...] = (
    # File
    ActionSpec(
        "file.new",
        "&New register…",
        "file",
        "Make a register with the London authorities, in four steps that can be skipped",
        icon="plus",
    ),
    ActionSpec("file.open", "&Open…", "file", "Open another register", Key.Open, "folder"),
    ActionSpec(
        "file.recent", "Open &recent", "file", "The registers that were open before", submenu=True
    ),
    ActionSpec(
        "file.example",
        "Open the e&xample",
        "file",
        "A register of invented people, orders and payments to try things on",
        icon="play",
    ),
    ActionSpec(
        "file.import",
        "&Import workbook…",
        "file",
        "Add members, people, services and budgets from an Excel workbook; shown before anything is stored",
        icon="import",
        writes=True,
        separator_before=True,
    ),
    ActionSpec(
        "file.template",
        "Save import &template…",
        "file",
        "Save the empty workbook that can be filled in and imported",
        icon="table",
    ),
    ActionSpec(
        "file.workbook",
        "&Export budget workbook…",
        "file",
        "Save the year's budget as an Excel workbook with live formulas",
        "Ctrl+E",
        "export",
        separator_before=True,
    ),
    ActionSpec(
        "file.ledger",
        "Export &ledger file",
        "file",
        "The year's documents for the finance system",
        submenu=True,
    ),
    ActionSpec("file.ledger-xero", "&Xero…", "file.ledger", "A file of sales that Xero imports"),
    ActionSpec(
        "file.ledger-sage",
        "&Sage 50…",
        "file.ledger",
        "A file of transactions that Sage 50 imports",
    ),
    ActionSpec(
        "file.ledger-plain",
        "&Plain CSV…",
        "file.ledger",
        "One row for each line of a document, for any other system",
    ),
    ActionSpec(
        "file.backup",
        "&Back up now",
        "file",
        "Make a copy of the register and check that it can be read",
        icon="backup",
        separator_before=True,
    ),
    ActionSpec(
        "file.show-folder", "Show in &folder", "file", "Open the folder that holds the register"
    ),
    ActionSpec(
        "file.settings",
        "Settin&gs…",
        "file",
        "Who issues the invoices, bank, numbers, year, ledger",
        "Ctrl+,",
        "settings",
        separator_before=True,
    ),
    ActionSpec(
        "file.preferences",
        "&Preferences…",
        "file",
        "Theme, text size, folders and your name on this computer; a second folder for backups",
    ),
    ActionSpec(
        "file.quit",
        "&Quit",
        "file",
        "Close the window; everything is saved already",
        "Ctrl+Q",
        separator_before=True,
    ),
    # Edit
    ActionSpec(
        "edit.undo", "&Undo", "edit", "Take back the last change", Key.Undo, "undo", writes=True
    ),
    ActionSpec(
        "edit.redo", "&Redo", "edit", "Do the undone change again", Key.Redo, "redo", writes=True
    ),
    ActionSpec(
        "edit.copy",
        "&Copy",
        "edit",
        "Copy the selected rows or text",
        Key.Copy,
        "copy",
        separator_before=True,
    ),
    ActionSpec(
        "edit.find",
        "&Find in this list",
        "edit",
        "Type to find in the list that is shown",
        Key.Find,
        "search",
        separator_before=True,
    ),
    ActionSpec(
        "edit.find-anything",
        "Find &anything…",
        "edit",
        "Find a council, a person, a number, an amount or a command",
        "Ctrl+K",
    ),
    # View; the pages come before these
    ActionSpec(
        "view.details",
        "&Details panel",
        "view",
        "Show or close the panel at the right",
        "F4",
        separator_before=True,
    ),
    ActionSpec(
        "view.text",
        "&Text size",
        "view",
        "How large everything is",
        submenu=True,
        separator_before=True,
    ),
    *(
        ActionSpec(
            f"view.text-{scale}",
            f"{scale}\u00a0%",
            "view.text",
            f"Text at {scale}\u00a0%",
            choice=True,
        )
        for scale in TEXT_SCALES
    ),
    ActionSpec(
        "view.larger",
        "&Larger",
        "view.text",
        "Text one size larger",
        "Ctrl++",
        "zoom-in",
        separator_before=True,
    ),
    ActionSpec(
        "view.smaller", "&Smaller", "view.text", "Text one size smaller", "Ctrl+-", "zoom-out"
    ),
    ActionSpec("view.theme", "T&heme", "view", "Light or dark", submenu=True),
    ActionSpec(
        "view.theme-system",
        "As the &system",
        "view.theme",
        "Light or dark as the computer is set",
        choice=True,
    ),
    ActionSpec("view.theme-light", "&Light", "view.theme", "Dark text on white", choice=True),
    ActionSpec("view.theme-dark", "&Dark", "view.theme", "Light text on dark", choice=True),
    ActionSpec("view.rows", "&Rows", "view", "How high the rows of tables are", submenu=True),
    ActionSpec("view.rows-28", "&Low", "view.rows", "More rows at once", choice=True),
    ActionSpec("view.rows-32", "&Usual", "view.rows", "The usual height", choice=True),
    ActionSpec("view.rows-40", "&High", "view.rows", "More room in each row", choice=True),
    ActionSpec("view.striped", "&Striped tables", "view", "Tint every second row"),
    ActionSpec(
        "view.system-font",
        "&Use the system font",
        "view",
        "The computer's own type in place of Source Sans Pro",
    ),
    # Year
    ActionSpec(
        "year.previous",
        "&Previous year",
        "year",
        "Show the year before",
        "Alt+PgUp",
        "chevron-left",
    ),
    ActionSpec(
        "year.next", "&Next year", "year", "Show the year after", "Alt+PgDown", "chevron-right"
    ),
    ActionSpec("year.choose", "&Choose year", "year", "Show another year", submenu=True),
    ActionSpec(
        "year.schedule",
        "&Fee schedule…",
        "year",
        "Prices, charge date and rules of the year",
        icon="pound",
        separator_before=True,
    ),
    ActionSpec(
        "year.start",
        "&Start a year…",
        "year",
        "Give the next year its own prices, copied from the last",
        icon="calendar",
        writes=True,
    ),
    # Tools
    ActionSpec(
        "tools.check",
        "&Check the register…",
        "tools",
        "Go through the whole file and say whether all is well",
        icon="safety",
    ),
    # Help
    ActionSpec(
        "help.page",
        "&Help on this page",
        "help",
        "What this page is for and how its work is done",
        "F1",
        "help",
    ),
    ActionSpec("help.guide", "&Guide", "help", "The whole guide, from the beginning"),
    ActionSpec(
        "help.trouble",
        "When &something goes wrong",
        "help",
        "What the messages mean, and what to do about them",
    ),
    ActionSpec(
        "help.shortcuts",
        "&Keyboard shortcuts",
        "help",
        "Every shortcut of the window",
        "Ctrl+F1",
        separator_before=True,
    ),
    ActionSpec(
        "help.where",
        "&Where is my data?",
        "help",
        "The register, its backups and the settings of this computer",
        icon="folder",
    ),
    ActionSpec(
        "help.about",
        "&About LOTI Admin",
        "help",
        "Version, and the licences of what it is made of",
        icon="info",
        separator_before=True,
    ),
)
