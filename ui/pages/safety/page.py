"""The page Safety: the history, the backups, the check and the numbers, and the ways back."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QStackedWidget, QWidget

from loti_admin.domain.grammar import how_many
from loti_admin.services.going_back import BackupFacts, lost_by, steps_back
from loti_admin.services.history import changes_in_words
from loti_admin.services.numbering import next_numbers, number_audit
from loti_admin.storage.backups import backups_of
from loti_admin.storage.history import Kind
from loti_admin.storage.integrity import CheckResult
from loti_admin.storage.register import Register
from ui.errors import reporting
from ui.kit.buttons import primary, secondary
from ui.kit.segments import Segments
from ui.kit.table import RecordTable
from ui.list_export import ask_export
from ui.page import Page
from ui.pages.safety.acts import SafetyActs
from ui.pages.safety.change_list import ChangeList, History
from ui.pages.safety.check_list import CheckList
from ui.pages.safety.columns import BACKUPS
from ui.pages.safety.number_list import NumberList
from ui.pages.safety.panel import MOST_RECORDS, SafetyPanel
from ui.pages.safety.rows import BackupRow, ChangeRow, backup_rows
from ui.preferences import Preferences
from ui.session import Session
from ui.status_bar import backup_words

HISTORY, BACKUP_LIST, CHECK, NUMBER_AUDIT = "history", "backups", "check", "numbers"
_PARTS = (HISTORY, BACKUP_LIST, CHECK, NUMBER_AUDIT)
_IN_MEMORY = "This register lives in memory only, so it has no backups."
_NO_BACKUPS = "There is no backup yet. Back up now makes one and checks it."
_UNDO, _LOOK, _RESTORE = "safety.undo-from", "safety.look-inside", "safety.restore"


Read = tuple[History, list[BackupRow]]


class SafetyPage(Page):
    """One register's past and its copies; the year plays no part."""

    key, title, icon = "safety", "Safety", "safety"

    def __init__(
        self,
        session: Session,
        parent: QWidget | None = None,
        *,
        preferences: Preferences | None = None,
    ) -> None:
        super().__init__(session, parent)
        self._preferences = preferences or Preferences()
        self._of: Register | None = None
        self._checked_at: datetime | None = None
        self._facts: dict[Path, BackupFacts] = {}
        self.acts = SafetyActs(self)
        self.segments = Segments("What is shown")
        self.changes = ChangeList(self.session)
        self.backups: RecordTable[BackupRow] = RecordTable(
            BACKUPS,
            lambda row: row.path,
            "Backups",
            count=lambda rows: how_many(rows, "backup"),
        )
        self.checks = CheckList()
        self.numbers = NumberList()
        self.panel = SafetyPanel()
        self.place = self.set_panel(self.panel, "Show the details")
        self.check_button = secondary("Check now", self.check)
        self.backup_button = primary("Back up now", self.back_up, icon="backup")
        self.add_action(self.check_button)
        self.add_action(self.backup_button)
        self.add_inset(self.segments)
        self._stack = QStackedWidget()
        for part in (self.changes, self.backups, self.checks, self.numbers):
            self._stack.addWidget(part)
        self.body.addWidget(self._stack, 1)
        self._connect()

    def _connect(self) -> None:
        self.segments.chosen.connect(lambda _key: self._show_part())
        self.changes.current_changed.connect(self._row_changed)
        self.changes.opened.connect(lambda: self.place.set_shown(True))
        self.changes.menu_asked.connect(self._show_menu)
        self.backups.current_changed.connect(self._row_changed)
        self.backups.activated.connect(lambda _row: self._run(_LOOK))
        self.backups.menu_asked.connect(self._show_menu)
        self.panel.undo_asked.connect(lambda: self._run(_UNDO))
        self.panel.look_asked.connect(lambda: self._run(_LOOK))
        self.panel.restore_asked.connect(lambda: self._run(_RESTORE))
        self.acts.checked.connect(self._show_results)
        self.acts.looked.connect(self._show_facts)
        self.place.changed.connect(self.state_changed)
        self.session.tasks.started.connect(lambda _title: self._show_acts())
        self.session.tasks.finished.connect(self._show_acts)

    # What the frame asks

    def read(self) -> Read:
        register = self.session.register
        return self.changes.read(register), backup_rows(register.path)

    def show_view(self, read: Read) -> None:
        register, (changes, backups) = self.session.register, read
        if register is not self._of:
            self._of, self._checked_at = register, None
            self._facts.clear()
            self.checks.show_opened(register.opened_at.astimezone())
        self.changes.show_history(register, changes)
        self.backups.set_empty_text(_NO_BACKUPS if register.path else _IN_MEMORY)
        self.backups.set_records(backups)
        if self.backups.current_record() is None:
            self.backups.select_first()
        entries, _ = register.history.head()
        self.segments.set_segments(
            [
                (HISTORY, "History", entries),
                (BACKUP_LIST, "Backups", len(self.backups.records())),
                (CHECK, "Check", None),
                (NUMBER_AUDIT, "Numbers", None),
            ]
        )
        self._show_part()

    @classmethod
    def count_for(cls, session: Session) -> int:
        """One thing waits while a register in a file has no backup at all."""
        path = session.register.path
        return int(path is not None and not session.read_only and not backups_of(path))

    def commands(self) -> dict[str, Callable[[], None]]:
        return {
            _UNDO: self.undo_from,
            _LOOK: self.look_inside,
            _RESTORE: self.restore,
        }

    def enabled(self, key: str) -> bool:
        part, row = self.segments.current(), self._backup()
        if key == _UNDO:
            change = self._change()
            return (
                part == HISTORY
                and change is not None
                and not self.session.read_only
                and steps_back(self.session.register, change.id) > 0
            )
        if key == _LOOK:
            return part == BACKUP_LIST and row is not None
        if key == _RESTORE:
            known = row is not None and row.path in self._facts
            return part == BACKUP_LIST and known and not self.session.read_only
        return True

    def show_target(self, target: str) -> bool:
        """`change/12` for an entry of the history, `safety/backups` for a part of the page."""
        kind, _, rest = target.partition("/")
        if kind == "change" and rest.isdecimal():
            self.segments.choose(HISTORY)
            return self.changes.select(int(rest))
        if rest in _PARTS:
            self.segments.choose(rest)
            return True
        return False

    def selection_text(self) -> str:
        table = self._table()
        rows = len(table.selected_records()) if table is not None else 0
        if not rows:
            return ""
        return f"{how_many(rows, 'row')} selected"

    def details_shown(self) -> bool | None:
        return self.place.is_shown()

    def set_details_shown(self, shown: bool) -> None:
        self.place.set_shown(shown)

    # What the officer does

    def back_up(self) -> None:
        """The frame makes the copy, and tells where it is."""
        self.navigate.emit("backup")
        self.read_again()

    def check(self) -> None:
        """Go through everything; what was found stands on the part Check."""
        if self.check_button.hasFocus():
            # It cannot be pressed meanwhile, and the next button would make a backup at a touch of the space bar.
            self.segments.setFocus(Qt.FocusReason.OtherFocusReason)
        with reporting(self):
            self.acts.check()

    def undo_from(self) -> None:
        """Undo the selected change and all after it."""
        row = self._change()
        if row is not None:
            self.acts.undo_from(row)

    def look_inside(self) -> None:
        """Read the selected backup; what it holds stands in the panel."""
        row = self._backup()
        if row is not None:
            self.place.set_shown(True)
            self.acts.look_inside(row)

    def restore(self) -> None:
        """Ask whether to go back to the selected backup, which was looked at."""
        row = self._backup()
        if row is not None and row.path in self._facts:
            self.acts.ask_restore(row, self._facts[row.path])

    def export_list(self) -> None:
        """Ask where the list in front is to go; of the history all of it."""
        table, name = self._table(), f"LOTI {self.segments.current()}"
        if table is self.changes.table:
            self.changes.load_all(lambda: ask_export(self, self._preferences, table, name))
        elif table is not None:
            ask_export(self, self._preferences, table, name)

    # Showing

    def _run(self, key: str) -> None:
        with reporting(self):
            if self.enabled(key):
                self.commands()[key]()

    def _table(self) -> RecordTable | None:
        tables: dict[str, RecordTable] = {
            HISTORY: self.changes.table,
            BACKUP_LIST: self.backups,
            NUMBER_AUDIT: self.numbers.table,
        }
        return tables.get(self.segments.current())

    def _change(self) -> ChangeRow | None:
        return self.changes.table.current_record()

    def _backup(self) -> BackupRow | None:
        return self.backups.current_record()

    def _show_part(self) -> None:
        part = self.segments.current()
        self._stack.setCurrentIndex(_PARTS.index(part))
        if part == NUMBER_AUDIT:
            self._audit()
        self.place.set_wanted(part in (HISTORY, BACKUP_LIST))
        self._show_figures()
        self._show_panel()

    def _audit(self) -> None:
        """Every document has to be looked at, while the window answers."""
        register, today = self.session.register, self.session.today()
        self.session.reader.read(
            (self, NUMBER_AUDIT),
            lambda: (number_audit(register), next_numbers(register, today)),
            lambda found: self.numbers.show_audit(*found),
            self,
        )

    def _row_changed(self, _row: object) -> None:
        # What was read is shown part by part, and its panel once.
        if not self.is_showing:
            self._show_panel()

    def _show_panel(self) -> None:
        register, change, backup = self.session.register, self._change(), self._backup()
        if self.segments.current() == BACKUP_LIST and backup is not None:
            facts = self._facts.get(backup.path)
            lost = lost_by(register, facts) if facts else None
            can_restore = not self.session.read_only
            self.panel.show_backup(backup, facts, lost, can_restore=can_restore)
        elif self.segments.current() == HISTORY and change is not None:
            steps = 0 if self.session.read_only else steps_back(register, change.id)
            rows = register.history.beginning(change.id, MOST_RECORDS)
            words = changes_in_words(register, rows)
            why_not = "" if steps else self._why_not_undo(change)
            self.panel.show_change(change, words, steps, why_not)
        else:
            self.panel.show_nothing()
        self._show_acts()

    def _why_not_undo(self, row: ChangeRow) -> str:
        if self.session.read_only:
            return "The register is open to read only."
        if row.undone:
            return "It was undone."
        if row.entry.kind is Kind.BARRIER:
            return "It is final: neither it nor anything before it can be undone."
        if row.entry.kind is not Kind.EDIT:
            return ""
        later = self.changes.final_after(row.id)
        what = f"“{later.label}”" if later else "Something final"
        return f"{what} came after it and is final, so it can no longer be undone."

    def _show_figures(self) -> None:
        register = self.session.register
        at = (self._checked_at or register.opened_at).astimezone()
        entries, _ = register.history.head()
        wrong = sum(not result.ok for result in self.checks.results)
        figures = [
            ("", f"File checked at {at:%H:%M}")
            if not wrong
            else (str(wrong), f"{'check' if wrong == 1 else 'checks'} found something wrong"),
            (
                f"{entries:,}",
                "change, history intact" if entries == 1 else "changes, history intact",
            ),
        ]
        if register.path is not None:
            kept = self.backups.model.all_records()
            now = register.now().replace(tzinfo=None)
            figures.append(("", backup_words(kept[0].at if kept else None, now)))
        self.set_figures(figures)

    def _show_results(self, results: list[CheckResult]) -> None:
        self._checked_at = self.session.register.now()
        self.checks.show_results(results, self._checked_at.astimezone())
        self.segments.choose(CHECK)
        self._show_figures()
        self.session.say(self.checks.text())

    def _show_facts(self, path: Path, facts: BackupFacts) -> None:
        self._facts[path] = facts
        self._show_panel()

    def _show_acts(self) -> None:
        self.check_button.setEnabled(not self.session.tasks.is_busy())
        has_file = self.session.is_open and self.session.register.path is not None
        self.backup_button.setEnabled(has_file)
        self.backup_button.setToolTip("" if has_file else _IN_MEMORY)
        self.state_changed.emit()

    def _show_menu(self, at: QPoint) -> None:
        table = self._table()
        if table is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if self.segments.current() == HISTORY:
            entries = [("Undo from here", _UNDO)]
        else:
            entries = [("Look inside", _LOOK), ("Go back to it…", _RESTORE)]
        for words, key in entries:
            menu.addAction(words, partial(self._run, key)).setEnabled(self.enabled(key))
        menu.addSeparator()
        menu.addAction("Copy", table.view.copy)
        menu.addAction("Export this list…", self.export_list)
        menu.popup(at)
