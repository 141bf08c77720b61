"""Everything about one person in one file, for whoever asks what is kept about them (UK GDPR, article 15)."""

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from loti_admin.domain.dates import long_date
from loti_admin.domain.grammar import sentence_start
from loti_admin.domain.newsletter import Newsletter, email_hash
from loti_admin.domain.organisations import Contact, Person
from loti_admin.errors import NotFound, Refused
from loti_admin.pace import paced, rest
from loti_admin.services.history import changes_in_words, repositories_of
from loti_admin.services.newsletter import newsletter_of, objection_of
from loti_admin.services.record_history import RecordKey, past_changes
from loti_admin.storage.history import ERASED, RowChange
from loti_admin.storage.mentions import entries_naming, rows_naming
from loti_admin.storage.register import Register

PURPOSE = (
    "Work contact of an organisation that LOTI works with: to agree on membership, fees and joint work, and to send "
    "its documents."
)
_FILES = (
    "The register was searched for the name, the e-mail address and the telephone number, also as they were before. "
    "E-mail drafts, reminders and statements are files that the register does not keep."
)
HEADS = ("Part", "What", "Content", "Before", "When", "By")
_DOCUMENTS, _MONEY, _OTHERS = "Printed on documents", "Contacts about money", "Other records"
# A shorter word stands in very many texts that have nothing to do with the person.
_SHORTEST = 3


@dataclass(frozen=True, slots=True)
class PersonFact:
    """One line of the file; `before` and `by` of what changed only, `when` in words."""

    part: str
    what: str
    content: str
    before: str = ""
    when: str = ""
    by: str = ""

    @property
    def cells(self) -> tuple[str, ...]:
        return self.part, self.what, self.content, self.before, self.when, self.by


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonData:
    """What a register holds about a person. `changes` is how many lines of the history touched the person or their
    contacts; `documents`, `notes` and `others` are how many records besides name them."""

    person: Person
    contacts: tuple[Contact, ...]
    facts: tuple[PersonFact, ...]
    changes: int
    documents: int
    notes: int
    others: int


def find_person(register: Register, text: str) -> Person:
    """A person by the e-mail address or the whole name, in any case. Raises NotFound, or Refused where several are
    called that."""
    wanted = text.strip().casefold()
    people = register.people.all()
    found = [p for p in people if p.email and p.email.casefold() == wanted]
    found = found or [p for p in people if p.name.casefold() == wanted]
    if not found:
        raise NotFound(f"There is nobody with the address or name “{text.strip()}”. Check it.")
    if len(found) > 1:
        raise Refused(f"{len(found)} people are called {found[0].name}. Give the e-mail address.")
    return found[0]


def own_records(register: Register, person_id: int) -> list[RecordKey]:
    """The person, every contact they are or once were, and objections of their addresses; removed ones too."""
    contacts = register.history.rows_with("contacts", "person_id", person_id)
    objections: set[int] = set()
    for email in words_of(register, person_id, "email"):
        table, column = "newsletter_objections", "email_hash"
        objections |= register.history.rows_with(table, column, email_hash(email))
    return [
        ("people", person_id),
        *(("contacts", id) for id in sorted(contacts)),
        *(("newsletter_objections", id) for id in sorted(objections)),
    ]


def words_of(register: Register, person_id: int, *columns: str) -> set[str]:
    """What a person's record has ever said in these columns, as far as it was not erased."""
    person = register.people.get(person_id)
    words = {str(getattr(person, column)) for column in columns}
    for entry in register.history.entries_of([("people", person_id)]):
        for row in entry.changes.rows:
            if (row.table, row.row_id) == ("people", person_id):
                sides = [side for side in (row.before, row.after) if side]
                words |= {str(side.get(column) or "") for side in sides for column in columns}
    return words - {"", ERASED}


def everything_about(register: Register, person_id: int) -> PersonData:
    """What the register holds about a person. Reads only, and rests: all documents and the whole history are searched.
    Raises NotFound."""
    person = register.people.get(person_id)
    keys = own_records(register, person_id)
    contacts = register.contacts.where(person_id=person_id)
    ever = words_of(register, person_id, "name", "email", "phone")
    words = {word for word in ever if len(word) >= _SHORTEST}
    search = _pattern(words)
    history = list(_history(register, keys))
    mentions = list(_mentions(register, keys, words, search))
    facts = [
        *_own(register, person),
        *(fact for contact in contacts for fact in _contact(register, contact)),
        *(fact for fact, _ in mentions),
        *(fact for fact, _ in history),
        *_history_of_others(register, keys, words, search),
        PersonFact("About this file", "What was searched", _FILES),
    ]
    named = {part: len({key for fact, key in mentions if fact.part == part}) for part in _PARTS}
    return PersonData(
        person=person,
        contacts=tuple(contacts),
        facts=tuple(facts),
        changes=len({entry for _, entry in history}),
        documents=named[_DOCUMENTS],
        notes=named[_MONEY],
        others=named[_OTHERS],
    )


def write_person_file(data: PersonData, path: Path, made: datetime) -> Path:
    """Write everything into one Excel workbook, one line for each fact; `made` is by the officer's clock. Needs no
    register. Raises FileTrouble, or Refused for a text that no cell can hold."""
    from loti_admin.documents.files import write_aside
    from loti_admin.documents.list_workbook import ListColumn, list_workbook

    title = f"Data of {data.person.name}"
    columns = [ListColumn(head) for head in HEADS]
    made_on = PersonFact("About this file", "Made on", _moment(made))
    rows = [fact.cells for fact in (*data.facts, made_on)]
    write_aside(path, list_workbook(title, columns, rows, made.date()))
    return path


# What is said of the person


def _own(register: Register, person: Person) -> Iterator[PersonFact]:
    part = "Person"
    yield PersonFact(part, "Name", person.name)
    yield PersonFact(part, "E-mail address", person.email or "None")
    yield PersonFact(part, "Telephone", person.phone or "None")
    yield PersonFact(part, "Why it is kept", PURPOSE)
    part, stands = "Newsletter", newsletter_of(register, person)
    objection = objection_of(register, person.email)
    if stands is Newsletter.OBJECTED and objection is not None:
        words = (
            "Objected. Only a code made from the address keeps that, so that it is never set again."
        )
        yield PersonFact(part, "Newsletter", words, when=long_date(objection.on))
        return
    yield PersonFact(part, "Newsletter", "Yes" if person.newsletter else "No")
    if person.newsletter:
        since = long_date(person.newsletter_since) if person.newsletter_since else ""
        yield PersonFact(part, "Asked for it", person.newsletter_source, when=since)


def _contact(register: Register, contact: Contact) -> Iterator[PersonFact]:
    organisation = register.organisations.get(contact.organisation_id)
    part = f"Contact of {organisation.display_name}"
    yield PersonFact(part, "Organisation", organisation.name)
    yield PersonFact(part, "Role", contact.role or "None")
    yield PersonFact(part, "Main representative", "Yes" if contact.main_representative else "No")
    yield PersonFact(part, "Days", sentence_start(contact.period.text))


def _history(register: Register, keys: Collection[RecordKey]) -> Iterator[tuple[PersonFact, int]]:
    """Each field that changed, with the number of the entry; the oldest first."""
    for change in reversed(past_changes(register, keys)):
        rest()
        name = sentence_start(f"{change.noun} {change.name}")
        when = _moment(change.at)
        if not change.fields:
            yield PersonFact("History", name, str(change.what), "", when, change.by), change.entry
        for field in change.fields:
            what = f"{name}: {field.title}"
            fact = PersonFact("History", what, field.after, field.before, when, change.by)
            yield fact, change.entry


# Where else they are named

_SKIPPED = frozenset({"people", "newsletter_objections", "fee_approvals", "document_files"})
_PARTS = (_DOCUMENTS, _MONEY, _OTHERS)
_PART_OF = {"documents": _DOCUMENTS, "chase_notes": _MONEY}


def _mentions(
    register: Register,
    keys: Collection[RecordKey],
    words: Collection[str],
    search: re.Pattern[str],
) -> Iterator[tuple[PersonFact, RecordKey]]:
    own = set(keys)
    for table in repositories_of(register):
        if table in _SKIPPED:
            continue
        for row in rows_naming(register, table, words):
            key = (table, int(row["id"] or 0))
            if key in own:
                continue
            for fact in _naming(register, RowChange(*key, None, row), search):
                yield fact, key


def _naming(register: Register, row: RowChange, search: re.Pattern[str]) -> Iterator[PersonFact]:
    """The texts of one record in which the person is named."""
    values: Mapping[str, Any] = row.after or {}
    hits = {
        column: [text for text in _texts(value) if search.search(text)]
        for column, value in values.items()
    }
    if not any(hits.values()):
        return
    (words,) = changes_in_words(register, [row])
    titles = {field.column: field.field for field in words.fields}
    on = values.get("on")
    when = long_date(datetime.fromisoformat(on).date()) if isinstance(on, str) and on else ""
    for column, texts in hits.items():
        what = sentence_start(f"{words.noun} {words.name}: {titles.get(column, column)}")
        for text in dict.fromkeys(texts):
            yield PersonFact(_PART_OF.get(row.table, _OTHERS), what, text, when=when)


def _history_of_others(
    register: Register,
    keys: Collection[RecordKey],
    words: Collection[str],
    search: re.Pattern[str],
) -> Iterator[PersonFact]:
    """What other records once said of the person; documents stay as they were issued, so they are not told again."""
    own = set(keys)
    for number in entries_naming(register, words):
        rest()
        entry = register.history.entry(number)
        rows = [
            row
            for row in entry.changes.rows
            if (row.table, row.row_id) not in own and row.table not in {*_SKIPPED, "documents"}
        ]
        named = [row for row in paced(rows) if row.before and _is_named(row, search)]
        for change in changes_in_words(register, named):
            for field in change.fields:
                if search.search(field.before):
                    what = sentence_start(f"{change.noun} {change.name}: {field.field}")
                    when, by = _moment(entry.changes.at), entry.changes.by
                    yield PersonFact("History", what, field.after, field.before, when, by)


def _is_named(row: RowChange, search: re.Pattern[str]) -> bool:
    before = row.before or {}
    return any(search.search(text) for value in before.values() for text in _texts(value))


def _texts(value: Any) -> Iterator[str]:
    """The texts in a value of a row; a document keeps its lines and its issuer as JSON."""
    if isinstance(value, str):
        if value[:1] in ("{", "["):
            try:
                yield from _texts(json.loads(value))
                return
            except ValueError:
                pass
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)


def _pattern(words: Iterable[str]) -> re.Pattern[str]:
    """Any of the words standing by itself, in any case."""
    ordered = sorted(words, key=len, reverse=True)
    if not ordered:
        return re.compile(r"(?!)")
    return re.compile(rf"(?i)(?<!\w)(?:{'|'.join(map(re.escape, ordered))})(?!\w)")


def _moment(at: datetime) -> str:
    local = at.astimezone()
    return f"{long_date(local.date())}, {local:%H:%M}"
