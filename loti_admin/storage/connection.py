"""One SQLite connection to a register file, set up so that a power cut loses nothing that was acknowledged.

Nothing else in the program opens the file. `read_header` reads its first hundred bytes before SQLite is asked, so that
a file that is not ours is refused without SQLite (which may replay a journal) ever touching it.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from loti_admin.errors import (
    Conflict,
    DamagedRegister,
    FileTrouble,
    NotARegister,
    Refused,
    reason_of,
)

APPLICATION_ID = 0x4C4F5449  # "LOTI"; tells our files from other programs' SQLite databases
_MAGIC = b"SQLite format 3\x00"
_BUSY_SECONDS = 10.0

Settings = tuple[tuple[str, str, tuple[object, ...]], ...]

# The name, the value set, and the values accepted when it is read back, because SQLite ignores in silence what it
# cannot do. A build without memory mapping knows no mmap_size.
# TRUNCATE with EXTRA is the pair that lost nothing in simulated power cuts; WAL is unsafe on a network share.
_SETTINGS: Settings = (
    ("journal_mode", "TRUNCATE", ("truncate",)),
    ("synchronous", "EXTRA", (3,)),
    ("foreign_keys", "ON", (1,)),
    ("recursive_triggers", "ON", (1,)),  # REPLACE must meet the triggers that refuse deletion
    ("trusted_schema", "OFF", (0,)),
    ("cell_size_check", "ON", (1,)),
    (
        "secure_delete",
        "ON",
        (1,),
    ),  # what is erased about a person is gone from the file, not only from the tables
    ("mmap_size", "0", (0, None)),
)


@dataclass(frozen=True, slots=True)
class Header:
    """What the file says about itself: `schema` is the number of migrations it has been through."""

    application_id: int
    schema: int


def is_there(path: Path) -> bool:
    """Whether there is such a file or folder; never for a name that the system does not take."""
    try:
        return path.exists()
    except OSError:
        return False


def read_header(path: Path) -> Header:
    """Read the header without SQLite. Raises NotARegister or FileTrouble, each with one sentence.

    Never call this for a file that this process is writing to: closing any descriptor of a file drops the POSIX locks
    that the process holds on it. Between transactions no such lock is held.
    """
    if not is_there(path):
        raise FileTrouble(f"There is no file {path}. Check the name, or make a new register.")
    if path.is_dir():
        raise NotARegister(f"{path} is a folder. Choose the register file inside it.")
    try:
        with path.open("rb") as file:
            head = file.read(100)
    except PermissionError as error:
        raise FileTrouble(
            f"{path} may not be read with your account. Ask its owner for access."
        ) from error
    except OSError as error:
        raise FileTrouble(f"{path} could not be read: {reason_of(error)}.") from error
    if not head:
        raise NotARegister(f"{path} is empty, so it is not a register. Choose another file.")
    if not head.startswith(_MAGIC) or len(head) < 100:
        raise NotARegister(f"{path} is not a LOTI Admin register. Choose another file.")
    return Header(int.from_bytes(head[68:72], "big"), int.from_bytes(head[60:64], "big"))


def connect(path: Path) -> sqlite3.Connection:
    """Connect to an existing file in order to write it."""
    return _connect(path, _SETTINGS)


def connect_to_read(path: Path) -> sqlite3.Connection:
    """Connect to an existing file without a wish to write. SQLite may still take back what a crash left half done,
    which it has to before it can read; that is why the file is not opened as read only."""
    return _connect(path, _SETTINGS[1:])


def _connect(path: Path, settings: Settings) -> sqlite3.Connection:
    with damage_errors(str(path)):
        connection = sqlite3.connect(
            file_uri(path),
            uri=True,
            isolation_level=None,  # transactions are begun and ended by us alone
            timeout=_BUSY_SECONDS,
        )
        try:
            apply_settings(connection, settings)
        except BaseException:
            connection.close()
            raise
        return connection


def connect_memory(*, handed_over: bool = False) -> sqlite3.Connection:
    """A database in memory with the same rules; one that is handed over is used on another thread than this one."""
    connection = sqlite3.connect(
        ":memory:", isolation_level=None, check_same_thread=not handed_over
    )
    apply_settings(connection, _SETTINGS[2:-1])
    return connection


def apply_settings(connection: sqlite3.Connection, settings: Settings) -> None:
    """Set and read back. Raises FileTrouble if the file's place does not allow it (a share without locks, say)."""
    for name, value, accepted in settings:
        connection.execute(f"PRAGMA {name}={value}").fetchall()
        (actual,) = connection.execute(f"PRAGMA {name}").fetchone() or (None,)
        if actual not in accepted:
            raise FileTrouble(
                f"The register cannot be kept safe in this folder ({name} is {actual}). "
                "Move it to a folder on this computer."
            )


def file_uri(path: Path) -> str:
    """The `file:` address for SQLite, by which it makes no new file. A Windows share keeps all its slashes, because
    SQLite refuses host names."""
    text = quote(path.absolute().as_posix(), safe="/:")
    return f"file://{text if text.startswith('/') else '/' + text}?mode=rw"


def make_private_file(path: Path) -> None:
    """Make an empty file that only its owner may read. Raises FileExistsError or FileTrouble."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError:
        raise
    except FileNotFoundError as error:
        raise FileTrouble(f"There is no folder {path.parent}. Make it first.") from error
    except OSError as error:
        raise FileTrouble(
            f"{path} could not be written: {reason_of(error)}. Choose another folder."
        ) from error


@contextmanager
def database_errors(name: str) -> Iterator[None]:
    """Turn SQLite's errors about the machine, the file and our rules into sentences; leave programming errors alone."""
    try:
        yield
    except sqlite3.Error as error:
        sentence = _sentence(error, name)
        if sentence is None:
            raise
        raise sentence from error


@contextmanager
def damage_errors(name: str) -> Iterator[None]:
    """While a register is opened, what SQLite cannot make sense of is damage too, whatever it calls it.

    A flipped bit in the text of a table's definition gives a syntax error, or a message that is no text.
    """
    try:
        with database_errors(name):
            yield
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        raise DamagedRegister(f"{name} is damaged. Go back to a backup of it.") from error


def _sentence(error: sqlite3.Error, name: str) -> Exception | None:
    """The error for the officer, or None where only a mistake in the program can be the cause."""
    code = getattr(error, "sqlite_errorname", "")
    if "Could not decode to UTF-8" in str(error):  # Python says this itself, so it bears no code
        return DamagedRegister(f"{name} is damaged. Go back to a backup of it.")
    if code == "SQLITE_CONSTRAINT_TRIGGER":  # our triggers carry their own sentence
        return Refused(str(error))
    if code == "SQLITE_CONSTRAINT_UNIQUE":
        return Conflict("Another record already has this name, code or number. Change one of them.")
    if code == "SQLITE_CONSTRAINT_FOREIGNKEY":
        return Conflict("Other records still belong to this one. Change or remove those first.")
    if code == "SQLITE_FULL":
        return FileTrouble(
            f"The disk is full, so nothing was changed in {name}. Free some space and try again."
        )
    if code.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return FileTrouble(f"Another program is using {name}. Wait a moment and try again.")
    if code == "SQLITE_READONLY_DBMOVED":
        return FileTrouble(
            f"{name} was moved or deleted while it was open, so nothing was changed. "
            "Put it back where it was, or back up now to keep what you see."
        )
    if code.startswith(("SQLITE_READONLY", "SQLITE_PERM")):
        return FileTrouble(
            f"{name} or its folder may not be written to, so nothing was changed. "
            "Ask for access, or copy it to a folder of your own."
        )
    if code.startswith(("SQLITE_IOERR", "SQLITE_CANTOPEN", "SQLITE_PROTOCOL")):
        return FileTrouble(
            f"The disk or network did not answer while working on {name}. "
            "Check the connection, then open the register again."
        )
    if code.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
        return DamagedRegister(f"{name} is damaged. Go back to a backup of it.")
    return None
