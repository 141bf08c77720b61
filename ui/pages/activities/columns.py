"""The columns of the page Activities."""

from dataclasses import replace
from functools import partial

from loti_admin.domain.activities import Way
from loti_admin.services.activities_overview import ActivityRow, PartnerRow
from ui.dialogs.activity import WAYS
from ui.kit.table import ATTENTION, NORMAL, NOTHING, QUIET, Align, CellStyle, Column, money_column

_ONE = {way: one for way, one, _ in WAYS}


def _count(value: int) -> str:
    return f"{value:,}" if value else NOTHING


def found_partners(row: ActivityRow) -> str:
    """Who takes part finds an activity, and so do its notes."""
    return "\n".join([*(partner.name for partner in row.partners), row.activity.notes])


ACTIVITIES: tuple[Column[ActivityRow], ...] = (
    Column(key="name", title="Activity", value=lambda row: row.activity.name, edit="name"),
    Column(
        key="way",
        title="Way",
        value=lambda row: _ONE[row.activity.way],
        style=QUIET,
        gives_way=2,
    ),
    Column(
        key="start", title="Begins", value=lambda row: row.activity.start, edit="start", gives_way=3
    ),
    Column(key="end", title="Ends", value=lambda row: row.activity.end, edit="end", gives_way=1),
    Column(
        key="lead",
        title="Lead",
        value=lambda row: row.activity.lead,
        style=QUIET,
        edit="lead",
        gives_way=4,
    ),
    Column(
        key="partners",
        title="Taking part",
        value=lambda row: len(row.partners),
        text=_count,
        align=Align.RIGHT,
    ),
    replace(
        money_column("budget", "Budget £", lambda row: row.activity.budget),
        edit="budget",
    ),
)


def _taking(way: Way, row: PartnerRow) -> int:
    return row.count(way)


def _total_style(row: PartnerRow) -> CellStyle:
    """A member for whom nothing is done is worth a look."""
    return ATTENTION if row.is_member and not row.activities else NORMAL


PARTNERS: tuple[Column[PartnerRow], ...] = (
    Column(key="name", title="Organisation", value=lambda row: row.partner.name),
    *(
        Column(
            key=way.value,
            title=many,
            value=partial(_taking, way),
            text=_count,
            align=Align.RIGHT,
            style=QUIET,
            gives_way=1,
        )
        for way, _, many in WAYS
    ),
    Column(
        key="all",
        title="In all",
        value=lambda row: len(row.activities),
        text=str,
        align=Align.RIGHT,
        style=_total_style,
    ),
)
