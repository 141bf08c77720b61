"""What an import would do, before anything is stored: each sheet in numbers, each place that has to be put right."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from loti_admin.domain.grammar import how_many
from loti_admin.services.import_workbook import ImportResult
from ui import theme
from ui.kit.buttons import Button, Kind
from ui.kit.dialog import Dialog
from ui.kit.icon_label import IconLabel
from ui.kit.text import label
from ui.theme import Role

# More lines than this are copied rather than read.
_MOST_SHOWN = 200


class ImportPreview(Dialog):
    """`on_import` runs only where nothing blocks and there is something new."""

    def __init__(
        self, result: ImportResult, on_import: Callable[[], object], parent: QWidget
    ) -> None:
        super().__init__(_title(result), parent, width=640)
        self._result, self._on_import = result, on_import
        self.body.addWidget(label(result.summary, wrap=True))
        if result.sheets and not result.refused:
            self.body.addLayout(_sheets(result))
        for problem in result.problems[:_MOST_SHOWN]:
            self.body.addLayout(_line(problem.text, blocks=problem.blocks))
        more = len(result.problems) - _MOST_SHOWN
        if more > 0:
            self.body.addWidget(label(f"And {more:,} more; copy the list to see them.", wrap=True))
        if result.problems:
            self.copy_button = self.add_button(
                Button("Copy the list", icon="copy", on_click=self.copy)
            )
        new = result.added + result.changed
        if result.refused or not new:
            self.add_button(Button("Close", Kind.PRIMARY, on_click=self.reject), default=True)
            return
        self.add_button(Button("Not yet", on_click=self.reject))
        rows = how_many(new, "row")
        self.import_button = self.add_button(
            Button(f"Import {rows}", Kind.PRIMARY, on_click=self._import), default=True
        )

    def copy(self) -> None:
        """Put every line on the clipboard."""
        lines = [problem.text for problem in self._result.problems]
        QGuiApplication.clipboard().setText("\n".join(lines))
        self.copy_button.setText("Copied")

    def _import(self) -> None:
        self.accept()
        self._on_import()


def _title(result: ImportResult) -> str:
    if result.refused:
        return "Not imported yet"
    if not result.added and not result.changed:
        return "Nothing new"
    return f"Import {result.file}?"


def _sheets(result: ImportResult) -> QGridLayout:
    grid = QGridLayout()
    grid.setVerticalSpacing(theme.current().px(4))
    grid.setHorizontalSpacing(theme.current().px(24))
    for column, head in enumerate(("Sheet", "Added", "Changed", "Unchanged")):
        grid.addWidget(_cell(head, column, Role.HEADER, "text2"), 0, column)
    for row, sheet in enumerate(result.sheets, start=1):
        numbers = (sheet.added, sheet.changed, sheet.unchanged)
        grid.addWidget(_cell(sheet.sheet, 0), row, 0)
        for column, number in enumerate(numbers, start=1):
            tone = "text" if number else "text3"
            grid.addWidget(_cell(f"{number:,}" if number else "–", column, tone=tone), row, column)
    grid.setColumnStretch(0, 1)
    return grid


def _cell(text: str, column: int, role: Role = Role.BODY, tone: str = "text") -> QWidget:
    made = label(text, role, tone)
    if column:
        made.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return made


def _line(sentence: str, *, blocks: bool) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(theme.current().px(10))
    icon = IconLabel("error" if blocks else "warning", "err" if blocks else "warn", 16)
    row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(label(sentence, wrap=True, selectable=True), 1)
    return row
