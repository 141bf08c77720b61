"""Crediting by line: what is left of each line of a document, and the lines of a credit note for all or part of it."""

from collections.abc import Iterable

from loti_admin.domain.dates import long_date
from loti_admin.domain.invoices import Document, Line
from loti_admin.domain.money import ZERO, Money, total
from loti_admin.errors import Refused

_CREDIT_FOR = "Credit for "


def left_by_line(document: Document, credit_notes: Iterable[Document]) -> tuple[Money, ...]:
    """The net amount of each line, in pence, that no credit note has taken yet.

    A credit note's line names the line that it credits; of lines that read the same the first is taken first, and so
    it is by a credit that names none of them.
    """
    left = [line.net for line in document.lines]
    for note in credit_notes:
        if note.credits_number != document.number:
            continue
        for credited in note.lines:
            own = [
                place
                for place, line in enumerate(document.lines)
                if credited.description == _CREDIT_FOR + line.description
            ]
            rest = credited.net
            for place in own or range(len(left)):
                part = min(rest, left[place])
                left[place] = left[place] - part
                rest = rest - part
    return tuple(left)


def lines_to_credit(
    document: Document, left: tuple[Money, ...], amount: Money, line: int = 0
) -> tuple[Line, ...]:
    """The lines of a credit note of `amount` (pence before VAT, at most what is left) against a document of which so
    much is `left`. `line` is the place of one line, counted from 1; 0 credits the lines from the first on."""
    rest, found = amount, []
    for place, original in enumerate(document.lines, start=1):
        part = min(rest, left[place - 1]) if line in (0, place) else ZERO
        if part > ZERO:
            rest = rest - part
            found.append(_credit(document, original, part))
    return tuple(found)


def amount_left(document: Document, left: tuple[Money, ...], line: int) -> Money:
    """What is left of one line by its place, or of all of them (0), in pence before VAT.

    Raises Refused for a line that the document does not have, or that nothing is left of.
    """
    if not 0 <= line <= len(left):
        count = "1 line" if len(left) == 1 else f"{len(left)} lines"
        raise Refused(f"{document.number} has {count}. Choose one that it has.")
    amount = left[line - 1] if line else total(left)
    if amount == ZERO:
        what = f"Line {line} of {document.number}" if line else document.number
        raise Refused(f"{what} is credited in full; nothing is left to credit.")
    return amount


def _credit(document: Document, line: Line, amount: Money) -> Line:
    return Line(
        description=_CREDIT_FOR + line.description,
        working=f"Invoice {document.number} of {long_date(document.on)}.",
        unit_price=amount,
        vat_rate=line.vat_rate,
    )
