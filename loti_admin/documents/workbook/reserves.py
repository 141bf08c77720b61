"""The Reserves sheet: the general reserve and the money held for restricted projects, over five years."""

from fractions import Fraction

from loti_admin.documents.workbook import styles
from loti_admin.documents.workbook.data import RESTRICTED
from loti_admin.documents.workbook.figures import Figures
from loti_admin.documents.workbook.layout import ReserveRows as R
from loti_admin.documents.workbook.layout import SummaryRows
from loti_admin.documents.workbook.numbers import NOTHING, pounds
from loti_admin.documents.workbook.page import FIRST_ROW, Book, Page
from loti_admin.documents.workbook.summary import COLUMNS, RESERVE_COLUMNS, TABLE_HEADS

TITLE = "Reserves"
WIDTHS = (50, *[19.5] * 5)


def add_reserves(book: Book, figures: Figures) -> Page:
    """The chart is added with the Summary's, by `charts`, once both sheets are there."""
    page = book.page(
        TITLE,
        styles.TAB_SHEET,
        (
            "Unallocated general reserve and money held for restricted projects.",
            "Pounds. A positive amount is money in hand. Every line is worked out from the other sheets.",
        ),
        WIDTHS,
    )
    year = figures.year
    later = (year.next, year.next.next, year.next.next.next)
    heads = (f"{year.previous} actual", f"{year} forecast", *(y.label for y in later))
    page.heads([("Pounds", ""), *((head, " number") for head in heads)])
    page.section(FIRST_ROW, "General reserve")
    page.section(R.restricted_head, "Restricted money held")
    for n, label, style in (
        (R.start, "At the start of the year", "Text"),
        (R.core_result, "Core result for the year", "Text"),
        (R.end, "At the end of the year", "Total text"),
        (R.smallest, "Smallest reserve (policy)", "Text"),
        (R.above, "Above the smallest", "Text"),
        (R.share, "Share of the year’s spending", "Text"),
        (R.restricted_start, "At the start of the year", "Text"),
        (R.received, "Received", "Text"),
        (R.spent, "Spent on its projects", "Text"),
        (R.restricted_end, "At the end of the year", "Total text"),
    ):
        page.put(f"A{n}", label, style)
        page.heights({n: 18 if style.startswith("Total") else 16.5})
    before = ""
    for key, column in RESERVE_COLUMNS.items():
        _year(page, figures, key, column, before)
        before = column
    if not (figures.data.general_reserve.known and figures.data.restricted_reserve.known):
        page.put(
            f"A{R.restricted_end + 1}",
            "The balances at the start are not in the register, so they are nothing until typed on Assumptions.",
            "About",
        )
    page.red_below_zero(f"B{R.end}:F{R.end}", "Reserve_Minimum")
    page.red_below_zero(f"B{R.above}:F{R.above} B{R.restricted_end}:F{R.restricted_end}")
    page.finish("B6", f"A1:F{R.chart + 17}", one_page=True)
    return page


def _year(page: Page, figures: Figures, key: str, column: str, before: str) -> None:
    spending = figures.spending
    rows = SummaryRows(len(spending.groups))
    summary = f"Summary!{COLUMNS[key]}"
    head = TABLE_HEADS[key]
    start, end = spending.general_start[key], spending.general_end[key]
    smallest = pounds(figures.data.smallest_reserve.amount)
    spent, received = spending.of_fund(RESTRICTED)[key], figures.restricted_income[key]

    def put(n: int, formula: str, value: Fraction, style: str = "Pounds") -> None:
        page.formula(f"{column}{n}", formula, value, style)

    opening = {"prior": f"Reserve_Open-{column}{R.core_result}", "forecast": "Reserve_Open"}
    put(R.start, opening.get(key, f"{before}{R.end}"), start)
    restricted = f"({column}{R.received}-{column}{R.spent})"
    # The whole result less the restricted one; Summary adds up the core lines instead, and a check compares the two.
    put(R.core_result, f"{summary}{rows.result}-{restricted}", spending.core_result[key])
    put(R.end, f"{column}{R.start}+{column}{R.core_result}", end, "Total pounds")
    put(R.smallest, "Reserve_Minimum", smallest)
    put(R.above, f"{column}{R.end}-{column}{R.smallest}", end - smallest)
    total = spending.total[key]
    put(
        R.share,
        f"IF({summary}{rows.spending}=0,0,{column}{R.end}/{summary}{rows.spending})",
        end / total if total else NOTHING,
        "Per cent",
    )
    opening = {
        "prior": f"Restricted_Open-{column}{R.received}+{column}{R.spent}",
        "forecast": "Restricted_Open",
    }
    put(
        R.restricted_start,
        opening.get(key, f"{before}{R.restricted_end}"),
        spending.restricted_start[key],
    )
    put(R.received, f"{summary}{rows.restricted}", received)
    put(R.spent, f'SUMIFS(tblSpend[{head}],tblSpend[Fund],"{RESTRICTED}")', spent)
    put(
        R.restricted_end,
        f"{column}{R.restricted_start}+{column}{R.received}-{column}{R.spent}",
        spending.restricted_end[key],
        "Total pounds",
    )
