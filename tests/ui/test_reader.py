"""Reading in slices: the window has its turn in between, and nobody sees half of a change."""

from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from threading import Event, Thread

import pytest
from PySide6.QtCore import QObject, QTimer
from pytestqt.qtbot import QtBot

from loti_admin import pace
from loti_admin.domain.organisations import Organisation
from loti_admin.errors import Invalid, Problem
from loti_admin.services.members import save_organisation
from loti_admin.storage.register import Register
from tests.builders import a_council
from tests.ui.session_builders import a_register
from ui.reader import Reader


class Owner(QObject):
    """Somebody who reads; what is told to the officer stays here."""

    def __init__(self, register: Register | None) -> None:
        super().__init__()
        self.register = register
        self.reader = Reader(lambda: self.register, self)
        self.shown: list[object] = []
        self.told: list[str] = []

    def show_error(self, sentence: str) -> None:
        self.told.append(sentence)

    def slowly(self) -> list[str]:
        """Every name, with a rest before each."""
        assert self.register is not None
        return [o.name for o in pace.paced(self.register.organisations.all())]

    def read(self, key: str = "names", *, later: bool = False) -> None:
        self.reader.read(key, self.slowly, self.shown.append, self, later=later)


@pytest.fixture
def owner(qapp: object) -> Iterator[Owner]:
    with a_register() as register:
        yield Owner(register)


@pytest.fixture
def always_resting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every rest is taken, so that a reading is left before each record."""
    monkeypatch.setattr(Reader, "at_once", 0)
    monkeypatch.setattr("ui.reader.SLICE", 0)


def names(owner: Owner) -> list[str]:
    assert owner.register is not None
    return [o.name for o in owner.register.organisations.all()]


def test_what_is_read_in_a_moment_is_shown_at_once(owner: Owner) -> None:
    owner.read()
    assert owner.shown == [names(owner)]
    assert not owner.reader.is_busy()


@pytest.mark.usefixtures("always_resting")
def test_the_window_has_its_turn_while_something_long_is_read(owner: Owner, qtbot: QtBot) -> None:
    turns: list[bool] = []
    timer = QTimer(owner)
    timer.timeout.connect(lambda: turns.append(owner.reader.is_busy("names")))
    timer.start(0)
    owner.read()
    assert owner.shown == []
    qtbot.waitUntil(lambda: not owner.reader.is_busy())
    assert owner.shown == [names(owner)]
    assert turns.count(True) >= 3


@pytest.mark.usefixtures("always_resting")
def test_what_is_written_meanwhile_is_in_what_is_shown(owner: Owner, qtbot: QtBot) -> None:
    assert owner.register is not None
    owner.read()
    save_organisation(owner.register, a_council("Written meanwhile", code="NEW"))
    qtbot.waitUntil(lambda: not owner.reader.is_busy())
    assert owner.shown == [names(owner)]
    assert any("Written meanwhile" in name for name in names(owner))


@pytest.mark.usefixtures("always_resting")
def test_a_write_that_is_taken_back_meanwhile_does_no_harm(owner: Owner, qtbot: QtBot) -> None:
    assert owner.register is not None
    owner.read()
    with suppress(KeyError), owner.register.write("Add one"):
        owner.register.organisations.add(a_council("Taken back", code="GONE"))
        raise KeyError
    qtbot.waitUntil(lambda: not owner.reader.is_busy())
    assert owner.shown == [names(owner)]
    assert owner.told == []


@pytest.mark.usefixtures("always_resting")
def test_nobody_comes_between_a_write_and_its_end(owner: Owner) -> None:
    def try_out() -> list[str]:
        assert owner.register is not None
        found = []
        with suppress(KeyError), owner.register.write("Try out"):
            owner.register.organisations.add(a_council("Tried out", code="TRY"))
            found = owner.slowly()
            raise KeyError
        return found

    owner.reader.read("try", try_out, owner.shown.append, owner)
    (shown,) = owner.shown
    assert set(names(owner)) < set(shown)  # type: ignore[call-overload]


@pytest.mark.usefixtures("always_resting")
def test_the_newest_reading_of_a_key_takes_the_place_of_the_older(
    owner: Owner, qtbot: QtBot
) -> None:
    owner.read()
    owner.read()
    qtbot.waitUntil(lambda: not owner.reader.is_busy())
    assert len(owner.shown) == 1


@pytest.mark.usefixtures("always_resting")
def test_what_the_officer_looks_at_comes_before_what_can_wait(owner: Owner, qtbot: QtBot) -> None:
    for key in ("count one", "count two"):
        owner.reader.read(key, partial(str, key), owner.shown.append, owner, later=True)
    owner.read()
    assert owner.reader.is_busy("count one")
    qtbot.waitUntil(lambda: not owner.reader.is_busy())
    assert owner.shown == [names(owner), "count one", "count two"]


@pytest.mark.usefixtures("always_resting")
def test_nothing_is_shown_of_a_register_that_was_closed(owner: Owner, qtbot: QtBot) -> None:
    owner.read()
    owner.register = None
    qtbot.waitUntil(lambda: not owner.reader.is_busy())
    assert owner.shown == []


@pytest.mark.usefixtures("always_resting")
def test_a_refusal_is_told_also_when_it_comes_late(owner: Owner, qtbot: QtBot) -> None:
    def refuse() -> Organisation:
        owner.slowly()
        raise Invalid([Problem("This cannot be read.")])

    owner.reader.read("names", refuse, owner.shown.append, owner)
    assert owner.told == []
    qtbot.waitUntil(lambda: not owner.reader.is_busy())
    assert owner.told == ["This cannot be read."]
    assert owner.shown == []


def test_nobody_rests_where_no_window_waits(owner: Owner) -> None:
    assert pace.turn is None
    assert list(pace.paced([1, 2])) == [1, 2]
    pace.rest()


@pytest.mark.usefixtures("always_resting")
def test_a_worker_that_reads_at_the_same_time_is_not_disturbed(owner: Owner) -> None:
    failed: list[BaseException] = []

    def on_a_worker() -> None:
        try:
            pace.rest()
            list(pace.paced([1, 2]))
        except BaseException as error:
            failed.append(error)

    def both() -> list[str]:
        worker = Thread(target=on_a_worker)
        worker.start()
        worker.join()
        return ["read"]

    owner.reader.read("both", both, owner.shown.append, owner)
    assert (failed, owner.shown) == ([], [["read"]])


def test_what_was_left_half_way_is_shown_in_a_turn_of_its_own(
    owner: Owner, always_resting: None, qtbot: QtBot
) -> None:
    turns: list[int] = []

    def work() -> str:
        pace.rest()
        turns.append(len(owner.shown))
        QTimer.singleShot(0, owner, lambda: turns.append(len(owner.shown)))
        return "done"

    owner.reader.read("one", work, owner.shown.append, owner)
    qtbot.waitUntil(lambda: ["done"] == owner.shown)
    assert [0, 0] == turns


@pytest.mark.usefixtures("always_resting")
def test_the_window_has_its_turn_while_something_is_done_on_a_thread(
    owner: Owner, qtbot: QtBot
) -> None:
    go_on = Event()
    QTimer.singleShot(0, owner, go_on.set)
    owner.reader.read("aside", lambda: pace.aside(lambda: go_on.wait(5)), owner.shown.append, owner)
    assert owner.shown == []
    qtbot.waitUntil(lambda: not owner.reader.is_busy())
    assert owner.shown == [True]


def test_what_fails_on_a_thread_is_told(owner: Owner) -> None:
    def fail() -> None:
        raise Invalid([Problem("The disk is full.")])

    owner.reader.read("aside", lambda: pace.aside(fail), owner.shown.append, owner)
    assert (owner.told, owner.shown) == (["The disk is full."], [])
