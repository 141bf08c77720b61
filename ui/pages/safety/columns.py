"""The columns of the lists of the page Safety."""

from loti_admin.domain.invoices import DocumentKind
from loti_admin.services.numbering import Series
from loti_admin.storage.history import Kind
from ui.kit.chip import Chip, ChipTone
from ui.kit.table import NORMAL, QUIET, Align, CellStyle, Column
from ui.pages.safety.rows import BackupRow, ChangeRow, days_words, moment, size_words

DOCUMENTS = {
    DocumentKind.INVOICE: "Invoices",
    DocumentKind.REQUEST: "Requests for payment",
    DocumentKind.CREDIT_NOTE: "Credit notes",
}
_FINAL = Chip("Final", ChipTone.INFO, "lock")
_UNDONE = Chip("Undone", ChipTone.GREY, "undo")
_ERASED = Chip("Erased", ChipTone.GREY)
_WRONG = Chip("Look at this", ChipTone.ERR, "error")


def state_chip(row: ChangeRow) -> Chip | None:
    """What is out of the ordinary about a change."""
    if row.entry.erased_at is not None:
        return _ERASED
    if row.entry.kind is Kind.BARRIER:
        return _FINAL
    return _UNDONE if row.undone else None


def _state(row: ChangeRow) -> str:
    chip = state_chip(row)
    return chip.text if chip else ""


def _tone(row: ChangeRow) -> CellStyle:
    return QUIET if row.undone else NORMAL


CHANGES: tuple[Column[ChangeRow], ...] = (
    Column(
        key="label",
        title="What was done",
        value=lambda row: row.entry.label,
        style=_tone,
        # Long labels give way to the other columns; the panel says them in full.
        width=260,
        stretch=True,
        tip=lambda row: row.entry.label,
    ),
    Column(key="at", title="When", value=lambda row: row.at, text=moment, style=QUIET, width=176),
    Column(key="by", title="By", value=lambda row: row.by, style=QUIET, gives_way=2),
    Column(
        key="subject",
        title="About",
        value=lambda row: ", ".join(row.subjects),
        style=QUIET,
        gives_way=3,
    ),
    Column(
        key="records",
        title="Records",
        value=lambda row: row.entry.rows,
        align=Align.RIGHT,
        style=QUIET,
        gives_way=1,
    ),
    Column(key="state", title="State", value=_state, text=str, chip=state_chip),
)

BACKUPS: tuple[Column[BackupRow], ...] = (
    Column(key="at", title="Made", value=lambda row: row.at, text=moment),
    Column(key="why", title="Why", value=lambda row: row.why, style=QUIET),
    Column(
        key="size",
        title="Size",
        value=lambda row: row.size,
        text=size_words,
        align=Align.RIGHT,
        style=QUIET,
    ),
    Column(key="file", title="File", value=lambda row: row.path.name, style=QUIET, gives_way=1),
)

NUMBERS: tuple[Column[Series], ...] = (
    Column(key="prefix", title="Series", value=lambda row: row.prefix),
    Column(key="kind", title="Documents", value=lambda row: DOCUMENTS[row.kind], style=QUIET),
    Column(key="count", title="Given", value=lambda row: row.count, align=Align.RIGHT),
    Column(key="first", title="First number", value=lambda row: row.first, gives_way=2),
    Column(key="last", title="Last number", value=lambda row: row.last),
    Column(
        key="days",
        title="Issued",
        value=lambda row: days_words(row.first_on, row.last_on),
        sort_value=lambda row: row.first_on,
        style=QUIET,
        gives_way=1,
    ),
    Column(
        key="state",
        title="Numbers",
        value=lambda row: "Look at this" if row.problems else "No gaps",
        style=QUIET,
        chip=lambda row: _WRONG if row.problems else None,
        tip=lambda row: " ".join(row.problems) or "Every number was given once, in order.",
    ),
)
