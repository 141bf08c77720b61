"""Where some words stand in a register, whichever table and column they are in: found by SQLite, in any case."""

import json
from collections.abc import Collection, Iterator
from typing import Any

from loti_admin.pace import rest
from loti_admin.storage.codec import Row, Value
from loti_admin.storage.connection import database_errors
from loti_admin.storage.door import Door

# So many rows are looked through in a few milliseconds; an entry of the history may hold thousands of rows.
_ROWS, _ENTRIES = 1000, 20


def rows_naming(register: Door, table: str, words: Collection[str]) -> list[Row]:
    """The rows of a table that hold any of the words in a text, by id; letters beyond ASCII count as they are typed.

    `table` is a constant of the program. Reads only, and rests.
    """
    with database_errors(register.name):
        columns = [
            name
            for _, name, kind, *_ in register.connection.execute(f'PRAGMA table_info("{table}")')
            if kind == "TEXT"
        ]
    if not columns:
        return []
    text = " || char(10) || ".join(f"coalesce(\"{column}\", '')" for column in columns)
    found: list[Row] = []
    for cursor in _batches(register, table, text, words, _ROWS):
        names = [description[0] for description in cursor.description]
        found += [dict(zip(names, values, strict=True)) for values in cursor]
    return found


def entries_naming(register: Door, words: Collection[str]) -> list[int]:
    """The numbers of the history's entries that hold any of the words in their label or their changes."""
    text = "label || char(10) || changes"
    return [
        int(values[0])
        for cursor in _batches(register, "history", text, words, _ENTRIES)
        for values in cursor
    ]


def _batches(
    register: Door, table: str, text: str, words: Collection[str], many: int
) -> Iterator[Any]:
    # Some columns hold JSON, where quotes and the like are written otherwise.
    written = {*words, *(json.dumps(word, ensure_ascii=False)[1:-1] for word in words)}
    wanted: list[Value] = [_small(word) for word in written if word]
    if not wanted:
        return
    condition = " OR ".join(["instr(t, ?)"] * len(wanted))
    with database_errors(register.name):
        (last,) = register.connection.execute(
            f'SELECT coalesce(max(id), 0) FROM "{table}"'
        ).fetchone()
    query = (
        f'SELECT * FROM "{table}" WHERE id IN (SELECT id FROM '
        f'(SELECT id, lower({text}) AS t FROM "{table}" WHERE id > ? AND id <= ?) WHERE {condition}) ORDER BY id'
    )
    for start in range(0, last, many):
        rest()
        with database_errors(register.name):
            yield register.connection.execute(query, (start, start + many, *wanted))


def _small(word: str) -> str:
    """In small letters as SQLite makes them, which knows those of ASCII only."""
    return "".join(letter.lower() if letter.isascii() else letter for letter in word)
