"""The dialogs that belong to no page: settings, fee schedule, starting a year, check, about, where."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from tomllib import loads

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from loti_admin.domain.money import Money
from loti_admin.domain.settings import KEYS, value_on
from loti_admin.services.fees import approve_fees
from loti_admin.services.settings import save_settings, setting
from loti_admin.storage.integrity import CheckResult
from tests.ui.session_builders import TODAY, YEAR, open_session
from ui.dialogs.about import MADE_OF, AboutDialog, versions, versions_text
from ui.dialogs.check import CheckDialog, check_text
from ui.dialogs.schedule import schedule_dialog
from ui.dialogs.settings import ELSEWHERE, SECTIONS, SettingsDialog
from ui.dialogs.start_year import StartYearDialog
from ui.dialogs.where import WhereDialog
from ui.kit.buttons import Button
from ui.kit.dialog import FormDialog
from ui.session import Session
from ui.version import VERSION

ROOT = Path(__file__).parents[2]


@pytest.fixture
def session() -> Iterator[Session]:
    with open_session() as opened:
        yield opened


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    window = QWidget()
    window.resize(1366, 768)
    qtbot.addWidget(window)
    window.show()
    return window


def click(button: QWidget) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def retype(dialog: SettingsDialog, key: str, text: str) -> None:
    editor = dialog.form.editor(key)
    editor.selectAll()
    QTest.keyClicks(editor, text)


# Settings


def test_every_setting_stands_in_one_section_or_on_a_page() -> None:
    here = [key for s in SECTIONS for key in s.settings]
    assert sorted([*here, *ELSEWHERE]) == sorted(KEYS)


def test_a_setting_is_corrected_where_it_stands(session: Session, parent: QWidget) -> None:
    save_settings(session.register, {"sort code": "11-11-11"}, date(2026, 4, 1))
    dialog = SettingsDialog(session, parent, "bank")
    dialog.open()
    retype(dialog, "sort code", "22-22-22")
    click(dialog.act_button)
    known = session.register.settings.all()
    assert value_on(known, "sort code", TODAY) == "22-22-22"
    assert value_on(known, "sort code", date(2026, 3, 31)) == "00-00-00"


def test_a_setting_can_change_from_a_day_on(session: Session, parent: QWidget) -> None:
    dialog = SettingsDialog(session, parent, "bank")
    dialog.open()
    retype(dialog, "sort code", "22-22-22")
    retype(dialog, "start", "1 7 2026")
    click(dialog.act_button)
    assert setting(session.register, "sort code", TODAY) == "00-00-00"
    assert setting(session.register, "sort code", date(2026, 7, 1)) == "22-22-22"
    again = SettingsDialog(session, parent, "bank")
    assert (
        again.form.editor("sort code").accessibleDescription()
        == "From 1\u00a0July\u00a02026: 22-22-22"
    )
    again.reject()


def test_only_what_was_changed_is_saved(session: Session, parent: QWidget) -> None:
    before = session.register.settings.all()
    dialog = SettingsDialog(session, parent)
    dialog.open()
    click(dialog.act_button)
    assert session.register.settings.all() == before


def test_a_setting_that_does_not_fit_is_shown_in_its_section(
    session: Session, parent: QWidget
) -> None:
    dialog = SettingsDialog(session, parent, "numbers")
    dialog.open()
    retype(dialog, "payment days", "many")
    dialog.sections.choose("officer")
    click(dialog.act_button)
    assert dialog.isVisible()
    assert dialog.sections.current() == "numbers"
    assert dialog.form.summary.sentences() == [
        "Days to pay: “many” is not a whole number of days from 0 to 365."
    ]
    assert setting(session.register, "payment days", TODAY) == "30"


def test_the_address_is_typed_in_lines(session: Session, parent: QWidget) -> None:
    dialog = SettingsDialog(session, parent)
    dialog.open()
    editor = dialog.form.editor("supplier address")
    assert editor.toPlainText() == "1 Example Street\nLondon"
    editor.setPlainText("2 New Street\n\nLondon\n")
    click(dialog.act_button)
    assert setting(session.register, "supplier address", TODAY) == "2 New Street; London"


def test_settings_that_were_typed_are_not_dropped_in_silence(
    session: Session, parent: QWidget
) -> None:
    dialog = SettingsDialog(session, parent)
    dialog.open()
    retype(dialog, "supplier name", "Somebody")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    click(dialog.discard_button)
    assert setting(session.register, "supplier name", TODAY) == "London Councils"


# Fee schedule and new years


def as_form(dialog: object) -> FormDialog:
    assert isinstance(dialog, FormDialog)
    return dialog


def test_the_schedule_is_changed_until_the_year_is_approved(
    session: Session, parent: QWidget
) -> None:
    dialog = as_form(schedule_dialog(session, YEAR, parent))
    dialog.open()
    editor = dialog.form.editor("standard")
    editor.selectAll()
    QTest.keyClicks(editor, "31,000")
    click(dialog.act_button)
    schedule = session.register.fee_schedules.first(year=YEAR.label)
    assert schedule is not None
    assert schedule.standard == Money.pounds(31_000)
    approve_fees(session.register, YEAR)
    dialog = as_form(schedule_dialog(session, YEAR, parent))
    dialog.open()
    assert not dialog.act_button.isVisible()
    assert dialog.form.editor("standard").isReadOnly()


def test_a_year_starts_with_raised_prices(session: Session, parent: QWidget) -> None:
    started: list[object] = []
    dialog = StartYearDialog(session, YEAR.next, parent, started.append)
    dialog.open()
    editor = dialog.form.editor("percent")
    editor.selectAll()
    QTest.keyClicks(editor, "2.5")
    assert "£30,750.00" in dialog.prices.text()
    click(dialog.act_button)
    schedule = session.register.fee_schedules.first(year=YEAR.next.label)
    assert schedule is not None
    assert (schedule.standard, schedule.contribution) == (
        Money.pounds(30_750),
        Money.pounds(100_000),
    )
    assert started == [YEAR.next]


def test_rounding_to_nothing_is_refused_beside_its_field(session: Session, parent: QWidget) -> None:
    dialog = StartYearDialog(session, YEAR.next, parent, lambda _year: None)
    dialog.open()
    editor = dialog.form.editor("nearest")
    editor.selectAll()
    QTest.keyClicks(editor, "0")
    click(dialog.act_button)
    assert dialog.form.summary.sentences() == ["Rounded to the nearest: Round to at least £0.01."]
    assert session.register.fee_schedules.first(year=YEAR.next.label) is None


# Looking after the register


def test_a_check_that_found_something_says_what(parent: QWidget) -> None:
    results = [CheckResult("History chain", ()), CheckResult("Numbers", ("LOTI-2 is missing.",))]
    dialog = CheckDialog(results, parent)
    dialog.open()
    assert dialog.windowTitle() == "One check found something wrong"
    click(dialog.copy_button)
    assert QGuiApplication.clipboard().text() == check_text(results)
    assert check_text(results) == "History chain: ok\nNumbers: LOTI-2 is missing."
    dialog.accept()


def test_the_places_of_the_data_are_shown_with_their_folders(
    tmp_path: Path, parent: QWidget
) -> None:
    shown: list[Path] = []
    register = tmp_path / "LOTI.loti"
    dialog = WhereDialog(register, tmp_path / "preferences.ini", shown.append, parent)
    dialog.open()
    buttons = {b.accessibleName(): b for b in dialog.findChildren(Button)}
    click(buttons["Show the folder of the register"])
    assert shown == [tmp_path]
    assert not buttons["Show the folder of its backups"].isEnabled()
    dialog.accept()


def test_the_second_folder_for_backups_is_among_the_places(tmp_path: Path, parent: QWidget) -> None:
    shown: list[Path] = []
    register, stick = tmp_path / "LOTI.loti", tmp_path / "stick"
    stick.mkdir()
    preferences = tmp_path / "preferences.ini"
    dialog = WhereDialog(register, preferences, shown.append, parent, second_folder=stick)
    dialog.open()
    buttons = {b.accessibleName(): b for b in dialog.findChildren(Button)}
    click(buttons["Show the folder of its second folder for backups"])
    assert shown == [stick]
    dialog.accept()


def test_about_names_every_part_with_its_version(parent: QWidget) -> None:
    dialog = AboutDialog(parent)
    dialog.open()
    assert [name for name, version, _ in versions() if version == "unknown"] == []
    click(dialog.copy_button)
    assert QGuiApplication.clipboard().text() == versions_text()
    dialog.accept()


def test_the_parts_are_those_that_the_program_needs() -> None:
    project = loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    needed = {line.split(">")[0] for line in project["dependencies"]}
    assert {distribution for distribution, _, _ in MADE_OF} == needed
    assert project["version"] == VERSION


def test_a_value_kept_for_later_does_not_change_the_present(session: Session) -> None:
    later = replace(session.register.settings.all()[0], id=0, value="Later", start=date(2030, 1, 1))
    save_settings(session.register, {later.key: later.value}, later.start)
    assert setting(session.register, later.key, TODAY) != "Later"
