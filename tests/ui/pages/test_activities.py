"""The page Activities, used as a person would."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from loti_admin.domain.activities import Activity, Way
from loti_admin.domain.dates import Year
from loti_admin.domain.money import Money
from loti_admin.services.activities_overview import ActivityRow, Partner
from loti_admin.services.budget import save_activity
from loti_admin.storage.register import Register
from tests.office import Office
from tests.ui.pages.conftest import Shown, open_dialog
from tests.ui.window_builders import a_file
from ui.dialogs.activity import ActivityDialog
from ui.dialogs.history import HistoryDialog
from ui.kit.buttons import Button
from ui.kit.text import Sentences
from ui.pages.activities import ActivitiesPage
from ui.preferences import Preferences

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def page(shown: Shown, preferences: Preferences) -> ActivitiesPage:
    """Not shown yet: `shown.show(page, register)`."""
    return ActivitiesPage(shown.session, preferences=preferences)


@pytest.fixture
def office() -> Office:
    """Two members; a project of this year with one of them, a network of both, and a project of another year."""
    made = Office("Camden", "Islington")
    ids = [made["Camden"].id, made["Islington"].id]
    register = made.register
    sensors = Activity(
        way=Way.PROJECT,
        name="Sensors",
        start=date(2026, 9, 1),
        end=date(2027, 1, 31),
        lead="Ben Ferreira",
        budget=Money.pounds(48_000),
        notes="In homes of the council.",
    )
    save_activity(register, sensors, ids[:1])
    save_activity(register, Activity(way=Way.NETWORK, name="Cyber leads"), ids)
    old = Activity(way=Way.PROJECT, name="Old", start=date(2023, 9, 1), end=date(2024, 1, 31))
    save_activity(register, old, [])
    return made


def names(page: ActivitiesPage) -> list[str]:
    return [row.activity.name for row in page.activities.records()]


def said(page: ActivitiesPage) -> str:
    """Everything on the panel, plain spaces for no-break ones."""
    QApplication.processEvents()
    found = []
    for widget in page.panel.findChildren(QLabel):
        if widget.isVisible():
            found.append(widget.plain_text() if isinstance(widget, Sentences) else widget.text())
    return "\n".join(found).replace("\u00a0", " ")


def choose(page: ActivitiesPage, part: str) -> None:
    QTest.mouseClick(page.segments.segment(part), LEFT)
    QApplication.processEvents()


def activity_of(office: Office, name: str) -> Activity:
    (found,) = office.register.activities.where(name=name)
    return found


def partners_of(office: Office, name: str) -> set[int]:
    activity = activity_of(office, name)
    return {
        p.organisation_id for p in office.register.participations.where(activity_id=activity.id)
    }


def dialog(page: ActivitiesPage) -> ActivityDialog:
    found = open_dialog(page)
    assert isinstance(found, ActivityDialog)
    return found


def fill(asked: ActivityDialog, **texts: str) -> None:
    for key, text in texts.items():
        asked.form.editor(key).setFocus()
        asked.form.editor(key).selectAll()
        QTest.keyClicks(asked.form.editor(key), text)


def test_the_ways_tell_activities_of_the_year_apart(
    page: ActivitiesPage, shown: Shown, office: Office
) -> None:
    shown.show(page, office.register)
    assert ["Cyber leads", "Sensors"] == names(page)
    choose(page, "project")
    assert ["Sensors"] == names(page)
    assert "Projects 1" == page.segments.segment("project").text()
    assert "2 activities · £48,000.00 budget · 2 members take part" == page.figures.text()


def test_an_activity_is_found_by_who_takes_part(
    page: ActivitiesPage, shown: Shown, office: Office
) -> None:
    shown.show(page, office.register)
    QTest.keyClicks(page.finding, "islington")
    assert ["Cyber leads"] == names(page)


def test_the_panel_tells_all_of_an_activity_and_leads_to_the_members(
    page: ActivitiesPage, shown: Shown, office: Office
) -> None:
    shown.show(page, office.register)
    page.show_target(f"activity/{activity_of(office, 'Sensors').id}")
    for words in (
        "1 September 2026 to 31 January 2027",
        "Ben Ferreira",
        "£48,000.00",
        "In homes of the council.",
        "Taking part: 1",
        "Camden",
    ):
        assert words in said(page)
    page.panel.followed.emit(f"organisation/{office['Camden'].id}")
    assert [f"organisation/{office['Camden'].id}"] == shown.followed


def test_each_member_is_shown_with_its_activities(
    page: ActivitiesPage, shown: Shown, office: Office
) -> None:
    shown.show(page, office.register)
    choose(page, "partners")
    assert [("Camden", 2), ("Islington", 1)] == [
        (row.partner.name, len(row.activities)) for row in page.partners.records()
    ]
    assert "Projects\nSensors\nNetworks\nCyber leads" in said(page)
    page.panel.followed.emit(f"activity/{activity_of(office, 'Sensors').id}")
    assert "all" == page.segments.current()
    current = page.activities.current_record()
    assert current is not None
    assert "Sensors" == current.activity.name


def test_an_activity_is_added_with_who_takes_part(
    page: ActivitiesPage, shown: Shown, office: Office
) -> None:
    shown.show(page, office.register)
    choose(page, "campaign")
    QTest.mouseClick(page.new_button, LEFT)
    asked = dialog(page)
    fill(asked, name="Get Online", start="12 10 2026", end="18 10 2026", budget="15000")
    assert Way.CAMPAIGN is asked.form.editor("way").value()
    ticks = asked.form.editor("partners")
    ticks.setFocus()
    QTest.keyClick(ticks, Qt.Key.Key_Down)
    QTest.keyClick(ticks, Qt.Key.Key_Space)
    QTest.mouseClick(asked.act_button, LEFT)
    assert {office["Islington"].id} == partners_of(office, "Get Online")
    assert Money.pounds(15_000) == activity_of(office, "Get Online").budget
    assert "Get Online" in names(page)


def test_who_takes_part_is_changed_in_one_step(
    page: ActivitiesPage, shown: Shown, office: Office
) -> None:
    shown.show(page, office.register)
    page.show_target(f"activity/{activity_of(office, 'Sensors').id}")
    page.commands()["activities.edit"]()
    asked = dialog(page)
    QTest.mouseClick(asked.all_link, LEFT)
    QTest.mouseClick(asked.act_button, LEFT)
    everybody = {office["Camden"].id, office["Islington"].id}
    assert everybody == partners_of(office, "Sensors")
    office.register.undo()
    assert {office["Camden"].id} == partners_of(office, "Sensors")


def test_ticks_that_are_not_saved_are_not_dropped_in_silence(
    page: ActivitiesPage, shown: Shown, office: Office
) -> None:
    shown.show(page, office.register)
    page.commands()["activities.edit"]()
    asked = dialog(page)
    QTest.mouseClick(asked.none_link, LEFT)
    QTest.mouseClick(asked.cancel_button, LEFT)
    assert asked.isVisible()
    QTest.mouseClick(asked.discard_button, LEFT)
    assert 2 == len(partners_of(office, "Cyber leads"))


def test_dates_the_wrong_way_round_are_refused_beside_the_field(
    page: ActivitiesPage, shown: Shown, office: Office
) -> None:
    shown.show(page, office.register)
    page.show_target(f"activity/{activity_of(office, 'Sensors').id}")
    page.commands()["activities.edit"]()
    asked = dialog(page)
    fill(asked, end="1 8 2026")
    QTest.mouseClick(asked.act_button, LEFT)
    assert asked.isVisible()
    assert date(2027, 1, 31) == activity_of(office, "Sensors").end


def test_an_activity_of_another_year_is_told_and_found(
    page: ActivitiesPage, shown: Shown, office: Office
) -> None:
    shown.show(page, office.register)
    assert page.show_target(f"activity/{activity_of(office, 'Old').id}")
    assert Year(2023) == shown.session.year
    assert "Old" in names(page)
    page.commands()["activities.edit"]()
    asked = dialog(page)
    fill(asked, start="1 9 2030", end="1 10 2030")
    QTest.mouseClick(asked.act_button, LEFT)
    assert "It does not run in 2023-24" in page.message_bar.accessibleName()
    QTest.mouseClick(page.message_bar.button, LEFT)
    assert Year(2030) == shown.session.year


def test_a_cell_is_typed_into(page: ActivitiesPage, shown: Shown, office: Office) -> None:
    shown.show(page, office.register)
    page.show_target(f"activity/{activity_of(office, 'Sensors').id}")
    view = page.activities.view
    view.setFocus()
    row = view.currentIndex().row()
    column = page.activities.model.column_of("lead")
    view.setCurrentIndex(page.activities.model.index(row, column))
    QTest.keyClicks(view, "N")
    QTest.keyClicks(page.cells.editing.editor, "oor Saleh")
    QTest.keyClick(page.cells.editing.editor, Qt.Key.Key_Return)
    assert "Noor Saleh" == activity_of(office, "Sensors").lead


def test_an_activity_is_removed_and_brought_back(
    page: ActivitiesPage, shown: Shown, office: Office
) -> None:
    shown.show(page, office.register)
    page.commands()["activities.remove"]()
    assert ["Sensors"] == names(page)
    assert ["Cyber leads was removed"] == shown.said
    office.register.undo()
    assert 2 == len(partners_of(office, "Cyber leads"))


def test_the_history_of_an_activity_is_shown(
    page: ActivitiesPage, shown: Shown, office: Office
) -> None:
    shown.show(page, office.register)
    page.commands()["activities.history"]()
    assert isinstance(open_dialog(page), HistoryDialog)


def test_a_year_without_activities_invites_one(page: ActivitiesPage, shown: Shown) -> None:
    shown.show(page, Office("Camden").register)
    (button,) = [b for b in page.findChildren(Button) if b.text() == "New activity…"]
    QTest.mouseClick(button, LEFT)
    assert dialog(page).isVisible()


def test_nothing_is_changed_in_a_register_that_is_read_only(
    page: ActivitiesPage, shown: Shown, tmp_path: Path
) -> None:
    shown.show(page, Register.open(a_file(tmp_path), read_only=True))
    assert not page.new_button.isEnabled()
    assert not page.enabled("activities.new")


def test_thousands_of_partners_are_counted_and_the_first_named(
    page: ActivitiesPage, shown: Shown, office: Office
) -> None:
    shown.show(page, office.register)
    partners = tuple(Partner(id, f"Council {id}") for id in range(1, 1_201))
    activity = Activity(id=9, way=Way.NETWORK, name="Everybody")
    page.panel.show_activity(ActivityRow(activity, partners), can_edit=False)
    told = said(page)
    assert "Taking part: 1200" in told
    assert "Council 200" in told
    assert "Council 201" not in told
    assert "And 1,000 more, all of them in the list By member." in told
