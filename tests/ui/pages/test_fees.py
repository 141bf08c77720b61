"""The page Fees, used as a person would."""

import csv
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu
from pytestqt.qtbot import QtBot

from loti_admin.domain.money import Money
from loti_admin.domain.organisations import GLA_CODE, Kind, Organisation
from loti_admin.services.fees import approvals_of, read_approval, recalculated
from loti_admin.services.members import join, leave, save_organisation
from loti_admin.services.schedules import accept_standard_fee, save_adjustment
from loti_admin.storage.register import Register
from tests.builders import an_adjustment
from tests.office import THE_YEAR, Office
from tests.ui.pages.conftest import Shown, open_dialog
from ui.dialogs.problems import ProblemsDialog
from ui.kit.dialog import ConfirmDialog, Dialog
from ui.kit.message_bar import Message
from ui.kit.text import Sentences
from ui.pages.fees import FeesPage
from ui.preferences import Preferences
from ui.reader import Reader
from ui.theme import Scheme, apply_theme

THREE = ("Brent", "Lewisham", "Southwark")


@pytest.fixture
def page(shown: Shown, preferences: Preferences) -> FeesPage:
    """Not shown yet: `shown.show(page, register)`."""
    return FeesPage(shown.session, preferences=preferences)


def a_pair(*others: str) -> Office:
    """Camden and Islington share a service and a representative."""
    office = Office("Camden", "Islington", *others)
    office.share_it("Canalside IT", "Camden", "Islington")
    office.represented_by("Priya Nair", "Camden", "Islington")
    return office


def undecided() -> Office:
    office = Office("Barnet", *THREE)
    office.share_it("Three Boroughs IT", *THREE)
    return office


def rows(page: FeesPage) -> list[tuple[str, ...]]:
    """What the list shows, its titles first."""
    view = page.list.table.view
    columns = [view.table_model.columns[number] for number in view.header.shown_columns()]
    records = page.list.table.records()
    titles = tuple(column.full_title for column in columns)
    return [titles, *(tuple(column.words(record) for column in columns) for record in records)]


def words(page: FeesPage) -> str:
    """Everything that the panel says, plain spaces for no-break ones."""
    QApplication.processEvents()
    found = []
    for label in page.panel.findChildren(QLabel):
        if label.isVisible():
            found.append(label.plain_text() if isinstance(label, Sentences) else label.text())
    return "\n".join(found).replace("\u00a0", " ")


def dialog(page: FeesPage) -> Dialog:
    (found,) = [d for d in page.window().findChildren(Dialog) if d.isVisible()]
    return found


def test_each_fee_has_its_rule_and_amounts(page: FeesPage, shown: Shown) -> None:
    shown.show(page, a_pair("Sutton").register, width=1800)
    assert [
        ("Council", "Rule", "Service", "Share of the year", "Net £", "VAT £", "Gross £"),
        ("Camden", "Shared IT, pair", "Canalside IT", "Full", "22,500.00", "4,500.00", "27,000.00"),
        (
            "Islington",
            "Shared IT, pair",
            "Canalside IT",
            "Full",
            "22,500.00",
            "4,500.00",
            "27,000.00",
        ),
        ("Sutton", "Standard", "", "Full", "30,000.00", "6,000.00", "36,000.00"),
    ] == [row[:7] for row in rows(page)]
    totals = page.list.table.totals()
    assert ("75,000.00", "15,000.00", "90,000.00") == (
        totals["net"],
        totals["vat"],
        totals["gross"],
    )
    assert "3 councils" == page.list.table.caption
    assert "£75,000.00 net · £15,000.00 VAT · £90,000.00 gross · £0.00 on 2025-26" == (
        page.figures.text()
    )


def test_joiners_and_leavers_stand_beside_last_year(page: FeesPage, shown: Shown) -> None:
    office = Office("Barnet")
    office.council("Camden", joined=date(2026, 10, 1))
    left = office.council("Sutton")
    leave(office.register, left.id, date(2026, 5, 31))
    shown.show(page, office.register)
    changes = {row[0]: row[-2:] for row in rows(page)[1:]}
    assert {
        "Barnet": ("30,000.00", "–"),
        "Camden": ("–", "+22,500.00"),
        "Sutton": ("30,000.00", "−30,000.00"),
    } == changes
    assert "2 councils, 1 without a fee" == page.list.table.caption
    assert "−£7,500.00 on 2025-26" in page.figures.text()


def test_contributions_are_apart_from_the_councils(page: FeesPage, shown: Shown) -> None:
    office = Office("Camden")
    gla = Organisation(
        code=GLA_CODE, name="Greater London Authority", kind=Kind.GLA, address="City Hall\nLondon"
    )
    join(office.register, save_organisation(office.register, gla).id, date(2020, 7, 1))
    shown.show(page, office.register)
    assert ["Camden"] == [row[0] for row in rows(page)[1:]]
    assert "£100,000.00 contributions" in page.figures.text()
    councils = page.list.segments.segment("councils")
    councils.setFocus()
    QTest.keyClick(councils, Qt.Key.Key_Right)
    assert ["Greater London Authority"] == [row[0] for row in rows(page)[1:]]
    assert "1 contribution" == page.list.table.caption
    page.list.segments.choose("all")
    assert "1 council, 1 contribution" == page.list.table.caption


def test_the_panel_says_why_in_sentences_with_links(page: FeesPage, shown: Shown) -> None:
    shown.show(page, a_pair().register)
    assert "Camden is a member on 1 July 2026, the charge date." in words(page)
    assert "So the price for a council in a two-council service applies: £22,500.00" in words(page)
    assert {"Net", "22,500.00", "VAT at 20 %", "4,500.00", "To pay", "27,000.00"} <= set(
        words(page).splitlines()
    )
    assert page.panel.reasons is not None
    page.panel.reasons.linkActivated.emit("service/1")
    assert ["service/1"] == shown.followed


def test_arrow_keys_go_through_the_fees_and_enter_goes_into_the_panel(
    page: FeesPage, shown: Shown
) -> None:
    shown.show(page, a_pair().register)
    view = page.list.table.view
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Down)
    assert "Islington" in words(page)
    assert "1 row selected · Net 22,500.00 · Gross 27,000.00" == page.selection_text()
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert page.panel.isAncestorOf(QApplication.focusWidget())
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert not page.panel.isVisible()
    assert view.hasFocus()
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert page.panel.isVisible()


def test_last_year_is_explained_and_can_be_seen(page: FeesPage, shown: Shown) -> None:
    office = Office("Camden", "Islington")
    office.share_it("Canalside IT", "Camden", "Islington")
    person = office.represented_by("Priya Nair", "Camden", "Islington")
    for contact in office.register.contacts.where(person_id=person.id):
        with office.register.write("Since April"):
            office.register.contacts.save(replace(contact, start=date(2026, 4, 1)))
    shown.show(page, office.register)
    said = words(page)
    assert "£7,500.00 less than last year" in said
    assert "No main representative is named for Camden and Islington on 1 July 2025" in said
    page.follow("last-year")
    assert THE_YEAR.previous == shown.session.year
    current = page.list.table.current_record()
    assert current is not None
    assert "Camden" == current.name


def test_a_decision_stands_in_the_way_and_is_asked_for(page: FeesPage, shown: Shown) -> None:
    office = undecided()
    shown.show(page, office.register)
    bar = page.message_bar
    assert "1 decision needed before these fees can be approved" == bar.title
    assert "Three Boroughs IT has three councils: Brent, Lewisham and Southwark." in bar.sentence
    assert not page.approve_button.isEnabled()
    assert not page.enabled("fees.approve")
    assert bar.title == page.approve_button.toolTip()
    assert 1 == FeesPage.count_for(shown.session)
    assert ["Standard", "Decide", "Decide", "Decide"] == [row[1] for row in rows(page)[1:]]
    QTest.mouseClick(bar.button, Qt.MouseButton.LeftButton)
    assert "What do the councils of Three Boroughs IT pay?" == open_dialog(page).windowTitle()


def test_of_more_than_one_reads_the_list_shows_what_blocks_and_how_many_follow(
    page: FeesPage, shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.pages.fees.page._MOST_PROBLEMS", 2)
    shown.show(page, undecided().register)
    page.show_problems()
    found = dialog(page)
    assert "4 things to look at" == found.windowTitle()
    assert ["Show Three Boroughs IT"] * 2 == [one.text() for one in found.links]
    assert "2 more follow when these are settled." in [
        one.text() for one in found.findChildren(QLabel)
    ]


def test_everything_that_stands_against_the_fees_is_listed_with_its_record(
    page: FeesPage, shown: Shown
) -> None:
    shown.show(page, undecided().register)
    assert "4 to look at" == page.list.problems_button.text()
    QTest.mouseClick(page.list.problems_button, Qt.MouseButton.LeftButton)
    found = dialog(page)
    assert isinstance(found, ProblemsDialog)
    assert "4 things to look at" == found.windowTitle()
    assert ["Show the prices", *["Show Three Boroughs IT"] * 3] == [b.text() for b in found.links]
    QTest.mouseClick(found.links[0], Qt.MouseButton.LeftButton)
    assert ["schedule/2026-27"] == shown.followed
    assert not found.isVisible()


def test_approving_shows_the_numbers_and_can_be_undone(page: FeesPage, shown: Shown) -> None:
    office = a_pair("Sutton")
    shown.show(page, office.register)
    assert "Approve 3 fees" == page.approve_button.text()
    QTest.mouseClick(page.approve_button, Qt.MouseButton.LeftButton)
    question = dialog(page)
    assert isinstance(question, ConfirmDialog)
    assert "Approve 3 fees of £90,000.00?" == question.windowTitle()
    texts = {label.text() for label in question.findChildren(QLabel)}
    assert {"Net, 3 councils", "75,000.00", "VAT", "15,000.00", "To pay", "90,000.00"} <= texts
    QTest.mouseClick(question.not_now_button, Qt.MouseButton.LeftButton)
    assert [] == approvals_of(office.register, THE_YEAR)
    page.approve()
    QTest.mouseClick(dialog(page).act_button, Qt.MouseButton.LeftButton)  # type: ignore[attr-defined]
    assert ["Fees of 2026-27 approved"] == shown.said
    assert not page.approve_button.isVisible()
    assert page.invoices_button.isVisible()
    approved = page.list.approved.text().replace("\u00a0", " ")
    assert approved.startswith("Approved by A. Officer on 11 June 2026 at")
    assert {"Approved"} == {row[-1] for row in rows(page)[1:]}
    shown.session.undo()
    assert page.approve_button.isEnabled()
    assert "" == page.list.approved.text()


def test_what_changed_since_the_approval_is_told_and_approved_again(
    page: FeesPage, shown: Shown
) -> None:
    office = a_pair("Sutton")
    office.approve()
    agreed = an_adjustment(office["Sutton"], amount=Money.pounds(25_000))
    save_adjustment(office.register, agreed)
    shown.show(page, office.register)
    bar = page.message_bar
    assert "1 fee has changed since the approval" == bar.title
    assert "Sutton from £30,000.00 to £25,000.00. Approve" in bar.sentence
    assert ["Approved", "Approved", "Changed"] == [row[-1] for row in rows(page)[1:]]
    assert page.show_target(f"fees/{office['Sutton'].id}")
    assert "Changed since the approval" in words(page)
    assert "Approved: £30,000.00 before VAT." in words(page)
    QTest.mouseClick(bar.button, Qt.MouseButton.LeftButton)
    QTest.mouseClick(dialog(page).act_button, Qt.MouseButton.LeftButton)  # type: ignore[attr-defined]
    assert not bar.isVisible()
    assert 2 == len(approvals_of(office.register, THE_YEAR))


def test_an_issued_fee_shows_its_number_and_leads_to_its_document(
    page: FeesPage, shown: Shown
) -> None:
    office = a_pair()
    office.approve()
    office.issue()
    office.council("Sutton", joined=date(2026, 10, 1))
    shown.show(page, office.register)
    assert ["LOTI-2026-0001", "LOTI-2026-0002", "New"] == [row[-1] for row in rows(page)[1:]]
    assert "2 of 3 issued" in page.list.approved.text()
    assert "LOTI-2026-0001 of 1 July 2026, £27,000.00" in words(page)


def test_a_year_without_members_says_what_to_do(page: FeesPage, shown: Shown) -> None:
    shown.show(page, Office().register)
    assert page._empty.isVisible()
    assert "Nobody is charged in 2026-27" == page._empty.title.text()
    assert not page.panel.isVisible()
    assert not page.approve_button.isVisible()
    assert not page.enabled("fees.export")
    assert 0 == FeesPage.count_for(shown.session)


def test_nothing_can_be_approved_in_a_register_that_is_open_to_read(
    page: FeesPage, shown: Shown, tmp_path: Path
) -> None:
    path = tmp_path / "LOTI.loti"
    with Register.create(path) as register:
        Office("Camden", register=register)
    shown.show(page, Register.open(path, read_only=True))
    shown.session.set_year(THE_YEAR)
    page.reload()
    assert not page.approve_button.isEnabled()
    assert not page.enabled("fees.approve")
    assert "The register is open to read only." == page.approve_button.toolTip()


def test_targets_are_shown_whatever_is_filtered(page: FeesPage, shown: Shown) -> None:
    office = undecided()
    ids = [office[name].id for name in THREE]
    accept_standard_fee(office.register, ids, THE_YEAR, "Agreed by the board")
    shown.show(page, office.register)
    page.list.table.set_filter("Barnet")
    assert page.show_target(f"fees/{office['Lewisham'].id}")
    assert "Lewisham" in words(page)
    adjustment = office.register.adjustments.first(organisation_id=office["Southwark"].id)
    assert adjustment is not None
    assert page.show_target(f"adjustment/{adjustment.id}")
    assert "Standard fee accepted" in words(page)
    assert not page.show_target("fees/999")
    assert not page.show_target("adjustment/999")


def test_the_list_is_saved_as_it_is_shown(page: FeesPage, shown: Shown, tmp_path: Path) -> None:
    office = a_pair("Sutton")
    shown.show(page, office.register, width=1800)
    page.list.table.set_filter("shared it")
    path = tmp_path / "fees.csv"
    page.export(path)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        saved = list(csv.reader(file))
    assert ["Camden", "Islington"] == [row[0] for row in saved[1:]]
    assert "22500.00" == saved[1][saved[0].index("Net £")]
    assert Message.OK is page.message_bar.kind
    assert "2 rows were saved" == page.message_bar.title


def test_the_menu_of_a_row_opens_the_council(page: FeesPage, shown: Shown) -> None:
    office = a_pair()
    shown.show(page, office.register)
    page.list.table.menu_asked.emit(page.mapToGlobal(page.rect().center()))
    (menu,) = page.findChildren(QMenu)
    titles = [action.text() for action in menu.actions() if not action.isSeparator()]
    assert [
        "Why this fee",
        "Show Camden",
        "Record an adjustment…",
        "History of its adjustments…",
        "Copy",
        "Export this list…",
    ] == titles
    menu.actions()[1].trigger()
    assert [f"organisation/{office['Camden'].id}"] == shown.followed
    menu.close()


def test_a_narrow_window_has_a_short_strip_and_the_panel_over_the_list(
    page: FeesPage, shown: Shown, qapp: QApplication
) -> None:
    apply_theme(qapp, Scheme.DARK, 150)
    shown.show(page, a_pair().register)
    assert not page.panel.isVisible()
    assert page.figures.text().startswith("£54,000.00 gross · ")
    page.set_details_shown(True)
    assert page.details_shown()
    assert page.panel.isVisible()


def test_thousands_of_members_are_shown(page: FeesPage, shown: Shown) -> None:
    office = Office(*(f"Council {number:03}" for number in range(300)))
    shown.show(page, office.register)
    assert "300 councils" == page.list.table.caption
    assert Money.pounds(9_000_000).text in page.figures.text()


def test_fees_are_frozen_in_slices_and_approved_as_they_stand(
    page: FeesPage, shown: Shown, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = a_pair("Sutton")
    shown.show(page, office.register)
    page.approve()
    monkeypatch.setattr(Reader, "at_once", 0)
    monkeypatch.setattr("ui.reader.SLICE", 0)
    QTest.mouseClick(dialog(page).act_button, Qt.MouseButton.LeftButton)  # type: ignore[attr-defined]
    assert [] == approvals_of(office.register, THE_YEAR)
    # What is written meanwhile is approved too.
    office.council("Barnet", date(2026, 4, 1))
    qtbot.waitUntil(lambda: bool(approvals_of(office.register, THE_YEAR)))
    (approval,) = approvals_of(office.register, THE_YEAR)
    assert 4 == len(read_approval(approval)[1])
    assert recalculated(approval)
