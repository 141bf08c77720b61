"""How the map is coloured: by status, shared IT service, fee, or what is paid; and the table that says the same."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from loti_admin.domain.charges import Rule
from loti_admin.domain.fees import FeeSchedule
from loti_admin.domain.organisations import Standing
from ui.kit.charts import thousands
from ui.kit.table import QUIET, Column, RecordTable, money_column
from ui.kit.tiles import (
    DECIDE,
    JOINING,
    NO_ORDER,
    NOT_A_MEMBER,
    PROSPECT,
    READY,
    Tile,
    TileLook,
)
from ui.pages.home.councils import CouncilRow, Paid, card_lines

STATUS, SERVICE, FEE, PAID = "status", "service", "fee", "paid"
CHOICES = ((STATUS, "Status"), (SERVICE, "Shared IT"), (FEE, "Fee"), (PAID, "Paid"))

_INVOICED = TileLook(words="Invoiced", ground="tile_ok", mark="invoices", mark_ink="accent")
# Not the clock of its chip elsewhere: here it would differ from joining by its colour alone.
_LEAVING = TileLook(
    words="Leaving", ground="tile_ok", edge="warn_line", mark="arrow-right", mark_ink="warn"
)
_STATUS_ORDER = (READY, _INVOICED, NO_ORDER, DECIDE, _LEAVING, JOINING, PROSPECT, NOT_A_MEMBER)

_ALONE = TileLook(words="No shared service", ground="tile_ok")
# More services than letters share the last look.
_LETTERS = "ABCDEFGHJKLM"
_OTHER_SERVICES = TileLook(words="Other services", ground="accent_soft", edge="accent", letter="…")

_STANDARD = TileLook(words="Standard fee", ground="fee_most", ink="on_fee_most")
_REDUCED = TileLook(words="Shared IT, pair", ground="fee_more", ink="on_fee_more")
_OTHER_FEE = TileLook(words="Agreed otherwise", ground="vio_soft", edge="vio", ink="vio")
_PART = TileLook(words="Part year", ground="fee_less", ink="on_fee_less")
_NO_FEE = TileLook(words="No fee", ground="fee_none", ink="on_fee_none")
_FEE_ORDER = (_STANDARD, _REDUCED, _OTHER_FEE, _PART, _NO_FEE)

# The columns of the table that say what a choice shows on the map.
_COLUMNS = {
    STATUS: ("status", "fee"),
    SERVICE: ("service", "fee"),
    FEE: ("status", "fee"),
    PAID: ("paid", "open"),
}
_PAID_LOOKS = {
    Paid.PAID: TileLook(words="Paid", ground="ok_soft", edge="ok", mark="check", mark_ink="ok"),
    Paid.OPEN: TileLook(words="Open", ground="accent_soft", mark="clock", mark_ink="accent"),
    Paid.OVERDUE: TileLook(words="Overdue", ground="err", ink="on_err", mark="error"),
    Paid.NOT_INVOICED: TileLook(words="Not invoiced", edge="control", mark="file"),
    Paid.NO_FEE: TileLook(words="Nothing to pay", ground="tile_none", ink="text2"),
}


@dataclass(frozen=True, slots=True)
class Coloured:
    """Tiles in the colours of a choice, and the order of their legend."""

    tiles: tuple[Tile, ...]
    groups: tuple[TileLook, ...]


def coloured(rows: Sequence[CouncilRow], choice: str, schedule: FeeSchedule) -> Coloured:
    """The tiles of all councils by one of `CHOICES`."""
    if choice == SERVICE:
        looks = _service_looks(rows)
        order = (*dict.fromkeys(looks.values()), _OTHER_SERVICES, _ALONE, NOT_A_MEMBER)
        return _tiles(rows, lambda row: _by_service(row, looks), order)
    if choice == FEE:
        return _tiles(rows, lambda row: _by_fee(row, schedule), _FEE_ORDER, _fee_figure)
    if choice == PAID:
        return _tiles(rows, lambda row: _PAID_LOOKS[row.paid], tuple(_PAID_LOOKS.values()))
    return _tiles(rows, _by_status, _STATUS_ORDER)


def _tiles(
    rows: Sequence[CouncilRow],
    look: Callable[[CouncilRow], TileLook],
    groups: tuple[TileLook, ...],
    figure: Callable[[CouncilRow], str] = lambda row: "",
) -> Coloured:
    tiles = tuple(
        Tile(
            key=row.place.code,
            code=row.place.letters,
            name=row.name,
            row=row.place.row,
            column=row.place.column,
            look=look(row),
            figure=figure(row),
            lines=card_lines(row),
        )
        for row in rows
    )
    return Coloured(tiles, groups)


def _by_status(row: CouncilRow) -> TileLook:
    if row.decide:
        return DECIDE
    if row.order_missing and row.is_present:
        return NO_ORDER
    if row.standing is Standing.LEAVING:
        return _LEAVING
    if row.standing is Standing.MEMBER:
        return _INVOICED if row.documents and row.paid is not Paid.NOT_INVOICED else READY
    if row.standing is Standing.JOINING:
        return JOINING
    absent = row.standing is Standing.LEFT
    return NOT_A_MEMBER if absent else PROSPECT


def _service_looks(rows: Sequence[CouncilRow]) -> dict[int, TileLook]:
    """A letter for each service, by name; a pair that has the reduced price is told from the others by its ground."""
    services = {row.service.id: row.service for row in rows if row.service}
    ordered = sorted(services.values(), key=lambda service: service.name.casefold())
    pairs = {row.service.id for row in rows if row.service and row.is_pair}
    undecided = {row.service.id for row in rows if row.service and row.decide}
    looks = {}
    for letter, service in zip(_LETTERS, ordered, strict=False):
        words = f"{service.name}"
        if service.id in undecided:
            looks[service.id] = TileLook(
                words=words, ground="warn_fill", ink="on_warn", letter=letter
            )
        elif service.id in pairs:
            looks[service.id] = TileLook(
                words=words, ground="fee_more", ink="on_fee_more", letter=letter
            )
        else:
            looks[service.id] = TileLook(
                words=words, ground="accent_soft", edge="accent", letter=letter
            )
    return looks


def _by_service(row: CouncilRow, looks: dict[int, TileLook]) -> TileLook:
    if row.service is not None:
        return looks.get(row.service.id, _OTHER_SERVICES)
    return _ALONE if row.is_present else NOT_A_MEMBER


def _by_fee(row: CouncilRow, schedule: FeeSchedule) -> TileLook:
    charge = row.charge
    if charge is None or not row.fee:
        return _NO_FEE
    if not charge.share.is_full:
        return _PART
    if charge.rule is Rule.SHARED_IT:
        return _REDUCED
    return _STANDARD if row.fee == schedule.standard else _OTHER_FEE


def _fee_figure(row: CouncilRow) -> str:
    """Thousands of pounds, or the part of the year."""
    if row.charge is None or not row.fee:
        return ""
    return thousands(row.fee) if row.charge.share.is_full else row.charge.share.text


def council_table() -> RecordTable[CouncilRow]:
    """The same as a table: every choice is a column."""
    columns: tuple[Column[CouncilRow], ...] = (
        Column[CouncilRow](key="name", title="Council", value=lambda row: row.name, stretch=True),
        Column[CouncilRow](key="status", title="Status", value=lambda row: row.status),
        Column[CouncilRow](
            key="service",
            title="Shared IT",
            value=lambda row: row.service.name if row.service else None,
            style=QUIET,
            hidden=True,
        ),
        money_column("fee", "Fee £", lambda row: row.fee, about="Fee before VAT"),
        Column[CouncilRow](
            key="paid",
            title="Paid",
            value=lambda row: row.paid.value.capitalize(),
            hidden=True,
        ),
        money_column(
            "open", "Open £", lambda row: row.open, hidden=True, about="Left to pay, with VAT"
        ),
    )
    return RecordTable(
        columns,
        lambda row: row.place.code,
        "London authorities",
        count=lambda rows: f"{rows} councils",
        margin=0,
        sort="name",
    )


def arrange_table(table: RecordTable[CouncilRow], choice: str) -> None:
    """Show the columns that say what the map shows by this choice."""
    shown = {"name", *_COLUMNS[choice]}
    hidden = [column.key for column in table.model.columns if column.key not in shown]
    state = table.state()
    table.restore_state(replace(state, hidden=hidden))
