"""Backups are copied to a second folder without holding anything up, and a folder that is gone is told once."""

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from loti_admin.services.settings import save_settings
from loti_admin.storage.backups import backup_folder
from tests.ui.window_builders import a_file, a_window, settle
from ui.dialogs.preferences import PreferencesDialog
from ui.main_window import MainWindow


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return a_file(tmp_path)


def names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


def opened(window: MainWindow, path: Path, folder: Path) -> None:
    window.preferences.set_second_folder(path, folder)
    window.files.open_path(path)
    window.files.second.wait(60)


def test_opening_asking_and_closing_copy_what_they_back_up(path: Path, stick: Path) -> None:
    with a_window(path.parent, empty=True) as window:
        opened(window, path, stick)
        assert names(stick) == names(backup_folder(path))
        save_settings(window.session.register, {"officer": "B. Okoro"})
        window.commands.run("file.backup")
        window.files.second.wait(60)
        assert names(stick) == names(backup_folder(path))
        save_settings(window.session.register, {"officer": "C. Okoro"})
    assert names(stick) == names(backup_folder(path))
    assert len(names(stick)) == 3


def test_a_folder_out_of_reach_is_told_once_and_work_goes_on(path: Path, tmp_path: Path) -> None:
    with a_window(path.parent, empty=True) as window:
        opened(window, path, tmp_path / "unplugged")
        notice = window.frame.notices.message
        assert notice.title == "Backups have no copy in the second folder"
        assert "cannot be reached" in notice.sentence
        save_settings(window.session.register, {"officer": "B. Okoro"})
        window.frame.notices.clear()
        window.files.second.copy()
        window.files.second.wait(60)
        assert not notice.is_showing()
        assert len(names(backup_folder(path))) == 1
        window.close()
        assert not window.isVisible()


def test_it_is_told_where_another_folder_can_be_chosen(path: Path, tmp_path: Path) -> None:
    with a_window(path.parent, empty=True) as window:
        opened(window, path, tmp_path / "unplugged")
        QTest.mouseClick(window.frame.notices.message.button, Qt.MouseButton.LeftButton)
        settle()
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, PreferencesDialog)
        assert dialog.sections.current() == "backups"
        dialog.reject()


def test_a_folder_that_is_back_gets_what_it_missed(path: Path, tmp_path: Path) -> None:
    with a_window(path.parent, empty=True) as window:
        opened(window, path, tmp_path / "unplugged")
        (tmp_path / "unplugged").mkdir()
        window.files.second.copy()
        window.files.second.wait(60)
        assert window.files.second.trouble == ""
        assert names(tmp_path / "unplugged") == names(backup_folder(path))


def test_without_a_second_folder_nothing_is_copied(path: Path) -> None:
    before = names(path.parent)
    with a_window(path.parent, empty=True) as window:
        window.files.open_path(path)
        window.files.second.wait(60)
        assert window.files.second.trouble == ""
    assert set(names(path.parent)) - set(before) <= {"LOTI backups", "preferences.ini"}


def test_a_fault_of_ours_is_shown_like_any_other(
    path: Path, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    caught: list[type[BaseException]] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, error, trace: caught.append(kind))

    def fail(*_arguments: object) -> None:
        raise KeyError("Camden")

    monkeypatch.setattr("ui.second_folder.copy_backups", fail)
    with a_window(path.parent, empty=True) as window:
        opened(window, path, stick)
        assert caught == [KeyError]
        monkeypatch.undo()
