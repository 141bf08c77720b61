"""The Summary sheet: the year's income, spending, result and reserve on one page, and three years more."""

from collections.abc import Mapping
from fractions import Fraction

from loti_admin.documents.workbook import styles
from loti_admin.documents.workbook.charts import chart_width, reserve_chart, spending_chart
from loti_admin.documents.workbook.checks import RESULT_CELL
from loti_admin.documents.workbook.data import CORE, OTHER_INCOME, RESTRICTED
from loti_admin.documents.workbook.figures import Figures, Row
from loti_admin.documents.workbook.layout import (
    INCOME_LABELS,
    PhasingRows,
    ReserveRows,
    SummaryRows,
)
from loti_admin.documents.workbook.numbers import NOTHING
from loti_admin.documents.workbook.page import FIRST_ROW, Book, Page
from loti_admin.domain.dates import long_date

TITLE = "Summary"
_WIDTHS = (40, *[15.5] * 6, 13.5, 12.5, 15.5, 15.5, 15.5, 3, 26, 13, 13)
# The column of each figure; H and I are the variance in pounds and per cent.
COLUMNS = {
    "prior": "B",
    "original": "C",
    "variations": "D",
    "revised": "E",
    "actual": "F",
    "forecast": "G",
    "next": "J",
    "after": "K",
    "third": "L",
}
# The same figures on Contributions and grants and on Expenditure.
TABLE_HEADS = {
    "prior": "Prior year actual",
    "original": "Original estimate",
    "variations": "Approved variations",
    "revised": "Revised budget",
    "actual": "Actual to date",
    "forecast": "Forecast outturn",
    "next": "Next year",
    "after": "Year after",
    "third": "Third year",
}
# Where the same years stand on Reserves.
RESERVE_COLUMNS = {"prior": "B", "forecast": "C", "next": "D", "after": "E", "third": "F"}


def add_summary(book: Book, figures: Figures, checks: tuple[str, str]) -> None:
    """`checks` is the result of all checks as (formula, value)."""
    data, rows = figures.data, SummaryRows(len(figures.spending.groups))
    team = f"the finance team of {data.supplier}" if data.supplier else "the finance team"
    page = book.page(
        TITLE,
        styles.TAB_SUMMARY,
        (
            f"For the LOTI Board and {team}. {period_text(figures)}.",
            "Pounds, without VAT. Income and spending are both positive. Variance = forecast less revised budget.",
        ),
        _WIDTHS,
    )
    page.title(
        f"LOTI budget {data.year}",
        (str(page.sheet["A2"].value), str(page.sheet["A3"].value)),
    )
    year = data.year
    heads = (
        "Prior year actual", "Original estimate", "Approved variations", "Revised budget", "Actual to date",
        "Forecast outturn", "Variance £", "Variance %", year.next.label, year.next.next.label,
        year.next.next.next.label,
    )  # fmt: skip
    page.heads([("Pounds", ""), *((head, " number") for head in heads)])
    page.put("K1", "Checks", "About right")
    page.formula("L1", RESULT_CELL, checks[1], "Check")
    page.ok_or_check("L1")
    _income(page, figures, rows)
    _spending(page, figures, rows)
    _reserve(page, figures, rows)
    _bridge(page, figures, rows)
    _chart_figures(page, figures, rows)
    chart_row = rows.recognised + 2
    spending_chart(page.sheet, rows, f"A{chart_row}", width=chart_width(_WIDTHS[:6]) - 1)
    width = chart_width(_WIDTHS[6:12])
    reserve_chart(book.workbook, page.sheet, f"G{chart_row}", width=width, height=6.4)
    page.finish("B6", f"A1:L{chart_row + 13}", one_page=True)


def period_text(figures: Figures) -> str:
    """`Forecast at period 8 (to 30 November 2026)`; before the first month is over, that there are no actuals."""
    months = figures.months
    if not months.to_date:
        return "No month of the year is over yet, so there are no actual figures"
    return f"Forecast at period {months.to_date} (to {long_date(months.actual_to)})"


def _income(page: Page, figures: Figures, rows: SummaryRows) -> None:
    page.section(FIRST_ROW, "Income")
    phasing = PhasingRows(len(figures.spending.groups))
    months = "Phasing!$B$5:$M$5"
    n = rows.subscriptions
    parts = "+".join(
        f'SUMIFS(Phasing!$B${row}:$M${row},{months},"<="&Actual_To)'
        for row in (phasing.brought_forward, phasing.subscriptions)
    )
    formulas = {
        "prior": "Subs_Prior",
        "original": "Subs_Original",
        "variations": "Subs_Variations",
        "actual": parts,
        **{
            key: f"{COLUMNS[key]}{rows.recognised}"
            for key in ("forecast", "next", "after", "third")
        },
    }
    _line(page, n, INCOME_LABELS[0], formulas, figures.subscriptions, income=True)
    not_other, other = f'tblGrants[Type],"<>{OTHER_INCOME}"', f'tblGrants[Type],"{OTHER_INCOME}"'
    for row, label, fund, condition, worked in (
        (rows.core_grants, INCOME_LABELS[1], CORE, f",{not_other}", figures.core_grants),
        (rows.restricted, INCOME_LABELS[2], RESTRICTED, "", figures.restricted_income),
        (rows.other, INCOME_LABELS[3], CORE, f",{other}", figures.other_income),
    ):
        formulas = {
            key: f'SUMIFS(tblGrants[{head}],tblGrants[Kind],"{fund}"{condition})'
            for key, head in TABLE_HEADS.items()
            if key != "revised"
        }
        _line(page, row, label, formulas, worked, income=True)
    _sum(page, rows.income, "Income", rows.subscriptions, rows.other, figures.spending.income)


def _spending(page: Page, figures: Figures, rows: SummaryRows) -> None:
    page.section(rows.spending_head, "Spending")
    spending = figures.spending
    for index, group in enumerate(spending.groups):
        n = rows.first_group + index
        formulas = {
            key: f"SUMPRODUCT((tblSpend[Group]=$A{n})*tblSpend[{head}])"
            for key, head in TABLE_HEADS.items()
            if key != "revised"
        }
        _line(page, n, group, formulas, spending.of_group(group))
    _sum(page, rows.spending, "Spending", rows.first_group, rows.last_group, spending.total)
    n = rows.result
    page.put(f"A{n}", "Income less spending", "Total text")
    for key, column in COLUMNS.items():
        formula = f"{column}{rows.income}-{column}{rows.spending}"
        page.formula(f"{column}{n}", formula, spending.result[key], "Total pounds")
    page.formula(f"H{n}", f"G{n}-E{n}", _change(spending.result), "Total variance")
    page.blank([f"I{n}"], "Total text")
    page.red_below_zero(f"B{n}:G{n} J{n}:L{n}")
    page.heights({n: 18})


def _reserve(page: Page, figures: Figures, rows: SummaryRows) -> None:
    spending = figures.spending
    page.section(rows.result + 1, "General reserve")
    start, core, end = rows.reserve_start, rows.core_result, rows.reserve_end
    for n, label, style in (
        (start, f"At the start{_unknown(figures)}", ""),
        (core, "Core result for the year", ""),
        (end, "At the end", "Total "),
    ):
        page.put(f"A{n}", label, f"{style}text".capitalize())
        page.blank([f"{column}{n}" for column in "BCDEFGHIJKL"], f"{style}text".capitalize())
        page.heights({n: 18 if style else 16.5})
    for key, opening in spending.general_start.items():
        column = COLUMNS[key]
        if key in RESERVE_COLUMNS and key != "forecast":
            formula = f"Reserves!{RESERVE_COLUMNS[key]}{ReserveRows.start}"
        else:
            formula = "Reserve_Open"
        page.formula(f"{column}{start}", formula, opening, "Pounds")
        core_spending = f'SUMIFS(tblSpend[{TABLE_HEADS[key]}],tblSpend[Fund],"{CORE}")'
        formula = f"{column}{rows.subscriptions}+{column}{rows.core_grants}+{column}{rows.other}-{core_spending}"
        page.formula(f"{column}{core}", formula, spending.core_result[key], "Pounds")
        page.formula(
            f"{column}{end}",
            f"{column}{start}+{column}{core}",
            spending.general_end[key],
            "Total pounds",
        )
    for n, style, change in (
        (start, "Variance", NOTHING),
        (core, "Variance", _change(spending.core_result)),
        (end, "Total variance", _change(spending.general_end)),
    ):
        page.formula(f"H{n}", f"G{n}-E{n}", change, style)
    page.red_below_zero(f"B{end}:G{end} J{end}:L{end}", "Reserve_Minimum")


def _unknown(figures: Figures) -> str:
    return "" if figures.data.general_reserve.known else " (not known)"


def _bridge(page: Page, figures: Figures, rows: SummaryRows) -> None:
    page.section(rows.reserve_end + 1, "Subscriptions: from invoiced to recognised")
    labels = (
        (rows.invoiced, "Fees of the year, without VAT"),
        (rows.brought_forward, "Add: brought forward from the year before"),
        (rows.in_advance, "Less: in advance for the year after"),
        (rows.recognised, "Recognised in the year"),
    )
    for n, label in labels:
        style = "Total text" if n == rows.recognised else "Text"
        page.put(f"A{n}", label, style)
        page.blank([f"{column}{n}" for column in "BCDEFGHIJKL"], style)
        page.heights({n: 18 if n == rows.recognised else 16.5})
    before = "G"
    for key, (invoiced, brought, advance, recognised) in figures.bridge.items():
        column = COLUMNS[key]
        now = key == "forecast"
        first = {"forecast": "SUM(tblMembers[Net])", "next": "SUM(tblMembers[Next year])"}
        page.formula(
            f"{column}{rows.invoiced}",
            first.get(key, f"ROUND(ROUND({before}{rows.invoiced}*(1+Fee_Uplift),6),0)"),
            invoiced,
            "Pounds",
        )
        page.formula(
            f"{column}{rows.brought_forward}",
            "Advance_BF" if now else f"-{before}{rows.in_advance}",
            brought,
            "Pounds",
        )
        page.formula(
            f"{column}{rows.in_advance}",
            "-SUM(tblMembers[Income in advance])"
            if now
            else f"-ROUND({column}{rows.invoiced}*Advance_Share,2)",
            -advance,
            "Pounds",
        )
        total = f"SUM({column}{rows.invoiced}:{column}{rows.in_advance})"
        page.formula(f"{column}{rows.recognised}", total, recognised, "Total pounds")
        before = column


def _line(
    page: Page,
    n: int,
    label: str,
    formulas: Mapping[str, str],
    worked: Row,
    *,
    income: bool = False,
) -> None:
    page.put(f"A{n}", label, "Text")
    for key, formula in formulas.items():
        page.formula(f"{COLUMNS[key]}{n}", formula, worked[key], "Pounds")
    page.formula(f"E{n}", f"C{n}+D{n}", worked["revised"], "Pounds")
    _variance(page, n, worked, "")
    page.heights({n: 15.5})


def _sum(page: Page, n: int, label: str, first: int, last: int, worked: Row) -> None:
    page.put(f"A{n}", label, "Sub text")
    for key, column in COLUMNS.items():
        formula = f"SUM({column}{first}:{column}{last})"
        page.formula(f"{column}{n}", formula, worked[key], "Sub pounds")
    _variance(page, n, worked, "Sub ")
    page.heights({n: 16.5})


def _variance(page: Page, n: int, worked: Row, style: str) -> None:
    change = _change(worked)
    page.formula(f"H{n}", f"G{n}-E{n}", change, f"{style}variance".capitalize())
    ratio = change / worked["revised"] if worked["revised"] else NOTHING
    formula = f"IF(E{n}=0,0,H{n}/E{n})"
    page.formula(f"I{n}", formula, ratio, f"{style}variance per cent".capitalize())


def _change(row: Row) -> Fraction:
    return row["forecast"] - row["revised"]


def _chart_figures(page: Page, figures: Figures, rows: SummaryRows) -> None:
    """Thousands of pounds beside the printed page: LibreOffice does not follow a chart's own display unit."""
    page.put("N5", "For the chart, £ thousand", "Head")
    page.put("O5", "Forecast outturn", "Head number")
    page.put("P5", "Revised budget", "Head number")
    for index, group in enumerate(figures.spending.groups):
        n = rows.first_group + index
        worked = figures.spending.of_group(group)
        page.formula(f"N{n}", f"A{n}", group, "Text")
        page.formula(f"O{n}", f"G{n}/1000", worked["forecast"] / 1000, "Pounds")
        page.formula(f"P{n}", f"E{n}/1000", worked["revised"] / 1000, "Pounds")
