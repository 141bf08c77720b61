"""The Contributions and grants sheet: who pays what, until when, and what is not agreed yet."""

from loti_admin.documents.workbook import styles
from loti_admin.documents.workbook.data import (
    CONTRIBUTION,
    CORE,
    GRANT,
    OTHER_INCOME,
    RESTRICTED,
    IncomeRow,
)
from loti_admin.documents.workbook.figures import Figures
from loti_admin.documents.workbook.numbers import pounds, summed
from loti_admin.documents.workbook.page import FIRST_ROW, HEAD_ROW, Book, Page, fitted

TITLE = "Contributions and grants"
TABLE = "tblGrants"
_COLUMNS = (
    ("Payer", "", 24),
    ("Agreement", "", 24),
    ("Type", "", 14),
    ("Kind", "", 10.5),
    ("Term starts", " number", 12.5),
    ("Term ends", " number", 12.5),
    ("Prior year actual", " number", 11),
    ("Original estimate", " number", 11),
    ("Approved variations", " number", 11),
    ("Revised budget", " number", 11),
    ("Actual to date", " number", 11),
    ("Forecast outturn", " number", 11),
    ("Next year", " number", 11),
    ("Year after", " number", 11),
    ("Third year", " number", 11),
    ("Flag", "", 28),
)
_HEADS = tuple(head for head, _, _ in _COLUMNS)


def add_income(book: Book, figures: Figures) -> None:
    rows = figures.data.income
    page = book.page(
        TITLE,
        styles.TAB_SHEET,
        (
            "Contributions and grants are outside the scope of VAT. A grant is never carried past its term: "
            "the year after shows nothing, with a flag.",
            "Pounds, without VAT. Restricted money is kept apart from core. "
            "Yellow cells can be changed; white cells work themselves out.",
        ),
        [
            fitted((row.payer for row in rows), 24, 36),
            fitted((row.agreement for row in rows), 20, 36),
            *(width for _, _, width in _COLUMNS[2:]),
        ],
    )
    page.heads([(head, ending) for head, ending, _ in _COLUMNS])
    later = [figures.year.next, figures.year.next.next, figures.year.next.next.next]
    for column, year in zip("MNO", later, strict=True):
        page.put(f"{column}4", year.label, "Year")
    for index, row in enumerate(rows):
        _row(page, FIRST_ROW + index, row, figures)
    last = HEAD_ROW + max(len(rows), 1)
    totals = {
        "Prior year actual": summed(pounds(r.prior) for r in rows),
        "Original estimate": summed(figures.original(r) for r in rows),
        "Approved variations": summed(pounds(r.variations) for r in rows),
        "Revised budget": summed(figures.original(r) + pounds(r.variations) for r in rows),
        "Actual to date": summed(pounds(r.actual) for r in rows),
        "Forecast outturn": summed(pounds(r.forecast) for r in rows),
    }
    for index, head in enumerate(("Next year", "Year after", "Third year")):
        totals[head] = summed(figures.later(r, index) for r in rows)
    total = page.table(TABLE, _HEADS, len(rows), totals, "pounds")
    page.choices(f"C{FIRST_ROW}:C{last}", (CONTRIBUTION, GRANT, OTHER_INCOME))
    page.choices(f"D{FIRST_ROW}:D{last}", (CORE, RESTRICTED))
    page.amounts(f"G{FIRST_ROW}:O{last}")
    page.put(
        f"A{total + 2}",
        "Actual to date is money received; the host’s own contribution counts from the charge date. "
        "White amounts follow the contribution on Assumptions.",
        "About",
    )
    page.finish("C6", f"A1:P{total + 2}")


def _row(page: Page, n: int, row: IncomeRow, figures: Figures) -> None:
    put, formula = page.put, page.formula
    put(f"A{n}", row.payer, "Input text")
    put(f"B{n}", row.agreement or None, "Input text")
    put(f"C{n}", row.type, "Input text")
    put(f"D{n}", row.fund, "Input text")
    put(f"E{n}", row.starts, "Input date")
    put(f"F{n}", row.ends, "Input date")
    put(f"G{n}", row.prior, "Input pounds")
    original = figures.original(row)
    if row.by_schedule:
        formula(f"H{n}", "Contribution", original, "Pounds")
    else:
        put(f"H{n}", row.original, "Input pounds")
    put(f"I{n}", row.variations, "Input pounds")
    formula(f"J{n}", f"H{n}+I{n}", original + pounds(row.variations), "Pounds")
    put(f"K{n}", row.actual, "Input pounds")
    put(f"L{n}", row.forecast, "Input pounds")
    for index, column in enumerate("MNO"):
        ref = f"{column}{n}"
        if row.by_schedule:
            starts = f"EDATE(Year_Start,{12 * (index + 1)})"
            over = f'AND(F{n}<>"",F{n}<{starts})'
            formula(ref, f"IF({over},0,Contribution)", figures.later(row, index), "Pounds")
        else:
            put(ref, row.later[index], "Input pounds")
    formula(
        f"P{n}",
        f'IF(AND(C{n}="{CONTRIBUTION}",F{n}=""),"Term not known",IF(L{n}<=0,"",IF(C{n}="{OTHER_INCOME}",'
        f'IF(M{n}<=0,"Nothing planned next year",""),IF(M{n}<=0,"Ends: nothing next year",'
        f'IF(N{n}<=0,"Nothing in "&$N$4&": renew?",IF(O{n}<=0,"Nothing in "&$O$4&": renew?",""))))))',
        _flag(row, figures),
        "Flag",
    )
    page.heights({n: 16.5})


def _flag(row: IncomeRow, figures: Figures) -> str:
    if row.type == CONTRIBUTION and row.ends is None:
        return "Term not known"
    if row.forecast.pence <= 0:
        return ""
    if row.type == OTHER_INCOME:
        return "" if figures.later(row, 0) > 0 else "Nothing planned next year"
    after = figures.year.next
    for index in range(3):
        if figures.later(row, index) <= 0:
            return "Ends: nothing next year" if index == 0 else f"Nothing in {after.label}: renew?"
        after = after.next
    return ""
