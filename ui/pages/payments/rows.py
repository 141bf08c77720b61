"""What the page Payments shows: accounts by age on a day, and receipts with what they were used for."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from loti_admin.domain.accounts import Account, Books
from loti_admin.domain.dates import long_date
from loti_admin.domain.invoices import Document
from loti_admin.domain.money import Money
from loti_admin.domain.organisations import Organisation
from loti_admin.domain.receipts import Allocation, Receipt, Use
from loti_admin.pace import paced
from loti_admin.services.chasing import UNKNOWN_PAYER, AgedList, ChaseRow, aged_list
from loti_admin.services.memory import Memory
from loti_admin.services.receipts import books_now
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
    """One organisation's account with what comes next; `by_age` and `due` are asked for often, so they are kept."""

    chase: ChaseRow
    by_age: tuple[Money, ...]
    due: Money

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
class WriteOff:
    """What stands of a debt that was given up, in pence, with its allocation."""

    allocation_id: int
    number: str
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentsView:
    """Everything on the page, as on a day; receipts are all there are, the newest first."""

    on: date
    aged: AgedList
    debtors: tuple[DebtorRow, ...]
    receipts: tuple[ReceiptRow, ...]
    # Everything that is booked, later days included.
    books: Books
    # What was given up and not taken back, by the ids of the organisations that owed it.
    write_offs: Mapping[int, Sequence[WriteOff]]
    # How many receipts have no payer yet.
    unknown: int

    @property
    def reminders_due(self) -> int:
        return sum(row.level > 0 for row in self.debtors)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Booked:
    """What does not depend on the day; see `PaymentsView`."""

    receipts: tuple[ReceiptRow, ...]
    write_offs: Mapping[int, Sequence[WriteOff]]
    unknown: int


_BOOKED: Memory[_Booked] = Memory()
_Made = dict[int, tuple[Receipt, list[Allocation], ReceiptRow]]
_MADE = "rows of receipts"


def read_payments(register: Register, on: date) -> PaymentsView:
    aged = aged_list(register, on)
    booked = _booked(register)
    books = books_now(register)
    # Known from now on; what may be done with a row asks for them.
    books.open_documents()
    return PaymentsView(
        on=on,
        aged=aged,
        debtors=tuple([_debtor_row(row) for row in paced(aged.rows)]),
        receipts=booked.receipts,
        books=books,
        write_offs=booked.write_offs,
        unknown=booked.unknown,
    )


def waiting(register: Register, on: date) -> int:
    """Receipts without a payer and reminders that are due."""
    reminders = sum(row.suggestion.level > 0 for row in paced(aged_list(register, on).rows))
    return reminders + _booked(register).unknown


def _debtor_row(row: ChaseRow) -> DebtorRow:
    return DebtorRow(chase=row, by_age=row.account.by_age, due=row.account.due)


def _booked(register: Register) -> _Booked:
    depends_on = (
        register.organisations.all(),
        register.documents.all(),
        register.receipts.all(),
        register.allocations.all(),
    )
    return _BOOKED.find(register, None, depends_on, lambda: _read_booked(register, *depends_on))


def _read_booked(
    register: Register,
    organisations: Iterable[Organisation],
    documents: Iterable[Document],
    receipts: list[Receipt],
    allocations: Iterable[Allocation],
) -> _Booked:
    names = {o.id: o.display_name for o in paced(organisations)}
    known = {d.id: d for d in paced(documents)}
    by_receipt: dict[int, list[Allocation]] = {}
    for allocation in paced(allocations):
        by_receipt.setdefault(allocation.receipt_id, []).append(allocation)
    # Rows of receipts that nothing has happened to are those of the last time: making thousands, and letting thousands
    # go, would both be felt.
    before: _Made = register.kept.get(_MADE, {})
    made: _Made = {}
    rows = []
    for receipt in paced(sorted(receipts, key=lambda r: (r.on, r.id), reverse=True)):
        own = by_receipt.get(receipt.id, [])
        payer = names.get(receipt.organisation_id, UNKNOWN_PAYER)
        old = before.get(receipt.id)
        if old and old[0] is receipt and old[1] == own and old[2].payer == payer:
            row = old[2]
        else:
            row = _receipt_row(receipt, payer, known, own)
        made[receipt.id] = (receipt, own, row)
        rows.append(row)
    register.kept[_MADE] = made
    return _Booked(
        receipts=tuple(rows),
        # No receipt pays what is given up.
        write_offs=_write_offs(by_receipt.get(0, []), known),
        unknown=sum(row.state is ReceiptState.UNKNOWN for row in paced(rows)),
    )


def _write_offs(
    rows: Iterable[Allocation], documents: Mapping[int, Document]
) -> dict[int, list[WriteOff]]:
    standing: dict[int, int] = {}
    for a in rows:
        id = a.corrects_id or a.id
        standing[id] = standing.get(id, 0) + a.amount.pence
    found: dict[int, list[WriteOff]] = {}
    for a in rows:
        if not a.corrects_id and standing[a.id] > 0:
            document = documents[a.document_id]
            entry = WriteOff(
                allocation_id=a.id, number=document.number, amount=Money(standing[a.id])
            )
            found.setdefault(document.organisation_id, []).append(entry)
    return found


def _receipt_row(
    receipt: Receipt,
    payer: str,
    documents: dict[int, Document],
    rows: list[Allocation],
) -> ReceiptRow:
    # In plain numbers and one look at each use, because a list shows all receipts there ever were.
    paid = refunded = went = 0
    corrected: dict[int, int] = {}
    for a in rows:
        use, pence = a.use, a.amount.pence
        if use is Use.PAYMENT:
            paid += pence
        elif use is Use.REFUND:
            refunded += pence
        else:
            went += pence
        if a.corrects_id:
            corrected[a.corrects_id] = corrected.get(a.corrects_id, 0) + pence
    left = receipt.amount.pence - paid - refunded - went
    if went > 0:
        state = ReceiptState.REVERSED
    elif left > 0:
        state = ReceiptState.ON_ACCOUNT if receipt.organisation_id else ReceiptState.UNKNOWN
    else:
        paid_back = refunded == receipt.amount.pence
        state = ReceiptState.PAID_BACK if paid_back else ReceiptState.USED
    return ReceiptRow(
        receipt=receipt,
        payer=payer,
        paid=Money(paid),
        refunded=Money(refunded),
        left=Money(left),
        state=state,
        uses=tuple(
            [
                (a, documents.get(a.document_id))
                for a in rows
                if not a.corrects_id and a.amount.pence + corrected.get(a.id, 0) > 0
            ]
        ),
    )
