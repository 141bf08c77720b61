"""The page Shared IT, used as a person would."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from loti_admin.domain.fees import AdjustmentKind
from loti_admin.domain.money import Money
from loti_admin.domain.organisations import main_representative
from loti_admin.services.schedules import save_schedule
from loti_admin.storage.register import Register
from tests.builders import a_schedule
from tests.office import THE_YEAR, Office
from tests.ui.pages.conftest import Shown, open_dialog
from ui.dialogs.decide import DecideDialog
from ui.kit.buttons import Button
from ui.kit.text import Sentences
from ui.pages.shared_it import SharedItPage
from ui.reader import Reader

CHARGE_DATE = date(2026, 7, 1)


@pytest.fixture
def page(shown: Shown) -> SharedItPage:
    """Not shown yet: `shown.show(page, register)`."""
    return SharedItPage(shown.session)


@pytest.fixture
def office() -> Office:
    """Two councils that share IT with a representative each, and two others."""
    made = Office("Barnet", "Brent", "Camden", "Islington")
    save_schedule(made.register, a_schedule(THE_YEAR.label))
    made.represented_by("Priya Nair", "Camden")
    made.represented_by("Daniel Okafor", "Islington")
    made.share_it("Canalside IT", "Camden", "Islington")
    return made


def words(widget: QWidget) -> str:
    """Everything that can be read on a part of the page, plain spaces for no-break ones."""
    QApplication.processEvents()
    found = []
    for one in widget.findChildren(QLabel):
        if one.isVisible():
            found.append(one.plain_text() if isinstance(one, Sentences) else one.text())
    found += [one.text() for one in widget.findChildren(Button) if one.isVisible()]
    return "\n".join(found).replace("\u00a0", " ")


def click(button: QWidget) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def type_into(field: QWidget, text: str) -> None:
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)


def choose(box: QWidget, text: str) -> None:
    """Pick from a list by typing the beginning of an entry."""
    box.setFocus()
    QTest.keyClicks(box, text)


def councils_of(register: Register, name: str) -> list[str]:
    service = register.services.first(name=name)
    assert service
    ids = [m.organisation_id for m in register.service_members.where(service_id=service.id)]
    return sorted(register.organisations.get(id).display_name for id in ids)


def test_each_service_says_how_it_stands_and_why(
    page: SharedItPage, shown: Shown, office: Office
) -> None:
    shown.show(page, office.register)
    assert page.selection_text() == "Canalside IT · Two representatives"
    said = words(page.editor)
    assert "Why it does not qualify" in said
    assert "Priya Nair for Camden and Daniel Okafor for Islington" in said
    assert page.figures.text().replace("\u00a0", " ") == "1 service · 2 councils"


def test_one_representative_for_both_shows_the_effect_and_saves_as_one_step(
    page: SharedItPage, shown: Shown, office: Office
) -> None:
    shown.show(page, office.register)
    before = office.dump()
    click(page.editor.spokespeople.one)
    choose(page.editor.spokespeople.people[0], "Priya")
    type_into(page.editor.spokespeople.starts[0], "1/6/2026")
    page.show_effect()
    said = words(page.panel)
    for expected in ("−£15,000.00", "net, in 2026-27", "2 pay less. 2 pay the same.", "2 others"):
        assert expected in said
    assert "The same again in 2027-28" in said
    assert "Why it qualifies" in words(page.editor)
    assert before == office.dump()
    click(page.panel.save_button)
    contacts = office.register.contacts.all()
    speakers = [
        main_representative(contacts, office[name].id, CHARGE_DATE)
        for name in ("Camden", "Islington")
    ]
    assert len({c.person_id for c in speakers if c}) == 1
    assert page.selection_text() == "Canalside IT · Qualifies: £22,500"
    assert not page.panel.save_button.isEnabled()
    office.register.undo()
    assert before == office.dump()


def test_a_new_service_is_recorded_with_its_councils(
    page: SharedItPage, shown: Shown, office: Office
) -> None:
    shown.show(page, office.register)
    click(page.new_button)
    type_into(page.editor.name, "Northern IT")
    for name in ("Barnet", "Brent"):
        click(page.editor.add_button)
        choose(page.editor.councils.rows[-1].council, name)
        type_into(page.editor.councils.rows[-1].start, "1 4 2026")
    click(page.panel.save_button)
    assert councils_of(office.register, "Northern IT") == ["Barnet", "Brent"]
    assert page.list.current_id() == office.register.services.first(name="Northern IT").id
    assert shown.said[-1] == "Northern IT saved"


def test_a_council_can_leave_the_service_on_a_day(
    page: SharedItPage, shown: Shown, office: Office
) -> None:
    shown.show(page, office.register)
    type_into(page.editor.councils.rows[0].end, "31/3/2026")
    page.show_effect()
    assert "In 2026-27 nobody's fee changes." in words(page.panel)
    click(page.panel.save_button)
    ends = [member.end for member in office.register.service_members.all()]
    assert date(2026, 3, 31) in ends
    assert page.selection_text() == "Canalside IT · One council only"


def test_what_cannot_be_saved_is_said_and_kept(
    page: SharedItPage, shown: Shown, office: Office
) -> None:
    shown.show(page, office.register)
    click(page.new_button)
    click(page.editor.add_button)
    click(page.panel.save_button)
    assert "Type the name of the service." in words(page.editor)
    type_into(page.editor.name, "Northern IT")
    choose(page.editor.councils.rows[0].council, "Camden")
    click(page.panel.save_button)
    assert "Camden would be in two services at the same time" in words(page.editor)
    assert page.editor.name.text() == "Northern IT"
    assert office.register.services.count() == 1


def test_edits_are_never_dropped_in_silence(
    page: SharedItPage, shown: Shown, office: Office
) -> None:
    office.share_it("Northern IT", "Barnet", "Brent")
    shown.show(page, office.register)
    type_into(page.editor.name, "Canal IT")
    page.list.setFocus()
    QTest.keyClick(page.list, Qt.Key.Key_Down)
    QApplication.processEvents()
    assert page.editor.name.text() == "Canal IT"
    assert page.list.currentRow() == 0
    assert "has changes that are not saved" in words(page.message_bar)
    assert not page.leaving()
    assert not page.show_target(f"service/{office.register.services.all()[1].id}")
    click(page.message_bar.button)
    assert page.editor.name.text() == "Canalside IT"
    assert page.leaving()
    assert page.show_target(f"service/{office.register.services.all()[1].id}")
    assert page.editor.name.text() == "Northern IT"


def test_what_is_typed_outlives_an_undo_of_the_service(
    page: SharedItPage, shown: Shown, office: Office
) -> None:
    office.share_it("Northern IT", "Barnet", "Brent")
    shown.show(page, office.register)
    assert page.show_target(f"service/{office.register.services.first(name='Northern IT').id}")
    type_into(page.editor.name, "Northern digital")
    office.register.undo()
    assert page.editor.name.text() == "Northern digital"
    page.save()
    assert councils_of(office.register, "Northern digital") == ["Barnet", "Brent"]


def test_three_councils_wait_for_a_decision_and_get_a_rate_each(
    page: SharedItPage, shown: Shown, office: Office
) -> None:
    office.share_it("Three Boroughs IT", "Barnet", "Brent")
    shown.show(page, office.register)
    page.show_target(f"service/{office.register.services.first(name='Three Boroughs IT').id}")
    assert page.decide_button.isHidden()
    click(page.editor.add_button)
    choose(page.editor.councils.rows[-1].council, "Camden")
    page.editor.councils.rows[-1].start.clear()
    # Camden is in Canalside IT, so the third is one of its own.
    assert page.panel.view is None or page.panel.view.text()
    page.discard()
    office.council("Ealing")
    page.reload()
    click(page.editor.add_button)
    choose(page.editor.councils.rows[-1].council, "Ealing")
    page.editor.councils.rows[-1].start.set_value(None)
    page.show_effect()
    assert "Why somebody has to decide" in words(page.editor)
    click(page.panel.save_button)
    assert page.count_for(shown.session) == 1
    click(page.decide_button)
    dialog = open_dialog(page)
    assert isinstance(dialog, DecideDialog)
    click(dialog.act_button)
    assert "Say why" in words(dialog)
    click(dialog.agree)
    for name, amount in (("Barnet", "25000"), ("Brent", "26000"), ("Ealing", "27000")):
        type_into(dialog.form.editor(f"rate {office[name].id}"), amount)
    QTest.keyClicks(dialog.form.editor("reason"), "agreed by the Board")
    click(dialog.act_button)
    rates = {
        office.register.organisations.get(a.organisation_id).display_name: (a.kind, a.amount)
        for a in office.register.adjustments.all()
    }
    agreed = AdjustmentKind.AGREED_RATE
    assert rates == {
        "Barnet": (agreed, Money.pounds(25_000)),
        "Brent": (agreed, Money.pounds(26_000)),
        "Ealing": (agreed, Money.pounds(27_000)),
    }
    assert page.count_for(shown.session) == 0
    assert page.selection_text().endswith("Decided")


def test_removing_a_service_shows_the_effect_first(
    page: SharedItPage, shown: Shown, office: Office
) -> None:
    shown.show(page, office.register)
    page.remove()
    dialog = open_dialog(page)
    assert "nobody" in words(dialog).casefold()
    click(dialog.act_button)
    assert office.register.services.count() == 0
    assert "No shared IT services yet" in words(page)


def test_where_the_panel_is_closed_the_header_saves(
    page: SharedItPage, shown: Shown, office: Office
) -> None:
    shown.show(page, office.register, width=1000)
    assert page.save_button.isHidden()
    type_into(page.editor.name, "Canal IT")
    assert not page.panel.isVisible()
    click(page.save_button)
    assert office.register.services.all()[0].name == "Canal IT"


def test_a_link_in_the_reasons_leads_to_the_council(
    page: SharedItPage, shown: Shown, office: Office
) -> None:
    shown.show(page, office.register)
    sentence = page.editor.findChildren(Sentences)[0]
    sentence.followed.emit(f"organisation/{office['Camden'].id}")
    assert shown.followed == [f"organisation/{office['Camden'].id}"]


def test_what_is_saved_is_not_asked_about_again_while_the_page_is_read_in_slices(
    page: SharedItPage,
    shown: Shown,
    office: Office,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shown.show(page, office.register)
    monkeypatch.setattr(Reader, "at_once", 0)
    monkeypatch.setattr("ui.reader.SLICE", 0)
    monkeypatch.setattr(page, "reload", page.read_again)
    click(page.new_button)
    type_into(page.editor.name, "Northern IT")
    click(page.editor.add_button)
    choose(page.editor.councils.rows[-1].council, "Barnet")
    click(page.panel.save_button)
    assert page.is_being_read()
    assert not page.panel.save_button.isEnabled()
    assert page.leaving()
    qtbot.waitUntil(lambda: not page.is_being_read())
    assert "Northern IT · One council only" == page.selection_text()
    assert "Nothing is changed" in words(page.panel)
    assert ["Barnet"] == councils_of(office.register, "Northern IT")
