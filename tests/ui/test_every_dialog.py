"""What holds for every dialog that a command opens, and for each that comes: names, the way of Tab, nothing cut.

Every command that can be used on every page is run once; whatever opens is looked at and closed again.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from tests.ui import window_audit as audit
from tests.ui.window_builders import a_window, commands_of, settle
from ui.kit.dialog import Dialog
from ui.kit.table_view import TableView
from ui.main_window import MainWindow
from ui.pages import PAGES


@pytest.fixture
def window(
    example: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[MainWindow]:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: True)
    # A folder as a person would name it: the name of a test has no place where a line may break.
    folder = tmp_path_factory.mktemp("office")
    with a_window(folder, empty=True, pages=PAGES) as shown:
        shown.files.open_path(Path(shutil.copy(example, folder)))
        yield shown


def select_first_row(window: MainWindow) -> None:
    page = window.pages.current
    assert page is not None
    page.take_focus()
    for view in page.findChildren(TableView):
        if view.isVisible() and view.model().rowCount():
            view.selectRow(0)
    settle()


YEARS = [(spec.key, 0) for spec in PAGES] + [("fees", 1), ("invoices", 1)]


@pytest.mark.parametrize(("key", "years_ahead"), YEARS)
def test_a_dialog_can_be_used_without_a_mouse_and_nothing_is_cut_off(
    key: str, years_ahead: int, window: MainWindow, qapp: QApplication
) -> None:
    """In the year of the example and, where other acts wait there, in the next."""
    for _ in range(years_ahead):
        window.commands.run("year.next")
    window.commands.run("view.text-200")
    window.pages.show_page(key)
    settle()
    wrong: list[str] = []
    strays = audit.StrayWindows(qapp)
    for command in commands_of(window, key):
        window.pages.show_page(key)
        select_first_row(window)
        window.commands.run(command)
        settle()
        while (dialog := QApplication.activeModalWidget()) is not None:
            if isinstance(dialog, Dialog):
                settle()
                wrong += audit.wrong_with(dialog)
            assert isinstance(dialog, QDialog)
            QDialog.reject(dialog)
            settle()
        QTest.qWait(0)
    strays.stop()
    assert "\n".join(wrong + strays.found) == ""
