"""Whatever list is in front: its views, its columns, its export, and the menu entries for cells."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu

from loti_admin.services.members import save_organisation
from tests.builders import a_council
from tests.ui.session_builders import a_register
from tests.ui.window_builders import a_window, settle
from ui.dialogs.columns import ColumnsDialog
from ui.kit.dialog import FormDialog
from ui.kit.table import RecordTable, TableState
from ui.list_export import export_list, save_list
from ui.list_views import _state
from ui.main_window import MainWindow
from ui.pages import PAGES
from ui.pages.members.rows import MemberRow

Key, Mod = Qt.Key, Qt.KeyboardModifier
MEMBERS = tuple(spec for spec in PAGES if spec.key in ("members", "fees"))


@pytest.fixture
def window(tmp_path: Path) -> Iterator[MainWindow]:
    with a_window(tmp_path, a_register(members=5), pages=MEMBERS) as made:
        made.pages.show_page("members")
        settle()
        yield made


def table(window: MainWindow) -> RecordTable[MemberRow]:
    found = window.lists.front()
    assert found is not None
    return found


def shown(window: MainWindow) -> list[str]:
    one = table(window)
    return [one.model.columns[n].key for n in one.view.header.shown_columns()]


def go(window: MainWindow, row: int, key: str) -> None:
    one = table(window)
    one.view.setFocus()
    flags = QItemSelectionModel.SelectionFlag
    index = one.model.index(row, one.model.column_of(key))
    one.view.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
    settle()


def entries(window: MainWindow) -> dict[str, bool]:
    menu = QMenu()
    window.lists.fill_views(menu)
    return {action.text(): action.isChecked() for action in menu.actions() if action.text()}


def choose(window: MainWindow, *path: str) -> None:
    outer = menu = QMenu()
    window.lists.fill_views(outer)
    for text in path[:-1]:
        inner = next(a for a in menu.actions() if a.text() == text).menu()
        assert isinstance(inner, QMenu)
        menu = inner
    next(a for a in menu.actions() if a.text() == path[-1]).trigger()
    outer.deleteLater()
    settle()


def keep_view(window: MainWindow, name: str) -> FormDialog[object]:
    choose(window, "Keep this view…")
    asked = QApplication.activeModalWidget()
    assert isinstance(asked, FormDialog)
    QTest.keyClicks(asked.form.editor("name"), name)
    QTest.keyClick(asked.form.editor("name"), Key.Key_Return)
    settle()
    return asked


def test_a_view_keeps_columns_order_filter_and_sort_under_its_name(window: MainWindow) -> None:
    one = table(window)
    one.view.header.set_column_hidden(one.model.column_of("account_code"), hidden=False)
    one.view.header.move_column(one.model.column_of("account_code"), 0)
    one.model.sort_by("account_code", descending=True)
    QTest.keyClicks(one.find_field(), "ba")
    before = [row.name for row in one.records()]
    keep_view(window, "Codes")
    assert entries(window)["Codes"]
    choose(window, "Usual view")
    assert ["name", "status", "fee"] == shown(window)
    assert "" == one.find_field().text()
    assert 35 == len(one.records())
    assert entries(window)["Usual view"]
    choose(window, "Codes")
    assert "account_code" == shown(window)[0]
    assert before == [row.name for row in one.records()]


def test_a_view_holds_the_segment_of_the_list(window: MainWindow) -> None:
    one = table(window)
    assert one.segments is not None
    one.segments.choose("prospects")
    keep_view(window, "Whom to ask")
    choose(window, "Usual view")
    assert "all" == one.segments.current()
    choose(window, "Whom to ask")
    assert "prospects" == one.segments.current()


def test_a_name_is_replaced_only_when_it_is_typed_again(window: MainWindow) -> None:
    keep_view(window, "Mine")
    one = table(window)
    one.model.sort_by("fee")
    asked = keep_view(window, "mine")
    assert asked.isVisible()
    (sentence,) = asked.form.summary.sentences()
    assert sentence.endswith("There is a view mine. Press Keep view again to replace it.")
    QTest.mouseClick(asked.act_button, Qt.MouseButton.LeftButton)
    settle()
    assert ["mine"] == window.lists.views.names(one)
    assert entries(window)["mine"]


def test_a_view_can_be_removed_and_one_that_came_with_the_list_cannot(window: MainWindow) -> None:
    keep_view(window, "Mine & yours")
    assert "Mine && yours" in entries(window)
    choose(window, "Remove a view", "Mine && yours")
    assert [] == window.lists.views.names(table(window))
    assert "Purchase orders" in entries(window)
    assert "Remove a view" not in entries(window)


def test_the_views_that_come_with_the_list_show_their_columns(window: MainWindow) -> None:
    choose(window, "Purchase orders")
    assert ["name", "purchase_order", "purchase_order_required", "buyer_reference"] == shown(window)
    assert entries(window)["Purchase orders"]


def test_a_list_is_found_as_it_was_left(tmp_path: Path) -> None:
    for number in range(2):
        with a_window(tmp_path, a_register(), pages=MEMBERS) as window:
            window.pages.show_page("members")
            settle()
            one = table(window)
            if not number:
                choose(window, "Joining")
                QTest.keyClicks(one.find_field(), "cam")
                keep_view(window, "Kept")
            else:
                assert ["name", "status", "charter_agreed", "payment_confirmed"] == shown(window)
                assert "" == one.find_field().text()
                assert ["Kept"] == window.lists.views.names(one)


def test_sorting_by_hand_is_remembered_after_a_moment(window: MainWindow, qtbot) -> None:
    one = table(window)
    one.view.header.sort_asked.emit("fee", True)
    name = "members/Organisations"

    def left() -> str:
        return json.loads(window.preferences.kept_list(name) or "{}").get("left", {}).get("sort")

    qtbot.waitUntil(lambda: left() == "fee")


@pytest.mark.parametrize(
    "spoiled",
    [
        "text",
        {"order": "name"},
        {"order": [1]},
        {"widths": {"name": "wide"}},
        {"widths": {"name": -4}},
        {"descending": "no"},
    ],
)
def test_what_another_version_kept_counts_as_nothing(spoiled: object) -> None:
    assert _state(spoiled) is None
    assert TableState(order=["name"]) == _state({"order": ["name"], "unknown": 1})


def test_a_spoiled_file_does_not_stand_in_the_way(tmp_path: Path) -> None:
    with a_window(tmp_path, a_register(), pages=MEMBERS) as window:
        window.preferences.keep_list("members/Organisations", "{no json")
        window.pages.show_page("members")
        settle()
        assert ["name", "status", "fee"] == shown(window)
        choose(window, "Joining")
        assert "status" in shown(window)


def test_columns_are_chosen_and_moved_by_key(window: MainWindow) -> None:
    window.commands.run("view.columns")
    asked = QApplication.activeModalWidget()
    assert isinstance(asked, ColumnsDialog)
    QTest.keyClick(asked.list, Key.Key_Down)
    QTest.keyClick(asked.list, Key.Key_Space)
    QTest.keyClick(asked.list, Key.Key_Down)
    QTest.keyClick(asked.list, Key.Key_Up, Mod.AltModifier)
    QTest.keyClick(asked.list, Key.Key_Up, Mod.AltModifier)
    assert not asked.up_button.isEnabled()
    asked.list.toggle("notes")
    QTest.mouseClick(asked.act_button, Qt.MouseButton.LeftButton)
    assert ["fee", "name", "notes"] == shown(window)
    window.commands.run("view.columns")
    again = QApplication.activeModalWidget()
    assert isinstance(again, ColumnsDialog)
    QTest.mouseClick(again.reset_button, Qt.MouseButton.LeftButton)
    QTest.mouseClick(again.act_button, Qt.MouseButton.LeftButton)
    assert ["name", "status", "fee"] == shown(window)


def test_a_list_without_columns_cannot_be_asked_for(window: MainWindow) -> None:
    window.commands.run("view.columns")
    asked = QApplication.activeModalWidget()
    assert isinstance(asked, ColumnsDialog)
    asked.list.tick([])
    assert not asked.act_button.isEnabled()
    QTest.keyClick(asked, Key.Key_Escape)
    assert ["name", "status", "fee"] == shown(window)


def test_the_button_of_the_header_offers_views_columns_and_export(window: MainWindow) -> None:
    page = window.pages.current
    assert page is not None
    button = window.lists._buttons[page]
    assert button.isVisible()
    assert "Views and columns of the list" == button.accessibleName()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    texts = [action.text() for action in menu.actions() if action.text()]
    assert ["Keep this view…", "Find in this list", "Columns…", "Export this list…"] == texts[-4:]
    menu.close()


def test_the_list_is_exported_as_it_is_shown(window: MainWindow, tmp_path: Path) -> None:
    choose(window, "Purchase orders")
    one = table(window)
    QTest.keyClicks(one.find_field(), "barn")
    window.commands.run("file.export-list")
    asked = QApplication.activeModalWidget()
    assert isinstance(asked, QFileDialog)
    assert ["Excel workbooks (*.xlsx)", "CSV files (*.csv)"] == asked.nameFilters()
    asked.close()
    assert 1 == save_list(one, tmp_path / "list.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "list.xlsx").worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    titles = [
        "Organisation",
        "Purchase order",
        "Pays only with a purchase order",
        "Buyer reference",
    ]
    assert [titles, ["Barnet", None, "No", None]] == rows
    assert 1 == save_list(one, tmp_path / "list.CSV")
    text = (tmp_path / "list.CSV").read_text("utf-8-sig")
    assert [titles, ["Barnet", "", "No", ""]] == list(csv.reader(text.splitlines()))


def test_choosing_csv_gives_the_file_its_ending(window: MainWindow) -> None:
    window.commands.run("file.export-list")
    asked = QApplication.activeModalWidget()
    assert isinstance(asked, QFileDialog)
    assert "xlsx" == asked.defaultSuffix()
    asked.filterSelected.emit("CSV files (*.csv)")
    assert "csv" == asked.defaultSuffix()
    asked.close()


def test_no_cell_of_an_export_is_a_formula(window: MainWindow, tmp_path: Path) -> None:
    register = window.session.register
    save_organisation(register, a_council("Evil", short_name='=HYPERLINK("x")', code="EVIL"))
    one = table(window)
    QTest.keyClicks(one.find_field(), "hyperlink")
    save_list(one, tmp_path / "list.xlsx")
    cell = openpyxl.load_workbook(tmp_path / "list.xlsx").worksheets[0]["A2"]
    assert ("s", '=HYPERLINK("x")') == (cell.data_type, cell.value)
    save_list(one, tmp_path / "list.csv")
    (_, row) = csv.reader((tmp_path / "list.csv").read_text("utf-8-sig").splitlines())
    assert '\'=HYPERLINK("x")' == row[0]
    one.view.setFocus()
    one.view.selectAll()
    one.view.copy()
    assert '\'=HYPERLINK("x")' in QGuiApplication.clipboard().text()


def test_a_long_list_is_written_by_the_worker(
    window: MainWindow, tmp_path: Path, qtbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.list_export._AT_ONCE", 3)
    page = window.pages.current
    assert page is not None
    with qtbot.waitSignal(window.session.tasks.finished):
        export_list(page, table(window), tmp_path / "list.xlsx")
    assert (tmp_path / "list.xlsx").is_file()
    assert "35 rows were saved" in page.message_bar.accessibleName()
