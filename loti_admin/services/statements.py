"""Statements of account and the files of letters about money. Everything is drawn from the register as on a day."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path

from loti_admin.domain.accounts import Account, Books
from loti_admin.domain.chasing import LEVEL_NAMES, ChaseNote, Interest, Way
from loti_admin.domain.invoices import Document
from loti_admin.domain.letters import Movement, Reminder, Statement
from loti_admin.domain.organisations import Organisation
from loti_admin.domain.receipts import Use
from loti_admin.domain.settings import supplier_on
from loti_admin.errors import NothingToDo
from loti_admin.pace import paced
from loti_admin.services.chasing import aged_list, interest_on
from loti_admin.services.receipts import books_on
from loti_admin.services.settings import is_example
from loti_admin.storage.register import Register

Progress = Callable[[int, int], None]

_SINCE_WITHOUT_A_STATEMENT = timedelta(days=365)
_MOVED = {Use.REFUND: "paid back", Use.REVERSAL: "reversed", Use.WRITE_OFF: "written off"}


def statement_of(register: Register, organisation: Organisation, on: date) -> Statement:
    """One organisation's statement at the end of a day, also if it owes nothing."""
    books = books_on(register, on)
    account = books.account(organisation.id)
    interest = interest_on(register.settings.all(), account, on)
    return _Maker(register, books).statement(organisation, account, interest)


def statements(register: Register, on: date) -> list[Statement]:
    """One for each organisation with something open or money on account, by name. Raises NothingToDo if none has."""
    rows = [row for row in aged_list(register, on).rows if row.organisation is not None]
    if not rows:
        raise NothingToDo("Nobody owes anything on that day, so there is no statement to make.")
    maker = _Maker(register, books_on(register, on))
    return [
        maker.statement(row.organisation, row.account, row.interest)
        for row in paced(rows)
        if row.organisation is not None
    ]


def note_statements(register: Register, made: Sequence[Statement]) -> None:
    """Keep that these statements were made: the next one says what happened since."""
    by_name = {o.display_name: o.id for o in register.organisations.all()}
    with register.write("Note 1 statement" if len(made) == 1 else f"Note {len(made)} statements"):
        for statement in made:
            register.chase_notes.add(
                ChaseNote(
                    organisation_id=by_name[statement.organisation],
                    on=statement.on,
                    way=Way.STATEMENT,
                    text=f"Statement of account: {statement.account.outstanding.text} open.",
                )
            )


def write_statements(
    made: Sequence[Statement], folder: Path, progress: Progress | None = None
) -> list[Path]:
    """Write each as a PDF into `folder`. Needs no register, so that a worker can run it. Raises FileTrouble."""
    return _write(made, folder, progress)


def write_reminders(
    made: Sequence[Reminder], folder: Path, progress: Progress | None = None
) -> list[Path]:
    """The same for reminders."""
    return _write(made, folder, progress)


def letter_name(letter: Statement | Reminder) -> str:
    """The name of a letter's file, without its ending."""
    from loti_admin.documents.files import safe_name

    what = LEVEL_NAMES[letter.level] if isinstance(letter, Reminder) else "Statement"
    name = safe_name(f"{what} {letter.on.isoformat()} {letter.organisation}", ".pdf")
    return name.removesuffix(".pdf")


def _write(
    made: Sequence[Statement | Reminder], folder: Path, progress: Progress | None
) -> list[Path]:
    from loti_admin.documents.files import write_each

    names = [f"{letter_name(letter)}.pdf" for letter in made]
    return write_each(made, names, folder, letter_pdf, progress)


class _Maker:
    """What all statements of a day have in common is read once."""

    def __init__(self, register: Register, books: Books) -> None:
        self._books = books
        self._supplier = supplier_on(register.settings.all(), books.on)
        self._example = is_example(register)
        self._paid_up_to = max((r.on for r in paced(books.receipts)), default=None)
        self._receipts = {r.id: r for r in paced(books.receipts)}
        self._notes: dict[int, list[Document]] = {}
        for note in paced(books.notes):
            self._notes.setdefault(note.organisation_id, []).append(note)
        self._last: dict[int, date] = {}
        for letter in register.chase_notes.where(way=Way.STATEMENT, order_by="on"):
            if letter.on < books.on:
                self._last[letter.organisation_id] = letter.on

    def statement(
        self, organisation: Organisation, account: Account, interest: Interest | None
    ) -> Statement:
        on, last = self._books.on, self._last.get(organisation.id)
        since = last or on - _SINCE_WITHOUT_A_STATEMENT
        moved = self._moved(organisation.id)
        return Statement(
            on=on,
            organisation=organisation.display_name,
            reference=organisation.account_code or organisation.display_name,
            customer_name=organisation.invoice_name or organisation.name,
            customer_address=organisation.address,
            customer_postcode=organisation.postcode,
            supplier=self._supplier,
            account=account,
            last=last,
            paid_up_to=self._paid_up_to,
            since=tuple(m for m in moved if since < m.on <= on),
            email=organisation.invoice_email.strip(),
            interest=interest,
            example=self._example,
        )

    def _moved(self, organisation_id: int) -> list[Movement]:
        """What lowered or restored an account, in the order of days: receipts, credits, refunds, write-offs,
        reversals. A receipt belongs to whoever sent it, and to those whose documents it pays."""
        bills = self._books.bills_of(organisation_id)
        numbers = {d.id: d.number for d in bills}
        settling = [a for d in bills for a in self._books.uses_for(d)]
        ids = {r.id for r in self._books.receipts_of(organisation_id)}
        ids |= {a.receipt_id for a in settling if a.receipt_id}
        receipts = [self._receipts[id] for id in sorted(ids)]
        used = [a for r in receipts for a in self._books.uses_of(r) if not a.document_id]
        found = [
            Movement(on=note.on, amount=note.gross, what="credited", number=note.number)
            for note in self._notes.get(organisation_id, ())
        ]
        found += [
            Movement(on=r.on, amount=r.amount, what="received", number=r.reference)
            for r in receipts
        ]
        found += [
            Movement(
                on=a.on or (self._receipts[a.receipt_id].on if a.receipt_id else date.min),
                amount=abs(a.amount),
                what=f"{_MOVED[a.use]}, taken back" if a.corrects_id else _MOVED[a.use],
                number=numbers.get(a.document_id, ""),
            )
            for a in sorted([*settling, *used], key=lambda a: a.id)
            if a.use is not Use.PAYMENT
        ]
        found.sort(key=lambda m: (m.on, m.what, m.number))
        return found


def letter_pdf(letter: Statement | Reminder) -> bytes:
    """One letter as PDF bytes, to look at before it is made. Needs no register."""
    from loti_admin.documents.reminder_pdf import render_reminder
    from loti_admin.documents.statement_pdf import render_statement

    return render_reminder(letter) if isinstance(letter, Reminder) else render_statement(letter)
