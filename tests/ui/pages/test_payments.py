"""The page Payments: who owes what, receipts, and what is done with them."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from loti_admin.domain.chasing import Way
from loti_admin.domain.money import ZERO, Money
from loti_admin.services.issuing import credit, document_by_number
from loti_admin.services.receipts import books_now, record_receipt
from tests.office import Office
from tests.ui.pages.conftest import Shown, open_dialog
from ui.dialogs.letters import LettersDialog
from ui.dialogs.receipt_split import ReceiptSplitDialog
from ui.pages.payments import PaymentsPage
from ui.pages.payments.rows import ReceiptState
from ui.preferences import Preferences

TODAY = date(2026, 9, 15)
GROSS = Money.pounds(36_000)


@pytest.fixture
def office() -> Office:
    """Barnet, Camden and Enfield owe 36,000.00 each since 31 July; today is 15 September."""
    made = Office("Barnet", "Camden", "Enfield")
    made.approve()
    made.issue()
    made.today = datetime(2026, 9, 15, 9, 0, tzinfo=UTC)
    return made


@pytest.fixture
def page(shown: Shown, preferences: Preferences, office: Office, tmp_path: Path) -> PaymentsPage:
    (tmp_path / "PDFs").mkdir()
    preferences.set_documents_folder(None, tmp_path / "PDFs")
    return shown.show(PaymentsPage(shown.session, preferences=preferences), office.register)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def panel(page: PaymentsPage) -> str:
    return plain(" ".join(label.text() for label in page.panel.findChildren(QLabel)))


def do(page: PaymentsPage, key: str, **values: object) -> Any:
    """Open a command's dialog, set these fields and press its act; gives the dialog."""
    assert page.enabled(key)
    page.commands()[key]()
    dialog: Any = open_dialog(page)
    for name, value in values.items():
        dialog.form.editor(name).set_value(value)
    QTest.mouseClick(dialog.act_button, Qt.MouseButton.LeftButton)
    return dialog


def left(office: Office, number: str) -> Money:
    return books_now(office.register).left(document_by_number(office.register, number))


def test_accounts_stand_in_their_ages_with_what_is_next(page: PaymentsPage) -> None:
    rows = page.lists.debtors.records()
    assert ["Barnet", "Camden", "Enfield"] == [row.name for row in rows]
    assert [(ZERO, ZERO, GROSS, ZERO, ZERO)] * 3 == [row.account.by_age for row in rows]
    assert "108,000.00" == page.lists.debtors.totals()["age2"]
    assert "46 days overdue and no reminder yet." in panel(page)
    assert "LOTI-2026-0001" in panel(page)
    assert 3 == page.count_for(page.session)


def test_another_day_shows_what_was_owed_then(page: PaymentsPage) -> None:
    page.lists.day.setText("20 7 2026")
    QTest.keyClick(page.lists.day, Qt.Key.Key_Return)
    assert [GROSS] * 3 == [row.account.by_age[0] for row in page.lists.debtors.records()]
    page.lists.day.setText("nonsense")
    QTest.keyClick(page.lists.day, Qt.Key.Key_Return)
    assert page.lists.day_problem.isVisible()


def test_a_receipt_is_shared_out_over_the_documents_of_its_payer(
    page: PaymentsPage, office: Office
) -> None:
    page.commands()["payments.receipt"]()
    dialog = open_dialog(page)
    assert isinstance(dialog, ReceiptSplitDialog)
    first = document_by_number(office.register, "LOTI-2026-0001")
    part = dialog.parts.editor(f"part{first.id}")
    assert GROSS == part.value()
    amount = dialog.form.editor("amount")
    amount.selectAll()
    QTest.keyClicks(amount, "36500")
    assert GROSS == part.value()
    payer = dialog.form.editor("payer")
    QTest.keyClicks(payer, "Camden")
    second = document_by_number(office.register, "LOTI-2026-0002")
    assert GROSS == dialog.parts.editor(f"part{second.id}").value()
    QTest.mouseClick(dialog.act_button, Qt.MouseButton.LeftButton)
    assert ZERO == left(office, "LOTI-2026-0002")
    assert "£500.00 stays as credit on account" == page.message_bar.title
    assert "Receipt of £36,500.00" == office.register.undo_label


def test_more_than_is_open_is_said_in_the_dialog_and_nothing_is_booked(
    page: PaymentsPage, office: Office
) -> None:
    first = document_by_number(office.register, "LOTI-2026-0001")
    page.commands()["payments.receipt"]()
    dialog: Any = open_dialog(page)
    part = dialog.parts.editor(f"part{first.id}")
    part.selectAll()
    QTest.keyClicks(part, "40000")
    QTest.mouseClick(dialog.act_button, Qt.MouseButton.LeftButton)
    assert dialog.isVisible()
    assert "has £36,000.00 left to pay" in " ".join(
        label.text() for label in dialog.findChildren(QLabel)
    )
    assert 0 == office.register.receipts.count()


def test_parts_that_were_typed_are_kept_and_not_dropped_in_silence(page: PaymentsPage) -> None:
    page.commands()["payments.receipt"]()
    dialog: Any = open_dialog(page)
    (key,) = (field.key for field in dialog.parts.fields)
    part = dialog.parts.editor(key)
    part.selectAll()
    QTest.keyClicks(part, "100")
    amount = dialog.form.editor("amount")
    amount.selectAll()
    QTest.keyClicks(amount, "500")
    assert Money.pounds(100) == part.value()
    dialog.reject()
    assert dialog.isVisible()
    assert dialog.discard_button.isVisible()
    QTest.mouseClick(dialog.discard_button, Qt.MouseButton.LeftButton)
    assert not dialog.isVisible()


def test_a_receipt_shows_what_it_was_used_for(
    page: PaymentsPage, office: Office, shown: Shown
) -> None:
    record_receipt(office.register, TODAY, GROSS, "LOTI-2026-0001 thanks")
    page.lists.segments.choose("receipts")
    (row,) = page.lists.receipts.records()
    assert ReceiptState.USED is row.state
    assert "LOTI-2026-0001 thanks" in panel(page)
    page.panel.followed.emit("document/1")
    assert ["document/1"] == shown.followed


def test_money_on_account_is_used_for_another_document(page: PaymentsPage, office: Office) -> None:
    record_receipt(office.register, TODAY, GROSS * 2, "LOTI-2026-0001")
    page.lists.segments.choose("receipts")
    second = document_by_number(office.register, "LOTI-2026-0002")
    do(page, "payments.use", which=second.id)
    assert ZERO == left(office, "LOTI-2026-0002")
    assert not page.enabled("payments.use")


def test_an_unknown_payer_is_named(page: PaymentsPage, office: Office) -> None:
    record_receipt(office.register, TODAY, GROSS, "BACS 1")
    page.lists.segments.choose("receipts")
    assert ReceiptState.UNKNOWN is page.lists.receipts.records()[0].state
    assert 4 == page.count_for(page.session)
    do(page, "payments.payer", which=office["Enfield"].id)
    assert "Enfield" == page.lists.receipts.records()[0].payer
    page.lists.segments.choose("owed")
    page.lists.select_debtor(office["Enfield"].id)
    do(page, "payments.use")
    assert ZERO == left(office, "LOTI-2026-0003")


def test_money_that_was_credited_after_it_was_paid_is_paid_back(
    page: PaymentsPage, office: Office
) -> None:
    record_receipt(office.register, TODAY, GROSS, "LOTI-2026-0001")
    credit(office.register, "LOTI-2026-0001", TODAY, "Agreed.", Money.pounds(10_000))
    page.lists.select_debtor(office["Barnet"].id)
    assert "£12,000.00 is held on account" in panel(page)
    dialog = do(page, "payments.refund")
    assert dialog.isVisible()  # without a reason
    dialog.form.editor("reason").set_value("BACS of today.")
    QTest.mouseClick(dialog.act_button, Qt.MouseButton.LeftButton)
    assert ["Camden", "Enfield"] == [row.name for row in page.lists.debtors.records()]


def test_the_money_of_the_selected_receipt_is_paid_back(page: PaymentsPage, office: Office) -> None:
    first = record_receipt(office.register, TODAY, GROSS, "BACS 1").receipt
    second = record_receipt(office.register, TODAY, Money.pounds(70), "BACS 2").receipt
    page.lists.segments.choose("receipts")
    page.lists.select_receipt(second.id)
    do(page, "payments.refund", reason="Not for us.")
    states = {row.key: row.state for row in page.lists.receipts.records()}
    assert {first.id: ReceiptState.UNKNOWN, second.id: ReceiptState.PAID_BACK} == states


def test_a_debt_is_written_off_and_that_is_taken_back(page: PaymentsPage, office: Office) -> None:
    page.lists.select_debtor(office["Barnet"].id)
    do(page, "payments.write-off", amount=Money.pounds(1_000), reason="Agreed.")
    assert Money.pounds(35_000) == left(office, "LOTI-2026-0001")
    page.lists.select_debtor(office["Barnet"].id)
    do(page, "payments.take-back", reason="They pay after all.")
    assert GROSS == left(office, "LOTI-2026-0001")
    assert not page.enabled("payments.take-back")


def test_a_receipt_is_reversed_and_stays_in_the_list(page: PaymentsPage, office: Office) -> None:
    record_receipt(office.register, TODAY, GROSS, "LOTI-2026-0001")
    page.lists.segments.choose("receipts")
    do(page, "payments.reverse", reason="Returned by the bank.")
    (row,) = page.lists.receipts.records()
    assert ReceiptState.REVERSED is row.state
    assert GROSS == left(office, "LOTI-2026-0001")
    assert not page.enabled("payments.reverse")
    page.session.undo()
    assert ReceiptState.USED is page.lists.receipts.records()[0].state


def test_a_contact_is_noted_and_shown(page: PaymentsPage, office: Office) -> None:
    do(page, "payments.note", way=Way.CALL, text="The order is coming.")
    assert "15 September 2026, call" == plain(page.lists.debtors.records()[0].contact_text)
    assert "The order is coming." in panel(page)


def test_reminders_are_looked_at_then_made_and_noted(
    page: PaymentsPage, office: Office, tmp_path: Path, qtbot
) -> None:
    QTest.mouseClick(page.reminders_button, Qt.MouseButton.LeftButton)
    dialog = open_dialog(page)
    assert isinstance(dialog, LettersDialog)
    assert 1 == dialog.preview.pages
    dialog.list.toggle("1")
    QTest.keyClick(dialog.emails, Qt.Key.Key_Space)
    assert "Make 2 reminders" == dialog.act_button.text()
    QTest.mouseClick(dialog.act_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not page.session.tasks.is_busy(), timeout=10_000)
    assert [
        "First reminder 2026-09-15 Barnet.pdf",
        "First reminder 2026-09-15 Enfield.pdf",
    ] == sorted(path.name for path in (tmp_path / "PDFs").iterdir())
    assert "2 reminders are in the folder" == page.message_bar.title
    assert "Barnet has no e-mail address for invoices." in page.message_bar.sentence
    assert [0, 1, 0] == [row.level for row in page.lists.debtors.records()]


def test_statements_are_made_for_those_that_are_ticked(
    page: PaymentsPage, tmp_path: Path, qtbot
) -> None:
    page.commands()["payments.statements"]()
    dialog: Any = open_dialog(page)
    dialog.list.tick(["0"])
    QTest.mouseClick(dialog.act_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not page.session.tasks.is_busy(), timeout=10_000)
    assert ["Statement 2026-09-15 Barnet.pdf"] == [p.name for p in (tmp_path / "PDFs").iterdir()]
    assert 1 == page.session.register.chase_notes.count()


def test_when_no_reminder_is_due_that_is_said(page: PaymentsPage) -> None:
    page.lists.day.setText("20 7 2026")
    QTest.keyClick(page.lists.day, Qt.Key.Key_Return)
    QTest.mouseClick(page.reminders_button, Qt.MouseButton.LeftButton)
    assert "No reminder is due on 20 July 2026" in plain(page.message_bar.title)


def test_a_register_without_documents_is_an_empty_page(
    shown: Shown, preferences: Preferences
) -> None:
    page = shown.show(PaymentsPage(shown.session, preferences=preferences), Office().register)
    assert () == page.lists.debtors.records()
    assert 0 == page.count_for(page.session)
    for key in page.commands():
        assert page.enabled(key) == (key in ("payments.bank", "payments.receipt"))


def test_targets_are_found(page: PaymentsPage, office: Office) -> None:
    recorded = record_receipt(office.register, TODAY, GROSS, "x")
    assert page.show_target(f"receipt/{recorded.receipt.id}")
    assert page.lists.on_receipts
    assert page.show_target(f"payments/{office['Camden'].id}")
    assert "Owed 36,000.00" in page.selection_text()
