"""From a path to a connection that can be trusted: the refusals in their order, each one sentence.

What the file says in its first hundred bytes comes first, because it needs no SQLite; then the lock; then what would
act on reading (foreign triggers and views), the structure, the links and the history; then an older register is
upgraded. A register that is refused keeps every byte.
"""

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

from loti_admin.errors import DamagedRegister, NewerRegister, NotARegister, RegisterTrouble
from loti_admin.storage import session
from loti_admin.storage.connection import (
    APPLICATION_ID,
    Header,
    connect_memory,
    connect_to_read,
    damage_errors,
    read_header,
)
from loti_admin.storage.history import Changes, History, Kind
from loti_admin.storage.integrity import Check, file_problems, link_problems
from loti_admin.storage.lock import State, read_state
from loti_admin.storage.migrations import (
    Schema,
    altered_triggers,
    ensure_triggers,
    foreign_parts,
    migrate,
    unknown_migrations,
)


def check_header(path: Path, schema: Schema) -> Header:
    """Refuse what is missing, not ours, or newer than this program. Raises FileTrouble, NotARegister, NewerRegister."""
    header = read_header(path)
    if header.application_id != APPLICATION_ID:
        raise NotARegister(f"{path} belongs to another program. Choose a LOTI Admin register.")
    if header.schema > schema.version:
        raise newer(path)
    return header


def newer(path: Path | str) -> NewerRegister:
    return NewerRegister(
        f"{path} was written by a newer version of LOTI Admin. "
        "Install that version to open it; the file was left as it is."
    )


def refuse_untrusted(
    connection: sqlite3.Connection, schema: Schema, name: str, *, quick: bool = False
) -> State | None:
    """Everything the engine can check before the subjects' tables are looked at. The quick way is for a register that
    was closed in order; it leaves out the comparison of the indexes with their tables."""
    with damage_errors(name):
        strangers = foreign_parts(connection, schema)
        if strangers:
            raise DamagedRegister(
                f"{name} holds parts that LOTI Admin did not make ({', '.join(strangers)}). "
                "Go back to a backup of it."
            )
        if unknown_migrations(connection, schema):
            raise newer(name)
        state = read_state(connection)
        quick = quick and state is not None and state.closed_at is not None
        problems = file_problems(connection, quick=quick) or link_problems(connection)
        problems = problems or history_problems(connection, state)
        if problems:
            raise damaged(name, problems[0])
        return state


def history_problems(connection: sqlite3.Connection, state: State | None) -> list[str]:
    """The chain, and that it ends where the state row says."""
    head = (state.generation, state.head) if state else None
    return History(connection).problems(head)


def damaged(name: str, problem: str) -> DamagedRegister:
    return DamagedRegister(f"{name} does not pass its checks: {problem} Go back to a backup of it.")


def snapshot(path: Path) -> sqlite3.Connection:
    """A consistent copy in memory of a register that anybody may have open, as at the last commit."""
    with damage_errors(str(path)):
        source = connect_to_read(path)
        try:
            # Inside a read transaction the copy cannot meet a lock half-way; getting it waits a few seconds at most.
            source.execute("BEGIN")
            source.execute("SELECT count(*) FROM sqlite_master").fetchone()
            copy = connect_memory()
            try:
                source.backup(copy)
                source.execute("COMMIT")
            except BaseException:
                copy.close()
                raise
        finally:
            source.close()
        return copy


def upgrade(
    connection: sqlite3.Connection, schema: Schema, name: str, at: datetime, by: str
) -> None:
    """Bring an older register up to date: on a copy in memory, which is checked and whose totals must be the same; then
    the copy replaces the content of the file in one transaction of SQLite, so a crash leaves the old content.

    The caller has made a backup before. Raises RegisterTrouble; the register is then unchanged.
    """
    before = schema.totals(connection) if schema.totals else {}
    copy = connect_memory()
    try:
        connection.backup(copy)
        migrate(copy, schema)
        _note_upgrade(copy, at, by)
        problems = file_problems(copy) or link_problems(copy) or History(copy).problems()
        after = schema.totals(copy) if schema.totals else {}
        if problems or dict(before) != dict(after):
            reason = problems[0] if problems else "A total would change."
            raise RegisterTrouble(
                f"{name} could not be upgraded: {reason} It was left as it is; "
                "go on with the version of LOTI Admin that you used before."
            )
        copy.backup(connection)
    finally:
        copy.close()


def _note_upgrade(copy: sqlite3.Connection, at: datetime, by: str) -> None:
    """A barrier: what was written before speaks of the old columns and cannot be undone in the new ones."""
    copy.execute("BEGIN")
    changes = Changes("Upgrade the register", at.astimezone(UTC).replace(microsecond=0), by, ())
    session.note_head(copy, History(copy).append(changes, Kind.BARRIER, None))
    copy.execute("COMMIT")


def repair_triggers(connection: sqlite3.Connection, schema: Schema) -> None:
    """Put back safeguards that another program dropped; the checks before this found the rows themselves sound."""
    if not altered_triggers(connection, schema):
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        ensure_triggers(connection, schema)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def engine_checks(connection: sqlite3.Connection, schema: Schema) -> tuple[Check, ...]:
    """What is true of every register, whatever its subjects."""

    def history(_: object) -> list[str]:
        return history_problems(connection, read_state(connection))

    def parts(_: object) -> list[str]:
        strangers = [
            f"LOTI Admin did not make {name}." for name in foreign_parts(connection, schema)
        ]
        return strangers + altered_triggers(connection, schema)

    return (
        Check("File structure", lambda _: file_problems(connection)),
        Check("Links between records", lambda _: link_problems(connection)),
        Check("History chain", history),
        Check("Safeguards", parts),
    )
