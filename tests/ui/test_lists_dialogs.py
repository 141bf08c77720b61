"""The dialogs of the lists: names, the way of Tab, nothing cut off, at every text size and in both themes."""

from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from tests.ui import window_audit as audit
from tests.ui.session_builders import a_register
from tests.ui.window_builders import a_window, settle
from ui.kit.dialog import Dialog
from ui.main_window import MainWindow
from ui.pages import PAGES

MEMBERS = tuple(spec for spec in PAGES if spec.key == "members")


def select_orders(window: MainWindow) -> None:
    """Five rows of the column of the purchase orders."""
    table = window.lists.front()
    assert table is not None
    window.lists.views.show(table, "Purchase orders")
    table.view.setFocus()
    flags = QItemSelectionModel.SelectionFlag
    index = table.model.index(0, table.model.column_of("purchase_order"))
    table.view.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
    for _ in range(4):
        QTest.keyClick(table.view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    settle()


def open_one(window: MainWindow, what: str) -> None:
    select_orders(window)
    if what == "keep":
        menu = QMenu(window)
        window.lists.fill_views(menu)
        next(a for a in menu.actions() if a.text() == "Keep this view…").trigger()
    elif what == "paste":
        orders = "\n".join(f"PO-{number}\tperhaps" for number in range(40))
        QGuiApplication.clipboard().setText(orders)
        table = window.lists.front()
        assert table is not None
        QTest.keyClick(table.view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    else:
        window.commands.run(what)
    settle()


@pytest.mark.parametrize("command", ["view.theme-light", "view.theme-dark", "view.text-200"])
@pytest.mark.parametrize("what", ["keep", "paste", "edit.rows", "view.columns"])
def test_nothing_is_wrong_with_a_dialog_of_the_lists(
    what: str, command: str, tmp_path: Path
) -> None:
    with a_window(tmp_path, a_register(members=5), pages=MEMBERS) as window:
        window.commands.run(command)
        window.pages.show_page("members")
        settle()
        open_one(window, what)
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, Dialog)
        settle()
        assert [] == audit.wrong_with(dialog)
        dialog.close()


@pytest.mark.parametrize("command", ["view.theme-light", "view.text-200"])
def test_nothing_is_wrong_with_the_page_while_a_cell_is_typed_into(
    command: str, tmp_path: Path
) -> None:
    with a_window(tmp_path, a_register(members=5), pages=MEMBERS) as window:
        window.commands.run(command)
        window.pages.show_page("members")
        select_orders(window)
        table = window.lists.front()
        assert table is not None
        assert table.view.editing is not None
        QTest.keyClick(table.view, Qt.Key.Key_F2)
        editor = table.view.editing.editor
        assert editor is not None
        editor.show_problem("Type an order that begins with PO.")
        settle()
        assert editor.isVisible()
        assert table.view.rect().contains(editor.geometry())
        assert table.view.rect().contains(editor._problem.geometry())
        table.view.editing.close()
