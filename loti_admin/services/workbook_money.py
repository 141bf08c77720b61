"""A year's documents, credit notes and receipts up to a day, looked up the ways the workbook needs them."""

from datetime import date
from decimal import Decimal

from loti_admin.domain.charges import Charge
from loti_admin.domain.dates import Period, Year
from loti_admin.domain.invoices import Document, DocumentKind, notes_by_number
from loti_admin.domain.money import Money, total
from loti_admin.domain.organisations import Kind, Membership
from loti_admin.domain.receipts import (
    Allocation,
    Receipt,
    by_document,
    by_receipt,
    is_payment,
)
from loti_admin.pace import paced
from loti_admin.storage.register import Register


def is_subscription(kind: Kind) -> bool:
    """Whether what an organisation of this kind is charged is a subscription, and no contribution or grant."""
    return kind in (Kind.BOROUGH, Kind.OTHER)


def is_contribution(kind: Kind) -> bool:
    return kind in (Kind.GLA, Kind.LONDON_COUNCILS)


class YearMoney:
    """Receipts and what they were used for are those up to `as_of`; documents are all of the year, as issued."""

    no_vat = Decimal(0)

    def __init__(
        self, register: Register, year: Year, as_of: date, starts: tuple[int, int]
    ) -> None:
        self.year = year
        self.as_of = as_of
        self._starts = starts
        everything = register.documents.all()
        self._of_year: dict[str, list[Document]] = {}
        for document in paced(everything):
            self._of_year.setdefault(document.year, []).append(document)
        self._notes = notes_by_number(everything)
        self.documents = self.documents_of(year)
        self.kinds = {o.id: o.kind for o in register.organisations.all()}
        self._memberships = {m.id: m for m in register.memberships.all()}
        self.purchase_orders = {
            order.organisation_id: order.number
            for order in register.purchase_orders.where(year=year.label)
        }
        self.receipts = [r for r in paced(register.receipts.all()) if r.on <= as_of]
        received = {receipt.id for receipt in self.receipts}
        used = [a for a in paced(register.allocations.all()) if a.on is None or a.on <= as_of]
        self._allocations = [a for a in paced(used) if a.receipt_id in received]
        own = {document.id for document in self.documents}
        self._paid = by_document(a for a in paced(self._allocations) if a.document_id in own)
        self._written_off = by_document(
            a for a in paced(used) if a.document_id in own and not is_payment(a)
        )

    @property
    def financial(self) -> Period:
        return self.financial_of(self.year)

    def financial_of(self, year: Year) -> Period:
        return year.financial_period(self._starts)

    def membership(self, charge: Charge) -> Membership | None:
        return self._memberships.get(charge.membership_id)

    def documents_of(self, year: Year) -> list[Document]:
        """In the order of issue."""
        return self._of_year.get(year.label, [])

    def notes_on(self, document: Document) -> list[Document]:
        """The credit notes against a document, whichever year they are of."""
        return self._notes.get(document.number, [])

    def net_of(self, document: Document) -> Money:
        """What stands of a document's net amount after its credit notes."""
        return document.net - total(note.net for note in self.notes_on(document))

    def paid_on(self, document: Document) -> Money:
        """What came in for a document of the year."""
        return total(a.amount for a in self._paid.get(document.id, ()))

    def used_receipts(self) -> list[tuple[Receipt, list[Allocation]]]:
        """The receipts of the financial year, and others that pay a document of the year, with all each was used for;
        by day."""
        financial = self.financial
        pay = {a.receipt_id for rows in self._paid.values() for a in rows}
        wanted = [r for r in paced(self.receipts) if r.id in pay or financial.contains(r.on)]
        ids = {receipt.id for receipt in wanted}
        used = by_receipt(a for a in paced(self._allocations) if a.receipt_id in ids)
        return [(r, used.get(r.id, [])) for r in sorted(wanted, key=lambda r: (r.on, r.id))]

    def written_off(self, document: Document) -> Money:
        """What of a document of the year was given up."""
        return total(a.amount for a in self._written_off.get(document.id, ()))

    def subscriptions_of(self, year: Year) -> list[Document]:
        """The invoices (or requests) for subscriptions of a year, without the credit notes."""
        return [
            document
            for document in paced(self.documents_of(year))
            if document.kind is not DocumentKind.CREDIT_NOTE
            and is_subscription(self.kinds.get(document.organisation_id, Kind.BOROUGH))
        ]
