"""What the page Invoices shows of a year: drafts that could be issued on a day, and what was issued."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from loti_admin.domain.dates import Year
from loti_admin.domain.invoices import (
    Document,
    DocumentKind,
    audit_numbers,
    credited,
    notes_by_number,
)
from loti_admin.domain.money import ZERO, Money
from loti_admin.domain.receipts import by_document, open_amount, written_off
from loti_admin.pace import paced
from loti_admin.services.drafts import IssuePlan, plan_issue
from loti_admin.services.fee_inputs import schedule_of
from loti_admin.services.fees import year_fees
from loti_admin.services.grant_requests import GrantTerm, grant_terms
from loti_admin.services.last_year import Change, documents_before
from loti_admin.services.memory import Memory
from loti_admin.services.numbering import planned_numbers
from loti_admin.services.since_issue import changes_since_issue
from loti_admin.storage.register import Register

# What follows from all documents there ever were.
_LAST_GIVEN: "Memory[date | None]" = Memory()
_TROUBLE: "Memory[tuple[str, ...]]" = Memory()


class State(StrEnum):
    """What has become of a document."""

    DRAFT = "draft"
    OPEN = "open"
    PART_PAID = "part paid"
    OVERDUE = "overdue"
    PAID = "paid"
    CREDITED = "credited"
    WRITTEN_OFF = "written off"
    CREDIT_NOTE = "credit note"


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceRow:
    """A draft or an issued document. `open` is what is left to pay in pence, None where nothing is to be paid.

    `order_missing`: the council says that it needs a purchase order, and there is none. `made`: the PDF lies in the
    folder of the PDFs. `creditable` is what no credit note has taken yet, in pence before VAT. `before` is last year's
    invoice or request, if there was one. `since` is what it prints of its customer and is otherwise today.
    """

    document: Document
    state: State
    open: Money | None = None
    creditable: Money = ZERO
    order_missing: bool = False
    made: bool = False
    before: Document | None = None
    since: tuple[Change, ...] = ()
    # Asked many times for each of thousands: which draft or document this is, however often the list is read, and its
    # amounts as they count in a sum.
    key: tuple[int, int, int] = field(init=False, compare=False)
    net: Money = field(init=False, compare=False)
    vat: Money = field(init=False, compare=False)
    gross: Money = field(init=False, compare=False)

    def __post_init__(self) -> None:
        document = self.document
        draft = 0, document.organisation_id, document.membership_id
        found = {
            "key": draft if self.is_draft else (document.id, 0, 0),
            "net": self._signed(document.net),
            "vat": self._signed(document.vat),
            "gross": self._signed(document.gross),
        }
        for name, value in found.items():
            object.__setattr__(self, name, value)

    @property
    def is_draft(self) -> bool:
        return self.state is State.DRAFT

    @property
    def name(self) -> str:
        return self.document.organisation

    @property
    def is_note(self) -> bool:
        return self.document.kind is DocumentKind.CREDIT_NOTE

    def _signed(self, amount: Money) -> Money:
        """Credit notes take away."""
        return -amount if self.is_note else amount


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoicesView:
    """Everything the page shows. `next_number` is the one that the next invoice gets; `trouble` names gaps and
    duplicates in the numbers. `grants` are those of the year that can be requested. `last_given` is the day of the last
    number, before which none can be given."""

    year: Year
    plan: IssuePlan
    drafts: tuple[InvoiceRow, ...]
    issued: tuple[InvoiceRow, ...]
    next_number: str
    trouble: tuple[str, ...]
    grants: tuple[GrantTerm, ...] = ()
    last_given: date | None = None

    @property
    def is_too_early(self) -> bool:
        """Whether a later number was given already: numbers and dates run together."""
        return self.last_given is not None and self.plan.on < self.last_given

    @property
    def notes(self) -> int:
        return sum(row.is_note for row in self.issued)


def default_day(register: Register, year: Year) -> date:
    """The day to issue on unless somebody types another: the charge date, today if that is later, and never before
    the last number that was given, because numbers and dates run together."""
    schedule, _ = schedule_of(register, year)
    last = last_given(register)
    return max(schedule.charge_date, register.now().date(), last or date.min)


def last_given(register: Register) -> date | None:
    """The day of the last invoice or request; credit notes have numbers of their own."""
    documents = tuple(register.documents.all())

    def find() -> date | None:
        days = (d.on for d in paced(documents) if d.kind is not DocumentKind.CREDIT_NOTE)
        return max(days, default=None)

    return _LAST_GIVEN.find(register, None, (documents,), find)


def waiting(register: Register, year: Year) -> int:
    """How many documents could be issued on the default day. Cheaper than the plan: nothing is drafted."""
    fees = year_fees(register, year)
    on = default_day(register, year)
    return sum(
        charge.document is not DocumentKind.NONE
        and charge.key not in fees.issued
        and charge.fixed_on <= on
        for charge in paced(fees.run.charges)
    )


def read_invoices(
    register: Register,
    year: Year,
    on: date,
    made: Collection[str] = (),
    before: "InvoicesView | None" = None,
) -> InvoicesView:
    """The year's drafts for a day, and its documents. `made` are the numbers whose PDFs are there. Reads only.

    What was read before is given back as the very same rows where nothing of them differs: a list then has little to
    show anew.
    """
    shown = {row.key: row for row in (*before.drafts, *before.issued)} if before else {}

    def as_shown(row: InvoiceRow) -> InvoiceRow:
        known = shown.get(row.key)
        return row if known is None or known != row else known

    plan = plan_issue(register, year, on)
    missing = {p.code for p in plan.problems if p.field == "purchase_order" and not p.blocks}
    everything = tuple(register.documents.all())
    last_year = documents_before(register, year)
    today = register.now().date()
    own = register.documents.where(year=year.label)
    ids = {document.id for document in own}
    uses = by_document(a for a in paced(register.allocations.all()) if a.document_id in ids)
    notes = notes_by_number(everything)
    since = changes_since_issue(register, own)
    issued = []
    for document in paced(own):
        left, creditable = None, ZERO
        used, against = uses.get(document.id, []), notes.get(document.number, [])
        if document.kind is not DocumentKind.CREDIT_NOTE:
            left = open_amount(document, against, used)
            creditable = document.net - credited(document, against)[0]
        given_up = written_off(document, used) if left == ZERO else ZERO
        state = state_of(document, left, against, today, given_up)
        issued.append(
            as_shown(
                InvoiceRow(
                    document=document,
                    state=state,
                    open=left,
                    creditable=creditable,
                    made=document.number in made,
                    before=None if left is None else last_year.get(document.organisation_id),
                    since=since.get(document.id, ()),
                )
            )
        )
    issued.sort(key=lambda row: row.document.id)
    drafts = [
        as_shown(
            InvoiceRow(
                document=draft,
                state=State.DRAFT,
                order_missing=draft.code in missing,
                before=last_year.get(draft.organisation_id),
            )
        )
        for draft in paced(plan.drafts)
    ]
    return InvoicesView(
        year=year,
        plan=plan,
        drafts=tuple(drafts),
        issued=tuple(issued),
        next_number=next_invoice_number(register, plan),
        trouble=_TROUBLE.find(
            register, None, (everything,), lambda: tuple(audit_numbers(everything))
        ),
        grants=tuple(grant_terms(register, year)),
        last_given=last_given(register),
    )


def state_of(
    document: Document,
    left: Money | None,
    documents: Collection[Document],
    today: date,
    given_up: Money = ZERO,
) -> State:
    """`left` is what is open of an invoice or request, `given_up` what of it was written off, in pence."""
    if left is None:
        return State.CREDIT_NOTE
    if left <= ZERO:
        if given_up:
            return State.WRITTEN_OFF
        in_full = credited(document, documents)[1] >= document.gross
        return State.CREDITED if in_full else State.PAID
    if document.due < today:
        return State.OVERDUE
    return State.OPEN if left == document.gross else State.PART_PAID


def next_invoice_number(register: Register, plan: IssuePlan) -> str:
    """The number that the first invoice among the drafts gets; "" where there is none to be issued."""
    invoices = [draft for draft in plan.drafts if draft.kind is DocumentKind.INVOICE][:1]
    return planned_numbers(register, invoices)[0] if invoices else ""
