"""File: registers, opened, made and backed up; and the end of the window."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QAction, QDesktopServices
from PySide6.QtWidgets import QMenu

from loti_admin.domain.dates import Year
from loti_admin.errors import FileTrouble
from loti_admin.services.first_steps import FirstSteps
from loti_admin.storage.backups import backup, backup_if_changed
from loti_admin.storage.connection import is_there
from loti_admin.storage.retention import Reason
from ui.commands import Command
from ui.dialogs.settings import SettingsDialog
from ui.errors import reporting
from ui.file_dialogs import REGISTERS, ask_to_open, ask_where_to_save
from ui.host import Host
from ui.kit.message_bar import Message
from ui.missing_register import ask_about_missing
from ui.patience import patiently
from ui.second_folder import SecondFolder
from ui.tasks import Progress


class FileActions:
    """`can_leave` asks the page in front before another register takes the place of this one."""

    def __init__(
        self,
        host: Host,
        *,
        can_leave: Callable[[], bool],
        backed_up: Callable[[], None],
        quit_window: Callable[[], object],
    ) -> None:
        self._host, self._can_leave = host, can_leave
        self._backed_up, self._quit = backed_up, quit_window
        self.second = SecondFolder(host, lambda: self.show_preferences("backups"))

    def commands(self) -> dict[str, Command]:
        """What this controller does, by rows of the catalogue."""
        return {
            "file.new": Command(self.ask_new, needs_register=False),
            "file.open": Command(self.ask_open, needs_register=False),
            "file.example": Command(self.open_example, needs_register=False),
            "file.backup": Command(self.back_up, self._has_file),
            "file.show-folder": Command(self.show_folder, self._has_file),
            "file.settings": Command(self.show_settings),
            "file.preferences": Command(self.show_preferences, needs_register=False),
            "file.quit": Command(self._quit, needs_register=False),
        }

    def ask_new(self) -> None:
        """Ask four things and where the new register is to live; make it and open it."""
        # Rarely asked for, and the window appears sooner without it.
        from ui.dialogs.first_run import FirstRunDialog

        def ask_where(steps: FirstSteps) -> None:
            ask_where_to_save(
                dialog,
                self._host.preferences,
                "Where should the new register live?",
                REGISTERS,
                "LOTI.loti",
                lambda path: make(path, steps),
                replace=False,
            )

        def make(path: Path, steps: FirstSteps) -> None:
            if self.create(path, steps):
                dialog.accept()

        dialog = FirstRunDialog(Year.containing(date.today()), ask_where, self._host.window)
        dialog.open()

    def create(self, path: Path, steps: FirstSteps | None = None) -> bool:
        """Make a register and open it; False if the page in front wants to stay. Raises FileTrouble."""
        if not self._can_leave():
            return False
        self._back_up_before_another()
        self._host.session.create(path, steps)
        self._opened(path)
        self._host.tell(
            Message.OK,
            "The register is ready",
            "What was left for later is in File > Settings and on the pages Members and Shared IT.",
            "Open settings",
            self.show_settings,
        )
        return True

    def ask_open(self) -> None:
        """Ask for a register and open it."""
        ask_to_open(
            self._host.window, self._host.preferences, "Open a register", REGISTERS, self.open_path
        )

    def open_path(self, path: Path) -> None:
        """Open a register, to read only where it cannot be edited. Raises RegisterTrouble or FileTrouble."""
        if not self._can_leave():
            return
        self._back_up_before_another()
        self._host.session.open_for_editing_or_reading(path)
        self._opened(path)
        session = self._host.session
        register = session.register
        # What is looked at comes first.
        later = session.reader.is_busy()
        session.reader.read(
            (self, "backup"),
            lambda: backup_if_changed(register, Reason.OPENED),
            lambda _made: self._made_backup(),
            self._host.window,
            later=later,
        )

    def _made_backup(self) -> None:
        self._backed_up()
        self.second.copy()

    def open_example(self) -> None:
        """Open the example register, made on the worker if this computer has none yet."""
        path = example_path()
        if path.exists():
            self.open_path(path)
            return

        def work(_progress: Progress) -> Path:
            from loti_admin.services.example import build_example

            build_example(path)
            return path

        self._host.tell(Message.INFO, "The example is being made", "It opens in a moment.")
        self._host.session.tasks.start(work, self.open_recent, "Making the example")

    def reopen_last(self) -> bool:
        """Open the register that was open last; False if there is none or it cannot be opened, which is then told."""
        recent = self._host.preferences.recent
        if not recent:
            return False
        self.open_recent(recent[0])
        return self._host.session.is_open

    def fill_recent(self, menu: QMenu) -> None:
        """The entries of File > Open recent."""
        for path in self._host.preferences.recent:
            action = menu.addAction(f"{path.name} on {path.parent}".replace("&", "&&"))
            action.setToolTip(str(path))
            action.triggered.connect(lambda _=False, path=path: self.open_recent(path))
        if menu.isEmpty():
            nothing: QAction = menu.addAction("No register was open yet")
            nothing.setEnabled(False)

    def open_recent(self, path: Path) -> None:
        """Open a register and tell what is wrong if that cannot be; ask what to do where it is not any more."""
        with reporting(self._host.window):
            try:
                self.open_path(path)
            except FileTrouble:
                if is_there(path):
                    raise
                ask_about_missing(self._host, path, self.open_path)

    def back_up(self) -> None:
        """Make a verified copy now, while the window answers."""
        register = self._host.session.register

        def tell(made: Path) -> None:
            self._made_backup()
            self._host.tell(
                Message.OK,
                "A backup was made and checked",
                f"{made.name} in {made.parent}",
                "Show in folder",
                lambda: show_folder(made.parent),
            )

        self._host.session.reader.read(
            (self, "backup"), lambda: backup(register), tell, self._host.window
        )

    def back_up_at_closing(self) -> None:
        """The copy that is made when the window closes, if anything changed. Raises FileTrouble."""
        self._back_up_if_changed()
        self.second.wait()

    def _back_up_if_changed(self) -> None:
        if self._host.session.is_open:
            register = self._host.session.register
            patiently(lambda: backup_if_changed(register, Reason.CLOSED))
            self.second.copy()

    def _back_up_before_another(self) -> None:
        """As at closing; a copy that cannot be made is told and does not keep the officer from the other register."""
        with reporting(self._host.window):
            self._back_up_if_changed()

    def show_folder(self) -> None:
        """Open the register's folder in the system's own file manager."""
        path = self._host.session.register.path
        if path is not None:
            show_folder(path.parent)

    def show_settings(self, section: str = "") -> None:
        """Open the settings of the register, at a section if one is named."""
        host = self._host
        SettingsDialog(host.session, host.window, section, preferences=host.preferences).open()

    def show_preferences(self, section: str = "") -> None:
        """Open what belongs to this computer, at a section if one is named."""
        from ui.dialogs.preferences import PreferencesDialog

        PreferencesDialog(self._host, self.second, section).open()

    def _has_file(self) -> bool:
        return self._host.session.is_open and self._host.session.register.path is not None

    def _opened(self, path: Path) -> None:
        self._host.preferences.add_recent(path.absolute())


def example_path() -> Path:
    """Where the example register of this person lives."""
    place = QStandardPaths.StandardLocation.AppDataLocation
    return Path(QStandardPaths.writableLocation(place)) / "Example register.loti"


def show_folder(folder: Path) -> None:
    """Open a folder in the system's own file manager."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
