"""Files in and out: the import workbook, the budget workbook, the ledger files.

What is long runs on the worker with plain data that was gathered before; the libraries behind it load on first use.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from loti_admin.errors import NothingToDo
from loti_admin.storage.backups import backup_before
from loti_admin.storage.retention import Reason
from ui.commands import Command
from ui.errors import reporting
from ui.file_actions import show_folder
from ui.file_dialogs import LEDGERS, WORKBOOKS, FileKind, ask_to_open, ask_where_to_save
from ui.host import Host
from ui.kit.message_bar import Message
from ui.tasks import Progress

if TYPE_CHECKING:
    from loti_admin.imports.rows import ImportRows

LEDGER_NAMES = {"xero": "Xero", "sage": "Sage 50", "plain": "CSV"}


class ExchangeActions:
    """Imports and exports for the session's register and year."""

    def __init__(self, host: Host) -> None:
        self._host = host

    def commands(self) -> dict[str, Command]:
        """What this controller does, by rows of the catalogue."""
        return {
            "file.import": Command(self.ask_import),
            "file.template": Command(self.ask_template, needs_register=False),
            "file.workbook": Command(self.ask_workbook),
            **{f"file.ledger-{kind}": self._ledger_command(kind) for kind in LEDGER_NAMES},
        }

    def _ledger_command(self, kind: str) -> Command:
        return Command(lambda: self.ask_ledger(kind), self._has_documents)

    # Import

    def ask_import(self) -> None:
        """Ask for a workbook, read it, and show what it would do."""
        ask_to_open(
            self._host.window,
            self._host.preferences,
            "Import a workbook",
            WORKBOOKS,
            self.read_workbook,
        )

    def read_workbook(self, path: Path) -> None:
        """Read a workbook on the worker, then show what importing it would do."""

        def work(_progress: Progress) -> "ImportRows":
            from loti_admin.imports.rows import read_workbook

            return read_workbook(path)

        self._host.session.tasks.start(
            work,
            lambda rows: self.preview_import(rows, path.name),
            f"Reading {path.name}",
            stop_word="Cancel",
        )

    def preview_import(self, rows: "ImportRows", file: str) -> None:
        """Show the numbers and problems; importing waits for a yes."""
        from loti_admin.services.import_workbook import import_rows
        from ui.dialogs.import_preview import ImportPreview

        result = import_rows(self._host.session.register, rows, file, dry_run=True)
        ImportPreview(result, lambda: self._import(rows, file), self._host.window).open()

    def _import(self, rows: "ImportRows", file: str) -> None:
        from loti_admin.services.import_workbook import import_rows

        with reporting(self._host.window):
            backup_before(self._host.session.register, Reason.IMPORT)
            result = import_rows(self._host.session.register, rows, file)
            self._host.session.backed_up.emit()
            self._host.session.say(result.summary, undo=True)
            self._host.tell(
                Message.ERROR if result.refused else Message.OK,
                "Not imported" if result.refused else "Imported",
                result.summary,
            )

    def ask_template(self) -> None:
        """Ask where the empty workbook is to go, and write it."""
        self._save("Save the import template", WORKBOOKS, "LOTI import.xlsx", self.write_template)

    def write_template(self, path: Path) -> None:
        """Raises FileTrouble."""
        from loti_admin.services.import_template import write_template

        write_template(path, self._host.session.year)
        self._made("The template was saved", path)

    # Export

    def ask_workbook(self) -> None:
        """Ask where the year's budget workbook is to go, and make it."""
        name = f"LOTI budget {self._host.session.year}.xlsx"
        self._save("Export the budget workbook", WORKBOOKS, name, self.export_workbook)

    def export_workbook(self, path: Path) -> None:
        """Gather the year's data here, write the file on the worker."""
        from loti_admin.services.workbook import gather_workbook

        session = self._host.session
        data = gather_workbook(session.register, session.year, session.today())

        def work(progress: Progress) -> Path:
            from loti_admin.documents.workbook.write import write_workbook

            write_workbook(data, path, progress)
            return path

        session.tasks.start(
            work,
            lambda made: self._made("The budget workbook was saved", made),
            "Making the budget workbook",
            stop_word="Cancel",
            stop_note="A workbook that was there before stays as it is until the new one is complete.",
        )

    def ask_ledger(self, kind: str) -> None:
        """Ask where the year's ledger file is to go, and write it."""
        name = f"LOTI {LEDGER_NAMES[kind]} {self._host.session.year}.csv"
        self._save(
            f"Export the ledger file for {LEDGER_NAMES[kind]}",
            LEDGERS,
            name,
            lambda path: self.export_ledger(kind, path),
        )

    def export_ledger(self, kind: str, path: Path, *, whole_year: bool = False) -> None:
        """What no file of this kind held yet, or the whole year. Raises Refused if the system would not take a row,
        FileTrouble."""
        from loti_admin.services.ledger import export_ledger

        session = self._host.session
        try:
            rows = export_ledger(
                session.register,
                session.year,
                kind,
                path,
                only_new=not whole_year,
                note=not session.read_only,
            )
        except NothingToDo as nothing:
            self._host.tell(
                Message.INFO,
                "Nothing new to export",
                str(nothing),
                "Export the whole year again",
                lambda: self._whole_year(kind, path),
            )
            return
        self._made(f"{rows} {'row was' if rows == 1 else 'rows were'} saved", path)

    def _whole_year(self, kind: str, path: Path) -> None:
        with reporting(self._host.window):
            self.export_ledger(kind, path, whole_year=True)

    def _has_documents(self) -> bool:
        session = self._host.session
        return session.is_open and session.register.documents.count(year=session.year.label) > 0

    def _save(self, title: str, kind: FileKind, name: str, then: Callable[[Path], object]) -> None:
        ask_where_to_save(self._host.window, self._host.preferences, title, kind, name, then)

    def _made(self, title: str, path: Path) -> None:
        self._host.tell(
            Message.OK,
            title,
            f"{path.name} in {path.parent}",
            "Show in folder",
            lambda: show_folder(path.parent),
        )
