"""The Phasing sheet: April to March, fees as invoiced and as recognised, spending by its profile."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import accumulate

from openpyxl.utils import get_column_letter

from loti_admin.documents.workbook import styles
from loti_admin.documents.workbook.charts import chart_width, phasing_chart
from loti_admin.documents.workbook.data import SUBSCRIPTION
from loti_admin.documents.workbook.figures import Figures
from loti_admin.documents.workbook.layout import PhasingRows, SummaryRows
from loti_admin.documents.workbook.numbers import pounds, serial, summed
from loti_admin.documents.workbook.page import FIRST_ROW, Book, Page

TITLE = "Phasing"
_WIDTHS = (38, *[13.5] * 12, 14.5, 14.5)
_MONTHS = [get_column_letter(n) for n in range(2, 14)]
# What contributions, restricted grants and other income are called in the profile.
_INCOME_PROFILES = (
    "Contributions and core grants",
    "Restricted grants and income",
    "Other income",
)


class _Phasing:
    def __init__(self, book: Book, figures: Figures) -> None:
        self.figures = figures
        groups = len(figures.spending.groups)
        self.rows, self.summary = PhasingRows(groups), SummaryRows(groups)
        self.page: Page = book.page(
            TITLE,
            styles.TAB_SHEET,
            (
                "Month by month. Fees are shown twice: as invoiced, and as recognised over the time they cover.",
                "Pounds, without VAT. Income and spending are both positive. "
                "Yellow cells can be changed; white cells work themselves out.",
            ),
            _WIDTHS,
        )
        self.month_sums: dict[int, list[Fraction]] = {}

    def heads(self) -> None:
        page = self.page
        page.heads(
            [("Pounds", ""), *[("", " number")] * 12, ("Year", " number"), ("Budget", " number")]
        )
        for index, column in enumerate(_MONTHS):
            day = self.figures.months.starts[index]
            page.formula(f"{column}5", f"EDATE(Year_Start,{index})", serial(day), "Head month")

    def line(
        self,
        n: int,
        label: str,
        formula: Callable[[int, str], str],
        values: Sequence[Fraction],
        budget: tuple[str, Fraction] | None,
        style: str = "",
    ) -> None:
        """A row of twelve months with its sum; `formula` is given the month's number and column."""
        page = self.page
        self.month_sums[n] = list(values)
        amounts = f"{style}pounds".capitalize()
        page.put(f"A{n}", label, f"{style}text".capitalize())
        for index, column in enumerate(_MONTHS):
            page.formula(f"{column}{n}", formula(index, column), values[index], amounts)
        page.formula(f"N{n}", f"SUM(B{n}:M{n})", summed(values), amounts)
        if budget:
            page.formula(f"O{n}", budget[0], budget[1], amounts)
        else:
            page.blank([f"O{n}"], amounts)
        page.heights({n: 18 if style == "Total " else 15.5})

    def income(self) -> None:
        figures, rows, page = self.figures, self.rows, self.page
        page.section(FIRST_ROW, "Fees as invoiced")
        self.line(
            rows.invoiced,
            "Invoices raised less credit notes",
            lambda n, c: (
                f'SUMIFS(tblInvoices[Net],tblInvoices[For],"{SUBSCRIPTION}",'
                f'tblInvoices[Date],">="&{c}$5,tblInvoices[Date],"<"&EDATE({c}$5,1))'
            ),
            figures.invoiced_by_month,
            ("SUM(tblMembers[Net])", figures.fees),
        )
        page.section(rows.income_head, "Income, as recognised")
        brought = pounds(figures.data.brought_forward.amount)
        self.line(
            rows.brought_forward,
            "Subscriptions brought forward",
            lambda n, c: f"IF({n}<MAX(1,Months_Next),Advance_BF/MAX(1,Months_Next),0)",
            figures.brought_by_month,
            ("Advance_BF", brought),
        )
        revised = figures.subscriptions["revised"]
        self.line(
            rows.subscriptions,
            f"Subscriptions of {figures.year}",
            lambda n, c: (
                f'IF(Fee_Covers="{figures.financial_label}",SUM(tblMembers[Recognised this year])/12,'
                f'SUMIFS(tblMembers[A month],tblMembers[Covers from],"<"&EDATE({c}$5,1)))'
            ),
            figures.fees_by_month,
            (f"Summary!E{self.summary.subscriptions}-Advance_BF", revised - brought),
        )
        worked = (figures.core_grants, figures.restricted_income, figures.other_income)
        for index, label in enumerate(_INCOME_PROFILES):
            source = self.summary.core_grants + index
            self._profiled(rows.core_grants + index, label, source, worked[index]["revised"], index)
        self._sum(rows.income, "Income", rows.brought_forward, rows.other)

    def spending(self) -> None:
        rows, spending = self.rows, self.figures.spending
        self.page.section(rows.spending_head, "Spending")
        for index, group in enumerate(spending.groups):
            revised = spending.of_group(group)["revised"]
            source = self.summary.first_group + index
            self._profiled(rows.first_group + index, group, source, revised, 3 + index)
        self._sum(rows.spending, "Spending", rows.first_group, rows.last_group)
        earned, spent = self.month_sums[rows.income], self.month_sums[rows.spending]
        result = [a - b for a, b in zip(earned, spent, strict=True)]
        self.line(
            rows.result,
            "Income less spending",
            lambda n, c: f"{c}{rows.income}-{c}{rows.spending}",
            result,
            (f"O{rows.income}-O{rows.spending}", self.figures.spending.result["revised"]),
            "Total ",
        )
        page = self.page
        for n, label, source, values in (
            (rows.income_so_far, "Income so far", rows.income, earned),
            (rows.spending_so_far, "Spending so far", rows.spending, spent),
        ):
            page.put(f"A{n}", label, "Text")
            for column, value in zip(_MONTHS, accumulate(values), strict=True):
                page.formula(f"{column}{n}", f"SUM($B{source}:{column}{source})", value, "Pounds")
            page.blank([f"N{n}", f"O{n}"], "Pounds")
            page.heights({n: 15.5})

    def _profiled(self, n: int, label: str, source: int, revised: Fraction, profile: int) -> None:
        shares = self._shares(profile)
        row = self.rows.first_profile + profile
        self.line(
            n,
            label,
            lambda index, c: f"$O{n}*{c}${row}",
            [revised * share for share in shares],
            (f"Summary!E{source}", revised),
        )

    def _shares(self, profile: int) -> list[Fraction]:
        """The share of each month: contributions when the fees are charged, all else evenly until finance says."""
        if profile:
            return [Fraction(1, 12)] * 12
        charged = self.figures.months.charged_in
        return [Fraction(int(n == charged)) for n in range(12)]

    def _sum(self, n: int, label: str, first: int, last: int) -> None:
        rows = self.figures.spending
        values = [
            summed(self.month_sums[row][month] for row in range(first, last + 1))
            for month in range(12)
        ]
        total = (rows.income if label == "Income" else rows.total)["revised"]
        self.line(
            n,
            label,
            lambda index, c: f"SUM({c}{first}:{c}{last})",
            values,
            (f"SUM(O{first}:O{last})", total),
            "Sub ",
        )

    def profile(self) -> None:
        page, rows = self.page, self.rows
        page.section(rows.profile_head, "Profile: share of the year in each month")
        page.put(
            f"A{rows.profile_head + 1}",
            "Each row adds up to 100%. The register holds no profile, so the months are even and contributions fall "
            "in the month of the charge: type what you expect.",
            "About",
        )
        page.heights({rows.profile_head + 1: 18})
        for index, label in enumerate((*_INCOME_PROFILES, *self.figures.spending.groups)):
            n = rows.first_profile + index
            page.put(f"A{n}", label, "Text")
            for column, share in zip(_MONTHS, self._shares(index), strict=True):
                page.put(f"{column}{n}", share, "Input per cent")
            page.formula(f"N{n}", f"SUM(B{n}:M{n})", Fraction(1), "Per cent")
            page.heights({n: 15.5})
        page.amounts(f"B{rows.first_profile}:M{rows.last_profile}", low="0", high="1")

    def chart(self) -> int:
        """The chart, with its thousands of pounds below the printed area; gives the last printed row."""
        rows, page = self.rows, self.page
        last = rows.chart + 15
        helper = last + 3
        page.put(f"A{helper - 1}", "For the chart, £ thousand", "About")
        sums = (self.month_sums[rows.income], self.month_sums[rows.spending])
        labels = ("Income, recognised", "Spending")
        for index, source in enumerate((rows.income_so_far, rows.spending_so_far)):
            n = helper + index
            page.put(f"A{n}", labels[index], "Text")
            for column, value in zip(_MONTHS, accumulate(sums[index]), strict=True):
                page.formula(f"{column}{n}", f"{column}{source}/1000", value / 1000, "Pounds")
        phasing_chart(page.sheet, f"A{rows.chart}", helper, width=chart_width(_WIDTHS[:14]))
        return last


def add_phasing(book: Book, figures: Figures) -> None:
    sheet = _Phasing(book, figures)
    sheet.heads()
    sheet.income()
    sheet.spending()
    sheet.profile()
    last = sheet.chart()
    sheet.page.finish("B6", f"A1:O{last}", one_page=True)
