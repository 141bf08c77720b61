"""Records that were read stay read until something is written: a page that looks again costs no decoding.

Records are frozen, so that everybody may have the same ones; that also makes comparing two readings cheap. A mark says
how far the file was written: it moves with every statement that changes a row, on this connection or another one, also
one that is rolled back.
"""

from bisect import bisect_left
from collections.abc import Sequence
from typing import Generic

from loti_admin.storage.codec import T, Value

Mark = tuple[int, int]
Query = tuple[str, tuple[Value, ...]]
# The query for every record by id, the one that is kept up to date from one write to the next.
EVERYTHING: Query = ('ORDER BY "id"', ())
# Fewer records than this are read as fast as they are found here.
_WORTH, _MOST_QUERIES, _MOST_CHANGES = 8, 24, 500


class ReadCache(Generic[T]):
    """What was read of one table at one mark."""

    def __init__(self) -> None:
        self._mark: Mark | None = None
        self._kept: dict[Query, list[T]] = {}

    def get(self, mark: Mark | None, query: Query) -> list[T] | None:
        """The records of a query, if they were read at this mark; a list of the caller's own."""
        if mark is None or mark != self._mark:
            return None
        found = self._kept.get(query)
        return None if found is None else list(found)

    def keep(self, mark: Mark | None, query: Query, records: Sequence[T]) -> None:
        """Remember what was read; a mark of None, inside a write, is not remembered."""
        if mark is None:
            return
        if mark != self._mark:
            self._kept.clear()
            self._mark = mark
        if len(records) >= _WORTH:
            if len(self._kept) >= _MOST_QUERIES:
                self._kept.clear()
            self._kept[query] = list(records)

    def carry(
        self, before: Mark | None, after: Mark | None, changes: Sequence[tuple[int, T | None]]
    ) -> None:
        """A write went from one mark to the next: the records of this table by id that it changed, None for one that
        is gone. What it did not touch stays as it was read."""
        if before is None or self._mark != before:
            self._kept.clear()
        elif changes:
            everything = self._kept.get(EVERYTHING)
            self._kept.clear()
            if everything is not None and len(changes) <= _MOST_CHANGES:
                for id, record in changes:
                    _put(everything, id, record)
                self._kept[EVERYTHING] = everything
        self._mark = after


def _put(records: list[T], id: int, record: T | None) -> None:
    place = bisect_left(records, id, key=lambda known: known.id)
    there = place < len(records) and records[place].id == id
    records[place : place + there] = [] if record is None else [record]
