"""What must hold for every table of the register, whichever subjects come to be added."""

import re
from collections.abc import Iterator

import pytest

from loti_admin.storage.history import HISTORY_TRIGGERS
from loti_admin.storage.register import Register
from loti_admin.storage.repository import Repository
from loti_admin.storage.schema import TRIGGERS


@pytest.fixture
def register() -> Iterator[Register]:
    with Register.in_memory() as register:
        yield register


def names(register: Register, kind: str) -> set[str]:
    rows = register.connection.execute("SELECT name FROM sqlite_master WHERE type = ?", (kind,))
    return {name for (name,) in rows if not name.startswith(("sqlite_", "_sqlite_"))}


def test_each_table_has_a_repository_and_each_repository_a_table(register: Register) -> None:
    found = {
        attribute.table
        for attribute in vars(register).values()
        if isinstance(attribute, Repository)
    }

    assert names(register, "table") - {"history", "history_rows", "register_state"} == found


def test_tables_are_strict_and_number_their_rows_once_for_all(register: Register) -> None:
    for table in names(register, "table"):
        (sql,) = register.connection.execute(
            "SELECT sql FROM sqlite_master WHERE name = ?", (table,)
        ).fetchone()
        assert sql.rstrip().endswith(("STRICT", "STRICT, WITHOUT ROWID")), table
        if table not in {"history", "history_rows", "register_state"}:
            assert "id INTEGER PRIMARY KEY AUTOINCREMENT" in sql, table


def test_tables_have_the_columns_of_their_records_and_no_others(register: Register) -> None:
    for repository in [each for each in vars(register).values() if isinstance(each, Repository)]:
        columns = [
            row[1]
            for row in register.connection.execute(f'PRAGMA table_info("{repository.table}")')
        ]
        assert columns == list(repository._codec.columns), repository.table


def test_nothing_changes_rows_behind_the_history(register: Register) -> None:
    """Neither a cascade nor a trigger that writes would be in the history or could be undone."""
    schema = " ".join(
        sql for (sql,) in register.connection.execute("SELECT sql FROM sqlite_master") if sql
    )
    assert not re.search(r"ON (DELETE|UPDATE) (CASCADE|SET)", schema, re.IGNORECASE)
    for trigger in (*HISTORY_TRIGGERS.values(), *TRIGGERS.values()):
        body = re.search(r"\bBEGIN\b(.*)\bEND\s*$", trigger, re.DOTALL)
        assert body, trigger
        assert re.fullmatch(r"\s*SELECT RAISE\(ABORT, '[^']+\.'\);\s*", body[1]), trigger


def test_triggers_are_exactly_those_of_the_list(register: Register) -> None:
    assert names(register, "trigger") == {*HISTORY_TRIGGERS, *TRIGGERS}
    assert names(register, "view") == set()


def test_an_empty_register_passes_every_check(register: Register) -> None:
    assert [result.name for result in register.run_checks() if not result.ok] == []
