"""What must be true of issued documents; looked at whenever a register is opened, and by the check."""

from typing import Any

from loti_admin.domain.invoices import Document, audit_numbers, chained_hash, totals_of
from loti_admin.domain.money import Money
from loti_admin.pace import paced
from loti_admin.storage.integrity import Check


def document_chain(register: Any) -> list[str]:
    """Every document hashes, with the one before it, to what was stored at issue; nothing was taken out or added."""
    problems = []
    previous = ""
    for document in paced(_documents(register)):
        if document.previous_hash != previous or chained_hash(document, previous) != document.hash:
            problems.append(f"{document.number} is not as it was issued.")
        previous = document.hash
    return problems


def document_totals_hold(register: Any) -> list[str]:
    """Lines add up to the net amount, VAT is that of its rate to a penny, and gross is both."""
    problems = []
    # Documents of one price share their lines as read, so that these are added up once.
    known: dict[int, tuple[Money, Money, Money]] = {}
    for document in paced(_documents(register)):
        totals = known.get(id(document.lines))
        if totals is None:
            totals = known[id(document.lines)] = totals_of(document.lines)
        net, vat, _ = totals
        # The last of several credits takes the pennies that rounding the others left.
        slack = 0 if not document.credits_number else 5
        if (
            net != document.net
            or abs(vat.pence - document.vat.pence) > slack
            or document.net + document.vat != document.gross
        ):
            problems.append(f"{document.number} does not add up.")
    return problems


def numbers_without_gap(register: Any) -> list[str]:
    """Each series runs from 1 without a gap or a repeat, in the order of dates."""
    return audit_numbers(_documents(register))


def credits_within_invoices(register: Any) -> list[str]:
    """No document is credited by more than its amount."""
    documents = _documents(register)
    left = {document.number: document.gross for document in paced(documents)}
    problems = []
    for note in paced(documents):
        if not note.credits_number:
            continue
        if note.credits_number not in left:
            problems.append(f"{note.number} credits {note.credits_number}, which is not there.")
            continue
        left[note.credits_number] = left[note.credits_number] - note.gross
        if left[note.credits_number].pence < 0:
            problems.append(f"{note.credits_number} is credited by more than its amount.")
    return problems


def _documents(register: Any) -> list[Document]:
    documents: list[Document] = register.documents.all()
    return documents


DOCUMENT_CHECKS = (
    Check("Issued documents are as they were issued", document_chain),
    Check("Issued documents add up", document_totals_hold),
    Check("Numbers have no gap", numbers_without_gap),
    Check("Credits are within their invoices", credits_within_invoices),
)
