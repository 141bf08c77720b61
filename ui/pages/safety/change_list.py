"""The whole history: who, about what, find; the newest entries at first, all of them when somebody looks for one."""

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

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

# Showing many thousands of changes would be seen as a pause each time the page is opened.
_FIRST = 300


class ChangeList(QWidget):
    """`current_changed` gives the row with the focus or None, `opened` that somebody wants to know more of it."""

    current_changed = Signal(object)
    opened = Signal()
    menu_asked = Signal(QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._register: Register | None = None
        self._wants_all = False
        self._entries: list[Headline] = []
        self._rows: list[ChangeRow] = []
        self.table: RecordTable[ChangeRow] = RecordTable(
            CHANGES,
            lambda row: row.id,
            "History",
            count=lambda rows: "1 change" if rows == 1 else f"{rows:,} changes",
        )
        self.table.set_empty_text("Nothing was changed yet.", "No change is like this.")
        self.person = ChoiceEditor(self, [("", "Everybody")])
        self.person.setAccessibleName("Whose changes are shown")
        self.subject = ChoiceEditor(self, [("", "All records")])
        self.subject.setAccessibleName("Changes of which records are shown")
        self.finding = self.table.find_field("Find in the history")
        self.more = link("", self.load_all)
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

    def read(self, register: Register) -> list[Headline]:
        """The history as it is now: its newest entries, all of them once somebody asked for that."""
        wants_all = self._wants_all and register is self._register
        return headlines(register, None if wants_all else _FIRST)

    def show_history(self, register: Register, entries: list[Headline]) -> None:
        """Show entries that were read."""
        if register is not self._register:
            self._register, self._wants_all = register, False
            self.person.set_value("")
            self.subject.set_value("")
        self._show(entries)

    def load_all(self) -> None:
        """Show the entries that are not shown yet."""
        self._wants_all = True
        if not self._has_all() and self._register is not None:
            self._show(self.read(self._register))

    def select(self, entry: int) -> bool:
        """Make an entry current, whatever is filtered; False if it is not there."""
        if not any(row.id == entry for row in self._rows):
            self.load_all()
        if self.table.model.row_of(entry) < 0:
            self.person.set_value("")
            self.subject.set_value("")
            self.table.set_filter("")
            self._filter()
        return self.table.select_key(entry)

    def final_after(self, entry: int) -> Headline | None:
        """The first final entry after this one among those that were read."""
        later = (e for e in reversed(self._entries) if e.id > entry and e.kind is Kind.BARRIER)
        return next(later, None)

    def _has_all(self) -> bool:
        return not self._entries or self._entries[-1].id == 1

    def _show(self, entries: list[Headline]) -> None:
        self._entries = entries
        self._rows = change_rows(self._entries)
        self.person.set_choices([("", "Everybody"), *((by, by) for by in people_of(self._rows))])
        subjects = subjects_of(self._rows)
        self.subject.set_choices([("", "All records"), *((words, words) for words in subjects)])
        for editor in (self.person, self.subject):
            if editor.value() is None:
                editor.set_value("")
        self.table.set_records(self._rows)
        self._foot.setVisible(not self._has_all())
        if not self._has_all():
            self.more.setText(f"Show all {self._entries[0].id:,} changes")
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
        self.table.set_records(self._rows)
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
