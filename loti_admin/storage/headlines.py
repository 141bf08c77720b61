"""The history without its changes: a list of what was done, which is quick to read also after large imports."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from loti_admin.pace import paced
from loti_admin.storage.connection import database_errors
from loti_admin.storage.door import Door
from loti_admin.storage.entry_text import first_rows
from loti_admin.storage.history import Kind, RowChange, newest_of

# How `domain.frozen.canonical` writes which table a row belongs to. Within a text its quotation marks would be escaped.
_TABLE = '"table":"'
_SELECT = "SELECT id, at, by, label, kind, reference, erased_at FROM history"


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """An entry of the history; `at` is UTC. `tables` says which tables it touches, and in how many rows each."""

    id: int
    at: datetime
    by: str
    label: str
    kind: Kind
    reference: int | None
    erased_at: datetime | None
    tables: tuple[tuple[str, int], ...]

    @property
    def rows(self) -> int:
        """How many rows it touches."""
        return sum(count for _, count in self.tables)


def headlines(register: Door, limit: int | None = None) -> list[Headline]:
    """The newest entries first, all of them without a limit."""
    after = 0 if limit is None else register.history.head()[0] - limit
    touched: dict[int, list[tuple[str, int]]] = {}
    with database_errors(register.name):
        # Table by table, with a rest in between: there are as many rows as were ever written.
        for table in paced(_tables(register)):
            for number, count in register.connection.execute(
                "SELECT entry_id, count(*) FROM history_rows "
                "WHERE table_name = ? AND entry_id > ? GROUP BY entry_id",
                (table, after),
            ).fetchall():
                touched.setdefault(number, []).append((table, count))
        rows = register.connection.execute(
            f"{_SELECT} WHERE id > ? ORDER BY id DESC",
            (after,),
        ).fetchall()
    return [_headline(row, tuple(touched.get(row[0], ()))) for row in paced(rows)]


def _tables(register: Door) -> list[str]:
    """Every table that the history knows, each found by a jump to the next name."""
    found: list[str] = []
    while True:
        (name,) = register.connection.execute(
            "SELECT min(table_name) FROM history_rows WHERE table_name > ?",
            (found[-1] if found else "",),
        ).fetchone()
        if name is None:
            return found
        found.append(name)


def headlines_of(
    register: Door, rows: Collection[tuple[str, int]], limit: int | None = None
) -> list[Headline]:
    """The entries that touch any of these rows, each a table and an id, the newest first; their `tables` are not
    looked for."""
    if not rows:
        return []
    tail, values = newest_of(rows, limit)
    with database_errors(register.name):
        found = register.connection.execute(f"{_SELECT} {tail}", values).fetchall()
    return [_headline(row, ()) for row in found]


def headlines_since(register: Door, limit: int, since: date | None = None) -> list[Headline]:
    """The newest entries first, from a day on (inclusive, in this computer's zone); their `tables` are not looked
    for."""
    start = ""
    if since is not None:
        start = datetime.combine(since, time.min).astimezone().astimezone(UTC).isoformat()
    with database_errors(register.name):
        found = register.connection.execute(
            f"{_SELECT} WHERE at >= ? ORDER BY id DESC LIMIT ?", (start, limit)
        ).fetchall()
    return [_headline(row, ()) for row in found]


class Contents:
    """What an entry changed, told from the beginning of its text: one entry may hold thousands of records."""

    def __init__(self, register: Door, entry_id: int) -> None:
        with database_errors(register.name):
            (text,) = register.connection.execute(
                "SELECT changes FROM history WHERE id = ?", (entry_id,)
            ).fetchone()
        self._text: str = text

    @property
    def count(self) -> int:
        """How many rows."""
        return self._text.count(_TABLE)

    @property
    def first(self) -> RowChange | None:
        """The first row; None if there is none."""
        if not self.count:
            return None
        (row,) = first_rows(self._text, 1)
        return RowChange(row["table"], row["id"], row["before"], row["after"])

    def touches(self, table: str) -> bool:
        return f'{_TABLE}{table}"' in self._text

    def touches_only(self, table: str) -> bool:
        return 0 < self._text.count(f'{_TABLE}{table}"') == self.count


def _headline(row: tuple[Any, ...], tables: tuple[tuple[str, int], ...]) -> Headline:
    number, at, by, label, kind, reference, erased_at = row
    return Headline(
        id=number,
        at=datetime.fromisoformat(at),
        by=by,
        label=label,
        kind=Kind(kind),
        reference=reference,
        erased_at=datetime.fromisoformat(erased_at) if erased_at else None,
        tables=tables,
    )
