"""A map or chart with its heading, its legend, the table that says the same, and “Copy as picture”."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui import theme
from ui.kit.buttons import icon_button
from ui.kit.painted import Painted, copy_picture
from ui.kit.styling import announce
from ui.kit.table import RecordTable
from ui.kit.text import label
from ui.theme import Role

_TABLE_HEIGHT = 320


class Figure(QWidget):
    """`copied` when the picture was put on the clipboard, `toggled` when table and picture change places. The table is
    made when it is first looked at."""

    copied = Signal()
    toggled = Signal(bool)

    def __init__(
        self,
        title: str,
        parts: Sequence[Painted],
        make_table: Callable[[], RecordTable[Any]],
        *,
        name: str = "",
        choice: QWidget | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """`parts` are drawn under each other, the legend last. `name` is what the buttons call the figure, if not its
        title. `choice` is a field that stands after the title."""
        super().__init__(parent)
        self._parts, self._make_table = tuple(parts), make_table
        self._name = name or title
        self._records: list[Any] = []
        self._subtitles = "", ""
        self._choice = choice
        self.table: RecordTable[Any] | None = None
        self.title = label(title, Role.HEADING)
        self.subtitle = label("", Role.SMALL, "text2", wrap=True)
        self.subtitle.hide()
        self.copy_button = icon_button("copy", f"Copy as a picture: {self._name}", self.copy)
        self.table_button = icon_button("table", f"Show as a table: {self._name}", self._toggle)
        self.table_button.setCheckable(True)
        self._head = QHBoxLayout()
        self._head.addWidget(self.title)
        if choice is not None:
            self._head.addWidget(choice)
        self._head.addStretch(1)
        self._head.addWidget(self.copy_button)
        self._head.addWidget(self.table_button)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(self._head)
        self._column.addWidget(self.subtitle)
        for part in self._parts:
            self._column.addWidget(part)
        self._column.addStretch(1)
        theme.current().changed.connect(self._space)
        self._space()

    def set_subtitle(self, text: str, table: str = "") -> None:
        """The unit and what is drawn, in one quiet line; `table` is what the line says above the table."""
        self._subtitles = text, table
        self._show_subtitle()

    def _show_subtitle(self) -> None:
        text = self._subtitles[self.shows_table]
        self.subtitle.setText(text)
        self.subtitle.setVisible(bool(text))

    def set_records(self, records: Sequence[Any]) -> None:
        """The rows of the table."""
        self._records = list(records)
        if self.table is not None:
            self.table.set_records(self._records)

    @property
    def shows_table(self) -> bool:
        return self.table_button.isChecked()

    def show_table(self, shown: bool) -> None:
        """Show the table in place of the drawing, or the drawing again."""
        self.table_button.setChecked(shown)
        self._toggle()

    def copy(self) -> None:
        """Put title, drawing and legend on the clipboard, in the light colours."""
        title = self.title.text()
        chosen = getattr(self._choice, "currentText", None)
        if callable(chosen):
            title = f"{title} {str(chosen()).lower()}"
        copy_picture(title, self._subtitles[0], self._parts)
        announce(self, "Copied as a picture")
        self.copied.emit()

    def _toggle(self) -> None:
        shown = self.table_button.isChecked()
        if shown and self.table is None:
            self.table = self._make_table()
            self._column.insertWidget(self._column.count() - 1, self.table)
            self.table.set_records(self._records)
            self._space()
        for part in self._parts:
            part.setVisible(not shown)
        if self.table is not None:
            self.table.setVisible(shown)
        picture = "Show the picture" if shown else "Show as a table"
        self.table_button.setToolTip(f"{picture}: {self._name}")
        self.copy_button.setEnabled(not shown)
        self._show_subtitle()
        self.toggled.emit(shown)

    def _space(self) -> None:
        look = theme.current()
        self._head.setSpacing(look.px(8))
        self._column.setSpacing(look.px(8))
        if self.table is not None:
            self.table.setFixedHeight(look.px(_TABLE_HEIGHT))
