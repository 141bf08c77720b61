"""How fast the window is: `python benchmarks/window.py [--cpu] [MEMBERS] [YEARS]`, 5,000 and 10 unless said.

Fills a register in memory with members and the documents of each past year, opens the window without a screen, and
prints the median and the longest of several rounds of each act, in milliseconds, and the longest time in which the
window did not answer meanwhile. Acts over 100 ms are marked. `--cpu` counts the time of the processor only, for a
machine that has other work to do.
"""

import gc
import os
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parents[1]))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSettings, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from loti_admin.domain.dates import Year
from loti_admin.domain.organisations import Contact, Membership, Organisation, Person, PurchaseOrder
from loti_admin.services.schedules import save_schedule
from loti_admin.services.settings import save_settings
from loti_admin.storage.register import Register
from tests.builders import a_council, a_schedule
from tests.documents.builders import a_document
from tests.ui.session_builders import SUPPLIER, YEAR, a_clock
from tests.ui.window_builders import settle
from ui.app import collect_rarely
from ui.kit.table import RecordTable
from ui.main_window import MainWindow
from ui.preferences import Preferences
from ui.session import Session
from ui.theme import Scheme, apply_theme, set_uk_locale

LIMIT = 100
clock = time.process_time if "--cpu" in sys.argv else time.perf_counter
# So many records are written in one step of the history.
_STEP = 100


def fill(register: Register, members: int, years: int) -> None:
    """Members of long standing, each with a contact and an order, and an invoice for each year before this one."""
    save_settings(register, SUPPLIER)
    first = YEAR.first - years + 1
    for start in range(first, YEAR.first + 1):
        save_schedule(register, a_schedule(Year(start).label))
    for begin in range(0, members, _STEP):
        with register.write(f"Members from {begin}"):
            for number in range(begin, min(begin + _STEP, members)):
                organisation = _add_member(register, number, members, date(first, 7, 1))
                _add_documents(register, organisation, number, range(first, YEAR.first))


def _add_member(register: Register, number: int, members: int, joined: date) -> Organisation:
    # The names in another order than the ids, so that sorting has work to do.
    name = f"Council {number * 7919 % members}"
    council = a_council(name, code=f"C{number:06d}", account_code=f"A{number:06d}")
    organisation = register.organisations.add(council)
    id = organisation.id
    person = register.people.add(Person(name=f"Person {number}", email=f"p{number}@example.org"))
    register.memberships.add(Membership(organisation_id=id, joined=joined))
    register.contacts.add(
        Contact(person_id=person.id, organisation_id=id, main_representative=True, start=joined)
    )
    register.purchase_orders.add(
        PurchaseOrder(organisation_id=id, year=YEAR.label, number=f"PO-{number}")
    )
    return organisation


def _add_documents(
    register: Register, organisation: Organisation, number: int, years: range
) -> None:
    for start in years:
        register.documents.add(
            replace(
                a_document(number=f"LOTI-{start}-{number:06d}", year=Year(start).label),
                organisation_id=organisation.id,
                code=organisation.code,
                organisation=organisation.display_name,
                on=date(start, 7, 1),
                tax_point=date(start, 7, 1),
                due=date(start, 7, 31),
                # Any text will do, but no two may be the same.
                hash=f"{start}-{number}",
            )
        )


class Watch:
    """Ticks as often as the window lets it; a gap between two ticks is time in which the window did not answer."""

    def __init__(self) -> None:
        self.longest = 0.0
        self._last = clock()
        self._timer = QTimer()
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._tick)

    def start(self) -> None:
        self.longest, self._last = 0.0, clock()
        self._timer.start()

    def stop(self) -> float:
        """The longest gap in milliseconds."""
        self._tick()
        self._timer.stop()
        return self.longest * 1000

    def _tick(self) -> None:
        now = clock()
        self.longest, self._last = max(self.longest, now - self._last), now


class Bench:
    """Does each act several times and prints a line about it."""

    def __init__(self, window: MainWindow) -> None:
        self.window, self._watch = window, Watch()
        self.slow: list[str] = []

    def time(self, name: str, act: Callable[[], object], rounds: int = 7) -> None:
        """Print median, longest and stall of an act and of everything that follows from it."""
        taken, stalls = [], []
        for _ in range(rounds):
            QTest.qWait(20)
            self._watch.start()
            begun = clock()
            act()
            settle()
            taken.append((clock() - begun) * 1000)
            stalls.append(self._watch.stop())
        median = statistics.median(taken)
        mark = "  over the limit" if median > LIMIT else ""
        if mark:
            self.slow.append(name)
        print(f"{name:<34}{median:8.0f} {max(taken):8.0f} {max(stalls):8.0f}{mark}")

    def table(self) -> RecordTable:
        found = self.window.lists.front()
        assert found is not None
        return found


def measure(window: MainWindow) -> list[str]:
    """Pages, sorting, finding, scrolling, typing and undoing; gives the acts that were over the limit."""
    bench = Bench(window)
    print(f"{'':<34}{'median':>8} {'longest':>8} {'stall':>8}   in ms")
    for key in window.pages.specs:
        bench.time(f"first look at {key}", lambda key=key: window.pages.show_page(key), rounds=1)
    QTest.qWait(1000)
    gc.freeze()
    pages = list(window.pages.specs)
    for key in pages:
        other = pages[pages.index(key) - 1]
        window.pages.show_page(other)
        bench.time(f"show {key}", lambda key=key: window.pages.show_page(key))
    for key in ("members", "fees", "invoices"):
        window.pages.show_page(key)
        QTest.qWait(600)
        _measure_list(bench, key)
    window.pages.show_page("members")
    _measure_edits(bench)
    return bench.slow


def _measure_list(bench: Bench, key: str) -> None:
    table = bench.table()
    columns = [c.key for c in table.model.columns if not c.key.startswith("_")]
    turns = iter([(c, down) for down in (True, False) for c in columns] * 9)

    def sort() -> None:
        column, down = next(turns)
        table.view.header.sort_asked.emit(column, down)

    words = iter(["c", "co", "coun", "council 49", "", "999", "po-1", "", "x"] * 9)
    bench.time(f"sort {key}", sort, rounds=2 * len(columns))
    bench.time(f"find in {key}", lambda: table.set_filter(next(words)), rounds=9)
    table.set_filter("")
    bar = table.view.verticalScrollBar()
    bench.time(f"scroll {key} by a page", lambda: bar.setValue(bar.value() + bar.pageStep()), 15)


def _measure_edits(bench: Bench) -> None:
    window = bench.window
    page = window.pages.current
    table, register = bench.table(), window.session.register
    assert page is not None
    keeper = table.view.editing
    assert keeper is not None
    header = table.view.header
    header.set_column_hidden(table.model.column_of("purchase_order"), hidden=False)
    numbers = iter(range(1000))

    def type_order() -> None:
        index = table.model.index(3, table.model.column_of("purchase_order"))
        keeper.begin(index, f"PO-X{next(numbers)}")
        keeper.commit(down=1)

    bench.time("type one purchase order", type_order)
    bench.time("undo it", register.undo)
    bench.time("the page read anew", page.reload)


def main(members: int = 5_000, years: int = 10) -> None:
    collect_rarely()
    set_uk_locale()
    app = QApplication([])
    apply_theme(app, Scheme.LIGHT, 100)
    register = Register.in_memory(clock=a_clock)
    begun = clock()
    fill(register, members, years)
    print(f"{members:,} members, {years} years: filled in {clock() - begun:.1f} s")
    session = Session()
    session.take(register)
    with TemporaryDirectory() as folder:
        settings = QSettings(str(Path(folder) / "preferences.ini"), QSettings.Format.IniFormat)
        window = MainWindow(session, Preferences(settings))
        window.resize(1366, 768)
        window.show()
        settle()
        slow = measure(window)
        window.close_without_asking()
        settle()
    print(f"Over {LIMIT} ms: {', '.join(slow) or 'nothing'}")


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:] if argument.isdecimal()))
