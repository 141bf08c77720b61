"""The page Invoices: drafts, what has to be in order before issuing, and issuing."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from loti_admin.services.members import join, save_organisation, set_purchase_order
from loti_admin.services.settings import save_settings
from loti_admin.storage.backups import backups_of
from loti_admin.storage.register import Register
from tests.builders import the_gla
from tests.office import THE_YEAR, Office
from tests.ui.pages.conftest import Shown, open_dialog
from tests.ui.pages.invoice_views import act, checks, plain, ready, rows
from ui.kit.message_bar import Message
from ui.pages.invoices import InvoicesPage
from ui.pages.invoices.checks import Standing
from ui.pages.invoices.invoice_lists import DRAFTS, ISSUED
from ui.preferences import Preferences


@pytest.fixture
def page(shown: Shown, preferences: Preferences) -> InvoicesPage:
    """Not shown yet: `shown.show(page, register)`."""
    return InvoicesPage(shown.session, preferences=preferences)


# Drafts


def test_drafts_are_ticked_and_add_up(page: InvoicesPage, shown: Shown) -> None:
    office = ready()
    set_purchase_order(office.register, office["Camden"].id, THE_YEAR, "PO-1")
    shown.show(page, office.register)
    assert [
        ("Camden", "PO-1", "30,000.00", "6,000.00", "36,000.00"),
        ("Islington", "–", "30,000.00", "6,000.00", "36,000.00"),
    ] == rows(page)
    assert "2 invoices" == page.lists.drafts.caption
    assert "2 rows ticked · Gross 72,000.00" == page.selection_text()
    assert "Issue 2 invoices" == page.issue_button.text()
    assert (
        "2 drafts · 0 issued · 0 credit notes · next number LOTI-2026-0001" == page.figures.text()
    )
    assert 2 == InvoicesPage.count_for(shown.session)


def test_all_that_has_to_be_in_order_is(page: InvoicesPage, shown: Shown) -> None:
    shown.show(page, ready().register)
    assert {
        "The total of £72,000.00 equals the fees approved on 11 June 2026": Standing.OK,
        "2 of 2 have an invoice name and an address": Standing.OK,
        "VAT number and bank details of 1 July 2026 are on every page": Standing.OK,
        "Every council that needs a purchase order has one": Standing.OK,
        "This register is in memory only, so no backup is made": Standing.INFO,
    } == checks(page)
    assert page.enabled("invoices.issue")
    assert not page.message_bar.isVisible()


def test_what_stands_in_the_way_leads_to_where_it_is_put_right(
    page: InvoicesPage, shown: Shown
) -> None:
    office = ready()
    save_organisation(office.register, replace(office["Camden"], address="", postcode=""))
    save_settings(office.register, {"sort code": ""})
    shown.show(page, office.register)
    assert Standing.BLOCK is checks(page)["No invoice address: Camden"]
    assert Standing.BLOCK is checks(page)["Not set yet: sort code"]
    assert not page.issue_button.isEnabled()
    assert "2 things to put right before these can be issued" == page.message_bar.title
    for link in page.lists.checklist.links:
        QTest.mouseClick(link, Qt.MouseButton.LeftButton)
    assert [f"organisation/{office['Camden'].id}", "settings/bank"] == shown.followed


def test_a_missing_purchase_order_warns_and_its_rows_can_be_shown(
    page: InvoicesPage, shown: Shown
) -> None:
    office = Office("Camden", "Islington", "Merton")
    for name in ("Islington", "Merton"):
        save_organisation(office.register, replace(office[name], purchase_order_required=True))
    office.approve()
    shown.show(page, office.register)
    text = "2 have no purchase order: Islington and Merton say they need one"
    assert Standing.WARN is checks(page)[text]
    (link,) = page.lists.checklist.links
    QTest.mouseClick(link, Qt.MouseButton.LeftButton)
    selected = [row.name for row in page.lists.drafts.selected_records()]
    assert ["Islington", "Merton"] == selected
    assert page.enabled("invoices.issue")
    page.acts.issue()
    texts = [label.text() for label in open_dialog(page).findChildren(QLabel)]
    assert "2 have no purchase order and say they need one: Islington, Merton." in texts


def test_fees_that_are_not_approved_are_shown_but_cannot_be_issued(
    page: InvoicesPage, shown: Shown
) -> None:
    shown.show(page, Office("Camden").register)
    assert ["Camden"] == [row[0] for row in rows(page)]
    assert "The fees of 2026-27 are not approved yet" == page.message_bar.title
    assert not page.issue_button.isEnabled()
    assert "not approved yet" in page.issue_button.toolTip()
    QTest.mouseClick(page.message_bar.button, Qt.MouseButton.LeftButton)
    assert ["fees"] == shown.followed


def test_another_date_makes_other_drafts(page: InvoicesPage, shown: Shown) -> None:
    office = Office("Camden")
    office.council("Sutton", joined=date(2026, 10, 1))
    office.approve()
    shown.show(page, office.register)
    assert ["Camden"] == [row[0] for row in rows(page)]
    assert "1 July 2026" == plain(page.lists.day.text())
    assert Standing.INFO is checks(page)["Not yet due: Sutton, from 1 October 2026"]
    page.lists.day.selectAll()
    QTest.keyClicks(page.lists.day, "1/10/2026")
    assert not page.enabled("invoices.issue")
    QTest.keyClick(page.lists.day, Qt.Key.Key_Return)
    assert ["Camden", "Sutton"] == [row[0] for row in rows(page)]
    assert "Issue 2 invoices" == page.issue_button.text()
    assert page.enabled("invoices.issue")


def test_a_date_that_cannot_be_read_says_so_and_nothing_can_be_issued(
    page: InvoicesPage, shown: Shown
) -> None:
    shown.show(page, ready().register)
    page.lists.day.selectAll()
    QTest.keyClicks(page.lists.day, "31/6/2026")
    QTest.keyClick(page.lists.day, Qt.Key.Key_Return)
    assert "June 2026 has 30 days. Check the day." == page.lists.day_problem.sentence
    assert not page.issue_button.isEnabled()
    page.lists.day.selectAll()
    QTest.keyClicks(page.lists.day, "1/7/2026")
    QTest.keyClick(page.lists.day, Qt.Key.Key_Return)
    assert "" == page.lists.day_problem.sentence
    assert page.issue_button.isEnabled()


def test_a_date_before_the_last_number_or_far_off_is_pointed_out(
    page: InvoicesPage, shown: Shown
) -> None:
    office = Office("Camden")
    office.council("Sutton", joined=date(2026, 7, 2))
    office.approve()
    office.issue(date(2026, 7, 1))
    shown.show(page, office.register)
    page.follow("day/2026-07-02")
    assert page.enabled("invoices.issue")
    page.follow("day/2062-07-02")
    assert Standing.WARN is checks(page)["2 July 2062 lies outside the year 2026-27"]
    office.issue(date(2026, 10, 1))
    office.council("Merton", joined=date(2026, 9, 1))
    page.follow("day/2026-09-01")
    text = "Numbers were given on 1 October 2026 already; choose that day or a later one"
    assert Standing.BLOCK is checks(page)[text]
    assert not page.enabled("invoices.issue")


# Issuing


def test_issuing_shows_its_numbers_and_is_final(
    page: InvoicesPage, shown: Shown, tmp_path: Path
) -> None:
    path = tmp_path / "LOTI.loti"
    with Register.create(path, clock=lambda: Office().today) as register:
        ready(register=register)
    office_register = Register.open(path, clock=lambda: Office().today)
    shown.show(page, office_register)
    kept = len(backups_of(path))
    QTest.mouseClick(page.issue_button, Qt.MouseButton.LeftButton)
    question = open_dialog(page)
    assert "Issue 2 invoices of £72,000.00?" == question.windowTitle()
    texts = plain("\n".join(label.text() for label in question.findChildren(QLabel)))
    assert "They get the numbers LOTI-2026-0001 to LOTI-2026-0002 and the date 1 July 2026" in texts
    assert "Issuing is final: correct with a credit note." in texts
    assert "Earlier steps can no longer be undone." in texts
    assert {"60,000.00", "VAT at 20 %", "12,000.00", "72,000.00"} <= set(texts.splitlines())
    act(page)
    assert ["LOTI-2026-0001", "LOTI-2026-0002"] == [row[1] for row in rows(page)]
    assert "2 invoices issued, LOTI-2026-0001 to LOTI-2026-0002" == page.message_bar.title
    assert "Make PDFs…" == page.message_bar.action
    assert ISSUED == page.lists.segments.current()
    assert office_register.undo_label is None
    assert kept + 1 == len(backups_of(path))


def test_only_what_is_ticked_is_issued(page: InvoicesPage, shown: Shown) -> None:
    office = ready()
    shown.show(page, office.register)
    view = page.lists.drafts.view
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Space)
    assert "Issue 1 invoice" == page.issue_button.text()
    QTest.mouseClick(page.issue_button, Qt.MouseButton.LeftButton)
    texts = [label.text() for label in open_dialog(page).findChildren(QLabel)]
    assert "1 draft is not ticked and stays a draft." in texts
    act(page)
    assert ["Islington"] == [d.organisation for d in office.register.documents.all()]
    page.lists.segments.choose(DRAFTS)
    assert ["Camden"] == [row[0] for row in rows(page)]
    assert "0 rows ticked · Gross 0.00" == page.selection_text()
    assert "No draft is ticked." == page.issue_button.toolTip()


def test_a_plan_that_changed_behind_the_question_is_not_issued(
    page: InvoicesPage, shown: Shown
) -> None:
    office = ready()
    shown.show(page, office.register)
    page.acts.issue()
    set_purchase_order(office.register, office["Camden"].id, THE_YEAR, "PO-2")
    act(page)
    assert [] == office.register.documents.all()
    assert Message.ERROR is page.message_bar.kind
    assert "have changed since they were shown" in page.message_bar.title


def test_a_request_goes_with_the_invoices(page: InvoicesPage, shown: Shown) -> None:
    office = Office("Camden")
    gla = save_organisation(office.register, the_gla(address="City Hall\nLondon"))
    join(office.register, gla.id, date(2020, 7, 1))
    office.approve()
    shown.show(page, office.register)
    assert "Issue 2 documents" == page.issue_button.text()
    page.acts.issue()
    assert "Issue 1 invoice and 1 request for payment of £136,000.00?" == (
        open_dialog(page).windowTitle()
    )
    act(page)
    assert "LOTI-2026-0001 and LOTI-REQ-2026-0001" in page.message_bar.title
