"""The page Invoices: what was issued, empty states, the preview, read only, low windows, menus."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from loti_admin.domain.money import Money
from loti_admin.services.account import write_off
from loti_admin.services.fees import approve_fees
from loti_admin.services.issuing import credit
from loti_admin.services.members import save_organisation
from loti_admin.services.receipts import record_receipt
from loti_admin.services.schedules import save_adjustment
from loti_admin.storage.register import Register
from tests.builders import an_adjustment
from tests.office import THE_YEAR, Office
from tests.ui.pages.conftest import Shown, open_dialog
from tests.ui.pages.invoice_views import issued, plain, ready, rows
from ui.kit.empty_state import EmptyState
from ui.pages.invoices import InvoicesPage
from ui.pages.invoices.invoice_lists import DRAFTS, ISSUED
from ui.preferences import Preferences
from ui.theme import Scheme, apply_theme


@pytest.fixture
def page(shown: Shown, preferences: Preferences) -> InvoicesPage:
    """Not shown yet: `shown.show(page, register)`."""
    return InvoicesPage(shown.session, preferences=preferences)


# What was issued


def test_documents_show_what_is_open(page: InvoicesPage, shown: Shown) -> None:
    office = ready("Barnet", "Camden", "Ealing", "Hackney", "Merton")
    office.issue()
    day = date(2026, 7, 15)
    record_receipt(office.register, day, Money.pounds(36_000), "x", number="LOTI-2026-0001")
    record_receipt(office.register, day, Money.pounds(6_000), "x", number="LOTI-2026-0002")
    credit(office.register, "LOTI-2026-0003", day, "Left in June")
    credit(office.register, "LOTI-2026-0004", day, "Agreed", Money.pounds(5_000))
    shown.show(page, office.register, width=1900)
    page.place.set_shown(False)
    assert [
        ("LOTI-2026-0001", "Barnet", "36,000.00", "–", "Paid"),
        ("LOTI-2026-0002", "Camden", "36,000.00", "30,000.00", "Part paid"),
        ("LOTI-2026-0003", "Ealing", "36,000.00", "–", "Credited"),
        ("LOTI-2026-0004", "Hackney", "36,000.00", "30,000.00", "Part paid"),
        ("LOTI-2026-0005", "Merton", "36,000.00", "36,000.00", "Open"),
        ("LOTI-CN-2026-0001", "Ealing", "−36,000.00", "–", "Credit note"),
        ("LOTI-CN-2026-0002", "Hackney", "−6,000.00", "–", "Credit note"),
    ] == [(row[1], row[2], *row[-3:]) for row in rows(page)]
    assert "138,000.00" == page.lists.documents.totals()["gross"]
    assert "5 invoices and 2 credit notes" == page.lists.documents.caption
    assert "0 drafts · 5 issued · 2 credit notes · no gaps" == page.figures.text()


def test_what_is_given_up_is_written_off_and_not_paid(page: InvoicesPage, shown: Shown) -> None:
    office = issued("Camden")
    (document,) = office.register.documents.all()
    write_off(office.register, document.id, date(2026, 8, 3), "Agreed.")
    shown.show(page, office.register, width=1900)
    assert [("–", "Written off")] == [row[-2:] for row in rows(page)]


def test_what_is_late_is_overdue(page: InvoicesPage, shown: Shown) -> None:
    office = issued()
    office.today = office.today.replace(month=8)
    shown.show(page, office.register)
    assert {"Overdue"} == {row[-1] for row in rows(page)}


def test_a_document_is_shown_by_its_target(page: InvoicesPage, shown: Shown) -> None:
    office = issued("Camden", "Islington", "Merton")
    office.council("Sutton", joined=date(2026, 10, 1))
    shown.show(page, office.register)
    page.follow("day/2026-10-01")
    page.lists.segments.choose(DRAFTS)
    page.lists.documents.set_filter("Camden")
    merton = office.register.documents.first(organisation="Merton")
    assert merton is not None
    assert page.show_target(f"document/{merton.id}")
    current = page.lists.current()
    assert current is not None
    assert "Merton" == current.name
    assert not page.show_target("document/99")


def test_the_checklist_is_reached_by_its_target(page: InvoicesPage, shown: Shown, qtbot) -> None:
    office = issued("Camden")
    office.council("Sutton", joined=date(2026, 7, 1))
    save_organisation(office.register, replace(office["Sutton"], address=""))
    shown.show(page, office.register)
    assert page.show_target("invoices/checklist")
    assert DRAFTS == page.lists.segments.current()
    qtbot.waitUntil(page.lists.checklist.links[0].hasFocus)


# Nothing to show


def words_in_place(page: InvoicesPage) -> EmptyState:
    QApplication.processEvents()
    (found,) = [e for e in page.findChildren(EmptyState) if e.isVisible()]
    return found


def test_a_year_without_fees_says_why_there_is_nothing(page: InvoicesPage, shown: Shown) -> None:
    shown.show(page, Office().register)
    assert "Nothing to issue in 2026-27" == words_in_place(page).title.text()
    assert not page.preview.isVisible()
    assert not page.issue_button.isVisible()
    assert not page.enabled("invoices.make-files")


def test_when_all_is_issued_the_drafts_say_so(page: InvoicesPage, shown: Shown) -> None:
    shown.show(page, issued().register)
    assert ISSUED == page.lists.segments.current()
    page.lists.segments.choose(DRAFTS)
    assert "Everything of 2026-27 is issued" == words_in_place(page).title.text()


def test_when_nothing_is_due_yet_the_next_date_can_be_shown(
    page: InvoicesPage, shown: Shown
) -> None:
    office = Office()
    office.council("Sutton", joined=date(2026, 10, 1))
    office.approve()
    shown.show(page, office.register)
    assert "Nothing is due on 1 July 2026" == plain(words_in_place(page).title.text())
    page.follow("day/2026-10-01")
    assert ["Sutton"] == [row[0] for row in rows(page)]


def test_another_year_begins_anew(page: InvoicesPage, shown: Shown) -> None:
    office = ready()
    shown.show(page, office.register)
    page.follow("day/2026-10-01")
    shown.session.set_year(THE_YEAR.next)
    assert "1 July 2027" == plain(page.lists.day.text())
    assert 2 == len(page.lists.drafts.checked_records())


# The page itself


def test_the_page_of_the_current_row_is_shown(page: InvoicesPage, shown: Shown, qtbot) -> None:
    office = ready()
    shown.show(page, office.register)
    qtbot.waitUntil(lambda: page.preview.pages == 1)
    assert ("Camden", "page 1 of 1") == (page.preview.title.text(), page.preview.place.text())
    page.lists.drafts.view.setFocus()
    QTest.keyClick(page.lists.drafts.view, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: page.preview.title.text() == "Islington")
    QTest.keyClick(page.lists.drafts.view, Qt.Key.Key_Return)
    assert page.preview.isAncestorOf(QApplication.focusWidget())
    page.set_details_shown(False)
    assert not page.preview.isVisible()
    assert page.opener.isVisible()
    assert page.lists.drafts.view.hasFocus()


def test_ctrl_and_page_keys_go_from_document_to_document(
    page: InvoicesPage, shown: Shown, qtbot
) -> None:
    shown.show(page, ready("Camden", "Islington", "Merton").register)
    qtbot.waitUntil(lambda: page.preview.pages == 1)
    page.preview.focus_page()
    focus = QApplication.focusWidget()
    for key, name in (
        (Qt.Key.Key_PageDown, "Islington"),
        (Qt.Key.Key_PageDown, "Merton"),
        (Qt.Key.Key_PageDown, "Merton"),
        (Qt.Key.Key_PageUp, "Islington"),
    ):
        QTest.keyClick(focus, key, Qt.KeyboardModifier.ControlModifier)
        qtbot.waitUntil(lambda name=name: page.preview.title.text() == name)
    assert page.preview.isAncestorOf(QApplication.focusWidget())


def test_what_differs_from_last_year_is_marked_and_named(
    page: InvoicesPage, shown: Shown, qtbot
) -> None:
    office = issued("Camden", "Islington")
    save_adjustment(office.register, an_adjustment(office["Camden"], year=THE_YEAR.next.label))
    approve_fees(office.register, THE_YEAR.next)
    shown.show(page, office.register)
    assert "" == page.preview.note.text()
    shown.session.set_year(THE_YEAR.next)
    qtbot.waitUntil(lambda: page.preview.note.isVisible())
    assert (
        "Marked, other than on LOTI-2026-0001: fee before VAT, VAT, amount to pay and working."
        == page.preview.note.text()
    )
    assert "Fee before VAT: £25,000.00, was £30,000.00" in page.preview.note.toolTip()
    picture = page.preview._paper.picture.toImage()
    colours = {
        picture.pixelColor(x, y).name()
        for x in range(0, picture.width(), 2)
        for y in range(0, picture.height(), 2)
    }
    assert "#ffdd78" in colours
    page.lists.step(1)
    qtbot.waitUntil(lambda: page.preview.title.text() == "Islington")
    assert "As LOTI-2026-0002 of last year." == page.preview.note.text()


def test_what_has_changed_since_issue_stands_above_the_page(
    page: InvoicesPage, shown: Shown, qtbot
) -> None:
    office = ready("Camden")
    office.issue()
    shown.show(page, office.register, width=1900)
    qtbot.waitUntil(lambda: page.preview.pages == 1)
    drawn = page.preview._pdf
    assert "" == page.preview.note.text()
    save_organisation(office.register, replace(office["Camden"], address="5 New Square\nLondon"))
    page.reload()
    qtbot.waitUntil(lambda: page.preview.note.isVisible())
    assert (
        "Since 1 July 2026 the address has changed; the document stays as it was issued."
        == plain(page.preview.note.text())
    )
    assert "Address: 5 New Square, London, was " in page.preview.note.toolTip()
    assert drawn == page.preview._pdf


def test_nothing_can_be_written_in_a_register_that_is_open_to_read(
    page: InvoicesPage, shown: Shown, tmp_path: Path
) -> None:
    path = tmp_path / "LOTI.loti"
    with Register.create(path, clock=lambda: Office().today) as register:
        office = ready(register=register)
        office.issue()
        office.council("Sutton", joined=date(2026, 7, 1))
    shown.show(page, Register.open(path, read_only=True, clock=lambda: Office().today))
    assert not page.issue_button.isEnabled()
    assert "The register is open to read only." == page.issue_button.toolTip()
    page.lists.segments.choose(ISSUED)
    assert not page.enabled("invoices.credit")
    assert not page.enabled("invoices.receipt")
    assert page.enabled("invoices.print")
    assert page.enabled("invoices.make-files")


def test_in_a_low_window_the_checklist_takes_one_line(
    page: InvoicesPage, shown: Shown, qapp: QApplication
) -> None:
    apply_theme(qapp, Scheme.LIGHT, 200)
    office = ready()
    save_organisation(office.register, replace(office["Camden"], address=""))
    shown.show(page, office.register)
    (link,) = page.lists.checklist.links
    assert "Show all 5…" == link.text()
    QTest.mouseClick(link, Qt.MouseButton.LeftButton)
    dialog = open_dialog(page)
    inner = next(c for c in dialog.findChildren(type(page.lists.checklist)))
    QTest.mouseClick(inner.links[0], Qt.MouseButton.LeftButton)
    assert [f"organisation/{office['Camden'].id}"] == shown.followed
    assert not dialog.isVisible()


def test_the_menu_of_a_row_holds_what_can_be_done_with_it(page: InvoicesPage, shown: Shown) -> None:
    office = issued()
    shown.show(page, office.register)
    page.lists.documents.menu_asked.emit(page.mapToGlobal(page.rect().center()))
    (menu,) = page.findChildren(QMenu)
    actions = {a.text(): a for a in menu.actions() if not a.isSeparator()}
    assert [
        "Show Camden",
        "Why this fee",
        "Record receipt…",
        "Credit…",
        "E-mail drafts…",
        "Print…",
        "Save as data (Peppol)…",
        "Export this list…",
        "Copy",
    ] == list(actions)
    actions["Why this fee"].trigger()
    assert [f"fees/{office['Camden'].id}"] == shown.followed
    menu.close()
