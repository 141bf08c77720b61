"""The Members and fees sheet: one row for each fee, from a stated rule to what is recognised and in advance."""

from loti_admin.documents.workbook import styles
from loti_admin.documents.workbook.assumptions import months_formula, uplift_formula
from loti_admin.documents.workbook.data import AGREED, SHARED_IT, STANDARD, MemberRow
from loti_admin.documents.workbook.figures import Figures
from loti_admin.documents.workbook.member_figures import MemberFigures
from loti_admin.documents.workbook.numbers import percent, pounds, summed
from loti_admin.documents.workbook.page import (
    FIRST_ROW,
    HEAD_ROW,
    ROWS_WORTH_FILTERING,
    Book,
    Page,
    fitted,
)

TITLE = "Members and fees"
TABLE = "tblMembers"
# Head, style ending of the head, width. The columns from "VAT rate" on are for the screen: they are not printed.
_COLUMNS = (
    ("Council", "", 21),
    ("Joined", " number", 12.5),
    ("Rule", "", 12.5),
    ("Shared IT service", "", 16.5),
    ("Agreed rate", " number", 11.5),
    ("Fee for a year", " number", 12),
    ("Share", " number", 7),
    ("Of", "", 6.5),
    ("Adjustment", " number", 12.5),
    ("Credited", " number", 11.5),
    ("Net", " number", 13.5),
    ("VAT", " number", 12.5),
    ("Gross", " number", 13.5),
    ("PO number", "", 13.5),
    ("Invoice", "", 17),
    ("Recognised this year", " number", 13.5),
    ("Income in advance", " number", 13),
    ("VAT rate", " number", 9),
    ("Covers from", " number", 12.5),
    ("Last day", " number", 12.5),
    ("Months this year", " number", 9.5),
    ("Months in all", " number", 9.5),
    ("A month", " number", 12),
    ("Next year", " number", 12.5),
    ("Why", "", 130),
)
_HEADS = tuple(head for head, _, _ in _COLUMNS)


def add_members(book: Book, figures: Figures) -> None:
    data = figures.data
    year = data.year
    page = book.page(
        TITLE,
        styles.TAB_SHEET,
        (
            f"Subscription year {year} ({figures.fee_period_text}). One row for each fee; the rule is stated, "
            "never guessed from the amount.",
            "Pounds and pence. Net and VAT are what is charged less credit notes. "
            "Yellow cells can be changed; white cells work themselves out.",
        ),
        [
            fitted((row.council for row in data.members), 21),
            *(width for _, _, width in _COLUMNS[1:3]),
            fitted((row.service for row in data.members), 16),
            *(width for _, _, width in _COLUMNS[4:]),
        ],
    )
    page.heads(
        [(head, ending) for head, ending, _ in _COLUMNS],
        filtered=len(data.members) >= ROWS_WORTH_FILTERING,
    )
    page.put("X4", figures.year.next.label, "Year")
    for index, (row, worked) in enumerate(zip(data.members, figures.members, strict=True)):
        _row(page, FIRST_ROW + index, row, worked, figures)
    found = figures.members
    last = HEAD_ROW + max(len(found), 1)
    total = page.table(
        TABLE,
        _HEADS,
        len(found),
        {
            "Adjustment": summed(pounds(row.adjustment) for row in data.members),
            "Credited": summed(m.credited for m in found),
            "Net": figures.fees,
            "VAT": summed(m.vat for m in found),
            "Gross": summed(m.gross for m in found),
            "Recognised this year": figures.recognised,
            "Income in advance": figures.in_advance,
            "Next year": summed(m.next_year for m in found),
        },
        "pence",
    )
    page.choices(f"C{FIRST_ROW}:C{last}", (STANDARD, SHARED_IT, AGREED))
    page.amounts(f"E{FIRST_ROW}:E{last}", low="0")
    page.amounts(f"G{FIRST_ROW}:H{last}", low="0", high="366")
    page.amounts(f"I{FIRST_ROW}:I{last}", high="0")
    page.red_if(f"N{FIRST_ROW}:N{last}", f"AND(ISBLANK($N{FIRST_ROW}),$M{FIRST_ROW}>0)")
    page.put(
        f"A{total + 2}",
        "A red PO cell has no purchase order yet. Share: the part of the year that is charged, in months or in days. "
        "The last column, on the screen only, says why each fee is what it is.",
        "About",
    )
    page.put(
        f"A{total + 3}",
        f"Next year: those who are members on the next charge date, at the prices of {year.next}; "
        "an agreed rate is taken on with the uplift, a discount is not.",
        "About",
    )
    page.finish("B6", f"A1:Q{total + 3}")


def _row(page: Page, n: int, row: MemberRow, worked: MemberFigures, figures: Figures) -> None:
    put, formula = page.put, page.formula
    put(f"A{n}", row.council, "Input text")
    put(f"B{n}", row.joined, "Input date")
    put(f"C{n}", row.rule, "Input text")
    put(f"D{n}", row.service or None, "Input text")
    put(f"E{n}", row.agreed, "Input pence")
    formula(
        f"F{n}",
        f'IF(C{n}="{AGREED}",E{n},IF(C{n}="{SHARED_IT}",Fee_Shared_IT,IF(C{n}="{STANDARD}",Fee_Standard,0)))',
        worked.price,
        "Pence",
    )
    put(f"G{n}", row.numerator, "Input part")
    put(f"H{n}", row.denominator, "Input whole")
    put(f"I{n}", row.adjustment or None, "Input pence")
    formula(
        f"J{n}",
        f'IF(O{n}="",0,SUMIFS(tblInvoices[Net],tblInvoices[Credits],O{n}))',
        worked.credited,
        "Pence",
    )
    formula(f"K{n}", f"ROUND(F{n}*G{n}/H{n},2)+I{n}+J{n}", worked.net, "Pence")
    # VAT once on what was charged, and the VAT that each credit note took back: no penny is rounded twice.
    formula(
        f"L{n}",
        f'ROUND((K{n}-J{n})*R{n},2)+IF(O{n}="",0,SUMIFS(tblInvoices[VAT],tblInvoices[Credits],O{n}))',
        worked.vat,
        "Pence",
    )
    formula(f"M{n}", f"K{n}+L{n}", worked.gross, "Pence")
    put(f"N{n}", row.purchase_order or None, "Input text")
    put(f"O{n}", row.document or None, "Text")
    formula(
        f"P{n}",
        f'IF(Fee_Covers="{figures.financial_label}",K{n},ROUND(K{n}*U{n}/V{n},2))',
        worked.recognised,
        "Pence",
    )
    formula(f"Q{n}", f"K{n}-P{n}", worked.in_advance, "Pence")
    if row.vat_rate == figures.data.schedule.vat_rate:
        formula(f"R{n}", "VAT_Rate", percent(row.vat_rate), "Per cent")
    else:
        put(f"R{n}", percent(row.vat_rate), "Input per cent")
    put(f"S{n}", row.covers_from, "Input date")
    put(f"T{n}", row.left, "Input date")
    formula(
        f"U{n}",
        months_formula(f"S{n}", "MIN(Year_End,Fee_Year_End)"),
        worked.months,
        "Count",
    )
    formula(f"V{n}", months_formula(f"S{n}", "Fee_Year_End"), worked.covered, "Count")
    formula(f"W{n}", f"IF(U{n}=0,0,P{n}/U{n})", worked.monthly, "Pence")
    formula(
        f"X{n}",
        f'IF(AND(T{n}<>"",T{n}<EDATE(Charge_Date,12)),0,IF(C{n}="{AGREED}",{uplift_formula(f"E{n}")},'
        f'IF(C{n}="{SHARED_IT}",Fee_Shared_IT_Next,Fee_Standard_Next)))',
        worked.next_year,
        "Pence",
    )
    # Not wrapped: the last column may run on to the right, and the rows stay one line high on paper.
    put(f"Y{n}", row.why or None, "Text")
    page.heights({n: 15.5})
