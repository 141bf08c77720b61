"""The permanent history in words: what changed, when, by whom, down to each field."""

import typing
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from loti_admin.domain.dates import long_date
from loti_admin.domain.letterhead import expected_of_logo
from loti_admin.domain.money import Money
from loti_admin.storage.history import Entry, RowChange
from loti_admin.storage.register import Register
from loti_admin.storage.repository import Repository

Value = str | int | None
# What a row is called by, in the order in which the parts are read.
_NAMES: Mapping[str, tuple[str, ...]] = {
    "organisations": ("name",),
    "people": ("name",),
    "services": ("name",),
    "memberships": ("organisation_id", "joined"),
    "contacts": ("person_id", "organisation_id"),
    "newsletter_objections": ("on",),
    "purchase_orders": ("organisation_id", "year"),
    "service_members": ("organisation_id", "service_id"),
    "fee_schedules": ("year",),
    "adjustments": ("organisation_id", "year", "kind"),
    "fee_approvals": ("year",),
    "documents": ("number",),
    "document_files": ("document_id",),
    "receipts": ("on", "amount_pence"),
    "allocations": ("document_id", "amount_pence"),
    "bank_mappings": ("signature",),
    "bank_lines": ("on", "amount_pence"),
    "chase_notes": ("organisation_id", "on", "way"),
    "ledger_exports": ("document_id", "format"),
    "grants": ("name", "year"),
    "budget_lines": ("line", "year"),
    "activities": ("name",),
    "participations": ("organisation_id", "activity_id"),
    "settings": ("key",),
}
_LONGEST = 200
_HINTS: dict[type[Any], dict[str, Any]] = {}


class What(StrEnum):
    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field in words, and its column; an empty text is an empty field."""

    field: str
    before: str
    after: str
    column: str = ""


@dataclass(frozen=True, slots=True)
class RecordChange:
    """One record of an entry: `noun` is what it is, `name` which one."""

    table: str
    record: int
    noun: str
    name: str
    what: What
    fields: tuple[FieldChange, ...]

    @property
    def text(self) -> str:
        """`organisation Camden changed: postcode “N1 1AA” to “N1 1AB”`"""
        said = f"{self.noun} {self.name} {self.what}"
        if self.what is not What.CHANGED:
            return said
        parts = (f"{f.field} “{f.before}” to “{f.after}”" for f in self.fields)
        return f"{said}: {', '.join(parts)}"


def history_in_words(entries: Iterable[Entry]) -> list[str]:
    """`2026-11-23 14:02  A. Officer  Edit Camden`, by this computer's clock; the columns stand under each other."""
    lines = [
        (f"{e.changes.at.astimezone():%Y-%m-%d %H:%M}", e.changes.by, e.label) for e in entries
    ]
    width = max((len(by) for _, by, _ in lines), default=0)
    return [f"{at}  {by.ljust(width)}  {label}" for at, by, label in lines]


def history_to_plain(register: Register, entries: Iterable[Entry]) -> list[dict[str, Any]]:
    """The history for JSON, with every field that changed, in words."""
    words = _Words(register, day=date.isoformat, amount=Money.plain)
    return [
        {
            "number": entry.id,
            "at": entry.changes.at.isoformat(),
            "by": entry.changes.by,
            "label": entry.label,
            "kind": entry.kind.value,
            "reference": entry.reference,
            "erased": entry.erased_at is not None,
            "changes": [_to_plain(words.record_change(row)) for row in entry.changes.rows],
        }
        for entry in entries
    ]


def record_changes(register: Register, entry: Entry) -> list[RecordChange]:
    """Every record that an entry of the history touched, in words for people."""
    return changes_in_words(register, entry.changes.rows)


def changes_in_words(register: Register, rows: Iterable[RowChange]) -> list[RecordChange]:
    """Rows of the history in words for people."""
    words = _Words(register, day=long_date, amount=lambda money: money.text)
    return [words.record_change(row) for row in rows]


def _to_plain(change: RecordChange) -> dict[str, Any]:
    return {
        "record": change.noun,
        "id": change.record,
        "name": change.name,
        "what": change.what.value,
        "text": change.text,
        "fields": {f.field: {"before": f.before, "after": f.after} for f in change.fields},
    }


def repositories_of(register: Register) -> dict[str, Repository[Any]]:
    """The repositories of every subject by their tables."""
    found = (value for value in vars(register).values() if isinstance(value, Repository))
    return {repository.table: repository for repository in found}


class _Words:
    """Turns rows into words; names of records that are no longer there come from the rows themselves."""

    def __init__(
        self, register: Register, *, day: Callable[[date], str], amount: Callable[[Money], str]
    ) -> None:
        self._day, self._amount = day, amount
        self._tables = repositories_of(register)
        self._hints = {
            table: _hints(repository.record) for table, repository in self._tables.items()
        }
        # Looked up when a change names them: reading all of them for one entry is slow in a large register.
        self._linked: dict[str, Callable[[int], str | None]] = {
            "organisation_id": lambda id: _of(register.organisations.find(id), "display_name"),
            "person_id": lambda id: _of(register.people.find(id), "name"),
            "service_id": lambda id: _of(register.services.find(id), "name"),
            "document_id": lambda id: _of(register.documents.find(id), "number"),
            "activity_id": lambda id: _of(register.activities.find(id), "name"),
        }
        self._known: dict[tuple[str, int], str] = {}

    def record_change(self, change: RowChange) -> RecordChange:
        before, after = change.before or {}, change.after or {}
        what = (
            What.ADDED
            if change.before is None
            else What.REMOVED
            if change.after is None
            else What.CHANGED
        )
        # The history keeps its columns by the alphabet; people expect those of the record.
        fields = [*self._hints.get(change.table, {})]
        names = sorted(
            {*before, *after} - {"id"},
            key=lambda column: (
                fields.index(name) if (name := _field(column)) in fields else len(fields),
                column,
            ),
        )
        changed = tuple(
            FieldChange(
                _title(column),
                self._value(change.table, column, before.get(column)),
                self._value(change.table, column, after.get(column)),
                column,
            )
            for column in names
            if (before.get(column) or "") != (after.get(column) or "")
        )
        repository = self._tables.get(change.table)
        return RecordChange(
            change.table,
            change.row_id,
            repository.noun if repository else change.table,
            self._name(change.table, after or before),
            what,
            changed,
        )

    def _name(self, table: str, row: Mapping[str, Value]) -> str:
        parts = (self._value(table, column, row.get(column)) for column in _NAMES.get(table, ()))
        return ", ".join(part for part in parts if part)

    def _value(self, table: str, column: str, value: Value) -> str:
        if value is None:
            return ""
        if column in self._linked and isinstance(value, int):
            return self._linked_name(column, value)
        kind = str(self._hints.get(table, {}).get(_field(column), ""))
        if column.endswith("_pence") and isinstance(value, int):
            return self._amount(Money(value))
        if kind == str(bool):
            return "yes" if value else "no"
        if kind in _DAYS:
            return self._day(date.fromisoformat(str(value)))
        if table == "settings" and expected_of_logo(str(value)) is None:
            return "a picture"
        text = ", ".join(line.strip() for line in str(value).splitlines())
        return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"

    def _linked_name(self, column: str, id: int) -> str:
        if (column, id) not in self._known:
            self._known[column, id] = self._linked[column](id) or f"number {id}"
        return self._known[column, id]


def _hints(record: type[Any]) -> dict[str, Any]:
    """The types of a record's fields, which take long to find and never change."""
    if record not in _HINTS:
        _HINTS[record] = typing.get_type_hints(record)
    return _HINTS[record]


def _of(record: object, name: str) -> str | None:
    return None if record is None else str(getattr(record, name))


_DAYS = (str(date), str(date | None))


def _field(column: str) -> str:
    return column.removesuffix("_pence")


def _title(column: str) -> str:
    """`invoice_email` as `invoice email`, `organisation_id` as `organisation`."""
    return _field(column).removesuffix("_id").replace("_", " ")
