"""Opening a large register: the window is painted while it waits, and takes no input."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from loti_admin import pace
from loti_admin.errors import FileTrouble
from tests.ui.window_builders import a_file, a_window, settle
from ui.patience import is_waiting, patiently


@pytest.fixture(autouse=True)
def at_every_rest(monkeypatch: pytest.MonkeyPatch, qapp: QApplication) -> Iterator[None]:
    monkeypatch.setattr("ui.patience.AT_ONCE", 0)
    monkeypatch.setattr("ui.patience.SLICE", 0)
    yield
    assert pace.turn is None
    assert QApplication.overrideCursor() is None


def slowly() -> int:
    return sum(pace.paced(range(20)))


def test_the_window_has_its_turn_and_the_pointer_says_that_it_waits() -> None:
    timer, seen = QTimer(), []
    timer.timeout.connect(
        lambda: seen.append((is_waiting(), QApplication.overrideCursor() is not None))
    )
    timer.start(0)
    assert patiently(slowly) == 190
    timer.stop()
    assert seen.count((True, True)) >= 3
    assert not is_waiting()


def test_what_goes_wrong_is_said_as_ever() -> None:
    def fail() -> None:
        slowly()
        raise FileTrouble("The file is gone.")

    with pytest.raises(FileTrouble, match="gone"):
        patiently(fail)


def test_within_something_that_waits_it_is_simply_done() -> None:
    assert patiently(lambda: patiently(slowly)) == 190


def test_a_register_opens_while_the_window_is_painted_and_cannot_be_closed(tmp_path: Path) -> None:
    with a_window(tmp_path, empty=True) as window:
        path, tried = a_file(tmp_path), []
        timer = QTimer(window)
        timer.timeout.connect(lambda: tried.append(window.close()) if is_waiting() else None)
        timer.start(0)
        window.files.open_recent(path)
        timer.stop()
        settle()
        assert tried
        assert not any(tried)
        assert window.session.register.path == path


def test_another_register_takes_the_place_of_one_that_is_still_being_read(tmp_path: Path) -> None:
    first, second = a_file(tmp_path, "First.loti"), a_file(tmp_path, "Second.loti")
    with a_window(tmp_path, empty=True) as window:
        window.files.open_recent(first)
        reader = window.session.reader
        reader.read("long", slowly, lambda _: None, window, later=True)
        window.files.open_recent(second)
        settle()
        assert window.session.register.path == second
        assert window.windowTitle().startswith("Second")
        assert not reader.is_busy()
