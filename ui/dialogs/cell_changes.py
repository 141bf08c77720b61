"""What would become of many cells: each change with what stands there now, each refusal with its reason."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from loti_admin.domain.grammar import how_many
from loti_admin.errors import Problem, Severity
from loti_admin.services.bulk_edit import CellOutcome, Outcome
from ui import theme
from ui.kit.paste import RefusedCell, as_block
from ui.kit.problems import ProblemLine
from ui.kit.table import NOTHING, QUIET, Column, RecordTable
from ui.kit.text import label

# More rows than this are scrolled; fewer are seen where the text is large.
_ROWS, _LARGE, _ROWS_LARGE = 9, 150, 4
# So many sentences are read; more are copied.
_LINES = 5


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One cell: whose, which, what stands there and what would, or why it is left out."""

    number: int
    record: str
    column: str
    before: str
    after: str
    why: str = ""

    @property
    def sentence(self) -> str:
        """Whose cell is left out, and why."""
        where = ", ".join(part for part in (self.record, self.column) if part)
        return f"{where}: {self.why}"


def change_rows(
    outcomes: Iterable[CellOutcome], nowhere: Sequence[RefusedCell] = ()
) -> tuple[ChangeRow, ...]:
    """The cells that change or are left out, those left out first; what stays the same is not listed."""
    rows = [ChangeRow(0, one.record, one.column, "", one.text, one.why) for one in nowhere]
    rows += [
        ChangeRow(0, one.record, one.title, one.before, one.after, one.problem)
        for one in outcomes
        if one.outcome is not Outcome.SAME
    ]
    rows.sort(key=lambda row: not row.why)
    return tuple(replace(row, number=number) for number, row in enumerate(rows))


def summary(outcomes: Sequence[CellOutcome], nowhere: Sequence[RefusedCell] = ()) -> str:
    """`12 cells change, 3 stay as they are, 2 are left out.`"""
    changed = sum(one.outcome is Outcome.CHANGED for one in outcomes)
    same = sum(one.outcome is Outcome.SAME for one in outcomes)
    refused = sum(one.outcome is Outcome.REFUSED for one in outcomes) + len(nowhere)
    parts = []
    if changed:
        parts.append(how_many(changed, "cell changes", "cells change"))
    if same:
        parts.append(f"{same:,} {'stays as it is' if same == 1 else 'stay as they are'}")
    if refused:
        parts.append(f"{refused:,} {'is' if refused == 1 else 'are'} left out")
    return f"{', '.join(parts)}." if parts else "There is nothing to change."


def _shown(text: object) -> str:
    return " · ".join(str(text).splitlines()) or NOTHING


COLUMNS: tuple[Column[ChangeRow], ...] = (
    Column(key="record", title="Who", value=lambda row: row.record),
    Column(key="column", title="Column", value=lambda row: row.column, style=QUIET),
    Column(
        key="before",
        title="Now",
        value=lambda row: row.before,
        text=_shown,
        style=QUIET,
        tip=lambda row: row.before,
    ),
    Column(
        key="after",
        title="Becomes",
        value=lambda row: row.after,
        text=_shown,
        tip=lambda row: row.after,
    ),
)


class CellChanges(QWidget):
    """What is left out, a sentence for each cell, and the list of changes, each up to a limit."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[ChangeRow, ...] = ()
        self.table: RecordTable[ChangeRow] = RecordTable(
            COLUMNS, lambda row: row.number, "Changes", totals=False, margin=8
        )
        self.table.set_empty_text("Nothing changes.")
        self._lines = QVBoxLayout()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.addLayout(self._lines)
        self._layout.addWidget(self.table)
        theme.current().changed.connect(self._space)
        self._space()

    def show_rows(self, rows: Sequence[ChangeRow]) -> None:
        """Show what changes and what is left out."""
        self._rows = tuple(rows)
        while (item := self._lines.takeAt(0)) is not None:
            line = item.widget()
            if line is not None:
                line.hide()
                line.deleteLater()
        left_out = self.left_out()
        for row in left_out[:_LINES]:
            line = ProblemLine(self)
            line.show_problem(Problem(row.sentence, Severity.WARNS))
            self._lines.addWidget(line)
        more = len(left_out) - _LINES
        if more > 0:
            self._lines.addWidget(label(f"And {more:,} more; the list to copy has them all."))
        changes = [row for row in rows if not row.why]
        self.table.setVisible(bool(changes) or not left_out)
        self.table.set_records(changes)
        self._space()

    def left_out(self) -> list[ChangeRow]:
        """The cells that are left out."""
        return [row for row in self._rows if row.why]

    def copy(self) -> None:
        """Put everything on the clipboard, as a spreadsheet reads it."""
        lines = [[*(column.title for column in COLUMNS), "Left out because"]]
        lines += [[*(column.words(row) for column in COLUMNS), row.why] for row in self._rows]
        QGuiApplication.clipboard().setText(as_block(lines))

    def _space(self) -> None:
        look = theme.current()
        most = _ROWS_LARGE if look.text_scale >= _LARGE else _ROWS
        rows = min(max(len(self.table.records()), 3), most)
        self.table.setFixedHeight(rows * look.px(look.row_height) + look.px(36))
        self._lines.setSpacing(look.px(4))
        self._layout.setSpacing(look.px(12))
