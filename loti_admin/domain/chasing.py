"""Asking for what is late: who was last in touch and when, which reminder comes next, and what the law would allow."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from loti_admin.domain.accounts import Account, OpenDocument
from loti_admin.domain.dates import long_date
from loti_admin.domain.money import ZERO, Money, total
from loti_admin.errors import Problem

LEVELS = (1, 2, 3)
LEVEL_NAMES = {1: "First reminder", 2: "Second reminder", 3: "Final reminder"}


class Way(StrEnum):
    """How somebody was in touch. A reminder or a statement is noted when its letter is made."""

    CALL = "call"
    EMAIL = "e-mail"
    LETTER = "letter"
    MEETING = "meeting"
    NOTE = "note"
    STATEMENT = "statement"
    REMINDER = "reminder"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChaseNote:
    """One contact about money that is late. `level` 1 to 3 and `numbers` (of documents) on reminders only."""

    id: int = 0
    organisation_id: int
    on: date
    way: Way
    text: str = ""
    level: int = 0
    numbers: tuple[str, ...] = ()
    answer_by: date | None = None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Which reminder is next (0: none now) and why, in a sentence."""

    level: int
    reason: str


def check_note(note: ChaseNote) -> list[Problem]:
    problems = []
    if note.way not in (Way.REMINDER, Way.STATEMENT) and not note.text.strip():
        problems.append(Problem("Type what was said or agreed.", field="text"))
    if note.answer_by and note.answer_by < note.on:
        problems.append(Problem("The answer is due before the contact itself.", field="answer_by"))
    return problems


def last_contact(notes: Iterable[ChaseNote], on: date) -> ChaseNote | None:
    """The latest up to a day."""
    return max((n for n in notes if n.on <= on), key=lambda n: (n.on, n.id), default=None)


def last_reminder(notes: Iterable[ChaseNote], numbers: Iterable[str], on: date) -> ChaseNote | None:
    """The highest reminder so far of any of these documents; of two, the later."""
    wanted = set(numbers)
    sent = [
        n for n in notes if n.way is Way.REMINDER and n.on <= on and wanted.intersection(n.numbers)
    ]
    return max(sent, key=lambda n: (n.level, n.on, n.id), default=None)


def suggest(
    account: Account, notes: Sequence[ChaseNote], on: date, days: Sequence[int]
) -> Suggestion:
    """The next reminder: `days` after the due date for each level, one level at a time, and not before the day by
    which the last one asked for an answer has passed."""
    late = [o for o in account.open if o.overdue]
    if not late:
        return Suggestion(0, "Nothing is overdue.")
    oldest = max(o.days for o in late)
    reached = sum(oldest >= day for day in days)
    if not reached:
        return Suggestion(
            0, f"{_days(oldest)} overdue; the first reminder follows after {days[0]} days."
        )
    sent = last_reminder(notes, (o.document.number for o in late), on)
    if sent is None:
        return Suggestion(1, f"{_days(oldest)} overdue and no reminder yet.")
    said = f"{LEVEL_NAMES[sent.level]} of {long_date(sent.on)}"
    if sent.answer_by and sent.answer_by >= on:
        return Suggestion(0, f"{said} asks for an answer by {long_date(sent.answer_by)}.")
    if sent.level >= LEVELS[-1]:
        return Suggestion(0, f"{said} was the last letter. Ring them, or agree what to do.")
    if reached <= sent.level:
        return Suggestion(
            0, f"{said}; the next one follows {days[sent.level]} days after the due date."
        )
    return Suggestion(
        sent.level + 1,
        f"{_days(oldest)} overdue; the {said[0].lower()}{said[1:]} was not answered by money.",
    )


def _days(count: int) -> str:
    return "1 day" if count == 1 else f"{count} days"


@dataclass(frozen=True, slots=True)
class Interest:
    """What the law would allow, in pence; shown, never charged."""

    interest: Money
    compensation: Money

    @property
    def sum(self) -> Money:
        return self.interest + self.compensation


def base_rate_day(due: date) -> date:
    """The day whose base rate counts for a debt that is late from the day after `due` on: 31 December for the first
    half of a year, 30 June for the second (Late Payment of Commercial Debts (Rate of Interest) (No. 3) Order 2002)."""
    late = date.fromordinal(due.toordinal() + 1)
    return date(late.year - 1, 12, 31) if late.month <= 6 else date(late.year, 6, 30)


def statutory_interest(entry: OpenDocument, base_rate: Decimal) -> Interest:
    """Simple interest at 8 % over the base rate (per cent) on what is left, and the fixed sum for a debt of its size:
    £40, from £1,000 £70, from £10,000 £100 (Late Payment of Commercial Debts (Interest) Act 1998, s. 5A)."""
    if not entry.overdue:
        return Interest(ZERO, ZERO)
    yearly = entry.left.percent(Decimal(8) + base_rate)
    size = entry.left.pence
    fixed = 100 if size >= 10_000_00 else 70 if size >= 1_000_00 else 40
    return Interest(yearly.share(entry.days, 365), Money.pounds(fixed))


def sum_of_interest(parts: Iterable[Interest]) -> Interest:
    known = list(parts)
    return Interest(total(p.interest for p in known), total(p.compensation for p in known))
