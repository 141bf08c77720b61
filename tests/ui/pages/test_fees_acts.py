"""What is done from the page Fees beside approving: decisions, and corrections of what was billed."""

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from loti_admin.domain.invoices import DocumentKind
from loti_admin.domain.money import Money
from loti_admin.services.fees import year_fees
from loti_admin.services.schedules import remove_adjustment, save_adjustment
from loti_admin.storage.register import Register
from tests.builders import an_adjustment
from tests.office import THE_YEAR, Office
from tests.ui import window_audit as audit
from tests.ui.pages.conftest import Shown, open_dialog
from ui.dialogs.decide import DecideDialog
from ui.dialogs.recalculate import RecalculateDialog
from ui.kit.dialog import ConfirmDialog
from ui.kit.message_bar import Message
from ui.pages.fees import FeesPage
from ui.preferences import Preferences
from ui.theme import Scheme, apply_theme


@pytest.fixture
def page(shown: Shown, preferences: Preferences) -> FeesPage:
    """Not shown yet: `shown.show(page, register)`."""
    return FeesPage(shown.session, preferences=preferences)


@pytest.fixture
def office() -> Office:
    """Camden and Islington are billed; then £25,000 is agreed with the one and £32,000 with the other."""
    office = Office("Camden", "Islington")
    office.approve()
    office.issue()
    agree(office, "Camden", 25_000)
    agree(office, "Islington", 32_000)
    office.today = office.today.replace(month=9, day=1)
    return office


def agree(office: Office, name: str, rate: int) -> None:
    save_adjustment(
        office.register,
        an_adjustment(office[name], amount=Money.pounds(rate), reason="Agreed by the Board"),
    )


def yes(page: FeesPage) -> None:
    dialog: Any = open_dialog(page)
    QTest.mouseClick(dialog.act_button, Qt.MouseButton.LeftButton)


def texts(page: FeesPage) -> str:
    words = [label.text() for label in open_dialog(page).findChildren(QLabel)]
    return "\n".join(words).replace("\u00a0", " ")


# Decisions


def test_a_decision_is_recorded_where_it_is_asked_for(page: FeesPage, shown: Shown) -> None:
    office = Office("Brent", "Lewisham", "Southwark")
    office.share_it("Shared Technology Services", "Brent", "Lewisham", "Southwark")
    shown.show(page, office.register)
    QTest.mouseClick(page.message_bar.button, Qt.MouseButton.LeftButton)
    dialog = open_dialog(page)
    assert isinstance(dialog, DecideDialog)
    assert "What do the councils of Shared Technology Services pay?" == dialog.windowTitle()
    assert "three councils wait for a decision: Brent, Lewisham and Southwark" in texts(page)
    dialog.form.editor("reason").set_value("The Board decided so")
    QTest.mouseClick(dialog.act_button, Qt.MouseButton.LeftButton)
    assert not dialog.isVisible()
    assert 3 == office.register.adjustments.count()
    assert page.enabled("fees.approve")
    assert not page.enabled("fees.decide")
    page.session.undo()
    assert 0 == office.register.adjustments.count()


# What was billed


def test_fees_that_are_not_what_was_billed_are_told_quietly(
    page: FeesPage, shown: Shown, office: Office
) -> None:
    shown.show(page, office.register)
    assert Message.INFO is page.message_bar.kind
    assert "2 fees are not what was billed" == page.message_bar.title
    assert page.message_bar.sentence.startswith("Camden and Islington.")
    assert "Correct it…" == page.message_bar.action


def test_the_documents_are_shown_before_they_are_issued(
    page: FeesPage, shown: Shown, office: Office
) -> None:
    shown.show(page, office.register)
    QTest.mouseClick(page.message_bar.button, Qt.MouseButton.LeftButton)
    dialog = open_dialog(page)
    assert isinstance(dialog, RecalculateDialog)
    shown_rows = [
        tuple(column.words(c) for column in dialog.table.model.columns)
        for c in dialog.table.records()
    ]
    assert [
        ("Camden", "30,000.00", "25,000.00", "−5,000.00", "Credit note £6,000.00"),
        ("Islington", "30,000.00", "32,000.00", "+2,000.00", "Additional invoice £2,400.00"),
    ] == [row[-5:] for row in shown_rows]
    assert "Issue 1 invoice and 1 credit note…" == dialog.act_button.text()
    yes(page)
    question = open_dialog(page)
    assert isinstance(question, ConfirmDialog)
    assert "Issue 1 invoice and 1 credit note?" == question.windowTitle()
    assert "LOTI-CN-2026-0001 and LOTI-2026-0003" in texts(page)
    assert {"60,000.00", "57,000.00", "−3,600.00"} <= set(texts(page).splitlines())
    yes(page)
    assert not dialog.isVisible()
    kinds = [d.kind for d in office.register.documents.all()][2:]
    assert [DocumentKind.CREDIT_NOTE, DocumentKind.INVOICE] == kinds
    assert "1 invoice and 1 credit note issued" in page.message_bar.title
    assert {} == year_fees(office.register, THE_YEAR).differing
    assert not page.enabled("fees.recalculate")


def test_only_what_is_ticked_is_issued_for_the_reason_that_is_typed(
    page: FeesPage, shown: Shown, office: Office, qtbot
) -> None:
    shown.show(page, office.register)
    page.recalculate()
    dialog: Any = open_dialog(page)
    camden, islington = dialog.table.records()
    dialog.table.model.set_checked({camden.key})
    dialog._show_act()
    dialog.table.select_key(camden.key)
    assert "Agreed rate £25,000.00, Agreed by the Board." == dialog.form.editor("reason").value()
    dialog.form.editor("reason").set_value("")
    QTest.keyClicks(dialog.form.editor("reason"), "Decided in August")
    dialog.table.select_key(islington.key)
    dialog.table.select_key(camden.key)
    assert "Decided in August" == dialog.form.editor("reason").value()
    dialog.form.editor("on").setText("2/9/2026")
    yes(page)
    yes(page)
    (note,) = office.register.documents.where(kind=DocumentKind.CREDIT_NOTE)
    assert ("Decided in August", date(2026, 9, 2)) == (note.reason, note.on)
    assert 3 == office.register.documents.count()


def test_a_date_that_cannot_be_is_told_beside_it(
    page: FeesPage, shown: Shown, office: Office
) -> None:
    shown.show(page, office.register)
    page.recalculate()
    dialog: Any = open_dialog(page)
    for text, words in (("31/6/2026", "June 2026 has 30 days"), ("1/6/2026", "Choose")):
        dialog.form.editor("on").setText(text)
        yes(page)
        assert open_dialog(page) is dialog
        assert any(words in sentence for sentence in dialog.form.summary.sentences())
    dialog.reject()
    assert 2 == office.register.documents.count()


def test_a_change_behind_the_question_stops_it(
    page: FeesPage, shown: Shown, office: Office
) -> None:
    shown.show(page, office.register)
    page.recalculate()
    yes(page)
    (old,) = office.register.adjustments.where(organisation_id=office["Camden"].id)
    remove_adjustment(office.register, old)
    yes(page)
    assert 2 == office.register.documents.count()
    assert "have changed since they were shown" in page.message_bar.title


def test_the_dialog_can_be_used_by_keys_and_at_large_text(
    page: FeesPage, shown: Shown, office: Office, qapp: QApplication
) -> None:
    apply_theme(qapp, Scheme.LIGHT, 200)
    shown.show(page, office.register)
    page.recalculate()
    QTest.qWait(50)
    assert [] == audit.wrong_with(open_dialog(page))


def test_letting_it_stand_changes_nothing(page: FeesPage, shown: Shown, office: Office) -> None:
    shown.show(page, office.register)
    before = office.dump()
    page.recalculate()
    dialog: Any = open_dialog(page)
    QTest.mouseClick(dialog.not_now_button, Qt.MouseButton.LeftButton)
    assert before == office.dump()


def test_a_register_that_is_open_to_read_only_corrects_nothing(
    page: FeesPage, shown: Shown, tmp_path: Any
) -> None:
    path = tmp_path / "LOTI.loti"
    with Register.create(path, clock=lambda: Office().today) as register:
        office = Office("Camden", register=register)
        office.approve()
        office.issue()
        agree(office, "Camden", 25_000)
    shown.show(page, Register.open(path, read_only=True, clock=lambda: Office().today))
    assert not page.enabled("fees.recalculate")
    assert "" == page.message_bar.action


# Adjustments


def test_an_adjustment_of_the_current_fee_is_recorded_with_its_effect(
    page: FeesPage, shown: Shown, qtbot
) -> None:
    office = Office("Camden", "Islington")
    shown.show(page, office.register)
    page.list.select(office["Islington"].id)
    page.commands()["fees.adjust"]()
    dialog: Any = open_dialog(page)
    assert "Adjustment for Islington, 2026-27" == dialog.windowTitle()
    dialog.form.editor("amount").setText("25000")
    dialog.form.editor("reason").setText("Agreed by the Board")
    yes(page)
    (adjustment,) = office.register.adjustments.all()
    assert (office["Islington"].id, Money.pounds(25_000)) == (
        adjustment.organisation_id,
        adjustment.amount,
    )
    assert Money.pounds(55_000) == year_fees(office.register, THE_YEAR).run.net
