"""The check of the whole register, each part with what was found."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from loti_admin.storage.integrity import CheckResult
from ui import theme
from ui.kit.buttons import Button, Kind
from ui.kit.dialog import Dialog
from ui.kit.icon_label import IconLabel
from ui.kit.text import label


class CheckDialog(Dialog):
    """What a check found: a tick for each part that is well, sentences for one that is not."""

    def __init__(self, results: Sequence[CheckResult], parent: QWidget) -> None:
        wrong = sum(not result.ok for result in results)
        title = "The register is in order" if not wrong else _wrong(wrong)
        super().__init__(title, parent, width=560)
        self._results = tuple(results)
        if wrong:
            self.body.addWidget(
                label(
                    "Go back to a backup from before, or show this list to whoever looks after the program.",
                    wrap=True,
                )
            )
        for result in results:
            self.body.addLayout(check_row(result))
        self.copy_button = self.add_button(Button("Copy the list", icon="copy", on_click=self.copy))
        self.add_button(Button("Close", Kind.PRIMARY, on_click=self.accept), default=True)

    def copy(self) -> None:
        """Put the list on the clipboard."""
        QGuiApplication.clipboard().setText(check_text(self._results))
        self.copy_button.setText("Copied")


def check_text(results: Sequence[CheckResult]) -> str:
    """One line for each check: its name, and “ok” or what is wrong."""
    return "\n".join(
        f"{result.name}: {'ok' if result.ok else ' '.join(result.problems)}" for result in results
    )


def check_row(result: CheckResult) -> QHBoxLayout:
    """A tick and the name of a check that passed; a cross and the sentences of one that did not."""
    row = QHBoxLayout()
    row.setSpacing(theme.current().px(10))
    name, tone = ("check-circle", "ok") if result.ok else ("error", "err")
    row.addWidget(IconLabel(name, tone, 18), 0, Qt.AlignmentFlag.AlignTop)
    words = QVBoxLayout()
    words.addWidget(label(result.name, wrap=True))
    for problem in result.problems:
        words.addWidget(label(problem, tone="text2", wrap=True))
    row.addLayout(words, 1)
    return row


def _wrong(count: int) -> str:
    return (
        "One check found something wrong" if count == 1 else f"{count} checks found something wrong"
    )
