"""Statements of account and the files of letters about money. Everything is drawn from the register as on a day."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path

from loti_admin.domain.accounts import Books
from loti_admin.domain.chasing import LEVEL_NAMES, ChaseNote, Way
from loti_admin.domain.letters import Movement, Reminder, Statement
from loti_admin.domain.organisations import Organisation
from loti_admin.domain.receipts import Use
from loti_admin.domain.settings import supplier_on
from loti_admin.errors import NothingToDo
from loti_admin.services.chasing import interest_on
from loti_admin.services.receipts import books_on
from loti_admin.services.settings import is_example
from loti_admin.storage.register import Register

Progress = Callable[[int, int], None]

_SINCE_WITHOUT_A_STATEMENT = timedelta(days=365)
_MOVED = {Use.REFUND: "paid back", Use.REVERSAL: "reversed", Use.WRITE_OFF: "written off"}


def statement_of(register: Register, organisation: Organisation, on: date) -> Statement:
    """One organisation's statement at the end of a day, also if it owes nothing."""
    books = books_on(register, on)
    own = movements(books).get(organisation.id, [])
    return _statement(register, organisation, on, books, own)


def statements(register: Register, on: date) -> list[Statement]:
    """One for each organisation with something open or money on account, by name. Raises NothingToDo if none has."""
    books = books_on(register, on)
    wanted = {
        account.organisation_id
        for account in books.accounts()
        if account.open or account.on_account
    }
    organisations = [o for o in register.organisations.all() if o.id in wanted]
    if not organisations:
        raise NothingToDo("Nobody owes anything on that day, so there is no statement to make.")
    moved = movements(books)
    return [
        _statement(register, organisation, on, books, moved.get(organisation.id, []))
        for organisation in sorted(organisations, key=lambda o: o.display_name.casefold())
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


def _statement(
    register: Register,
    organisation: Organisation,
    on: date,
    books: Books,
    moved: Sequence[Movement],
) -> Statement:
    settings = register.settings.all()
    account = books.account(organisation.id)
    last = max(
        (
            note.on
            for note in register.chase_notes.where(
                organisation_id=organisation.id, way=Way.STATEMENT
            )
            if note.on < on
        ),
        default=None,
    )
    since = last or on - _SINCE_WITHOUT_A_STATEMENT
    return Statement(
        on=on,
        organisation=organisation.display_name,
        reference=organisation.account_code or organisation.display_name,
        customer_name=organisation.invoice_name or organisation.name,
        customer_address=organisation.address,
        customer_postcode=organisation.postcode,
        supplier=supplier_on(settings, on),
        account=account,
        last=last,
        paid_up_to=max((r.on for r in books.receipts), default=None),
        since=tuple(m for m in moved if since < m.on <= on),
        email=organisation.invoice_email.strip(),
        interest=interest_on(settings, account, on),
        example=is_example(register),
    )


def movements(books: Books) -> dict[int, list[Movement]]:
    """What lowered or restored each account, by organisation, in the order of days: receipts, credits, refunds,
    write-offs, reversals."""
    found: dict[int, list[Movement]] = {}
    owners = {d.id: d.organisation_id for d in books.bills}
    numbers = {d.id: d.number for d in books.bills}
    receipts = {r.id: r for r in books.receipts}
    # A receipt belongs to whoever sent it, and to those whose documents it pays.
    concerned = {r.id: {r.organisation_id} for r in books.receipts}
    for a in books.allocations:
        if a.receipt_id and a.document_id:
            concerned[a.receipt_id].add(owners[a.document_id])
    for note in books.notes:
        moved = Movement(on=note.on, amount=note.gross, what="credited", number=note.number)
        found.setdefault(note.organisation_id, []).append(moved)
    for receipt in books.receipts:
        moved = Movement(
            on=receipt.on, amount=receipt.amount, what="received", number=receipt.reference
        )
        for organisation_id in concerned[receipt.id]:
            found.setdefault(organisation_id, []).append(moved)
    for a in books.allocations:
        if a.use is Use.PAYMENT:
            continue
        moved = Movement(
            on=a.on or (receipts[a.receipt_id].on if a.receipt_id else date.min),
            amount=abs(a.amount),
            what=f"{_MOVED[a.use]}, taken back" if a.corrects_id else _MOVED[a.use],
            number=numbers.get(a.document_id, ""),
        )
        whose = {owners[a.document_id]} if a.document_id else concerned[a.receipt_id]
        for organisation_id in whose:
            found.setdefault(organisation_id, []).append(moved)
    for own in found.values():
        own.sort(key=lambda m: (m.on, m.what, m.number))
    return found


def letter_pdf(letter: Statement | Reminder) -> bytes:
    """One letter as PDF bytes, to look at before it is made. Needs no register."""
    from loti_admin.documents.reminder_pdf import render_reminder
    from loti_admin.documents.statement_pdf import render_statement

    return render_reminder(letter) if isinstance(letter, Reminder) else render_statement(letter)
