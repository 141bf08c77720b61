"""The columns of the two lists of the page Invoices: drafts, and documents."""

from datetime import date
from operator import attrgetter

from loti_admin.domain.dates import long_date
from ui.kit.chip import Chip, ChipTone
from ui.kit.table import (
    ATTENTION,
    QUIET,
    Align,
    CellStyle,
    Column,
    Mark,
    money_column,
)
from ui.pages.invoices.rows import InvoiceRow, State

_WORDS = {
    State.DRAFT: "Draft",
    State.OPEN: "Open",
    State.PART_PAID: "Part paid",
    State.OVERDUE: "Overdue",
    State.PAID: "Paid",
    State.CREDITED: "Credited",
    State.WRITTEN_OFF: "Written off",
    State.CREDIT_NOTE: "Credit note",
}
_CHIPS = {
    State.DRAFT: Chip("Draft", ChipTone.GREY),
    State.PART_PAID: Chip("Part paid", ChipTone.INFO),
    State.OVERDUE: Chip("Overdue", ChipTone.ERR, "clock"),
    State.CREDITED: Chip("Credited", ChipTone.GREY),
    State.WRITTEN_OFF: Chip("Written off", ChipTone.GREY),
    State.CREDIT_NOTE: Chip("Credit note", ChipTone.VIO),
}


def state_tip(row: InvoiceRow) -> str:
    """The state in a few words, with the day or number that it depends on."""
    document = row.document
    match row.state:
        case State.DRAFT:
            return "The number is given at issue"
        case State.OVERDUE:
            return f"Due on {long_date(document.due)}"
        case State.OPEN | State.PART_PAID:
            return f"To be paid by {long_date(document.due)}"
        case State.CREDIT_NOTE:
            again = ", to be billed again" if document.rebill else ""
            return f"Credits {document.credits_number}{again}"
    return _WORDS[row.state]


def _order(row: InvoiceRow) -> str:
    return "None yet" if row.order_missing else row.document.purchase_order


def _order_style(row: InvoiceRow) -> CellStyle:
    return ATTENTION if row.order_missing else QUIET


def _order_mark(row: InvoiceRow) -> Mark | None:
    return Mark("warning", "warn", "A purchase order is needed") if row.order_missing else None


def _made(row: InvoiceRow) -> Mark | None:
    return Mark("check-circle", "ok", "The PDF is in its folder") if row.made else None


def _due(row: InvoiceRow) -> date | None:
    return None if row.is_note or row.is_draft else row.document.due


_net, _vat, _gross = attrgetter("net"), attrgetter("vat"), attrgetter("gross")


def _number(row: InvoiceRow) -> str:
    return row.document.number


def _open_style(row: InvoiceRow) -> CellStyle:
    return ATTENTION if row.state is State.OVERDUE else CellStyle()


_NAME: Column[InvoiceRow] = Column(key="name", title="Council", value=lambda row: row.name)
_AMOUNTS: tuple[Column[InvoiceRow], ...] = (
    money_column("net", "Net £", _net),
    money_column("vat", "VAT £", _vat, style=QUIET, gives_way=2),
    money_column("gross", "Gross £", _gross),
)

DRAFT_COLUMNS: tuple[Column[InvoiceRow], ...] = (
    _NAME,
    Column(
        key="order",
        title="Purchase order",
        value=_order,
        style=_order_style,
        mark=_order_mark,
        edit="purchase_order",
        typed=lambda row: row.document.purchase_order,
    ),
    *_AMOUNTS,
)

DOCUMENT_COLUMNS: tuple[Column[InvoiceRow], ...] = (
    Column(
        key="made",
        title="PDF",
        about="PDF in its folder",
        value=lambda row: "made" if row.made else "",
        text=lambda _made: "",
        mark=_made,
        align=Align.CENTRE,
    ),
    Column(key="number", title="Number", value=_number),
    _NAME,
    Column(
        key="date",
        title="Date",
        about="Date of issue",
        value=lambda row: None if row.is_draft else row.document.on,
        style=QUIET,
        gives_way=2,
    ),
    Column(key="due", title="Due", about="To be paid by", value=_due, style=QUIET, gives_way=1),
    money_column("net", "Net £", _net, gives_way=3),
    money_column("vat", "VAT £", _vat, style=QUIET, gives_way=4),
    money_column("gross", "Gross £", _gross),
    money_column("open", "Open £", lambda row: row.open or None, style=_open_style),
    Column(
        key="state",
        title="State",
        value=lambda row: _WORDS[row.state],
        style=QUIET,
        chip=lambda row: _CHIPS.get(row.state),
        tip=state_tip,
    ),
)
