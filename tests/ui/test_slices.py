"""Pages of a register that is read in slices: a cover until the first time, then what was read, then the keyboard."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from loti_admin.domain.dates import Year
from loti_admin.errors import FileTrouble
from loti_admin.pace import rest
from loti_admin.storage.register import Register
from tests.ui.window_builders import a_window, settle
from ui.kit.table_view import TableView
from ui.main_window import MainWindow
from ui.page import Page
from ui.pages import PAGES
from ui.reader import Reader

# Home is in front before the slices begin; Safety reads little, whatever the register holds.
KEYS = [spec.key for spec in PAGES if spec.key not in ("home", "safety")]


@pytest.fixture
def window(
    tmp_path: Path, example: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> Iterator[MainWindow]:
    """The real window on Home; from then on every rest is taken."""
    with a_window(tmp_path, empty=True, pages=PAGES) as window:
        window.files.open_path(Path(shutil.copy(example, tmp_path)))
        qtbot.waitUntil(lambda: not window.session.reader.is_busy())
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        monkeypatch.setattr(Reader, "at_once", 0)
        monkeypatch.setattr("ui.reader.SLICE", 0)
        yield window


def front(window: MainWindow) -> Page:
    page = window.pages.current
    assert page is not None
    return page


def forget_what_was_read(window: MainWindow) -> None:
    window.session.register.forget()


def wait(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not window.session.reader.is_busy())
    settle()


@pytest.mark.parametrize("key", KEYS)
def test_a_page_is_covered_until_it_was_read_for_the_first_time(
    key: str, window: MainWindow, qtbot: QtBot
) -> None:
    forget_what_was_read(window)
    window.pages.show_page(key)
    page = front(window)
    assert page.is_covered()
    own = [spec for spec in window.commands.specs if window.commands.of_page(spec) == key]
    assert not any(window.commands.can(spec) for spec in own if spec.key in page.commands())
    assert window.frame.status.isVisible()
    wait(window, qtbot)
    assert not page.is_covered()
    figures = page.figures.text()
    page.reload()
    assert page.figures.text() == figures


def test_the_keyboard_comes_to_the_list_when_it_is_there(window: MainWindow, qtbot: QtBot) -> None:
    forget_what_was_read(window)
    window.pages.show_page("members")
    assert QApplication.focusWidget() is window.pages
    wait(window, qtbot)
    assert isinstance(QApplication.focusWidget(), TableView)


def test_the_keyboard_stays_where_the_officer_put_it_meanwhile(
    window: MainWindow, qtbot: QtBot
) -> None:
    forget_what_was_read(window)
    window.pages.show_page("members")
    item = window.frame.navigation.items["members"]
    item.setFocus()
    wait(window, qtbot)
    assert QApplication.focusWidget() is item


def test_another_year_covers_the_page_until_it_is_read(window: MainWindow, qtbot: QtBot) -> None:
    window.pages.show_page("invoices")
    wait(window, qtbot)
    page, year = front(window), window.session.year
    before = page.figures.text()
    forget_what_was_read(window)
    window.session.set_year(year.next)
    assert page.is_covered()
    window.session.set_year(year.previous)
    wait(window, qtbot)
    assert not page.is_covered()
    assert page.figures.text() != before
    window.session.set_year(year)
    wait(window, qtbot)
    assert page.figures.text() == before


def test_a_record_of_another_page_and_year_is_found_when_it_was_read(
    window: MainWindow, qtbot: QtBot
) -> None:
    document = min(window.session.register.documents.all(), key=lambda d: (d.year, d.number))
    window.session.set_year(Year.parse(document.year).next)
    wait(window, qtbot)
    forget_what_was_read(window)
    window.navigator.go(f"document/{document.id}")
    wait(window, qtbot)
    assert front(window).key == "invoices"
    assert "1 row selected" in front(window).selection_text()


def test_a_command_of_another_page_waits_until_that_page_was_read(
    window: MainWindow, qtbot: QtBot
) -> None:
    forget_what_was_read(window)
    window.commands.page_asked.emit("members", "members.new")
    assert QApplication.activeModalWidget() is None
    wait(window, qtbot)
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    assert dialog.windowTitle() == "New member"
    dialog.close()


def test_a_page_that_is_left_before_it_was_read_is_read_all_the_same(
    window: MainWindow, qtbot: QtBot
) -> None:
    forget_what_was_read(window)
    window.pages.show_page("payments")
    page = front(window)
    window.pages.show_page("members")
    wait(window, qtbot)
    window.pages.show_page("payments")
    assert not page.is_covered()
    assert front(window) is page


def test_a_reading_that_was_left_keeps_no_hold_of_the_file(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Left in the middle of a table, as a large one is.
    monkeypatch.setattr("loti_admin.storage.repository._AT_A_TIME", 1)
    forget_what_was_read(window)
    window.pages.show_page("members")
    assert front(window).is_being_read()
    path = window.session.register.path
    assert path is not None
    window.session.close()
    with Register.open(path) as register:
        assert not register.read_only


def test_why_a_page_could_not_be_read_is_seen(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(page: Page) -> None:
        page.session.register.organisations.all()
        rest()
        raise FileTrouble("The folder is gone. Connect it and try again.")

    done: list[int] = []
    window.pages.show_page("members")
    wait(window, qtbot)
    monkeypatch.setattr(type(front(window)), "read", fail)
    forget_what_was_read(window)
    window.pages.reload_all()
    page = front(window)
    assert page.is_covered()
    page.after_read(lambda: done.append(1))
    wait(window, qtbot)
    assert not page.is_covered()
    assert "Connect it" in page.message_bar.accessibleName()
    monkeypatch.undo()
    page.reload()
    assert done == []
