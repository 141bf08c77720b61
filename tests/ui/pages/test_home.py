"""The page Home: what waits, how far the year is, the map, the money, and what changed; each leads somewhere."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from loti_admin.domain.dates import Year
from loti_admin.domain.money import Money
from loti_admin.services.fees import approve_fees
from loti_admin.services.members import save_organisation
from loti_admin.services.new_register import add_starting_organisations
from loti_admin.services.receipts import record_receipt
from loti_admin.storage.register import Register
from tests.office import Office
from tests.ui.pages.conftest import Shown
from tests.ui.session_builders import YEAR, a_register, councils
from ui.pages.home import HomePage
from ui.preferences import Preferences
from ui.theme import Scheme, apply_theme

ALL_PAGES = frozenset(
    {"home", "members", "shared-it", "fees", "invoices", "payments", "budget", "safety"}
)


@pytest.fixture
def home(session, preferences: Preferences) -> HomePage:
    return HomePage(session, preferences=preferences, pages=ALL_PAGES)


def titles(page: HomePage) -> list[str]:
    return [row.text() for row in page.to_do.rows]


def legend_of(page: HomePage) -> dict[str, str]:
    return {entry.name: entry.figure for entry in page.map.tiles.legend()}


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


# The strip, the line and the next step


def test_the_strip_says_the_day_the_members_and_the_fees(shown: Shown, home: HomePage) -> None:
    shown.show(home, a_register(members=3))
    strip = plain(home.figures.text())
    assert strip == "Thursday 11 June 2026 · 3 members on 1 July · £90,000.00 in fees, before VAT"


def test_the_main_act_is_the_first_thing_to_do_and_leads_there(
    shown: Shown, home: HomePage
) -> None:
    shown.show(home, a_register(members=3))
    assert titles(home)[0] == "Approve 3 fees"
    assert home.act_button.text() == "Approve 3 fees"
    QTest.mouseClick(home.act_button, Qt.MouseButton.LeftButton)
    QTest.keyClick(home.to_do.rows[0], Qt.Key.Key_Space)
    assert shown.followed == ["fees", "fees"]


def test_an_approval_takes_its_step_off_the_list(shown: Shown, home: HomePage) -> None:
    register = a_register(members=3)
    shown.show(home, register)
    assert "Fees, now" in home.line.steps[1].accessibleName()
    approve_fees(register, YEAR)
    assert titles(home)[0] == "Issue 3 invoices"
    assert plain(home.line.steps[1].accessibleName()) == "Fees, done: Approved 11 June"


def test_a_new_register_begins_with_its_members(shown: Shown, home: HomePage) -> None:
    register = Register.in_memory(clock=lambda: datetime(2026, 6, 11, 9, 0, tzinfo=UTC))
    add_starting_organisations(register)
    shown.show(home, register)
    assert home.act_button.text() == "Record who is a member"
    assert legend_of(home) == {"Prospect": "33"}
    assert home.chart.figure.subtitle.text() == "Nothing is received or expected in 2026-27"


def test_where_nothing_waits_there_is_no_main_act(shown: Shown, home: HomePage) -> None:
    shown.show(home, a_register(members=3, approved=True))
    shown.session.set_year(Year(2019))
    home.reload()
    assert titles(home) == []
    assert not home.act_button.isVisible()


def test_at_most_five_things_are_named(shown: Shown, home: HomePage) -> None:
    register = a_register(members=6, supplier=False)
    for organisation in councils(register)[:8]:
        save_organisation(
            register,
            replace(
                organisation,
                address="",
                purchase_order_required=True,
                charter_agreed=date(2026, 5, 1),
            ),
        )
    shown.show(home, register)
    assert len(titles(home)) == 5


def test_each_step_of_the_line_leads_to_its_page(shown: Shown, home: HomePage) -> None:
    shown.show(home, a_register())
    for step in home.line.steps:
        QTest.mouseClick(step, Qt.MouseButton.LeftButton)
    assert shown.followed == ["budget", "fees", "invoices", "payments", "budget"]


def test_what_has_no_page_yet_is_only_read(shown: Shown, session, preferences: Preferences) -> None:
    home = HomePage(session, preferences=preferences, pages=frozenset({"fees", "invoices"}))
    shown.show(home, a_register())
    for step in home.line.steps:
        QTest.mouseClick(step, Qt.MouseButton.LeftButton)
    assert shown.followed == ["fees", "invoices", "invoices"]
    assert home.line.steps[0].focusPolicy() == Qt.FocusPolicy.NoFocus
    assert home.where("organisation/3") == ""
    assert not home.changes.all_changes.isVisible()


def test_the_keyboard_begins_at_the_next_step(shown: Shown, home: HomePage) -> None:
    shown.show(home, a_register())
    home.take_focus()
    assert home.to_do.rows[0].hasFocus()
    QTest.keyClick(home.to_do.rows[0], Qt.Key.Key_Tab)
    assert not home.to_do.rows[0].hasFocus()


def test_the_keyboard_keeps_its_place_when_the_list_changes(shown: Shown, home: HomePage) -> None:
    register = a_register(members=3, supplier=False)
    shown.show(home, register)
    home.to_do.rows[1].setFocus()
    approve_fees(register, YEAR)
    assert home.to_do.rows[1].hasFocus()


def test_another_day_is_noticed_while_the_window_stays_open(shown: Shown, home: HomePage) -> None:
    office = Office("Camden")
    shown.show(home, office.register)
    office.today = datetime(2026, 6, 12, 0, 1, tzinfo=UTC)
    home.look_at_the_day()
    assert plain(home.figures.text()).startswith("Friday 12 June 2026")


# What changed


def test_the_latest_changes_are_told_and_lead_to_their_records(
    shown: Shown, home: HomePage
) -> None:
    register = a_register(members=3)
    camden = register.organisations.by_code("E09000007")
    record_receipt(register, date(2026, 6, 8), Money.pounds(5), "", organisation_id=camden.id)
    shown.show(home, register)
    assert home.changes.heading.text() == "Latest changes"
    row = home.changes.rows[0]
    assert row.text() == "Receipt of £5.00 from Camden"
    QTest.mouseClick(row, Qt.MouseButton.LeftButton)
    QTest.mouseClick(home.changes.all_changes, Qt.MouseButton.LeftButton)
    assert shown.followed == ["receipt/1", "safety"]


def test_a_tip_shows_data_as_it_was_typed(shown: Shown, home: HomePage) -> None:
    register = a_register(members=1)
    first = councils(register)[0]
    save_organisation(register, replace(first, short_name="<b>Barking</b>"))
    shown.show(home, register)
    assert "&lt;b&gt;Barking&lt;/b&gt;" in home.changes.rows[0].toolTip()


def test_a_later_visit_tells_what_changed_since_the_last_one(
    shown: Shown, session, preferences: Preferences, tmp_path: Path
) -> None:
    now = datetime(2026, 6, 5, 9, 0, tzinfo=UTC)
    with Register.create(tmp_path / "LOTI.loti", clock=lambda: now) as register:
        office = Office(register=register)
        office.council("Camden")
        shown.show(HomePage(session, preferences=preferences, pages=ALL_PAGES), register)
        now = datetime(2026, 6, 11, 9, 0, tzinfo=UTC)
        office.council("Islington")
        page = HomePage(session, preferences=preferences, pages=ALL_PAGES)
        page.reload()
        assert plain(page.changes.heading.text()) == "Changed since 5 June"


# Sizes


@pytest.mark.parametrize(
    ("width", "scale", "columns"), [(1366, 100, 3), (1366, 125, 2), (1366, 200, 1), (990, 100, 1)]
)
def test_the_columns_follow_the_window_and_the_text(
    shown: Shown, home: HomePage, qapp, width: int, scale: int, columns: int
) -> None:
    apply_theme(qapp, Scheme.LIGHT, scale)
    shown.show(home, a_register(), width=width)
    left, middle, right = home.to_do, home.map, home.chart
    tops = {part.mapTo(home, part.rect().topLeft()).y() for part in (left, middle, right)}
    lefts = {part.mapTo(home, part.rect().topLeft()).x() for part in (left, middle, right)}
    assert (len(tops), len(lefts)) == {3: (1, 3), 2: (2, 2), 1: (3, 1)}[columns]
    bar = home._scroll.horizontalScrollBar()
    assert bar.maximum() == 0


@pytest.mark.parametrize("members", [0, 1, 33])
@pytest.mark.parametrize("scheme", [Scheme.LIGHT, Scheme.DARK])
def test_the_page_draws_with_any_number_of_members(
    shown: Shown, home: HomePage, qapp, members: int, scheme: Scheme
) -> None:
    apply_theme(qapp, scheme, 100)
    shown.show(home, a_register(members=members))
    assert not home.grab().isNull()


def test_everything_that_takes_the_keyboard_has_a_name(shown: Shown, home: HomePage) -> None:
    shown.show(home, a_register(members=3))
    nameless = [
        widget
        for widget in home.findChildren(type(home).__mro__[-3])
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        and widget.isVisible()
        and not (widget.accessibleName() or getattr(widget, "text", lambda: "")())
    ]
    assert nameless == []
