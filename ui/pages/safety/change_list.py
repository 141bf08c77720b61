"""The whole history: who, about what, find; the newest entries at first, all of them when somebody looks for one."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from loti_admin.domain.grammar import how_many
from loti_admin.storage.headlines import Headline, headlines
from loti_admin.storage.history import Kind
from loti_admin.storage.register import Register
from ui import theme
from ui.kit.buttons import link
from ui.kit.editors import ChoiceEditor
from ui.kit.page import MARGIN
from ui.kit.table import RecordTable
from ui.pages.safety.columns import CHANGES
from ui.pages.safety.rows import ChangeRow, change_rows, people_of, subjects_of
from ui.session import Session

# Showing many thousands of changes would be seen as a pause each time the page is opened.
_FIRST = 300


@dataclass(frozen=True, slots=True)
class History:
    """Entries, the newest first, with who made any and what any is about."""

    rows: tuple[ChangeRow, ...]
    people: tuple[str, ...]
    subjects: tuple[str, ...]


def _read(register: Register, limit: int | None) -> History:
    rows = change_rows(headlines(register, limit))
    return History(tuple(rows), tuple(people_of(rows)), tuple(subjects_of(rows)))


class ChangeList(QWidget):
    """`current_changed` gives the row with the focus or None, `opened` that somebody wants to know more of it."""

    current_changed = Signal(object)
    opened = Signal()
    menu_asked = Signal(QPoint)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._register: Register | None = None
        self._wants_all = False
        self._history = History((), (), ())
        self.table: RecordTable[ChangeRow] = RecordTable(
            CHANGES,
            lambda row: row.id,
            "History",
            count=lambda rows: how_many(rows, "change"),
        )
        self.table.set_empty_text("Nothing was changed yet.", "No change is like this.")
        self.person = ChoiceEditor(self, [("", "Everybody")])
        self.person.setAccessibleName("Whose changes are shown")
        self.subject = ChoiceEditor(self, [("", "All records")])
        self.subject.setAccessibleName("Changes of which records are shown")
        self.finding = self.table.find_field("Find in the history")
        self.more = link("", lambda: self.load_all())
        self._filters = QHBoxLayout()
        for editor in (self.person, self.subject):
            editor.set_value("")
            editor.edited.connect(self._filter)
            self._filters.addWidget(editor)
        self._filters.addStretch(1)
        self._filters.addWidget(self.finding)
        self._foot = QWidget()
        self._below = QHBoxLayout(self._foot)
        self._below.addWidget(self.more)
        self._below.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._filters)
        column.addWidget(self.table, 1)
        column.addWidget(self._foot)
        self.finding.textChanged.connect(lambda text: self.load_all() if text else None)
        self.table.current_changed.connect(self.current_changed)
        self.table.activated.connect(lambda _row: self.opened.emit())
        self.table.menu_asked.connect(self.menu_asked)
        theme.current().changed.connect(self._space)
        self._space()

    def read(self, register: Register) -> History:
        """The history as it is now: its newest entries, all of them once somebody asked for that."""
        wants_all = self._wants_all and register is self._register
        return _read(register, None if wants_all else _FIRST)

    def show_history(self, register: Register, history: History) -> None:
        """Show what was read."""
        if register is not self._register:
            self._register, self._wants_all = register, False
            self.person.set_value("")
            self.subject.set_value("")
        self._show(history)

    def load_all(self, then: Callable[[], object] = lambda: None) -> None:
        """Show the entries that are not shown yet, read while the window answers, and do something with them."""
        self._wants_all = True
        register = self._register
        if self._has_all() or register is None:
            then()
            return

        def show(history: History) -> None:
            self._show(history)
            then()

        self._session.reader.read((self, "all"), lambda: _read(register, None), show, self)

    def select(self, entry: int) -> bool:
        """Make an entry current, whatever is filtered; False if it is not there."""
        newest = self._history.rows[0].id if self._history.rows else 0
        # They are numbered without a gap.
        if not 1 <= entry <= newest:
            return False
        if entry <= newest - len(self._history.rows):
            self.load_all(lambda: self._select(entry))
        else:
            self._select(entry)
        return True

    def _select(self, entry: int) -> None:
        if self.table.model.row_of(entry) < 0:
            self.person.set_value("")
            self.subject.set_value("")
            self.table.set_filter("")
            self._filter()
        self.table.select_key(entry)

    def final_after(self, entry: int) -> Headline | None:
        """The first final entry after this one among those that were read."""
        rows = reversed(self._history.rows)
        later = (r.entry for r in rows if r.id > entry and r.entry.kind is Kind.BARRIER)
        return next(later, None)

    def _has_all(self) -> bool:
        rows = self._history.rows
        return not rows or rows[-1].id == 1

    def _show(self, history: History) -> None:
        self._history = history
        self.person.set_choices([("", "Everybody"), *((by, by) for by in history.people)])
        self.subject.set_choices([("", "All records"), *((one, one) for one in history.subjects)])
        for editor in (self.person, self.subject):
            if editor.value() is None:
                editor.set_value("")
        self.table.set_records(history.rows)
        self._foot.setVisible(not self._has_all())
        if not self._has_all():
            self.more.setText(f"Show all {history.rows[0].id:,} changes")
        if self.table.current_record() is None:
            self.table.select_first()

    def _filter(self) -> None:
        person, subject = self.person.value() or "", self.subject.value() or ""
        if person or subject:
            self.load_all()
        condition = None
        if person or subject:

            def condition(row: ChangeRow) -> bool:
                return (not person or row.by == person) and (not subject or subject in row.subjects)

        self.table.model.set_condition(condition)
        self.table.set_records(self._history.rows)
        if self.table.current_record() is None:
            self.table.select_first()

    def _space(self) -> None:
        look = theme.current()
        side = look.px(MARGIN)
        self._filters.setContentsMargins(side, look.px(4), side, look.px(8))
        self._filters.setSpacing(look.px(8))
        self._below.setContentsMargins(side, look.px(4), side, look.px(8))
        for editor in (self.person, self.subject):
            editor.setFixedWidth(look.px(168))
