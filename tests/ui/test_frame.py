"""The frame: pages by keyboard and mouse, the year, what was saved, and pages that want to stay."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from loti_admin.services.issuing import issue_invoices
from loti_admin.services.settings import save_settings
from loti_admin.storage.register import Register
from tests.ui.frame_pages import EditPage, ListPage
from tests.ui.session_builders import YEAR, a_register
from tests.ui.window_builders import a_window, settle
from ui.kit.message_bar import Message
from ui.main_window import MainWindow


def press(window: MainWindow, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
    held = Qt.KeyboardModifier.NoModifier
    for modifier in modifiers:
        held |= modifier
    QTest.keyClick(window, key, held)
    settle()


CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def list_page(window: MainWindow) -> ListPage:
    page = window.pages.page("list")
    assert isinstance(page, ListPage)
    return page


def edit_page(window: MainWindow) -> EditPage:
    page = window.pages.page("edit")
    assert isinstance(page, EditPage)
    return page


def test_pages_are_shown_by_ctrl_and_number_and_by_mouse(tmp_path: Path) -> None:
    with a_window(tmp_path) as window:
        assert window.pages.current is list_page(window)
        press(window, Qt.Key.Key_2, CTRL)
        assert window.pages.current is edit_page(window)
        assert window.frame.navigation.items["edit"].isChecked()
        QTest.mouseClick(window.frame.navigation.items["list"], Qt.MouseButton.LeftButton)
        assert window.pages.current is list_page(window)


def test_the_arrow_keys_go_through_the_list_of_pages(tmp_path: Path) -> None:
    with a_window(tmp_path) as window:
        items = window.frame.navigation.items
        items["list"].setFocus()
        QTest.keyClick(items["list"], Qt.Key.Key_Down)
        assert window.pages.current is edit_page(window)
        assert items["edit"].hasFocus()


def test_a_page_that_is_shown_by_its_key_gets_the_keyboard(tmp_path: Path) -> None:
    with a_window(tmp_path) as window:
        press(window, Qt.Key.Key_2, CTRL)
        press(window, Qt.Key.Key_1, CTRL)
        assert list_page(window).table.view.hasFocus()


def test_the_page_that_was_shown_last_is_shown_again(tmp_path: Path) -> None:
    with a_window(tmp_path) as window:
        press(window, Qt.Key.Key_2, CTRL)
    with a_window(tmp_path) as window:
        assert window.pages.current is edit_page(window)


def test_a_page_is_reloaded_only_when_its_tables_change_and_only_in_front(tmp_path: Path) -> None:
    with a_window(tmp_path) as window:
        shown, hidden = list_page(window), edit_page(window)
        assert (shown.reloads, hidden.reloads) == (1, 0)
        save_settings(window.session.register, {"officer": "B. Okoro"})
        assert (shown.reloads, hidden.reloads) == (1, 0)
        shown.rename_first("City")
        assert shown.reloads == 2
        press(window, Qt.Key.Key_2, CTRL)
        assert hidden.reloads == 1
        press(window, Qt.Key.Key_1, CTRL)
        assert shown.reloads == 2


def test_the_number_beside_a_page_is_what_it_counts(tmp_path: Path) -> None:
    with a_window(tmp_path) as window:
        settle()
        assert window.frame.navigation.items["list"].count == 35
        assert window.frame.navigation.items["list"].accessibleName() == "Organisations, 35 waiting"


def test_a_page_with_half_typed_edits_stays(tmp_path: Path) -> None:
    with a_window(tmp_path) as window:
        press(window, Qt.Key.Key_2, CTRL)
        edit_page(window).half_typed = True
        QTest.mouseClick(window.frame.navigation.items["list"], Qt.MouseButton.LeftButton)
        assert window.pages.current is edit_page(window)
        assert window.frame.navigation.items["edit"].isChecked()
        press(window, Qt.Key.Key_PageDown, ALT)
        assert window.session.year == YEAR
        window.close()
        assert window.isVisible()


def test_the_year_is_chosen_from_the_menu_and_by_keyboard(tmp_path: Path) -> None:
    with a_window(tmp_path) as window:
        assert window.year.text() == "Year 2026-27"
        window.year.fill(window.year.menu)
        entries = [action.text() for action in window.year.menu.actions()]
        assert entries == ["2026-27", "2027-28", "", "&Start 2027-28…"]
        window.year.menu.actions()[1].trigger()
        assert window.session.year == YEAR.next
        assert window.year.text() == "Year 2027-28"
        press(window, Qt.Key.Key_PageUp, ALT)
        assert window.session.year == YEAR
        assert not window.commands.actions["year.previous"].isEnabled()
        assert list_page(window).reloads == 3


def test_undo_and_redo_are_named_and_work(tmp_path: Path) -> None:
    with a_window(tmp_path) as window:
        undo, redo = (window.commands.actions[key] for key in ("edit.undo", "edit.redo"))
        list_page(window).rename_first("The City")
        assert undo.text() == "&Undo Edit The City"
        assert not redo.isEnabled()
        assert window.frame.status.saved.text().startswith("Saved ")
        press(window, Qt.Key.Key_Z, CTRL)
        assert window.session.register.organisations.get(1).short_name == "City of London"
        assert redo.text() == "&Redo Edit The City"
        assert window.frame.status.saved.text() == "Undone: Edit The City"
        redo.trigger()
        assert window.session.register.organisations.get(1).short_name == "The City"


def test_undo_is_offered_where_it_says_saved(tmp_path: Path) -> None:
    with a_window(tmp_path) as window:
        list_page(window).rename_first("The City")
        QTest.mouseClick(window.frame.status.undo, Qt.MouseButton.LeftButton)
        assert window.session.register.organisations.get(1).short_name == "City of London"
        assert not window.frame.status.undo.isVisible()


def test_ctrl_z_in_a_text_field_is_the_fields_own(tmp_path: Path) -> None:
    with a_window(tmp_path) as window:
        list_page(window).rename_first("The City")
        press(window, Qt.Key.Key_F, CTRL)
        field = window.focusWidget()
        assert field is not None
        assert field.accessibleName() == "Find in this list"
        QTest.keyClicks(field, "cam")
        QTest.keyClick(field, Qt.Key.Key_Z, CTRL)
        assert window.session.register.organisations.get(1).short_name == "The City"


def test_the_status_bar_shows_what_is_selected(tmp_path: Path) -> None:
    with a_window(tmp_path) as window:
        list_page(window).table.select_key(1)
        assert window.frame.status.selection.text() == "City of London selected"


def test_a_target_shows_its_page_and_record(tmp_path: Path) -> None:
    with a_window(tmp_path) as window:
        press(window, Qt.Key.Key_2, CTRL)
        window.navigator.go("list/3")
        assert window.pages.current is list_page(window)
        assert list_page(window).table.current_record() == (
            window.session.register.organisations.get(3)
        )


def test_a_target_that_is_gone_is_told(tmp_path: Path) -> None:
    with a_window(tmp_path) as window:
        window.navigator.go("list/999")
        assert window.frame.notices.message.title == "That is not on this page in 2026-27"


def test_news_stays_with_its_page_and_trouble_until_it_is_closed(tmp_path: Path) -> None:
    with a_window(tmp_path) as window:
        message = window.frame.notices.message
        window.host.tell(Message.OK, "Imported")
        press(window, Qt.Key.Key_1, CTRL)
        assert not message.isHidden()
        press(window, Qt.Key.Key_2, CTRL)
        assert message.isHidden()
        window.show_error("The folder is not there. Choose another.")
        press(window, Qt.Key.Key_1, CTRL)
        assert not message.isHidden()


def test_the_example_is_marked_on_every_page(tmp_path: Path) -> None:
    with a_window(tmp_path) as window:
        assert not window.menu_row.example.isVisible()
        save_settings(window.session.register, {"example": "yes"})
        assert window.menu_row.example.isVisible()


def test_the_details_panel_is_opened_and_closed_by_f4(tmp_path: Path) -> None:
    with a_window(tmp_path) as window:
        action = window.commands.actions["view.details"]
        assert action.isChecked()
        press(window, Qt.Key.Key_F4)
        assert list_page(window).panel.isHidden()
        press(window, Qt.Key.Key_2, CTRL)
        assert not action.isEnabled()


def test_copy_is_there_when_rows_are_selected(tmp_path: Path) -> None:
    with a_window(tmp_path) as window:
        table = list_page(window).table
        copy = window.commands.actions["edit.copy"]
        window.menu_row.find_button.setFocus()
        settle()
        assert not copy.isEnabled()
        table.view.setFocus()
        table.select_key(1)
        settle()
        copy.trigger()
        text = QGuiApplication.clipboard().text()
        assert "City of London" in text


def test_a_register_without_members_shows_its_pages(tmp_path: Path) -> None:
    with a_window(tmp_path, a_register(members=0)) as window:
        assert window.pages.current is not None
        assert isinstance(window.session.register, Register)


def test_settings_and_schedules_are_targets_too(tmp_path: Path) -> None:
    with a_window(tmp_path) as window:
        for target, title in (
            ("settings/bank", "Settings"),
            ("schedule/2027-28", "Fee schedule 2027-28"),
        ):
            window.navigator.go(target)
            dialog = QApplication.activeModalWidget()
            assert dialog is not None
            assert dialog.windowTitle() == title
            dialog.close()


def test_a_document_of_another_year_shows_that_year(tmp_path: Path) -> None:
    register = a_register(approved=True, today=date(2026, 7, 1))
    document = issue_invoices(register, YEAR, date(2026, 7, 1))[0]
    with a_window(tmp_path, register) as window:
        window.navigator.choose_year(YEAR.next)
        window.navigator.go(f"document/{document.id}")
        assert window.session.year == YEAR
