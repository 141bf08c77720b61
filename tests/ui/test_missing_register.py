"""A register that is not where it was: found elsewhere, put back from a backup, or let go."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QWidget

from loti_admin.storage.backups import backups_of
from tests.ui.window_builders import a_file, a_window, settle, some_preferences
from ui.dialogs.missing_register import MissingRegisterDialog
from ui.main_window import MainWindow


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A register that was open here before, with a backup."""
    folder = tmp_path / "drive"
    folder.mkdir()
    made = a_file(folder)
    with a_window(tmp_path, empty=True) as window:
        window.files.open_path(made)
    return made


@contextmanager
def started(folder: Path) -> Iterator[tuple[MainWindow, MissingRegisterDialog]]:
    with a_window(folder, empty=True) as window:
        window.start(None)
        settle()
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, MissingRegisterDialog)
        yield window, dialog
        if QApplication.activeModalWidget() is dialog:
            dialog.reject()


def click(button: QWidget) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    settle()


def choose(path: Path) -> None:
    files = QApplication.activeModalWidget()
    assert isinstance(files, QFileDialog)
    files.fileSelected.emit(str(path))
    files.close()
    settle()


def words(dialog: QWidget) -> str:
    return "\n".join(label.text() for label in dialog.findChildren(QLabel))


def test_it_says_where_the_register_was_and_what_the_newest_backup_is(
    path: Path, tmp_path: Path
) -> None:
    path.unlink()
    with started(tmp_path) as (window, dialog):
        assert window.welcome.isVisible()
        assert dialog.windowTitle() == "LOTI.loti is not where it was"
        assert str(path) in words(dialog)
        assert str(path.parent / "LOTI backups") in words(dialog)
        assert "Nothing was changed." in words(dialog)


def test_it_is_found_elsewhere(path: Path, tmp_path: Path) -> None:
    kept = some_preferences(tmp_path)
    kept.set_second_folder(path, tmp_path / "stick")
    moved = tmp_path / "LOTI 2.loti"
    path.rename(moved)
    with started(tmp_path) as (window, dialog):
        click(dialog.browse_button)
        choose(moved)
        assert window.session.register.path == moved
        assert window.preferences.recent == [moved]
        assert window.preferences.second_folder(moved) == tmp_path / "stick"


def test_something_else_that_is_chosen_is_refused_where_it_was_asked(
    path: Path, tmp_path: Path
) -> None:
    path.unlink()
    letter = tmp_path / "letter.loti"
    letter.write_text("Dear all")
    with started(tmp_path) as (window, dialog):
        click(dialog.browse_button)
        choose(letter)
        assert dialog.isVisible()
        assert "letter.loti" in dialog.message.title
        assert not window.session.is_open


def test_the_newest_backup_takes_its_place_and_stays_a_backup(path: Path, tmp_path: Path) -> None:
    path.unlink()
    before = [backup.path for backup in backups_of(path)]
    with started(tmp_path) as (window, dialog):
        click(dialog.backup_button)
        assert window.session.register.path == path
        assert window.session.register.memberships.count() == 3
    assert set(before) <= {backup.path for backup in backups_of(path)}


def test_without_its_folder_the_second_folder_has_a_backup(path: Path, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    with a_window(tmp_path, empty=True) as window:
        window.preferences.set_second_folder(path, stick)
        window.files.open_path(path)
    assert list(stick.iterdir())
    path.parent.rename(tmp_path / "unplugged")
    with started(tmp_path) as (window, dialog):
        assert "cannot be reached" in words(dialog)
        click(dialog.backup_button)
        choose(tmp_path / "LOTI.loti")
        assert window.session.register.path == tmp_path / "LOTI.loti"
        assert window.session.register.memberships.count() == 3


def test_a_backup_never_replaces_another_file(path: Path, tmp_path: Path) -> None:
    stick, taken = tmp_path / "stick", tmp_path / "taken.loti"
    stick.mkdir()
    taken.write_text("mine")
    with a_window(tmp_path, empty=True) as window:
        window.preferences.set_second_folder(path, stick)
        window.files.open_path(path)
    path.parent.rename(tmp_path / "unplugged")
    with started(tmp_path) as (_window, dialog):
        click(dialog.backup_button)
        choose(taken)
        assert dialog.message.title.endswith("exists already. Choose another name.")
    assert taken.read_text() == "mine"


def test_without_any_backup_none_is_offered(path: Path, tmp_path: Path) -> None:
    path.unlink()
    for backup in backups_of(path):
        backup.path.unlink()
    with started(tmp_path) as (_window, dialog):
        assert dialog.backup_button.isHidden()
        assert "None can be reached" in words(dialog)


def test_it_can_be_forgotten_or_left_for_now(path: Path, tmp_path: Path) -> None:
    path.unlink()
    with started(tmp_path) as (window, dialog):
        click(dialog.not_now_button)
        assert window.preferences.recent == [path]
    with started(tmp_path) as (window, dialog):
        click(dialog.forget_button)
        assert window.preferences.recent == []
    with a_window(tmp_path, empty=True) as window:
        window.start(None)
        assert QApplication.activeModalWidget() is None
