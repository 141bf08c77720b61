"""The page Members, used as a person would."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from loti_admin.domain.activities import Activity, Way
from loti_admin.services.budget import save_activity
from loti_admin.services.members import save_contact, set_purchase_order
from tests.builders import a_contact, a_person
from tests.office import THE_YEAR, Office
from tests.ui.pages.conftest import Shown
from ui.dialogs.effect import EffectDialog
from ui.effect_reading import WORKING_OUT
from ui.kit.buttons import Button
from ui.kit.dialog import Dialog
from ui.kit.text import Sentences
from ui.pages.members import MembersPage
from ui.preferences import Preferences
from ui.reader import Reader


@pytest.fixture
def page(shown: Shown, preferences: Preferences) -> MembersPage:
    """Not shown yet: `shown.show(page, register)`."""
    return MembersPage(shown.session, preferences=preferences)


@pytest.fixture
def office() -> Office:
    """Two members, a council that joins on 1 October, and a prospect."""
    made = Office("Camden", "Islington")
    made.council("Havering", date(2026, 10, 1))
    made.council("Hillingdon", None)
    made.represented_by("Priya Nair", "Camden", "Islington")
    return made


def names(page: MembersPage) -> list[str]:
    return [row.name for row in page.list.table.records()]


def words(page: MembersPage) -> str:
    """Everything that the card says, plain spaces for no-break ones."""
    QApplication.processEvents()
    found = []
    for widget in page.card.findChildren(QLabel):
        if widget.isVisible():
            found.append(widget.plain_text() if isinstance(widget, Sentences) else widget.text())
    found += [button.text() for button in page.card.findChildren(Button) if button.isVisible()]
    return "\n".join(found).replace("\u00a0", " ")


def press(page: MembersPage, text: str) -> None:
    QApplication.processEvents()
    (button,) = [
        b
        for b in page.card.findChildren(Button)
        if b.isVisible() and text in (b.text(), b.accessibleName())
    ]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def dialog(page: MembersPage) -> Dialog:
    (found,) = [d for d in page.window().findChildren(Dialog) if d.isVisible()]
    return found


def fill(open_dialog: Dialog, **texts: str) -> None:
    for key, text in texts.items():
        open_dialog.form.editor(key).setFocus()
        open_dialog.form.editor(key).selectAll()
        QTest.keyClicks(open_dialog.form.editor(key), text)


def test_the_segments_tell_members_from_joining_and_prospects(
    page: MembersPage, shown: Shown, office: Office
) -> None:
    shown.show(page, office.register)
    assert ["Camden", "Havering", "Hillingdon", "Islington"] == names(page)
    for key, expected in (
        ("members", ["Camden", "Islington"]),
        ("joining", ["Havering"]),
        ("prospects", ["Hillingdon"]),
    ):
        QTest.mouseClick(page.list.segments.segment(key), Qt.MouseButton.LeftButton)
        assert expected == names(page)
    assert "2 members on 1 July · 1 joining · 1 prospect" == page.figures.text().replace(
        "\u00a0", " "
    )


def test_a_council_is_found_by_one_of_its_people(
    page: MembersPage, shown: Shown, office: Office
) -> None:
    shown.show(page, office.register)
    QTest.keyClicks(page.list.finding, "priya")
    assert ["Camden", "Islington"] == names(page)


def test_the_card_tells_people_fee_order_and_steps(
    page: MembersPage, shown: Shown, office: Office
) -> None:
    set_purchase_order(office.register, office["Camden"].id, THE_YEAR, "PO-4471")
    shown.show(page, office.register)
    said = words(page)
    for expected in ("Priya Nair", "Also for Islington", "£30,000.00 + VAT", "PO-4471"):
        assert expected in said
    assert "Joining steps" not in said
    assert page.show_target(f"organisation/{office['Havering'].id}")
    assert "0 of 3 done" in words(page)


def test_a_joiners_representative_counts_from_the_day_it_joins(
    page: MembersPage, shown: Shown, office: Office
) -> None:
    joins = date(2026, 10, 1)
    person = a_person("Nadia Rahman")
    save_contact(office.register, a_contact(person, office["Havering"], start=joins), person)
    shown.show(page, office.register)
    page.show_target(f"organisation/{office['Havering'].id}")
    assert "Nadia Rahman" in words(page)
    assert "Not named yet" not in words(page)


def test_joining_shows_everybodys_fee_before_it_is_saved(
    page: MembersPage, shown: Shown, office: Office
) -> None:
    shown.show(page, office.register)
    page.show_target(f"organisation/{office['Hillingdon'].id}")
    QTest.mouseClick(page.joins_button, Qt.MouseButton.LeftButton)
    asked = dialog(page)
    assert isinstance(asked, EffectDialog)
    assert "2026-27: 1 pays more, 3 pay the same; £30,000.00 more in all." in asked.effect.text()
    fill(asked, on="1/10/2026")
    asked.show_effect()
    assert "£22,500.00 more in all" in asked.effect.text()
    assert not office.register.memberships.where(organisation_id=office["Hillingdon"].id)
    QTest.keyClick(asked, Qt.Key.Key_Return)
    (period,) = office.register.memberships.where(organisation_id=office["Hillingdon"].id)
    assert date(2026, 10, 1) == period.joined


def test_who_joined_stays_in_sight_where_only_prospects_were_shown(
    page: MembersPage, shown: Shown, office: Office
) -> None:
    shown.show(page, office.register)
    page.list.segments.choose("prospects")
    page.list.select(office["Hillingdon"].id)
    QTest.mouseClick(page.joins_button, Qt.MouseButton.LeftButton)
    QTest.keyClick(dialog(page), Qt.Key.Key_Return)
    current = page.list.table.current_record()
    assert current is not None
    assert "Hillingdon" == current.organisation.short_name
    assert "all" == page.list.segments.current()


def test_a_dialog_is_there_before_its_effect_is_worked_out(
    page: MembersPage,
    shown: Shown,
    office: Office,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shown.show(page, office.register)
    page.show_target(f"organisation/{office['Camden'].id}")
    with monkeypatch.context() as slowly:
        slowly.setattr(Reader, "at_once", 0)
        slowly.setattr("ui.reader.SLICE", 0)
        QTest.mouseClick(page.leaves_button, Qt.MouseButton.LeftButton)
        asked = dialog(page)
        assert isinstance(asked, EffectDialog)
        assert WORKING_OUT == asked.effect.text()
        qtbot.waitUntil(lambda: "£30,000.00 less in all" in asked.effect.text())
        asked.show_effect()
        asked.reject()
        assert not page.session.reader.is_busy(asked)
    assert not office.register.memberships.where(
        organisation_id=office["Camden"].id, left=date(2026, 6, 30)
    )


def test_leaving_before_the_charge_date_takes_the_fee_away(
    page: MembersPage, shown: Shown, office: Office
) -> None:
    shown.show(page, office.register)
    page.show_target(f"organisation/{office['Camden'].id}")
    QTest.mouseClick(page.leaves_button, Qt.MouseButton.LeftButton)
    asked = dialog(page)
    assert "£30,000.00 less in all" in asked.effect.text()
    QTest.mouseClick(asked.act_button, Qt.MouseButton.LeftButton)
    (period,) = office.register.memberships.where(organisation_id=office["Camden"].id)
    assert date(2026, 6, 30) == period.left


def test_a_new_member_is_added_and_shown(page: MembersPage, shown: Shown, office: Office) -> None:
    shown.show(page, office.register)
    QTest.mouseClick(page.new_button, Qt.MouseButton.LeftButton)
    asked = dialog(page)
    fill(asked, name="London Borough of Barnet", short_name="Barnet", code="BARNET")
    QTest.mouseClick(asked.act_button, Qt.MouseButton.LeftButton)
    assert "Barnet" == page.list.table.current_record().name


def test_enter_in_the_list_opens_the_record(
    page: MembersPage, shown: Shown, office: Office
) -> None:
    shown.show(page, office.register)
    QTest.keyClick(page.list.table.view, Qt.Key.Key_Return)
    asked = dialog(page)
    fill(asked, buyer_reference="DEPT-7")
    QTest.mouseClick(asked.act_button, Qt.MouseButton.LeftButton)
    assert "DEPT-7" == office["Camden"].buyer_reference


def test_the_card_leads_to_what_a_member_takes_part_in(
    page: MembersPage, shown: Shown, office: Office
) -> None:
    sensors = Activity(way=Way.PROJECT, name="Sensors", start=date(2026, 9, 1))
    save_activity(office.register, sensors, [office["Camden"].id])
    shown.show(page, office.register)
    assert "Activities\nSensors" in words(page)
    page.show_target(f"organisation/{office['Islington'].id}")
    assert "Sensors" not in words(page)


def test_the_card_names_a_main_representative(
    page: MembersPage, shown: Shown, office: Office
) -> None:
    shown.show(page, office.register)
    page.show_target(f"organisation/{office['Havering'].id}")
    press(page, "Name one…")
    asked = dialog(page)
    fill(asked, name="Daniel Osei", role="Head of Digital")
    QTest.mouseClick(asked.act_button, Qt.MouseButton.LeftButton)
    assert "Daniel Osei" in words(page)
    assert "1 of 3 done" in words(page)


def test_an_order_number_is_typed_on_the_card(
    page: MembersPage, shown: Shown, office: Office
) -> None:
    shown.show(page, office.register)
    press(page, "None yet")
    asked = dialog(page)
    fill(asked, number="PO-9")
    QTest.mouseClick(asked.act_button, Qt.MouseButton.LeftButton)
    order = office.register.purchase_orders.first(organisation_id=office["Camden"].id)
    assert order is not None
    assert ("PO-9", "2026-27") == (order.number, order.year)


def test_two_main_representatives_are_refused_beside_the_field(
    page: MembersPage, shown: Shown, office: Office
) -> None:
    shown.show(page, office.register)
    person = a_person("Mina Kaur")
    spare = a_contact(person, office["Camden"], main_representative=False)
    saved = save_contact(office.register, spare, person)
    press(page, "Edit Mina Kaur")
    asked = dialog(page)
    QTest.keyClick(asked.form.editor("main_representative"), Qt.Key.Key_Space)
    QTest.mouseClick(asked.act_button, Qt.MouseButton.LeftButton)
    assert asked.isVisible()
    assert not office.register.contacts.get(saved.id).main_representative


def test_an_agreed_rate_shows_its_effect(page: MembersPage, shown: Shown, office: Office) -> None:
    shown.show(page, office.register)
    page.commands()["members.adjustment"]()
    asked = dialog(page)
    fill(asked, amount="25000", reason="a pilot year")
    asked.show_effect()
    assert "2026-27: 1 pays less, 2 pay the same; £5,000.00 less in all." in asked.effect.text()
    QTest.mouseClick(asked.act_button, Qt.MouseButton.LeftButton)
    assert "£25,000.00 + VAT" in words(page)


def test_a_member_is_not_removed_by_mistake(
    page: MembersPage, shown: Shown, office: Office
) -> None:
    shown.show(page, office.register)
    page.commands()["members.remove"]()
    QTest.mouseClick(dialog(page).act_button, Qt.MouseButton.LeftButton)
    assert "so it stays in the register" in page.message_bar.accessibleName()
    assert office["Camden"]


def test_an_empty_register_invites_the_first_member(page: MembersPage, shown: Shown) -> None:
    shown.show(page, Office().register)
    assert "" == page.figures.text()
    assert not page.enabled("members.edit")
    assert page.enabled("members.new")


def test_where_there_is_little_room_the_card_takes_the_place_of_the_list(
    page: MembersPage, shown: Shown, office: Office
) -> None:
    shown.show(page, office.register, width=640)
    assert page.record_button.isVisible()
    assert (page.list.isVisible(), page.card.isVisible()) == (True, False)
    QTest.mouseClick(page.record_button, Qt.MouseButton.LeftButton)
    assert (page.list.isVisible(), page.card.isVisible()) == (False, True)
    assert page.details_shown()
    page.card.take_focus()
    QTest.keyClick(page.card.edit_button, Qt.Key.Key_Escape)
    assert (page.list.isVisible(), page.card.isVisible()) == (True, False)
    page.set_details_shown(True)
    page.resize(1366, 690)
    QApplication.processEvents()
    assert (page.list.isVisible(), page.card.isVisible()) == (True, True)
    assert not page.record_button.isVisible()


def test_a_new_member_is_in_sight_as_soon_as_the_page_is_read(
    page: MembersPage,
    shown: Shown,
    office: Office,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shown.show(page, office.register)
    monkeypatch.setattr(Reader, "at_once", 0)
    monkeypatch.setattr("ui.reader.SLICE", 0)
    monkeypatch.setattr(page, "reload", page.read_again)
    page.new()
    asked = dialog(page)
    fill(asked, name="London Borough of Sutton", short_name="Sutton", code="SUT")
    QTest.keyClick(asked, Qt.Key.Key_Return)
    assert page.is_being_read()
    qtbot.waitUntil(lambda: not page.is_being_read())
    current = page.list.table.current_record()
    assert current is not None
    assert "Sutton" == current.name


def test_beside_a_long_list_the_card_comes_after_the_row(
    page: MembersPage, shown: Shown, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.pages.members.page._LONG", 0)
    shown.show(page, office.register)
    page.show_target(f"organisation/{office['Camden'].id}")
    assert "Record of Camden" == settled(page.card.accessibleName)
    page.show_target(f"organisation/{office['Havering'].id}")
    assert "Record of Camden" == page.card.accessibleName()
    # An act of the card that was still there is not done to the row that is current now.
    page.card.asked.emit("members.edit")
    assert "Record of Havering" == page.card.accessibleName()
    assert not [one for one in QApplication.topLevelWidgets() if isinstance(one, Dialog)]
    page.card.asked.emit("members.edit")
    assert "Edit Havering" == dialog(page).windowTitle()


def settled(read: Callable[[], str]) -> str:
    QApplication.processEvents()
    return read()
