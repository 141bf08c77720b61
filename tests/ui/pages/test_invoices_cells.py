"""Purchase orders typed where they are missed: in the drafts of the page Invoices."""

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from loti_admin.services.bulk_edit import CellEdit, keep_cells
from loti_admin.services.bulk_tables import MemberTable
from tests.office import THE_YEAR, Office
from tests.ui.pages.conftest import Shown, open_dialog
from tests.ui.pages.invoice_views import ready, rows
from ui.dialogs.paste_preview import PastePreview
from ui.pages.invoices import InvoicesPage
from ui.preferences import Preferences

Key, Mod = Qt.Key, Qt.KeyboardModifier


@pytest.fixture
def office() -> Office:
    made = ready()
    table = MemberTable(THE_YEAR)
    needed = CellEdit(made["Camden"].id, "purchase_order_required", "yes")
    keep_cells(made.register, table, [needed])
    return made


@pytest.fixture
def page(shown: Shown, preferences: Preferences, office: Office) -> InvoicesPage:
    return shown.show(InvoicesPage(shown.session, preferences=preferences), office.register)


def go_to_order(page: InvoicesPage, row: int) -> None:
    table = page.lists.drafts
    table.view.setFocus()
    flags = QItemSelectionModel.SelectionFlag
    index = table.model.index(row, table.model.column_of("order"))
    table.view.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)


def test_an_order_is_typed_into_the_draft_that_lacks_it(page: InvoicesPage, office: Office) -> None:
    assert ["None yet", "–"] == [row[1] for row in rows(page)]
    go_to_order(page, 0)
    QTest.keyClicks(page.lists.drafts.view, "P")
    editor = page.cells.editing.editor
    assert editor is not None
    QTest.keyClicks(editor, "O-1")
    QTest.keyClick(editor, Key.Key_Return)
    assert ["PO-1", "–"] == [row[1] for row in rows(page)]
    assert "Edit Camden" == office.register.undo_label
    assert 2 == len(page.lists.drafts.checked_records())


def test_what_stands_in_place_of_an_order_is_not_copied(page: InvoicesPage) -> None:
    go_to_order(page, 0)
    QTest.keyClick(page.lists.drafts.view, Key.Key_C, Mod.ControlModifier)
    assert "" == QGuiApplication.clipboard().text()


def test_orders_are_pasted_by_the_names_of_the_councils(page: InvoicesPage, office: Office) -> None:
    go_to_order(page, 0)
    text = "Council\tPurchase order\nIslington\tPO-I\nCamden\tPO-C"
    QGuiApplication.clipboard().setText(text)
    QTest.keyClick(page.lists.drafts.view, Key.Key_V, Mod.ControlModifier)
    asked = open_dialog(page)
    assert isinstance(asked, PastePreview)
    QTest.mouseClick(asked.act_button, Qt.MouseButton.LeftButton)
    assert ["PO-C", "PO-I"] == [row[1] for row in rows(page)]
    assert "Edit the purchase order of 2 members" == office.register.undo_label


def test_space_still_ticks_a_draft(page: InvoicesPage) -> None:
    go_to_order(page, 0)
    QTest.keyClick(page.lists.drafts.view, Key.Key_Space)
    assert ["Islington"] == [row.name for row in page.lists.drafts.checked_records()]
