"""The Checks sheet: pairs of numbers that must be the same, and one word for all of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from loti_admin.documents.workbook import styles
from loti_admin.documents.workbook.data import SUBSCRIPTION
from loti_admin.documents.workbook.figures import Figures
from loti_admin.documents.workbook.layout import PhasingRows, ReserveRows, SummaryRows
from loti_admin.documents.workbook.numbers import pounds, rounded, summed
from loti_admin.documents.workbook.page import Book
from loti_admin.domain.money import total as sum_of

TITLE = "Checks"
RESULT_CELL = "Checks!$F$6"
_HEAD = 8


@dataclass(frozen=True, slots=True)
class Check:
    """One comparison: what it says, and each side as (formula, value)."""

    text: str
    one: tuple[str, Fraction]
    other: tuple[str, Fraction]

    @property
    def difference(self) -> Fraction:
        return rounded(self.one[1] - self.other[1])

    @property
    def result(self) -> str:
        return "CHECK" if self.difference else "OK"


def overall(checks: Iterable[Check]) -> str:
    return "OK" if all(check.result == "OK" for check in checks) else "CHECK"


def all_checks(figures: Figures) -> tuple[Check, ...]:
    """Every check with its two sides as they are with the inputs of the register."""
    return (*_fee_checks(figures), *_budget_checks(figures), *_record_checks(figures))


def _fee_checks(figures: Figures) -> tuple[Check, ...]:
    data = figures.data
    billed = [m for row, m in zip(data.members, figures.members, strict=True) if row.document]
    subscriptions = [d for d in data.documents if d.purpose == SUBSCRIPTION]
    vat = summed(m.vat for m in figures.members)

    def of_billed(head: str) -> str:
        return f'SUMPRODUCT((tblMembers[Invoice]<>"")*tblMembers[{head}])'

    def of_documents(head: str) -> str:
        return f'SUMIFS(tblInvoices[{head}],tblInvoices[For],"{SUBSCRIPTION}")'

    return (
        Check(
            "Fees that are invoiced = invoices less credit notes",
            (of_billed("Net"), summed(m.net for m in billed)),
            (of_documents("Net"), summed(pounds(d.net) for d in subscriptions)),
        ),
        Check(
            "VAT on them = VAT on invoices less credit notes",
            (of_billed("VAT"), summed(m.vat for m in billed)),
            (of_documents("VAT"), summed(pounds(d.vat) for d in subscriptions)),
        ),
        Check(
            "Fees on Members and fees = the register’s own total",
            ("SUM(tblMembers[Net])", figures.fees),
            ("Register_Net", pounds(data.register_net)),
        ),
        Check(
            "VAT on Members and fees = the register’s own total",
            ("SUM(tblMembers[VAT])", vat),
            ("Register_VAT", pounds(data.register_vat)),
        ),
        Check(
            "Recognised and in advance = fees charged",
            (
                "SUM(tblMembers[Recognised this year])+SUM(tblMembers[Income in advance])",
                figures.recognised + figures.in_advance,
            ),
            ("SUM(tblMembers[Net])", figures.fees),
        ),
    )


def _budget_checks(figures: Figures) -> tuple[Check, ...]:
    spending = figures.spending
    groups = len(spending.groups)
    phasing, summary = PhasingRows(groups), SummaryRows(groups)
    months = summed((*figures.brought_by_month, *figures.fees_by_month))
    grants = [figures.core_grants, figures.restricted_income, figures.other_income]
    revised = summed(row["revised"] for row in grants)
    forecast = summed(row["forecast"] for row in grants)
    by_groups = summed(spending.of_group(group)["forecast"] for group in spending.groups)
    first, last = phasing.core_grants, phasing.other
    return (
        Check(
            "Subscriptions month by month = Summary forecast",
            (f"SUM(Phasing!N{phasing.brought_forward}:N{phasing.subscriptions})", months),
            (f"Summary!G{summary.subscriptions}", figures.subscriptions["forecast"]),
        ),
        Check(
            "Contributions and grants month by month = revised budget",
            (f"SUM(Phasing!N{first}:N{last})", revised),
            ("SUM(tblGrants[Revised budget])", revised),
        ),
        Check(
            "Spending month by month = Expenditure revised budget",
            (f"Phasing!N{phasing.spending}", spending.total["revised"]),
            ("SUM(tblSpend[Revised budget])", spending.total["revised"]),
        ),
        Check(
            "Spending on Summary = Expenditure forecast",
            (f"Summary!G{summary.spending}", by_groups),
            ("SUM(tblSpend[Forecast outturn])", spending.total["forecast"]),
        ),
        Check(
            "Contributions and grants on Summary = their sheet",
            (f"SUM(Summary!G{summary.core_grants}:G{summary.other})", forecast),
            (
                "SUM(tblGrants[Forecast outturn])",
                summed(pounds(row.forecast) for row in figures.data.income),
            ),
        ),
        Check(
            "General reserve on Summary = Reserves",
            (f"Summary!G{summary.reserve_end}", spending.general_end["forecast"]),
            (f"Reserves!C{ReserveRows.end}", spending.general_end["forecast"]),
        ),
        Check(
            "Every profile row adds up to 100% (rows)",
            (
                f"SUMPRODUCT(--(ROUND(Phasing!N{phasing.first_profile}:N{phasing.last_profile},6)=1))",
                Fraction(groups + 3),
            ),
            (
                f"COUNTA(Phasing!A{phasing.first_profile}:A{phasing.last_profile})",
                Fraction(groups + 3),
            ),
        ),
        Check(
            "Restricted money is never below zero (years below zero)",
            (
                f'COUNTIF(Reserves!B{ReserveRows.restricted_end}:F{ReserveRows.restricted_end},"<0")',
                Fraction(sum(held < 0 for held in spending.restricted_end.values())),
            ),
            ("0", Fraction(0)),
        ),
    )


def _record_checks(figures: Figures) -> tuple[Check, ...]:
    data = figures.data
    gross = summed(pounds(d.gross) for d in data.documents)
    paid = summed(pounds(d.paid) for d in data.documents)
    written = sum_of(d.written_off for d in data.documents)
    given_up = f"-{written.plain()}" if written else ""
    numbers = [d.number for d in data.documents]
    return (
        Check(
            "Gross less paid = left to pay",
            (
                f"SUM(tblInvoices[Gross])-SUM(tblInvoices[Paid]){given_up}",
                gross - paid - pounds(written),
            ),
            (
                "SUM(tblInvoices[Left to pay])",
                summed(figures.left_to_pay(d) for d in data.documents),
            ),
        ),
        Check(
            "Paid on documents = receipts used for them",
            ("SUM(tblInvoices[Paid])", paid),
            ("SUM(tblReceipts[Used here])", summed(pounds(r.used_here) for r in data.receipts)),
        ),
        Check(
            "Each document number is used once (numbers)",
            (
                'SUMPRODUCT((tblInvoices[Number]<>"")/COUNTIF(tblInvoices[Number],tblInvoices[Number]&""))',
                Fraction(len(set(numbers))),
            ),
            ("COUNTA(tblInvoices[Number])", Fraction(len(numbers))),
        ),
        Check(
            "No open decision blocks issuing (decisions)",
            ("Register_Open", Fraction(data.open_decisions)),
            ("0", Fraction(0)),
        ),
    )


def add_checks(book: Book, checks: tuple[Check, ...]) -> None:
    page = book.page(
        TITLE,
        styles.TAB_CHECKS,
        (
            "Each line compares two numbers that must be the same. A difference of one penny fails.",
            "If a line says CHECK, do not send the workbook: look at the sheet it names.",
        ),
        (7, 62, 17, 17, 14, 12),
    )
    last = _HEAD + len(checks)
    results = f"F{_HEAD + 1}:F{last}"
    page.heads([("", ""), ("All checks together", ""), *[("", "")] * 3, ("Result", " centre")])
    page.blank([f"{column}6" for column in "ACDE"], "Total text")
    passed = sum(check.result == "OK" for check in checks)
    page.formula(
        "B6",
        f'COUNTIF({results},"OK")&" of {len(checks)} checks pass"',
        f"{passed} of {len(checks)} checks pass",
        "Total text",
    )
    page.formula(
        "F6",
        f'IF(COUNTIF({results},"OK")={len(checks)},"OK","CHECK")',
        overall(checks),
        "Check",
    )
    page.heights({6: 20})
    page.heads(
        [
            ("No.", ""),
            ("Check", ""),
            ("One side", " number"),
            ("Other side", " number"),
            ("Difference", " number"),
            ("Result", " centre"),
        ],
        row=_HEAD,
    )
    for index, check in enumerate(checks):
        n = _HEAD + 1 + index
        page.put(f"A{n}", index + 1, "Text")
        page.put(f"B{n}", check.text, "Text")
        page.formula(f"C{n}", check.one[0], check.one[1], "Pence")
        page.formula(f"D{n}", check.other[0], check.other[1], "Pence")
        page.formula(f"E{n}", f"ROUND(C{n}-D{n},2)", check.difference, "Pence")
        # A side that is an error fails as well.
        page.formula(f"F{n}", f'IFERROR(IF(E{n}=0,"OK","CHECK"),"CHECK")', check.result, "Check")
        page.heights({n: 18})
    page.ok_or_check(f"F6 {results}")
    page.finish("A6", f"A1:F{last}")
