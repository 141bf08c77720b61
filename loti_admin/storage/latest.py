"""The newest entries of the history, told from the beginning of each: one of them may hold thousands of records."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from loti_admin.storage.connection import database_errors
from loti_admin.storage.door import Door
from loti_admin.storage.history import Kind, RowChange

# How `domain.frozen.canonical` writes which table a row belongs to. Within a text its quotation marks would be escaped.
_TABLE = '"table":"'
_DECODER = json.JSONDecoder()


@dataclass(frozen=True, slots=True, kw_only=True)
class LatestEntry:
    """An entry of the history without its changes; `at` is UTC."""

    id: int
    at: datetime
    by: str
    label: str
    kind: Kind
    reference: int | None


def latest_entries(
    register: Door, limit: int, *, since: date | None = None
) -> Iterator[LatestEntry]:
    """The newest first, from a day on (inclusive, in this computer's zone)."""
    start = ""
    if since is not None:
        start = datetime.combine(since, time.min).astimezone().astimezone(UTC).isoformat()
    with database_errors(register.name):
        rows = register.connection.execute(
            "SELECT id, at, by, label, kind, reference FROM history WHERE at >= ? "
            "ORDER BY id DESC LIMIT ?",
            (start, limit),
        ).fetchall()
    for id, at, by, label, kind, reference in rows:
        yield LatestEntry(
            id=id,
            at=datetime.fromisoformat(at),
            by=by,
            label=label,
            kind=Kind(kind),
            reference=reference,
        )


class Contents:
    """What an entry changed."""

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
        row, _ = _DECODER.raw_decode(self._text, 1)
        return RowChange(row["table"], row["id"], row["before"], row["after"])

    def touches(self, table: str) -> bool:
        return f'{_TABLE}{table}"' in self._text

    def touches_only(self, table: str) -> bool:
        return 0 < self._text.count(f'{_TABLE}{table}"') == self.count
