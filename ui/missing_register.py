"""What can be done about a register that is not where it was."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from loti_admin.errors import FileTrouble
from loti_admin.storage.backups import backups_of
from loti_admin.storage.register import Register
from loti_admin.storage.restore import restore
from loti_admin.storage.retention import Backup
from loti_admin.storage.second_folder import backups_elsewhere
from ui.dialogs.missing_register import MissingRegisterDialog
from ui.errors import reporting
from ui.file_dialogs import REGISTERS, ask_to_open, ask_where_to_save
from ui.host import Host


def newest_backup(path: Path, second_folder: Path | None) -> Backup | None:
    """The newest backup of a register in either of its folders."""
    known = [*backups_of(path), *backups_elsewhere(path, second_folder)]
    return max(known, key=lambda backup: backup.at, default=None)


def ask_about_missing(
    host: Host, path: Path, open_path: Callable[[Path], object]
) -> MissingRegisterDialog:
    """Show where a register was and what can be done. `open_path` opens what was found or put back."""
    preferences = host.preferences

    def open_found(found: Path) -> None:
        with reporting(dialog):
            open_path(found)
            if found.absolute() != path.absolute():
                preferences.move_register(path, found)
            dialog.accept()

    def use_backup(backup: Backup) -> None:
        if path.exists():  # its drive is back
            open_found(path)
        elif path.parent.is_dir():
            put_back(backup, path)
        else:
            ask_where_to_save(
                dialog,
                preferences,
                "Where should the register live now?",
                REGISTERS,
                path.name,
                lambda place: put_back(backup, place),
                replace=False,
            )

    def put_back(backup: Backup, place: Path) -> None:
        with reporting(dialog):
            if place.exists():
                raise FileTrouble(f"{place} exists already. Choose another name.")
            # With the clock on the wall, because no register is open to ask for its own.
            restore(backup.path, place, Register.schema, datetime.now().astimezone())
            open_found(place)

    dialog = MissingRegisterDialog(
        path,
        newest_backup(path, preferences.second_folder(path)),
        browse=lambda: ask_to_open(dialog, preferences, "Find the register", REGISTERS, open_found),
        use_backup=use_backup,
        forget=lambda: preferences.forget_recent(path),
        parent=host.window,
    )
    dialog.open()
    return dialog
