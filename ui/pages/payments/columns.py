"""The columns of the two lists of the page Payments."""

from loti_admin.domain.accounts import AGES, Age
from loti_admin.domain.chasing import LEVEL_NAMES
from loti_admin.domain.money import Money
from ui.kit.chip import Chip, ChipTone
from ui.kit.table import ATTENTION, NORMAL, QUIET, STRONG, CellStyle, Column, money_column
from ui.pages.payments.rows import DebtorRow, ReceiptRow, ReceiptState

_TITLES = {
    Age.NOT_DUE: "Not due £",
    Age.TO_30: "1–30 days £",
    Age.TO_60: "31–60 days £",
    Age.TO_90: "61–90 days £",
    Age.OVER_90: "Over 90 £",
}
_STATES = {
    ReceiptState.USED: "Used",
    ReceiptState.ON_ACCOUNT: "On account",
    ReceiptState.UNKNOWN: "Payer not known",
    ReceiptState.PAID_BACK: "Paid back",
    ReceiptState.REVERSED: "Reversed",
}
_CHIPS = {
    ReceiptState.ON_ACCOUNT: Chip("On account", ChipTone.INFO),
    ReceiptState.UNKNOWN: Chip("Payer not known", ChipTone.WARN, "question"),
    ReceiptState.PAID_BACK: Chip("Paid back", ChipTone.GREY),
    ReceiptState.REVERSED: Chip("Reversed", ChipTone.GREY),
}
_LEVEL_CHIPS = {
    1: Chip(LEVEL_NAMES[1], ChipTone.INFO, "mail"),
    2: Chip(LEVEL_NAMES[2], ChipTone.WARN, "mail"),
    3: Chip(LEVEL_NAMES[3], ChipTone.ERR, "mail"),
}


def _age_column(place: int, age: Age) -> Column[DebtorRow]:
    def value(row: DebtorRow) -> Money | None:
        return row.by_age[place] or None

    def style(row: DebtorRow) -> CellStyle:
        return ATTENTION if place and value(row) else NORMAL

    return money_column(f"age{place}", _TITLES[age], value, style=style)


DEBTOR_COLUMNS: tuple[Column[DebtorRow], ...] = (
    Column(key="name", title="Council", value=lambda row: row.name),
    *(_age_column(place, age) for place, age in enumerate(AGES)),
    money_column(
        "on_account",
        "On account £",
        lambda row: row.account.on_account or None,
        style=QUIET,
        gives_way=2,
    ),
    money_column("due", "Owed £", lambda row: row.due, style=STRONG),
    Column(
        key="contact",
        title="Last contact",
        value=lambda row: row.contact_text,
        sort_value=lambda row: row.chase.last.on if row.chase.last else None,
        style=QUIET,
        gives_way=3,
    ),
    Column(
        key="next",
        title="Next",
        about="The reminder that is next",
        value=lambda row: LEVEL_NAMES.get(row.level, ""),
        sort_value=lambda row: row.level,
        chip=lambda row: _LEVEL_CHIPS.get(row.level),
        tip=lambda row: row.chase.suggestion.reason,
        gives_way=1,
    ),
)

RECEIPT_COLUMNS: tuple[Column[ReceiptRow], ...] = (
    Column(key="on", title="Date", value=lambda row: row.receipt.on),
    Column(
        key="payer",
        title="Payer",
        value=lambda row: row.payer,
        style=lambda row: NORMAL if row.receipt.organisation_id else ATTENTION,
    ),
    Column(
        key="reference",
        title="Reference",
        value=lambda row: row.receipt.reference,
        style=QUIET,
        gives_way=1,
    ),
    Column(
        key="pays",
        title="Pays",
        value=lambda row: ", ".join(d.number for _, d in row.uses if d is not None),
        style=QUIET,
        gives_way=2,
    ),
    money_column("amount", "Amount £", lambda row: row.receipt.amount),
    money_column("left", "On account £", lambda row: row.left or None),
    Column(
        key="state",
        title="State",
        value=lambda row: _STATES[row.state],
        style=QUIET,
        chip=lambda row: _CHIPS.get(row.state),
    ),
)
