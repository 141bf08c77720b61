"""The row that says which session writes the register, and the fence it makes around each write."""

import os
import secrets
import sqlite3
from datetime import datetime

from loti_admin.errors import RegisterLocked, RegisterTrouble
from loti_admin.storage.history import History
from loti_admin.storage.lock import Who, read_state, since_text


def begin(connection: sqlite3.Connection, who: Who, token: str, at: datetime) -> None:
    """Name the session in the file. The lock is held; a row that an ended process left is taken over."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        state = read_state(connection)
        register_id = state.register_id if state else secrets.token_hex(16)
        generation, head = History(connection).head()
        connection.execute(
            "INSERT OR REPLACE INTO register_state VALUES (1, ?, ?, ?, ?, ?, ?, NULL, ?, ?)",
            (
                register_id,
                who.person,
                who.computer,
                os.getpid(),
                token,
                at.isoformat(timespec="seconds"),
                generation,
                head,
            ),
        )
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def end(connection: sqlite3.Connection, token: str, at: datetime) -> None:
    """Note that the session ended in order, unless another has taken over, and tidy the journal file away."""
    connection.execute("PRAGMA query_only=OFF")
    connection.execute(
        "UPDATE register_state SET closed_at = ? WHERE token = ?",
        (at.isoformat(timespec="seconds"), token),
    )
    connection.execute("PRAGMA journal_mode=DELETE").fetchall()


def fence(connection: sqlite3.Connection, token: str, name: str) -> None:
    """Inside a write transaction: refuse if another session has taken the register over since."""
    state = read_state(connection)
    if state is not None and state.token != token:
        raise RegisterLocked(name, state.who.person, state.who.computer, since_text(state))
    if state is None:
        raise RegisterTrouble(f"{name} was changed by another program. Open it again.")


def note_head(connection: sqlite3.Connection, head: tuple[int, str]) -> None:
    """Keep where the history ends, so that a history that lost its last entries is noticed."""
    connection.execute("UPDATE register_state SET generation = ?, head = ?", head)
