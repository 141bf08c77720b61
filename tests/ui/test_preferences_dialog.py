"""One place for what belongs to this computer and this person."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from loti_admin.services.settings import setting
from loti_admin.storage.backups import backup_folder
from tests.ui.window_builders import a_file, a_window, settle
from ui import theme
from ui.dialogs.preferences import PreferencesDialog
from ui.dialogs.settings import SettingsDialog
from ui.main_window import MainWindow
from ui.theme import Scheme


@pytest.fixture
def window(tmp_path: Path) -> Iterator[MainWindow]:
    path = a_file(tmp_path)
    with a_window(tmp_path, empty=True) as shown:
        shown.files.open_path(path)
        yield shown


def a_dialog(window: MainWindow, section: str = "") -> PreferencesDialog:
    window.files.show_preferences(section)
    settle()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, PreferencesDialog)
    return dialog


def click(button: QWidget) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    settle()


def type_folder(dialog: PreferencesDialog, key: str, folder: Path) -> None:
    line = dialog.form.editor(key).line
    line.selectAll()
    QTest.keyClicks(line, str(folder))


def test_the_look_changes_when_it_is_saved_and_is_remembered(window: MainWindow) -> None:
    dialog = a_dialog(window)
    dialog.form.editor("scheme").set_value(Scheme.DARK)
    dialog.form.editor("text_scale").set_value(125)
    click(dialog.act_button)
    assert (theme.current().dark, theme.current().text_scale) == (True, 125)
    assert (window.preferences.scheme, window.preferences.text_scale) == (Scheme.DARK, 125)
    window.commands.refresh()
    assert window.commands.actions["view.theme-dark"].isChecked()


def test_folders_are_remembered_and_a_wrong_one_is_told_in_its_section(
    window: MainWindow, tmp_path: Path
) -> None:
    exports = tmp_path / "exports"
    exports.mkdir()
    dialog = a_dialog(window, "folders")
    type_folder(dialog, "workbooks", exports)
    type_folder(dialog, "documents", exports)
    type_folder(dialog, "ledgers", tmp_path / "nowhere")
    dialog.sections.choose("look")
    click(dialog.act_button)
    assert dialog.isVisible()
    [sentence] = dialog.form.summary.sentences()
    assert sentence.endswith("Choose one with Browse.")
    click(dialog.form.summary.links()[0])
    assert dialog.sections.current() == "folders"
    type_folder(dialog, "ledgers", exports)
    click(dialog.act_button)
    kept, path = window.preferences, window.session.register.path
    assert kept.folder("workbooks") == kept.folder("ledgers") == exports
    assert kept.documents_folder(path) == exports


def test_the_folder_of_the_pdfs_can_be_forgotten_and_half_a_name_is_refused(
    window: MainWindow, tmp_path: Path
) -> None:
    path = window.session.register.path
    window.preferences.set_documents_folder(path, tmp_path)
    dialog = a_dialog(window, "folders")
    type_folder(dialog, "registers", Path("letters"))
    click(dialog.act_button)
    [sentence] = dialog.form.summary.sentences()
    assert sentence.startswith("Registers: This is only a part of a folder's name.")
    type_folder(dialog, "registers", tmp_path)
    line = dialog.form.editor("documents").line
    line.selectAll()
    QTest.keyClick(line, Qt.Key.Key_Delete)
    click(dialog.act_button)
    assert window.preferences.documents_folder(path) is None
    assert window.preferences.folder("registers") == tmp_path


def test_a_folder_is_chosen_with_the_dialog_of_the_system(
    window: MainWindow, tmp_path: Path
) -> None:
    dialog = a_dialog(window, "backups")
    click(dialog.form.editor("second_folder").browse_button)
    files = QApplication.activeModalWidget()
    assert isinstance(files, QFileDialog)
    files.fileSelected.emit(str(tmp_path))
    files.close()
    settle()
    click(dialog.act_button)
    assert window.preferences.second_folder(window.session.register.path) == tmp_path


def test_choosing_a_second_folder_copies_the_backups_at_once(
    window: MainWindow, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    path = window.session.register.path
    assert path is not None
    dialog = a_dialog(window, "backups")
    type_folder(dialog, "second_folder", stick)
    click(dialog.act_button)
    window.files.second.wait(60)
    copied = [file.name for file in stick.iterdir()]
    assert copied == [file.name for file in backup_folder(path).iterdir()]
    dialog = a_dialog(window, "backups")
    assert dialog.about_backups.text().startswith("1 copy is there")
    dialog.reject()


def test_the_folder_of_the_backups_is_no_second_folder(window: MainWindow) -> None:
    path = window.session.register.path
    assert path is not None
    dialog = a_dialog(window, "backups")
    type_folder(dialog, "second_folder", backup_folder(path))
    click(dialog.act_button)
    assert dialog.isVisible()
    assert "another drive" in dialog.form.summary.sentences()[0]
    assert window.preferences.second_folder(path) is None
    dialog._discard()


def test_a_second_folder_out_of_reach_does_not_keep_the_rest_from_being_saved(
    window: MainWindow, tmp_path: Path
) -> None:
    path = window.session.register.path
    window.preferences.set_second_folder(path, tmp_path / "unplugged")
    dialog = a_dialog(window, "officer")
    editor = dialog.form.editor("officer")
    editor.selectAll()
    QTest.keyClicks(editor, "B. Okoro")
    click(dialog.act_button)
    assert setting(window.session.register, "officer", window.session.today()) == "B. Okoro"
    assert window.preferences.second_folder(path) == tmp_path / "unplugged"


def test_without_a_register_only_what_needs_none_is_asked(tmp_path: Path) -> None:
    with a_window(tmp_path, empty=True) as window:
        window.commands.run("file.preferences")
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, PreferencesDialog)
        assert not dialog.settings_link.isVisible()
        dialog.form.editor("text_scale").set_value(125)
        click(dialog.act_button)
        assert window.preferences.text_scale == 125


def test_the_settings_of_the_register_are_one_step_away(window: MainWindow) -> None:
    dialog = a_dialog(window)
    click(dialog.settings_link)
    settings = QApplication.activeModalWidget()
    assert isinstance(settings, SettingsDialog)
    settings.reject()
