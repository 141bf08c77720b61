"""The left of the page Invoices: drafts with what has to be in order, or the documents of the year."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from loti_admin.domain.dates import long_date, parse_date
from loti_admin.domain.document_words import counted
from loti_admin.domain.invoices import Document
from loti_admin.domain.money import Money, total
from loti_admin.errors import Problem
from ui import theme
from ui.kit.editors import LineEditor
from ui.kit.page import MARGIN
from ui.kit.problems import ProblemLine
from ui.kit.segments import Segments
from ui.kit.styling import scrolling
from ui.kit.table import RecordTable
from ui.kit.text import label
from ui.pages.invoices.checklist import Checklist
from ui.pages.invoices.checks import SELECT
from ui.pages.invoices.columns import DOCUMENT_COLUMNS, DRAFT_COLUMNS
from ui.pages.invoices.rows import InvoiceRow, InvoicesView
from ui.theme import Role

DRAFTS, ISSUED, ALL = "drafts", "issued", "all"
# Below this height at 100 % text the checklist takes one line.
_LOW = 640


@dataclass(frozen=True, slots=True)
class Ticked:
    """The drafts that are ticked, and what would be issued with them: a council is issued with all that it owes."""

    rows: tuple[InvoiceRow, ...]
    documents: tuple[Document, ...]
    gross: Money
    words: str


class InvoiceLists(QWidget):
    """`changed` when another row is current, selected or ticked, or another list is shown; `day_chosen` the date of
    issue that was typed; `followed` where a check leads."""

    changed = Signal()
    day_chosen = Signal(object)
    followed = Signal(str)
    opened = Signal()
    menu_asked = Signal(QPoint)

    def __init__(self, nothing: QWidget, parent: QWidget | None = None) -> None:
        """`nothing` takes the place of the drafts while there are none."""
        super().__init__(parent)
        self._view: InvoicesView | None = None
        # Drafts that were there before; a new one comes ticked.
        self._known: set[Any] = set()
        self._day: date | None = None
        self._ticked: Ticked | None = None
        # Which part of what the list of documents shows, and whether the lists are being told what to show.
        self._listed: tuple[InvoicesView, str] | None = None
        self._showing = False
        self.segments = Segments("Which documents are shown")
        self.drafts: RecordTable[InvoiceRow] = RecordTable(
            DRAFT_COLUMNS,
            attrgetter("key"),
            "Drafts",
            count=lambda _rows: counted([row.document for row in self.drafts.records()]),
            checkable=True,
        )
        self.documents: RecordTable[InvoiceRow] = RecordTable(
            DOCUMENT_COLUMNS,
            attrgetter("key"),
            "Documents",
            count=lambda _rows: counted([row.document for row in self.documents.records()]),
        )
        self.documents.set_empty_text("Nothing has been issued yet.")
        self.checklist = Checklist()
        self.day = LineEditor(self, parse=parse_date, show=long_date, max_length=40)
        self.day.setAccessibleName("Date of issue")
        self.day_problem = ProblemLine(self)
        self._nothing = scrolling(nothing)
        self._build()
        self._connect()

    def _build(self) -> None:
        self._above = QHBoxLayout()
        self._above.addWidget(self.segments)
        self._above.addStretch(1)
        for table in (self.drafts, self.documents):
            find = table.find_field()
            find.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
            self._above.addWidget(find)
        heading = label("Before you issue", Role.HEADING)
        words = label("Date of issue", tone="text2")
        words.setBuddy(self.day)
        self._day_row = QHBoxLayout()
        self._day_row.addWidget(heading)
        self._day_row.addStretch(1)
        self._day_row.addWidget(words)
        self._day_row.addWidget(self.day)
        self._before = QWidget()
        self._before_column = QVBoxLayout(self._before)
        self._before_column.addLayout(self._day_row)
        self._before_column.addWidget(self.day_problem, 0, Qt.AlignmentFlag.AlignRight)
        self._before_column.addWidget(self.checklist)
        self._stack = QStackedWidget()
        for widget in (self.drafts, self.documents, self._nothing):
            self._stack.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._above)
        column.addWidget(self._before)
        column.addWidget(self._stack, 1)
        theme.current().changed.connect(self._space)
        self._space()

    def _connect(self) -> None:
        self.segments.chosen.connect(lambda _key: self._show())
        self.day.editingFinished.connect(self._day_typed)
        self.checklist.followed.connect(self._follow)
        for table in (self.drafts, self.documents):
            table.current_changed.connect(lambda _row: self._tell())
            table.selection_changed.connect(lambda _rows: self._tell())
            table.activated.connect(lambda _row: self.opened.emit())
            table.menu_asked.connect(self.menu_asked)
        self.drafts.checks_changed.connect(self._ticks_changed)

    # What is shown

    def show_view(self, view: InvoicesView, checks: Sequence[Any]) -> None:
        """Show a year's drafts and documents. Ticks and selections stay with their rows."""
        first_look = self._view is None
        keys = {row.key for row in view.drafts}
        ticked = set() if first_look else {row.key for row in self.ticked().rows}
        self._view, self._ticked, self._showing = view, None, True
        self.segments.set_segments(
            [
                (DRAFTS, "Drafts", len(view.drafts)),
                (ISSUED, "Issued", len(view.issued)),
                (ALL, "All", len(view.drafts) + len(view.issued)),
            ]
        )
        self.drafts.set_records(view.drafts)
        self.drafts.model.set_checked((ticked & keys) | (keys - self._known))
        self._known = keys
        self.checklist.set_checks(tuple(checks))
        if self._day != view.plan.on:
            self._day = view.plan.on
            self.day.set_value(view.plan.on)
            self.day_problem.clear()
        if first_look:
            # Where nothing waits, what was issued is of more interest.
            self.segments.choose(ISSUED if view.issued and not view.drafts else DRAFTS)
        self._showing = False
        self._show()

    def ticked(self) -> Ticked:
        """What is ticked; of thousands of drafts it is looked up once, until another one is."""
        if self._ticked is None:
            rows = self.drafts.checked_records()
            codes = {row.document.code for row in rows}
            drafts = self._view.plan.drafts if self._view else ()
            documents = tuple(draft for draft in drafts if draft.code in codes)
            gross = total(row.gross for row in rows)
            several = len({document.kind for document in documents}) > 1
            words = f"{len(documents)} documents" if several else counted(documents)
            self._ticked = Ticked(tuple(rows), documents, gross, words)
        return self._ticked

    def forget(self) -> None:
        """Another year or register: what was ticked and chosen is of no meaning there."""
        self._known = set()
        self._day = None
        self._view = None

    @property
    def table(self) -> RecordTable[InvoiceRow]:
        """The list in front."""
        return self.drafts if self.segments.current() in (DRAFTS, "") else self.documents

    @property
    def on_drafts(self) -> bool:
        return self.table is self.drafts

    @property
    def is_empty(self) -> bool:
        """Whether something else stands in place of a list."""
        return self._stack.currentWidget() is self._nothing

    def current(self) -> InvoiceRow | None:
        """The row with the focus in the list in front."""
        return self.table.current_record()

    def day_is_read(self) -> bool:
        """Whether what stands in the field of the date is the date that is shown."""
        try:
            return bool(self.day.value() == self._day)
        except ValueError:
            return False

    def select_document(self, document_id: int) -> bool:
        """Show an issued document, whatever is filtered; False if it is not of this year."""
        key = (document_id, 0, 0)
        if self._view is None or key not in {row.key for row in self._view.issued}:
            return False
        if self.segments.current() == DRAFTS:
            self.segments.choose(ISSUED)
        if self.documents.model.row_of(key) < 0:
            self.documents.set_filter("")
        return self.documents.select_key(key)

    def step(self, steps: int) -> None:
        """Make the row below (1) or above (-1) the current one, as the arrow keys do; the focus stays where it is."""
        table = self.table
        row = table.view.currentIndex().row() + steps
        record = table.model.record(row) if row >= 0 else None
        if record is not None:
            table.select_key(record.key)

    def select_codes(self, codes: Sequence[str]) -> None:
        """Select the drafts of these organisations, the first of them current."""
        self.segments.choose(DRAFTS)
        self.drafts.set_filter("")
        keys = [row.key for row in self.drafts.records() if row.document.code in codes]
        self.drafts.select_keys(keys)

    # What the officer does

    def _show(self) -> None:
        view, on = self._view, self.segments.current()
        if view is None or self._showing:
            return
        self._showing = True
        if on != DRAFTS and (
            self._listed is None or self._listed[0] is not view or self._listed[1] != on
        ):
            self._listed = view, on
            self.documents.set_records(
                view.issued if on == ISSUED else (*view.drafts, *view.issued)
            )
        nothing = on == DRAFTS and not view.drafts
        self._stack.setCurrentWidget(self._nothing if nothing else self.table)
        self._before.setVisible(on == DRAFTS and not nothing)
        self.drafts.find_field().setVisible(on == DRAFTS and not nothing)
        self.documents.find_field().setVisible(on != DRAFTS)
        self.segments.setVisible(bool(view.drafts or view.issued))
        if self.table.current_record() is None:
            self.table.select_first()
        self._showing = False
        self.changed.emit()

    def _ticks_changed(self) -> None:
        self._ticked = None
        self._tell()

    def _tell(self) -> None:
        """Once for whatever changes together."""
        if not self._showing:
            self.changed.emit()

    def _day_typed(self) -> None:
        try:
            day = self.day.value()
        except ValueError as error:
            self.day_problem.show_problem(Problem(str(error), field="day"))
            self.changed.emit()
            return
        self.day_problem.clear()
        if day != self._day:
            self.day_chosen.emit(day)
        else:
            self.changed.emit()

    def _follow(self, target: str) -> None:
        if target.startswith(SELECT):
            self.select_codes(target.removeprefix(SELECT).split(","))
            self.drafts.view.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.followed.emit(target)

    def _space(self) -> None:
        look = theme.current()
        side = look.px(MARGIN)
        self._above.setContentsMargins(side, 0, side, look.px(8))
        self._above.setSpacing(look.px(16))
        self._day_row.setSpacing(look.px(8))
        self._before_column.setContentsMargins(side, 0, side, look.px(12))
        self._before_column.setSpacing(look.px(8))
        self.day.setFixedWidth(look.px(150))
        self._fit()

    def _fit(self) -> None:
        height = self.window().height() * 100 / theme.current().text_scale
        self.checklist.set_compact(height < _LOW)

    # Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
