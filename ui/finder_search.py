"""What the finder finds: councils, people, documents, payments, budget, activities, commands; by words and amounts.

Everything is read once when the finder opens and searched in memory as one types.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from loti_admin.domain.dates import Period, long_date
from loti_admin.domain.grammar import sentence_start
from loti_admin.domain.invoices import DocumentKind
from loti_admin.domain.money import ZERO, Money
from loti_admin.domain.organisations import Contact, Membership, Standing, standing
from loti_admin.services.fees import preview_fees
from loti_admin.services.year_facts import open_documents
from ui.dialogs.shortcuts import bare, keys_text
from ui.session import Session

MOST_PER_GROUP = 6


@dataclass(frozen=True, slots=True)
class Find:
    """One thing that can be found. `target` is where it is shown, or `command:` and the key of a command.

    `hidden` are more words it is found by, which are not shown.
    """

    icon: str
    text: str
    note: str
    target: str
    hidden: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Finds of one kind under their heading; `left_out` more were found than fit."""

    title: str
    finds: tuple[Find, ...]
    left_out: int = 0


COMMAND = "command:"
_STANDINGS = {
    Standing.PROSPECT: "Prospect",
    Standing.JOINING: "Joining",
    Standing.MEMBER: "Member",
    Standing.LEAVING: "Leaving",
    Standing.LEFT: "Left",
}


class Findable:
    """Everything in the register by kind, as it is when this is made."""

    def __init__(self, session: Session, commands: Iterable[Find] = ()) -> None:
        self._session = session
        self._organisations = {o.id: o for o in session.register.organisations.all()}
        self.groups = (
            ("Councils and others", self._councils()),
            ("People", self._people()),
            ("Invoices and payments", [*self._documents(), *self._receipts()]),
            ("Budget and activities", [*self._budget(), *self._activities()]),
            ("Commands", [*commands, *self._fees]),
        )

    def search(self, typed: str) -> list[Group]:
        """The groups in which something has all the words, best first; everything typed has to be there."""
        words = plain(typed).split()
        if not words:
            return []
        found = []
        for title, finds in self.groups:
            hits = sorted(
                (find for find in finds if _has(find, words)), key=lambda f: _rank(f, words)
            )
            if hits:
                left_out = max(0, len(hits) - MOST_PER_GROUP)
                found.append(Group(title, tuple(hits[:MOST_PER_GROUP]), left_out))
        return found

    def _councils(self) -> list[Find]:
        register, today = self._session.register, self._session.today()
        memberships: dict[int, list[Membership]] = defaultdict(list)
        for membership in register.memberships.all():
            memberships[membership.organisation_id].append(membership)
        fees: dict[int, Money] = {}
        self._fees: list[Find] = []
        for charge in preview_fees(register, self._session.year).charges:
            fees[charge.organisation_id] = fees.get(charge.organisation_id, ZERO) + charge.net
        for id in fees:
            name = self._organisations[id].display_name
            self._fees.append(Find("fees", f"Why this fee: {name}", "Fees", f"fees/{id}"))
        finds = []
        for o in self._organisations.values():
            note = _STANDINGS[standing(o, memberships[o.id], today)]
            if o.id in fees:
                note = f"{note} · fee {fees[o.id].text}"
            hidden = " ".join((o.name, o.code, o.account_code, o.postcode))
            finds.append(Find("members", o.display_name, note, f"organisation/{o.id}", hidden))
        return finds

    def _people(self) -> list[Find]:
        contacts: dict[int, list[Contact]] = defaultdict(list)
        for contact in self._session.register.contacts.all():
            contacts[contact.person_id].append(contact)
        finds = []
        for person in self._session.register.people.all():
            own = contacts[person.id]
            names = [self._organisations[c.organisation_id].display_name for c in own]
            roles = dict.fromkeys(c.role for c in own if c.role)
            note = ", ".join([*roles, *dict.fromkeys(names)])
            hidden = f"{person.email} {person.phone}"
            finds.append(Find("person", person.name, note, f"person/{person.id}", hidden))
        return finds

    def _documents(self) -> list[Find]:
        documents = self._session.register.documents.all()
        left_of = {one.document.id: one.left for one in open_documents(self._session.register)}
        finds = []
        for d in sorted(documents, key=lambda d: (d.on, d.id), reverse=True):
            if d.kind is DocumentKind.CREDIT_NOTE:
                state = f"credits {d.credits_number}"
            else:
                left = left_of.get(d.id, ZERO)
                state = f"{left.text} open" if left > ZERO else "settled"
            hidden = " ".join((d.code, d.purchase_order, *_amounts(d.gross, d.net)))
            note = f"{d.gross.text} · {state}"
            finds.append(
                Find("file", f"{d.number}, {d.organisation}", note, f"document/{d.id}", hidden)
            )
        return finds

    def _receipts(self) -> list[Find]:
        finds = []
        for r in self._session.register.receipts.all():
            payer = self._organisations.get(r.organisation_id)
            text = r.reference or (payer.display_name if payer else "Receipt")
            note = f"{r.amount.text} · {long_date(r.on)}"
            hidden = " ".join((*_amounts(r.amount), payer.display_name if payer else ""))
            finds.append(Find("payments", text, note, f"receipt/{r.id}", hidden))
        return finds

    def _budget(self) -> list[Find]:
        """The lines of the year that is shown, and the grants of every year."""
        register, year = self._session.register, self._session.year.label
        finds = []
        for grant in register.grants.all():
            funder = self._organisations[grant.organisation_id].display_name
            note = f"Grant of {funder} for {grant.year} · {grant.agreed.text}"
            hidden = " ".join((*_amounts(grant.agreed, grant.received), funder))
            finds.append(Find("budget", grant.name, note, f"grant/{grant.id}", hidden))
        for line in register.budget_lines.where(year=year):
            note = f"{line.group} · {line.revised.text}"
            hidden = " ".join((line.note, *_amounts(line.revised, line.forecast, line.actual)))
            finds.append(Find("budget", line.line, note, f"budget-line/{line.id}", hidden))
        return finds

    def _activities(self) -> list[Find]:
        finds = []
        for activity in self._session.register.activities.all():
            period = Period(activity.start, activity.end).text
            note = f"{sentence_start(activity.way)}, {period}"
            hidden = f"{activity.lead} {activity.notes}"
            finds.append(Find("activities", activity.name, note, f"activity/{activity.id}", hidden))
        return finds


def command_find(key: str, text: str, menu: str, keys: Sequence[object], icon: str) -> Find:
    """A command as a find: its words, and its menu or its shortcut."""
    shortcut = keys_text(keys)  # type: ignore[arg-type]
    return Find(icon or "arrow-right", bare(text), shortcut or bare(menu), f"{COMMAND}{key}", menu)


def plain(text: str) -> str:
    """Letters without marks and case, £ and thousands commas left out, so that what is typed finds what is meant."""
    bare_letters = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(c for c in bare_letters if not unicodedata.combining(c) and c != "£")
    return kept.replace("ł", "l").replace("ø", "o").replace(",", "")


def matches(text: str, typed: str) -> list[tuple[int, int]]:
    """Where the typed words stand in a text: (start, length), for marking them."""
    haystack, found = "".join(map(_letter, text)), []
    for word in plain(typed).split():
        place = haystack.find(word)
        if place >= 0:
            found.append((place, len(word)))
    return sorted(found)


def _letter(character: str) -> str:
    """One letter for one, so that places in the folded text are places in the text."""
    return (plain(character) or character)[0]


def _has(find: Find, words: Sequence[str]) -> bool:
    haystack = plain(f"{find.text} {find.note} {find.hidden}")
    return all(word in haystack for word in words)


def _rank(find: Find, words: Sequence[str]) -> int:
    """What begins with the first word comes first, then what has it in its name, then the rest."""
    text = plain(find.text)
    if text.startswith(words[0]):
        return 0
    if any(part.startswith(words[0]) for part in text.split()):
        return 1
    return 2 if words[0] in text else 3


def _amounts(*amounts: Money) -> list[str]:
    """Amounts as they may be typed: with or without the comma and the pence."""
    return [part for amount in amounts for part in (amount.plain(), str(amount))]
