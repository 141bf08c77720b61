"""What is got ready while nobody waits: pages are built before they are looked at, and never felt."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from tests.ui.frame_pages import PAGES as FRAME_PAGES
from tests.ui.session_builders import a_register
from tests.ui.window_builders import a_window, settle
from ui.main_window import MainWindow
from ui.page import Page
from ui.pages import PAGES
from ui.reader import Reader


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.ahead._PAUSE", 0)
    monkeypatch.setattr("ui.ahead._LATER", 1)


@pytest.fixture
def always_resting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every rest is taken."""
    monkeypatch.setattr(Reader, "at_once", 0)
    monkeypatch.setattr("ui.reader.SLICE", 0)


@pytest.fixture
def window(tmp_path: Path) -> Iterator[MainWindow]:
    with a_window(tmp_path, a_register(members=3), pages=PAGES) as window:
        yield window


def built(window: MainWindow) -> list[str]:
    return [page.key for page in window.pages.findChildren(Page)]


def wait(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not window.pages.is_working_ahead(), timeout=20_000)


def test_every_page_is_built_though_nobody_looked_at_it(window: MainWindow, qtbot: QtBot) -> None:
    assert built(window) == ["home"]
    window.pages.work_ahead()
    wait(window, qtbot)
    assert sorted(built(window)) == sorted(spec.key for spec in PAGES)
    assert window.pages.current is window.pages.page("home")


@pytest.mark.usefixtures("always_resting")
def test_it_is_built_in_slices_and_then_shown_as_any_other(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.pages.work_ahead()
    wait(window, qtbot)
    for spec in PAGES:
        assert window.pages.show_page(spec.key)
        qtbot.waitUntil(lambda: not window.session.reader.is_busy(), timeout=20_000)
        settle()
    assert len(built(window)) == len(PAGES)


@pytest.mark.usefixtures("always_resting")
def test_a_page_that_is_half_built_is_finished_when_it_is_wanted(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.pages.work_ahead()
    qtbot.waitUntil(lambda: window.session.reader.is_busy(("build", "budget")), timeout=20_000)
    assert "budget" not in built(window)
    assert window.pages.show_page("budget")
    assert window.pages.current is not None
    assert window.pages.current.key == "budget"
    wait(window, qtbot)
    assert built(window).count("budget") == 1


@pytest.mark.usefixtures("always_resting")
def test_it_is_begun_anew_when_something_is_written_meanwhile(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.pages.work_ahead()
    qtbot.waitUntil(lambda: window.session.reader.is_busy(("build", "safety")), timeout=20_000)
    window.commands.run("edit.undo")
    wait(window, qtbot)
    assert sorted(built(window)) == sorted(spec.key for spec in PAGES)


def test_nothing_is_built_while_somebody_types(window: MainWindow, qtbot: QtBot) -> None:
    field = QLineEdit(window)
    field.show()
    field.setFocus()
    window.pages.work_ahead()
    QTest.keyClicks(field, "typing")
    qtbot.wait(50)
    assert built(window) == ["home"]
    field.clearFocus()
    wait(window, qtbot)
    assert len(built(window)) == len(PAGES)


def test_the_numbers_beside_the_pages_come_when_these_are_loaded(
    tmp_path: Path, qtbot: QtBot
) -> None:
    counted: list[str] = []
    with a_window(tmp_path, empty=True, pages=FRAME_PAGES) as window:
        window.pages.counted.connect(lambda key, _count: counted.append(key))
        window.pages.work_ahead()
        window.session.take(a_register(members=3))
        wait(window, qtbot)
        qtbot.waitUntil(lambda: sorted(counted) == sorted(spec.key for spec in FRAME_PAGES))


def test_a_library_that_cannot_be_loaded_is_passed_over(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.ahead._LIBRARIES", ("there_is_no_such_library",))
    window.pages.work_ahead()
    wait(window, qtbot)
    assert len(built(window)) == len(PAGES)
