"""A reminder as a PDF: one letter of one or more pages about everything of a member that is overdue.

Importing this module loads the PDF library, so it is imported on first use.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from io import BytesIO

from loti_admin.documents.archive.pdf_a import archived
from loti_admin.documents.archive.xmp import About
from loti_admin.documents.content import Content, Fact, Panel, facts
from loti_admin.documents.fonts import REGULAR, SEMIBOLD, load_faces, printable
from loti_admin.documents.frame import (
    draw_address,
    draw_foot,
    draw_letterhead,
    draw_logo,
    draw_marks,
    draw_running_head,
    draw_title,
)
from loti_admin.documents.invoice_pdf import a_canvas, drawing
from loti_admin.documents.invoice_words import FRAUD
from loti_admin.documents.letter_texts import reminder_subject
from loti_admin.documents.letter_words import days_text, interest_text, purpose
from loti_admin.documents.look import ISSUED
from loti_admin.documents.page import ACCENT, LABEL, LEFT, RIGHT, SECOND, TOTAL_RULE, Page
from loti_admin.documents.supplier_words import FULL_NAME, bank_facts, phone_and_email
from loti_admin.documents.text import Line, wrap, wrap_runs
from loti_admin.domain.accounts import OpenDocument
from loti_admin.domain.chasing import LEVEL_NAMES
from loti_admin.domain.dates import long_date
from loti_admin.domain.letters import Reminder, Runs

_LETTER, _PITCH = 11.0, 5.2
_WIDTH = 140.0
_SUBJECT, _AGAIN = 102.5, 38.0
_LAST = 266.0
_LONGEST_WHOLE = 8  # lines of a paragraph that no page breaks
_BANK = 242.2
_FOR, _DATE, _DUE, _OVERDUE = 79.5, 53.5, 124.8, 161.5


@dataclass(frozen=True, slots=True)
class Block:
    """Something that is drawn whole, from its first baseline on, and the distance to the next one; both in mm.

    `height` is what it takes below its first baseline.
    """

    draw: Callable[[Page, float], None]
    height: float
    to_next: float


def render_reminder(reminder: Reminder) -> bytes:
    """The PDF; the same reminder gives the same bytes, in every process and on every day."""
    load_faces()
    content = reminder_content(reminder)
    with drawing:
        file = BytesIO()
        canvas = a_canvas(file)
        canvas.setViewerPreference("DisplayDocTitle", "true")
        _draw(Page(canvas), reminder, content)
        canvas.save()
    about = About(
        title=printable(f"{content.title} {reminder.on.isoformat()}"),
        author=printable(reminder.supplier.name or FULL_NAME),
        subject=printable(f"{reminder.customer_name}: {reminder_subject(reminder)}"),
        on=reminder.on,
    )
    return archived(file.getvalue(), about)


def reminder_content(reminder: Reminder) -> Content:
    orders = [e.document.purchase_order.strip() for e in reminder.documents]
    order = orders[0] if len(set(orders)) == 1 else ""
    return Content(
        title=LEVEL_NAMES[reminder.level],
        number=f"{reminder.reference} / R{reminder.level}",
        facts=facts(
            ("Date", long_date(reminder.on), True),
            ("Our reference", f"{reminder.reference} / R{reminder.level}"),
            ("Your purchase order", order),
            *((name, long_date(day)) for name, day in reminder.earlier),
            ("Please answer by", long_date(reminder.answer_by)),
        ),
        strip=(),
        grand=("Overdue", reminder.amount),
        left=Panel(heading=""),
        right=Panel(heading=""),
    )


def _draw(page: Page, reminder: Reminder, content: Content) -> None:
    pages = _paginated(_blocks(reminder))
    for number, blocks in enumerate(pages, start=1):
        draw_marks(page, reminder, ISSUED)
        if number == 1:
            draw_letterhead(page, reminder.supplier, with_vat=False)
            draw_address(page, reminder)
            draw_title(page, content)
        else:
            draw_running_head(page, reminder, content, with_vat=False)
        for block, y in blocks:
            block.draw(page, y)
        if number == len(pages):
            _draw_bank(page, reminder)
        draw_foot(page, reminder, content, number, len(pages))
        if number == 1:
            draw_logo(page, reminder.supplier)
        page.next()


def _paginated(blocks: list[Block]) -> list[list[tuple[Block, float]]]:
    """The blocks of each page with their baselines. The last page keeps room for the bank's details, and the signature
    never stands alone on it."""
    pages: list[list[tuple[Block, float]]] = [[]]
    y = _SUBJECT
    for place, block in enumerate(blocks):
        rest = blocks[place:]
        ends = sum(b.to_next for b in rest[:-1]) + rest[-1].height
        # What fits with the bank's details stays; a long letter fills its page first.
        fits = y + ends <= _BANK - 4 or (y + block.height <= _LAST and len(rest) > 3)
        if not fits and pages[-1]:
            pages.append([])
            y = _AGAIN
        pages[-1].append((block, y))
        y += block.to_next
    return pages


def _blocks(reminder: Reminder) -> list[Block]:
    found = [
        Block(
            lambda page, y: page.text(
                LEFT, y, reminder_subject(reminder), face=SEMIBOLD, size=13, width=RIGHT - LEFT
            ),
            0,
            9.4,
        ),
        *_paragraph(((reminder.greeting, False),), 7.6),
        *_paragraph(reminder.opening, 10.3),
        Block(_draw_heads, 2, 7.9),
    ]
    for index, entry in enumerate(reminder.documents):
        last = index == len(reminder.documents) - 1
        found.append(Block(partial(_draw_row, entry), 2.6, 10.7 if last else 7.9))
    found += _paragraph(reminder.request, 6.9)
    for index, text in enumerate(reminder.obstacles):
        last = index == len(reminder.obstacles) - 1
        found += _paragraph(((text, False),), 8.5 if last else 7.0, bullet=True)
    if reminder.interest:
        found += _paragraph(((interest_text(reminder.interest), False),), 7.6)
    found += _paragraph(reminder.thanks, 7.6)
    found += _paragraph((("Yours faithfully,", False),), 13.5)
    found.append(_signature(reminder))
    return found


def _paragraph(runs: Runs, to_next: float, *, bullet: bool = False) -> list[Block]:
    """Text of several lines, kept whole unless it is long; `to_next` is from its last line to the next block."""
    x, width = (LEFT + 6.8, _WIDTH - 6.8) if bullet else (LEFT, _WIDTH)
    lines = [
        line
        for paragraph in _split(runs)
        for line in wrap_runs(
            [(text, SEMIBOLD if strong else REGULAR) for text, strong in paragraph], _LETTER, width
        )
    ]
    most = len(lines) if len(lines) <= _LONGEST_WHOLE else 1
    found = []
    for start in range(0, len(lines), most or 1):
        part, last = lines[start : start + most], start + most >= len(lines)
        draw = partial(_draw_lines, part, x, bullet=bullet and not start)
        height = (len(part) - 1) * _PITCH
        found.append(Block(draw, height, height + (to_next if last else _PITCH)))
    return found


def _draw_lines(lines: list[Line], x: float, page: Page, y: float, *, bullet: bool) -> None:
    if bullet:
        page.text(LEFT + 2, y, "•", size=_LETTER)
    for index, line in enumerate(lines):
        page.line(x, y + index * _PITCH, line, size=_LETTER)


def _split(runs: Runs) -> list[Runs]:
    """Paragraphs of what the officer typed on several lines."""
    paragraphs: list[list[tuple[str, bool]]] = [[]]
    for text, strong in runs:
        first, *others = text.split("\n")
        paragraphs[-1].append((first, strong))
        for part in others:
            paragraphs.append([(part, strong)])
    return [tuple(paragraph) for paragraph in paragraphs]


def _draw_heads(page: Page, y: float) -> None:
    for x, title in ((LEFT, "Document"), (_DATE, "Date"), (_FOR, "For"), (_DUE, "Due")):
        page.text(x, y, title, size=LABEL, colour=SECOND)
    page.right(_OVERDUE, y, "Overdue", size=LABEL, colour=SECOND)
    page.right(RIGHT, y, "Left to pay", size=LABEL, colour=SECOND)
    page.strong_rule(y + 2)


def _draw_row(entry: OpenDocument, page: Page, y: float) -> None:
    document = entry.document
    page.text(LEFT, y, document.number, face=SEMIBOLD, width=_DATE - LEFT - 2)
    page.text(_DATE, y, long_date(document.on), width=_FOR - _DATE - 2)
    page.text(_FOR, y, purpose(document), width=_DUE - _FOR - 2)
    page.text(_DUE, y, long_date(document.due), width=22)
    page.right(_OVERDUE, y, days_text(entry.days), width=13)
    page.right(RIGHT, y, entry.left.text, face=SEMIBOLD, width=27)
    page.rule(y + 2.6)


def _signature(reminder: Reminder) -> Block:
    supplier = reminder.supplier
    quiet = wrap(phone_and_email(supplier), LABEL, _WIDTH)

    def draw(page: Page, y: float) -> None:
        page.text(LEFT, y, supplier.contact_name or supplier.name or FULL_NAME, size=_LETTER)
        page.lines(LEFT, y + 5.2, quiet, 4.6, size=LABEL, colour=SECOND)

    height = 5.2 + max(len(quiet) - 1, 0) * 4.6
    return Block(draw, height, height)


def _draw_bank(page: Page, reminder: Reminder) -> None:
    page.rule(_BANK, weight=TOTAL_RULE, colour=ACCENT)
    quote = reminder.numbers[0] if len(reminder.numbers) == 1 else reminder.reference
    known = [f for f in bank_facts(reminder.supplier, quote) if f.label not in ("Method", "Bank")]
    columns = ((LEFT, 55.0), (77.3, 41.0), (121.5, 28.0), (151.5, 38.5))
    shown = _four(known)
    for (x, width), fact in zip(columns, shown, strict=False):
        page.text(x, _BANK + 6.2, fact.label, size=LABEL, colour=SECOND, width=width)
        page.text(x, _BANK + 11.5, fact.value, face=SEMIBOLD, width=width)
    page.text(LEFT, _BANK + 19, FRAUD, size=LABEL, colour=SECOND, width=RIGHT - LEFT)


def _four(known: list[Fact]) -> list[Fact]:
    """The account in four columns: an IBAN only where there is no sort code."""
    if any(fact.label == "Sort code" for fact in known):
        known = [fact for fact in known if fact.label != "IBAN"]
    return known[:3] + known[-1:] if len(known) > 4 else known
