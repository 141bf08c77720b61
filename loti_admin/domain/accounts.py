"""What each member owes on any day, by age: invoices less credits, receipts and write-offs, with refunds added back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from loti_admin.domain.invoices import Document, DocumentKind, credited
from loti_admin.domain.money import ZERO, Money, total
from loti_admin.domain.receipts import (
    Allocation,
    Receipt,
    Use,
    is_payment,
    paid,
    unallocated,
    written_off,
)


class Age(StrEnum):
    """How late an amount is, in days after the due date; on the due date itself it is not late."""

    NOT_DUE = "not due"
    TO_30 = "1–30 days"
    TO_60 = "31–60 days"
    TO_90 = "61–90 days"
    OVER_90 = "over 90 days"


AGES = tuple(Age)


def days_overdue(due: date, on: date) -> int:
    """Whole days after the due date; 0 if it is not late."""
    return max((on - due).days, 0)


def age_of(days: int) -> Age:
    return AGES[_band(days)]


def _band(days: int) -> int:
    """Which of `AGES`, by its place."""
    return 0 if days <= 0 else min(1 + (days - 1) // 30, 4)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenDocument:
    """An invoice or request that is not settled yet; amounts in pence, `left` more than zero."""

    document: Document
    credited: Money
    paid: Money
    written_off: Money
    left: Money
    days: int

    @property
    def age(self) -> Age:
        return age_of(self.days)

    @property
    def overdue(self) -> bool:
        return self.days > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One organisation's account at the end of a day, in pence; organisation 0 is money whose payer is not known.

    `received` counts what reached this organisation: payments of its documents, whoever sent them, and what its own
    receipts left over. Money that was reversed is not in it. `open` in the order of due dates.
    """

    organisation_id: int
    invoiced: Money
    credited: Money
    received: Money
    refunded: Money
    written_off: Money
    on_account: Money
    open: tuple[OpenDocument, ...]

    @property
    def due(self) -> Money:
        """What it owes on balance; below zero if we hold its money."""
        return self.invoiced - self.credited - self.received + self.refunded - self.written_off

    @property
    def by_age(self) -> tuple[Money, ...]:
        """What is open in each of `AGES`; their sum less `on_account` is `due`."""
        # In plain numbers, because a list of accounts asks for each of its cells.
        sums = [0] * len(AGES)
        for entry in self.open:
            sums[_band(entry.days)] += entry.left.pence
        return tuple(map(Money, sums))

    @property
    def outstanding(self) -> Money:
        """What is open on documents, money on account not taken off."""
        return total(o.left for o in self.open)

    @property
    def overdue(self) -> Money:
        return total(o.left for o in self.open if o.overdue)

    @property
    def oldest(self) -> int:
        """Days since the earliest due date of what is late; 0 if nothing is."""
        return max((o.days for o in self.open), default=0)


class Books:
    """Documents, receipts and allocations as they stood at the end of a day."""

    def __init__(
        self,
        on: date,
        documents: Iterable[Document],
        receipts: Iterable[Receipt],
        allocations: Iterable[Allocation],
    ) -> None:
        self.on = on
        everything = list(documents)
        days = {d.id: d.on for d in everything}
        known = list(receipts)
        came = {r.id: r.on for r in known}
        self.documents = [d for d in everything if d.on <= on]
        self.receipts = [r for r in known if r.on <= on]
        self.notes = [d for d in self.documents if d.kind is DocumentKind.CREDIT_NOTE]
        self.allocations = [
            a
            for a in allocations
            # Money paid in advance pays a document on the day of the document.
            if max(
                a.on or date.min,
                came.get(a.receipt_id, date.min),
                days.get(a.document_id, date.min),
            )
            <= on
        ]
        self._by_document: dict[int, list[Allocation]] = {}
        self._by_receipt: dict[int, list[Allocation]] = {}
        for allocation in self.allocations:
            self._by_document.setdefault(allocation.document_id, []).append(allocation)
            self._by_receipt.setdefault(allocation.receipt_id, []).append(allocation)
        self._left: dict[int, Money] = {}
        self._notes: dict[str, list[Document]] = {}
        for note in self.notes:
            self._notes.setdefault(note.credits_number, []).append(note)

    @property
    def bills(self) -> list[Document]:
        """Invoices and requests, by due date."""
        found = [d for d in self.documents if d.kind is not DocumentKind.CREDIT_NOTE]
        return sorted(found, key=lambda d: (d.due, d.id))

    def credited(self, document: Document) -> Money:
        """With VAT, in pence."""
        notes = self._notes.get(document.number)
        return credited(document, notes)[1] if notes else ZERO

    def left(self, document: Document) -> Money:
        """What is open on a document; below zero if it was credited after it was paid."""
        # Asked several times for each document, and there are as many as there ever were.
        known = self._left.get(document.id) if document.id else None
        if known is None:
            settled = total(a.amount for a in self._by_document.get(document.id, ()))
            known = document.gross - self.credited(document) - settled
            self._left[document.id] = known
        return known

    def over(self, document: Document) -> Money:
        """What was paid on a document beyond what stands of it: the payer's money again."""
        return max(-self.left(document), ZERO)

    def remainder(self, receipt: Receipt) -> Money:
        """What of a receipt nothing has used yet."""
        return unallocated(receipt, self._by_receipt.get(receipt.id, ()))

    def open_document(self, document: Document) -> OpenDocument:
        rows = self._by_document.get(document.id, ())
        return OpenDocument(
            document=document,
            credited=self.credited(document),
            paid=paid(document, rows),
            written_off=written_off(document, rows),
            left=self.left(document),
            days=days_overdue(document.due, self.on),
        )

    def open_documents(self, organisation_id: int | None = None) -> list[OpenDocument]:
        """Everything with something left to pay, by due date; of one organisation, or of all."""
        return [
            self.open_document(d)
            for d in self.bills
            if organisation_id in (None, d.organisation_id) and self.left(d) > ZERO
        ]

    def account(self, organisation_id: int) -> Account:
        return self._account(
            organisation_id,
            [d for d in self.bills if d.organisation_id == organisation_id],
            [r for r in self.receipts if r.organisation_id == organisation_id],
        )

    def accounts(self) -> list[Account]:
        """Of every organisation with documents or receipts, by its id; money of unknown payers is organisation 0."""
        bills: dict[int, list[Document]] = {}
        for document in self.bills:
            bills.setdefault(document.organisation_id, []).append(document)
        came: dict[int, list[Receipt]] = {}
        for receipt in self.receipts:
            came.setdefault(receipt.organisation_id, []).append(receipt)
        return [
            self._account(id, bills.get(id, []), came.get(id, []))
            for id in sorted(bills.keys() | came.keys())
        ]

    def _account(
        self, organisation_id: int, bills: Sequence[Document], receipts: Sequence[Receipt]
    ) -> Account:
        settling = [a for d in bills for a in self._by_document.get(d.id, ())]
        refunded = total(
            a.amount
            for r in receipts
            for a in self._by_receipt.get(r.id, ())
            if a.use is Use.REFUND
        )
        remainders = total(map(self.remainder, receipts))
        return Account(
            organisation_id=organisation_id,
            invoiced=total(d.gross for d in bills),
            credited=total(map(self.credited, bills)),
            received=total(a.amount for a in settling if is_payment(a)) + remainders + refunded,
            refunded=refunded,
            written_off=total(a.amount for a in settling if not is_payment(a)),
            on_account=remainders + total(map(self.over, bills)),
            open=tuple(self.open_document(d) for d in bills if self.left(d) > ZERO),
        )


def sum_of(accounts: Iterable[Account]) -> Account:
    """All accounts as one; its organisation is 0."""
    rows = list(accounts)
    return Account(
        organisation_id=0,
        invoiced=total(a.invoiced for a in rows),
        credited=total(a.credited for a in rows),
        received=total(a.received for a in rows),
        refunded=total(a.refunded for a in rows),
        written_off=total(a.written_off for a in rows),
        on_account=total(a.on_account for a in rows),
        open=tuple(o for a in rows for o in a.open),
    )
