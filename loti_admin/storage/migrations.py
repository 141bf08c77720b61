"""The tables of a register and how an older register becomes a newer one.

A migration is a function that takes the database; once released it is never edited, renamed or moved, and a change is
a new one at the end. The number of migrations is kept in the file's header (`user_version`), where an older program
sees it without opening the file, and the names in SQLite's own table of applied migrations.
"""

import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from sqlite_utils import Database, Migrations

from loti_admin.storage.connection import APPLICATION_ID
from loti_admin.storage.history import HISTORY_DDL, HISTORY_TRIGGERS
from loti_admin.storage.integrity import Check
from loti_admin.storage.lock import STATE_DDL

Migration = Callable[[Database], None]
Totals = Callable[[sqlite3.Connection], Mapping[str, int]]


def engine_tables(db: Database) -> None:
    """History and state, which every register has."""
    for statement in (*HISTORY_DDL, *STATE_DDL):
        db.execute(statement)


@dataclass(frozen=True, slots=True)
class Schema:
    """Everything that the subjects add to the engine.

    `migrations` in the order of their release; `triggers` by name, each of which may only refuse; `retired` names
    triggers of older releases that a register still to be upgraded may carry; `checks` run when a register is opened
    and by the check command; `totals` are sums that an upgrade must not change, taken before and after it.
    """

    migrations: tuple[Migration, ...]
    triggers: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    retired: frozenset[str] = frozenset()
    checks: tuple[Check, ...] = ()
    totals: Totals | None = None

    @property
    def version(self) -> int:
        """How many migrations a register of this program has been through, the engine's own included."""
        return len(self.migrations) + 1

    @property
    def all_triggers(self) -> dict[str, str]:
        """Every trigger that a register has, by name."""
        return {**HISTORY_TRIGGERS, **self.triggers}

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(migration.__name__ for migration in (engine_tables, *self.migrations))


def run_script(db: Database, script: str) -> None:
    """Run statements one by one, so that all stay in one transaction; each ends a line with a semicolon."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            db.execute(statement)
            statement = ""
    if statement.strip():
        raise ValueError("The last statement of a migration does not end with a semicolon.")


def database(connection: sqlite3.Connection) -> Database:
    """sqlite-utils on our connection; plugins that happen to be installed are not run on the register."""
    return Database(connection, execute_plugins=False)


def migrate(connection: sqlite3.Connection, schema: Schema) -> None:
    """Apply what is missing and put the triggers back, all in one transaction: a crash leaves the old state."""
    plan = Migrations("loti_admin")
    for migration in (engine_tables, *schema.migrations):
        plan(name=migration.__name__)(migration)
    db = database(connection)
    connection.execute("BEGIN IMMEDIATE")
    try:
        plan.apply(db)
        ensure_triggers(connection, schema)
        connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version={schema.version}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def unknown_migrations(connection: sqlite3.Connection, schema: Schema) -> list[str]:
    """Applied migrations that this program does not have: the register is newer."""
    exists = connection.execute(
        "SELECT 1 FROM sqlite_master WHERE name = '_sqlite_migrations'"
    ).fetchone()
    if not exists:
        return []
    applied = connection.execute(
        "SELECT name FROM _sqlite_migrations WHERE migration_set = 'loti_admin'"
    )
    return [name for (name,) in applied if name not in schema.names]


def ensure_triggers(connection: sqlite3.Connection, schema: Schema) -> bool:
    """Make the triggers what the program says they are; returns whether anything had to be done.

    Needed after every migration, because rebuilding a table drops its triggers without a word.
    """
    present = _triggers(connection)
    changed = False
    for name, statement in schema.all_triggers.items():
        if name in present and _same(present[name], statement):
            continue
        connection.execute(f"DROP TRIGGER IF EXISTS {name}")
        connection.execute(statement)
        changed = True
    for name in schema.retired & present.keys():
        connection.execute(f"DROP TRIGGER {name}")
        changed = True
    return changed


def foreign_parts(connection: sqlite3.Connection, schema: Schema) -> list[str]:
    """Triggers and views that this program did not make. Either would act when the program reads or writes, so a
    register that has any is refused."""
    views = [
        name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'view'")
    ]
    known = schema.all_triggers.keys() | schema.retired
    return sorted(views + [name for name in _triggers(connection) if name not in known])


def altered_triggers(connection: sqlite3.Connection, schema: Schema) -> list[str]:
    """Triggers that are missing or say something else than they should, as sentences."""
    present = _triggers(connection)
    return [
        f"The safeguard {name} is {'altered' if name in present else 'missing'}."
        for name, statement in schema.all_triggers.items()
        if name not in present or not _same(present[name], statement)
    ]


def _triggers(connection: sqlite3.Connection) -> dict[str, str]:
    return dict(
        connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    )


def _same(one: str, other: str) -> bool:
    return one.split() == other.split()
