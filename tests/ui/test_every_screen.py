"""The same rules for what no command of a page opens: first screen, first steps, guide, finder, a lost register."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.ui import window_audit as audit
from tests.ui.session_builders import a_register
from tests.ui.window_builders import a_file, a_window, settle
from ui.dialogs.first_run import FirstRunDialog
from ui.help.guide import Guide
from ui.help.window import HelpWindow
from ui.pages import PAGES

EACH_SCALE = pytest.mark.parametrize("scale", [100, 200])


@EACH_SCALE
def test_the_first_screen(scale: int, tmp_path: Path) -> None:
    with a_window(tmp_path, empty=True) as window:
        window.preferences.add_recent(tmp_path / "LOTI.loti")
        window.welcome.set_recent(window.preferences.recent)
        window.commands.run(f"view.text-{scale}")
        settle()
        assert audit.wrong_with(window.welcome) == []


@EACH_SCALE
def test_the_steps_before_a_new_register(scale: int, tmp_path: Path) -> None:
    with a_window(tmp_path, empty=True) as window:
        window.commands.run(f"view.text-{scale}")
        window.commands.run("file.new")
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, FirstRunDialog)
        for number in range(len(dialog.steps)):
            settle()
            assert dialog.current == number
            assert audit.wrong_with(dialog) == []
            if number == 2:
                dialog.members.list.tick_all()
            dialog.skip() if number < 3 else dialog.reject()
        if dialog.isVisible():
            dialog.discard_button.click()


@EACH_SCALE
def test_a_register_that_is_lost(scale: int, tmp_path: Path) -> None:
    path = a_file(tmp_path)
    with a_window(tmp_path, empty=True) as window:
        window.files.open_path(path)
    path.unlink()
    with a_window(tmp_path, empty=True) as window:
        window.commands.run(f"view.text-{scale}")
        window.start(None)
        settle()
        dialog = QApplication.activeModalWidget()
        assert dialog is not None
        assert audit.wrong_with(dialog) == []
        dialog.close()


@EACH_SCALE
def test_the_guide(scale: int, tmp_path: Path) -> None:
    with a_window(tmp_path) as window:
        window.commands.run(f"view.text-{scale}")
        guide = HelpWindow(Guide(), window)
        guide.bring_up("fees")
        guide.show_page("members")
        settle()
        assert audit.wrong_with(guide) == []
        guide.close()


@EACH_SCALE
def test_the_finder(scale: int, tmp_path: Path) -> None:
    with a_window(tmp_path, a_register(), pages=PAGES) as window:
        window.commands.run(f"view.text-{scale}")
        window.commands.run("edit.find-anything")
        settle()
        assert audit.nameless(window) == []
        assert audit.cut_off(window) == []
