"""What is looked through in slices besides pages: histories, letters, numbers, bank files, backups."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from loti_admin.domain.activities import Way
from loti_admin.services.settings import save_settings
from loti_admin.storage.backups import backups_of
from loti_admin.storage.retention import Reason
from tests.ui.test_slices import front, wait, window
from ui.dialogs.activity import ActivityDialog
from ui.dialogs.bank_import import BankImportDialog
from ui.dialogs.history import HistoryDialog
from ui.dialogs.letters import LettersDialog
from ui.kit.dialog import Dialog
from ui.main_window import MainWindow
from ui.pages.activities import ActivitiesPage
from ui.pages.payments import PaymentsPage
from ui.pages.safety import SafetyPage

__all__ = ["window"]
OFX = """<OFX><STMTTRN><TRNTYPE>CREDIT<DTPOSTED>20261101<TRNAMT>12.00<FITID>1<NAME>NOBODY KNOWN</STMTTRN></OFX>"""


@pytest.fixture
def office(window: MainWindow) -> MainWindow:
    return window


def show(office: MainWindow, key: str, qtbot: QtBot) -> object:
    office.pages.show_page(key)
    wait(office, qtbot)
    return front(office)


def dialog() -> Dialog | None:
    found = QApplication.activeModalWidget()
    assert found is None or isinstance(found, Dialog)
    return found


def test_an_activity_is_selected_when_it_was_read(office: MainWindow, qtbot: QtBot) -> None:
    page = show(office, "activities", qtbot)
    assert isinstance(page, ActivitiesPage)
    office.commands.run("activities.new")
    asked = dialog()
    assert isinstance(asked, ActivityDialog)
    asked.form.editor("name").set_value("Zoning")
    asked.form.editor("way").set_value(Way.PROJECT)
    asked.act_button.click()
    wait(office, qtbot)
    current = page.activities.current_record()
    assert current is not None
    assert current.activity.name == "Zoning"


@pytest.mark.parametrize("waits", [True, False])
def test_a_history_comes_when_it_was_looked_through_unless_it_was_closed(
    waits: bool, office: MainWindow, qtbot: QtBot
) -> None:
    show(office, "members", qtbot)
    office.commands.run("members.history")
    asked = dialog()
    assert isinstance(asked, HistoryDialog)
    assert office.session.reader.is_busy(asked)
    if waits:
        wait(office, qtbot)
        assert asked._entries.count() > 1
    asked.close_button.click()
    assert not office.session.reader.is_busy(asked)
    wait(office, qtbot)


def test_statements_come_when_they_are_put_together(office: MainWindow, qtbot: QtBot) -> None:
    show(office, "payments", qtbot)
    office.commands.run("payments.statements")
    assert dialog() is None
    wait(office, qtbot)
    asked = dialog()
    assert isinstance(asked, LettersDialog)
    asked.reject()


def test_a_bank_file_is_shown_before_its_lines_are_matched(
    office: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    page = show(office, "payments", qtbot)
    assert isinstance(page, PaymentsPage)
    path = tmp_path / "november.ofx"
    path.write_text(OFX)
    page.acts.open_bank_file(path)
    asked = dialog()
    assert isinstance(asked, BankImportDialog)
    assert asked.summary.text() == "Looking for what each line pays…"
    assert not asked.act_button.isEnabled()
    wait(office, qtbot)
    assert "1 line of money in" in asked.summary.text()
    asked.reject()


def test_the_numbers_come_when_they_were_looked_through(office: MainWindow, qtbot: QtBot) -> None:
    page = show(office, "safety", qtbot)
    assert isinstance(page, SafetyPage)
    page.segments.choose("numbers")
    assert page.numbers.table.records() == ()
    wait(office, qtbot)
    assert page.numbers.table.records()


def test_a_backup_begins_again_when_something_was_written_meanwhile(
    office: MainWindow, qtbot: QtBot
) -> None:
    register = office.session.register
    assert register.path is not None
    office.commands.run("file.backup")
    save_settings(register, {"officer": "B. Okoro"})
    wait(office, qtbot)
    assert office.frame.notices.message.title == "A backup was made and checked"
    kept = [one for one in backups_of(register.path) if one.reason is Reason.ASKED]
    assert len(kept) == 1
    assert not list(kept[0].path.parent.glob("*.part"))
    with type(register).open(kept[0].path, read_only=True) as copy:
        assert copy.history.head() == register.history.head()
