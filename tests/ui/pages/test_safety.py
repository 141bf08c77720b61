"""The page Safety, used as a person would."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from loti_admin.services.members import save_organisation, set_purchase_order
from loti_admin.storage.backups import backup, backups_of
from loti_admin.storage.integrity import CheckResult
from loti_admin.storage.register import Register
from loti_admin.storage.retention import Reason
from tests.builders import a_council
from tests.office import THE_YEAR, Office
from tests.ui.pages.conftest import Shown, open_dialog
from tests.ui.window_builders import a_file, a_window, settle
from ui.kit.buttons import Button
from ui.pages import PAGES
from ui.pages.safety import SafetyPage
from ui.preferences import Preferences

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def page(shown: Shown, preferences: Preferences) -> SafetyPage:
    """Not shown yet: `shown.show(page, register)`."""
    return SafetyPage(shown.session, preferences=preferences)


@pytest.fixture
def office() -> Office:
    """Two members, one of which has an order number."""
    made = Office("Camden", "Islington")
    set_purchase_order(made.register, made["Camden"].id, THE_YEAR, "PO-4471")
    return made


@pytest.fixture
def in_a_file(tmp_path: Path) -> Office:
    return Office("Camden", "Islington", register=Register.create(tmp_path / "LOTI.loti"))


def labels(page: SafetyPage) -> list[str]:
    return [row.entry.label for row in page.changes.table.records()]


def said(page: SafetyPage) -> str:
    """Everything on the panel."""
    QApplication.processEvents()
    found = [w.text() for w in page.panel.findChildren(QLabel) if w.isVisible()]
    found += [w.text() for w in page.panel.findChildren(Button) if w.isVisible()]
    return "\n".join(found).replace("\u00a0", " ")


def press(page: SafetyPage, text: str) -> None:
    QApplication.processEvents()
    (button,) = [b for b in page.panel.findChildren(Button) if b.isVisible() and b.text() == text]
    QTest.mouseClick(button, LEFT)


def choose(page: SafetyPage, part: str) -> None:
    QTest.mouseClick(page.segments.segment(part), LEFT)
    QApplication.processEvents()


def test_the_newest_change_is_told_field_by_field(
    page: SafetyPage, shown: Shown, office: Office
) -> None:
    shown.show(page, office.register)
    assert "Purchase order of Camden for 2026-27" == labels(page)[0]
    assert "PO-4471" in said(page)
    assert "Undo this change" in said(page)


def test_a_change_shows_what_was_before_and_after(
    page: SafetyPage, shown: Shown, office: Office
) -> None:
    set_purchase_order(office.register, office["Camden"].id, THE_YEAR, "PO-9")
    shown.show(page, office.register)
    assert "PO-4471 → PO-9" in said(page)


def test_undo_from_here_takes_back_all_later_changes(
    page: SafetyPage, shown: Shown, office: Office
) -> None:
    register = office.register
    save_organisation(register, a_council("Barnet"))
    save_organisation(register, a_council("Brent"))
    shown.show(page, register)
    assert page.show_target(f"change/{register.history.head()[0] - 1}")
    press(page, "Undo these 2 changes")
    assert {"Camden", "Islington"} == {o.display_name for o in register.organisations.all()}
    assert ["2 changes were undone"] == shown.said
    assert ["Undone", "Undone"] == [
        page.changes.table.model.columns[-1].words(row)
        for row in page.changes.table.records()
        if row.entry.label in ("Add Barnet", "Add Brent")
    ]


def test_what_lies_before_something_final_says_why_it_stays(
    page: SafetyPage, shown: Shown, office: Office
) -> None:
    office.approve()
    office.issue(date(2026, 7, 1))
    shown.show(page, office.register)
    assert "It is final" in said(page)
    (row,) = [r for r in page.changes.table.records() if r.entry.label.startswith("Purchase")]
    page.show_target(f"change/{row.id}")
    assert "came after it and is final, so it can no longer be undone." in said(page)
    assert not page.enabled("safety.undo-from")


def test_the_history_is_found_by_words_and_by_subject(
    page: SafetyPage, shown: Shown, office: Office
) -> None:
    shown.show(page, office.register)
    QTest.keyClicks(page.changes.finding, "purchase camden")
    assert ["Purchase order of Camden for 2026-27"] == labels(page)
    page.changes.finding.clear()
    page.changes.subject.setFocus()
    while page.changes.subject.value() != "Settings":
        QTest.keyClick(page.changes.subject, Qt.Key.Key_Down)
    assert labels(page)
    assert all(row.subjects == ("Settings",) for row in page.changes.table.records())


def test_the_history_is_read_on_when_it_is_long(
    page: SafetyPage, shown: Shown, office: Office
) -> None:
    for number in range(320):
        set_purchase_order(office.register, office["Camden"].id, THE_YEAR, f"PO {number}")
    shown.show(page, office.register)
    assert 300 == len(labels(page))
    QTest.mouseClick(page.changes.more, LEFT)
    assert office.register.history.head()[0] == len(labels(page))
    assert not page.changes.more.isVisible()
    set_purchase_order(office.register, office["Camden"].id, THE_YEAR, "PO last")
    assert office.register.history.head()[0] == len(labels(page))


def test_check_now_lists_every_check(page: SafetyPage, shown: Shown, office: Office) -> None:
    shown.show(page, office.register)
    QTest.mouseClick(page.check_button, LEFT)
    assert "check" == page.segments.current()
    assert "all 18 checks passed" in page.checks.text().replace("\u00a0", " ")
    QTest.mouseClick(page.checks.copy_button, LEFT)
    assert "File structure: ok" in QApplication.clipboard().text()


def test_what_a_check_found_is_told_in_the_strip(
    page: SafetyPage, shown: Shown, office: Office
) -> None:
    shown.show(page, office.register)
    page.acts.checked.emit([CheckResult("History chain", ("Entry 3 of it was altered.",))])
    assert "1 check found something wrong" in page.figures.text()
    assert "1 of 1 found something wrong" in page.checks.text()


def test_a_register_in_a_file_is_checked_away_from_the_window(
    page: SafetyPage, shown: Shown, in_a_file: Office, qtbot: QtBot
) -> None:
    shown.show(page, in_a_file.register)
    QTest.mouseClick(page.check_button, LEFT)
    assert not page.check_button.isEnabled()
    qtbot.waitUntil(lambda: bool(page.checks.results))
    assert page.check_button.isEnabled()
    assert all(result.ok for result in page.checks.results)


def test_looking_inside_a_backup_and_going_back_to_it(
    page: SafetyPage, shown: Shown, in_a_file: Office, qtbot: QtBot
) -> None:
    register, path = in_a_file.register, in_a_file.register.path
    assert path is not None
    backup(register)
    in_a_file.approve()
    in_a_file.issue(date(2026, 7, 1))
    shown.show(page, register)
    choose(page, "backups")
    assert not page.enabled("safety.restore")
    press(page, "Look inside")
    qtbot.waitUntil(lambda: "It was read in full" in said(page))
    for words in ("2 changes were made since.", "2 documents were issued since"):
        assert words in said(page)
    press(page, "Go back to it…")
    asked = open_dialog(page)
    QTest.mouseClick(asked.act_button, LEFT)
    settle()
    page.reload()
    assert [] == shown.session.register.documents.all()
    assert "is as it was on" in page.message_bar.accessibleName()
    assert Reason.RESTORE in [kept.reason for kept in backups_of(path)]
    assert len(list(path.parent.glob("LOTI replaced *.loti"))) == 1


def test_a_damaged_backup_changes_nothing(
    page: SafetyPage, shown: Shown, in_a_file: Office, qtbot: QtBot
) -> None:
    made = backup(in_a_file.register)
    made.write_bytes(made.read_bytes()[:5000])
    shown.show(page, in_a_file.register)
    choose(page, "backups")
    press(page, "Look inside")
    qtbot.waitUntil(page.message_bar.is_showing)
    assert not page.enabled("safety.restore")
    assert shown.session.register is in_a_file.register


def test_the_numbers_are_audited(page: SafetyPage, shown: Shown, office: Office) -> None:
    office.approve()
    office.issue(date(2026, 7, 1))
    shown.show(page, office.register)
    choose(page, "numbers")
    (series,) = page.numbers.table.records()
    assert ("LOTI-2026-0001", "LOTI-2026-0002") == (series.first, series.last)
    assert "invoices LOTI-2026-0003" in page.numbers.next.text()


def test_the_whole_history_is_exported(page: SafetyPage, shown: Shown, office: Office) -> None:
    for number in range(320):
        set_purchase_order(office.register, office["Camden"].id, THE_YEAR, f"PO {number}")
    shown.show(page, office.register)
    page.export_list()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QFileDialog)
    dialog.close()
    assert office.register.history.head()[0] == len(labels(page))


def test_a_register_without_a_backup_has_one_thing_waiting(tmp_path: Path) -> None:
    path = a_file(tmp_path)
    with a_window(tmp_path, Register.open(path), pages=PAGES) as window:
        window.pages.show_page("safety")
        page = window.pages.current
        assert isinstance(page, SafetyPage)
        assert 1 == SafetyPage.count_for(window.session)
        QTest.mouseClick(page.backup_button, LEFT)
        settle()
        assert 1 == len(page.backups.records())
        assert 0 == SafetyPage.count_for(window.session)
        assert "Backup checked just now" in page.figures.text()


def test_a_read_only_register_offers_nothing_that_writes(
    page: SafetyPage, shown: Shown, tmp_path: Path
) -> None:
    path = a_file(tmp_path)
    with Register.open(path) as register:
        backup(register)
    shown.show(page, Register.open(path, read_only=True))
    assert "The register is open to read only." in said(page)
    assert not page.enabled("safety.undo-from")
