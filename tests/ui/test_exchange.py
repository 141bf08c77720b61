"""Files in and out from the menus: what an import would do, what it did, and what was made."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from loti_admin.services.issuing import issue_invoices
from tests.imports.workbooks import write_book
from tests.ui.session_builders import YEAR, a_register
from tests.ui.window_builders import a_window
from ui.dialogs.import_preview import ImportPreview
from ui.exchange_actions import ExchangeActions
from ui.kit.message_bar import Message
from ui.main_window import MainWindow

SETTINGS = ("key", "value", "from")


def exchange(window: MainWindow) -> ExchangeActions:
    return ExchangeActions(window.host)


def preview(window: MainWindow, qtbot: QtBot, path: Path) -> ImportPreview:
    exchange(window).read_workbook(path)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None, timeout=30_000)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, ImportPreview)
    return dialog


def test_an_import_shows_what_it_would_do_and_does_it_on_yes(tmp_path: Path, qtbot: QtBot) -> None:
    path = write_book(
        tmp_path / "new.xlsx", {"Settings": [SETTINGS, ("officer", "B. Okoro", None)]}
    )
    with a_window(tmp_path) as window:
        dialog = preview(window, qtbot, path)
        assert dialog.windowTitle() == "Import new.xlsx?"
        assert dialog.import_button.text() == "Import 1 row"
        assert window.session.register.settings.first(value="B. Okoro") is None
        QTest.mouseClick(dialog.import_button, Qt.MouseButton.LeftButton)
        assert window.session.register.settings.first(value="B. Okoro") is not None
        assert window.frame.notices.message.title == "Imported"
        assert window.commands.actions["edit.undo"].text() == "&Undo Import new.xlsx"


def test_a_workbook_with_mistakes_is_not_imported_and_says_where(
    tmp_path: Path, qtbot: QtBot
) -> None:
    path = write_book(tmp_path / "bad.xlsx", {"Settings": [SETTINGS, ("payment days", "x", None)]})
    with a_window(tmp_path) as window:
        before = window.session.register.settings.all()
        dialog = preview(window, qtbot, path)
        assert dialog.windowTitle() == "Not imported yet"
        QTest.mouseClick(dialog.copy_button, Qt.MouseButton.LeftButton)
        assert "Settings B2" in QApplication.clipboard().text()
        dialog.reject()
        assert window.session.register.settings.all() == before


def test_importing_the_same_again_says_that_nothing_is_new(tmp_path: Path, qtbot: QtBot) -> None:
    path = write_book(
        tmp_path / "same.xlsx", {"Settings": [SETTINGS, ("officer", "A. Reeve", None)]}
    )
    with a_window(tmp_path) as window:
        dialog = preview(window, qtbot, path)
        assert dialog.windowTitle() == "Nothing new"
        dialog.reject()


def test_a_file_that_is_no_workbook_is_told(tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "letter.xlsx"
    path.write_text("Dear all")
    with a_window(tmp_path) as window:
        exchange(window).read_workbook(path)
        qtbot.waitUntil(window.frame.notices.message.isVisible, timeout=30_000)
        assert window.frame.notices.message.kind is Message.ERROR
        assert "letter.xlsx" in window.frame.notices.message.title


def test_the_template_is_saved(tmp_path: Path) -> None:
    with a_window(tmp_path) as window:
        exchange(window).write_template(tmp_path / "LOTI import.xlsx")
        assert window.frame.notices.message.title == "The template was saved"
    assert (tmp_path / "LOTI import.xlsx").stat().st_size > 1_000


def test_the_budget_workbook_is_made_by_the_worker(tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "budget.xlsx"
    with a_window(tmp_path) as window:
        exchange(window).export_workbook(path)
        qtbot.waitUntil(window.frame.notices.message.isVisible, timeout=30_000)
        assert window.frame.notices.message.title == "The budget workbook was saved"
    assert path.stat().st_size > 5_000


def test_ledger_files_are_there_once_something_is_issued(tmp_path: Path) -> None:
    register = a_register(approved=True, today=date(2026, 7, 1))
    with a_window(tmp_path, register) as window:
        action = window.commands.actions["file.ledger-plain"]
        assert not action.isEnabled()
        issue_invoices(register, YEAR, date(2026, 7, 1))
        assert action.isEnabled()
        exchange(window).export_ledger("plain", tmp_path / "ledger.csv")
        assert window.frame.notices.message.title == "3 rows were saved"
        exchange(window).export_ledger("plain", tmp_path / "ledger.csv")
        assert window.frame.notices.message.title == "Nothing new to export"
        exchange(window).export_ledger("plain", tmp_path / "ledger.csv", whole_year=True)
        assert window.frame.notices.message.title == "3 rows were saved"


@pytest.mark.parametrize("kind", ["xero", "sage", "plain"])
def test_each_kind_of_ledger_file_asks_where_it_goes(kind: str, tmp_path: Path) -> None:
    register = a_register(approved=True, today=date(2026, 7, 1))
    issue_invoices(register, YEAR, date(2026, 7, 1))
    with a_window(tmp_path, register) as window:
        window.commands.run(f"file.ledger-{kind}")
        dialog = QApplication.activeModalWidget()
        assert dialog is not None
        assert dialog.windowTitle().startswith("Export the ledger file for ")
        dialog.close()
