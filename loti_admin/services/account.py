"""What is done with money after it was booked: credit on account used or paid back, debts given up, mistakes reversed.

Nothing is removed: each correction is a counter row with its day and reason, and each act is one step to undo.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from loti_admin.domain.accounts import Books
from loti_admin.domain.dates import long_date
from loti_admin.domain.invoices import Document, DocumentKind
from loti_admin.domain.money import ZERO, Money, total
from loti_admin.domain.receipts import Allocation, Receipt, Use, is_reversed, standing
from loti_admin.errors import Invalid, Problem, Refused
from loti_admin.services.receipts import books_now, checked_parts
from loti_admin.storage.register import Register


def use_receipt(
    register: Register, receipt_id: int, parts: Mapping[int, Money], on: date
) -> tuple[Allocation, ...]:
    """Pay documents (pence by id) with what a receipt has left on account.

    Raises Invalid for more than is open or left, Refused for a day before the money came.
    """
    receipt = register.receipts.get(receipt_id)
    since = _free_since(register, receipt)
    if on < since:
        raise Refused(
            f"This money is on account since {long_date(since)}. Choose that date or a later one."
        )
    wanted = checked_parts(register, parts, books_now(register).remainder(receipt))
    if not wanted:
        raise Invalid([Problem("Type what is to be paid.", field="parts")])
    with register.write(f"Use {total(part for _, part in wanted).text} on account"):
        return tuple(_pay(register, receipt, document, part, on) for document, part in wanted)


def use_on_account(
    register: Register, document_id: int, on: date, amount: Money | None = None
) -> tuple[Allocation, ...]:
    """Pay a document from its organisation's credit on account, the oldest money first: all it can, or `amount`.

    Raises Refused if there is no credit or not so much, or nothing is open.
    """
    document = register.documents.get(document_id)
    books = books_now(register)
    left = books.left(document)
    held = books.account(document.organisation_id).on_account
    if document.kind is DocumentKind.CREDIT_NOTE or left <= ZERO:
        raise Refused(f"Nothing is left to pay on {document.number}.")
    if held <= ZERO:
        raise Refused(f"{document.organisation} has no credit on account.")
    wanted = min(left, held) if amount is None else amount
    _within(wanted, min(left, held))
    with register.write(f"Use {wanted.text} on account for {document.number}"):
        sources = _sources(register, books, document.organisation_id, on)
        _enough(wanted, sources, on)
        return tuple(
            _pay(register, receipt, document, part, on) for receipt, part in _taken(sources, wanted)
        )


def refund(
    register: Register,
    organisation_id: int,
    amount: Money,
    on: date,
    reason: str,
    *,
    receipt_id: int = 0,
) -> tuple[Allocation, ...]:
    """Record that credit on account was paid back, the oldest money first, or that of one receipt; organisation 0 is
    money of unknown payers.

    Raises Invalid for no reason or an amount that is not there, Refused if the money came after `on`.
    """
    books = books_now(register)
    held = books.account(organisation_id).on_account
    if receipt_id:
        held = books.remainder(register.receipts.get(receipt_id))
    _reasoned(reason, "Say why the money went back, or how.")
    _within(amount, held)
    with register.write(f"Refund of {amount.text}"):
        sources = _sources(register, books, organisation_id, on)
        if receipt_id:
            sources = [source for source in sources if source[0].id == receipt_id]
        _enough(amount, sources, on)
        return tuple(
            register.allocations.add(
                Allocation(
                    receipt_id=receipt.id,
                    amount=part,
                    use=Use.REFUND,
                    on=on,
                    reason=reason.strip(),
                )
            )
            for receipt, part in _taken(sources, amount)
        )


def write_off(
    register: Register, document_id: int, on: date, reason: str, amount: Money | None = None
) -> Allocation:
    """Give up what is left to pay on a document, or `amount` of it. No VAT is corrected by this: that takes a credit
    note, or bad debt relief.

    Raises Invalid for no reason or more than is open, Refused for a day before the document's.
    """
    document = register.documents.get(document_id)
    left = books_now(register).left(document)
    if document.kind is DocumentKind.CREDIT_NOTE or left <= ZERO:
        raise Refused(f"Nothing is left to pay on {document.number}.")
    if on < document.on:
        raise Refused(
            f"{document.number} is dated {long_date(document.on)}. Choose that date or a later one."
        )
    _reasoned(reason, "Say why it is written off; an auditor will ask.")
    wanted = left if amount is None else amount
    _within(wanted, left)
    with register.write(f"Write off {wanted.text} of {document.number}"):
        return register.allocations.add(
            Allocation(
                document_id=document.id,
                amount=wanted,
                use=Use.WRITE_OFF,
                on=on,
                reason=reason.strip(),
            )
        )


def take_back(register: Register, allocation_id: int, on: date, reason: str) -> Allocation:
    """Counter what still stands of a payment, refund or write-off: a payment's money is on account again.

    Raises Refused if nothing of it stands, it is a counter row itself, or its receipt is reversed.
    """
    entry = register.allocations.get(allocation_id)
    stands = standing(entry, _beside(register, entry))
    if entry.corrects_id or stands <= ZERO:
        raise Refused("This was taken back already.")
    if entry.use is Use.REVERSAL:
        raise Refused("A reversal stays. If the money came after all, record a new receipt.")
    _reasoned(reason, "Say why it is taken back.")
    _not_before_entry(register, entry, on)
    with register.write(f"Take back the {entry.use} of {stands.text}"):
        return _counter(register, entry, stands, on, reason.strip())


def reverse_receipt(register: Register, receipt_id: int, on: date, reason: str) -> Receipt:
    """Counter a whole receipt that bounced or was a mistake: what it paid is open again, and nothing is on account.

    Raises Refused if it is reversed already, or part of it was paid back: take the refund back first.
    """
    receipt = register.receipts.get(receipt_id)
    _not_before(receipt, on)
    _reasoned(reason, "Say why it is reversed.")
    own = register.allocations.where(receipt_id=receipt.id)
    if is_reversed(receipt, own):
        raise Refused("This receipt is reversed already.")
    if total(a.amount for a in own if a.use is Use.REFUND):
        raise Refused("Part of this receipt was paid back. Take the refund back first.")
    with register.write(f"Reverse the receipt of {receipt.amount.text}"):
        for entry in own:
            stands = standing(entry, own)
            if not entry.corrects_id and stands:
                _counter(register, entry, stands, on, reason.strip())
        register.allocations.add(
            Allocation(
                receipt_id=receipt.id,
                amount=receipt.amount,
                use=Use.REVERSAL,
                on=on,
                reason=reason.strip(),
            )
        )
    return receipt


def _pay(
    register: Register, receipt: Receipt, document: Document, part: Money, on: date
) -> Allocation:
    return register.allocations.add(
        Allocation(receipt_id=receipt.id, document_id=document.id, amount=part, on=on)
    )


def _counter(
    register: Register, entry: Allocation, amount: Money, on: date, reason: str
) -> Allocation:
    return register.allocations.add(
        Allocation(
            receipt_id=entry.receipt_id,
            document_id=entry.document_id,
            amount=-amount,
            use=entry.use,
            on=on,
            reason=reason,
            corrects_id=entry.id,
        )
    )


def _sources(
    register: Register, books: Books, organisation_id: int, on: date
) -> list[tuple[Receipt, Money]]:
    """Receipts that an organisation's credit on account comes from, oldest first. What was credited after it was paid
    is set free on the way, the latest payment first. Inside a write; `books` are those before it."""
    then = books.at(on) or Books(on, books.documents, books.receipts, books.allocations)
    freed: dict[int, Money] = {}
    for document in books.bills_of(organisation_id):
        over = min(books.over(document), then.over(document))
        if not over:
            continue
        payments = register.allocations.where(document_id=document.id, use=Use.PAYMENT)
        for entry in reversed([p for p in payments if not p.corrects_id]):
            part = min(over, standing(entry, payments))
            if part > ZERO:
                reason = f"{document.number} was credited after it was paid."
                _counter(register, entry, part, on, reason)
                freed[entry.receipt_id] = freed.get(entry.receipt_id, ZERO) + part
                over = over - part
    found = []
    sources = [r for r in books.receipts if r.organisation_id == organisation_id or r.id in freed]
    for receipt in sorted(sources, key=lambda r: (r.on, r.id)):
        own = receipt.organisation_id == organisation_id
        free = freed.get(receipt.id, ZERO) + (books.remainder(receipt) if own else ZERO)
        if free > ZERO and _free_since(register, receipt) <= on:
            found.append((receipt, free))
    return found


def _free_since(register: Register, receipt: Receipt) -> date:
    """The day it came, or the last day on which something it had paid was taken back."""
    own = register.allocations.where(receipt_id=receipt.id)
    return max([receipt.on, *(a.on for a in own if a.corrects_id and a.on)])


def _taken(sources: Sequence[tuple[Receipt, Money]], amount: Money) -> list[tuple[Receipt, Money]]:
    parts = []
    for receipt, free in sources:
        part = min(free, amount)
        if part > ZERO:
            parts.append((receipt, part))
            amount = amount - part
    return parts


def _enough(amount: Money, sources: Sequence[tuple[Receipt, Money]], on: date) -> None:
    there = total(free for _, free in sources)
    if there < amount:
        raise Refused(
            f"Only {there.text} of the credit on account had come by {long_date(on)}. Choose a later date."
        )


def _within(amount: Money, most: Money) -> None:
    if not ZERO < amount <= most:
        raise Invalid(
            [Problem(f"Type an amount of more than £0.00 and at most {most.text}.", field="amount")]
        )


def _beside(register: Register, entry: Allocation) -> list[Allocation]:
    """The uses of the same receipt, or else of the same document: what corrects an entry is among them."""
    if entry.receipt_id:
        return register.allocations.where(receipt_id=entry.receipt_id)
    return register.allocations.where(document_id=entry.document_id)


def _reasoned(reason: str, sentence: str) -> None:
    if not reason.strip():
        raise Invalid([Problem(sentence, field="reason")])


def _not_before(receipt: Receipt, on: date) -> None:
    if on < receipt.on:
        raise Refused(
            f"The money came on {long_date(receipt.on)}. Choose that date or a later one."
        )


def _not_before_entry(register: Register, entry: Allocation, on: date) -> None:
    if entry.receipt_id:
        _not_before(register.receipts.get(entry.receipt_id), on)
    if entry.on and on < entry.on:
        raise Refused(f"It was booked for {long_date(entry.on)}. Choose that date or a later one.")
