"""The columns of the page Members, and the chip of a status."""

from typing import Any

from loti_admin.domain.organisations import Kind, Standing
from ui.kit.chip import Chip, ChipTone
from ui.kit.table import ATTENTION, NORMAL, QUIET, Column, Mark, money_column
from ui.pages.members.rows import MemberRow

_CHIPS = {
    Standing.JOINING: Chip("Joining", ChipTone.INFO, "clock"),
    Standing.LEAVING: Chip("Leaving", ChipTone.WARN, "clock"),
    Standing.PROSPECT: Chip("Prospect", ChipTone.GREY, "plus"),
    Standing.LEFT: Chip("Left", ChipTone.GREY),
}


# Views that come with the list.
VIEWS = {
    "Purchase orders": ("name", "purchase_order", "purchase_order_required", "buyer_reference"),
    "Invoice addresses": (
        "name",
        "invoice_name",
        "address",
        "postcode",
        "invoice_email",
        "vat_number",
        "account_code",
    ),
    "Joining": ("name", "status", "charter_agreed", "payment_confirmed"),
}


def status_words(row: MemberRow) -> str:
    """What the officer calls the standing of an organisation."""
    if row.is_contributor:
        return "Contributor"
    if row.organisation.kind is Kind.FUNDER:
        return "Funder"
    if row.organisation.kind is Kind.OTHER and row.standing is Standing.PROSPECT:
        return "Other"
    return str(row.standing).capitalize()


def status_chip(row: MemberRow) -> Chip | None:
    """A member has no chip: only what is out of the ordinary has one."""
    if row.is_contributor:
        return Chip("Contributor", ChipTone.VIO)
    if row.organisation.is_council or row.standing is not Standing.PROSPECT:
        return _CHIPS.get(row.standing)
    return None


def found_words(row: MemberRow) -> str:
    """What finds an organisation besides what its row shows: its full name, code and people."""
    organisation = row.organisation
    parts = [organisation.name, organisation.code, organisation.postcode]
    for one in row.contacts:
        parts += [one.person.name, one.person.email]
    return " ".join(part for part in parts if part)


def _lacks_order(row: MemberRow) -> bool:
    return row.is_present and row.organisation.purchase_order_required and row.order is None


def _order_mark(row: MemberRow) -> Mark | None:
    return Mark("warning", "warn", "A purchase order is needed") if _lacks_order(row) else None


def _typed(key: str, title: str, *, about: str = "", lines: int = 1) -> Column[MemberRow]:
    """A column that is there when it is wanted, and whose cells can be typed into: one line for each."""

    def value(row: MemberRow) -> Any:
        return getattr(row.organisation, key)

    # Everybody's yes or no finds nothing.
    found = not key.endswith("_required")
    return Column(
        key=key,
        title=title,
        about=about,
        value=value,
        hidden=True,
        found=found,
        edit=key,
        edit_lines=lines,
        tip=lambda row: str(value(row)) if lines > 1 else "",
    )


COLUMNS: tuple[Column[MemberRow], ...] = (
    Column(key="name", title="Organisation", value=lambda row: row.name),
    Column(key="status", title="Status", value=status_words, style=QUIET, chip=status_chip),
    money_column(
        "fee", "Fee £", lambda row: row.fee, totalled=False, about="Net fee of the year £"
    ),
    Column(
        key="purchase_order",
        title="Purchase order",
        value=lambda row: row.order.number if row.order else None,
        style=lambda row: ATTENTION if _lacks_order(row) else NORMAL,
        mark=_order_mark,
        hidden=True,
        edit="purchase_order",
    ),
    _typed("purchase_order_required", "Order needed", about="Pays only with a purchase order"),
    _typed("buyer_reference", "Buyer reference"),
    _typed("invoice_name", "Invoice name", about="Name on the invoice"),
    _typed("address", "Invoice address", lines=5),
    _typed("postcode", "Postcode"),
    _typed("invoice_email", "Invoice e-mail", about="E-mail address for invoices"),
    _typed("vat_number", "VAT number"),
    _typed("account_code", "Account code"),
    _typed("short_name", "Short name"),
    _typed("charter_agreed", "Charter agreed", about="Charter agreed on"),
    _typed("payment_confirmed", "Payment confirmed", about="Yearly payment confirmed on"),
    _typed("notes", "Notes", lines=4),
)
