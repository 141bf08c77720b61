"""The columns of the page Fees, and the chips of its rules and states."""

from typing import Any

from loti_admin.domain.charges import Charge, Rule
from loti_admin.domain.money import Money
from ui.kit.chip import Chip, ChipTone
from ui.kit.table import FAINT, NOTHING, QUIET, Align, CellStyle, Column, change, money_column
from ui.pages.fees.rows import FeeRow, FeeState

DECIDE = Chip("Decide", ChipTone.WARN, "question")
NO_FEE = Chip("No fee", ChipTone.GREY)
_STATE_WORDS = {
    FeeState.NOT_APPROVED: NOTHING,
    FeeState.APPROVED: "Approved",
    FeeState.CHANGED: "Changed",
    FeeState.NEW: "New",
}


def rule_words(charge: Charge) -> str:
    """The rule behind a charge in two or three words."""
    match charge.rule:
        case Rule.SHARED_IT:
            return "Shared IT, pair"
        case Rule.CONTRIBUTION:
            return "Contribution"
        case Rule.ADJUSTMENT:
            return "Adjusted" if charge.adjustment else "Agreed rate"
        case Rule.STANDARD:
            return "Standard" if charge.share.is_full else "Part year"


def rule_chip(row: FeeRow) -> Chip | None:
    """Only what is out of the ordinary has a chip."""
    if row.charge is None:
        return NO_FEE
    if row.decide:
        return DECIDE
    words = rule_words(row.charge)
    match row.charge.rule:
        case Rule.SHARED_IT:
            return Chip(words, ChipTone.INFO)
        case Rule.ADJUSTMENT:
            return Chip(words, ChipTone.VIO)
        case Rule.STANDARD if not row.charge.share.is_full:
            return Chip(words, ChipTone.GREY)
    return None


def state_words(row: FeeRow) -> str:
    """The number of the document that bills the fee, or how far the fee has come."""
    return row.number if row.state is FeeState.ISSUED else _STATE_WORDS[row.state]


def _rule(row: FeeRow) -> str:
    return rule_words(row.charge) if row.charge else ""


def _service(row: FeeRow) -> str:
    return row.charge.service if row.charge else ""


def _share(row: FeeRow) -> str:
    if row.charge is None or row.is_contribution:
        return ""
    return "Full" if row.charge.share.is_full else row.charge.share.text


def _share_part(row: FeeRow) -> float | None:
    share = row.charge.share if row.charge else None
    return share.numerator / share.denominator if share else None


def _vat(row: FeeRow) -> Money | None:
    return row.charge.vat if row.charge and row.charge.vat_rate is not None else None


def _gross(row: FeeRow) -> Money | None:
    return row.charge.gross if row.charge else None


def _state_chip(row: FeeRow) -> Chip | None:
    if row.state is FeeState.CHANGED:
        return Chip("Changed", ChipTone.WARN, "warning")
    return Chip("New", ChipTone.INFO) if row.state is FeeState.NEW else None


def _state_tip(row: FeeRow) -> str:
    if row.charge is None:
        return "Charged last year and not in this one"
    return f"Issued as {row.number}" if row.number else str(row.state).capitalize()


def _state_style(row: FeeRow) -> CellStyle:
    return FAINT if row.state is FeeState.NOT_APPROVED else QUIET


def _as_is(value: Any) -> str:
    return str(value)


COLUMNS: tuple[Column[FeeRow], ...] = (
    Column(key="name", title="Council", value=lambda row: row.name),
    Column(key="rule", title="Rule", value=_rule, style=QUIET, chip=rule_chip),
    Column(key="service", title="Service", value=_service, text=_as_is, style=QUIET),
    Column(
        key="share",
        title="Share",
        about="Share of the year",
        value=_share,
        sort_value=_share_part,
        align=Align.RIGHT,
        style=QUIET,
        gives_way=1,
    ),
    money_column("net", "Net £", lambda row: row.net),
    money_column("vat", "VAT £", _vat, style=QUIET, gives_way=2),
    money_column("gross", "Gross £", _gross),
    money_column(
        "last", "Last year £", lambda row: row.last_year, style=QUIET, about="Net last year £"
    ),
    money_column(
        "change", "Change £", lambda row: row.change, text=change, about="Change of net £"
    ),
    Column(
        key="state",
        title="State",
        value=state_words,
        style=_state_style,
        chip=_state_chip,
        tip=_state_tip,
    ),
)
