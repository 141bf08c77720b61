"""What to do next: what waits in a year, in the order in which it is best done, each with where it is done."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from loti_admin.domain.charges import Charge
from loti_admin.domain.dates import long_date
from loti_admin.domain.document_words import counted, counted_kinds
from loti_admin.domain.grammar import listed
from loti_admin.domain.money import total
from loti_admin.domain.organisations import (
    Contact,
    Organisation,
    Standing,
    incomplete,
    standing,
)
from loti_admin.domain.qualifying import COUNTED
from loti_admin.domain.settings import missing_to_issue
from loti_admin.pace import paced
from loti_admin.services.year_facts import YearFacts, day_text
from loti_admin.storage.backups import backups_of
from loti_admin.storage.register import Register

_MOST_NAMED = 5
# A backup is made whenever the register is opened or closed, so a week without one means that something is wrong.
_OLD_BACKUP = timedelta(days=7)
# Issuing is named as coming up this long before the charge date.
_SOON = timedelta(days=30)
_STEPS = ("agree the Membership Charter", "confirm the payment", "name a main representative")


class Waits(StrEnum):
    """What kind of thing waits."""

    MEMBERS = "members"
    DECIDE = "decide"
    PUT_RIGHT = "put right"
    APPROVE = "approve"
    SETTINGS = "settings"
    ISSUE = "issue"
    OVERDUE = "overdue"
    ORDERS = "orders"
    RECORDS = "records"
    JOINING = "joining"
    GRANT = "grant"
    BACKUP = "backup"


@dataclass(frozen=True, slots=True, kw_only=True)
class ToDo:
    """One thing to do: the act, a sentence about it, and the target where it is done."""

    what: Waits
    title: str
    sentence: str
    target: str


def to_do(register: Register, facts: YearFacts) -> list[ToDo]:
    """What waits, the next step first. Reads only."""
    if not facts.fees.inputs.memberships:
        return [
            ToDo(
                what=Waits.MEMBERS,
                title="Record who is a member",
                sentence="Fees follow from who is a member, and since when",
                target="members",
            ),
            *_issuer(facts),
        ]
    due = [charge for charge in facts.to_issue if charge.fixed_on <= facts.today]
    return [
        *_decide(facts),
        *_put_right(facts),
        *_approve(facts),
        *_issuer(facts),
        *(_issue(facts, due) if due else []),
        *_overdue(facts),
        *_orders(facts),
        *_records(facts),
        *_joining(facts),
        *_issue_later(facts),
        *_backup(register),
        *_grants(register, facts),
    ]


def _decide(facts: YearFacts) -> Iterator[ToDo]:
    if not facts.decisions:
        return
    count, first = len(facts.undecided), facts.decisions[0]
    if len(facts.decisions) == 1:
        councils = len(first.councils)
        many = COUNTED.get(councils, str(councils)).capitalize()
        sentence = f"{many} councils in one service: the rules do not cover it"
        target = f"service/{first.service_id}"
    else:
        sentence = f"The rules do not cover {listed(one.service for one in facts.decisions)}"
        target = "shared-it"
    title = f"Decide the fee of {_many(count, 'council')}"
    yield ToDo(what=Waits.DECIDE, title=title, sentence=sentence, target=target)


def _put_right(facts: YearFacts) -> Iterator[ToDo]:
    blocking = [p for p in facts.fees.run.blocking if p.code not in facts.undecided]
    if blocking:
        title = f"Put {_many(len(blocking), 'fee')} right"
        first = blocking[0].message
        yield ToDo(what=Waits.PUT_RIGHT, title=title, sentence=first, target="fees")


def _approve(facts: YearFacts) -> Iterator[ToDo]:
    if not facts.needs_approval:
        return
    fees = facts.fees
    title = f"Approve {_many(len(fees.run.charges), 'fee')}"
    if facts.fees.run.blocking:
        sentence = "Waits for what stands above"
    elif fees.approval is not None:
        changed = len(fees.changed) + len(fees.gone)
        verb = "has" if changed == 1 else "have"
        title = "Approve the fees again"
        sentence = f"{_many(changed, 'fee')} {verb} changed since the approval"
    else:
        sentence = f"{fees.run.net.text} before VAT, by {day_text(facts.charge_date)}"
    yield ToDo(what=Waits.APPROVE, title=title, sentence=sentence, target="fees")


def _issuer(facts: YearFacts) -> Iterator[ToDo]:
    missing = missing_to_issue(facts.settings, max(facts.today, facts.charge_date))
    if not missing:
        return
    names = [title if title.startswith(("VAT", "IBAN")) else title.lower() for title in missing]
    bank = all(title in ("Sort code", "Account number", "IBAN") for title in missing)
    yield ToDo(
        what=Waits.SETTINGS,
        title="Say who issues the invoices" if not bank else "Set the bank details",
        sentence=f"Not set yet: {_few(names, 3)}",
        target="settings/bank" if bank else "settings/issuer",
    )


def _issue(facts: YearFacts, charges: list[Charge]) -> Iterator[ToDo]:
    if facts.fees.approval is None:
        return
    first = min(charge.fixed_on for charge in charges)
    gross = total(charge.gross for charge in charges).text
    when = f"Due since {day_text(first)}" if first < facts.today else f"From {day_text(first)}"
    yield ToDo(
        what=Waits.ISSUE,
        title=f"Issue {counted_kinds([charge.document for charge in charges])}",
        sentence=f"{when}, {gross} with VAT",
        target="invoices",
    )


def _issue_later(facts: YearFacts) -> Iterator[ToDo]:
    later = [c for c in facts.to_issue if facts.today < c.fixed_on <= facts.today + _SOON]
    if later:
        yield from _issue(facts, later)


def _overdue(facts: YearFacts) -> Iterator[ToDo]:
    late = facts.overdue
    if not late:
        return
    left = total(one.left for one in late).text
    oldest = late[0].document
    if len(late) == 1:
        title = f"{oldest.organisation} has not paid {oldest.number}"
        sentence = f"{left} was due on {long_date(oldest.due)}"
        target = f"payments/{oldest.organisation_id}"
    else:
        title = f"{counted([one.document for one in late])} are overdue"
        sentence = f"{left}, the oldest due since {long_date(oldest.due)}"
        target = "payments"
    yield ToDo(what=Waits.OVERDUE, title=title, sentence=sentence, target=target)


def _orders(facts: YearFacts) -> Iterator[ToDo]:
    waiting = {charge.organisation_id for charge in facts.to_issue}
    without = [
        organisation
        for organisation in paced(facts.fees.inputs.organisations)
        if organisation.id in waiting
        and organisation.purchase_order_required
        and organisation.id not in facts.orders
    ]
    if without:
        verb = "has" if len(without) == 1 else "have"
        yield ToDo(
            what=Waits.ORDERS,
            title=f"{_many(len(without), 'member')} {verb} no purchase order",
            sentence=_named(without),
            target=_target(without),
        )


def _records(facts: YearFacts) -> Iterator[ToDo]:
    """Addresses and representatives that are missing; purchase orders are told apart."""
    contacts: dict[int, list[Contact]] = {}
    for contact in paced(facts.fees.inputs.contacts):
        contacts.setdefault(contact.organisation_id, []).append(contact)
    lacking = {}
    for organisation in paced(_present(facts)):
        own = contacts.get(organisation.id, [])
        order = facts.orders.get(organisation.id)
        missing = incomplete(organisation, own, order, facts.charge_date)
        missing = [problem for problem in missing if problem.field != "purchase_order"]
        if missing:
            lacking[organisation.id] = (organisation, missing[0].message)
    if len(lacking) == 1:
        ((organisation, message),) = lacking.values()
        title = f"{organisation.display_name}: complete the record"
        sentence = message.removesuffix(".")
        target = _target([organisation])
        yield ToDo(what=Waits.RECORDS, title=title, sentence=sentence, target=target)
    elif lacking:
        title = f"{len(lacking)} records are incomplete"
        names = _named([organisation for organisation, _ in lacking.values()])
        yield ToDo(what=Waits.RECORDS, title=title, sentence=names, target="members")


def _joining(facts: YearFacts) -> Iterator[ToDo]:
    """Councils that are on their way in and have steps left: the Charter, the payment, a representative."""
    inputs, coming = facts.fees.inputs, []
    for organisation in paced(inputs.organisations):
        periods = inputs.memberships_of.get(organisation.id, [])
        stands = standing(organisation, periods, facts.today)
        if stands is not Standing.JOINING or not organisation.is_council:
            continue
        joins = next((m.joined for m in periods if m.joined > facts.today), None)
        named = inputs.representative(organisation.id, joins or facts.today)
        done = (organisation.charter_agreed, organisation.payment_confirmed, named)
        left = [step for step, when in zip(_STEPS, done, strict=True) if not when]
        if left:
            coming.append((organisation, joins, left))
    if len(coming) == 1:
        ((organisation, joins, left),) = coming
        steps = f"{3 - len(left)} of 3 steps done"
        sentence = f"Joins on {long_date(joins)}; {steps}" if joins else steps
        yield ToDo(
            what=Waits.JOINING,
            title=f"{organisation.display_name}: {left[0]}",
            sentence=sentence,
            target=_target([organisation]),
        )
    elif coming:
        yield ToDo(
            what=Waits.JOINING,
            title=f"{len(coming)} councils have steps of joining left",
            sentence=_named([organisation for organisation, _, _ in coming]),
            target="members",
        )


def _grants(register: Register, facts: YearFacts) -> Iterator[ToDo]:
    """Grants of the year that are not in the next one: they end with it, and are never rolled on in silence."""
    end = facts.financial.end
    if end is None or end < facts.today:
        return
    following = {
        (g.organisation_id, g.name) for g in register.grants.where(year=facts.year.next.label)
    }
    ending = [
        grant
        for grant in register.grants.where(year=facts.year.label)
        if grant.agreed and (grant.organisation_id, grant.name) not in following
    ]
    if not ending:
        return
    if len(ending) == 1:
        title = f"{ending[0].name} ends on {long_date(end)}"
    else:
        title = f"{len(ending)} grants end on {long_date(end)}"
    yield ToDo(
        what=Waits.GRANT,
        title=title,
        sentence=f"{total(g.agreed for g in ending).text} this year, £0.00 in the next",
        target=f"grant/{ending[0].id}" if len(ending) == 1 else "budget",
    )


def _backup(register: Register) -> Iterator[ToDo]:
    if register.path is None or register.read_only:
        return
    kept = backups_of(register.path)
    if not kept:
        sentence = "There is no checked copy of this register yet"
    elif register.now().replace(tzinfo=None) - kept[0].at > _OLD_BACKUP:
        sentence = f"The last checked copy is of {long_date(kept[0].at.date())}"
    else:
        return
    yield ToDo(what=Waits.BACKUP, title="Make a backup", sentence=sentence, target="safety/backups")


def _present(facts: YearFacts) -> list[Organisation]:
    """The councils that are members on the charge date."""
    inputs = facts.fees.inputs
    return [
        organisation
        for organisation in paced(inputs.organisations)
        if organisation.is_council and inputs.is_member(organisation.id, facts.charge_date)
    ]


def _many(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def _named(organisations: list[Organisation]) -> str:
    """`Croydon, Hounslow and Merton`, at most five, by name."""
    return _few(sorted((o.display_name for o in organisations), key=str.casefold), _MOST_NAMED)


def _few(names: list[str], most: int) -> str:
    if len(names) > most:
        return f"{', '.join(names[: most - 1])} and {len(names) - most + 1} more"
    return listed(names)


def _target(organisations: list[Organisation]) -> str:
    return f"organisation/{organisations[0].id}" if len(organisations) == 1 else "members"
