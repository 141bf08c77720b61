"""The Expenditure sheet: spending by subjective group and line, with its forecast and the three years that follow."""

from fractions import Fraction

from openpyxl.worksheet.pagebreak import Break, ColBreak

from loti_admin.documents.workbook import styles
from loti_admin.documents.workbook.data import (
    BASES,
    CORE,
    ENDS,
    PAY,
    PRICES,
    RESTRICTED,
    WITH_GRANTS,
    SpendingRow,
)
from loti_admin.documents.workbook.figures import Figures, Row
from loti_admin.documents.workbook.numbers import NOTHING, pounds, summed
from loti_admin.documents.workbook.page import (
    FIRST_ROW,
    HEAD_ROW,
    ROWS_WORTH_FILTERING,
    Book,
    Page,
    row_height,
)

TITLE = "Expenditure"
TABLE = "tblSpend"
_NOTE_WIDTH = 29
_COLUMNS = (
    ("Group", "", 23),
    ("Line", "", 36),
    ("Fund", "", 11.5),
    ("Prior year actual", " number", 11.5),
    ("Original estimate", " number", 11.5),
    ("Approved variations", " number", 11.5),
    ("Revised budget", " number", 11.5),
    ("Actual to date", " number", 11.5),
    ("Commitments", " number", 14.5),
    ("Forecast outturn", " number", 11.5),
    ("Variance", " number", 11.5),
    ("Variance percent", " number", 11),
    ("Explanation", "", _NOTE_WIDTH),
    ("Basis", "", 9),
    ("Next year", " number", 12),
    ("Year after", " number", 12),
    ("Third year", " number", 12),
)
_HEADS = tuple(head for head, _, _ in _COLUMNS)


def add_expenditure(book: Book, figures: Figures) -> None:
    rows, lines = figures.data.spending, figures.spending.lines
    # On paper the sheet is two pages wide and columns A:B are on both, so the words stay inside them.
    page = book.page(
        TITLE,
        styles.TAB_SHEET,
        ("Spending by CIPFA subjective group", "Pounds, without VAT. Yellow cells can be changed."),
        [width for _, _, width in _COLUMNS],
    )
    page.put("C2", "With commitments, the forecast, and the reason for each difference.", "About")
    page.put(
        "C3", "Variance = forecast less revised budget: + means more spent than budgeted.", "About"
    )
    filtered = len(rows) >= ROWS_WORTH_FILTERING
    page.heads([(head, ending) for head, ending, _ in _COLUMNS], filtered=filtered)
    year = figures.year
    for column in "OPQ":
        year = year.next
        page.put(f"{column}4", year.label, "Year")
    for index, (row, line) in enumerate(zip(rows, lines, strict=True)):
        _row(page, FIRST_ROW + index, row, line)
    last = HEAD_ROW + max(len(rows), 1)
    total = figures.spending.total
    totals = {
        "Prior year actual": total["prior"],
        "Original estimate": total["original"],
        "Approved variations": total["variations"],
        "Revised budget": total["revised"],
        "Actual to date": total["actual"],
        "Commitments": summed(pounds(row.commitments) for row in rows),
        "Forecast outturn": total["forecast"],
        "Next year": total["next"],
        "Year after": total["after"],
        "Third year": total["third"],
    }
    last_row = page.table(TABLE, _HEADS, len(rows), totals, "pounds")
    difference = total["forecast"] - total["revised"]
    page.formula(f"K{last_row}", f"J{last_row}-G{last_row}", difference, "Total variance")
    page.formula(
        f"L{last_row}",
        _percent(last_row),
        _ratio(difference, total["revised"]),
        "Total variance per cent",
    )
    page.choices(f"C{FIRST_ROW}:C{last}", (CORE, RESTRICTED))
    page.choices(f"N{FIRST_ROW}:N{last}", BASES)
    page.amounts(f"D{FIRST_ROW}:J{last}")
    page.put(f"A{last_row + 2}", "Basis: Pay and Prices grow by the rates on", "About")
    page.put(f"A{last_row + 3}", "Assumptions; Grants follows restricted grants.", "About")
    page.finish("C6", f"A1:Q{last_row + 3}", scale=66)
    page.sheet.print_title_cols = "A:B"
    # Column 13 is the last one of the first printed page.
    page.sheet.col_breaks = ColBreak()
    page.sheet.col_breaks.append(Break(id=13, max=1_048_575, man=True))


def _row(page: Page, n: int, row: SpendingRow, line: Row) -> None:
    put, formula = page.put, page.formula
    put(f"A{n}", row.group, "Input text")
    put(f"B{n}", row.line, "Input note")
    put(f"C{n}", row.fund, "Input text")
    put(f"D{n}", row.prior, "Input pounds")
    put(f"E{n}", row.original, "Input pounds")
    put(f"F{n}", row.variations, "Input pounds")
    formula(f"G{n}", f"E{n}+F{n}", line["revised"], "Pounds")
    put(f"H{n}", row.actual, "Input pounds")
    put(f"I{n}", row.commitments, "Input pounds")
    put(f"J{n}", row.forecast, "Input pounds")
    difference = line["forecast"] - line["revised"]
    formula(f"K{n}", f"J{n}-G{n}", difference, "Variance")
    formula(f"L{n}", _percent(n), _ratio(difference, line["revised"]), "Variance per cent")
    put(f"M{n}", row.note or None, "Input note")
    put(f"N{n}", row.basis, "Input text")
    for before, column, key, index in (
        ("G", "O", "next", 1),
        ("O", "P", "after", 2),
        ("P", "Q", "third", 3),
    ):
        grants = "MNO"[index - 1]
        heads = {"M": "Next year", "N": "Year after", "O": "Third year"}
        restricted = f'SUMIFS(tblGrants[Revised budget],tblGrants[Kind],"{RESTRICTED}")'
        then = f'SUMIFS(tblGrants[{heads[grants]}],tblGrants[Kind],"{RESTRICTED}")'
        formula(
            f"{column}{n}",
            f'IF(N{n}="{PAY}",ROUND(ROUND({before}{n}*(1+Pay_Rise),6),0),IF(N{n}="{PRICES}",ROUND(ROUND({before}{n}*(1+Price_Rise),6),0),'
            f'IF(N{n}="{WITH_GRANTS}",IF({restricted}=0,0,ROUND(G{n}*{then}/{restricted},2)),'
            f'IF(N{n}="{ENDS}",0,{before}{n}))))',
            line[key],
            "Pounds",
        )
    page.heights({n: max(18, row_height(row.note, _NOTE_WIDTH), row_height(row.line, 36))})


def _percent(n: int) -> str:
    return f"IF(G{n}=0,0,K{n}/G{n})"


def _ratio(part: Fraction, whole: Fraction) -> Fraction:
    return part / whole if whole else NOTHING
