"""Find anything: by name, number, amount and command; all by keyboard."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from loti_admin.domain.activities import Activity, Way
from loti_admin.domain.budget import BudgetLine, Grant, Side
from loti_admin.domain.money import Money
from loti_admin.services.budget import save_activity, save_budget_line, save_grant
from loti_admin.services.issuing import issue_invoices
from loti_admin.services.receipts import record_receipt
from tests.ui.session_builders import YEAR, a_register
from tests.ui.window_builders import a_window, settle
from ui.finder import Finder
from ui.finder_records import Find, found_part, plain
from ui.finder_search import Findable, best_first, matches
from ui.main_window import MainWindow
from ui.reader import Reader
from ui.session import Session


@pytest.fixture
def session() -> Iterator[Session]:
    """Three members billed on 1 July, one of whom has paid."""
    register = a_register(members=3, approved=True, today=date(2026, 7, 20))
    first = issue_invoices(register, YEAR, date(2026, 7, 1))[0]
    record_receipt(register, date(2026, 7, 20), first.gross, "BACS 0001", number=first.number)
    session = Session()
    session.take(register)
    yield session
    session.close()


@pytest.fixture
def always_resting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every rest is taken, so that a reading is left before each record."""
    monkeypatch.setattr(Reader, "at_once", 0)
    monkeypatch.setattr("ui.reader.SLICE", 0)


def found(session: Session, typed: str) -> dict[str, list[str]]:
    groups = Findable(session).search(typed)
    return {group.title: [find.text for find in group.finds] for group in groups}


def test_a_council_is_found_by_its_name_with_its_people_and_documents(session: Session) -> None:
    hits = found(session, "barn")
    assert hits["Councils and others"] == ["Barnet"]
    assert hits["People"] == ["Alex Barnet"]
    assert hits["Invoices and payments"] == ["LOTI-2026-0002, Barnet"]
    assert hits["Commands"] == ["Why this fee: Barnet"]


def test_the_budget_and_activities_are_found(session: Session) -> None:
    register = session.register
    funder = next(o for o in register.organisations.all() if not o.is_council)
    grant = Grant(
        organisation_id=funder.id, name="Inclusion", year="2025-26", agreed=Money.pounds(40_000)
    )
    save_grant(register, grant)
    line = BudgetLine(
        year=YEAR.label, side=Side.EXPENDITURE, group="Employees", line="Salaries of the team"
    )
    save_budget_line(register, line)
    save_activity(register, Activity(way=Way.PROJECT, name="Salary survey"), [])
    assert found(session, "salar")["Budget and activities"] == [
        "Salaries of the team",
        "Salary survey",
    ]
    (group,) = Findable(session).search("40,000 inclusion")
    assert [(find.text, find.target) for find in group.finds] == [("Inclusion", "grant/1")]


def test_words_may_come_in_any_order_and_case(session: Session) -> None:
    assert found(session, "DAGENHAM barking")["Councils and others"] == ["Barking and Dagenham"]


def test_a_number_is_found_with_what_is_open(session: Session) -> None:
    (group,) = Findable(session).search("2026-0001")
    assert [(find.text, find.note) for find in group.finds] == [
        ("LOTI-2026-0001, Barking and Dagenham", "£36,000.00 · settled")
    ]


@pytest.mark.parametrize("typed", ["36000", "36,000.00", "£36,000"])
def test_an_amount_is_found_however_it_is_typed(typed: str, session: Session) -> None:
    assert len(found(session, typed)["Invoices and payments"]) == 4


def test_a_payment_leads_to_its_receipt(session: Session) -> None:
    (group,) = Findable(session).search("bacs")
    (receipt,) = session.register.receipts.all()
    assert [find.target for find in group.finds] == [f"receipt/{receipt.id}"]


def test_nothing_typed_finds_nothing(session: Session) -> None:
    assert found(session, "  ") == {}
    assert found(session, "zzz") == {}


def test_letters_with_marks_are_found_without_them() -> None:
    assert plain("Łódź £1,000") == "lodz 1000"
    assert matches("Łódź, Ana", "lodz ana") == [(0, 4), (6, 3)]


def opened(window: MainWindow) -> Finder:
    QTest.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    settle()
    finder = window.finding.finder
    assert finder is not None
    assert finder.field.hasFocus()
    return finder


def test_ctrl_k_finds_and_opens_by_keyboard_alone(tmp_path: Path) -> None:
    with a_window(tmp_path) as window:
        finder = opened(window)
        QTest.keyClicks(finder.field, "edits")
        assert finder.found.text() == "1 found"
        QTest.keyClick(finder.field, Qt.Key.Key_Return)
        settle()
        assert window.finding.finder is None
        assert window.pages.current is window.pages.page("edit")


def test_the_arrows_go_over_the_headings(tmp_path: Path) -> None:
    with a_window(tmp_path) as window:
        finder = opened(window)
        QTest.keyClicks(finder.field, "barnet")
        texts = []
        for _ in range(3):
            find = finder.results.current_find()
            texts.append(find.text if find else "")
            QTest.keyClick(finder.field, Qt.Key.Key_Down)
        assert texts == ["Barnet", "Alex Barnet", "Why this fee: Barnet"]
        for _ in range(5):
            QTest.keyClick(finder.field, Qt.Key.Key_Up)
        first = finder.results.current_find()
        assert first is not None
        assert first.text == "Barnet"


def test_esc_closes_and_gives_the_focus_back(tmp_path: Path) -> None:
    with a_window(tmp_path) as window:
        window.year.setFocus()
        finder = opened(window)
        QTest.keyClicks(finder.field, "nothing like this")
        assert finder.found.text() == "Nothing found"
        QTest.keyClick(finder.field, Qt.Key.Key_Escape)
        settle()
        assert window.finding.finder is None
        assert window.year.hasFocus()


def test_it_closes_also_when_what_had_the_focus_is_gone(tmp_path: Path) -> None:
    with a_window(tmp_path) as window:
        button = QPushButton("Next", window)
        button.show()
        button.setFocus()
        finder = opened(window)
        delete(button)
        QTest.keyClick(finder.field, Qt.Key.Key_Escape)
        settle()
        assert window.finding.finder is None


@pytest.mark.usefixtures("always_resting")
def test_it_is_there_at_once_and_finds_more_while_it_reads(tmp_path: Path, qtbot: QtBot) -> None:
    with a_window(tmp_path) as window:
        window.commands.run("edit.find-anything")
        finder = window.finding.finder
        assert finder is not None
        assert finder.field.hasFocus()
        QTest.keyClicks(finder.field, "barnet")
        assert finder.found.text() in ("", "Looking …")
        qtbot.waitUntil(lambda: not window.session.reader.is_busy())
        assert finder.found.text() == "3 found"


@pytest.mark.usefixtures("always_resting")
def test_enter_opens_what_belongs_to_the_words_though_it_is_found_later(
    tmp_path: Path, qtbot: QtBot
) -> None:
    with a_window(tmp_path) as window:
        window.commands.run("edit.find-anything")
        finder = window.finding.finder
        assert finder is not None
        qtbot.waitUntil(lambda: not window.session.reader.is_busy())
        QTest.keyClicks(finder.field, "edits")
        QTest.keyClick(finder.field, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: window.pages.current is window.pages.page("edit"))
        assert window.finding.finder is None


@pytest.mark.parametrize(
    ("typed", "first"),
    [("inv", "Invoices"), ("north", "Great Northern"), ("orthe", "Great Northern")],
)
def test_what_begins_with_the_word_comes_first(typed: str, first: str) -> None:
    finds = [Find("", text, "invisible orthern", text) for text in ("Great Northern", "Invoices")]
    part = found_part(finds)
    assert next(best_first([(part, range(2))], typed)).text == first


def test_a_click_beside_it_closes_the_finder(tmp_path: Path) -> None:
    with a_window(tmp_path) as window:
        finder = opened(window)
        QTest.mouseClick(finder, Qt.MouseButton.LeftButton, pos=finder.rect().bottomRight())
        settle()
        assert window.finding.finder is None


def test_another_page_takes_the_finder_away(tmp_path: Path) -> None:
    with a_window(tmp_path) as window:
        opened(window)
        window.commands.run("view.page-edit")
        assert window.finding.finder is None


def test_only_commands_that_can_be_used_now_are_found(tmp_path: Path) -> None:
    with a_window(tmp_path) as window:
        texts = [find.text for find in window.finding.command_finds()]
        assert "Settings" in texts
        assert "Previous year" not in texts
