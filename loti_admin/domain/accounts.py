"""What each member owes on any day, by age: invoices less credits, receipts and write-offs, with refunds added back."""

from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from loti_admin.domain.invoices import Document, DocumentKind, credited
from loti_admin.domain.money import ZERO, Money, total
from loti_admin.domain.receipts import (
    Allocation,
    Receipt,
    Use,
    paid,
    unallocated,
    written_off,
)
from loti_admin.pace import paced, rest


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
        everything, known = list(documents), list(receipts)
        days = {d.id: d.on for d in paced(everything)}
        came = {r.id: r.on for r in paced(known)}
        self._last = max([*days.values(), *came.values()], default=date.min)
        rest()
        self.documents = [d for d in everything if d.on <= on]
        self.receipts = [r for r in known if r.on <= on]
        self.notes = [d for d in paced(self.documents) if d.kind is DocumentKind.CREDIT_NOTE]
        self.allocations: list[Allocation] = []
        self._by_document: dict[int, list[Allocation]] = {}
        self._by_receipt: dict[int, list[Allocation]] = {}
        for allocation in paced(allocations):
            own, paying = allocation.on or date.min, allocation.receipt_id
            self._last = max(self._last, own)
            # Money paid in advance pays a document on the day of the document.
            since = max(own, came.get(paying, date.min), days.get(allocation.document_id, date.min))
            if since <= on:
                self.allocations.append(allocation)
                self._by_document.setdefault(allocation.document_id, []).append(allocation)
                self._by_receipt.setdefault(paying, []).append(allocation)
        self._left: dict[int, Money] = {}
        self._open: list[OpenDocument] | None = None
        self._notes: dict[str, list[Document]] = {}
        for note in self.notes:
            self._notes.setdefault(note.credits_number, []).append(note)
        # Invoices and requests, by due date.
        self.bills = [d for d in paced(self.documents) if d.kind is not DocumentKind.CREDIT_NOTE]
        self.bills.sort(key=lambda d: (d.due, d.id))
        self._own_bills: dict[int, list[Document]] = {}
        for bill in paced(self.bills):
            self._own_bills.setdefault(bill.organisation_id, []).append(bill)
        self._own_receipts: dict[int, list[Receipt]] = {}
        for receipt in paced(self.receipts):
            self._own_receipts.setdefault(receipt.organisation_id, []).append(receipt)

    def at(self, on: date) -> "Books | None":
        """The same books at the end of another day, where nothing was booked for a later day than both; else None."""
        if self._last > min(on, self.on):
            return None
        other = copy(self)
        other.on, other._open = on, None
        return other

    def bills_of(self, organisation_id: int) -> list[Document]:
        """The invoices and requests of one organisation, by due date."""
        return self._own_bills.get(organisation_id, [])

    def receipts_of(self, organisation_id: int) -> list[Receipt]:
        """The receipts that came from one organisation."""
        return self._own_receipts.get(organisation_id, [])

    def uses_for(self, document: Document) -> list[Allocation]:
        """What settles a document: payments, write-offs and what corrects them."""
        return self._by_document.get(document.id, [])

    def uses_of(self, receipt: Receipt) -> list[Allocation]:
        """What a receipt was used for."""
        return self._by_receipt.get(receipt.id, [])

    def credited(self, document: Document) -> Money:
        """With VAT, in pence."""
        notes = self._notes.get(document.number)
        return credited(document, notes)[1] if notes else ZERO

    def left(self, document: Document) -> Money:
        """What is open on a document; below zero if it was credited after it was paid."""
        # Asked several times for each document, and there are as many as there ever were.
        known = self._left.get(document.id) if document.id else None
        if known is None:
            pence = document.gross.pence
            for allocation in self._by_document.get(document.id, ()):
                pence -= allocation.amount.pence
            for note in self._notes.get(document.number, ()):
                pence -= note.gross.pence
            known = self._left[document.id] = Money(pence)
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
        if organisation_id is not None:
            return self._open_among(self.bills_of(organisation_id))
        if self._open is None:
            self._open = self._open_among(self.bills)
        return list(self._open)

    def _open_among(self, bills: Iterable[Document]) -> list[OpenDocument]:
        return [self.open_document(d) for d in paced(bills) if self.left(d) > ZERO]

    def account(self, organisation_id: int) -> Account:
        return self._account(
            organisation_id,
            self.bills_of(organisation_id),
            self.receipts_of(organisation_id),
        )

    def accounts(self) -> list[Account]:
        """Of every organisation with documents or receipts, by its id; money of unknown payers is organisation 0."""
        ids = sorted(self._own_bills.keys() | self._own_receipts.keys())
        return [self.account(id) for id in paced(ids)]

    def _account(
        self, organisation_id: int, bills: Sequence[Document], receipts: Sequence[Receipt]
    ) -> Account:
        # In plain numbers, because there are as many documents and receipts as there ever were.
        invoiced = credited = over = received = refunded = written_off = 0
        found = []
        for document in bills:
            left = self.left(document)
            invoiced += document.gross.pence
            credited += self.credited(document).pence
            if left > ZERO:
                found.append(self.open_document(document))
            else:
                over -= left.pence
            for a in self._by_document.get(document.id, ()):
                if a.use is Use.PAYMENT:
                    received += a.amount.pence
                else:
                    written_off += a.amount.pence
        remainders = 0
        for receipt in receipts:
            remainders += receipt.amount.pence
            for a in self._by_receipt.get(receipt.id, ()):
                remainders -= a.amount.pence
                if a.use is Use.REFUND:
                    refunded += a.amount.pence
        return Account(
            organisation_id=organisation_id,
            invoiced=Money(invoiced),
            credited=Money(credited),
            received=Money(received + remainders + refunded),
            refunded=Money(refunded),
            written_off=Money(written_off),
            on_account=Money(remainders + over),
            open=tuple(found),
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
