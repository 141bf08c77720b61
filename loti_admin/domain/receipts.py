"""Money that came in, and which documents it pays."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from loti_admin.domain.invoices import Document, DocumentKind, credited
from loti_admin.domain.money import ZERO, Money, total
from loti_admin.errors import Problem


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
    """The part of a receipt, in pence, that pays one document. What no allocation uses is credit on account."""

    id: int = 0
    receipt_id: int
    document_id: int
    amount: Money


def paid(document: Document, allocations: Iterable[Allocation]) -> Money:
    return total(a.amount for a in allocations if a.document_id == document.id)


def open_amount(
    document: Document, documents: Iterable[Document], allocations: Iterable[Allocation]
) -> Money:
    """What is still due on an invoice or request, in pence: gross less credits less receipts."""
    notes = [d for d in documents if d.kind is DocumentKind.CREDIT_NOTE]
    return document.gross - credited(document, notes)[1] - paid(document, allocations)


def unallocated(receipt: Receipt, allocations: Iterable[Allocation]) -> Money:
    """What of a receipt is credit on account, in pence."""
    return receipt.amount - total(a.amount for a in allocations if a.receipt_id == receipt.id)


def named_in(reference: str, documents: Iterable[Document]) -> list[Document]:
    """The documents whose number stands in a bank reference; banks drop or change hyphens and change case."""
    return [d for d in documents if d.number and _as_banks_write(d.number).search(reference)]


def _as_banks_write(number: str) -> re.Pattern[str]:
    """A digit after the last one would make it another, longer number."""
    letters = (re.escape(c) for c in number if c.isalnum())
    return re.compile(r"[\W_]*".join(letters) + r"(?!\d)", re.IGNORECASE)


def check_receipt(receipt: Receipt) -> list[Problem]:
    if receipt.amount <= ZERO:
        return [Problem("Type the amount received, more than £0.00.", field="amount")]
    return []
