"""The list of members, typed into, pasted over and edited by the row: by its keys."""

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from loti_admin.services.bulk_tables import MemberTable
from tests.office import THE_YEAR, Office
from tests.ui.pages.conftest import Shown, open_dialog
from ui.dialogs.edit_rows import EditRowsDialog
from ui.dialogs.paste_preview import PastePreview
from ui.kit.table_cell_editor import CellEditor
from ui.pages.members import MembersPage
from ui.pages.members.columns import COLUMNS
from ui.preferences import Preferences
from ui.reader import Reader

Key, Mod = Qt.Key, Qt.KeyboardModifier


@pytest.fixture
def office() -> Office:
    return Office("Barnet", "Camden", "Ealing")


@pytest.fixture
def page(shown: Shown, preferences: Preferences, office: Office) -> MembersPage:
    made = shown.show(MembersPage(shown.session, preferences=preferences), office.register)
    made.set_details_shown(False)
    header = made.list.table.view.header
    for key in ("purchase_order", "invoice_email", "account_code"):
        header.set_column_hidden(made.list.table.model.column_of(key), hidden=False)
    return made


def go(page: MembersPage, row: int, key: str, *, rows: int = 1) -> None:
    table = page.list.table
    table.view.setFocus()
    index = table.model.index(row, table.model.column_of(key))
    flags = QItemSelectionModel.SelectionFlag
    table.view.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
    for _ in range(rows - 1):
        press(page, Key.Key_Down, Mod.ShiftModifier)


def press(page: MembersPage, key: Qt.Key, modifier: Qt.KeyboardModifier = Mod.NoModifier) -> None:
    QTest.keyClick(page.list.table.view, key, modifier)


def type_into(page: MembersPage, text: str, end: Qt.Key = Key.Key_Return) -> CellEditor:
    press(page, Key.Key_F2)
    editor = page.cells.editing.editor
    assert editor is not None
    editor.selectAll()
    QTest.keyClicks(editor, text)
    QTest.keyClick(editor, end)
    return editor


def orders(office: Office) -> list[str]:
    known = {
        order.organisation_id: order.number
        for order in office.register.purchase_orders.where(year=THE_YEAR.label)
    }
    return [known.get(office[name].id, "") for name in ("Barnet", "Camden", "Ealing")]


def paste(page: MembersPage, text: str) -> PastePreview:
    QGuiApplication.clipboard().setText(text)
    press(page, Key.Key_V, Mod.ControlModifier)
    asked = open_dialog(page)
    assert isinstance(asked, PastePreview)
    return asked


def test_every_typed_column_is_a_field_of_the_service_and_the_other_way_round() -> None:
    assert set(MemberTable.fields) == {column.edit for column in COLUMNS if column.edit}


def test_orders_are_typed_one_below_the_other(page: MembersPage, office: Office) -> None:
    go(page, 0, "purchase_order")
    for number in ("PO-1", "PO-2", "PO-3"):
        type_into(page, number)
    assert ["PO-1", "PO-2", "PO-3"] == orders(office)
    assert "Edit Ealing" == office.register.undo_label
    office.register.undo()
    assert ["PO-1", "PO-2", ""] == orders(office)


def test_a_refused_address_stays_in_the_cell_with_its_reason(
    page: MembersPage, office: Office
) -> None:
    go(page, 1, "invoice_email")
    editor = type_into(page, "nonsense")
    assert "“nonsense” is not an e-mail address like name@council.gov.uk." == editor.problem
    QTest.keyClick(editor, Key.Key_Escape)
    assert "" == office["Camden"].invoice_email


def test_leaving_a_refused_text_says_so_and_offers_it_again(
    page: MembersPage, office: Office, qtbot
) -> None:
    go(page, 1, "invoice_email")
    editor = type_into(page, "nonsense")
    page.list.finding.setFocus()
    qtbot.waitUntil(lambda: page.cells.editing.editor is None)
    assert "stays as it was" in page.message_bar.accessibleName()
    QTest.mouseClick(page.message_bar.button, Qt.MouseButton.LeftButton)
    again = page.cells.editing.editor
    assert again is not None
    assert again is not editor
    assert "nonsense" == again.text()


def test_a_pasted_block_is_shown_first_and_is_one_step(page: MembersPage, office: Office) -> None:
    before = office.dump()
    go(page, 0, "purchase_order")
    asked = paste(page, "PO-1\tpay@barnet.example\r\nPO-2\tnonsense\r\nPO-3\t")
    assert before == office.dump()
    (left_out,) = asked.changes.left_out()
    assert ("Camden", "nonsense") == (left_out.record, left_out.after)
    assert left_out.sentence.startswith("Camden, E-mail address for invoices: “nonsense” is not")
    assert 4 == len(asked.changes.table.records())
    assert "Change 4 cells" == asked.act_button.text()
    QTest.keyClick(asked, Key.Key_Return)
    assert ["PO-1", "PO-2", "PO-3"] == orders(office)
    assert "pay@barnet.example" == office["Barnet"].invoice_email
    assert "" == office["Camden"].invoice_email
    assert "Edit 3 members" == office.register.undo_label
    office.register.undo()
    assert before == office.dump()


def test_a_list_with_titles_and_names_finds_its_rows(page: MembersPage, office: Office) -> None:
    go(page, 2, "account_code")
    asked = paste(page, "Organisation\tPurchase order\nEaling\tPO-E\nBarnet\tPO-B\nBexley\tPO-X")
    QTest.mouseClick(asked.copy_button, Qt.MouseButton.LeftButton)
    copied = QGuiApplication.clipboard().text().splitlines()
    assert "Bexley\tOrganisation\t–\tBexley\tNo row in view has this name." == copied[1]
    QTest.mouseClick(asked.act_button, Qt.MouseButton.LeftButton)
    assert ["PO-B", "", "PO-E"] == orders(office)


def test_a_block_with_nothing_new_says_so(page: MembersPage, office: Office) -> None:
    go(page, 0, "name")
    asked = paste(page, "Barnet\nCamden")
    assert "Nothing to change" == asked.windowTitle()
    assert asked.close_button.isDefault()


def test_ctrl_d_gives_the_selected_rows_the_order_of_the_first(
    page: MembersPage, office: Office
) -> None:
    go(page, 0, "purchase_order")
    type_into(page, "PO-1")
    go(page, 0, "purchase_order", rows=3)
    press(page, Key.Key_D, Mod.ControlModifier)
    assert ["PO-1"] * 3 == orders(office)
    assert "Edit the purchase order of 2 members" == office.register.undo_label
    press(page, Key.Key_Delete)
    assert [""] * 3 == orders(office)


def test_many_rows_are_edited_in_one_dialog(page: MembersPage, office: Office) -> None:
    go(page, 0, "account_code", rows=3)
    page.cells.edit_rows()
    asked = open_dialog(page)
    assert isinstance(asked, EditRowsDialog)
    assert "Edit 3 members" == asked.windowTitle()
    assert "account_code" == asked.field.value()
    QTest.keyClicks(asked.text, "much too long")
    asked.show_preview()
    assert not asked.act_button.isEnabled()
    assert 3 == len(asked.changes.left_out())
    asked.text.clear()
    QTest.keyClicks(asked.text, "SALES")
    asked.show_preview()
    assert "Change 3 members" == asked.act_button.text()
    QTest.keyClick(asked.text, Key.Key_Return)
    assert ["SALES"] * 3 == [office[name].account_code for name in ("Barnet", "Camden", "Ealing")]
    assert "Edit the account code of 3 members" == office.register.undo_label


def test_the_dialog_stores_nothing_that_was_not_seen(page: MembersPage, office: Office) -> None:
    go(page, 0, "purchase_order")
    page.cells.edit_rows()
    asked = open_dialog(page)
    assert isinstance(asked, EditRowsDialog)
    QTest.keyClicks(asked.text, "PO-1")
    asked.act_button.setEnabled(True)
    QTest.mouseClick(asked.act_button, Qt.MouseButton.LeftButton)
    assert [""] * 3 == orders(office)
    assert "PO-1" == asked.changes.table.records()[0].after
    QTest.mouseClick(asked.act_button, Qt.MouseButton.LeftButton)
    assert ["PO-1", "", ""] == orders(office)


def test_a_read_only_register_is_not_typed_into(
    page: MembersPage, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office.register, "read_only", True)
    go(page, 0, "purchase_order")
    press(page, Key.Key_F2)
    page.cells.edit_rows()
    QApplication.processEvents()
    assert page.cells.editing.editor is None
    assert not [w for w in QApplication.topLevelWidgets() if isinstance(w, EditRowsDialog)]


def test_the_menu_of_the_list_holds_what_the_keys_do(page: MembersPage, office: Office) -> None:
    go(page, 0, "purchase_order", rows=2)
    menu = QMenu(page)
    page.cells.fill_menu(menu)
    assert ["Copy", "Paste…", "Fill down", "Edit 2 members…"] == [
        action.text() for action in menu.actions() if action.isEnabled()
    ]


def test_a_kept_cell_does_not_flash_back_while_the_page_is_read_in_slices(
    page: MembersPage, office: Office, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    go(page, 1, "purchase_order")
    model = page.list.table.model
    column = model.column_of("purchase_order")
    with monkeypatch.context() as slowly:
        slowly.setattr(Reader, "at_once", 0)
        slowly.setattr("ui.reader.SLICE", 0)
        slowly.setattr(page, "reload", page.read_again)
        type_into(page, "PO-1")
        assert ["", "PO-1", ""] == orders(office)
        assert page.is_being_read()
        assert "PO-1" == model.cell(1, column).text
        assert None is page.list.table.records()[1].order
        qtbot.waitUntil(lambda: not page.is_being_read())
    order = page.list.table.records()[1].order
    assert order is not None
    assert ("PO-1", "PO-1") == (order.number, model.cell(1, column).text)
