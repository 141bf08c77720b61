"""What the page Payments shows: accounts by age on a day, and receipts with what they were used for."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from loti_admin.domain.accounts import Account
from loti_admin.domain.dates import long_date
from loti_admin.domain.invoices import Document
from loti_admin.domain.money import ZERO, Money, total
from loti_admin.domain.receipts import Allocation, Receipt, Use, is_reversed, standing, unallocated
from loti_admin.services.chasing import UNKNOWN_PAYER, AgedList, ChaseRow, aged_list
from loti_admin.storage.register import Register


class ReceiptState(StrEnum):
    """What has become of a receipt."""

    USED = "used"
    ON_ACCOUNT = "on account"
    UNKNOWN = "payer not known"
    PAID_BACK = "paid back"
    REVERSED = "reversed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptRow:
    """A receipt; amounts in pence. `uses` are its allocations with the document that each pays, if any."""

    receipt: Receipt
    payer: str
    paid: Money
    refunded: Money
    left: Money
    state: ReceiptState
    uses: tuple[tuple[Allocation, Document | None], ...]

    @property
    def key(self) -> int:
        return self.receipt.id


@dataclass(frozen=True, slots=True, kw_only=True)
class DebtorRow:
    """One organisation's account with what comes next."""

    chase: ChaseRow

    @property
    def key(self) -> int:
        return self.chase.account.organisation_id

    @property
    def name(self) -> str:
        return self.chase.name

    @property
    def account(self) -> Account:
        return self.chase.account

    @property
    def level(self) -> int:
        """The reminder that is next; 0 if none is due."""
        return self.chase.suggestion.level

    @property
    def contact_text(self) -> str:
        last = self.chase.last
        return f"{long_date(last.on)}, {last.way}" if last else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentsView:
    """Everything on the page, as on a day; receipts are all there are, the newest first."""

    on: date
    aged: AgedList
    debtors: tuple[DebtorRow, ...]
    receipts: tuple[ReceiptRow, ...]

    @property
    def unknown(self) -> int:
        return sum(row.state is ReceiptState.UNKNOWN for row in self.receipts)

    @property
    def reminders_due(self) -> int:
        return sum(row.level > 0 for row in self.debtors)


def read_payments(register: Register, on: date) -> PaymentsView:
    aged = aged_list(register, on)
    return PaymentsView(
        on=on,
        aged=aged,
        debtors=tuple(DebtorRow(chase=row) for row in aged.rows),
        receipts=_receipts(register),
    )


def waiting(register: Register, on: date) -> int:
    """Receipts without a payer and reminders that are due."""
    view = read_payments(register, on)
    return view.unknown + view.reminders_due


def _receipts(register: Register) -> tuple[ReceiptRow, ...]:
    names = {o.id: o.display_name for o in register.organisations.all()}
    documents = {d.id: d for d in register.documents.all()}
    by_receipt: dict[int, list[Allocation]] = {}
    for allocation in register.allocations.all():
        by_receipt.setdefault(allocation.receipt_id, []).append(allocation)
    return tuple(
        _receipt_row(receipt, names, documents, by_receipt.get(receipt.id, []))
        for receipt in sorted(register.receipts.all(), key=lambda r: (r.on, r.id), reverse=True)
    )


def _receipt_row(
    receipt: Receipt,
    names: dict[int, str],
    documents: dict[int, Document],
    rows: list[Allocation],
) -> ReceiptRow:
    left = unallocated(receipt, rows)
    refunded = total(a.amount for a in rows if a.use is Use.REFUND)
    if is_reversed(receipt, rows):
        state = ReceiptState.REVERSED
    elif left > ZERO:
        state = ReceiptState.ON_ACCOUNT if receipt.organisation_id else ReceiptState.UNKNOWN
    else:
        state = ReceiptState.PAID_BACK if refunded == receipt.amount else ReceiptState.USED
    return ReceiptRow(
        receipt=receipt,
        payer=names.get(receipt.organisation_id, UNKNOWN_PAYER),
        paid=total(a.amount for a in rows if a.use is Use.PAYMENT),
        refunded=refunded,
        left=left,
        state=state,
        uses=tuple(
            (a, documents.get(a.document_id))
            for a in rows
            if not a.corrects_id and standing(a, rows) > ZERO
        ),
    )
