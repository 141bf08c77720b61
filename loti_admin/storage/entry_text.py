"""Rows of an entry of the history, found in its text: one entry may hold thousands, and only a few are wanted.

The text is what `domain.frozen.canonical` writes: sorted keys, no spaces, and quotation marks within a text escaped. So
what stands here between quotation marks can be part of its structure only.
"""

import json
from collections.abc import Collection, Iterator
from typing import Any

from loti_admin.storage.codec import Value

_BEGINNING = '{"after":'
_DECODER = json.JSONDecoder()
# A row as it stands in the text: table, id, before, after.
Plain = dict[str, Any]


def rows_of(text: str, wanted: Collection[tuple[str, int]]) -> list[Plain]:
    """The rows with these tables and ids, in the order in which they were written."""
    places = [
        place
        for table, id in wanted
        for place in _places(text, f'"id":{id},"table":{_written(table)}}}')
    ]
    return [_row_around(text, place) for place in sorted(places)]


def first_rows(text: str, most: int) -> list[Plain]:
    """The first rows, at most so many."""
    found: list[Plain] = []
    place = text.find(_BEGINNING)
    while place >= 0 and len(found) < most:
        row, end = _DECODER.raw_decode(text, place)
        found.append(row)
        place = text.find(_BEGINNING, end)
    return found


def ids_with(text: str, table: str, column: str, value: Value) -> set[int]:
    """The ids of the rows of a table that have a value in a column, before or after."""
    found: set[int] = set()
    for place in _places(text, f"{_written(column)}:{_written(value)}"):
        row = _row_around(text, place)
        if row["table"] == table and any(
            (row[when] or {}).get(column) == value for when in ("before", "after")
        ):
            found.add(int(row["id"]))
    return found


def _places(text: str, part: str) -> Iterator[int]:
    place = text.find(part)
    while place >= 0:
        yield place
        place = text.find(part, place + len(part))


def _row_around(text: str, place: int) -> Plain:
    row: Plain = _DECODER.raw_decode(text, text.rfind(_BEGINNING, 0, place))[0]
    return row


def _written(value: Value) -> str:
    return json.dumps(value, ensure_ascii=False)
