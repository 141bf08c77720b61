"""The Invoices and receipts sheet: every numbered document of the year, what is left to pay, and money received."""

from openpyxl.worksheet.pagebreak import Break

from loti_admin.documents.workbook import styles
from loti_admin.documents.workbook.data import (
    CREDIT_NOTE,
    DocumentRow,
    ReceiptRow,
)
from loti_admin.documents.workbook.figures import Figures
from loti_admin.documents.workbook.numbers import pounds, summed
from loti_admin.documents.workbook.page import (
    FIRST_ROW,
    HEAD_ROW,
    ROWS_WORTH_FILTERING,
    Book,
    Page,
    fitted,
)
from loti_admin.domain.dates import long_date

TITLE = "Invoices and receipts"
TABLE, RECEIPTS = "tblInvoices", "tblReceipts"
_COLUMNS = (
    ("Number", "", 22),
    ("Kind", "", 13),
    ("For", "", 14),
    ("Payer", "", 28),
    ("Date", " number", 12.5),
    ("Due", " number", 12.5),
    ("Net", " number", 14),
    ("VAT", " number", 13),
    ("Gross", " number", 14),
    ("Paid", " number", 14),
    ("Set off", " number", 13),
    ("Left to pay", " number", 13.5),
    ("Age", "", 15),
    ("Credits", "", 18),
)
_HEADS = tuple(head for head, _, _ in _COLUMNS)
# Pixels between the margins of a landscape A4 page, a little less to be safe, and the rows of this list that it holds.
_PAPER, _ROWS_OF_A_PAGE = 975, 38
# The receipts stand below, in the columns of the same widths.
_RECEIPT_COLUMNS = (
    ("From", ""),
    ("Received", " number"),
    ("Amount", " number"),
    ("Bank reference", ""),
    ("Used here", " number"),
    ("Used elsewhere", " number"),
    ("On account", " number"),
)


def add_invoices(book: Book, figures: Figures) -> None:
    data = figures.data
    payers = fitted((receipt.payer for receipt in data.receipts), 22, 28)
    references = fitted((receipt.reference for receipt in data.receipts), 28)
    widths = [payers, 13, 14, references, *(width for _, _, width in _COLUMNS[4:])]
    page = book.page(
        TITLE,
        styles.TAB_SHEET,
        (
            "Every numbered document of the year, in the order of issue, and what is left to pay on "
            f"{long_date(data.as_of)}.",
            "Pounds and pence. Credit notes are negative and set off the invoice they credit. "
            "Nothing issued is ever changed; a mistake is put right by a credit note. "
            "Set off counts what was written off, too.",
        ),
        widths,
    )
    filtered = len(data.documents) >= ROWS_WORTH_FILTERING
    page.heads([(head, ending) for head, ending, _ in _COLUMNS], filtered=filtered)
    for index, document in enumerate(data.documents):
        _document(page, FIRST_ROW + index, document, figures)
    documents = data.documents
    total = page.table(
        TABLE,
        _HEADS,
        len(documents),
        {
            "Net": summed(pounds(d.net) for d in documents),
            "VAT": summed(pounds(d.vat) for d in documents),
            "Gross": summed(pounds(d.gross) for d in documents),
            "Paid": summed(pounds(d.paid) for d in documents),
            "Set off": summed(figures.set_off(d) for d in documents),
            "Left to pay": summed(figures.left_to_pay(d) for d in documents),
        },
        "pence",
    )
    last = _receipts(page, total + 2, data.receipts)
    # On paper the receipts begin a page. Breaks only work with a scale: “fit to width” ignores them.
    page.sheet.row_breaks.append(Break(id=total, max=16_383, man=True))
    short = len(documents) <= _ROWS_OF_A_PAGE
    page.finish(
        "B6",
        f"A1:N{last}",
        scale=int(_PAPER / (sum(widths) * 7) * 100),
        # The documents' heads would stand above the receipts, so they are only repeated if the list runs on.
        repeated=HEAD_ROW - 2 if short else HEAD_ROW,
    )


def _document(page: Page, n: int, document: DocumentRow, figures: Figures) -> None:
    put, formula = page.put, page.formula
    put(f"A{n}", document.number, "Text")
    put(f"B{n}", document.kind, "Text")
    put(f"C{n}", document.purpose, "Text")
    put(f"D{n}", document.payer, "Text")
    put(f"E{n}", document.on, "Date")
    put(f"F{n}", document.due, "Date")
    put(f"G{n}", document.net, "Pence")
    put(f"H{n}", document.vat, "Pence")
    formula(f"I{n}", f"G{n}+H{n}", pounds(document.gross), "Pence")
    put(f"J{n}", document.paid, "Pence")
    given_up = f"+{document.written_off.plain()}" if document.written_off else ""
    formula(
        f"K{n}",
        f'IF(B{n}="{CREDIT_NOTE}",I{n},-SUMIFS({TABLE}[Gross],{TABLE}[Credits],A{n}){given_up})',
        figures.set_off(document),
        "Pence",
    )
    formula(f"L{n}", f"I{n}-J{n}-K{n}", figures.left_to_pay(document), "Pence")
    late = f"Report_Date-F{n}"
    formula(
        f"M{n}",
        f'IF(OR(F{n}="",L{n}<=0),"",IF({late}<=0,"Not due",IF({late}<=30,"1 to 30 days",'
        f'IF({late}<=60,"31 to 60 days",IF({late}<=90,"61 to 90 days","Over 90 days")))))',
        figures.age(document),
        "Text",
    )
    put(f"N{n}", document.credits or None, "Text")


def _receipts(page: Page, start: int, receipts: tuple[ReceiptRow, ...]) -> int:
    """The second list, from row `start`; gives its last row."""
    page.section(start, "Receipts")
    head = start + 1
    page.heads(_RECEIPT_COLUMNS, row=head)
    for index, receipt in enumerate(receipts):
        n = head + 1 + index
        page.put(f"A{n}", receipt.payer or None, "Text")
        page.put(f"B{n}", receipt.on, "Date")
        page.put(f"C{n}", receipt.amount, "Pence")
        page.put(f"D{n}", receipt.reference or None, "Text")
        page.put(f"E{n}", receipt.used_here, "Pence")
        page.put(f"F{n}", receipt.used_elsewhere, "Pence")
        left = receipt.amount - receipt.used_here - receipt.used_elsewhere
        page.formula(f"G{n}", f"C{n}-E{n}-F{n}", pounds(left), "Pence")
    heads = [text for text, _ in _RECEIPT_COLUMNS]
    here = summed(pounds(r.used_here) for r in receipts)
    elsewhere = summed(pounds(r.used_elsewhere) for r in receipts)
    amount = summed(pounds(r.amount) for r in receipts)
    return page.table(
        RECEIPTS,
        heads,
        len(receipts),
        {
            "Amount": amount,
            "On account": amount - here - elsewhere,
            "Used here": here,
            "Used elsewhere": elsewhere,
        },
        "pence",
        row=head,
    )
