"""The page Home: what waits, how far the year is, the map, the money, and what changed; each leads somewhere."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from loti_admin.domain.dates import Year
from loti_admin.domain.money import Money
from loti_admin.services.fees import approve_fees
from loti_admin.services.issuing import issue_invoices
from loti_admin.services.members import join, leave, save_organisation
from loti_admin.services.new_register import add_starting_organisations
from loti_admin.services.receipts import record_receipt
from loti_admin.storage.register import Register
from tests.office import Office
from tests.ui.pages.conftest import Shown
from tests.ui.session_builders import YEAR, a_register, councils
from ui.pages.home import HomePage
from ui.pages.home.tiles import FEE, PAID, SERVICE
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


# The map


def test_a_tile_leads_to_its_council(shown: Shown, home: HomePage) -> None:
    register = a_register(members=3)
    shown.show(home, register)
    barnet = register.organisations.by_code("E09000003")
    home.map.tiles.opened.emit("E09000003")
    assert shown.followed == [f"organisation/{barnet.id}"]


def test_the_map_says_who_is_ready_who_leaves_and_who_is_none(shown: Shown, home: HomePage) -> None:
    register = a_register(members=4)
    first, second, *_ = councils(register)
    save_organisation(register, replace(first, purchase_order_required=True))
    leave(register, second.id, date(2027, 3, 31))
    shown.show(home, register)
    assert legend_of(home) == {
        "Ready to invoice": "2",
        "No purchase order": "1",
        "Leaving": "1",
        "Prospect": "29",
    }


def test_a_council_that_has_joined_since_the_charge_date_is_a_member_on_the_map(
    shown: Shown, home: HomePage
) -> None:
    register = a_register(members=1, today=date(2026, 11, 2))
    join(register, councils(register)[1].id, date(2026, 10, 1))
    join(register, councils(register)[2].id, date(2027, 1, 1))
    shown.show(home, register)
    assert legend_of(home) == {"Ready to invoice": "2", "Joining": "1", "Prospect": "30"}


def test_a_council_that_was_removed_keeps_its_tile_and_leads_nowhere(
    shown: Shown, home: HomePage
) -> None:
    register = Register.in_memory(clock=lambda: datetime(2026, 6, 11, 9, 0, tzinfo=UTC))
    shown.show(home, register)
    assert len(home.map.tiles.tiles()) == 33
    home.map.tiles.opened.emit("E09000003")
    assert shown.followed == []


def test_the_choice_colours_the_map_and_is_remembered(
    shown: Shown, home: HomePage, preferences: Preferences
) -> None:
    register = a_register(members=3, approved=True)
    shown.show(home, register)
    home.map.choose(FEE)
    assert legend_of(home) == {"Standard fee": "3", "No fee": "30"}
    assert {tile.figure for tile in home.map.tiles.tiles()} == {"30", ""}
    home.map.choose(SERVICE)
    assert legend_of(home) == {"No shared service": "3", "Not a member": "30"}
    home.map.choose(PAID)
    assert legend_of(home) == {"Not invoiced": "3", "Nothing to pay": "30"}
    again = HomePage(shown.session, preferences=preferences)
    again.reload()
    assert again.map.choice.value() == PAID
    assert again.map.tiles.accessibleName() == "Map of London by paid"


def test_what_was_paid_and_what_is_overdue_shows_on_the_map(shown: Shown, home: HomePage) -> None:
    register = a_register(members=3, today=date(2026, 8, 20), approved=True)
    first, *_ = issue_invoices(register, YEAR, date(2026, 7, 1))
    record_receipt(register, date(2026, 7, 20), first.gross, first.number)
    shown.show(home, register)
    home.map.choose(PAID)
    assert legend_of(home) == {"Paid": "1", "Overdue": "2", "Nothing to pay": "30"}
    assert titles(home)[0] == "2 invoices are overdue"
    assert home.act_button.text() == "Show what is overdue"


def test_a_pair_and_a_service_of_three_have_letters_of_their_own(
    shown: Shown, home: HomePage
) -> None:
    office = Office(register=a_register(members=33))
    office.share_it("Canalside IT", "Camden", "Islington")
    office.share_it("Three Boroughs IT", "Brent", "Lewisham", "Southwark")
    shown.show(home, office.register)
    home.map.choose(SERVICE)
    assert legend_of(home) == {
        "Canalside IT": "2",
        "Three Boroughs IT": "3",
        "No shared service": "28",
    }
    letters = {tile.look.letter for tile in home.map.tiles.tiles()}
    assert letters == {"A", "B", ""}
    assert titles(home)[0] == "Decide the fee of 3 councils"


def test_the_card_tells_all_that_the_map_can_show(shown: Shown, home: HomePage) -> None:
    register = a_register(members=33, approved=True)
    issue_invoices(register, YEAR, date(2026, 7, 1))
    shown.show(home, register)
    camden = next(tile for tile in home.map.tiles.tiles() if tile.name == "Camden")
    assert [plain(line) for line in camden.lines] == [
        "Member since 1 July 2020",
        "Fee £30,000.00 before VAT",
        "Alex Camden",
        "LOTI-2026-0006, £36,000.00 open, due 31 July 2026",
    ]


def test_the_tables_say_the_same_as_the_pictures(shown: Shown, home: HomePage) -> None:
    register = a_register(members=3, today=date(2026, 7, 5), approved=True)
    first, *_ = issue_invoices(register, YEAR, date(2026, 7, 1))
    record_receipt(register, date(2026, 7, 20), first.gross, first.number)
    shown.show(home, register)
    home.commands()["home.tables"]()
    assert home.map.figure.table is not None
    assert home.chart.figure.table is not None
    assert len(home.map.figure.table.records()) == 33
    assert home.chart.figure.table.totals()["received"] == "30,000.00"
    assert home.chart.figure.table.totals()["expected"] == "60,000.00"
    assert not home.map.tiles.isVisible()
    assert not home.enabled("home.copy-map")
    home.commands()["home.tables"]()
    assert home.map.tiles.isVisible()


def test_a_row_of_the_table_leads_to_its_council_too(shown: Shown, home: HomePage) -> None:
    register = a_register(members=3)
    shown.show(home, register)
    home.map.figure.show_table(True)
    table = home.map.figure.table
    assert table is not None
    table.select_key("E09000003")
    QTest.keyClick(table.view, Qt.Key.Key_Return)
    assert shown.followed == [f"organisation/{register.organisations.by_code('E09000003').id}"]


def test_the_table_shows_what_the_map_is_coloured_by(shown: Shown, home: HomePage) -> None:
    shown.show(home, a_register(members=3))
    home.map.figure.show_table(True)
    table = home.map.figure.table
    assert table is not None
    header = table.view.header
    for choice, columns in ((FEE, ["name", "status", "fee"]), (PAID, ["name", "paid", "open"])):
        home.map.choose(choice)
        keys = [column.key for column in table.model.columns]
        assert [key for n, key in enumerate(keys) if not header.isSectionHidden(n)] == columns


def test_map_and_chart_are_copied_as_pictures(shown: Shown, home: HomePage) -> None:
    shown.show(home, a_register())
    QApplication.clipboard().clear()
    home.commands()["home.copy-map"]()
    assert not QApplication.clipboard().image().isNull()
    QTest.mouseClick(home.chart.figure.copy_button, Qt.MouseButton.LeftButton)
    assert shown.said == ["Map copied as a picture", "Chart copied as a picture"]


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
