"""The columns of the lists of the page Budget."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from loti_admin.domain.budget import Side
from loti_admin.domain.money import ZERO, Money
from loti_admin.services.budget_rows import BudgetRow, FeeSums, Source, SummaryRow
from ui.kit.table import (
    ATTENTION,
    NORMAL,
    NOTHING,
    QUIET,
    STRONG,
    CellStyle,
    Column,
    Mark,
    change,
    money_column,
    shown,
)

_RESTRICTED = Mark("lock", "vio", "Restricted")


def _amount(value: Money | None) -> str:
    """Nothing is “–”: a budget is easier to read when only what is there stands there."""
    return shown(value) if value else NOTHING


def is_worse(side: Side | None, variance: Money) -> bool:
    """More spending than planned, or less income."""
    return variance > ZERO if side is Side.EXPENDITURE else variance < ZERO


def _row_variance(row: BudgetRow) -> CellStyle:
    side = Side.EXPENDITURE if row.source is Source.SPENDING else Side.INCOME
    return ATTENTION if is_worse(side, row.amounts.variance) else NORMAL


def _fund(row: BudgetRow) -> Mark | None:
    return _RESTRICTED if row.restricted else None


def _style(row: SummaryRow) -> CellStyle:
    return STRONG if row.strong else NORMAL


def _quiet(row: SummaryRow) -> CellStyle:
    return CellStyle("text2", strong=row.strong)


def _variance_style(row: SummaryRow) -> CellStyle:
    tone = "warn" if is_worse(row.side, row.amounts.variance) else "text"
    return CellStyle(tone, strong=row.strong)


def _place(_row: SummaryRow) -> int:
    """Whatever is clicked, the summary keeps its order: a total belongs under what it adds up."""
    return 0


def _summed(
    key: str,
    title: str,
    value: Callable[[SummaryRow], Money],
    style: Callable[[SummaryRow], CellStyle],
    *,
    gives_way: int = 0,
) -> Column[SummaryRow]:
    return money_column(
        key, title, value, text=_amount, style=style, totalled=False, gives_way=gives_way
    )


_AMOUNTS: tuple[Column[BudgetRow], ...] = (
    money_column(
        "prior",
        "Last year £",
        lambda row: row.amounts.prior,
        text=_amount,
        style=QUIET,
        gives_way=6,
        about="Actual of last year £",
    ),
    money_column(
        "original",
        "Original £",
        lambda row: row.amounts.original,
        text=_amount,
        gives_way=4,
        about="Original estimate £",
    ),
    money_column(
        "variations",
        "Variations £",
        lambda row: row.amounts.variations,
        text=change,
        style=QUIET,
        gives_way=5,
        about="Approved variations £",
    ),
    money_column(
        "revised",
        "Budget £",
        lambda row: row.amounts.revised,
        text=_amount,
        about="Revised budget £",
    ),
    money_column(
        "actual",
        "Actual £",
        lambda row: row.amounts.actual,
        text=_amount,
        gives_way=2,
        about="Actual to date £",
    ),
    money_column("forecast", "Forecast £", lambda row: row.amounts.forecast, text=_amount),
    money_column(
        "variance",
        "Variance £",
        lambda row: row.amounts.variance,
        text=change,
        style=_row_variance,
        about="Forecast less budget £",
    ),
)
_NOTE: Column[BudgetRow] = Column(
    key="note",
    title="Note",
    value=lambda row: row.note,
    text=str,
    style=QUIET,
    tip=lambda row: row.note,
    gives_way=7,
)
_TYPED = ("original", "variations", "actual", "forecast")


def _typed(columns: Sequence[Column[BudgetRow]]) -> tuple[Column[BudgetRow], ...]:
    """The amounts and the note can be typed into; the rest is worked out."""
    return tuple(replace(c, edit=c.key if c.key in (*_TYPED, "note") else "") for c in columns)


INCOME: tuple[Column[BudgetRow], ...] = (
    Column(key="line", title="From", value=lambda row: row.name, mark=_fund),
    Column(
        key="source", title="Kind", value=lambda row: row.source.value, style=QUIET, gives_way=1
    ),
    *_typed([replace(c, gives_way=8) if c.key == "variations" else c for c in _AMOUNTS]),
    *_typed([_NOTE]),
)
SPENDING: tuple[Column[BudgetRow], ...] = (
    Column(key="line", title="Line", value=lambda row: row.name, mark=_fund, edit="line"),
    Column(key="group", title="Group", value=lambda row: row.group, style=QUIET, gives_way=1),
    *_typed(_AMOUNTS),
    *_typed([_NOTE]),
)
SUMMARY: tuple[Column[SummaryRow], ...] = (
    Column(
        key="name",
        title="£ before VAT",
        about="What",
        value=lambda row: row.name,
        style=_style,
        sort_value=_place,
    ),
    *(
        replace(column, sort_value=_place)
        for column in (
            _summed("prior", "Last year", lambda row: row.amounts.prior, _quiet, gives_way=1),
            _summed("revised", "Budget", lambda row: row.amounts.revised, _style),
            _summed("actual", "Actual", lambda row: row.amounts.actual, _style, gives_way=2),
            _summed("forecast", "Forecast", lambda row: row.amounts.forecast, _style),
        )
    ),
    replace(
        money_column(
            "variance",
            "Variance",
            lambda row: row.amounts.variance,
            text=change,
            style=_variance_style,
            totalled=False,
            about="Forecast less budget",
        ),
        sort_value=_place,
    ),
)
FEES: tuple[Column[FeeSums], ...] = (
    Column(key="year", title="Year", value=lambda row: row.year.label),
    money_column("standard", "Standard £", lambda row: row.standard, totalled=False),
    money_column("shared", "Shared IT £", lambda row: row.shared_it, totalled=False),
    money_column("other", "Other £", lambda row: row.other, totalled=False, about="Agreed £"),
)
