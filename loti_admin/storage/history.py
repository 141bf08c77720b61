"""The permanent history: what changed, when, by whom; the ground under undo, the record's history and "as it stood on".

Each entry is chained to the one before it by a hash over everything but the changes themselves, which enter by their
own hash. So a person's data can later be erased from the changes without breaking the chain (`erasing`), and everything
else that is altered shows. Entries are numbered from 1 without a gap; triggers refuse to alter or delete them.
"""

import json
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from loti_admin.domain.frozen import canonical, digest
from loti_admin.pace import paced
from loti_admin.storage.codec import Row, Value
from loti_admin.storage.entry_text import Plain, first_rows, ids_with, rows_of
from loti_admin.storage.erasing import CHAIN_START, ERASED, seal_items, seal_of, seals_in

__all__ = ["CHAIN_START", "ERASED", "Changes", "Entry", "History", "Kind", "RowChange", "UndoStack"]

HISTORY_DDL = (
    """CREATE TABLE history (
        id INTEGER PRIMARY KEY,
        at TEXT NOT NULL,
        by TEXT NOT NULL,
        label TEXT NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('edit', 'undo', 'redo', 'barrier')),
        reference INTEGER REFERENCES history (id),
        changes TEXT NOT NULL,
        changes_hash TEXT NOT NULL,
        chain_hash TEXT NOT NULL,
        erased_at TEXT,
        CHECK ((reference IS NOT NULL) = (kind IN ('undo', 'redo')))
    ) STRICT""",
    # Which records an entry touches: the history of one record without reading every entry.
    """CREATE TABLE history_rows (
        table_name TEXT NOT NULL,
        row_id INTEGER NOT NULL,
        entry_id INTEGER NOT NULL REFERENCES history (id),
        PRIMARY KEY (table_name, row_id, entry_id)
    ) STRICT, WITHOUT ROWID""",
)

_HEAD = "id, at, by, label, kind, reference, erased_at"
_APPEND_ONLY = "RAISE(ABORT, 'The history can be added to, never changed.')"

HISTORY_TRIGGERS = {
    "history_never_deleted": f"""CREATE TRIGGER history_never_deleted
        BEFORE DELETE ON history BEGIN SELECT {_APPEND_ONLY}; END""",
    # Only changes and label may be replaced, once they are marked as erased; the hashes keep what they were.
    "history_never_changed": f"""CREATE TRIGGER history_never_changed
        BEFORE UPDATE ON history
        WHEN NEW.erased_at IS NULL OR NEW.id IS NOT OLD.id OR NEW.at IS NOT OLD.at
          OR NEW.by IS NOT OLD.by OR NEW.kind IS NOT OLD.kind
          OR NEW.reference IS NOT OLD.reference OR NEW.changes_hash IS NOT OLD.changes_hash
          OR NEW.chain_hash IS NOT OLD.chain_hash
        BEGIN SELECT {_APPEND_ONLY}; END""",
    "history_only_appended": f"""CREATE TRIGGER history_only_appended
        BEFORE INSERT ON history
        WHEN NEW.id IS NOT (SELECT coalesce(max(id), 0) + 1 FROM history)
        BEGIN SELECT {_APPEND_ONLY}; END""",
    "history_rows_never_deleted": f"""CREATE TRIGGER history_rows_never_deleted
        BEFORE DELETE ON history_rows BEGIN SELECT {_APPEND_ONLY}; END""",
    "history_rows_never_changed": f"""CREATE TRIGGER history_rows_never_changed
        BEFORE UPDATE ON history_rows BEGIN SELECT {_APPEND_ONLY}; END""",
}


class Kind(StrEnum):
    """A barrier is an edit that cannot be undone, nor anything before it: issuing, erasing a person, an upgrade."""

    EDIT = "edit"
    UNDO = "undo"
    REDO = "redo"
    BARRIER = "barrier"


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row before and after, by column; None before means added, None after means removed."""

    table: str
    row_id: int
    before: Mapping[str, Value] | None
    after: Mapping[str, Value] | None

    def inverse(self) -> "RowChange":
        return RowChange(self.table, self.row_id, self.after, self.before)


@dataclass(frozen=True, slots=True)
class Changes:
    """One committed write: what the listeners hear. `at` is UTC; `by` names person and PC."""

    label: str
    at: datetime
    by: str
    rows: tuple[RowChange, ...]

    def touches(self, *tables: str) -> bool:
        """Whether any row of these tables changed."""
        return any(row.table in tables for row in self.rows)

    def inverse(self) -> "Changes":
        """The same changes undone, in reverse order."""
        rows = tuple(row.inverse() for row in reversed(self.rows))
        return Changes(self.label, self.at, self.by, rows)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the history. `reference` is the entry that an undo or redo is about."""

    id: int
    changes: Changes
    kind: Kind
    reference: int | None
    erased_at: datetime | None

    @property
    def label(self) -> str:
        return self.changes.label


class History:
    """Reads and appends; the caller holds the transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def head(self) -> tuple[int, str]:
        """The number of the last entry and its chain hash; (0, zeros) of an empty history."""
        row = self._connection.execute(
            "SELECT id, chain_hash FROM history ORDER BY id DESC LIMIT 1"
        ).fetchone()
        return (row[0], row[1]) if row else (0, CHAIN_START)

    def head_at(self, number: int) -> str:
        """The chain hash of an entry, by which two registers know a common past; zeros where there is none."""
        row = self._connection.execute(
            "SELECT chain_hash FROM history WHERE id = ?", (number,)
        ).fetchone()
        return str(row[0]) if row else CHAIN_START

    def append(
        self,
        changes: Changes,
        kind: Kind,
        reference: int | None,
        seals: Mapping[int, str] = MappingProxyType({}),
    ) -> tuple[int, str]:
        """Write one entry and return the new head. `seals` vouch for entries whose labels this one altered."""
        last, previous = self.head()
        number = last + 1
        at, text = changes.at.isoformat(), _to_text(changes.rows, seals)
        hashed = digest(text)
        chained = _chain(
            previous, (number, at, changes.by, changes.label, kind.value, reference, hashed)
        )
        self._connection.execute(
            "INSERT INTO history VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, NULL)",
            (number, at, changes.by, changes.label, kind.value, reference, text, hashed, chained),
        )
        self._connection.executemany(
            "INSERT OR IGNORE INTO history_rows VALUES (?, ?, ?)",
            [(row.table, row.row_id, number) for row in changes.rows],
        )
        return number, chained

    def entry(self, number: int) -> Entry:
        """One entry by its number, which must exist."""
        (entry,) = self._select("WHERE id = ?", (number,))
        return entry

    def entries(
        self,
        limit: int | None = None,
        *,
        table: str | None = None,
        row_id: int | None = None,
        since: datetime | date | None = None,
    ) -> list[Entry]:
        """The newest first: all of them, or those that touch a table or one of its rows, from `since` on (a day counts
        from its start in this computer's zone)."""
        conditions: list[str] = []
        values: list[Value] = []
        if table is not None:
            one_row = "" if row_id is None else " AND row_id = ?"
            conditions.append(
                f"id IN (SELECT entry_id FROM history_rows WHERE table_name = ?{one_row})"
            )
            values += [table] if row_id is None else [table, row_id]
        if since is not None:
            conditions.append("at >= ?")
            values.append(_utc(since).isoformat())
        where = f"WHERE {' AND '.join(conditions)} " if conditions else ""
        values.append(-1 if limit is None else limit)
        return list(self._select(f"{where}ORDER BY id DESC LIMIT ?", values))

    def entries_of(
        self, rows: Collection[tuple[str, int]], limit: int | None = None
    ) -> list[Entry]:
        """The entries that touch any of these rows, each a table and an id, with what they did to these; the newest
        first."""
        if not rows:
            return []
        tail, values = newest_of(rows, limit)
        texts = self._texts(f"SELECT id FROM history {tail}", values)
        return [_entry(head, _changes(rows_of(text, rows))) for head, text in texts]

    def beginning(self, number: int, most: int) -> tuple[RowChange, ...]:
        """The first rows that an entry changed, at most so many; the entry must exist."""
        ((_, text),) = self._texts("SELECT ?", (number,))
        return _changes(first_rows(text, most))

    def rows_with(self, table: str, column: str, value: Value) -> set[int]:
        """The ids of all rows of a table that ever had this value in a column, removed ones too."""
        touching = "SELECT DISTINCT entry_id FROM history_rows WHERE table_name = ?"
        found: set[int] = set()
        for _, text in self._texts(touching, (table,)):
            found |= ids_with(text, table, column, value)
        return found

    def _texts(self, ids: str, values: Sequence[Value]) -> Iterator[tuple[tuple[Any, ...], str]]:
        """The heads and the texts of the entries that a query for ids finds, with a rest before each."""
        for (number,) in paced(self._connection.execute(ids, values).fetchall()):
            *head, text = self._connection.execute(
                f"SELECT {_HEAD}, changes FROM history WHERE id = ?", (number,)
            ).fetchone()
            yield tuple(head), text

    def rows_as_at(
        self, table: str, now: Iterable[Row], moment: datetime | date | int
    ) -> dict[int, Row]:
        """A table's rows as they stood after an entry (its number) or at a moment (a day counts to its end), by id.

        `now` are the rows of today, from which the later entries are taken back.
        """
        rows = {int(row["id"] or 0): row for row in now}
        later: str
        value: Value
        if isinstance(moment, int):
            later, value = "id > ?", moment
        elif isinstance(moment, datetime):
            later, value = "at > ?", _utc(moment).isoformat()
        else:
            later, value = "at >= ?", _utc(moment + timedelta(days=1)).isoformat()
        touched = "id IN (SELECT entry_id FROM history_rows WHERE table_name = ?)"
        for entry in self._select(f"WHERE {later} AND {touched} ORDER BY id DESC", (value, table)):
            for change in reversed(entry.changes.rows):
                if change.table != table:
                    continue
                if change.before is None:
                    rows.pop(change.row_id, None)
                else:
                    rows[change.row_id] = dict(change.before)
        return dict(sorted(rows.items()))

    def problems(self, head: tuple[int, str] | None = None) -> list[str]:
        """What does not fit in the chain, as sentences; `head` is where it must end, as kept elsewhere in the file."""
        previous, expected = CHAIN_START, 1
        relabelled: dict[int, str] = {}
        vouched: dict[int, str] = {}
        columns = "id, at, by, label, kind, reference, changes_hash, chain_hash, changes, erased_at"
        for row in paced(self._connection.execute(f"SELECT {columns} FROM history ORDER BY id")):
            if row[0] != expected:
                return [f"Entry {expected} of the history is missing."]
            if row[9] is None and digest(row[8]) != row[6]:
                return [f"The changes of entry {expected} of the history were altered."]
            if _chain(previous, row[:7]) != row[7]:
                if row[9] is None:
                    return [f"Entry {expected} of the history was altered."]
                relabelled[expected] = seal_of(previous, row[:8])
            if relabelled:
                vouched |= seals_in(row[8])
            previous, expected = row[7], expected + 1
        for number, seal in relabelled.items():
            if vouched.get(number) != seal:
                return [f"Entry {number} of the history was altered."]
        if head is not None and head != (expected - 1, previous):
            return [f"The history ends at entry {expected - 1}; it should end at entry {head[0]}."]
        return []

    def since_barrier(self) -> Iterator[tuple[int, Kind, str, int | None]]:
        """Number, kind, label and reference of what came after the last barrier, oldest first."""
        for number, kind, label, reference in self._connection.execute(
            "SELECT id, kind, label, reference FROM history WHERE id > "
            "(SELECT coalesce(max(id), 0) FROM history WHERE kind = 'barrier') ORDER BY id"
        ):
            yield number, Kind(kind), label, reference

    def _select(self, tail: str, values: Sequence[Value]) -> Iterator[Entry]:
        columns = f"{_HEAD}, changes"
        for *head, text in self._connection.execute(
            f"SELECT {columns} FROM history {tail}", values
        ):
            yield _entry(tuple(head), _changes(json.loads(text)))


class UndoStack:
    """What can be undone and redone, derived from the history alone, so that it is the same after a restart."""

    def __init__(self, entries: Iterable[tuple[int, Kind, str, int | None]] = ()) -> None:
        self._undo: list[tuple[int, str]] = []
        self._redo: list[tuple[int, str]] = []
        for entry in entries:
            self.push(*entry)

    def push(self, number: int, kind: Kind, label: str, reference: int | None) -> None:
        """Take note of a committed entry."""
        if kind is Kind.UNDO:
            self._redo.append(self._undo.pop())
        elif kind is Kind.REDO:
            self._undo.append(self._redo.pop())
        else:
            self._redo.clear()
            if kind is Kind.EDIT:
                self._undo.append((number, label))
            else:
                self._undo.clear()

    def next(self, kind: Kind) -> tuple[int, str] | None:
        """Number and label of the entry that undo or redo would take, if there is one."""
        stack = self._undo if kind is Kind.UNDO else self._redo
        return stack[-1] if stack else None

    def undoable(self) -> tuple[int, ...]:
        """The numbers of the entries that undo would take one after the other, the newest first."""
        return tuple(number for number, _ in reversed(self._undo))


def newest_of(rows: Collection[tuple[str, int]], limit: int | None) -> tuple[str, list[Value]]:
    """The end of a query for the entries that touch any of these rows, the newest first, and its values. Row by row
    through the key of the table: a comparison of pairs would go through everything that was ever written."""
    wanted = ", ".join(["(?, ?)"] * len(rows))
    values: list[Value] = [value for row in rows for value in row]
    values.append(-1 if limit is None else limit)
    return (
        f"WHERE id IN (SELECT entry_id FROM (VALUES {wanted}) AS wanted CROSS JOIN history_rows "
        "ON table_name = wanted.column1 AND row_id = wanted.column2) ORDER BY id DESC LIMIT ?",
        values,
    )


def _chain(previous: str, parts: Sequence[Value]) -> str:
    return digest(canonical([previous, *parts]))


def _to_text(rows: Iterable[RowChange], seals: Mapping[int, str]) -> str:
    changes = [
        {"table": row.table, "id": row.row_id, "before": row.before, "after": row.after}
        for row in rows
    ]
    return canonical([*changes, *seal_items(seals)])


def _entry(head: tuple[Any, ...], rows: tuple[RowChange, ...]) -> Entry:
    number, at, by, label, kind, reference, erased_at = head
    changes = Changes(label, datetime.fromisoformat(at), by, rows)
    erased = datetime.fromisoformat(erased_at) if erased_at else None
    return Entry(number, changes, Kind(kind), reference, erased)


def _changes(rows: Iterable[Plain]) -> tuple[RowChange, ...]:
    return tuple(
        RowChange(row["table"], row["id"], row["before"], row["after"])
        for row in rows
        if "table" in row
    )


def _utc(moment: datetime | date) -> datetime:
    if not isinstance(moment, datetime):
        moment = datetime.combine(moment, time.min).astimezone()
    return moment.astimezone(UTC)


Clock = Callable[[], datetime]
