"""The map and the chart of Home: tiles, choices, cards, tables and pictures, and the way from them to the records."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from loti_admin.services.issuing import issue_invoices
from loti_admin.services.members import join, leave, save_organisation
from loti_admin.services.receipts import record_receipt
from loti_admin.storage.register import Register
from tests.office import Office
from tests.ui.pages.conftest import Shown
from tests.ui.session_builders import YEAR, a_register, councils
from tests.ui.window_builders import a_window, settle
from ui.pages import PAGES
from ui.pages.home import HomePage
from ui.pages.home.tiles import FEE, PAID, SERVICE
from ui.pages.members import MembersPage
from ui.preferences import Preferences


@pytest.fixture
def home(session, preferences: Preferences) -> HomePage:
    return HomePage(session, preferences=preferences)


def titles(page: HomePage) -> list[str]:
    return [row.text() for row in page.to_do.rows]


def legend_of(page: HomePage) -> dict[str, str]:
    return {entry.name: entry.figure for entry in page.map.tiles.legend()}


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


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


def test_the_window_leads_from_home_to_the_pages(tmp_path: Path) -> None:
    with a_window(tmp_path, a_register(members=3), pages=PAGES) as window:
        page = window.pages.current
        assert isinstance(page, HomePage)
        page.take_focus()
        QTest.keyClick(page.to_do.rows[0], Qt.Key.Key_Space)
        settle()
        assert window.pages.current is not None
        assert window.pages.current.key == "fees"
        window.navigator.go("home")
        assert window.pages.current is page
        barnet = page.map.tiles.tile_rect("E09000003").center()
        QTest.mouseClick(page.map.tiles, Qt.MouseButton.LeftButton, pos=barnet)
        settle()
        members = window.pages.current
        assert isinstance(members, MembersPage)
        selected = members.list.table.current_record()
        assert selected is not None
        assert selected.name == "Barnet"
