"""A person's data in the window: the newsletter in the contact's form, everything in one file, and erasing."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from loti_admin.domain.organisations import Person
from loti_admin.services.members import save_contact, save_organisation
from loti_admin.services.newsletter import objection_of
from tests.builders import a_contact
from tests.office import Office
from tests.ui.pages.conftest import Shown, open_dialog
from tests.ui.pages.test_history import acts, click, words
from tests.ui.window_builders import settle
from ui.dialogs.effect import EffectDialog
from ui.dialogs.person_data import PersonDataDialog
from ui.kit.dialog import ConfirmDialog
from ui.kit.editors import ChoiceEditor
from ui.pages.members import MembersPage
from ui.preferences import Preferences

ADDRESS = "ann@x.example"


@pytest.fixture
def office() -> Office:
    """Ann of Camden, who was a contact until 31 May; the address of Barnet names her."""
    made = Office("Camden", "Barnet")
    ann = Person(name="Ann Example", email=ADDRESS, phone="020 7946 0111")
    contact = a_contact(ann, made["Camden"], end=date(2026, 5, 31), main_representative=False)
    save_contact(made.register, contact, ann)
    save_organisation(made.register, replace(made["Barnet"], notes="Ask Ann Example"))
    return made


@pytest.fixture
def members(shown: Shown, preferences: Preferences, office: Office) -> MembersPage:
    page = MembersPage(shown.session, preferences=preferences)
    shown.show(page, office.register)
    page.show_target(f"organisation/{office['Camden'].id}")
    return page


def contact_form(page: MembersPage) -> EffectDialog:
    click(acts(page.card, "Edit Ann Example")[0])
    form = open_dialog(page)
    assert isinstance(form, EffectDialog)
    return form


def choose(form: EffectDialog, words: str) -> None:
    """Go to the choice of the newsletter with the arrow keys, as somebody without a mouse does."""
    pick(form.form.editor("newsletter"), words)


def pick(editor: ChoiceEditor, words: str) -> None:
    editor.setFocus()
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
        while editor.currentText() != words:
            before = editor.currentIndex()
            QTest.keyClick(editor, key)
            if editor.currentIndex() == before:
                break
    assert editor.currentText() == words
    settle()


def save(form: EffectDialog) -> None:
    click(form.act_button)


def their_data(page: MembersPage) -> PersonDataDialog:
    click(acts(contact_form(page), "Their data")[0])
    found = open_dialog(page)
    assert isinstance(found, PersonDataDialog)
    return found


def test_consent_is_asked_for_its_day_and_source(members: MembersPage, office: Office) -> None:
    form = contact_form(members)
    source = form.form.editor("newsletter_source")
    assert not source.isVisible()
    choose(form, "Yes")
    assert source.isVisible()
    assert "11 June 2026" == form.form.editor("newsletter_since").text().replace("\u00a0", " ")
    save(form)
    assert "Say where the consent came from" in words(form.form)
    QTest.keyClicks(source, "Form on the website")
    save(form)
    (ann,) = office.register.people.all()
    assert (True, date(2026, 6, 11), "Form on the website") == (
        ann.newsletter,
        ann.newsletter_since,
        ann.newsletter_source,
    )


def test_who_objected_is_not_put_on_the_list_until_that_is_taken_back(
    members: MembersPage, office: Office
) -> None:
    form = contact_form(members)
    choose(form, "Objected")
    save(form)
    assert objection_of(office.register, ADDRESS)

    form = contact_form(members)
    assert "Objected" == form.form.editor("newsletter").currentText()
    choose(form, "Yes")
    QTest.keyClicks(form.form.editor("newsletter_source"), "E-mail")
    save(form)
    assert "objected to the newsletter on 11 June 2026, so it stays off." in words(form.form)
    assert form.form.editor("newsletter").property("problem") == "blocks"
    choose(form, "No")
    save(form)
    assert objection_of(office.register, ADDRESS) is None


def test_nothing_to_save_is_no_typing(members: MembersPage) -> None:
    form = contact_form(members)
    assert not form.form.is_dirty()
    QTest.keyClick(form, Qt.Key.Key_Escape)
    assert form.discard_button.isHidden()
    assert not form.isVisible()


def test_everything_is_told_and_saved_in_one_file(members: MembersPage, tmp_path: Path) -> None:
    dialog = their_data(members)
    said = words(dialog)
    assert "What is kept about Ann Example" in said
    assert "Camden, until 31 May 2026" in said
    assert "Other records that name them" in said
    QTest.keyClick(dialog.save_button, Qt.Key.Key_Space)
    settle()
    (asked,) = dialog.findChildren(QFileDialog)
    path = tmp_path / "Ann.xlsx"
    asked.fileSelected.emit(str(path))
    asked.close()
    rows = list(load_workbook(path).active.values)  # type: ignore[union-attr]
    assert ("Person", "Name", "Ann Example") == rows[1][:3]
    assert "Everything was saved in a file" in words(dialog)


def test_a_person_is_erased_after_the_question(members: MembersPage, office: Office) -> None:
    dialog = their_data(members)
    QTest.keyClick(dialog.erase_button, Qt.Key.Key_Space)
    settle()
    question = open_dialog(members)
    assert isinstance(question, ConfirmDialog)
    assert "Erase Ann Example for good?" in words(question)
    assert "1 other record names them and is left as it is." in words(question)
    # What has the focus keeps the person.
    assert question.focusWidget() is question.not_now_button
    QTest.keyClick(question.not_now_button, Qt.Key.Key_Space)
    settle()
    assert "Ann Example" == office.register.people.all()[0].name

    QTest.keyClick(their_data(members).erase_button, Qt.Key.Key_Space)
    settle()
    question = open_dialog(members)
    assert isinstance(question, ConfirmDialog)
    question.act_button.setFocus()
    QTest.keyClick(question.act_button, Qt.Key.Key_Space)
    settle()
    (person,) = office.register.people.all()
    assert Person(id=person.id, name=f"Erased person {person.id}") == person
    assert acts(members.card, f"Edit Erased person {person.id}")
    assert office.register.undo_label is None


def test_whoever_is_still_a_contact_is_given_a_last_day_first(
    members: MembersPage, office: Office
) -> None:
    (contact,) = office.register.contacts.all()
    ann = office.register.people.get(contact.person_id)
    save_contact(office.register, replace(contact, end=None), ann)
    dialog = their_data(members)
    click(dialog.erase_button)
    said = "Ann Example is still a contact of Camden. Give them a last day first."
    assert said in dialog.message.accessibleName() + words(dialog.message)
    assert dialog.isVisible()


def test_the_menu_asks_whose_data(members: MembersPage, office: Office) -> None:
    ben = Person(name="Ben Other")
    save_contact(office.register, a_contact(ben, office["Camden"]), ben)
    assert members.enabled("members.person-data")
    members.commands()["members.person-data"]()
    dialog = open_dialog(members)
    assert isinstance(dialog, PersonDataDialog)
    pick(dialog.people, f"Ann Example, {ADDRESS}")
    assert dialog.person.name == "Ann Example"
    assert ADDRESS in words(dialog)
    dialog.reject()
    members.show_target(f"organisation/{office['Barnet'].id}")
    assert not members.enabled("members.person-data")
