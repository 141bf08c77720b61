"""A year's joint budget as the window shows it: the rows and sums of the workbook, with the records behind them."""

from collections.abc import Callable, Sequence
from datetime import date
from fractions import Fraction

from loti_admin.documents.workbook.data import (
    CONTRIBUTION,
    OTHER_INCOME,
    RESTRICTED,
    IncomeRow,
    SpendingRow,
    WorkbookData,
)
from loti_admin.documents.workbook.figures import Figures, Row
from loti_admin.documents.workbook.numbers import rounded
from loti_admin.domain.budget import BudgetLine, Grant, Side
from loti_admin.domain.charges import Charge, Rule
from loti_admin.domain.dates import Year
from loti_admin.domain.money import Money, total
from loti_admin.services.budget_rows import (
    BudgetAmounts,
    BudgetRow,
    BudgetView,
    FeeSums,
    Reserve,
    Source,
    SummaryRow,
    less,
    sum_of,
)
from loti_admin.services.fees import year_fees
from loti_admin.services.workbook import gather_workbook
from loti_admin.services.workbook_budget import SUBSCRIPTIONS_LINE
from loti_admin.services.workbook_money import is_subscription
from loti_admin.storage.register import Register


def read_budget(register: Register, year: Year, as_of: date) -> BudgetView:
    """The year's budget as the workbook would have it, with actual figures up to `as_of`. Reads only."""
    data = gather_workbook(register, year, as_of)
    figures = Figures(data)
    lines = register.budget_lines.where(year=year.label)
    estimates = [x for x in lines if x.side is Side.INCOME and _is_estimate(x)]
    estimate = estimates[0] if estimates else None
    income = (_subscriptions(data, figures, estimate), *_income(register, data, lines))
    spending = tuple(_spending(row, lines) for row in data.spending)
    reserve = _reserve(data, figures)
    return BudgetView(
        year=year,
        income=income,
        spending=spending,
        summary=(
            *_summary(income, spending, figures.spending.groups),
            *(_reserve_rows(reserve) if reserve else ()),
        ),
        financial=data.financial,
        reserve=reserve,
        fees=(_fee_sums(register, year.previous), _fee_sums(register, year)),
        knows_last_year=any(row.amounts.prior for row in (*income, *spending)),
        open_decisions=data.open_decisions,
        fees_by_month=data.by_membership_year,
    )


def budget_groups(register: Register, known: Sequence[str]) -> list[str]:
    """The groups to choose from: the known ones, and what the register's spending uses besides."""
    lines = register.budget_lines.where(side=Side.EXPENDITURE)
    names = {group.casefold() for group in known}
    others = {line.group.strip() for line in lines if line.group.strip().casefold() not in names}
    return [*known, *sorted(others, key=str.casefold)]


def _subscriptions(data: WorkbookData, figures: Figures, estimate: BudgetLine | None) -> BudgetRow:
    """The fees, as far as they belong to the financial year; the estimate of the Board where it is a line."""
    row = figures.subscriptions
    prior = data.subscriptions_prior
    count = len(data.members)
    note = "1 fee" if count == 1 else f"{count} fees"
    if data.by_membership_year:
        note += ", as far as their months belong to the financial year"
    return BudgetRow(
        key="fees",
        source=Source.FEES,
        name="Subscriptions",
        amounts=BudgetAmounts(
            prior=prior.amount,
            original=_money(row["original"]),
            variations=_money(row["variations"]),
            actual=_money(row["actual"]),
            forecast=_money(row["forecast"]),
        ),
        note=note,
        line=estimate,
        target="fees",
    )


def _income(register: Register, data: WorkbookData, lines: Sequence[BudgetLine]) -> list[BudgetRow]:
    names = {o.display_name: o.id for o in register.organisations.all()}
    grants = {(g.organisation_id, g.name): g for g in register.grants.where(year=data.year.label)}
    agreements = {(g.organisation_id, g.name) for g in register.grants.all()}
    # The workbook takes the lines in the same order.
    others = (x for x in lines if x.side is Side.INCOME and not _is_estimate(x))
    rows = []
    for number, row in enumerate(data.income):
        payer = names.get(row.payer, 0)
        if row.type == OTHER_INCOME:
            rows.append(_other_income(row, next(others)))
        elif row.type == CONTRIBUTION or (payer, row.agreement) not in agreements:
            rows.append(
                _row(row, f"charge/{payer}/{number}", Source.CONTRIBUTION, target=f"fees/{payer}")
            )
        else:
            grant = grants.get((payer, row.agreement))
            note = "" if grant else f"Not agreed for {data.year}"
            key = f"grant/{grant.id}" if grant else f"ended/{payer}/{row.agreement}"
            rows.append(_row(row, key, Source.GRANT, grant=grant, note=note))
    return rows


def _other_income(row: IncomeRow, line: BudgetLine) -> BudgetRow:
    return BudgetRow(
        key=f"line/{line.id}",
        source=Source.OTHER,
        name=row.payer,
        amounts=_amounts(row),
        restricted=line.restricted,
        note=line.note,
        line=line,
    )


def _row(
    row: IncomeRow,
    key: str,
    source: Source,
    *,
    grant: Grant | None = None,
    note: str = "",
    target: str = "",
) -> BudgetRow:
    name = f"{row.payer}: {row.agreement}" if source is Source.GRANT else row.payer
    return BudgetRow(
        key=key,
        source=source,
        name=name,
        amounts=_amounts(row),
        restricted=row.fund == RESTRICTED,
        note=note or ("" if source is Source.GRANT else row.agreement),
        grant=grant,
        target=target,
    )


def _spending(row: SpendingRow, lines: Sequence[BudgetLine]) -> BudgetRow:
    found = [
        line
        for line in lines
        if line.side is Side.EXPENDITURE
        and (line.group.strip(), line.line) == (row.group, row.line)
    ]
    line = found[0] if found else None
    return BudgetRow(
        key=f"line/{line.id}" if line else f"ended/{row.group}/{row.line}",
        source=Source.SPENDING,
        name=row.line,
        group=row.group,
        amounts=_amounts(row),
        restricted=row.fund == RESTRICTED,
        note=row.note,
        line=line,
    )


def _amounts(row: IncomeRow | SpendingRow) -> BudgetAmounts:
    return BudgetAmounts(
        prior=row.prior,
        original=row.original,
        variations=row.variations,
        actual=row.actual,
        forecast=row.forecast,
    )


def _summary(
    income: Sequence[BudgetRow], spending: Sequence[BudgetRow], groups: Sequence[str]
) -> tuple[SummaryRow, ...]:
    kinds: tuple[tuple[str, Callable[[BudgetRow], bool]], ...] = (
        ("Subscriptions", lambda row: row.source is Source.FEES),
        (
            "Contributions and core grants",
            lambda row: row.source in (Source.CONTRIBUTION, Source.GRANT) and not row.restricted,
        ),
        ("Restricted grants", lambda row: row.source is not Source.FEES and row.restricted),
        ("Other income", lambda row: row.source is Source.OTHER and not row.restricted),
    )
    rows = [
        _summed(f"income/{name}", name, Side.INCOME, [row for row in income if belongs(row)])
        for name, belongs in kinds
    ]
    rows.append(_summed("income", "Income", Side.INCOME, income, strong=True))
    rows += [
        _summed(
            f"spending/{group}",
            group,
            Side.EXPENDITURE,
            [row for row in spending if row.group.casefold() == group.casefold()],
        )
        for group in groups
    ]
    rows.append(_summed("spending", "Spending", Side.EXPENDITURE, spending, strong=True))
    both = less(
        sum_of(row.amounts for row in income),
        sum_of(row.amounts for row in spending),
    )
    rows.append(
        SummaryRow(key="balance", name="Income less spending", side=None, amounts=both, strong=True)
    )
    return tuple(rows)


def _reserve(data: WorkbookData, figures: Figures) -> Reserve | None:
    """The general reserve as the workbook carries it on; nothing can be said of it where its start is not known."""
    if not data.general_reserve.known:
        return None
    smallest = data.smallest_reserve
    return Reserve(
        start=_of_row(figures.spending.general_start),
        end=_of_row(figures.spending.general_end),
        smallest=smallest.amount if smallest.known else None,
    )


def _of_row(row: Row) -> BudgetAmounts:
    """What a balance is at one time has no actual figure to date."""
    original = _money(row["original"])
    return BudgetAmounts(
        prior=_money(row["prior"]),
        original=original,
        variations=_money(row["revised"]) - original,
        forecast=_money(row["forecast"]),
    )


def _reserve_rows(reserve: Reserve) -> tuple[SummaryRow, ...]:
    return (
        SummaryRow(
            key="reserve/start",
            name="General reserve at the start",
            side=None,
            amounts=reserve.start,
        ),
        SummaryRow(
            key="reserve/end",
            name="General reserve at the end",
            side=None,
            amounts=reserve.end,
            strong=True,
        ),
    )


def _summed(
    key: str, name: str, side: Side, rows: Sequence[BudgetRow], *, strong: bool = False
) -> SummaryRow:
    amounts = sum_of(row.amounts for row in rows)
    return SummaryRow(key=key, name=name, side=side, amounts=amounts, strong=strong)


def _fee_sums(register: Register, year: Year) -> FeeSums:
    charges = [c for c in year_fees(register, year).run.charges if is_subscription(c.kind)]

    def of(wanted: Callable[[Charge], bool]) -> Money:
        return total(charge.net for charge in charges if wanted(charge))

    return FeeSums(
        year=year,
        standard=of(lambda c: c.rule is Rule.STANDARD),
        shared_it=of(lambda c: c.rule is Rule.SHARED_IT),
        other=of(lambda c: c.rule not in (Rule.STANDARD, Rule.SHARED_IT)),
    )


def _is_estimate(line: BudgetLine) -> bool:
    return line.line.strip().casefold() == SUBSCRIPTIONS_LINE


def _money(pounds: Fraction) -> Money:
    return Money(int(rounded(pounds) * 100))
