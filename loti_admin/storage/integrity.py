"""Checks over a whole register: the engine's own, and those that the tables of the subjects add to them."""

import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

# More lines would not help anybody to decide; the register goes back to a backup.
_MOST_LINES = 20


@dataclass(frozen=True, slots=True)
class Check:
    """One thing to be true of a register. `run` takes the open register and returns sentences on what is wrong; its
    parameter is untyped because a check is written for the register class that carries it."""

    name: str
    run: Callable[[Any], list[str]]


@dataclass(frozen=True, slots=True)
class CheckResult:
    """The sentences of one check; none means that it passed."""

    name: str
    problems: tuple[str, ...]

    @property
    def ok(self) -> bool:
        return not self.problems


def run_all(register: object, checks: Iterable[Check]) -> list[CheckResult]:
    """Every check in its order, also after one that failed; a check that cannot read its rows has failed."""
    results = []
    for check in checks:
        try:
            problems = check.run(register)
        except Exception as error:  # rows of a damaged file can hold anything at all
            problems = [f"It could not be read to its end ({type(error).__name__})."]
        results.append(CheckResult(check.name, tuple(problems[:_MOST_LINES])))
    return results


def file_problems(connection: sqlite3.Connection, *, quick: bool = False) -> list[str]:
    """SQLite's own check of its pages, indexes and constraints; the quick one leaves out the indexes."""
    rows = connection.execute(f"PRAGMA {'quick' if quick else 'integrity'}_check").fetchall()
    return [] if rows == [("ok",)] else [f"SQLite says: {row[0]}" for row in rows]


def link_problems(connection: sqlite3.Connection) -> list[str]:
    """Rows that belong to a row that is not there."""
    return [
        f"Row {row_id} of {table} belongs to a row of {parent} that is missing."
        for table, row_id, parent, _ in connection.execute("PRAGMA foreign_key_check")
    ]
