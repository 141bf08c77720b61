"""The audit of numbers: each series from its first to its last, what is wrong, and what comes next."""

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from loti_admin.domain.grammar import how_many
from loti_admin.domain.invoices import DocumentKind
from loti_admin.services.numbering import Series
from ui import theme
from ui.kit.page import MARGIN
from ui.kit.table import RecordTable
from ui.kit.text import label
from ui.pages.safety.columns import DOCUMENTS, NUMBERS


class NumberList(QWidget):
    """One row for each series; sentences above them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table: RecordTable[Series] = RecordTable(
            NUMBERS,
            lambda row: row.prefix,
            "Series of numbers",
            count=lambda rows: how_many(rows, "series", "series"),
        )
        self.table.set_empty_text("No document was issued yet, so no number was given.")
        self.problems = label("", tone="err", wrap=True, selectable=True)
        self.next = label("", tone="text2", wrap=True)
        self._words = QVBoxLayout()
        self._words.addWidget(self.problems)
        self._words.addWidget(self.next)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._words)
        column.addWidget(self.table, 1)
        theme.current().changed.connect(self._space)
        self._space()

    def show_audit(self, series: Sequence[Series], following: Mapping[DocumentKind, str]) -> None:
        """The series, and the number that comes next for each kind of document."""
        self.table.set_records(series)
        problems = [problem for one in series for problem in one.problems]
        self.problems.setText("\n".join(problems))
        self.problems.setVisible(bool(problems))
        parts = [f"{DOCUMENTS[kind].lower()} {number}" for kind, number in following.items()]
        self.next.setText(f"Next: {', '.join(parts)}.")

    def _space(self) -> None:
        look = theme.current()
        side = look.px(MARGIN)
        self._words.setContentsMargins(side, look.px(8), side, look.px(8))
        self._words.setSpacing(look.px(4))
