"""Receipts: money that came in, and which documents it pays. Bank files and the page Payments build on this."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from loti_admin.domain.accounts import Books
from loti_admin.domain.dates import long_date
from loti_admin.domain.invoices import Document, DocumentKind
from loti_admin.domain.money import ZERO, Money, total
from loti_admin.domain.receipts import Allocation, Receipt, check_receipt, named_in
from loti_admin.errors import Invalid, Problem, Refused
from loti_admin.services.issuing import document_by_number
from loti_admin.services.memory import Memory
from loti_admin.storage.register import Register

_BOOKS: Memory[Books] = Memory()


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """A receipt, the documents it pays with the amounts, and what stays as credit on account (pence)."""

    receipt: Receipt
    paid: tuple[tuple[Document, Money], ...]
    on_account: Money


def books_on(register: Register, on: date) -> Books:
    """Documents, receipts and what they were used for, as they stand at the end of a day."""
    booked = (register.documents.all(), register.receipts.all(), register.allocations.all())
    # Mostly nothing is booked for a day to come; then the books of one day are those of all days.
    books = _BOOKS.find(register, date.max, booked, lambda: Books(date.max, *booked))
    if on == date.max:
        return books
    return _BOOKS.find(register, on, booked, lambda: books.at(on) or Books(on, *booked))


def books_now(register: Register) -> Books:
    """The same with everything that is booked, later days included."""
    return books_on(register, date.max)


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
    _check(receipt)
    if number.strip():
        targets = [_payable(document_by_number(register, number))]
    else:
        named = named_in(receipt.reference, register.documents.all())
        targets = sorted(
            (d for d in named if d.kind is not DocumentKind.CREDIT_NOTE),
            key=lambda d: (d.due, d.id),
        )
    books = books_now(register)
    parts, left = [], receipt.amount
    for document in targets:
        part = min(left, books.left(document))
        if part > ZERO:
            parts.append((document, part))
            left = left - part
    if targets and not receipt.organisation_id:
        receipt = replace(receipt, organisation_id=targets[0].organisation_id)
    return book_receipt(register, receipt, parts)


def record_split(
    register: Register, receipt: Receipt, parts: Mapping[int, Money] | None = None
) -> Recorded:
    """Book a receipt over documents as the officer says: `parts` in pence by the document's id. The rest stays as
    credit on account, of the first document's organisation if the receipt names none.

    Raises Invalid with the field `parts` for more than the receipt or than is open, Refused for a credit note.
    """
    receipt = replace(receipt, reference=receipt.reference.strip())
    _check(receipt)
    wanted = checked_parts(register, parts or {}, receipt.amount)
    if wanted and not receipt.organisation_id:
        receipt = replace(receipt, organisation_id=wanted[0][0].organisation_id)
    return book_receipt(register, receipt, wanted)


def checked_parts(
    register: Register, parts: Mapping[int, Money], most: Money
) -> list[tuple[Document, Money]]:
    """The documents that are to be paid, without those of nothing. Raises Invalid or Refused as `record_split`."""
    books = books_now(register)
    wanted = [(register.documents.get(id), part) for id, part in parts.items() if part]
    problems = []
    for document, part in wanted:
        left = books.left(_payable(document))
        if part < ZERO or part > left:
            problems.append(
                Problem(
                    f"{document.number} has {max(left, ZERO).text} left to pay. Type an amount from £0.00 up to that.",
                    field="parts",
                )
            )
    used = total(part for _, part in wanted)
    if not problems and used > most:
        problems.append(
            Problem(
                f"The parts come to {used.text}, which is {(used - most).text} more than the {most.text} there are. "
                "Lower a part.",
                field="parts",
            )
        )
    if problems:
        raise Invalid(problems)
    return wanted


def _payable(document: Document) -> Document:
    if document.kind is DocumentKind.CREDIT_NOTE:
        raise Refused(f"{document.number} is a credit note; money pays invoices and requests.")
    return document


def _check(receipt: Receipt) -> None:
    problems = check_receipt(receipt)
    if problems:
        raise Invalid(problems)


def book_receipt(
    register: Register, receipt: Receipt, parts: Sequence[tuple[Document, Money]]
) -> Recorded:
    """Book a receipt over documents. Whoever calls has checked that the parts are open and within the receipt."""
    with register.write(f"Receipt of {receipt.amount.text}"):
        receipt = register.receipts.add(receipt)
        for document, part in parts:
            register.allocations.add(
                Allocation(receipt_id=receipt.id, document_id=document.id, amount=part)
            )
    left = receipt.amount - total(part for _, part in parts)
    return Recorded(receipt=receipt, paid=tuple(parts), on_account=left)


def already_booked(register: Register, receipt: Receipt) -> bool:
    """Whether the same day, amount, reference and payer are booked: for files that are imported twice."""
    return any(
        (r.amount, r.reference, r.organisation_id)
        == (receipt.amount, receipt.reference, receipt.organisation_id)
        for r in register.receipts.where(on=receipt.on)
    )


def credit_on_account(register: Register, organisation_id: int) -> Money:
    """What an organisation has paid that no document uses, in pence; what was credited after it was paid, too."""
    return books_now(register).account(organisation_id).on_account


def name_payer(register: Register, receipt_id: int, organisation_id: int) -> Receipt:
    """Say who sent a receipt whose payer was not known. Raises Refused if it has a payer: reverse it then."""
    receipt = register.receipts.get(receipt_id)
    payer = register.organisations.get(organisation_id)
    if receipt.organisation_id:
        raise Refused(
            f"The receipt of {long_date(receipt.on)} has a payer already. "
            "If it is the wrong one, reverse the receipt and record it again."
        )
    with register.write(f"{payer.display_name} paid {receipt.amount.text}"):
        return register.receipts.save(replace(receipt, organisation_id=organisation_id))
