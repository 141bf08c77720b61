"""The four steps before a new register, by keyboard and mouse."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from loti_admin.domain.money import Money
from loti_admin.services.settings import setting
from tests.ui.window_builders import a_window, settle
from ui.dialogs.first_run import FirstRunDialog
from ui.main_window import MainWindow


@pytest.fixture
def window(tmp_path: Path) -> Iterator[MainWindow]:
    with a_window(tmp_path, empty=True) as shown:
        yield shown


@pytest.fixture
def dialog(window: MainWindow) -> FirstRunDialog:
    click(window.welcome.choices[0])
    opened = QApplication.activeModalWidget()
    assert isinstance(opened, FirstRunDialog)
    return opened


def click(button: QWidget) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    settle()


def retype(form: object, key: str, text: str) -> None:
    editor = form.editor(key)  # type: ignore[attr-defined]
    editor.selectAll()
    QTest.keyClicks(editor, text)


def choose(path: Path) -> None:
    files = QApplication.activeModalWidget()
    assert isinstance(files, QFileDialog)
    files.fileSelected.emit(str(path))
    files.close()
    settle()


def test_all_four_steps_are_in_the_register_that_is_made(
    window: MainWindow, dialog: FirstRunDialog, tmp_path: Path
) -> None:
    retype(dialog.issuer.form, "supplier name", "London Councils")
    retype(dialog.issuer.form, "sort code", "20-00-00")
    click(dialog.next_button)
    retype(dialog.prices.form, "standard", "31,000")
    click(dialog.next_button)
    dialog.members.list.setFocus()
    QTest.keyClick(dialog.members.list, Qt.Key.Key_Space)
    QTest.keyClick(dialog.members.list, Qt.Key.Key_Down)
    QTest.keyClick(dialog.members.list, Qt.Key.Key_Space)
    assert dialog.members.count.text() == "2 of 33 ticked"
    click(dialog.next_button)
    retype(dialog.services.form, "name", "North service")
    dialog.services.list.tick_all()
    click(dialog.next_button)
    choose(tmp_path / "New.loti")
    register = window.session.register
    assert setting(register, "supplier name", window.session.today()) == "London Councils"
    assert register.memberships.count() == 2
    assert [schedule.standard for schedule in register.fee_schedules.all()] == [
        Money.pounds(31_000)
    ]
    assert [service.name for service in register.services.all()] == ["North service"]
    assert register.service_members.count() == 2
    assert register.undo_label is None
    assert window.frame.notices.message.title == "The register is ready"


def test_every_step_can_be_left_for_later(
    window: MainWindow, dialog: FirstRunDialog, tmp_path: Path
) -> None:
    for _ in dialog.steps:
        click(dialog.skip_button)
    choose(tmp_path / "New.loti")
    register = window.session.register
    assert register.organisations.count() == 35
    assert register.memberships.count() + register.fee_schedules.count() == 0


def test_what_was_typed_in_a_step_that_is_skipped_is_not_used(
    window: MainWindow, dialog: FirstRunDialog, tmp_path: Path
) -> None:
    retype(dialog.issuer.form, "supplier name", "Not this")
    for _ in dialog.steps:
        click(dialog.skip_button)
    choose(tmp_path / "New.loti")
    assert setting(window.session.register, "supplier name", window.session.today()) == ""


def test_what_does_not_fit_is_told_beside_its_field_and_the_step_stays(
    dialog: FirstRunDialog,
) -> None:
    retype(dialog.issuer.form, "sort code", "12")
    click(dialog.next_button)
    assert dialog.current == 0
    assert dialog.issuer.form.summary.sentences() == [
        "Sort code: “12” is not six digits, like 20-00-00."
    ]
    retype(dialog.issuer.form, "sort code", "20-00-00")
    click(dialog.next_button)
    assert dialog.current == 1


def test_going_back_keeps_what_was_typed(dialog: FirstRunDialog) -> None:
    assert dialog.back_button.isHidden()
    retype(dialog.issuer.form, "supplier name", "London Councils")
    click(dialog.next_button)
    click(dialog.back_button)
    assert dialog.current == 0
    assert dialog.issuer.form.editor("supplier name").text() == "London Councils"


def test_services_are_offered_the_members_and_no_council_twice(dialog: FirstRunDialog) -> None:
    for _ in range(2):
        click(dialog.skip_button)
    dialog.members.list.tick(list(dialog.members.names)[:3])
    click(dialog.next_button)
    services = dialog.services
    assert services.list.count() == 3
    click(services.add_button)
    assert services.form.summary.sentences()[0] == (
        "Name of the service: Type the name of the service."
    )
    retype(services.form, "name", "North service")
    services.list.tick(list(dialog.members.names)[:2])
    click(services.add_button)
    assert [service.name for service in services.services] == ["North service"]
    assert services.list.count() == 1
    services.remove(services.services[0])
    assert services.list.count() == 3


def test_a_name_that_is_taken_keeps_everything_that_was_typed(
    window: MainWindow, dialog: FirstRunDialog, tmp_path: Path
) -> None:
    (tmp_path / "LOTI.loti").write_text("mine")
    retype(dialog.issuer.form, "supplier name", "London Councils")
    click(dialog.next_button)
    for _ in range(3):
        click(dialog.skip_button)
    choose(tmp_path / "LOTI.loti")
    assert dialog.isVisible()
    assert dialog.message.title.endswith("exists already. Choose another name.")
    click(dialog.skip_button)
    choose(tmp_path / "Other.loti")
    assert not window.welcome.isVisible()
    assert setting(window.session.register, "supplier name", window.session.today()) == (
        "London Councils"
    )


def test_what_was_typed_is_not_dropped_in_silence(
    window: MainWindow, dialog: FirstRunDialog
) -> None:
    retype(dialog.issuer.form, "supplier name", "London Councils")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    click(dialog.keep_button)
    assert dialog.discard_button.isHidden()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    click(dialog.discard_button)
    assert window.welcome.isVisible()


def test_an_untouched_dialog_closes_at_once(window: MainWindow, dialog: FirstRunDialog) -> None:
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    settle()
    assert QApplication.activeModalWidget() is None
    assert not window.session.is_open


def test_members_are_ticked_on_the_map_too(dialog: FirstRunDialog) -> None:
    for _ in range(2):
        click(dialog.skip_button)
    step = dialog.members
    assert step.map.isVisible()
    barnet = step.map.tile_rect("E09000003").center()
    QTest.mouseClick(step.map, Qt.MouseButton.LeftButton, pos=barnet)
    assert step.list.ticked() == ("E09000003",)
    step.map.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(step.map, Qt.Key.Key_Right)
    QTest.keyClick(step.map, Qt.Key.Key_Space)
    assert step.count.text() == "2 of 33 ticked"
    marks = {tile.key for tile in step.map.tiles() if tile.look.words == "Member"}
    assert marks == set(step.list.ticked())
    QTest.mouseClick(step.map, Qt.MouseButton.LeftButton, pos=barnet)
    assert step.count.text() == "1 of 33 ticked"


def test_the_list_keeps_its_room_where_there_is_none_for_the_map(
    dialog: FirstRunDialog, qapp: QApplication
) -> None:
    for _ in range(2):
        click(dialog.skip_button)
    dialog.members.resize(300, 400)
    assert not dialog.members.map.isVisible()
    assert dialog.members.list.isVisible()
