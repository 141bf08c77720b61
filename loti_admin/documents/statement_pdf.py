"""A statement of account as a PDF: what is owed by age, what is open, and what happened since the last one.

Importing this module loads the PDF library, so it is imported on first use.
"""

from io import BytesIO

from loti_admin.documents.archive.pdf_a import archived
from loti_admin.documents.archive.xmp import About
from loti_admin.documents.content import Content, Fact, Panel, facts, sentence
from loti_admin.documents.fonts import SEMIBOLD, load_faces, printable
from loti_admin.documents.frame import (
    draw_address,
    draw_foot,
    draw_letterhead,
    draw_logo,
    draw_marks,
    draw_running_head,
    draw_strip,
    draw_title,
)
from loti_admin.documents.invoice_pdf import a_canvas, drawing
from loti_admin.documents.letter_words import (
    amount_text,
    days_text,
    interest_text,
    order_text,
    purpose,
    settled,
    taken_off,
)
from loti_admin.documents.look import ISSUED
from loti_admin.documents.page import ACCENT, HEADING, LABEL, LEFT, RIGHT, SECOND, Page
from loti_admin.documents.panels import draw_panels
from loti_admin.documents.supplier_words import FULL_NAME, bank_facts, contact_sentences
from loti_admin.documents.text import wrap
from loti_admin.domain.accounts import Age, OpenDocument
from loti_admin.domain.dates import long_date
from loti_admin.domain.letters import Statement
from loti_admin.domain.money import ZERO, total

_AGES = {
    Age.NOT_DUE: "Not due yet",
    Age.TO_30: "1–30 days late",
    Age.TO_60: "31–60 days late",
    Age.TO_90: "61–90 days late",
    Age.OVER_90: "Over 90 days late",
}
_AGE_EDGES = (47.7, 75.9, 104.0, 132.0, 160.0)
_DUE, _OVERDUE, _AMOUNT, _SETTLED = 75.5, 120.7, 144.5, 167.3
_FIRST_HEAD, _HEAD_AGAIN = 162.2, 40.0
_TO_ROW, _ROW, _LAST_ROW = 8.1, 11.9, 254.0
_TO_TOTAL, _TO_NOTES, _TO_PANELS = 0.8, 7.0, 8.0
_PANELS_BY = 222.0
_NOTE = 4.2


def render_statement(statement: Statement) -> bytes:
    """The PDF; the same statement gives the same bytes, in every process and on every day."""
    content = statement_content(statement)
    load_faces()
    with drawing:
        file = BytesIO()
        canvas = a_canvas(file)
        canvas.setViewerPreference("DisplayDocTitle", "true")
        _draw(Page(canvas), statement, content)
        canvas.save()
    about = About(
        title=printable(f"Statement of account {statement.on.isoformat()}"),
        author=printable(statement.supplier.name or FULL_NAME),
        subject=printable(statement.customer_name),
        on=statement.on,
    )
    return archived(file.getvalue(), about)


def statement_content(statement: Statement) -> Content:
    """The words around the two tables."""
    account, supplier = statement.account, statement.supplier
    late = f"{days_text(account.oldest)} overdue" if account.overdue else "Nothing is late"
    quote = statement.reference
    return Content(
        title="Statement of account",
        number=statement.reference,
        facts=facts(
            ("Statement date", long_date(statement.on), True),
            ("Customer account", statement.reference),
            ("Payments up to", long_date(statement.paid_up_to) if statement.paid_up_to else ""),
            ("Last statement", long_date(statement.last) if statement.last else ""),
        ),
        strip=(
            Fact("You owe us", account.outstanding.text),
            Fact("Of which overdue", account.overdue.text),
            Fact("Oldest", late),
            Fact("Quote when you pay", quote),
        ),
        grand=("Total", account.outstanding),
        left=Panel(
            heading="How to pay",
            facts=bank_facts(supplier, f"{quote} and the document numbers"),
        ),
        right=Panel(
            heading="What we ask",
            sentences=(
                sentence(_request(statement)),
                *contact_sentences(supplier, quiet=True),
            ),
        ),
    )


def _request(statement: Statement) -> str:
    account = statement.account
    if account.overdue:
        return (
            f"{account.overdue.text} is overdue. Please pay it now, or tell us what is holding it up: "
            "a missing purchase order, a copy of an invoice, a query."
        )
    if account.open:
        return "Nothing is overdue. Please pay each document by its due date."
    return "There is nothing to pay."


def notes_of(statement: Statement) -> list[str]:
    """What happened since the last statement, money that is held, and interest if it is to be shown."""
    parts = [
        f"{m.amount.text} {m.what} on {long_date(m.on)}{f' ({m.number})' if m.number else ''}"
        for m in statement.since
    ]
    start = "Since the last statement" if statement.last else "In the last year"
    moved = f"{start}: {'; '.join(parts) if parts else 'nothing was paid or credited'}."
    held = statement.account.on_account
    money = (
        f"We hold {held.text} on account for you, which is not taken off above."
        if held
        else "We hold no money on account for you."
    )
    notes = [f"{moved} {money}"]
    if statement.interest:
        notes.append(interest_text(statement.interest))
    return notes


def _draw(page: Page, statement: Statement, content: Content) -> None:
    notes = [line for note in notes_of(statement) for line in wrap(note, LABEL, RIGHT - LEFT)]
    pages = paginate(statement.account.open, len(notes))
    for number, rows in enumerate(pages, start=1):
        first, last = number == 1, number == len(pages)
        draw_marks(page, statement, ISSUED)
        if first:
            draw_letterhead(page, statement.supplier, with_vat=True)
            draw_address(page, statement)
            draw_title(page, content)
            draw_strip(page, content.strip)
            _draw_ages(page, statement)
            page.text(LEFT, 154.5, "What is open", face=SEMIBOLD, size=HEADING, colour=ACCENT)
        else:
            draw_running_head(page, statement, content, with_vat=False)
        below = _draw_open(page, rows, _FIRST_HEAD if first else _HEAD_AGAIN, last=last)
        if last:
            below = _draw_total(page, statement, below)
            page.lines(LEFT, below + _TO_NOTES, notes, _NOTE, size=LABEL, colour=SECOND)
            end = below + _TO_NOTES + (len(notes) - 1) * _NOTE
            draw_panels(page, content.left, content.right, min(end + _TO_PANELS, _PANELS_BY))
        note = (
            "This statement is for information; it is not a VAT document. "
            "Payments of the last three days may be missing."
        )
        draw_foot(page, statement, content, number, len(pages), note)
        if first:
            draw_logo(page, statement.supplier)
        page.next()


def paginate(rows: tuple[OpenDocument, ...], note_lines: int) -> list[tuple[OpenDocument, ...]]:
    """The rows of each page; those of the last one leave room for the total, the notes and the panels."""
    pages: list[tuple[OpenDocument, ...]] = []
    room_below = _TO_TOTAL + _TO_NOTES + (note_lines - 1) * _NOTE + _TO_PANELS
    left = rows
    while True:
        start = (_HEAD_AGAIN if pages else _FIRST_HEAD) + _TO_ROW
        if start + len(left) * _ROW + room_below <= _PANELS_BY:
            return [*pages, left]
        most = int((_LAST_ROW - start) / _ROW) + 1
        # Totals never stand alone.
        here = min(most, max(len(left) - 1, 0))
        if not left and pages:
            return [*pages, left]
        pages.append(left[:here])
        left = left[here:]


def _draw_ages(page: Page, statement: Statement) -> None:
    page.text(LEFT, 124.5, "What you owe, by age", face=SEMIBOLD, size=HEADING, colour=ACCENT)
    for edge, title in zip(_AGE_EDGES, _AGES.values(), strict=True):
        page.right(edge, 132.4, title, size=LABEL, colour=SECOND)
    page.right(RIGHT, 132.4, "Total", size=LABEL, colour=SECOND)
    page.strong_rule(134.6)
    ages = statement.account.by_age
    oldest = max((place for place, amount in enumerate(ages) if amount), default=0)
    for place, (edge, amount) in enumerate(zip(_AGE_EDGES, ages, strict=True)):
        # The oldest money is what the letter is about.
        if place == oldest and place:
            page.right(edge, 140.6, amount_text(amount), face=SEMIBOLD, width=26)
        else:
            page.right(edge, 140.6, amount_text(amount), width=26)
    page.right(RIGHT, 140.6, str(statement.account.outstanding), face=SEMIBOLD, width=28)
    page.rule(143.2)


def _draw_open(page: Page, rows: tuple[OpenDocument, ...], head: float, *, last: bool) -> float:
    """Gives the baseline where the next row would stand."""
    page.text(LEFT, head, "Document", size=LABEL, colour=SECOND)
    page.text(_DUE, head, "Due", size=LABEL, colour=SECOND)
    for edge, title in (
        (_OVERDUE, "Overdue"),
        (_AMOUNT, "Amount"),
        (_SETTLED, "Paid, credited"),
        (RIGHT, "Left to pay"),
    ):
        page.right(edge, head, title, size=LABEL, colour=SECOND)
    page.strong_rule(head + 2.1)
    y = head + _TO_ROW
    if not rows and last:
        page.text(LEFT, y, "Nothing is open.")
        y += _ROW - 4
    for index, entry in enumerate(rows):
        _draw_row(page, entry, y)
        y += _ROW
        if not (last and index == len(rows) - 1):
            page.rule(y - 5.4)
    if not last:
        page.right(RIGHT, y, "Carried on", size=LABEL, colour=SECOND)
    return y


def _draw_row(page: Page, entry: OpenDocument, y: float) -> None:
    document = entry.document
    page.text(LEFT, y, document.number, face=SEMIBOLD, width=53)
    page.text(_DUE, y, long_date(document.due), width=34)
    if entry.overdue:
        page.right(_OVERDUE, y, days_text(entry.days), width=17)
    page.right(_AMOUNT, y, str(document.gross), width=22)
    page.right(_SETTLED, y, taken_off(settled(entry)), width=21)
    page.right(RIGHT, y, str(entry.left), face=SEMIBOLD, width=21)
    quiet = f"{long_date(document.on)}. {purpose(document)}. {order_text(document)}"
    page.text(LEFT, y + 4.1, quiet, size=LABEL, colour=SECOND, width=170)


def _draw_total(page: Page, statement: Statement, y: float) -> float:
    rows = statement.account.open
    page.strong_rule(y - 5.4)
    y += _TO_TOTAL
    page.text(LEFT, y, "Total", face=SEMIBOLD)
    page.right(_AMOUNT, y, str(total(r.document.gross for r in rows)), face=SEMIBOLD, width=22)
    taken = total(map(settled, rows)) if rows else ZERO
    page.right(_SETTLED, y, taken_off(taken), face=SEMIBOLD, width=21)
    page.right(RIGHT, y, statement.account.outstanding.text, face=SEMIBOLD, width=22)
    return y
