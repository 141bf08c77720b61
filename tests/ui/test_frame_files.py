"""Registers in files: opened, made, missing, read only, backed up; the first screen before any of that."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu
from pytestqt.qtbot import QtBot

from loti_admin.services.settings import is_example, save_settings, setting
from loti_admin.storage.backups import backups_of
from loti_admin.storage.register import Register
from loti_admin.storage.retention import Reason
from tests.ui.session_builders import TODAY
from tests.ui.window_builders import a_file, a_window, settle
from ui import file_actions
from ui.dialogs.first_run import FirstRunDialog
from ui.kit.message_bar import Message
from ui.main_window import MainWindow


def open_dialog() -> QFileDialog:
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QFileDialog)
    return dialog


def choose(path: Path) -> None:
    """Choose a file in the dialog that is open."""
    dialog = open_dialog()
    dialog.fileSelected.emit(str(path))
    dialog.close()
    settle()


def skip_the_steps() -> None:
    """Leave all four steps before a new register for later."""
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, FirstRunDialog)
    for _ in dialog.steps:
        dialog.skip()


def test_the_first_screen_is_shown_while_no_register_is_open(tmp_path: Path) -> None:
    with a_window(tmp_path, empty=True) as window:
        assert window.welcome.isVisible()
        assert not window.menu_row.isVisible()
        assert not window.frame.isVisible()


def test_a_register_is_opened_from_the_first_screen(tmp_path: Path) -> None:
    path = a_file(tmp_path)
    with a_window(tmp_path, empty=True) as window:
        QTest.mouseClick(window.welcome.choices[1], Qt.MouseButton.LeftButton)
        choose(path)
        assert window.frame.isVisible()
        assert window.windowTitle() == "LOTI – LOTI Admin"
        assert window.frame.status.file.text == f"LOTI.loti on {tmp_path}"
        assert window.frame.status.access.text() == "You can edit"
        assert window.preferences.recent == [path]


def test_opening_makes_a_backup_when_something_changed_since_the_last(tmp_path: Path) -> None:
    path = a_file(tmp_path)
    with a_window(tmp_path, empty=True) as window:
        window.files.open_path(path)
        assert [kept.reason for kept in backups_of(path)] == [Reason.OPENED]
        assert window.frame.status.backup.text() == "Backup checked just now"
        save_settings(window.session.register, {"officer": "B. Okoro"})
    assert {kept.reason for kept in backups_of(path)} == {Reason.CLOSED, Reason.OPENED}


def test_what_changed_is_backed_up_before_another_register_takes_its_place(tmp_path: Path) -> None:
    path, other = a_file(tmp_path), tmp_path / "Other.loti"
    with a_window(tmp_path, empty=True) as window:
        window.files.open_path(path)
        save_settings(window.session.register, {"officer": "B. Okoro"})
        window.files.create(other)
        assert window.session.register.path == other
        assert {kept.reason for kept in backups_of(path)} == {Reason.CLOSED, Reason.OPENED}


def test_the_last_register_is_opened_again(tmp_path: Path) -> None:
    path = a_file(tmp_path)
    with a_window(tmp_path, empty=True) as window:
        window.files.open_path(path)
    with a_window(tmp_path, empty=True) as window:
        window.start(None)
        assert window.session.register.path == path


def test_what_is_no_register_leaves_the_open_one(tmp_path: Path) -> None:
    path, other = a_file(tmp_path), tmp_path / "letter.loti"
    other.write_text("Dear all")
    with a_window(tmp_path, empty=True) as window:
        window.files.open_path(path)
        window.files.open_recent(other)
        assert window.session.register.path == path
        assert window.frame.notices.message.kind is Message.ERROR
        assert "letter.loti" in window.frame.notices.message.title


def test_a_new_register_is_made_and_open(tmp_path: Path) -> None:
    with a_window(tmp_path, empty=True) as window:
        QTest.mouseClick(window.welcome.choices[0], Qt.MouseButton.LeftButton)
        skip_the_steps()
        choose(tmp_path / "New.loti")
        assert window.session.register.organisations.count() == 35
        assert window.preferences.folder("registers") == tmp_path


def test_the_example_is_made_once_and_opened(tmp_path: Path, qtbot: QtBot) -> None:
    with a_window(tmp_path, empty=True) as window:
        QTest.mouseClick(window.welcome.choices[2], Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: window.session.is_open)
        assert is_example(window.session.register)
        assert window.session.register.path == file_actions.example_path()


def test_open_recent_lists_what_was_open(tmp_path: Path) -> None:
    path = a_file(tmp_path)
    with a_window(tmp_path, empty=True) as window:
        menu = QMenu(window)
        window.files.fill_recent(menu)
        assert [a.text() for a in menu.actions()] == ["No register was open yet"]
        window.files.open_path(path)
        menu.clear()
        window.files.fill_recent(menu)
        entry: QAction = menu.actions()[0]
        assert entry.text() == f"LOTI.loti on {tmp_path}"
        entry.trigger()
        assert window.session.register.path == path


def test_who_comes_second_reads_only_and_edits_as_soon_as_it_is_free(tmp_path: Path) -> None:
    path = a_file(tmp_path)
    first = Register.open(path)
    with a_window(tmp_path, empty=True) as window:
        window.files.open_path(path)
        notice = window.frame.notices.read_only
        assert window.session.read_only
        assert notice.title.startswith(f"Read only: opened by {first.person} on ")
        assert notice.sentence.startswith("You see it as at ")
        assert window.frame.status.access.text() == "Read only"
        assert not window.commands.actions["file.import"].isEnabled()
        save_settings(first, {"officer": "B. Okoro"})
        assert officer(window) == "A. Reeve"
        QTest.mouseClick(notice.button, Qt.MouseButton.LeftButton)
        assert window.session.read_only
        assert officer(window) == "B. Okoro"
        first.close()
        window.frame.notices.look()
        assert not window.session.read_only
        assert notice.isHidden()


def test_looking_again_keeps_the_year(tmp_path: Path) -> None:
    path = a_file(tmp_path)
    with Register.open(path), a_window(tmp_path, empty=True) as window:
        window.files.open_path(path)
        year = window.session.year.next
        window.navigator.choose_year(year)
        QTest.mouseClick(window.frame.notices.read_only.button, Qt.MouseButton.LeftButton)
        assert window.session.year == year


def test_a_backup_is_made_when_asked_for(tmp_path: Path) -> None:
    path = a_file(tmp_path)
    with a_window(tmp_path, empty=True) as window:
        window.files.open_path(path)
        window.commands.run("file.backup")
        assert Reason.ASKED in [kept.reason for kept in backups_of(path)]
        assert window.frame.notices.message.title == "A backup was made and checked"


def test_a_backup_that_fails_at_closing_asks_before_the_window_goes(tmp_path: Path) -> None:
    path = a_file(tmp_path)
    with a_window(tmp_path, empty=True) as window:
        window.files.open_path(path)
        save_settings(window.session.register, {"officer": "B. Okoro"})
        folder = tmp_path / "LOTI backups"
        for kept in folder.iterdir():
            kept.unlink()
        folder.rmdir()
        folder.write_text("in the way")
        window.close()
        assert window.isVisible()
        notice = window.frame.notices.message
        assert notice.title == "No backup was made"
        QTest.mouseClick(notice.button, Qt.MouseButton.LeftButton)
        assert not window.isVisible()
    with Register.open(path, read_only=True) as kept_register:
        assert setting(kept_register, "officer", TODAY) == "B. Okoro"


def officer(window: MainWindow) -> str:
    return setting(window.session.register, "officer", window.session.today())
