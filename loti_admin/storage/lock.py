"""Who has the register open for writing.

Two parts, because one question has two halves. *Is anybody writing?* is answered by a lock that the operating system
drops when a process ends, however it ends: SQLite's own EXCLUSIVE lock, held from open to close on an empty file beside
the register (`Members.loti-lock`). *Who?* is answered by a row in the register.

The lock is not held on the register itself. SQLite in `locking_mode=EXCLUSIVE` keeps the register shut for readers too
once it has been written, and a copy made around that lock (an `immutable` connection) can catch pages half written: in
that mode SQLite does not even move its change counter. With the lock beside it the register is in the usual mode, so a
reader takes an ordinary consistent snapshot between two commits, and a register can be replaced as a whole (restored,
upgraded) while the lock is held.

The row also fences: it holds a token of the session, which each write reads inside its own transaction. Should a lock
ever be lost without notice (a network drive that went away), the one who came second has replaced the token, and the
first is refused instead of writing over it.
"""

import getpass
import os
import platform
import re
import secrets
import sqlite3
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from loti_admin.domain.dates import long_date
from loti_admin.errors import DamagedRegister, FileTrouble, LotiError, RegisterLocked
from loti_admin.storage.connection import connect_to_read, file_uri, make_private_file

# Long enough to outlast somebody who only looks whether the lock is taken.
_WAIT_SECONDS = 0.1
_ATTEMPTS = 20

STATE_DDL = (
    # One row: the last session that wrote, and where the history ends. `closed_at` is NULL until it ended in order.
    """CREATE TABLE register_state (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        register_id TEXT NOT NULL,
        person TEXT NOT NULL,
        computer TEXT NOT NULL,
        pid INTEGER NOT NULL,
        token TEXT NOT NULL,
        since TEXT NOT NULL,
        closed_at TEXT,
        generation INTEGER NOT NULL,
        head TEXT NOT NULL
    ) STRICT""",
)


@dataclass(frozen=True, slots=True)
class Who:
    """The person at the keyboard and the computer, as the history and the lock name them."""

    person: str
    computer: str

    @classmethod
    def here(cls) -> "Who":
        """The user of this computer."""
        try:
            person = getpass.getuser()
        except (OSError, KeyError):
            person = "unknown"
        return cls(person, platform.node() or "this computer")

    def __str__(self) -> str:
        return f"{self.person} on {self.computer}"


@dataclass(frozen=True, slots=True)
class State:
    """The row of the last writing session. Times are UTC; `generation` counts the committed writes."""

    register_id: str
    who: Who
    pid: int
    token: str
    since: datetime
    closed_at: datetime | None
    generation: int
    head: str


@dataclass(slots=True)
class SessionLock:
    """The lock beside a register, held until `release`. The operating system drops it when the process ends."""

    path: Path
    token: str = field(default_factory=lambda: secrets.token_hex(16))
    _connection: sqlite3.Connection | None = None

    @classmethod
    def acquire(cls, register: Path) -> "SessionLock":
        """Take the lock or raise RegisterLocked, which names the holder. A lock file without a holder is taken over."""
        lock = cls(lock_path(register))
        for _ in range(_ATTEMPTS):
            try:
                with suppress(FileExistsError):
                    make_private_file(lock.path)
                connection = _locked(lock.path)
            except FileNotFoundError:
                continue
            except FileTrouble as error:
                raise FileTrouble(
                    f"{register} cannot be edited, because its folder may not be written to. "
                    "Open it to read only, or copy it to a folder of your own."
                ) from error
            if connection is None:
                raise locked_error(register)
            if lock.path.exists():
                lock._connection = connection
                return lock
            # The former holder tidied the file away while we waited; our lock is on a file nobody else can see.
            connection.close()
        raise FileTrouble(
            f"The lock beside {register} cannot be taken. Try again in a moment."
        )  # pragma: no cover - needs twenty others who close at the same instant

    def release(self) -> None:
        """Give the lock back and tidy its file away, while it is still ours where the system allows that."""
        if self._connection is None:
            return
        with suppress(OSError):
            self.path.unlink(missing_ok=True)
        self._connection.close()
        self._connection = None
        if (
            os.name == "nt"
        ):  # Windows cannot remove an open file; it fails if another has it open, which is right
            with suppress(OSError):
                self.path.unlink(missing_ok=True)


def lock_path(register: Path) -> Path:
    """The file beside a register that bears the lock."""
    # Through a link it is still the same register.
    register = register.resolve()
    return register.with_name(f"{register.name}-lock")


def _locked(path: Path, seconds: float = _WAIT_SECONDS) -> sqlite3.Connection | None:
    """A connection that holds the exclusive lock, or None if somebody else does. FileNotFoundError: tidied away."""
    connection = sqlite3.connect(file_uri(path), uri=True, isolation_level=None, timeout=seconds)
    try:
        connection.execute("PRAGMA journal_mode=OFF").fetchall()
        connection.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        connection.close()
        if error.sqlite_errorname.startswith("SQLITE_BUSY"):
            return None
        if error.sqlite_errorname.startswith("SQLITE_CANTOPEN") and not path.exists():
            raise FileNotFoundError(path) from error
        raise FileTrouble(f"{path} cannot be locked.") from error
    return connection


def holder(register: Path) -> State | None:
    """Who has the register open for writing now; None if nobody does. Reads only, and waits for nobody."""
    path = lock_path(register)
    if not path.exists():
        return None
    try:
        connection = _locked(path, 0)
    except FileNotFoundError:
        return None
    if connection is None:
        return read_state_of(register)
    connection.close()
    return None


def read_state(connection: sqlite3.Connection) -> State | None:
    """The state row; None in a register that no session has written yet. Raises sqlite3.Error,
    DamagedRegister."""
    row = connection.execute(
        "SELECT register_id, person, computer, pid, token, since, closed_at, generation, head "
        "FROM register_state"
    ).fetchone()
    if row is None:
        return None
    try:
        closed_at = datetime.fromisoformat(row[6]) if row[6] else None
        since = datetime.fromisoformat(row[5])
    except (ValueError, TypeError) as error:
        raise DamagedRegister(
            "The register's note of who wrote it last cannot be read. Go back to a backup."
        ) from error
    return State(row[0], Who(row[1], row[2]), row[3], row[4], since, closed_at, row[7], row[8])


def read_state_of(register: Path) -> State | None:
    """The state row of a file that is not open here; None if it cannot be read."""
    try:
        connection = connect_to_read(register)
        try:
            return read_state(connection)
        finally:
            connection.close()
    except (sqlite3.Error, LotiError, UnicodeDecodeError):
        return None


def locked_error(register: Path) -> RegisterLocked:
    """The refusal that names who has the register, as far as that can be read."""
    state = read_state_of(register)
    if state is None or state.closed_at is not None:
        # The lock is taken before the row is written, and given back after it is closed.
        return RegisterLocked(register, "somebody", "another computer", "just now")
    return RegisterLocked(register, state.who.person, state.who.computer, since_text(state))


def since_text(state: State) -> str:
    """`09:14 on 1 July 2026`, in this computer's zone."""
    since = state.since.astimezone()
    return f"{since:%H:%M} on {long_date(since)}"


# "LOTI-PC14.loti" (OneDrive), "LOTI (conflicted copy …).loti" (Dropbox, Nextcloud),
# "LOTI.sync-conflict-20260701-….loti" (Syncthing), "LOTI (1).loti" (Google Drive), "LOTI_conf(1).loti" (Box).
_CONFLICT = re.compile(
    r"( \(.*conflict.*\)|[. _-]+.*conflict.*|_conf\(\d+\)| \(\d+\)|-(?=[^-]*[A-Za-z])[A-Za-z0-9]+(-[A-Za-z0-9]+)*)$",
    re.IGNORECASE,
)


def conflict_copies(register: Path) -> list[Path]:
    """Files beside a register that a synchronised folder made of it because two computers wrote: by their names."""
    stem, found = register.stem, []
    for path in sorted(register.parent.glob(f"*{register.suffix}")):
        rest = path.stem.removeprefix(stem)
        if path != register and path.stem.startswith(stem) and _CONFLICT.fullmatch(rest):
            found.append(path)
    return found
