"""How quick the window is, and whether it ever stands still: a soak test by keyboard and mouse.

    python benchmarks/window.py [--members 5000] [--years 10] [--rounds 5] [--cpu] [--where]

Makes a large register in a file, opens it as the program does, without a screen, and does what an officer does, in
rounds of changing order. Prints for each act how often it was done, how long it took with everything that follows from
it, and the longest time in which the window did not answer, medians and longest in milliseconds. Ends with status 1
if the window once stood still for longer than 100 ms. `--cpu` counts the time of the processor only, for a machine that
has other work to do; `--where` says in which lines long stalls were spent.
"""

import argparse
import os
import random
import shutil
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QWidget

from benchmarks.large import make_register
from benchmarks.watch import Watch
from loti_admin.domain.money import Money
from loti_admin.domain.receipts import Receipt
from loti_admin.services.receipts import record_split
from loti_admin.storage.register import Register
from tests.ui.session_builders import a_clock
from tests.ui.window_builders import commands_of
from ui.app import collect_rarely
from ui.kit.buttons import Button
from ui.kit.dialog import FormDialog
from ui.kit.segments import Segments
from ui.kit.table import RecordTable
from ui.main_window import MainWindow
from ui.preferences import Preferences
from ui.session import Session
from ui.theme import Scheme, apply_theme, set_uk_locale

LIMIT = 100
_LEFT = Qt.MouseButton.LeftButton
_WORDS = ("council 49", "999", "po-1", "person 12", "xyz")


class Officer:
    """Acts on the window as a person does, and has each act measured."""

    def __init__(self, window: MainWindow, watch: Watch) -> None:
        self.window, self._watch = window, watch
        self._typed = 0

    def do(self, name: str, act: Callable[[], object]) -> None:
        self._watch.measure(name, act, self.settle)
        QTest.qWait(5)

    def settle(self) -> None:
        """Until nothing waits: readings, short timers, deferred deletions."""
        quiet = 0
        while quiet < 3:
            QTest.qWait(15)
            quiet = 0 if self.window.session.reader.is_busy() else quiet + 1

    def wait_until_ready(self) -> None:
        """Until everything was loaded and built that can be before it is looked at."""
        while self.window.pages.is_working_ahead():
            QTest.qWait(15)

    def press(self, key: Qt.Key, control: bool = False) -> None:
        """A key where the focus is."""
        modifier = Qt.KeyboardModifier.ControlModifier
        QTest.keyClick(self._focus(), key, modifier if control else Qt.KeyboardModifier.NoModifier)

    def type(self, name: str, text: str) -> None:
        """Letter by letter where the focus is, each an act of its own."""
        for letter in text:
            self.do(name, lambda letter=letter: QTest.keyClicks(self._focus(), letter))

    def _focus(self) -> QWidget:
        widget = QApplication.focusWidget()
        assert widget is not None, "nothing has the focus"
        return widget

    def lists(self) -> list[RecordTable[Any]]:
        page = self.window.pages.current
        assert page is not None
        return [one for one in page.findChildren(RecordTable) if one.isVisible()]

    # What is done in a round

    def look_at_pages(self, name: str) -> None:
        for key, item in self.window.frame.navigation.items.items():
            self.do(f"{name} {key}", lambda item=item: QTest.mouseClick(item, _LEFT))
            assert self.window.pages.current is self.window.pages.page(key)

    def go_to(self, key: str) -> None:
        self.window.activateWindow()
        assert self.window.pages.show_page(key)
        self.settle()

    def use_lists(self, key: str) -> None:
        """Sort, find, scroll and walk through the lists of a page."""
        self.go_to(key)
        for table in self.lists():
            if table.model.rowCount() < 2:
                continue
            self._sort(table, key)
            self._scroll(table, key)
            self._walk(table, key)
            if table.has_find():
                self._find(table, key)

    def _sort(self, table: RecordTable[Any], key: str) -> None:
        columns = [table.model.columns[n].key for n in table.view.header.shown_columns()]
        for column in random.sample(columns, min(3, len(columns))):
            for down in (False, True):
                self.do(
                    f"sort {key}",
                    lambda c=column, d=down: table.view.header.sort_asked.emit(c, d),
                )

    def _scroll(self, table: RecordTable[Any], key: str) -> None:
        bar = table.view.verticalScrollBar()
        for _ in range(10):
            self.do(f"scroll {key}", lambda: bar.setValue(bar.value() + bar.pageStep()))
        self.do(f"scroll {key}", lambda: bar.setValue(bar.maximum() // 2))

    def _walk(self, table: RecordTable[Any], key: str) -> None:
        table.view.setFocus()
        for stroke in (Qt.Key.Key_Down, Qt.Key.Key_PageDown, Qt.Key.Key_End, Qt.Key.Key_Up):
            self.do(f"next row of {key}", lambda stroke=stroke: self.press(stroke))
        self.do(f"all rows of {key}", lambda: self.press(Qt.Key.Key_A, control=True))
        self.do(f"next row of {key}", lambda: self.press(Qt.Key.Key_Home, control=True))

    def _find(self, table: RecordTable[Any], key: str) -> None:
        self.do(f"open find in {key}", table.open_find)
        field = table.open_find()
        word = random.choice(_WORDS)
        self.type(f"find in {key}", word)
        assert field.text() == word
        self.do(f"find in {key}", field.clear)

    def find_anything(self) -> None:
        self.window.activateWindow()
        self.do("open the finder", lambda: self.window.commands.run("edit.find-anything"))
        self.type("find anything", random.choice(_WORDS))
        self.do("close the finder", lambda: self.press(Qt.Key.Key_Escape))

    def edit_cells(self) -> None:
        """Type orders into the list of members, undo and redo."""
        self.go_to("members")
        table = self.lists()[0]
        column = table.model.column_of("purchase_order")
        table.view.header.set_column_hidden(column, hidden=False)
        table.view.go_to(table.model.index(random.randrange(table.model.rowCount()), column))
        table.view.setFocus()
        for _ in range(3):
            self._typed += 1
            order = f"PO-X{self._typed}"
            self.type("type a letter in a cell", order)
            self.do("keep a typed cell", lambda: self.press(Qt.Key.Key_Return))
            assert self.window.session.register.purchase_orders.count(number=order) == 1
        for key in ("edit.undo", "edit.undo", "edit.redo"):
            self.do(
                f"{key.partition('.')[2]} a cell", lambda key=key: self.window.commands.run(key)
            )

    def edit_service(self) -> None:
        """Type into a service, see what that does to every fee, and drop it."""
        self.go_to("shared-it")
        page = self.window.pages.current
        assert page is not None
        fields = page.findChildren(QLineEdit)
        next(one for one in fields if one.accessibleName() == "Name of the service").setFocus()
        self.type("type into a service", "x")
        self.do("see what a service does", lambda: QTest.qWait(200))
        buttons = [one for one in page.findChildren(Button) if one.isVisible()]
        discard = next(one for one in buttons if one.text() == "Discard")
        self.do("discard a service", lambda: QTest.mouseClick(discard, _LEFT))

    def leave_and_undo(self) -> None:
        """A member leaves, which changes its fee, and stays after all."""
        self.go_to("members")
        self.window.commands.run("members.leaves")
        self.settle()
        (asked,) = [one for one in self.window.findChildren(FormDialog) if one.isVisible()]
        before = self.window.session.register.history.head()
        self.do("keep that a member leaves", asked.act_button.click)
        assert self.window.session.register.history.head() != before
        self.do("undo that it leaves", lambda: self.window.commands.run("edit.undo"))

    def open_dialogs(self, key: str) -> None:
        """Whatever the commands of a page open, typed into and closed again."""
        self.go_to(key)
        for command in commands_of(self.window, key):
            self.go_to(key)
            for table in self.lists()[:1]:
                table.view.setFocus()
            self.do(f"do {command}", lambda c=command: self.window.commands.run(c))
            while (dialog := QApplication.activeModalWidget()) is not None:
                self._look_around(dialog, command)
            for other in QApplication.topLevelWidgets():
                if other.isVisible() and other is not self.window:
                    other.close()
            # What is begun on the page itself would keep it in front.
            discard = getattr(self.window.pages.current, "discard", None)
            if discard is not None:
                discard()

    def _look_around(self, dialog: QWidget, command: str) -> None:
        for field in dialog.findChildren(QLineEdit)[:2]:
            if field.isVisible() and field.isEnabled() and not field.isReadOnly():
                self.do(f"type in {command}", lambda field=field: QTest.keyClicks(field, "1"))
        assert isinstance(dialog, QDialog)
        self.do(f"close {command}", lambda: QDialog.reject(dialog))

    def turn_over(self, key: str) -> None:
        """Go to every other part of a page and back."""
        self.go_to(key)
        page = self.window.pages.current
        assert page is not None
        for segments in [one for one in page.findChildren(Segments) if one.isVisible()]:
            first = segments.current()
            for part in (*segments.choices(), first):
                self.do(f"another part of {key}", partial(segments.choose, part))
                for table in self.lists()[:1]:
                    self._scroll(table, key)

    def book_money(self) -> None:
        """A receipt of a payer nobody knows, and undo."""
        self.go_to("payments")
        register = self.window.session.register
        receipt = Receipt(on=self.window.session.today(), amount=Money.pounds(12))
        self.do("book a receipt", lambda: record_split(register, receipt))
        self.do("undo a receipt", lambda: self.window.commands.run("edit.undo"))

    def look_after_the_register(self) -> None:
        self.go_to("safety")
        self.do("make a backup", lambda: self.window.commands.run("file.backup"))

    def change_year(self) -> None:
        year = self.window.session.year
        for other in (year.previous, year, year.next, year):
            self.do("show another year", lambda other=other: self.window.session.set_year(other))


def soak(officer: Officer, rounds: int) -> None:
    """The first look at everything, and then rounds of everything in changing order."""
    window = officer.window
    officer.do("the window has opened", lambda: None)
    officer.do("nobody touches it", officer.wait_until_ready)
    officer.look_at_pages("first look at")
    for number in range(rounds):
        acts = [
            lambda: officer.look_at_pages("show"),
            officer.find_anything,
            officer.edit_cells,
            officer.change_year,
            officer.book_money,
            officer.look_after_the_register,
            officer.edit_service,
            officer.leave_and_undo,
            *(lambda key=key: officer.use_lists(key) for key in window.pages.specs),
            *(lambda key=key: officer.turn_over(key) for key in window.pages.specs),
            *(lambda key=key: officer.open_dialogs(key) for key in window.pages.specs),
        ]
        random.Random(number).shuffle(acts)
        for act in acts:
            act()


def report(watch: Watch) -> None:
    heads = f"{'':6} {'took':>8} {'':8} {'stall':>8}"
    print(f"{'':34}{heads}\n{'':34}{'times':>6}" + f" {'median':>8} {'longest':>8}" * 2)
    for name, act in watch.acts.items():
        mark = "  over the limit" if max(act.stalls) > LIMIT else ""
        print(f"{name:<34}{act.line}{mark}")
    for name, places in watch.places.items():
        if places:
            print(f"\n{name}, samples of 4 ms:")
        for place, count in places.most_common(12):
            print(f"{count:6} {place}")
    longest = max(max(act.stalls) for act in watch.acts.values())
    print(f"\nThe longest stall was {longest:.0f} ms.")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--members", type=int, default=5_000)
    parser.add_argument("--years", type=int, default=10)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--cpu", action="store_true")
    parser.add_argument("--where", action="store_true")
    parser.add_argument("--register", type=Path, help="made once, and copied")
    options = parser.parse_args()
    random.seed(options.seed)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "Large.loti"
        made = options.register or path
        if not made.exists():
            begun = time.perf_counter()
            make_register(made, options.members, options.years)
            print(f"Made a register in {time.perf_counter() - begun:.0f} s.")
        if made != path:
            shutil.copy(made, path)
        return watch_window(path, Path(folder), options)


def watch_window(path: Path, folder: Path, options: argparse.Namespace) -> int:
    collect_rarely()
    set_uk_locale()
    app = QApplication([])
    apply_theme(app, Scheme.LIGHT, 100)
    session = Session()
    settings = QSettings(str(folder / "preferences.ini"), QSettings.Format.IniFormat)
    window = MainWindow(session, Preferences(settings))
    window.resize(1366, 768)
    window.show()
    window.pages.work_ahead()
    session.take(Register.open(path, clock=a_clock))
    clock = time.thread_time if options.cpu else time.perf_counter
    watch = Watch(clock, LIMIT, where=options.where)
    officer = Officer(window, watch)
    soak(officer, options.rounds)
    watch.stop()
    window.close_without_asking()
    QTest.qWait(50)
    report(watch)
    return int(bool(watch.over()))


if __name__ == "__main__":
    sys.exit(main())
