"""A second place for backups, on another drive: what happens to one disk then does not happen to all copies."""

from contextlib import suppress
from datetime import datetime
from pathlib import Path

from loti_admin.errors import FileTrouble, RegisterTrouble, reason_of
from loti_admin.storage.backups import backup_folder, backups_in, copy_to
from loti_admin.storage.connection import connect_to_read, database_errors
from loti_admin.storage.lock import read_state_of
from loti_admin.storage.retention import Backup, to_remove


def backups_elsewhere(register: Path, folder: Path | None) -> list[Backup]:
    """The backups of a register in its second folder, the newest first; none while that cannot be reached."""
    with suppress(OSError):
        if folder is not None and folder.is_dir():
            return backups_in(folder, register)
    return []


def copy_backups(register: Path, folder: Path, now: datetime) -> list[Path]:
    """Copy every backup that the second folder does not have yet, each read back in full before it bears its name, and
    remove there what is no longer needed. Returns the copies made. `now` is local time without a zone.

    Raises FileTrouble if the folder cannot be reached or written to; the register and its own backups stay as they are.
    """
    refuse_second_folder(register, folder)
    try:
        return _copy_all(register, folder, now)
    except OSError as error:
        raise FileTrouble(
            f"The second folder for backups, {folder}, cannot be written to: {reason_of(error)}. Choose another in "
            "File > Preferences."
        ) from error


def _copy_all(register: Path, folder: Path, now: datetime) -> list[Path]:
    if not folder.is_dir():
        raise FileTrouble(
            f"The second folder for backups, {folder}, cannot be reached. Connect its drive, or choose another folder "
            "in File > Preferences."
        )
    own = backups_in(backup_folder(register), register)
    known = {backup.path.name for backup in backups_in(folder, register)}
    made, damaged = [], []
    for backup in own:
        # One that is gone by now was thinned out in the first folder meanwhile.
        if backup.path.name not in known and backup.path.exists():
            try:
                made.append(_copy(backup.path, folder))
            except RegisterTrouble:
                damaged.append(backup.path.name)
    mine = {_register_of(backup) for backup in own[:1]} - {""}
    kept_here = {backup.path.name for backup in own}
    for old in to_remove(backups_in(folder, register), now):
        # What the first folder still has would only be copied again, and another register may share folder and name.
        if old.path.name not in kept_here and _register_of(old) in mine:
            with suppress(OSError):  # held open by another program: the next time tries again
                old.path.unlink()
    if damaged:
        raise FileTrouble(
            f"The backup {damaged[0]} is damaged, so it has no copy in {folder}. The others have one. Back up now."
        )
    return made


def _register_of(backup: Backup) -> str:
    """The register that a backup is of; "" if that cannot be read."""
    state = read_state_of(backup.path)
    return state.register_id if state else ""


def refuse_second_folder(register: Path, folder: Path) -> None:
    """Raise FileTrouble for the folder that the backups are in anyway."""
    if folder.absolute() == backup_folder(register).absolute():
        raise FileTrouble(
            f"{folder} is where the backups are in any case. Choose a folder on another drive."
        )


def _copy(backup: Path, folder: Path) -> Path:
    with database_errors(str(backup)):
        source = connect_to_read(backup)
        try:
            return copy_to(source, lambda number: folder / f"{backup.stem}{number}{backup.suffix}")
        finally:
            source.close()
