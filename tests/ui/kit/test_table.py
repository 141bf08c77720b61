from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from time import perf_counter

import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from loti_admin.domain.money import Money
from ui.kit.chip import Chip, ChipTone
from ui.kit.table import Column, RecordTable, TableState, change, money_column
from ui.theme import Scheme, apply_theme


@dataclass(frozen=True)
class Fee:
    code: str
    council: str
    net: Money
    rule: str = "Standard"


FEES = (
    Fee("BNE", "Barnet", Money.pounds(30_000)),
    Fee("CMD", "Camden", Money.pounds(22_500), "Shared IT, pair"),
    Fee("ELG", "Ealing", Money.pounds(30_000)),
    Fee("HAV", "Havering", Money.pounds(15_000), "Decide"),
)
COLUMNS: Sequence[Column[Fee]] = (
    Column(key="council", title="Council", value=lambda fee: fee.council, stretch=True),
    Column(
        key="rule",
        title="Rule",
        value=lambda fee: fee.rule,
        chip=lambda fee: None if fee.rule == "Standard" else Chip(fee.rule, ChipTone.INFO),
    ),
    money_column("net", "Net £", lambda fee: fee.net),
    money_column(
        "change", "Change £", lambda fee: fee.net - Money.pounds(30_000), text=change, hidden=True
    ),
)


def councils(count: int) -> str:
    return f"{count} {'council' if count == 1 else 'councils'}"


@pytest.fixture
def table(qtbot) -> RecordTable[Fee]:
    return a_table(qtbot)


def a_table(qtbot, **options) -> RecordTable[Fee]:
    made: RecordTable[Fee] = RecordTable(
        COLUMNS, lambda fee: fee.code, "Fees by council", count=councils, sort="council", **options
    )
    qtbot.addWidget(made)
    made.resize(700, 300)
    made.set_records(FEES)
    with qtbot.waitActive(made):
        made.show()
    return made


def names(table: RecordTable[Fee]) -> list[str]:
    return [fee.council for fee in table.records()]


def test_totals_and_count_follow_what_is_in_view(table: RecordTable[Fee]) -> None:
    assert {"net": "97,500.00", "change": "−22,500.00"} == table.totals()
    assert "4 councils" == table.caption
    table.set_filter("camden")
    assert {"net": "22,500.00", "change": "−7,500.00"} == table.totals()
    assert "1 council" == table.caption


def test_the_selection_stays_with_its_record_through_reload_sort_and_filter(
    table: RecordTable[Fee],
) -> None:
    table.select_key("ELG")
    table.set_records([Fee("AAA", "Aldgate", Money(1)), *FEES])
    assert "Ealing" == table.selected_records()[0].council
    table.model.sort_by("net", descending=True)
    current = table.current_record()
    assert current is not None
    assert "Ealing" == current.council
    table.set_filter("ealing")
    assert ["Ealing"] == [fee.council for fee in table.selected_records()]
    table.set_filter("camden")
    assert table.current_record() is None
    assert [] == table.selected_records()


def test_changes_are_told_once_and_only_when_something_changed(
    table: RecordTable[Fee], qtbot
) -> None:
    told: list[Fee | None] = []
    table.current_changed.connect(told.append)
    table.select_key("CMD")
    table.set_records(FEES)
    table.model.sort_by("net")
    assert [FEES[1]] == told
    changed = replace(FEES[1], net=Money.pounds(1))
    table.set_records([FEES[0], changed])
    assert [FEES[1], changed] == told
    table.set_records(FEES[:1])
    assert [FEES[1], changed, None] == told


def test_several_rows_are_told_from_top_to_bottom(table: RecordTable[Fee]) -> None:
    told: list[list[Fee]] = []
    table.selection_changed.connect(told.append)
    table.select_key("HAV")
    flags = QItemSelectionModel.SelectionFlag
    table.view.selectionModel().select(table.model.index(0, 0), flags.Select | flags.Rows)
    assert ["Barnet", "Havering"] == [fee.council for fee in told[-1]]


def test_a_record_that_is_led_to_is_the_only_selected_one_whatever_key_is_held_down(
    table: RecordTable[Fee],
) -> None:
    first, last = table.records()[0], table.records()[-1]
    table.select_key(table.model.key_of(first))
    QTest.keyPress(table.view, Qt.Key.Key_F8, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.keyboardModifiers() == Qt.KeyboardModifier.ControlModifier
    table.select_key(table.model.key_of(last))
    QTest.keyRelease(table.view, Qt.Key.Key_F8)
    assert [last] == table.selected_records()


def test_several_records_can_be_selected_by_key(table: RecordTable[Fee]) -> None:
    table.select_keys(["HAV", "CMD", "gone"])
    assert ["Camden", "Havering"] == [fee.council for fee in table.selected_records()]
    assert FEES[1] == table.current_record()
    table.select_keys(["gone"])
    assert 2 == len(table.selected_records())


def test_enter_and_a_double_click_open_the_record(table: RecordTable[Fee], qtbot) -> None:
    opened: list[Fee] = []
    table.activated.connect(opened.append)
    table.select_key("CMD")
    QTest.keyClick(table.view, Qt.Key.Key_Return)
    place = table.view.visualRect(table.model.index(2, 0)).center()
    QTest.mouseDClick(table.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert ["Camden", "Ealing"] == [fee.council for fee in opened]


def test_copying_gives_rows_that_a_spreadsheet_reads(table: RecordTable[Fee]) -> None:
    table.view.selectAll()
    QTest.keyClick(table.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert ["Council\tRule\tNet £", "Barnet\tStandard\t30000.00"] == lines[:2]
    assert "Camden\tShared IT, pair\t22500.00" == lines[2]
    assert 5 == len(lines)


def test_a_click_on_a_title_sorts_and_another_turns_it_round(table: RecordTable[Fee]) -> None:
    header = table.view.header
    place = QPoint(header.sectionViewportPosition(2) + 20, 10)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert ("net", False) == table.model.sort_order
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert ("net", True) == table.model.sort_order


def test_the_menu_of_a_column_sorts_hides_and_brings_back(table: RecordTable[Fee]) -> None:
    header = table.view.header
    menu = header.column_menu(2)
    texts = [action.text() for action in menu.actions() if action.text()]
    assert [
        "Sort, smallest first",
        "Sort, largest first",
        "Unsorted",
        "Move left",
        "Move right",
        "Hide “Net £”",
        "Columns",
    ] == texts
    by_text = {action.text(): action for action in menu.actions()}
    by_text["Sort, largest first"].trigger()
    assert ("net", True) == table.model.sort_order
    by_text["Move left"].trigger()
    assert [0, 2, 1] == header.shown_columns()
    by_text["Hide “Net £”"].trigger()
    assert [0, 1] == header.shown_columns()
    columns = header.column_menu(0).actions()[-1].menu()
    next(action for action in columns.actions() if action.text() == "Net £").trigger()
    assert [0, 2, 1] == header.shown_columns()


def test_the_last_column_cannot_be_hidden(table: RecordTable[Fee]) -> None:
    header = table.view.header
    for section in (1, 2):
        header.set_column_hidden(section, hidden=True)
    hide = next(a for a in header.column_menu(0).actions() if a.text().startswith("Hide"))
    assert not hide.isEnabled()


def test_the_menu_of_the_current_column_opens_from_the_keyboard(
    table: RecordTable[Fee], qtbot
) -> None:
    table.select_key("CMD")
    QTest.keyClick(table.view, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    menu = QApplication.activePopupWidget()
    assert menu is not None
    menu.close()


def test_an_arrangement_can_be_kept_and_taken_again(table: RecordTable[Fee], qtbot) -> None:
    table.find_field()
    table.view.header.move_column(2, 0)
    table.view.header.set_column_hidden(1, hidden=True)
    table.model.sort_by("net", descending=True)
    table.set_filter("a")
    kept = TableState(**asdict(table.state()))
    assert ["net", "council", "rule", "change"] == kept.order
    other = a_table(qtbot)
    other.find_field()
    other.restore_state(kept)
    assert kept == other.state()
    assert [2, 0] == other.view.header.shown_columns()
    assert names(table) == names(other)


def test_an_arrangement_of_another_version_does_no_harm(table: RecordTable[Fee]) -> None:
    table.restore_state(
        TableState(order=["gone", "net"], hidden=["council", "rule", "net"], sort="gone")
    )
    assert [0] == table.view.header.shown_columns()[:1]
    assert ("council", False) == table.model.sort_order


def test_the_find_field_filters_and_the_down_key_goes_to_the_rows(
    table: RecordTable[Fee], qtbot
) -> None:
    field = table.find_field("Find a council")
    qtbot.addWidget(field)
    assert field is table.find_field()
    assert "Find a council" == field.accessibleName()
    QTest.keyClicks(field, "cam")
    assert ["Camden"] == names(table)
    with qtbot.waitSignal(field.left_down):
        QTest.keyClick(field, Qt.Key.Key_Down)
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert 4 == len(names(table))


def test_space_and_a_click_tick_rows_without_losing_the_selection(qtbot) -> None:
    table = a_table(qtbot, checkable=True)
    table.select_key("BNE")
    QTest.keyClick(table.view, Qt.Key.Key_Space)
    place = table.view.visualRect(table.model.index(3, 0)).center()
    QTest.mouseClick(table.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert ["Barnet", "Havering"] == [fee.council for fee in table.checked_records()]
    assert ["Barnet"] == [fee.council for fee in table.selected_records()]
    header = table.view.header
    place = QPoint(header.sectionViewportPosition(0) + header.sectionSize(0) - 12, 10)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert 4 == len(table.checked_records())


def test_tab_leaves_the_table_and_coming_in_marks_a_row(table: RecordTable[Fee]) -> None:
    assert not table.view.tabKeyNavigation()
    table.view.setFocus()
    assert "Barnet" == table.current_record().council
    assert "Fees by council" == table.view.accessibleName()


def test_the_columns_fill_the_view_and_names_are_not_cut(table: RecordTable[Fee], qtbot) -> None:
    view = table.view
    qtbot.waitUntil(lambda: view.header.length() == view.viewport().width())
    assert view.horizontalScrollBar().maximum() == 0


def test_the_first_column_stays_when_the_text_is_large(qapp: QApplication, qtbot) -> None:
    table = a_table(qtbot)
    table.resize(620, 300)
    apply_theme(qapp, Scheme.LIGHT, 200)
    table.view.header.set_column_hidden(3, hidden=False)
    view = table.view
    qtbot.waitUntil(lambda: view.horizontalScrollBar().maximum() > 0)
    cover = view.cover
    assert cover is not None
    qtbot.waitUntil(cover.isVisible)
    assert [0] == cover.frozen()
    view.setCurrentIndex(table.model.index(1, 3))
    view.setCurrentIndex(table.model.index(1, 1))
    assert view.columnViewportPosition(1) >= view.covered_width()
    place = cover.visualRect(table.model.index(2, 0)).center()
    QTest.mouseClick(cover.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert "Ealing" == table.current_record().council
    assert view.hasFocus()


def test_an_empty_table_says_so(table: RecordTable[Fee]) -> None:
    table.set_empty_text("No fees yet.", "No council has these words.")
    table.set_filter("zzz")
    assert not table.grab().isNull()
    table.set_records([])
    assert not table.grab().isNull()


def test_five_thousand_rows_are_shown_sorted_and_filtered_at_once(qtbot) -> None:
    table = a_table(qtbot)
    many = [Fee(f"C{n}", f"Council {n * 7919 % 5000}", Money(n * 31)) for n in range(5000)]
    start = perf_counter()
    table.set_records(many)
    table.model.sort_by("net", descending=True)
    table.grab()
    table.set_filter("council 4999")
    table.grab()
    # Generous for a busy machine; it takes about a tenth of this.
    assert perf_counter() - start < 1.5
    assert [many[2321]] == [fee for fee in table.records() if fee.council == "Council 4999"]


def test_a_short_table_has_its_totals_right_below_the_last_row(
    table: RecordTable[Fee], qtbot
) -> None:
    table.resize(700, 600)
    wanted = 32 + 4 * 32
    qtbot.waitUntil(lambda: table.view.height() == wanted)


def test_a_list_without_a_place_for_finding_opens_one(table: RecordTable[Fee], qtbot) -> None:
    assert not table.has_find()
    field = table.open_find()
    assert field.hasFocus()
    assert table.has_find()
    QTest.keyClicks(field, "cam")
    assert ["Camden"] == names(table)
    assert field is table.open_find()
    assert "cam" == field.selectedText()
