"""What the finder goes through: every kind of record, with the words each is found by.

There are as many documents and receipts as there ever were. So of each record only one line of plain letters is made,
to search in; the words that are shown are made for the few that are found.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from loti_admin.domain.accounts import Books
from loti_admin.domain.activities import Activity
from loti_admin.domain.budget import BudgetLine, Grant
from loti_admin.domain.dates import Period, long_date
from loti_admin.domain.grammar import sentence_start
from loti_admin.domain.invoices import Document, DocumentKind
from loti_admin.domain.money import ZERO, Money
from loti_admin.domain.organisations import (
    Contact,
    Membership,
    Organisation,
    Person,
    Standing,
    standing,
)
from loti_admin.domain.receipts import Receipt
from loti_admin.pace import paced
from loti_admin.services.fees import preview_fees
from loti_admin.services.memory import Memory
from loti_admin.services.receipts import books_now
from ui.session import Session

T = TypeVar("T")


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

    @property
    def line(self) -> str:
        return search_line(self.text, self.note, self.hidden)


@dataclass(frozen=True, slots=True)
class Part:
    """Records of one kind, in the order in which they are shown; `lines` are what is searched, one for each."""

    lines: Sequence[str]
    records: Sequence[Any]
    find: Callable[[Any], Find]


_PAID: Memory[tuple[Part, Part]] = Memory()
_STANDINGS = {
    Standing.PROSPECT: "Prospect",
    Standing.JOINING: "Joining",
    Standing.MEMBER: "Member",
    Standing.LEAVING: "Leaving",
    Standing.LEFT: "Left",
}


def plain(text: str) -> str:
    """Letters without marks and case, £ and thousands commas left out, so that what is typed finds what is meant."""
    kept = text.casefold().replace("£", "").replace(",", "")
    if kept.isascii():
        return kept
    kept = "".join(c for c in unicodedata.normalize("NFKD", kept) if not unicodedata.combining(c))
    return kept.replace("ł", "l").replace("ø", "o")


def search_line(text: str, *more: str) -> str:
    """One line to search in: a space before each word of the text, and after a tab all else, without spaces. So where
    a word was found says whether a name begins with it."""
    words = " ".join(plain(text).split())
    return f" {words}\t{'|'.join(plain(' '.join(more)).split())}"


def found_part(finds: Iterable[Find]) -> Part:
    """Of things that are few, and made already."""
    made = list(finds)
    return Part([find.line for find in made], made, lambda find: find)


def councils_and_fees(session: Session) -> tuple[Part, Part]:
    """The organisations, and the question why each that pays a fee in the year pays it."""
    register, today = session.register, session.today()
    memberships: dict[int, list[Membership]] = defaultdict(list)
    for membership in paced(register.memberships.all()):
        memberships[membership.organisation_id].append(membership)
    fees: dict[int, Money] = {}
    for charge in paced(preview_fees(register, session.year).charges):
        fees[charge.organisation_id] = fees.get(charge.organisation_id, ZERO) + charge.net
    organisations = register.organisations.all()

    def council(o: Organisation) -> Find:
        note = _STANDINGS[standing(o, memberships.get(o.id, []), today)]
        if o.id in fees:
            note = f"{note} · fee {fees[o.id].text}"
        hidden = " ".join((o.name, o.code, o.account_code, o.postcode))
        return Find("members", o.display_name, note, f"organisation/{o.id}", hidden)

    def why(o: Organisation) -> Find:
        return Find("fees", f"Why this fee: {o.display_name}", "Fees", f"fees/{o.id}")

    by_id = {o.id: o for o in organisations}
    charged = [by_id[id] for id in fees]
    return _part(organisations, council), _part(charged, why)


def people(session: Session) -> Part:
    names = _names(session)
    contacts: dict[int, list[Contact]] = defaultdict(list)
    for contact in paced(session.register.contacts.all()):
        contacts[contact.person_id].append(contact)

    def person(one: Person) -> Find:
        own = contacts.get(one.id, [])
        roles = dict.fromkeys(c.role for c in own if c.role)
        note = ", ".join([*roles, *dict.fromkeys(names[c.organisation_id] for c in own)])
        return Find("person", one.name, note, f"person/{one.id}", f"{one.email} {one.phone}")

    return _part(session.register.people.all(), person)


def documents_and_receipts(session: Session) -> tuple[Part, Part]:
    """The newest documents first, then what came in."""
    register, names = session.register, _names(session)
    books = books_now(register)
    return _PAID.find(
        register, "", (names, books), lambda: (_documents(books), _receipts(books, names))
    )


def _documents(books: Books) -> Part:
    def document(d: Document) -> Find:
        note = f"{d.gross.text} · {_state(books, d)}"
        hidden = f"{d.code} {d.purchase_order} {d.net.plain()}"
        return Find("file", f"{d.number}, {d.organisation}", note, f"document/{d.id}", hidden)

    newest = sorted(books.documents, key=lambda d: (d.on, d.id), reverse=True)
    return _part(newest, document)


def _state(books: Books, document: Document) -> str:
    if document.kind is DocumentKind.CREDIT_NOTE:
        return f"credits {document.credits_number}"
    left = books.left(document)
    return f"{left.text} open" if left > ZERO else "settled"


def _receipts(books: Books, names: dict[int, str]) -> Part:
    def receipt(r: Receipt) -> Find:
        payer = names.get(r.organisation_id, "")
        note = f"{r.amount.text} · {long_date(r.on)}"
        hidden = f"{r.amount.plain()} {payer}"
        return Find("payments", r.reference or payer or "Receipt", note, f"receipt/{r.id}", hidden)

    return _part(books.receipts, receipt)


def grants_and_lines(session: Session) -> tuple[Part, Part]:
    """The grants of every year, and the budget lines of the year that is shown."""
    register, names = session.register, _names(session)

    def grant(one: Grant) -> Find:
        funder = names[one.organisation_id]
        note = f"Grant of {funder} for {one.year} · {one.agreed.text}"
        hidden = " ".join((one.agreed.plain(), *_amounts(one.received), funder))
        return Find("budget", one.name, note, f"grant/{one.id}", hidden)

    def line(one: BudgetLine) -> Find:
        note = f"{one.group} · {one.revised.text}"
        hidden = " ".join((one.note, *_amounts(one.revised, one.forecast, one.actual)))
        return Find("budget", one.line, note, f"budget-line/{one.id}", hidden)

    lines = register.budget_lines.where(year=session.year.label)
    return _part(register.grants.all(), grant), _part(lines, line)


def activities(session: Session) -> Part:
    def activity(one: Activity) -> Find:
        period = Period(one.start, one.end).text
        note = f"{sentence_start(one.way)}, {period}"
        hidden = f"{one.lead} {one.notes}"
        return Find("activities", one.name, note, f"activity/{one.id}", hidden)

    return _part(session.register.activities.all(), activity)


def _part(records: Sequence[T], find: Callable[[T], Find]) -> Part:
    return Part([find(record).line for record in paced(records)], records, find)


def _names(session: Session) -> dict[int, str]:
    return {o.id: o.display_name for o in session.register.organisations.all()}


def _amounts(*amounts: Money) -> list[str]:
    """Amounts as they may be typed, with either minus."""
    return [part for amount in amounts for part in (amount.plain(), str(amount))]
