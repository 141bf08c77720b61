"""The history of one record with all that belongs to it, and putting back a value that it had."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from loti_admin.domain.activities import Activity
from loti_admin.domain.dates import Year
from loti_admin.domain.organisations import Contact, Person, PurchaseOrder, check_person
from loti_admin.domain.settings import Setting
from loti_admin.domain.shared_it import ServiceMember, SharedService
from loti_admin.errors import NothingToDo, Refused
from loti_admin.services.budget import save_activity, save_budget_line, save_grant
from loti_admin.services.history import (
    FieldChange,
    RecordChange,
    What,
    changes_in_words,
    repositories_of,
)
from loti_admin.services.members import (
    raise_if_any,
    save_contact,
    save_membership,
    save_organisation,
    set_purchase_order,
)
from loti_admin.services.schedules import save_adjustment, save_schedule
from loti_admin.services.settings import save_settings
from loti_admin.services.shared_it import save_service
from loti_admin.storage.history import ERASED, Entry, RowChange
from loti_admin.storage.register import Register

# A table and the id of a row in it.
RecordKey = tuple[str, int]

_OWN: Mapping[str, tuple[tuple[str, str], ...]] = {
    "organisations": (
        ("memberships", "organisation_id"),
        ("contacts", "organisation_id"),
        ("purchase_orders", "organisation_id"),
        ("service_members", "organisation_id"),
        ("adjustments", "organisation_id"),
    ),
    "services": (("service_members", "service_id"),),
}
# Their fields say one thing together, so they go back together.
_WHOLE = frozenset({"adjustments"})
# What the forms call a field, where its column says less.
_TITLES: Mapping[str, str] = {
    "address": "invoice address",
    "agreed_by": "agreed by",
    "charge_date": "charge date",
    "charter_agreed": "charter agreed on",
    "contribution_pence": "contribution",
    "email": "e-mail address",
    "email_hash": "code made from the address",
    "end": "last day",
    "invoice_email": "e-mail address for invoices",
    "invoice_name": "name on the invoice",
    "joined": "first day",
    "left": "last day",
    "newsletter_since": "asked for the newsletter on",
    "newsletter_source": "where the consent came from",
    "payment_confirmed": "yearly payment confirmed on",
    "phone": "telephone",
    "pro_rata": "who joins in mid-year pays for",
    "shared_it_pence": "fee with shared IT",
    "standard_pence": "standard fee",
    "start": "first day",
    "vat_number": "VAT number",
    "vat_rate": "VAT rate",
    "vat_treatment": "VAT",
}
_STAYS: Mapping[str, str] = {
    "documents": "What was issued stays as it is. A credit note corrects it.",
    "fee_approvals": "An approval stays as it was given. Approve the fees again on the page Fees.",
    "receipts": "Correct the receipt on the page Payments.",
    "allocations": "Correct what the receipt pays on the page Payments.",
    "participations": "Change who takes part in the activity itself.",
}


@dataclass(frozen=True, slots=True)
class PastField:
    """One field of a change in words. `why_not` says why its value cannot be put back; "" if it can."""

    column: str
    title: str
    before: str
    after: str
    why_not: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PastChange:
    """What one entry of the history did to one record.

    `at` is UTC. `together`: its fields go back all at once. `why_not` says why nothing of it can be put back.
    """

    entry: int
    at: datetime
    by: str
    label: str
    table: str
    record: int
    noun: str
    name: str
    what: What
    fields: tuple[PastField, ...]
    together: bool
    why_not: str


def records_of(register: Register, table: str, record_id: int) -> list[RecordKey]:
    """A record and what belongs to it or once did: an organisation's memberships, contacts and their people, and so on.

    Reads only.
    """
    keys: list[RecordKey] = [(table, record_id)]
    for other, column in _OWN.get(table, ()):
        ids = register.history.rows_with(other, column, record_id)
        keys += [(other, id) for id in sorted(ids)]
    contacts = [register.contacts.find(id) for other, id in keys if other == "contacts"]
    people = {contact.person_id for contact in contacts if contact}
    return [*keys, *(("people", id) for id in sorted(people))]


def past_changes(
    register: Register, keys: Collection[RecordKey], limit: int | None = None
) -> list[PastChange]:
    """What happened to these records in the newest `limit` entries that touch them; the newest first. Reads only."""
    wanted, found = set(keys), []
    now: dict[RecordKey, Mapping[str, Any] | None] = {}
    for entry in register.history.entries_of(keys, limit):
        rows = [row for row in _merged(entry) if (row.table, row.row_id) in wanted]
        for row, words in zip(rows, changes_in_words(register, rows), strict=True):
            key = (row.table, row.row_id)
            if key not in now:
                now[key] = _fields_now(register, key)
            found.append(_past(register, entry, row, words, now[key]))
    return found


def put_back(register: Register, entry: int, key: RecordKey, columns: Collection[str] = ()) -> str:
    """Give a record the values again that it had before an entry: of these columns, or of all that the entry changed; a
    record that the entry removed comes back. One step, which can be undone; returns its words.

    Goes through what edits such a record, so it raises Invalid and Refused as that does. Raises Refused too for what
    stays as it is, NothingToDo if the record is like that already.
    """
    table, id = key
    if table not in _SAVE:
        raise Refused(_stays(table))
    rows = _merged(register.history.entry(entry))
    change = next((row for row in rows if (row.table, row.row_id) == key), None)
    if change is None or change.before is None:
        raise Refused("It was added then, so there is nothing before that to put back.")
    repository = repositories_of(register)[table]
    (words,) = changes_in_words(register, [change])
    if change.after is None:
        label = f"Put back {words.noun} {words.name}"
        with register.write(label):
            for gone in _removed_with(register, change, rows):
                repositories_of(register)[gone.table].replay(gone.inverse())
            _SAVE[table](register, repository.get(id))
        return label
    now = repository.find(id)
    if now is None:
        raise Refused(
            f"The {words.noun} was removed since. Put back the {words.noun} first, where the history says so."
        )
    wanted = [f for f in words.fields if not columns or f.column in columns]
    if any(change.before.get(field.column) == ERASED for field in wanted):
        raise Refused("The text was erased for good, so it cannot be put back.")
    before = {field.column: change.before.get(field.column) for field in wanted}
    new = replace(now, **repository.fields_of(before))
    if new == now:
        raise NothingToDo(f"The {words.noun} is like that already.")
    titles = ", ".join(_title(field) for field in wanted)
    label = f"Put back {titles} of {words.name}"
    with register.write(label):
        _SAVE[table](register, new)
    return label


def _past(
    register: Register,
    entry: Entry,
    row: RowChange,
    words: RecordChange,
    now: Mapping[str, Any] | None,
) -> PastChange:
    why_not = "" if row.table in _SAVE else _stays(row.table)
    if not why_not and words.what is What.ADDED:
        why_not = "It was added then."
    if not why_not and words.what is What.CHANGED and now is None:
        why_not = f"The {words.noun} was removed since."
    if not why_not and words.what is What.REMOVED and now is not None:
        why_not = f"The {words.noun} is there again."
    if not why_not and ERASED in (row.before or {}).values() and words.what is What.REMOVED:
        why_not = "It was erased for good."
    fields = repositories_of(register)[row.table].fields_of if not why_not else None
    return PastChange(
        entry=entry.id,
        at=entry.changes.at,
        by=entry.changes.by,
        label=entry.label,
        table=row.table,
        record=row.row_id,
        noun=words.noun,
        name=words.name,
        what=words.what,
        fields=tuple(
            PastField(
                field.column,
                _title(field),
                field.before,
                field.after,
                why_not or _why_not(row, field.column, now, fields),
            )
            for field in words.fields
        ),
        together=row.table in _WHOLE,
        why_not=why_not,
    )


def _title(field: FieldChange) -> str:
    return _TITLES.get(field.column, field.field)


def _stays(table: str) -> str:
    return _STAYS.get(table, "Change it where it is kept; it cannot be put back from here.")


def _why_not(
    row: RowChange,
    column: str,
    now: Mapping[str, Any] | None,
    fields: Callable[[Mapping[str, Any]], dict[str, Any]] | None,
) -> str:
    before = (row.before or {}).get(column)
    if before == ERASED:
        return "The text was erased for good."
    if column.endswith("_id"):
        return "It says what the record belongs to."
    if now is not None and fields is not None:
        was = fields({column: before})
        if all(now.get(name) == value for name, value in was.items()):
            return "It is like that now."
    return ""


def _fields_now(register: Register, key: RecordKey) -> Mapping[str, Any] | None:
    table, id = key
    repository = repositories_of(register).get(table)
    record = repository.find(id) if repository else None
    if record is None or repository is None:
        return None
    return {name: getattr(record, name) for name in repository.record.__dataclass_fields__}


def _merged(entry: Entry) -> list[RowChange]:
    """The changes of an entry, one for each row that it left otherwise than it found it."""
    merged: dict[RecordKey, RowChange] = {}
    for row in entry.changes.rows:
        key = (row.table, row.row_id)
        first = merged.get(key)
        merged[key] = replace(row, before=first.before) if first else row
    return [row for row in merged.values() if row.before != row.after]


def _removed_with(
    register: Register, change: RowChange, rows: Iterable[RowChange]
) -> list[RowChange]:
    """The row, after those it belongs to and before those that belong to it, as far as the entry removed them too."""
    removed = [row for row in rows if row.after is None and row.before is not None]
    before = change.before or {}
    if change.table == "contacts":
        person = before.get("person_id")
        return [r for r in removed if (r.table, r.row_id) == ("people", person)] + [change]
    if change.table == "services":
        own = [
            r
            for r in removed
            if r.table == "service_members" and (r.before or {}).get("service_id") == change.row_id
        ]
        return [change, *own]
    return [change]


# What edits a record of each table: it checks as ever, and writes inside the step that puts back.


def _person(register: Register, person: Person) -> None:
    contact = register.contacts.first(person_id=person.id)
    if contact is not None:
        save_contact(register, contact, person)
        return
    raise_if_any(check_person(person))
    register.people.save(person)


def _contact(register: Register, contact: Contact) -> None:
    save_contact(register, contact, register.people.get(contact.person_id))


def _purchase_order(register: Register, order: PurchaseOrder) -> None:
    year = Year.parse(order.year)
    set_purchase_order(register, order.organisation_id, year, order.number)


def _service(register: Register, service: SharedService) -> None:
    save_service(register, service, register.service_members.where(service_id=service.id))


def _service_member(register: Register, member: ServiceMember) -> None:
    service = register.services.get(member.service_id)
    known = register.service_members.where(service_id=service.id)
    save_service(register, service, [member if m.id == member.id else m for m in known])


def _activity(register: Register, activity: Activity) -> None:
    taking_part = register.participations.where(activity_id=activity.id)
    save_activity(register, activity, [p.organisation_id for p in taking_part])


def _setting(register: Register, entry: Setting) -> None:
    save_settings(register, {entry.key: entry.value}, entry.start)


_SAVE: Mapping[str, Callable[[Register, Any], object]] = {
    "organisations": save_organisation,
    "memberships": save_membership,
    "people": _person,
    "contacts": _contact,
    "purchase_orders": _purchase_order,
    "services": _service,
    "service_members": _service_member,
    "fee_schedules": save_schedule,
    "adjustments": save_adjustment,
    "grants": save_grant,
    "budget_lines": save_budget_line,
    "activities": _activity,
    "settings": _setting,
}
