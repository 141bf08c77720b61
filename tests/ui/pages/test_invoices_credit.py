"""A credit note for what was paid: what it leaves is money to give back, and says so."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from loti_admin.domain.invoices import DocumentKind
from loti_admin.domain.money import Money
from loti_admin.services.receipts import books_now, record_receipt
from tests.office import Office, issue_lines
from tests.ui.pages.conftest import Shown, open_dialog
from ui.dialogs.credit import CreditDialog
from ui.kit.dialog import ConfirmDialog
from ui.pages.invoices import InvoicesPage
from ui.preferences import Preferences


def test_the_question_says_what_becomes_of_money_that_was_paid(
    shown: Shown, preferences: Preferences
) -> None:
    office = Office("Camden", "Islington")
    office.approve()
    office.issue()
    gross = Money.pounds(36_000)
    record_receipt(office.register, date(2026, 6, 11), gross, "LOTI-2026-0001")
    page = shown.show(InvoicesPage(shown.session, preferences=preferences), office.register)
    page.show_target("document/1")
    page.commands()["invoices.credit"]()
    asked = open_dialog(page)
    assert isinstance(asked, CreditDialog)
    asked.form.editor("reason").set_value("Left in June")
    QTest.mouseClick(asked.act_button, Qt.MouseButton.LeftButton)
    words = [label.text() for label in open_dialog(page).findChildren(QLabel)]
    assert "Overpaid then, stays as credit on account" in words
    assert not [text for text in words if text.startswith("\u2212")]
    question = open_dialog(page)
    assert isinstance(question, ConfirmDialog)
    QTest.mouseClick(question.act_button, Qt.MouseButton.LeftButton)
    assert gross == books_now(office.register).account(office["Camden"].id).on_account


def test_one_line_of_several_is_credited(shown: Shown, preferences: Preferences) -> None:
    office = Office("Camden")
    office.approve()
    office.issue()
    several = issue_lines(office, ("Subscription", "1000", 20), ("Workshop", "500", 20))
    page = shown.show(InvoicesPage(shown.session, preferences=preferences), office.register)
    page.show_target(f"document/{several.id}")
    page.commands()["invoices.credit"]()
    asked = open_dialog(page)
    assert isinstance(asked, CreditDialog)
    assert asked.form.editor("line").isVisible()
    asked.form.editor("line").set_value(2)
    asked.form.edited.emit()
    assert not asked.form.editor("rebill").isVisible()
    asked.form.editor("reason").set_value("It did not take place")
    QTest.mouseClick(asked.act_button, Qt.MouseButton.LeftButton)
    question = open_dialog(page)
    assert isinstance(question, ConfirmDialog)
    QTest.mouseClick(question.act_button, Qt.MouseButton.LeftButton)
    (note,) = office.register.documents.where(kind=DocumentKind.CREDIT_NOTE)
    assert [("Credit for Workshop", Money.pounds(500))] == [
        (line.description, line.net) for line in note.lines
    ]


def test_a_document_of_one_line_does_not_ask_which(shown: Shown, preferences: Preferences) -> None:
    office = Office("Camden")
    office.approve()
    office.issue()
    page = shown.show(InvoicesPage(shown.session, preferences=preferences), office.register)
    page.show_target("document/1")
    page.commands()["invoices.credit"]()
    asked = open_dialog(page)
    assert isinstance(asked, CreditDialog)
    assert not asked.form.editor("line").isVisible()
    assert asked.form.editor("rebill").isVisible()
