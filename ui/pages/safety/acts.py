"""What the officer does on the page Safety: check, undo from an entry, look inside a backup, go back to it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from loti_admin.domain.dates import long_date
from loti_admin.errors import LotiError
from loti_admin.services.going_back import BackupFacts, Lost, look_inside, lost_by, undo_from
from loti_admin.storage.backups import backup_before
from loti_admin.storage.retention import Reason
from ui.checking import check_away
from ui.errors import reporting, show
from ui.file_actions import show_folder
from ui.kit.dialog import ConfirmDialog, Line
from ui.kit.message_bar import Message
from ui.page import Page
from ui.pages.safety.rows import BackupRow, ChangeRow, moment
from ui.tasks import Progress


class SafetyActs(QObject):
    """`checked(results)` when a check is done, `looked(path, facts)` when a backup was read."""

    checked = Signal(list)
    looked = Signal(object, object)

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page

    def check(self) -> None:
        """Run every check on a copy, away from the window."""
        check_away(self._page.session, self._page, self.checked.emit)

    def look_inside(self, row: BackupRow) -> None:
        """Read a backup in full, away from the window."""
        path = row.path

        def work(_progress: Progress) -> BackupFacts:
            return look_inside(path)

        self._start(work, lambda facts: self.looked.emit(path, facts), "Looking inside the backup")

    def undo_from(self, row: ChangeRow) -> None:
        """Undo an entry and all after it. Raises Refused or Conflict; nothing is undone then."""
        session = self._page.session
        steps = undo_from(session.register, row.id)
        session.say("1 change was undone" if steps == 1 else f"{steps:,} changes were undone")

    def ask_restore(self, row: BackupRow, facts: BackupFacts) -> None:
        """Ask, with the numbers, whether to go back to a backup."""
        lost = lost_by(self._page.session.register, facts)
        lines = [Line("Changes since then", f"{lost.changes:,}")]
        lines.append(Line("Documents issued since then", f"{len(lost.numbers):,}", strong=True))
        ConfirmDialog(
            f"Go back to the backup of {moment(row.at)}?",
            "Go back",
            lambda: self._restore(row),
            self._page,
            sentence="The register becomes what it was then. As it is now it is kept: as a backup "
            "in this list, and as a file beside the register.",
            lines=lines,
            warnings=restore_warnings(lost),
            danger=True,
        ).open()

    def _restore(self, row: BackupRow) -> None:
        with reporting(self._page):
            session = self._page.session
            backup_before(session.register, Reason.RESTORE)
            kept = session.go_back(row.path)
            self._page.show_message(
                Message.OK,
                f"The register is as it was on {long_date(row.at.date())} at {row.at:%H:%M}",
                f"The one before is {kept.name}, beside it." if kept else "",
                action="Show in folder" if kept else "",
                on_action=lambda: show_folder(_folder(kept or row.path)),
            )

    def _start(
        self, work: Callable[[Progress], object], done: Callable[..., object], title: str
    ) -> None:
        def failed(error: LotiError) -> None:
            show(error, self._page)

        self._page.session.tasks.start(work, done, title, failed)


def restore_warnings(lost: Lost) -> list[str]:
    """What is grave about going back."""
    warnings = []
    if lost.numbers:
        what = "document" if len(lost.numbers) == 1 else "documents"
        warnings.append(
            f"The {what} issued since then, up to {lost.numbers[-1]}, would no longer be in the "
            "register, and the numbers would be given a second time. Whoever has them keeps them."
        )
    if lost.parted:
        warnings.append("The backup holds changes that are not in this register.")
    return warnings


def _folder(file: Path) -> Path:
    return file.parent
