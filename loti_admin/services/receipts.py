"""Receipts: money that came in, and which documents it pays. Reminders and bank files build on this."""

from dataclasses import dataclass, replace
from datetime import date

from loti_admin.domain.invoices import Document, DocumentKind
from loti_admin.domain.money import ZERO, Money
from loti_admin.domain.receipts import (
    Allocation,
    Receipt,
    check_receipt,
    named_in,
    open_amount,
    unallocated,
)
from loti_admin.errors import Invalid, Refused
from loti_admin.services.issuing import document_by_number
from loti_admin.storage.register import Register


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """A receipt, the documents it pays with the amounts, and what stays as credit on account (pence)."""

    receipt: Receipt
    paid: tuple[tuple[Document, Money], ...]
    on_account: Money


def record_receipt(
    register: Register,
    on: date,
    amount: Money,
    reference: str,
    *,
    number: str = "",
    organisation_id: int = 0,
    note: str = "",
) -> Recorded:
    """Book a receipt. It pays `number`, or else the documents named in the reference, oldest first; the rest stays as
    credit on account.

    Raises Invalid for an amount of nothing, NotFound for an unknown number, Refused for a credit note.
    """
    receipt = Receipt(
        on=on,
        amount=amount,
        reference=reference.strip(),
        organisation_id=organisation_id,
        note=note,
    )
    problems = check_receipt(receipt)
    if problems:
        raise Invalid(problems)
    documents = register.documents.all()
    if number.strip():
        targets = [document_by_number(register, number)]
        if targets[0].kind is DocumentKind.CREDIT_NOTE:
            raise Refused(
                f"{targets[0].number} is a credit note; money pays invoices and requests."
            )
    else:
        named = named_in(receipt.reference, documents)
        targets = sorted(
            (d for d in named if d.kind is not DocumentKind.CREDIT_NOTE),
            key=lambda d: (d.due, d.id),
        )
    if targets and not receipt.organisation_id:
        receipt = replace(receipt, organisation_id=targets[0].organisation_id)
    with register.write(f"Receipt of {amount.text}"):
        receipt = register.receipts.add(receipt)
        paid, left = [], receipt.amount
        for document in targets:
            part = min(left, open_amount(document, documents, register.allocations.all()))
            if part > ZERO:
                register.allocations.add(
                    Allocation(receipt_id=receipt.id, document_id=document.id, amount=part)
                )
                paid.append((document, part))
                left = left - part
    return Recorded(receipt=receipt, paid=tuple(paid), on_account=left)


def already_booked(register: Register, receipt: Receipt) -> bool:
    """Whether the same day, amount, reference and payer are booked: for files that are imported twice."""
    return any(
        (r.amount, r.reference, r.organisation_id)
        == (receipt.amount, receipt.reference, receipt.organisation_id)
        for r in register.receipts.where(on=receipt.on)
    )


def credit_on_account(register: Register, organisation_id: int) -> Money:
    """What an organisation has paid that no document has used yet, in pence."""
    allocations = register.allocations.all()
    left = ZERO
    for receipt in register.receipts.where(organisation_id=organisation_id):
        left = left + unallocated(receipt, allocations)
    return left
