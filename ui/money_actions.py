"""The commands of the pages Fees and Invoices."""

from ui.action_spec import ActionSpec, Key

MONEY_ACTIONS: tuple[ActionSpec, ...] = (
    # Fees
    ActionSpec(
        "fees.approve",
        "&Approve fees…",
        "year",
        "Fix the year's prices and what each organisation pays, so that invoices can be issued",
        icon="check",
        writes=True,
        separator_before=True,
        anywhere=True,
    ),
    ActionSpec("fees.why", "&Why this fee", "year", "The working of the selected fee in sentences"),
    ActionSpec(
        "fees.export",
        "&Export the list of fees…",
        "year",
        "Save the rows and columns that are shown as a CSV file",
        icon="export",
    ),
    # Invoices
    ActionSpec(
        "invoices.issue",
        "&Issue…",
        "invoices",
        "Give the ticked drafts their numbers, for good",
        icon="check",
        writes=True,
        anywhere=True,
    ),
    ActionSpec(
        "invoices.make-files",
        "&Make PDFs…",
        "invoices",
        "Make the PDFs of the year's documents that are missing in their folder",
        icon="file",
        separator_before=True,
        anywhere=True,
    ),
    ActionSpec(
        "invoices.show-folder",
        "Show PDFs in &folder",
        "invoices",
        "Open the folder of the PDFs",
        icon="folder",
    ),
    ActionSpec(
        "invoices.choose-folder",
        "C&hange the folder of the PDFs…",
        "invoices",
        "Choose where the PDFs go from now on",
    ),
    ActionSpec(
        "invoices.print",
        "&Print…",
        "invoices",
        "Print a page, or all that the list shows",
        Key.Print,
        "print",
    ),
    ActionSpec(
        "invoices.receipt",
        "Record &receipt…",
        "invoices",
        "Book money that came in for the selected document",
        icon="payments",
        writes=True,
        separator_before=True,
    ),
    ActionSpec(
        "invoices.credit",
        "&Credit…",
        "invoices",
        "Correct the selected document with a credit note",
        icon="minus",
        writes=True,
    ),
    ActionSpec(
        "invoices.export",
        "&Export this list…",
        "invoices",
        "Save the rows and columns that are shown as a CSV file",
        icon="export",
        separator_before=True,
    ),
)
