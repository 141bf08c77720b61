"""What stands below the last line: the table of VAT (or the sums of a grant), and the total to pay."""

from loti_admin.documents.common_words import has_vat, rate_text, vat_rows
from loti_admin.documents.content import Content
from loti_admin.documents.fonts import SEMIBOLD
from loti_admin.documents.lines_table import RULE_ABOVE_ROW
from loti_admin.documents.page import (
    ACCENT,
    BODY,
    FACTS,
    LABEL,
    LEFT,
    RIGHT,
    ROW,
    SECOND,
    TOTAL_RULE,
    Page,
)
from loti_admin.domain.invoices import Document

_NET, _VAT = 56.0, 84.0  # right edges of the table of VAT
_BELOW_ROWS = 3.0
_TO_FIRST = 6.2  # from the head of the left block to its first row
_RESULT = 1.9  # more room above a result
_ENDS = 201.0  # above the payment panel and its rule
_LAST_ROW_ENDS = 182.0
_EARLIEST_END = 158.0  # one usual row must fit above


def last_row_ends(document: Document, content: Content) -> float:
    """The y by which the rows of the last page end, so that all totals stand above the payment panel."""
    needed = _BELOW_ROWS + _TO_FIRST + (_left_rows(document, content) - 1) * ROW
    needed += _RESULT if content.beside else 0
    return max(min(_LAST_ROW_ENDS, _ENDS - needed), _EARLIEST_END)


def _left_rows(document: Document, content: Content) -> int:
    return len(content.beside.amounts) if content.beside else max(len(vat_rows(document)), 1)


def draw_totals(page: Page, document: Document, content: Content, below: float) -> None:
    """`below` is where the next row would be."""
    top = below + _BELOW_ROWS
    rows = _left_rows(document, content)
    room = _ENDS - top - _TO_FIRST - (_RESULT if content.beside else 0)
    pitch = min(ROW, room / max(rows - 1, 1))
    if content.beside:
        _draw_sums(page, content, top, pitch)
    elif has_vat(document):
        _draw_vat(page, document, top, pitch)
    _draw_grand_total(page, content, top)


def _draw_vat(page: Page, document: Document, top: float, pitch: float) -> None:
    size = BODY * pitch / ROW
    page.text(LEFT, top, "VAT rate", size=LABEL, colour=SECOND)
    page.right(_NET, top, "Net", size=LABEL, colour=SECOND)
    page.right(_VAT, top, "VAT", size=LABEL, colour=SECOND)
    page.rule(top + 2.2, LEFT, _VAT)
    for index, entry in enumerate(vat_rows(document)):
        y = top + _TO_FIRST + index * pitch
        page.text(LEFT, y, rate_text(entry.rate), size=size, width=14)
        page.right(_NET, y, str(entry.net), size=size, width=21)
        page.right(_VAT, y, str(entry.vat), size=size, width=26)


def _draw_sums(page: Page, content: Content, top: float, pitch: float) -> None:
    assert content.beside is not None
    scale = pitch / ROW
    page.text(LEFT, top, content.beside.heading, face=SEMIBOLD, size=BODY)
    page.rule(top + 2.2, LEFT, _VAT)
    *parts, (result, amount) = content.beside.amounts
    y = top + _TO_FIRST
    for label, part in parts:
        page.text(LEFT, y, label, size=LABEL * scale, colour=SECOND, width=38)
        page.right(_VAT, y, str(part), size=BODY * scale, width=25)
        y += pitch
    if parts:
        y += _RESULT
        page.strong_rule(y - 4.5 * scale, LEFT, _VAT)
    page.text(LEFT, y, result, face=SEMIBOLD, size=BODY * scale, width=36)
    page.right(_VAT, y, amount.text, face=SEMIBOLD, size=BODY * scale, width=27)


def _draw_grand_total(page: Page, content: Content, top: float) -> None:
    y = top
    if content.totals:
        for label, amount in content.totals:
            page.text(FACTS, y, label)
            page.right(RIGHT, y, amount.text, width=38)
            y += 5.1
        page.rule(top + 8, FACTS, RIGHT, weight=TOTAL_RULE, colour=ACCENT)
        y = top + 15
    else:
        rule = top - _BELOW_ROWS - RULE_ABOVE_ROW
        page.rule(rule, FACTS, RIGHT, weight=TOTAL_RULE, colour=ACCENT)
    label, amount = content.grand
    page.text(FACTS, y, label, face=SEMIBOLD, size=13, width=33)
    page.right(RIGHT, y, amount.text, face=SEMIBOLD, size=17, width=33.5)
