"""The dialogs that the card of a member and a service open: used without a mouse, and nothing cut off at 200 %."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from loti_admin.services.members import save_contact
from loti_admin.services.person_data import everything_about
from loti_admin.services.schedules import save_adjustment
from tests.builders import CHARGE_DATE, an_adjustment
from tests.office import Office
from tests.ui import window_audit as audit
from tests.ui.window_builders import a_window, settle
from ui.dialogs.person_data import erase_dialog
from ui.kit.buttons import Button
from ui.kit.dialog import Dialog
from ui.main_window import MainWindow
from ui.pages import PAGES
from ui.pages.members import MembersPage
from ui.pages.shared_it import SharedItPage


@pytest.fixture
def office() -> Office:
    """Three councils in a service, one with an adjustment."""
    made = Office("Brent", "Camden", "Islington")
    made.represented_by("Priya Nair", "Brent", "Camden", "Islington")
    made.share_it("Three Boroughs IT", "Brent", "Camden", "Islington")
    save_adjustment(made.register, an_adjustment(made["Brent"]))
    return made


@pytest.fixture
def window(tmp_path: Path, office: Office) -> Iterator[MainWindow]:
    with a_window(tmp_path, office.register, pages=PAGES) as made:
        made.commands.run("view.text-200")
        yield made


def wrong_in_front() -> list[str]:
    """What is wrong with the dialog in front, which is closed."""
    settle()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, Dialog)
    QTest.qWait(0)
    settle()
    found = audit.wrong_with(dialog)
    dialog.reject()
    settle()
    return found


def test_the_dialogs_of_a_member_s_record(window: MainWindow, office: Office) -> None:
    window.pages.show_page("members")
    page = window.pages.current
    assert isinstance(page, MembersPage)
    brent, register = office["Brent"], office.register
    page.show_target(f"organisation/{brent.id}")
    contact = register.contacts.where(organisation_id=brent.id)[0]
    period = register.memberships.where(organisation_id=brent.id)[0]
    wrong = []
    for act in (
        f"contact/{contact.id}",
        "representative",
        "step/charter_agreed",
        f"period/{period.id}",
        f"adjustment/{register.adjustments.all()[0].id}",
        "members.purchase-order",
        "members.history",
        "members.person-data",
    ):
        page._asked(act)
        wrong += wrong_in_front()
    assert wrong == []


@pytest.mark.parametrize("name", ["History", "Remove…"])
def test_what_a_form_leads_to(window: MainWindow, office: Office, name: str) -> None:
    window.pages.show_page("members")
    page = window.pages.current
    assert isinstance(page, MembersPage)
    page.show_target(f"organisation/{office['Brent'].id}")
    page._asked(f"adjustment/{office.register.adjustments.all()[0].id}")
    settle()
    form = QApplication.activeModalWidget()
    assert isinstance(form, Dialog)
    next(button for button in form.findChildren(Button) if button.text() == name).click()
    assert wrong_in_front() == []


def test_the_dialogs_of_a_service(window: MainWindow, office: Office) -> None:
    window.pages.show_page("shared-it")
    page = window.pages.current
    assert isinstance(page, SharedItPage)
    settle()
    wrong = []
    for act in (page.decide, page.remove, page.history):
        act()
        wrong += wrong_in_front()
    assert wrong == []


def test_the_question_before_a_person_is_erased(window: MainWindow, office: Office) -> None:
    window.pages.show_page("members")
    page = window.pages.current
    assert isinstance(page, MembersPage)
    register = office.register
    contact = register.contacts.where(organisation_id=office["Brent"].id)[0]
    data = everything_about(register, contact.person_id)
    named = replace(data, documents=3, notes=1, others=1)
    erase_dialog(window.session, named, page, window.preferences).open()
    assert wrong_in_front() == []


def test_the_form_of_somebody_who_gets_the_newsletter(window: MainWindow, office: Office) -> None:
    window.pages.show_page("members")
    page = window.pages.current
    assert isinstance(page, MembersPage)
    page.show_target(f"organisation/{office['Brent'].id}")
    contact = office.register.contacts.where(organisation_id=office["Brent"].id)[0]
    asked = {"newsletter_since": CHARGE_DATE, "newsletter_source": "Form", "newsletter": True}
    person = replace(office.register.people.get(contact.person_id), **asked)
    save_contact(office.register, contact, person)
    page._asked(f"contact/{contact.id}")
    assert wrong_in_front() == []
