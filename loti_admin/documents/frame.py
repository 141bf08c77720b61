"""What surrounds the lines of an invoice-like document: marks, letterhead, address, title, facts, strip, foot.

Three folds of an A4 page in a DL envelope give three panels: who and which, how much and for what, how to pay. Only the
address may stand where an envelope's window can show it (x 10–110, y 46–92).
"""

from collections.abc import Sequence
from contextlib import suppress

from loti_admin.documents.content import Content, Fact, Paper
from loti_admin.documents.fonts import REGULAR, SEMIBOLD
from loti_admin.documents.look import Look, Mark
from loti_admin.documents.page import (
    ACCENT,
    BODY,
    FACTS,
    HEADING,
    INK,
    LABEL,
    LEFT,
    RIGHT,
    ROW,
    SECOND,
    SMALL,
    TINT,
    TITLE,
    VALUES,
    WHITE,
    Page,
)
from loti_admin.documents.supplier_words import (
    FULL_NAME,
    SHORT_NAME,
    address_line,
    host_line,
    phone_and_email,
    vat_line,
)
from loti_admin.documents.text import shrink_to_fit, wrap
from loti_admin.domain.letterhead import Colour, logo_of
from loti_admin.domain.settings import Supplier

EXAMPLE = "Example: invented data"
_BARS = {
    Mark.DRAFT: "Draft. Not issued: do not send, do not pay.",
    Mark.PRO_FORMA: "Pro forma. This is not a VAT invoice.",
}
_EXAMPLE_X = 149.8
_ADDRESS_WIDTH = 80.0
_STRIP_TOP = 100.0
_STRIP_CELLS = ((25.0, 35.5), (63.5, 40.5), (107.0, 41.0), (151.5, 36.5))  # x, width


def draw_marks(page: Page, document: Paper, look: Look) -> None:
    """On every page: what it is if it is not to be paid, and that the data are invented."""
    if look.mark is Mark.DRAFT:
        page.watermark("DRAFT")
    elif look.mark is Mark.PRO_FORMA:
        page.watermark("PRO FORMA", 100)
    if look.mark in _BARS:
        end = _EXAMPLE_X - 2 if document.example else RIGHT
        page.bar(LEFT, 6, end - LEFT, 6, INK)
        page.text(LEFT + 3, 10.2, _BARS[look.mark], face=SEMIBOLD, size=9.5, colour=WHITE)
    if document.example:
        page.outline(_EXAMPLE_X, 6, RIGHT - _EXAMPLE_X, 6)
        page.right(RIGHT - 3, 10.2, EXAMPLE, face=SEMIBOLD, size=9.5)


def draw_logo(page: Page, supplier: Supplier) -> None:
    """The picture that was chosen, or the name in large letters. These are drawn last and from below, because programs
    that read a page's text join to large letters what is drawn next and stands near."""
    if supplier.logo:
        with suppress(
            ValueError
        ):  # a picture that cannot be read has not been saved by this program
            page.picture(LEFT, 16, 40, 16, logo_of(supplier.logo))
            return
    page.text(LEFT, 29.5, FULL_NAME, size=LABEL, colour=SECOND)
    page.text(LEFT, 24, SHORT_NAME, face=SEMIBOLD, size=24, colour=ACCENT)


def draw_letterhead(page: Page, supplier: Supplier, *, with_vat: bool) -> None:
    """Who it is from. From here on the document is drawn in its issuer's colour."""
    page.use_accent(supplier.accent)
    last = vat_line(supplier) if with_vat else phone_and_email(supplier)
    texts = (host_line(supplier), address_line(supplier), last)

    def lay(scale: float) -> tuple[float, list[str]]:
        size = LABEL * scale
        return scale, [line for text in texts for line in wrap(text, size, RIGHT - FACTS)]

    scale, lines = shrink_to_fit(lay, lambda laid: len(laid[1]) * 4.0 * laid[0] <= 20.0)
    page.text(FACTS, 20, FULL_NAME, face=SEMIBOLD, size=LABEL)
    page.lines(FACTS, 20 + 4 * scale, lines, 4 * scale, size=LABEL * scale, colour=SECOND)


def laid_address(document: Paper) -> tuple[list[str], float, float]:
    """The lines, their size in points and their pitch in mm, as envelopes have it: up to 5, 6 and 8 lines.

    The postcode has a line of its own, or follows the town where that saves a smaller size. More than 8 lines are
    found before issue; here they are made smaller still, because nothing may be lost.
    """
    for size, pitch, most in ((10.5, 4.8, 5), (10.5, 4.0, 6), (9.5, 3.6, 8)):
        for joined in (False, True):
            lines = _address_lines(document, size, joined=joined)
            if len(lines) <= most:
                return lines, size, pitch
    return shrink_to_fit(
        lambda scale: (
            _address_lines(document, 9.5 * scale, joined=True),
            9.5 * scale,
            3.6 * scale,
        ),
        lambda laid: (len(laid[0]) - 1) * laid[2] <= 32,
    )


def _address_lines(document: Paper, size: float, *, joined: bool) -> list[str]:
    between = " " if joined else "\n"
    address = between.join(
        part for part in (document.customer_address.rstrip(), document.customer_postcode) if part
    )
    return wrap(f"{document.customer_name}\n{address}", size, _ADDRESS_WIDTH)


def draw_address(page: Page, document: Paper) -> None:
    lines, size, pitch = laid_address(document)
    first = 60.0 if len(lines) <= 5 else 80 - (len(lines) - 1) * pitch
    page.lines(LEFT, first, lines, pitch, size=size)


def laid_facts(facts: Sequence[Fact]) -> tuple[float, float, list[tuple[Fact, list[str]]]]:
    """Scale, pitch and the wrapped values: closer together from 9 lines, smaller from 11; nothing is cut."""

    def lay(scale: float) -> tuple[float, float, list[tuple[Fact, list[str]]]]:
        rows = [
            (fact, wrap(fact.value, BODY * scale, RIGHT - VALUES, face=_face(fact)))
            for fact in facts
        ]
        # A value of invisible characters alone has no line.
        rows = [(fact, lines) for fact, lines in rows if lines]
        count = sum(len(lines) for _, lines in rows)
        return scale, min(ROW, 36 / max(count - 1, 1)), rows

    return shrink_to_fit(lay, lambda laid: laid[1] >= 4.0 * laid[0])


def draw_title(page: Page, content: Content) -> None:
    page.text(FACTS, 51, content.title, face=SEMIBOLD, size=TITLE, width=RIGHT - FACTS)
    scale, pitch, rows = laid_facts(content.facts)
    y = 60.0
    for fact, lines in rows:
        page.text(FACTS, y, fact.label, size=LABEL * scale, colour=SECOND)
        page.lines(VALUES, y, lines, pitch, face=_face(fact), size=BODY * scale)
        y += pitch * len(lines)


def _face(fact: Fact) -> str:
    return SEMIBOLD if fact.strong else REGULAR


def laid_cell(
    text: str, size: float = 13.0, width: float = _STRIP_CELLS[2][1]
) -> tuple[list[str], float]:
    """A value of the strip, as a rule the purchase order's number, and its size in points: one line down to 9 points,
    then as many lines as there is room for."""
    for smaller in (size, 13.0, 12.0, 11.0, 10.0, 9.0):
        lines = wrap(text, smaller, width, face=SEMIBOLD)
        if smaller <= size and len(lines) <= 1:
            return lines, smaller
    return shrink_to_fit(
        lambda scale: (wrap(text, 9 * scale, width, face=SEMIBOLD), 9 * scale),
        lambda laid: len(laid[0]) * laid[1] <= 18,
    )


def draw_strip(page: Page, cells: Sequence[Fact]) -> None:
    """How much, by when, which order, what to quote: all that somebody who pays has to know."""
    page.bar(LEFT, _STRIP_TOP, RIGHT - LEFT, 16, TINT)
    page.bar(LEFT, _STRIP_TOP, 1.2, 16, ACCENT)
    for index, (fact, (x, width)) in enumerate(zip(cells, _STRIP_CELLS, strict=False)):
        page.text(x, _STRIP_TOP + 5.6, fact.label, size=LABEL, colour=SECOND, width=width)
        lines, size = laid_cell(fact.value, 15 if index == 0 else 13, width)
        pitch = size * 0.4
        last = _STRIP_TOP + (12 if len(lines) == 1 else 14)
        page.lines(x, last - (len(lines) - 1) * pitch, lines, pitch, face=SEMIBOLD, size=size)


def draw_running_head(page: Page, document: Paper, content: Content, *, with_vat: bool) -> None:
    """The top of the second page and every later one."""
    title = f"{content.title} {content.number}".strip()
    page.text(LEFT, 22, title, face=SEMIBOLD, size=HEADING, colour=ACCENT, width=95)
    page.text(LEFT, 27, document.customer_name, size=LABEL, colour=SECOND, width=110)
    page.right(RIGHT, 22, FULL_NAME, face=SEMIBOLD, size=LABEL)
    if with_vat:
        page.right(RIGHT, 27, vat_line(document.supplier), size=LABEL, colour=SECOND, width=56)


def draw_foot(
    page: Page, document: Paper, content: Content, number: int, of: int, note: str = ""
) -> None:
    """The issuer's legal details and the page's number; `note` is one more line, below the details."""
    page.rule(276)

    def lay(scale: float) -> tuple[float, list[str]]:
        return scale, wrap(document.supplier.legal_text, SMALL * scale, 140)

    scale, lines = shrink_to_fit(lay, lambda laid: len(laid[1]) * laid[0] <= 3)
    quiet: Colour = SECOND
    # A note is the fourth line at most, and stays clear of the edge that printers leave white.
    pitch = min(3.6 * scale, 9.6 / len(lines)) if note and lines else 3.6 * scale
    page.lines(LEFT, 280.4, lines, pitch, size=SMALL * scale, colour=quiet)
    if note:
        below = 280.4 + pitch * (len(lines) - 1) + 3.6 if lines else 280.4
        page.text(LEFT, below, note, size=SMALL, colour=quiet, width=140)
    page.right(RIGHT, 280.4, f"Page {number} of {of}", size=SMALL, colour=quiet)
    if of > 1:
        page.right(RIGHT, 284, content.number, size=SMALL, colour=quiet, width=26)
