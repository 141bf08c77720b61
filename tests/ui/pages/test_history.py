"""The history of a record, and Put back, from the pages and dialogs that show the record."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from loti_admin.domain.money import Money
from loti_admin.services.members import leave, remove_contact, save_organisation
from loti_admin.services.schedules import save_adjustment, save_schedule
from loti_admin.services.shared_it import save_service
from tests.builders import CHARGE_DATE, a_schedule, an_adjustment
from tests.office import THE_YEAR, Office
from tests.ui.pages.conftest import Shown, open_dialog
from tests.ui.window_builders import settle
from ui.dialogs.history import HistoryDialog, record_history_dialog
from ui.dialogs.schedule import schedule_dialog
from ui.kit.buttons import Button
from ui.pages.fees import FeesPage
from ui.pages.members import MembersPage
from ui.pages.shared_it import SharedItPage
from ui.preferences import Preferences


@pytest.fixture
def office() -> Office:
    """Two councils that share IT; Camden has moved since."""
    made = Office("Camden", "Islington")
    save_schedule(made.register, a_schedule(THE_YEAR.label))
    made.represented_by("Priya Nair", "Camden", "Islington")
    made.share_it("Canalside IT", "Camden", "Islington")
    save_organisation(made.register, replace(made["Camden"], postcode="NW1 1AA"))
    return made


@pytest.fixture
def members(shown: Shown, preferences: Preferences, office: Office) -> MembersPage:
    """Camden is selected."""
    page = MembersPage(shown.session, preferences=preferences)
    return shown.show(page, office.register)


def words(widget: QWidget) -> str:
    QApplication.processEvents()
    found = [one.text() for one in widget.findChildren(QLabel) if one.isVisible()]
    return "\n".join(found).replace("\u00a0", " ")


def acts(dialog: QWidget, name: str) -> list[Button]:
    """The buttons that are shown and whose name begins so."""
    QApplication.processEvents()
    return [
        b
        for b in dialog.findChildren(Button)
        if b.isVisible() and (b.accessibleName() or b.text()).startswith(name)
    ]


def click(button: QWidget) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    settle()


def history(page: QWidget) -> HistoryDialog:
    dialog = open_dialog(page)
    assert isinstance(dialog, HistoryDialog)
    return dialog


def test_the_card_leads_to_all_changes_and_a_field_is_put_back(
    members: MembersPage, office: Office
) -> None:
    click(acts(members.card, "All changes")[0])
    dialog = history(members)
    said = words(dialog)
    assert "History of Camden" in said
    assert "11 June 2026" in said
    assert "Postcode: from “N1 1AA” to “NW1 1AA”" in said
    assert "Council of the service Camden, Canalside IT added" in said
    (act,) = acts(dialog, "Put back postcode")
    click(act)
    assert office["Camden"].postcode == "N1 1AA"
    assert "Postcode: from “NW1 1AA” to “N1 1AA”" in words(dialog)
    assert dialog.message.title == "Put back postcode of London Borough of Camden"
    click(dialog.message.button)
    assert office["Camden"].postcode == "NW1 1AA"


def test_the_card_tells_the_newest_changes_of_everything_that_belongs_to_it(
    members: MembersPage, office: Office
) -> None:
    leave(office.register, office["Camden"].id, CHARGE_DATE.replace(year=2027))
    assert "Camden leaves on 1 July 2027" in words(members.card)


def test_a_removed_contact_is_put_back_from_the_menu(members: MembersPage, office: Office) -> None:
    camden = office["Camden"].id
    (contact,) = office.register.contacts.where(organisation_id=camden)
    remove_contact(office.register, contact)
    assert members.enabled("members.history")
    members.commands()["members.history"]()
    dialog = history(members)
    (act,) = acts(dialog, "Put back the contact")
    act.setFocus()
    QTest.keyClick(act, Qt.Key.Key_Space)
    settle()
    question = open_dialog(members)
    assert "−£15,000.00" in words(question)
    assert not office.register.contacts.find(contact.id)
    click(question.act_button)
    assert contact == office.register.contacts.get(contact.id)
    assert not acts(dialog, "Put back the contact")


def test_a_refusal_is_said_in_the_dialog(members: MembersPage, office: Office) -> None:
    camden = office["Camden"].id
    (contact,) = office.register.contacts.where(organisation_id=camden)
    remove_contact(office.register, contact)
    office.represented_by("Daniel Okafor", "Camden")
    members.history()
    dialog = history(members)
    click(acts(dialog, "Put back the contact")[0])
    assert "two main representatives at the same time" in words(dialog.message)
    assert len(office.register.contacts.where(organisation_id=camden)) == 1


def test_a_service_shows_the_history_of_its_councils(
    shown: Shown, office: Office, preferences: Preferences
) -> None:
    page = shown.show(SharedItPage(shown.session), office.register)
    service = office.register.services.all()[0]
    known = office.register.service_members.all()
    save_service(office.register, replace(service, name="Canal IT"), known[:1])
    click(page.history_button)
    dialog = history(page)
    click(acts(dialog, "Put back name")[0])
    assert office.register.services.all()[0].name == "Canalside IT"
    click(acts(dialog, "Put back the council of the service")[0])
    click(open_dialog(page).act_button)
    assert office.register.service_members.all() == known


def test_an_adjustment_goes_back_whole_from_the_page_fees(
    shown: Shown, office: Office, preferences: Preferences
) -> None:
    camden = office["Camden"]
    saved = save_adjustment(office.register, an_adjustment(camden))
    save_adjustment(office.register, replace(saved, amount=Money.pounds(26_000), reason="new"))
    page = shown.show(FeesPage(shown.session, preferences=preferences), office.register)
    page.show_target(f"fees/{camden.id}")
    page.commands()["fees.history"]()
    dialog = history(page)
    assert "Amount: from “£25,000.00” to “£26,000.00”" in words(dialog)
    (act,) = acts(dialog, "Put back")
    click(act)
    question = open_dialog(page)
    assert "Put back the adjustment as it was?" in words(question)
    click(question.not_now_button)
    assert office.register.adjustments.get(saved.id) != saved
    click(act)
    click(open_dialog(page).act_button)
    assert office.register.adjustments.get(saved.id) == saved


def test_a_form_offers_the_history_of_its_record(members: MembersPage, office: Office) -> None:
    click(acts(members.card, "Edit Priya Nair")[0])
    form = open_dialog(members)
    click(acts(form, "History")[0])
    assert "History of Priya Nair, Camden" in words(history(members))


def test_a_form_with_something_typed_asks_before_it_gives_way(
    members: MembersPage, office: Office
) -> None:
    click(acts(members.card, "Edit Priya Nair")[0])
    form = open_dialog(members)
    QTest.keyClicks(form.form.editor("role"), " and more")
    click(acts(form, "History")[0])
    assert open_dialog(members) is form
    assert "What you typed is not saved." in words(form)


def test_a_schedule_that_is_frozen_says_why_it_stays(members: MembersPage, office: Office) -> None:
    schedule = office.register.fee_schedules.all()[0]
    save_schedule(office.register, replace(schedule, standard=Money.pounds(31_000)))
    office.approve()
    form = schedule_dialog(members.session, THE_YEAR, members)
    form.open()
    click(acts(form, "History")[0])
    dialog = history(members)
    click(acts(dialog, "Put back standard fee")[0])
    assert "The fees of 2026-27 are approved" in words(dialog.message)


def test_only_so_many_changes_are_shown_at_first(members: MembersPage, office: Office) -> None:
    for number in range(30):
        save_organisation(office.register, replace(office["Camden"], notes=f"note {number}"))
    members.history()
    dialog = history(members)
    assert "to “note 4”" not in words(dialog)
    click(acts(dialog, "Show older changes")[0])
    assert "to “note 4”" in words(dialog)
    assert not acts(dialog, "Show older changes")


def test_nothing_is_put_back_in_a_register_that_is_open_to_read_only(
    members: MembersPage, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office.register, "read_only", True)
    key = ("organisations", office["Camden"].id)
    dialog = record_history_dialog(members.session, "Camden", key, members)
    dialog.open()
    (act,) = acts(dialog, "Put back postcode")
    assert not act.isEnabled()
    assert act.toolTip() == "The register is open to read only."


def test_a_record_made_by_mistake_is_removed_with_its_effect_shown(
    members: MembersPage, office: Office
) -> None:
    saved = save_adjustment(office.register, an_adjustment(office["Camden"]))
    members._asked(f"adjustment/{saved.id}")
    click(acts(open_dialog(members), "Remove…")[0])
    question = open_dialog(members)
    assert "Remove the agreed rate" in words(question)
    assert "−£2,500.00" in words(question)
    click(question.act_button)
    assert office.register.adjustments.all() == []


def test_a_contact_is_removed_from_its_form(members: MembersPage, office: Office) -> None:
    click(acts(members.card, "Edit Priya Nair")[0])
    click(acts(open_dialog(members), "Remove…")[0])
    question = open_dialog(members)
    assert "+£15,000.00" in words(question)
    click(question.act_button)
    assert office.register.contacts.where(organisation_id=office["Camden"].id) == []


def test_a_period_that_was_billed_stays_and_says_why(members: MembersPage, office: Office) -> None:
    office.approve()
    office.issue()
    (period,) = office.register.memberships.where(organisation_id=office["Camden"].id)
    members._asked(f"period/{period.id}")
    click(acts(open_dialog(members), "Remove…")[0])
    assert "was issued for this membership of Camden" in words(members.message_bar)
    assert office.register.memberships.find(period.id) == period
