"""A register that is not where it was: found elsewhere, or put back from its newest backup."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from loti_admin.domain.dates import long_date
from loti_admin.storage.retention import Backup
from ui import theme
from ui.kit.buttons import Button, Kind
from ui.kit.dialog import Dialog
from ui.kit.message_bar import Message, MessageBar
from ui.kit.text import label
from ui.theme import Role


class MissingRegisterDialog(Dialog):
    """Says where it was and what the newest backup is. The callbacks close it by `accept`."""

    def __init__(
        self,
        path: Path,
        newest: Backup | None,
        *,
        browse: Callable[[], object],
        use_backup: Callable[[Backup], object],
        forget: Callable[[], object],
        parent: QWidget,
    ) -> None:
        super().__init__(f"{path.name} is not where it was", parent, width=620)
        self.message = MessageBar()
        self.body.addWidget(self.message)
        folder_is_there = path.parent.is_dir()
        self.body.addWidget(label(_reason(path, there=folder_is_there), wrap=True))
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.current().px(24))
        grid.setVerticalSpacing(theme.current().px(8))
        for row, (title, words) in enumerate(_lines(path, newest)):
            grid.addWidget(label(title, Role.STRONG), row, 0)
            grid.addWidget(label(words, wrap=True, selectable=True), row, 1)
        grid.setColumnStretch(1, 1)
        self.body.addLayout(grid)
        self._forget = forget
        self.forget_button = self.add_button(Button("Forget it", on_click=self._forget_it))
        self.not_now_button = self.add_button(Button("Not now", on_click=self.reject))
        self.backup_button = self.add_button(Button("Use the newest backup"))
        if newest is not None:
            self.backup_button.clicked.connect(lambda: use_backup(newest))
        self.backup_button.setVisible(newest is not None)
        self.browse_button = self.add_button(
            Button("Browse…", Kind.PRIMARY, on_click=browse), default=True
        )

    def show_error(self, sentence: str) -> None:
        """Where `ui.errors.reporting` says why it was not opened."""
        self.message.show_message(Message.ERROR, sentence, closable=True)

    def _forget_it(self) -> None:
        self._forget()
        self.accept()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.browse_button.setFocus()


def _reason(path: Path, *, there: bool) -> str:
    if there:
        return "The file was moved, renamed or removed. Nothing was changed."
    return (
        f"The folder {path.parent} cannot be reached. Connect its drive or network and open the register again, "
        "or look for it elsewhere. Nothing was changed."
    )


def _lines(path: Path, newest: Backup | None) -> list[tuple[str, str]]:
    if newest is None:
        backup = "None can be reached"
    else:
        backup = f"{_moment(newest.at)}, {newest.reason}, in {newest.path.parent}"
    return [("It was at", str(path)), ("Newest backup", backup)]


def _moment(at: datetime) -> str:
    return f"{long_date(at.date())}, {at:%H:%M}"
