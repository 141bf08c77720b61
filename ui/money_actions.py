"""The commands of the pages Fees and Invoices."""

from ui.action_spec import ActionSpec

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
)
