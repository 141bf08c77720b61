"""Where everything is kept: nothing is anywhere else, and nothing is sent anywhere."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from loti_admin.storage.backups import backup_folder
from ui import theme
from ui.kit.buttons import Button, Kind
from ui.kit.dialog import Dialog
from ui.kit.text import label
from ui.theme import Role


class WhereDialog(Dialog):
    """The register, its backups, the settings of this computer; each with its folder."""

    def __init__(
        self,
        register: Path | None,
        preferences: Path,
        show_folder: Callable[[Path], object],
        parent: QWidget,
        *,
        second_folder: Path | None = None,
    ) -> None:
        """`second_folder` is where else the backups go, if anywhere."""
        super().__init__("Where is my data?", parent, width=640)
        self._show_folder = show_folder
        if register is not None:
            self._add("The register", str(register), "Everything that is recorded.", register)
            backups = backup_folder(register)
            sentence = "Copies that were checked when they were made."
            self._add("Its backups", str(backups), sentence, backups / "any")
        if second_folder is not None:
            sentence = "The same backups once more, as long as it can be reached."
            self._add(
                "Its second folder for backups", str(second_folder), sentence, second_folder / "any"
            )
        sentence = "How the window looks, and which registers were open. Nothing about members."
        self._add("Settings of this computer", str(preferences), sentence, preferences)
        self.body.addWidget(
            label("The program never connects to any other computer.", tone="text2", wrap=True)
        )
        self.add_button(Button("Close", Kind.PRIMARY, on_click=self.accept), default=True)

    def _add(self, title: str, where: str, sentence: str, inside: Path) -> None:
        words = QVBoxLayout()
        words.setSpacing(theme.current().px(2))
        words.addWidget(label(title, Role.STRONG))
        words.addWidget(label(where, wrap=True, selectable=True))
        words.addWidget(label(sentence, Role.SMALL, "text2", wrap=True))
        row = QHBoxLayout()
        row.setSpacing(theme.current().px(16))
        row.addLayout(words, 1)
        folder = inside.parent
        show = Button("Show", on_click=lambda: self._show_folder(folder))
        show.setAccessibleName(f"Show the folder of {title.lower()}")
        show.setEnabled(folder.is_dir())
        row.addWidget(show)
        self.body.addLayout(row)
