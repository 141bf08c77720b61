"""The year as a line: Budget, Fees, Invoices, Payments, Reports; how far each has come, and where today stands."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import pairwise

from loti_admin.domain.dates import add_months
from loti_admin.domain.money import ZERO
from loti_admin.services.fees import approvals_of
from loti_admin.services.year_facts import YearFacts, day_text
from loti_admin.storage.register import Register


class Stage(StrEnum):
    """How far a step has come; `NOW` is the one step that is worked on."""

    DONE = "done"
    NOW = "now"
    AHEAD = "ahead"


@dataclass(frozen=True, slots=True, kw_only=True)
class YearStep:
    """One step. `begins` is the day at which it stands on the line; `words` say how it is, `short` in fewer."""

    key: str
    title: str
    begins: date
    stage: Stage
    words: str
    short: str
    late: bool = False


def year_line(register: Register, facts: YearFacts) -> tuple[YearStep, ...]:
    """The five steps of a year, in order. Reads only."""
    steps = [
        _budget(register, facts),
        _fees(register, facts),
        _invoices(facts),
        _payments(facts),
        _reports(facts),
    ]
    now = _now(steps, facts.today)
    return tuple(
        replace(step, stage=Stage.NOW) if number == now else step
        for number, step in enumerate(steps)
    )


def place_of_today(steps: Sequence[YearStep], today: date, end: date) -> float | None:
    """Where today stands: 1.5 is halfway between the second and the third step. None before the year and after it."""
    if today < steps[0].begins or today > end:
        return None
    place = 0.0
    for number, (one, other) in enumerate(pairwise(steps)):
        if today >= other.begins:
            place = number + 1
            continue
        whole = (other.begins - one.begins).days
        return number + (today - one.begins).days / whole if whole > 0 else place
    return place


def _now(steps: Sequence[YearStep], today: date) -> int | None:
    """The first step after the budget that has begun and is not done; else the budget, else what comes next."""
    undone = [number for number, step in enumerate(steps) if step.stage is not Stage.DONE]
    begun = [number for number in undone if steps[number].begins <= today]
    return next((n for n in begun if n > 0), next(iter(begun), next(iter(undone), None)))


def _budget(register: Register, facts: YearFacts) -> YearStep:
    begins = facts.financial.start or facts.charge_date
    lines = register.budget_lines.count(year=facts.year.label)
    words = f"{lines} {'line' if lines == 1 else 'lines'} planned" if lines else "Nothing planned"
    return YearStep(
        key="budget",
        title="Budget",
        begins=begins,
        stage=Stage.DONE if lines else Stage.AHEAD,
        words=words,
        short="planned" if lines else "not planned",
    )


def _fees(register: Register, facts: YearFacts) -> YearStep:
    approval = facts.fees.approval
    begins = max(add_months(facts.charge_date, -1), facts.financial.start or date.min)
    if approval is not None and not facts.needs_approval:
        on = day_text(_approved_on(register, facts))
        stage, words, short = Stage.DONE, f"Approved {on}", on
    elif not facts.fees.run.charges:
        stage, words, short = Stage.AHEAD, "No fees yet", "no fees yet"
    else:
        by = day_text(facts.charge_date)
        again = " again" if approval else ""
        stage, words, short = Stage.AHEAD, f"Approve{again} by {by}", f"by {by}"
    late = stage is Stage.AHEAD and facts.today > facts.charge_date and bool(facts.fees.run.charges)
    return YearStep(
        key="fees", title="Fees", begins=begins, stage=stage, words=words, short=short, late=late
    )


def _approved_on(register: Register, facts: YearFacts) -> date:
    """The day of the last approval before the first issue; later ones only froze the fees of joiners."""
    days = [a.at.astimezone().date() for a in approvals_of(register, facts.year)]
    first = min((document.on for document in facts.fees.issued.values()), default=date.max)
    return max((day for day in days if day <= first), default=min(days))


def _invoices(facts: YearFacts) -> YearStep:
    issued = facts.fees.issued.values()
    due = [charge for charge in facts.to_issue if charge.fixed_on <= facts.today]
    stage, late = Stage.AHEAD, False
    if issued and not due:
        on = day_text(min(document.on for document in issued))
        stage, words, short = Stage.DONE, f"Issued {on}", on
    elif due and facts.today > facts.charge_date:
        words = short = f"{len(due)} to issue"
        late = bool(facts.fees.approval)
    else:
        on = day_text(facts.charge_date)
        words, short = f"Charge date {on}", on
    return YearStep(
        key="invoices",
        title="Invoices",
        begins=facts.charge_date,
        stage=stage,
        words=words,
        short=short,
        late=late,
    )


def _payments(facts: YearFacts) -> YearStep:
    documents, end = facts.of_the_year, facts.financial.end or date.max
    overdue = sum(one.is_overdue(facts.today) for one in documents)
    paid = sum(one.left <= ZERO for one in documents)
    stage = Stage.AHEAD
    if overdue:
        words = short = f"{overdue} overdue"
    elif documents and paid == len(documents):
        stage, words, short = Stage.DONE, "All paid", "all paid"
    elif paid:
        words = short = f"{paid} of {len(documents)} paid"
    else:
        on = day_text(facts.first_due)
        words, short = f"Due {on}", on
    return YearStep(
        key="payments",
        title="Payments",
        begins=min(facts.first_due, end),
        stage=stage,
        words=words,
        short=short,
        late=bool(overdue),
    )


def _reports(facts: YearFacts) -> YearStep:
    end = facts.financial.end or facts.charge_date
    over = facts.today > end
    on = day_text(end)
    return YearStep(
        key="reports",
        title="Reports",
        begins=end,
        stage=Stage.DONE if over else Stage.AHEAD,
        words=f"Year ended {on}" if over else f"Year end {on}",
        short=on,
    )
