"""The page Invoices of a register that is read in slices: what follows from an act comes when it has been read."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel
from pytestqt.qtbot import QtBot

from loti_admin.errors import FileTrouble
from loti_admin.pace import rest
from loti_admin.services.members import set_purchase_order
from loti_admin.services.pro_formas import ProFormas
from tests.office import THE_YEAR, Office
from tests.ui.pages.conftest import open_dialog
from tests.ui.pages.invoice_views import ready
from ui.dialogs import final
from ui.dialogs.final import FinalDialog
from ui.dialogs.pro_formas import pro_formas_dialog
from ui.pages.invoices import InvoicesPage
from ui.pages.invoices.invoice_lists import DRAFTS, ISSUED
from ui.pages.invoices.rows import default_day, read_invoices
from ui.preferences import Preferences
from ui.reader import Reader
from ui.session import Session


@pytest.fixture
def office() -> Office:
    """Two invoices can be issued."""
    return ready()


@pytest.fixture
def page(
    session: Session,
    preferences: Preferences,
    office: Office,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> InvoicesPage:
    """On the drafts; from now on every rest is taken, and a change has the page read again as the frame does."""
    session.take(office.register)
    page = InvoicesPage(session, preferences=preferences)
    qtbot.addWidget(page)
    page.resize(1366, 690)
    with qtbot.waitActive(page):
        page.show()
    page.reload()
    monkeypatch.setattr(Reader, "at_once", 0)
    monkeypatch.setattr("ui.reader.SLICE", 0)
    session.changed.connect(lambda _changes: page.read_again())
    return page


def settle(page: InvoicesPage, qtbot: QtBot) -> None:
    QTest.qWait(60)
    qtbot.waitUntil(lambda: not page.session.reader.is_busy())


def confirm(page: InvoicesPage) -> FinalDialog:
    page.acts.issue()
    dialog: Any = open_dialog(page)
    QTest.mouseClick(dialog.act_button, Qt.MouseButton.LeftButton)
    assert isinstance(dialog, FinalDialog)
    return dialog


def test_what_was_issued_is_shown_once_it_has_been_read(page: InvoicesPage, qtbot: QtBot) -> None:
    confirm(page)
    qtbot.waitUntil(lambda: page.lists.segments.current() == ISSUED)
    row = page.lists.current()
    assert row is not None
    assert "LOTI-2026-0001" == row.document.number


def test_a_question_that_is_left_during_the_backup_issues_nothing(
    page: InvoicesPage, office: Office, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slowly(_register: object) -> None:
        rest()

    monkeypatch.setattr(final, "prepare_to_issue", slowly)
    dialog = confirm(page)
    assert dialog.isVisible()
    assert not dialog.act_button.isEnabled()
    assert "Making a backup…" == dialog.act_button.text()
    dialog.reject()
    settle(page, qtbot)
    assert not office.register.documents.count()
    assert DRAFTS == page.lists.segments.current()


def test_without_a_backup_nothing_is_issued_and_the_page_says_why(
    page: InvoicesPage, office: Office, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_register: object) -> None:
        raise FileTrouble("The disk is full. Make room, then try again.")

    monkeypatch.setattr(final, "prepare_to_issue", full)
    dialog = confirm(page)
    qtbot.waitUntil(lambda: not dialog.isVisible())
    assert not office.register.documents.count()
    assert "The disk is full" in page.message_bar.title + page.message_bar.sentence


def test_the_page_of_the_last_row_that_was_chosen_is_drawn(
    page: InvoicesPage, qtbot: QtBot
) -> None:
    page.place.set_shown(True)
    page.lists.step(1)
    QTest.qWait(45)
    page.lists.step(-1)
    settle(page, qtbot)
    assert "Camden" == page.preview.title.text()
    assert 1 == page.preview.page


def test_rows_of_which_nothing_differs_stay_the_very_same(office: Office) -> None:
    register = office.register
    day = default_day(register, THE_YEAR)
    before = read_invoices(register, THE_YEAR, day)
    set_purchase_order(register, office["Camden"].id, THE_YEAR, "PO-9")
    after = read_invoices(register, THE_YEAR, day, before=before)
    assert ["PO-9", ""] == [row.document.purchase_order for row in after.drafts]
    assert [False, True] == [
        one is other for one, other in zip(before.drafts, after.drafts, strict=True)
    ]
    assert after == read_invoices(register, THE_YEAR, day)


def test_ticks_are_looked_up_anew_after_each_tick(page: InvoicesPage) -> None:
    assert 2 == len(page.lists.ticked().documents)
    page.lists.drafts.model.toggle_rows([0])
    assert ["Islington"] == [d.organisation for d in page.lists.ticked().documents]
    assert "Issue 1 invoice" == page.issue_button.text()
    assert "1 row ticked · Gross 36,000.00" == page.selection_text()


def test_where_the_pdfs_are_kept_is_found_in_the_list_when_it_was_read_again(
    page: InvoicesPage, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    confirm(page)
    qtbot.waitUntil(lambda: page.lists.segments.current() == ISSUED)
    settle(page, qtbot)
    monkeypatch.setattr(page.maker, "folder", lambda: tmp_path)
    (tmp_path / "LOTI-2026-0001 Camden.pdf").write_bytes(b"")
    page.read_again()
    settle(page, qtbot)
    assert [True, False] == [row.made for row in page.lists.documents.records()]


def test_pro_formas_are_worked_out_while_the_window_answers(
    page: InvoicesPage, qtbot: QtBot
) -> None:
    made: list[ProFormas] = []
    day = default_day(page.session.register, THE_YEAR)
    dialog = pro_formas_dialog(page.session, day, page, lambda plan, _emails: made.append(plan))
    dialog.open()
    QTest.mouseClick(dialog.act_button, Qt.MouseButton.LeftButton)
    assert dialog.isVisible()
    assert not made
    assert not dialog.form.isEnabled()
    qtbot.waitUntil(lambda: bool(made))
    assert [2] == [len(plan.drafts) for plan in made]


def test_why_there_is_no_pro_forma_is_said_in_the_form(
    page: InvoicesPage, office: Office, qtbot: QtBot
) -> None:
    for name in ("Camden", "Islington"):
        set_purchase_order(office.register, office[name].id, THE_YEAR, f"PO-{name}")
    settle(page, qtbot)
    day = default_day(office.register, THE_YEAR)
    dialog = pro_formas_dialog(page.session, day, page, lambda *_: None)
    dialog.open()
    QTest.mouseClick(dialog.act_button, Qt.MouseButton.LeftButton)
    settle(page, qtbot)
    assert dialog.isVisible()
    said = {label.text() for label in dialog.findChildren(QLabel)}
    links = [link.text() for link in dialog.form.summary.findChildren(QAbstractButton)]
    assert "Not saved" in said
    assert any("There is no pro forma" in text for text in links)
    dialog.reject()
