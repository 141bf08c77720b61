"""Money that came in, and what it was used for: to pay documents, or to be paid back.

Nothing that was booked is changed or removed. What turns out wrong is corrected by a counter row, an `Allocation` of a
negative amount that names the one it corrects; so every sum over the rows is right by itself.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from loti_admin.domain.invoices import Document, DocumentKind, credited
from loti_admin.domain.money import ZERO, Money, total
from loti_admin.errors import Problem
from loti_admin.pace import paced


class Use(StrEnum):
    """What an allocation is. A write-off settles a document without money; a refund and a reversal use up a receipt
    without paying a document: the money went back, or never really came."""

    PAYMENT = "payment"
    REFUND = "refund"
    REVERSAL = "reversal"
    WRITE_OFF = "write off"


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """An amount in pence that reached the bank on `on`. `organisation_id` 0 means the payer is not known yet."""

    id: int = 0
    on: date
    amount: Money
    reference: str = ""
    organisation_id: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Allocation:
    """A part of a receipt in pence and its use. What no allocation uses is credit on account.

    `receipt_id` is 0 on write-offs, `document_id` 0 on refunds and reversals. `on` None means the receipt's own day.
    A negative amount corrects the allocation `corrects_id`, in whole or in part.
    """

    id: int = 0
    receipt_id: int = 0
    document_id: int = 0
    amount: Money
    use: Use = Use.PAYMENT
    on: date | None = None
    reason: str = ""
    corrects_id: int = 0


def by_document(allocations: Iterable[Allocation]) -> dict[int, list[Allocation]]:
    """The rows on each document, by its id. Whoever sums over many documents gives each sum its own rows only: all
    rows for each document would be the square of their number."""
    found: dict[int, list[Allocation]] = {}
    for allocation in paced(allocations):
        if allocation.document_id:
            found.setdefault(allocation.document_id, []).append(allocation)
    return found


def by_receipt(allocations: Iterable[Allocation]) -> dict[int, list[Allocation]]:
    """The rows on each receipt, by its id."""
    found: dict[int, list[Allocation]] = {}
    for allocation in paced(allocations):
        if allocation.receipt_id:
            found.setdefault(allocation.receipt_id, []).append(allocation)
    return found


def paid(document: Document, allocations: Iterable[Allocation]) -> Money:
    """What money has settled of a document, in pence; write-offs are not money."""
    return total(a.amount for a in allocations if a.document_id == document.id and is_payment(a))


def written_off(document: Document, allocations: Iterable[Allocation]) -> Money:
    """What of a document was given up as not to be had, in pence."""
    return total(
        a.amount for a in allocations if a.document_id == document.id and not is_payment(a)
    )


def is_payment(allocation: Allocation) -> bool:
    return allocation.use is Use.PAYMENT


def open_amount(
    document: Document, documents: Iterable[Document], allocations: Iterable[Allocation]
) -> Money:
    """What is still due on an invoice or request, in pence: gross less credits, receipts and write-offs.

    Below zero if it was credited after it was paid: so much is credit on account.
    """
    notes = [d for d in documents if d.kind is DocumentKind.CREDIT_NOTE]
    settled = total(a.amount for a in allocations if a.document_id == document.id)
    return document.gross - credited(document, notes)[1] - settled


def unallocated(receipt: Receipt, allocations: Iterable[Allocation]) -> Money:
    """What of a receipt is credit on account, in pence."""
    return receipt.amount - total(a.amount for a in allocations if a.receipt_id == receipt.id)


def standing(allocation: Allocation, allocations: Iterable[Allocation]) -> Money:
    """What is left of an allocation after the rows that correct it, in pence."""
    return allocation.amount + total(
        a.amount for a in allocations if a.corrects_id == allocation.id
    )


def is_reversed(receipt: Receipt, allocations: Iterable[Allocation]) -> bool:
    own = (a for a in allocations if a.receipt_id == receipt.id and a.use is Use.REVERSAL)
    return total(a.amount for a in own) > ZERO


def named_in(reference: str, documents: Iterable[Document]) -> list[Document]:
    """The documents whose number stands in a bank reference; banks drop or change hyphens and change case."""
    # Most numbers are not there at all, which is seen at once without a pattern for each of thousands.
    bare = squeezed(reference)
    return [
        d
        for d in documents
        if d.number and squeezed(d.number) in bare and _as_banks_write(d.number).search(reference)
    ]


def squeezed(text: str) -> str:
    """Letters and digits only, without case: what is left of a number whatever the bank does to it."""
    return "".join(filter(str.isalnum, text)).casefold()


def _as_banks_write(number: str) -> re.Pattern[str]:
    """A digit after the last one would make it another, longer number."""
    letters = (re.escape(c) for c in number if c.isalnum())
    return re.compile(r"[\W_]*".join(letters) + r"(?!\d)", re.IGNORECASE)


def check_receipt(receipt: Receipt) -> list[Problem]:
    if receipt.amount <= ZERO:
        return [Problem("Type the amount received, more than £0.00.", field="amount")]
    return []
