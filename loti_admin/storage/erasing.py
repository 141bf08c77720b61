"""Taking a person's data out of entries of the history that are long written, without breaking its chain.

The changes of an entry enter the chain by their hash, which stays, so their texts can go. A label is chained itself:
where it names the person, other words take the place of the name, and the entry that records the erasure vouches for
the entry as it stands from then on with a seal, a hash over all of it. Whatever is altered besides shows as ever.
"""

import json
import re
import sqlite3
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from loti_admin.domain.frozen import canonical, digest
from loti_admin.storage.codec import Row, Value

CHAIN_START = "0" * 64
ERASED = "[erased]"

# A table and the id of a row, and the text columns of it that go.
Targets = Mapping[tuple[str, int], Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Erasure:
    """What goes from the history for good.

    `targets` lose their columns, and `instead` takes the place of the names in the labels of the entries that touch
    them. In the `entries` given by their numbers it takes the place of `words` in the texts of all other records, but
    for the columns of those in `spared` (table, id, column) and the tables in `kept`.
    """

    targets: Targets
    names: Collection[str] = ()
    instead: str = ""
    entries: Collection[int] = ()
    words: Collection[str] = ()
    spared: Collection[tuple[str, int, str]] = ()
    kept: Collection[str] = ()


def erase_entries(
    connection: sqlite3.Connection, erasure: Erasure, at: datetime
) -> tuple[int, dict[int, str]]:
    """Erase from every entry. How many were altered, and the seals of those with another label."""
    altered, seals = 0, {}
    touching = _touching(connection, erasure.targets)
    for number in sorted(touching.union(erasure.entries)):
        row = connection.execute(
            "SELECT id, at, by, label, kind, reference, changes_hash, chain_hash, changes "
            "FROM history WHERE id = ?",
            (number,),
        ).fetchone()
        items = json.loads(row[8])
        kept = [_without(item, erasure) for item in items]
        names = erasure.names if number in touching else ()
        label = renamed(row[3], names, erasure.instead)
        if kept == items and label == row[3]:
            continue
        connection.execute(
            "UPDATE history SET label = ?, changes = ?, erased_at = ? WHERE id = ?",
            (label, canonical(kept), at.isoformat(), number),
        )
        altered += 1
        if label != row[3]:
            before = _chained_before(connection, number)
            seals[number] = seal_of(before, (*row[:3], label, *row[4:8]))
    return altered, seals


def renamed(text: str, names: Collection[str], instead: str) -> str:
    """The text with other words for each name that stands in it by itself, in any case; the longest first."""
    pattern = _pattern(frozenset(names))
    return pattern.sub(lambda _: instead, text) if pattern is not None else text


@lru_cache(maxsize=8)
def _pattern(names: frozenset[str]) -> re.Pattern[str] | None:
    wanted = sorted(filter(None, names), key=len, reverse=True)
    words = "|".join(map(re.escape, wanted))
    return re.compile(rf"(?i)(?<!\w)(?:{words})(?!\w)") if wanted else None


def seal_of(previous: str, parts: Sequence[Value]) -> str:
    """What vouches for an entry whose label was altered: a hash over the chain before it and all of its columns, from
    its number to its own place in the chain."""
    return digest(canonical([previous, *parts]))


def seal_items(seals: Mapping[int, str]) -> list[dict[str, Value]]:
    """Seals as they stand among the changes of the entry that records the erasure."""
    return [{"entry": number, "seal": seal} for number, seal in sorted(seals.items())]


def seals_in(changes: str) -> dict[int, str]:
    """The seals among the changes of an entry."""
    # Inside a text the quotes would be escaped.
    if '"seal"' not in changes:
        return {}
    return {item["entry"]: item["seal"] for item in json.loads(changes) if "seal" in item}


def erased(row: Mapping[str, Value] | None, columns: Collection[str]) -> Row | None:
    """None and empty values stay, because they say nothing about anybody."""
    if row is None:
        return None
    return {
        column: ERASED if column in columns and value not in (None, "") else value
        for column, value in row.items()
    }


def _without(item: dict[str, Any], erasure: Erasure) -> dict[str, Any]:
    if "table" not in item:
        return item
    columns = erasure.targets.get((item["table"], item["id"]))
    if columns is not None:
        return item | {side: erased(item[side], columns) for side in ("before", "after")}
    if item["table"] in erasure.kept or not erasure.words:
        return item
    return item | {side: _reworded(item, side, erasure) for side in ("before", "after")}


def _reworded(item: dict[str, Any], side: str, erasure: Erasure) -> Row | None:
    if item[side] is None:
        return None
    place = item["table"], item["id"]
    return {
        column: renamed(value, erasure.words, erasure.instead)
        if isinstance(value, str) and (*place, column) not in erasure.spared
        else value
        for column, value in item[side].items()
    }


def _touching(connection: sqlite3.Connection, targets: Targets) -> set[int]:
    found: set[int] = set()
    for table, row_id in targets:
        found.update(
            number
            for (number,) in connection.execute(
                "SELECT entry_id FROM history_rows WHERE table_name = ? AND row_id = ?",
                (table, row_id),
            )
        )
    return found


def _chained_before(connection: sqlite3.Connection, number: int) -> str:
    row = connection.execute(
        "SELECT chain_hash FROM history WHERE id = ?", (number - 1,)
    ).fetchone()
    return str(row[0]) if row else CHAIN_START
