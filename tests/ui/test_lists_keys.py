"""Keys and menu entries about the cells of the list in front."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.session_builders import a_register
from tests.ui.test_lists import MEMBERS, choose, go, table
from tests.ui.window_builders import a_window, settle
from ui.dialogs.edit_rows import EditRowsDialog
from ui.dialogs.paste_preview import PastePreview
from ui.kit.dialog import FormDialog
from ui.main_window import MainWindow

Key, Mod = Qt.Key, Qt.KeyboardModifier


@pytest.fixture
def window(tmp_path: Path) -> Iterator[MainWindow]:
    with a_window(tmp_path, a_register(members=5), pages=MEMBERS) as made:
        made.pages.show_page("members")
        settle()
        yield made


def test_paste_fill_down_and_editing_rows_are_in_the_menus(window: MainWindow) -> None:
    choose(window, "Purchase orders")
    go(window, 0, "purchase_order")
    actions = window.commands.actions
    QGuiApplication.clipboard().setText("PO-1")
    window.commands.refresh()
    assert actions["edit.paste"].isEnabled()
    assert "Edit 1 member…" == actions["edit.rows"].text().replace("&", "")
    window.commands.run("edit.paste")
    asked = QApplication.activeModalWidget()
    assert isinstance(asked, PastePreview)
    QTest.keyClick(asked, Key.Key_Return)
    settle()
    go(window, 0, "purchase_order")
    QTest.keyClick(table(window).view, Key.Key_Down, Mod.ShiftModifier)
    window.commands.refresh()
    window.commands.run("edit.fill-down")
    orders = window.session.register.purchase_orders.all()
    assert ["PO-1", "PO-1"] == [order.number for order in orders]
    window.commands.refresh()
    assert "Edit 2 members…" == actions["edit.rows"].text().replace("&", "")
    window.commands.run("edit.rows")
    form = QApplication.activeModalWidget()
    assert isinstance(form, EditRowsDialog)
    form.close()


def test_paste_goes_into_a_field_that_has_the_focus(window: MainWindow) -> None:
    field = table(window).find_field()
    field.setFocus()
    settle()
    QGuiApplication.clipboard().setText("cam")
    window.commands.run("edit.paste")
    assert "cam" == field.text()


def test_a_list_without_typed_columns_offers_no_pasting(window: MainWindow) -> None:
    window.pages.show_page("fees")
    settle()
    table(window).view.setFocus()
    window.commands.refresh()
    usable = {key for key, action in window.commands.actions.items() if action.isEnabled()}
    assert usable.isdisjoint({"edit.paste", "edit.fill-down", "edit.rows"})
    assert {"file.export-list", "view.columns"} <= usable


def test_the_keys_reach_the_cell_or_the_menu_but_never_both(window: MainWindow) -> None:
    choose(window, "Purchase orders")
    one = table(window)
    go(window, 0, "purchase_order")
    QTest.keyClick(one.view, Key.Key_F2)
    assert one.view.editing is not None
    editor = one.view.editing.editor
    assert editor is not None
    assert QApplication.activeModalWidget() is None
    QTest.keyClicks(editor, "PO-1")
    QTest.keyClick(editor, Key.Key_Return)
    settle()
    go(window, 0, "purchase_order")
    QTest.keyClick(one.view, Key.Key_Down, Mod.ShiftModifier)
    settle()
    window.commands.refresh()
    QTest.keyClick(one.view, Key.Key_D, Mod.ControlModifier)
    settle()
    orders = window.session.register.purchase_orders.all()
    assert ["PO-1", "PO-1"] == [order.number for order in orders]
    QGuiApplication.clipboard().setText("PO-2")
    QTest.keyClick(one.view, Key.Key_V, Mod.ControlModifier)
    settle()
    asked = QApplication.activeModalWidget()
    assert isinstance(asked, PastePreview)
    asked.reject()
    settle()
    assert QApplication.activeModalWidget() is None


def test_f2_in_a_column_that_is_not_typed_into_opens_the_record(window: MainWindow) -> None:
    go(window, 0, "name")
    QTest.keyClick(table(window).view, Key.Key_F2)
    settle()
    record = QApplication.activeModalWidget()
    assert isinstance(record, FormDialog)
    record.close()


def test_keys_in_the_editor_of_a_cell_stay_there(window: MainWindow) -> None:
    choose(window, "Purchase orders")
    one = table(window)
    go(window, 0, "purchase_order")
    assert one.view.editing is not None
    QTest.keyClick(one.view, Key.Key_F2)
    editor = one.view.editing.editor
    assert editor is not None
    settle()
    QTest.keyClicks(editor, "PO-1")
    QTest.keyClick(editor, Key.Key_Z, Mod.ControlModifier)
    QGuiApplication.clipboard().setText("PO-9")
    editor.selectAll()
    QTest.keyClick(editor, Key.Key_V, Mod.ControlModifier)
    QTest.keyClick(editor, Key.Key_D, Mod.ControlModifier)
    assert "PO-9" == editor.text()
    assert editor is one.view.editing.editor
    QTest.keyClick(editor, Key.Key_Return)
    assert ["PO-9"] == [order.number for order in window.session.register.purchase_orders.all()]
