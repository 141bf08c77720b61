"""What the last check of the register found, part by part."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from loti_admin.storage.integrity import CheckResult
from ui import theme
from ui.dialogs.check import check_row, check_text
from ui.kit.buttons import secondary
from ui.kit.page import MARGIN
from ui.kit.side_panel import empty_layout
from ui.kit.styling import announce, scrolling
from ui.kit.text import label
from ui.pages.safety.rows import moment
from ui.theme import Role


class CheckList(QWidget):
    """Says what is checked before the first time, and what was found after it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.results: tuple[CheckResult, ...] = ()
        self._said = ""
        self._inner = QWidget()
        self._column = QVBoxLayout(self._inner)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolling(self._inner))
        self.copy_button = secondary("Copy the list", self.copy, icon="copy")
        theme.current().changed.connect(self._space)
        self._space()

    def text(self) -> str:
        """The sentence above the list."""
        return self._said

    def show_opened(self, at: datetime) -> None:
        """The register passed the checks of opening; nobody asked for all of them yet."""
        self._begin()
        self._head(
            f"The file was checked when it was opened, on {moment(at)}.",
            "Check now goes through everything: the file and its history, every record against "
            "its rules, approved fees calculated again, and documents against their hashes.",
        )
        self._end()

    def show_results(self, results: Sequence[CheckResult], at: datetime) -> None:
        """Every check with what was found."""
        self._begin()
        self.results = tuple(results)
        wrong = sum(not result.ok for result in results)
        self._head(
            f"Checked on {moment(at)}: all {len(results)} checks passed."
            if not wrong
            else f"Checked on {moment(at)}: {wrong} of {len(results)} found something wrong.",
            ""
            if not wrong
            else "Go back to a backup from before, or put the records right that are named.",
        )
        line = QHBoxLayout()
        self.copy_button = secondary("Copy the list", self.copy, icon="copy")
        line.addWidget(self.copy_button)
        line.addStretch(1)
        self._column.addLayout(line)
        self._column.addSpacing(theme.current().px(8))
        for result in results:
            self._column.addLayout(check_row(result))
        self._end()
        announce(self, self._said)

    def copy(self) -> None:
        """Put the list on the clipboard."""
        QGuiApplication.clipboard().setText(check_text(self.results))
        self.copy_button.setText("Copied")

    def _begin(self) -> None:
        empty_layout(self._column)
        self.results = ()

    def _head(self, title: str, sentence: str) -> None:
        self._said = title
        self._column.addWidget(label(title, Role.HEADING, wrap=True))
        if sentence:
            self._column.addWidget(label(sentence, tone="text2", wrap=True))
        self._column.addSpacing(theme.current().px(8))

    def _end(self) -> None:
        self._column.addStretch(1)

    def _space(self) -> None:
        look = theme.current()
        side = look.px(MARGIN)
        self._column.setContentsMargins(side, look.px(8), side, look.px(16))
        self._column.setSpacing(look.px(8))
