"""Bank files in the window: columns asked once, proposals ticked, booked, undone."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from loti_admin.domain.money import ZERO
from loti_admin.services.issuing import document_by_number
from loti_admin.services.receipts import books_now
from tests.imports.bank_files import in_and_out, ofx_of_old, without_heads
from tests.office import Office
from tests.ui.pages.conftest import Shown, open_dialog
from ui.dialogs.bank_import import BankImportDialog
from ui.kit.dialog import FormDialog
from ui.pages.payments import PaymentsPage
from ui.preferences import Preferences

# Camden is the second of this office.
ENTRIES = [
    (date(2026, 7, 20), "LB CAMDEN", "LOTI 2026 0002", "36000.00"),
    (date(2026, 7, 21), "SOMEBODY", "x", "36000.00"),
    (date(2026, 7, 21), "STATIONERS LTD", "PAPER", "-1200.50"),
]


@pytest.fixture
def office() -> Office:
    made = Office("Barnet", "Camden", "Enfield")
    made.approve()
    made.issue()
    return made


@pytest.fixture
def page(shown: Shown, preferences: Preferences, office: Office) -> PaymentsPage:
    return shown.show(PaymentsPage(shown.session, preferences=preferences), office.register)


def opened(page: PaymentsPage, path: Path) -> Any:
    page.acts.open_bank_file(path)
    return open_dialog(page)


def press(dialog: Any) -> None:
    QTest.mouseClick(dialog.act_button, Qt.MouseButton.LeftButton)


def settled(office: Office, number: str) -> bool:
    document = document_by_number(office.register, number)
    return books_now(office.register).left(document) == ZERO


def test_the_columns_are_asked_once_and_only_what_is_ticked_is_booked(
    page: PaymentsPage, office: Office, tmp_path: Path
) -> None:
    path = tmp_path / "july.csv"
    path.write_bytes(in_and_out(ENTRIES))
    columns = opened(page, path)
    assert isinstance(columns, FormDialog)
    press(columns)
    open_dialog(page).reject()
    dialog = opened(page, path)
    assert isinstance(dialog, BankImportDialog)
    assert "2 lines of money in, 1 of money out left alone." in dialog.summary.text()
    assert "Book 1 receipt, £36,000.00" == dialog.act_button.text()
    assert "the amount is what is left to pay" in dialog.reason.text()
    press(dialog)
    assert settled(office, "LOTI-2026-0002")
    assert "1 receipt booked" == page.message_bar.title
    assert 1 == len(page.lists.receipts.records())
    again = opened(page, path)
    assert isinstance(again, BankImportDialog)
    assert "1 booked already" in again.summary.text()
    assert not again.act_button.isEnabled()
    again.reject()
    page.session.undo()
    assert 0 == office.register.receipts.count()


def test_the_officer_says_what_a_line_pays(
    page: PaymentsPage, office: Office, tmp_path: Path
) -> None:
    path = tmp_path / "july.ofx"
    path.write_bytes(ofx_of_old(ENTRIES))
    dialog = opened(page, path)
    somebody = next(p for p in dialog.table.records() if "SOMEBODY" in p.line.text)
    dialog.table.select_key(somebody.fingerprint)
    dialog.change()
    question: Any = open_dialog(page)
    enfield = document_by_number(office.register, "LOTI-2026-0003")
    question.form.editor("target").set_value((enfield.organisation_id, enfield.id))
    press(question)
    assert "Book 2 receipts, £72,000.00" == dialog.act_button.text()
    assert "As you chose." == dialog.reason.text()
    press(dialog)
    assert settled(office, "LOTI-2026-0003")


def test_a_line_that_is_not_for_us_is_set_aside(page: PaymentsPage, tmp_path: Path) -> None:
    path = tmp_path / "july.ofx"
    path.write_bytes(ofx_of_old(ENTRIES))
    dialog = opened(page, path)
    dialog.table.select_first()
    QTest.mouseClick(dialog.aside_button, Qt.MouseButton.LeftButton)
    assert "Book what is ticked" == dialog.act_button.text()
    dialog.reject()
    assert () == opened(page, path).table.checked_records()


def test_columns_that_cannot_be_guessed_have_to_be_chosen(
    page: PaymentsPage, office: Office, tmp_path: Path
) -> None:
    path = tmp_path / "plain.csv"
    path.write_bytes(without_heads(ENTRIES))
    columns = opened(page, path)
    press(columns)
    assert columns.isVisible()
    for key, place in (("on", 0), ("amount", 1), ("payer", 2), ("first", 3)):
        columns.form.editor(key).set_value(place)
    press(columns)
    dialog: Any = open_dialog(page)
    assert isinstance(dialog, BankImportDialog)
    press(dialog)
    assert settled(office, "LOTI-2026-0002")


def test_other_columns_can_be_chosen_while_the_lines_are_shown(
    page: PaymentsPage, tmp_path: Path
) -> None:
    path = tmp_path / "july.csv"
    path.write_bytes(in_and_out(ENTRIES))
    press(opened(page, path))
    dialog: Any = open_dialog(page)
    dialog._ask_columns()
    columns: Any = open_dialog(page)
    columns.form.editor("payer").set_value(-1)
    press(columns)
    assert "LOTI 2026 0002" == dialog.table.records()[0].line.text


def test_a_line_that_cannot_be_read_is_named(page: PaymentsPage, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("Date,Description,Amount\n31/02/2026,a,5.00\n20/07/2026,b,5.00\n")
    press(opened(page, path))
    dialog: Any = open_dialog(page)
    assert "Line 2: February 2026 has 28 days." in dialog.trouble.text()
    assert 1 == len(dialog.table.records())
