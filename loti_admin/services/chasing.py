"""Who owes what for how long, who was last in touch, and which reminder is next. Nothing is sent from here."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from loti_admin.domain.accounts import Account, sum_of
from loti_admin.domain.chasing import (
    LEVEL_NAMES,
    LEVELS,
    ChaseNote,
    Interest,
    Suggestion,
    Way,
    base_rate_day,
    check_note,
    last_contact,
    last_reminder,
    statutory_interest,
    suggest,
    sum_of_interest,
)
from loti_admin.domain.dates import long_date
from loti_admin.domain.grammar import listed
from loti_admin.domain.letters import Reminder
from loti_admin.domain.money import total
from loti_admin.domain.organisations import Organisation
from loti_admin.domain.reminder_texts import filled_runs
from loti_admin.domain.settings import Setting, reminder_days, supplier_on, value_on
from loti_admin.errors import Invalid, NothingToDo
from loti_admin.pace import paced
from loti_admin.services.memory import Memory
from loti_admin.services.receipts import books_on
from loti_admin.services.settings import is_example
from loti_admin.storage.register import Register

UNKNOWN_PAYER = "Payer not known"
_AGED: "Memory[AgedList]" = Memory()


@dataclass(frozen=True, slots=True, kw_only=True)
class ChaseRow:
    """One organisation's account on a day; `organisation` is None for money of unknown payers."""

    organisation: Organisation | None
    account: Account
    last: ChaseNote | None
    suggestion: Suggestion
    interest: Interest | None

    @property
    def name(self) -> str:
        return self.organisation.display_name if self.organisation else UNKNOWN_PAYER


@dataclass(frozen=True, slots=True, kw_only=True)
class AgedList:
    """Everybody with something open or money on account, by name, and the sum of all."""

    on: date
    rows: tuple[ChaseRow, ...]
    total: Account


def aged_list(register: Register, on: date) -> AgedList:
    """What every organisation owes at the end of a day, by age. The sum is that of all accounts, settled ones too."""
    depends_on = (
        register.settings.all(),
        register.organisations.all(),
        register.chase_notes.all(),
        register.documents.all(),
        register.receipts.all(),
        register.allocations.all(),
    )
    return _AGED.find(register, on, depends_on, lambda: _aged_list(register, on))


def _aged_list(register: Register, on: date) -> AgedList:
    settings = register.settings.all()
    organisations = {o.id: o for o in register.organisations.all()}
    notes = _notes_by_organisation(register)
    days = reminder_days(value_on(settings, "reminder days", on))
    accounts = books_on(register, on).accounts()
    rows = []
    for account in paced(accounts):
        if not account.open and not account.on_account:
            continue
        own = notes.get(account.organisation_id, [])
        rows.append(
            ChaseRow(
                organisation=organisations.get(account.organisation_id),
                account=account,
                last=last_contact(own, on),
                suggestion=suggest(account, own, on, days),
                interest=interest_on(settings, account, on),
            )
        )
    rows.sort(key=lambda row: (row.organisation is None, row.name.casefold()))
    return AgedList(on=on, rows=tuple(rows), total=sum_of(accounts))


def interest_on(settings: Sequence[Setting], account: Account, on: date) -> Interest | None:
    """What the law would allow on what is overdue; None unless it is switched on and the base rate is known for every
    debt. It is shown, never charged."""
    late = [entry for entry in account.open if entry.overdue]
    if value_on(settings, "show interest", on) != "yes" or not late:
        return None
    parts = []
    for entry in late:
        rate = value_on(settings, "base rate", base_rate_day(entry.document.due))
        if not rate:
            return None
        parts.append(statutory_interest(entry, Decimal(rate)))
    return sum_of_interest(parts)


def save_note(register: Register, note: ChaseNote) -> ChaseNote:
    """Keep a contact about money. Raises Invalid with the fields that do not fit."""
    problems = check_note(note)
    if problems:
        raise Invalid(problems)
    name = register.organisations.get(note.organisation_id).display_name
    note = replace(note, text=note.text.strip())
    with register.write(f"Note a contact with {name}"):
        return register.chase_notes.save(note) if note.id else register.chase_notes.add(note)


def notes_of(register: Register, organisation_id: int) -> list[ChaseNote]:
    """The newest first."""
    return register.chase_notes.where(organisation_id=organisation_id, order_by=("-on", "-id"))


def plan_reminders(
    register: Register, on: date, level: int | None = None, only: Collection[int] = ()
) -> list[Reminder]:
    """The letters that are due on a day: to each member the level that is next for it, or `level` for everybody with
    something overdue; `only` limits it to organisations with these ids. Reads only.

    Raises NothingToDo if no letter is due.
    """
    wanted = set(only)
    found = []
    for row in paced(aged_list(register, on).rows):
        if row.organisation is None or (wanted and row.organisation.id not in wanted):
            continue
        next_level = level if level is not None else row.suggestion.level
        if next_level in LEVELS and row.account.overdue:
            found.append(_reminder(register, row, on, next_level))
    if not found:
        raise NothingToDo(
            f"No reminder is due on {long_date(on)}: nothing is overdue for long enough, or an answer is still awaited."
        )
    return found


def note_reminders(register: Register, reminders: Sequence[Reminder]) -> None:
    """Keep that these letters were made, so that the next level follows; one step to undo."""
    with register.write(
        "Note 1 reminder" if len(reminders) == 1 else f"Note {len(reminders)} reminders"
    ):
        for letter in reminders:
            register.chase_notes.add(
                ChaseNote(
                    organisation_id=letter.organisation_id,
                    on=letter.on,
                    way=Way.REMINDER,
                    level=letter.level,
                    numbers=letter.numbers,
                    text=f"{LEVEL_NAMES[letter.level]} for {letter.amount.text}.",
                    answer_by=letter.answer_by,
                )
            )


def _reminder(register: Register, row: ChaseRow, on: date, level: int) -> Reminder:
    settings = register.settings.all()
    organisation = row.organisation
    assert organisation is not None
    late = tuple(entry for entry in row.account.open if entry.overdue)
    numbers = [entry.document.number for entry in late]
    notes = register.chase_notes.where(organisation_id=organisation.id)
    earlier = _earlier(notes, numbers, on, level)
    answer_by = on + timedelta(days=int(value_on(settings, "reminder answer days", on)))
    days = max(entry.days for entry in late)
    amount = total(entry.left for entry in late)
    before = last_reminder(notes, numbers, on)
    values = {
        "documents": "the invoice below" if len(late) == 1 else f"the {len(late)} documents below",
        "numbers": listed(numbers),
        "amount": amount.text,
        "due": long_date(min(entry.document.due for entry in late)),
        "days": "1 day" if days == 1 else f"{days} days",
        "answer by": long_date(answer_by),
        # A level can be chosen although nobody wrote before.
        "last reminder": long_date(before.on if before else min(e.document.on for e in late)),
        "organisation": organisation.display_name,
    }

    def text(key: str) -> str:
        return value_on(settings, key, on)

    return Reminder(
        level=level,
        on=on,
        answer_by=answer_by,
        organisation_id=organisation.id,
        organisation=organisation.display_name,
        reference=organisation.account_code or organisation.display_name,
        customer_name=organisation.invoice_name or organisation.name,
        customer_address=organisation.address,
        customer_postcode=organisation.postcode,
        supplier=supplier_on(settings, on),
        documents=late,
        amount=amount,
        greeting="".join(part for part, _ in filled_runs(text("reminder greeting"), values)),
        opening=filled_runs(text(f"reminder {level} opening"), values),
        request=filled_runs(text(f"reminder {level} request"), values),
        obstacles=tuple(
            line.strip() for line in text("reminder obstacles").splitlines() if line.strip()
        ),
        thanks=filled_runs(text("reminder thanks"), values),
        earlier=earlier,
        email=organisation.invoice_email.strip(),
        interest=row.interest,
        example=is_example(register),
    )


def _earlier(
    notes: Sequence[ChaseNote], numbers: Sequence[str], on: date, level: int
) -> tuple[tuple[str, date], ...]:
    """The last letter of each lower level about any of these documents."""
    found = {}
    for note in sorted(notes, key=lambda n: (n.on, n.id)):
        same = set(numbers).intersection(note.numbers)
        if note.way is Way.REMINDER and same and note.level < level and note.on <= on:
            found[note.level] = note.on
    return tuple((LEVEL_NAMES[step], day) for step, day in sorted(found.items()))


def _notes_by_organisation(register: Register) -> dict[int, list[ChaseNote]]:
    found: dict[int, list[ChaseNote]] = {}
    for note in register.chase_notes.all():
        found.setdefault(note.organisation_id, []).append(note)
    return found
