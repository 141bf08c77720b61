"""Going back to a backup. What is replaced is kept beside the register, so that going back can itself be taken back."""

import os
import sqlite3
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from loti_admin.errors import FileTrouble, LotiError, reason_of
from loti_admin.storage.backups import copy_to, sync_folder
from loti_admin.storage.connection import connect_to_read, database_errors
from loti_admin.storage.lock import SessionLock
from loti_admin.storage.migrations import Schema
from loti_admin.storage.opening import check_header, refuse_untrusted, snapshot


def restore(backup: Path, register: Path, schema: Schema, at: datetime) -> Path | None:
    """Put a copy of the backup in the register's place; returns where the replaced file now is, if there was one.

    The register must be open nowhere, here included.

    Works also when the register is damaged or missing. The backup is checked in full and stays what it is. Raises
    NotARegister, NewerRegister, DamagedRegister about the backup, RegisterLocked, FileTrouble; nothing is then changed.
    """
    check_header(backup, schema)
    lock = SessionLock.acquire(register)
    try:
        with database_errors(str(backup)):
            source = snapshot(backup)
            try:
                refuse_untrusted(source, schema, str(backup))
                ready = copy_to(source, lambda number: _beside(register, f"restored{number}"))
            finally:
                source.close()
        try:
            kept = _keep(register, at)
            os.replace(ready, register)
        except OSError as error:
            with suppress(OSError):
                ready.unlink()
            raise FileTrouble(
                f"{register} could not be replaced: {reason_of(error)}. Close it in other programs."
            ) from error
        sync_folder(register.parent)
    finally:
        lock.release()
    return kept


def _beside(register: Path, word: str) -> Path:
    return register.with_name(f"{register.stem} {word}{register.suffix}")


def _keep(register: Path, at: datetime) -> Path | None:
    """Give the present file a second name, with its journal: left behind, that would be played into the backup."""
    if not register.exists():
        return None
    # What a crash left half done is taken back, if that can still be done.
    with suppress(LotiError, sqlite3.Error):
        connection = connect_to_read(register)
        try:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        finally:
            connection.close()
    number, stamp = 1, f"{at:%Y-%m-%d %H.%M.%S}"
    kept = _beside(register, f"replaced {stamp}")
    while kept.exists():
        number += 1
        kept = _beside(register, f"replaced {stamp} ({number})")
    journal = register.with_name(f"{register.name}-journal")
    if os.name == "nt":
        register.rename(kept)
    else:
        # A second name first, so that there is a register under its own name at every moment.
        try:
            os.link(register, kept)
        except OSError:
            register.rename(kept)
    if journal.exists():
        journal.rename(kept.with_name(f"{kept.name}-journal"))
    return kept
