"""A frozen dataclass <-> one STRICT table.

    class Organisations(Repository[Organisation]):
        record, table, noun = Organisation, "organisations", "organisation"

        def boroughs(self) -> list[Organisation]:
            return self.where(kind=Kind.BOROUGH, order_by="name")

Reading needs nothing; writing happens inside `register.write("label")` and anything else is a mistake in the program.
`codec.Codec` says how fields become columns. Tables want `id INTEGER PRIMARY KEY AUTOINCREMENT`, so that the history
never means two different records by one number.
"""

import dataclasses
import sqlite3
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any, Generic, Protocol

from loti_admin.errors import Conflict, Invalid, NotFound, Problem
from loti_admin.pace import rest
from loti_admin.storage.codec import Codec, Row, T, Value
from loti_admin.storage.connection import database_errors
from loti_admin.storage.history import History, RowChange
from loti_admin.storage.read_cache import Mark, ReadCache

# So many records are read in a few milliseconds.
_AT_A_TIME = 500
OrderBy = str | tuple[str, ...]


class TableMismatch(TypeError):
    """A table lacks a column of its record: a mistake in the program, or in a file a sign of damage."""


class TableStore(Protocol):
    """What a repository needs of the register."""

    @property
    def connection(self) -> sqlite3.Connection: ...
    @property
    def history(self) -> History: ...
    @property
    def name(self) -> str: ...
    def reading_mark(self) -> Mark | None: ...
    def adopt(self, repository: "Repository[T]") -> None: ...
    def note(self, change: RowChange) -> None: ...
    def require_write(self) -> None: ...


class Repository(Generic[T]):
    """The records of one table. A subclass gives the record class, the table and the word for one record, and adds the
    queries of its subject."""

    record: type[T]
    table: str
    noun: str = "record"

    def __init__(self, store: TableStore) -> None:
        self._store = store
        self._codec = _codec(self.record)
        self._read: ReadCache[T] = ReadCache()
        columns = ", ".join(f'"{column}"' for column in self._codec.columns)
        marks = ", ".join("?" * len(self._codec.columns))
        # Never its id: SQLite would look through every table that refers to it, thousands of documents among them.
        self._settable = [column for column in self._codec.columns if column != "id"]
        settings = ", ".join(f'"{column}" = ?' for column in self._settable)
        self._select = f'SELECT {columns} FROM "{self.table}"'
        self._insert = f'INSERT INTO "{self.table}" ({columns}) VALUES ({marks})'
        self._update = f'UPDATE "{self.table}" SET {settings} WHERE id = ?'
        self._delete = f'DELETE FROM "{self.table}" WHERE id = ?'
        self._check_table()
        store.adopt(self)

    def get(self, id: int) -> T:
        """The record with this id. Raises NotFound."""
        record = self.find(id)
        if record is None:
            raise NotFound(f"The {self.noun} is no longer in the register. Refresh the list.")
        return record

    def find(self, id: int) -> T | None:
        """The record with this id, or None."""
        records = self.select("WHERE id = ?", (id,))
        return records[0] if records else None

    def all(self, *, order_by: OrderBy = "id") -> list[T]:
        """Every record, ordered by one or more fields; a field with a leading "-" runs downwards."""
        return self.select(self._order(order_by))

    def where(self, *, order_by: OrderBy = "id", **equals: object) -> list[T]:
        """The records whose fields have these values; None finds fields that are not set."""
        return self.select(*self._filter(equals, order_by))

    def as_if(self, changes: Sequence[RowChange], **equals: object) -> list[T]:
        """The records by id as they would be after these changes, which were only rehearsed; with values, those that
        have them."""
        own = [change for change in changes if change.table == self.table]
        if not own:
            return self.select(*self._filter(equals, "id"))
        records = {record.id: record for record in self.all()}
        for id, record in self._records_of(own):
            if record is None:
                records.pop(id, None)
            else:
                records[id] = record
        return [
            records[id]
            for id in sorted(records)
            if all(getattr(records[id], name) == value for name, value in equals.items())
        ]

    def first(self, *, order_by: OrderBy = "id", **equals: object) -> T | None:
        """The first of `where`, or None."""
        tail, values = self._filter(equals, order_by)
        records = self.select(f"{tail} LIMIT 1", values)
        return records[0] if records else None

    def count(self, **equals: object) -> int:
        """How many records have these values; all of them without any."""
        tail, values = self._filter(equals, "id")
        with database_errors(self._store.name):
            row = self._store.connection.execute(
                f'SELECT count(*) FROM (SELECT 1 FROM "{self.table}" {tail})', values
            ).fetchone()
        return int(row[0])

    def select(self, tail: str = "", values: Sequence[Value] = ()) -> list[T]:
        """For the named queries of a subclass: records by what follows FROM, `WHERE "on" >= ? ORDER BY id`. `tail` is a
        constant of the program; everything that varies goes through `values`."""
        query = (tail, tuple(values))
        with database_errors(self._store.name):
            mark = self._store.reading_mark()
            known = self._read.get(mark, query)
            if known is not None:
                return known
            records: list[T] = []
            rows = self._store.connection.execute(f"{self._select} {tail}", values)
            while some := rows.fetchmany(_AT_A_TIME):
                records += self._codec.decode(some)
                rest()
        self._read.keep(mark, query, records)
        return records

    def carry(self, before: Mark | None, after: Mark | None, changes: Sequence[RowChange]) -> None:
        """For the store: a write that changed these rows went from one mark to the next."""
        own = [change for change in changes if change.table == self.table]
        self._read.carry(before, after, self._records_of(own))

    def forget(self) -> None:
        """For the store: let go of what was read."""
        self._read = ReadCache()

    def as_at(self, moment: datetime | date | int) -> list[T]:
        """The records as they stood at a moment, at the end of a day, or after an entry of the history, by id."""
        with database_errors(self._store.name):
            now = self._store.connection.execute(self._select).fetchall()
            rows = self._store.history.rows_as_at(
                self.table,
                [dict(zip(self._codec.columns, row, strict=True)) for row in now],
                moment,
            )
        # A row from before a column existed has what the upgrade gave to all of them: the field's default.
        return self._codec.decode(
            [
                [row[c] if c in row else self._codec.missing[c] for c in self._codec.columns]
                for row in rows.values()
            ]
        )

    def add(self, record: T) -> T:
        """Store a new record (id 0) and give it back with its id."""
        if record.id != 0:
            raise ValueError(f"This {self.noun} has the id {record.id}; save() changes it.")
        row = self._encode(record)
        id = self._apply(RowChange(self.table, 0, None, row))
        return dataclasses.replace(record, id=id)

    def save(self, record: T) -> T:
        """Store a changed record. Nothing happens if it is as it was; raises Conflict if it is gone."""
        before, after = self._row(record.id), self._encode(record)
        if before is None:
            raise self._gone()
        if before != after:
            self._apply(RowChange(self.table, record.id, before, after))
        else:
            self._store.require_write()
        return record

    def remove(self, record: T | int) -> None:
        """Remove a record. Raises Conflict if it is gone already or other records belong to it."""
        id = record if isinstance(record, int) else record.id
        before = self._row(id)
        if before is None:
            raise self._gone()
        self._apply(RowChange(self.table, id, before, None))

    def replay(self, change: RowChange) -> None:
        """Make a change of the history again, or its inverse. Raises Conflict if the row is not as it was left."""
        if self._row(change.row_id) != change.before:
            raise self._changed()
        try:
            self._apply(change)
        except sqlite3.IntegrityError as error:
            raise self._changed() from error

    def fields_of(self, row: Mapping[str, Value]) -> dict[str, Any]:
        """The fields that a row of the history gives a record, by name. Raises DamagedRegister."""
        return self._codec.fields_of(row)

    def _apply(self, change: RowChange) -> int:
        """The one place that writes a row; the history hears of each."""
        self._store.require_write()
        execute, columns, after = (
            self._store.connection.execute,
            self._codec.columns,
            change.after,
        )
        try:
            if after is None:
                execute(self._delete, (change.row_id,))
            elif change.before is None:
                row = {**after, "id": change.row_id or None}
                row["id"] = execute(self._insert, tuple(row[c] for c in columns)).lastrowid
                change = RowChange(self.table, int(row["id"] or 0), None, row)
            else:
                execute(self._update, (*[after[c] for c in self._settable], change.row_id))
        except UnicodeEncodeError as error:
            raise Invalid(
                [Problem("A text holds a character that cannot be stored. Type it again.")]
            ) from error
        self._store.note(change)
        return change.row_id

    def _records_of(self, changes: Sequence[RowChange]) -> list[tuple[int, T | None]]:
        """Each changed row by its id as the record that it became; None where it was removed."""
        columns = self._codec.columns
        rows = [[row[c] for c in columns] for c in changes if (row := c.after) is not None]
        records = iter(self._codec.decode(rows))
        return [(c.row_id, None if c.after is None else next(records)) for c in changes]

    def _row(self, id: int) -> Row | None:
        with database_errors(self._store.name):
            row = self._store.connection.execute(f"{self._select} WHERE id = ?", (id,)).fetchone()
        return None if row is None else dict(zip(self._codec.columns, row, strict=True))

    def _encode(self, record: T) -> Row:
        return self._codec.encode(record)

    def _filter(self, equals: dict[str, object], order_by: OrderBy) -> tuple[str, list[Value]]:
        conditions: list[str] = []
        values: list[Value] = []
        for name, wanted in equals.items():
            field = self._codec.by_name[name]
            value = field.to_column(wanted)
            conditions.append(f'"{field.column}" IS ?')
            values.append(value)
        where = f"WHERE {' AND '.join(conditions)} " if conditions else ""
        return where + self._order(order_by), values

    def _order(self, order_by: OrderBy) -> str:
        names = (order_by,) if isinstance(order_by, str) else order_by
        # Only names of fields get into the statement; another one is a KeyError, a mistake in the program.
        terms = [
            f'"{self._codec.by_name[name.removeprefix("-")].column}"'
            + (" DESC" if name.startswith("-") else "")
            for name in names
        ]
        return f"ORDER BY {', '.join(terms)}"

    def _check_table(self) -> None:
        """A table that does not fit its record is found when the program starts, not when a page is opened."""
        present = {
            name
            for _, name, *_ in self._store.connection.execute(f'PRAGMA table_info("{self.table}")')
        }
        missing = set(self._codec.columns) - present
        if missing:
            raise TableMismatch(
                f"Table {self.table} lacks {', '.join(sorted(missing))} of {self.record.__name__}."
            )

    def _gone(self) -> Conflict:
        return Conflict(f"The {self.noun} was removed in the meantime. Refresh the list.")

    def _changed(self) -> Conflict:
        return Conflict(
            f"The {self.noun} has changed since, so this step cannot be undone or redone. "
            "Make the change by hand."
        )


@cache
def _codec(record: type[T]) -> Codec[T]:
    return Codec(record)
