"""Backups: copies by SQLite's backup API, checked before they bear their name.

A copy of the file made by other means while the program writes is bad more often than not. This one is written under a
temporary name, read back in full, brought to the disk, and only then renamed; older ones are removed only after that.
"""

import os
import re
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from loti_admin.errors import FileTrouble, reason_of
from loti_admin.pace import aside, rest
from loti_admin.storage.connection import (
    connect_to_read,
    database_errors,
    file_uri,
    is_there,
    make_private_file,
)
from loti_admin.storage.door import Door
from loti_admin.storage.history import History
from loti_admin.storage.integrity import file_problems, link_problems
from loti_admin.storage.lock import read_state, read_state_of
from loti_admin.storage.retention import Backup, Reason, to_remove

_STAMP = "%Y-%m-%d %H.%M.%S"
_DAY = 24 * 60 * 60
# So many are copied in a few milliseconds.
_PAGES = 1_000
_NAME = re.compile(
    r"(?P<stem>.+) (?P<at>\d{4}-\d\d-\d\d \d\d\.\d\d\.\d\d)(?: (?P<reason>[a-z ]+))?(?: \(\d+\))?"
)


def backup_folder(register: Path) -> Path:
    """Where the backups of a register are kept: `LOTI backups` beside `LOTI.loti`."""
    return register.with_name(f"{register.stem} backups")


def backup(register: Door, folder: Path | None = None, reason: Reason = Reason.ASKED) -> Path:
    """Make a verified copy and return its path. In the register's own backup folder, which is the default, backups that
    are no longer needed are then removed. Raises FileTrouble; no half copy is left."""
    if register.path is None and folder is None:
        raise ValueError("A register in memory has no backup folder.")
    with database_errors(register.name):
        if register.connection.in_transaction:
            raise RuntimeError("A backup inside a write would hold what may yet be taken back.")
        path = register.path or Path("register.loti")
        made = backup_connection(register.connection, path, register.now(), reason, folder)
    if folder is None and not register.read_only:
        for old in to_remove(backups_of(path), _local(register.now())):
            with suppress(OSError):  # held open by another program: the next backup tries again
                old.path.unlink()
        _tidy_parts(path, register.now().timestamp())
    return made


def backup_before(register: Door, reason: Reason) -> Path | None:
    """For services, before they issue or import; None for a register in memory."""
    return None if register.path is None else backup(register, reason=reason)


def backup_if_changed(register: Door, reason: Reason) -> Path | None:
    """At opening and closing: a backup unless the newest one already ends where the register's history ends."""
    if register.path is None or register.read_only:
        return None
    kept = backups_of(register.path)
    if kept:
        mine, theirs = read_state(register.connection), read_state_of(kept[0].path)
        if mine and theirs and (mine.register_id, mine.head) == (theirs.register_id, theirs.head):
            return None
    return backup(register, reason=reason)


def backups_of(register: Path) -> list[Backup]:
    """The backups in a register's own folder, the newest first; other files there are none of our business."""
    return backups_in(backup_folder(register), register)


def backups_in(folder: Path, register: Path) -> list[Backup]:
    """The backups of a register that are in any folder, by their names, the newest first."""
    if not is_there(folder):
        return []
    found = []
    for path in folder.glob(f"*{register.suffix}"):
        match = _NAME.fullmatch(path.stem)
        if match and match["stem"] == register.stem:
            with suppress(ValueError):
                reason = Reason(match["reason"] or Reason.ASKED)
                found.append(Backup(path, datetime.strptime(match["at"], _STAMP), reason))
    return sorted(found, key=lambda one: (one.at, one.path.name), reverse=True)


def backup_connection(
    connection: sqlite3.Connection,
    path: Path,
    at: datetime,
    reason: Reason,
    folder: Path | None = None,
) -> Path:
    """The copy itself: also for a register that is still being opened."""
    folder = folder or backup_folder(path)
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise FileTrouble(
            f"The backup folder {folder} could not be made: {reason_of(error)}. Choose another."
        ) from error
    name = f"{path.stem} {_local(at):{_STAMP}}"
    name += "" if reason is Reason.ASKED else f" {reason}"
    return copy_to(connection, lambda number: folder / f"{name}{number}{path.suffix}")


def copy_to(connection: sqlite3.Connection, name: Callable[[str], Path]) -> Path:
    """Write a verified copy under the first free name: `name("")`, `name(" (2)")`, …"""
    part = name("").with_suffix(f".{os.getpid()}.part")
    with suppress(OSError):  # what stands in the way is told when the file is made
        part.unlink(missing_ok=True)
    with database_errors(str(part.parent)):
        make_private_file(part)
        try:
            _fill(connection, part)
            aside(lambda: _verify(part))
            aside(lambda: _to_disk(part))
            return _publish(part, name)
        finally:
            with suppress(OSError):
                part.unlink(missing_ok=True)


def save_as(register: Door, path: Path) -> None:
    """Give a register made in memory its file, which appears whole or not at all.

    Raises FileTrouble if there is such a file already or the folder cannot be written.
    """

    def name(number: str) -> Path:
        if number or is_there(path):
            raise FileTrouble(f"{path} exists already. Choose another name.")
        return path

    copy_to(register.connection, name)


def _tidy_parts(register: Path, now: float) -> None:
    """Half copies that a sudden end left behind; one that may still be in the making is let be."""
    for part in backup_folder(register).glob("*.part"):
        with suppress(OSError):
            if part.name.startswith(f"{register.stem} ") and now - part.stat().st_mtime > _DAY:
                part.unlink()


def _fill(connection: sqlite3.Connection, part: Path) -> None:
    copy = sqlite3.connect(file_uri(part), uri=True, isolation_level=None)
    try:
        copy.execute("PRAGMA journal_mode=OFF").fetchall()  # a half copy is thrown away anyway
        connection.backup(copy, pages=_PAGES, progress=lambda *_: rest())
    finally:
        copy.close()


def _verify(part: Path) -> None:
    """Read the copy back as if it were to be opened. Raises FileTrouble."""
    copy = connect_to_read(part)
    try:
        state = read_state(copy)
        head = (state.generation, state.head) if state else None
        problems = file_problems(copy) or link_problems(copy) or History(copy).problems(head)
    finally:
        copy.close()
    if problems:
        raise FileTrouble(
            f"The backup in {part.parent} did not pass its check and was thrown away: "
            f"{problems[0]} Try another folder, and run the check of the register."
        )


def _to_disk(part: Path) -> None:
    descriptor = os.open(part, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _publish(part: Path, name: Callable[[str], Path]) -> Path:
    """Give the copy its name without ever replacing another file."""
    number = 1
    while True:
        path = name("" if number == 1 else f" ({number})")
        number += 1
        if path.exists():
            continue
        try:
            rename_to_new(part, path)
        except FileExistsError:
            continue
        except OSError as error:
            raise FileTrouble(
                f"{path} could not be written: {reason_of(error)}. Choose another folder."
            ) from error
        return path


def rename_to_new(old: Path, new: Path) -> None:
    """Rename, and see that the new name reaches the disk. Raises FileExistsError if the name is taken."""
    if os.name == "nt":
        old.rename(new)
        return
    try:
        os.link(old, new)  # unlike rename, it refuses a name that is taken
        old.unlink()
    except FileExistsError:
        raise
    except OSError:  # a drive without hard links
        old.rename(new)
    sync_folder(new.parent)


def sync_folder(folder: Path) -> None:
    """Bring names to the disk; Windows does that by itself and cannot open folders."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # some network drives refuse this
            os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _local(at: datetime) -> datetime:
    """The clock on the wall, as the register's clock gives it."""
    return at.replace(tzinfo=None, microsecond=0)
