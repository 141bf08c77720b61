"""Typing into a table as into a spreadsheet: by its keys."""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, replace

import pytest
from PySide6.QtCore import QEvent, QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from loti_admin.domain.money import Money
from ui.kit.paste import Placed, PlacedCell
from ui.kit.table import Column, RecordTable, money_column
from ui.kit.table_cell_editor import CellEditor
from ui.kit.table_editing import TableEditing

Key, Mod = Qt.Key, Qt.KeyboardModifier


@dataclass(frozen=True)
class Row:
    code: str
    name: str
    order: str = ""
    address: str = ""
    fee: Money = Money.pounds(30_000)


COLUMNS = (
    Column(key="name", title="Council", value=lambda row: row.name),
    Column(key="order", title="Purchase order", value=lambda row: row.order, edit="order"),
    Column(
        key="address", title="Address", value=lambda row: row.address, edit="address", edit_lines=3
    ),
    money_column("fee", "Fee £", lambda row: row.fee),
)


class Rows:
    """The keeper: rows in a list; an order must begin with PO."""

    def __init__(self, table: RecordTable[Row]) -> None:
        self.table = table
        self.rows = [
            Row("BNE", "Barnet", "PO-1"),
            Row("CMD", "Camden", "PO-2"),
            Row("ELG", "Ealing"),
        ]
        self.writable = True
        self.steps: list[list[PlacedCell]] = []
        self.placed: list[Placed] = []
        self.left: list[str] = []
        table.set_records(self.rows)

    def can_type(self) -> bool:
        return self.writable

    def text(self, key: Hashable, field: str) -> str:
        return str(getattr(next(row for row in self.rows if row.code == key), field))

    def refusal(self, key: Hashable, field: str, text: str) -> str:
        wrong = field == "order" and text and not text.startswith("PO")
        return "Type an order that begins with PO." if wrong else ""

    def keep(self, cells: Sequence[PlacedCell]) -> bool:
        self.steps.append(list(cells))
        for cell in cells:
            self.rows = [
                replace(row, **{cell.field: cell.text}) if row.code == cell.key else row
                for row in self.rows
            ]
        self.table.set_records(self.rows)
        return True

    def look_at(self, placed: Placed) -> None:
        self.placed.append(placed)

    def not_kept(self, key: Hashable, field: str, text: str, why: str) -> None:
        self.left.append(f"{key} {text}: {why}")


@pytest.fixture
def table(qtbot) -> Iterator[RecordTable[Row]]:
    window = QWidget()
    made: RecordTable[Row] = RecordTable(COLUMNS, lambda row: row.code, "Councils")
    layout = QVBoxLayout(window)
    layout.addWidget(made)
    layout.addWidget(QLineEdit(objectName="elsewhere"))
    qtbot.addWidget(window)
    window.resize(900, 320)
    with qtbot.waitActive(window):
        window.show()
    yield made
    window.close()


@pytest.fixture
def rows(table: RecordTable[Row]) -> Rows:
    made = Rows(table)
    TableEditing(table, made)
    return made


def go(table: RecordTable[Row], row: int, column: int) -> None:
    table.view.setFocus()
    flags = QItemSelectionModel.SelectionFlag
    index = table.model.index(row, column)
    table.view.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)


def press(
    table: RecordTable[Row], key: Qt.Key, modifier: Qt.KeyboardModifier = Mod.NoModifier
) -> None:
    QTest.keyClick(table.view, key, modifier)


def editor(table: RecordTable[Row]) -> CellEditor:
    editing = table.view.editing
    assert editing is not None
    assert editing.editor is not None
    return editing.editor


def place(table: RecordTable[Row]) -> tuple[int, int]:
    index = table.view.currentIndex()
    return index.row(), index.column()


def clipboard() -> str:
    return QGuiApplication.clipboard().text()


def test_typing_replaces_a_cell_and_enter_goes_down(table: RecordTable[Row], rows: Rows) -> None:
    go(table, 0, 1)
    QTest.keyClicks(table.view, "P")
    QTest.keyClicks(editor(table), "O-9")
    QTest.keyClick(editor(table), Key.Key_Return)
    assert "PO-9" == rows.text("BNE", "order")
    assert (1, 1) == place(table)
    assert table.view.hasFocus()
    assert 1 == len(rows.steps)


def test_f2_edits_what_stands_there_and_tab_goes_right(table: RecordTable[Row], rows: Rows) -> None:
    go(table, 1, 1)
    press(table, Key.Key_F2)
    assert "PO-2" == editor(table).text()
    assert "Purchase order, Camden" == editor(table).accessibleName()
    QTest.keyClicks(editor(table), "2")
    QTest.keyClick(editor(table), Key.Key_Tab)
    assert "PO-22" == rows.text("CMD", "order")
    assert (1, 2) == place(table)
    press(table, Key.Key_F2)
    QTest.keyClick(editor(table), Key.Key_Backtab, Mod.ShiftModifier)
    assert (1, 1) == place(table)
    assert 1 == len(rows.steps)


def test_escape_leaves_the_cell_as_it_was(table: RecordTable[Row], rows: Rows) -> None:
    go(table, 0, 1)
    QTest.keyClicks(table.view, "x")
    QTest.keyClick(editor(table), Key.Key_Escape)
    assert [] == rows.steps
    assert table.view.editing.editor is None
    assert (0, 1) == place(table)
    assert table.view.hasFocus()


def test_a_refused_text_stays_in_its_cell_with_the_reason(
    table: RecordTable[Row], rows: Rows
) -> None:
    go(table, 0, 1)
    QTest.keyClicks(table.view, "x")
    QTest.keyClick(editor(table), Key.Key_Return)
    assert "Type an order that begins with PO." == editor(table).problem
    assert [] == rows.steps
    QTest.keyClick(editor(table), Key.Key_Backspace)
    assert "" == editor(table).problem
    QTest.keyClicks(editor(table), "PO-5")
    QTest.keyClick(editor(table), Key.Key_Return)
    assert "PO-5" == rows.text("BNE", "order")


def test_going_elsewhere_keeps_the_text_or_says_that_it_was_not_kept(
    table: RecordTable[Row], rows: Rows, qtbot
) -> None:
    elsewhere = table.window().findChild(QLineEdit, "elsewhere")
    for typed, expected in (("PO-7", "PO-7"), ("nonsense", "PO-7")):
        go(table, 0, 1)
        QTest.keyClicks(table.view, typed[0])
        QTest.keyClicks(editor(table), typed[1:])
        elsewhere.setFocus()
        qtbot.waitUntil(lambda: table.view.editing.editor is None)
        assert expected == rows.text("BNE", "order")
        assert elsewhere.hasFocus()
    assert ["BNE nonsense: Type an order that begins with PO."] == rows.left


def test_several_lines_are_typed_with_alt_and_enter(table: RecordTable[Row], rows: Rows) -> None:
    go(table, 0, 2)
    QTest.keyClicks(table.view, "T")
    QTest.keyClicks(editor(table), "own Hall")
    QTest.keyClick(editor(table), Key.Key_Return, Mod.AltModifier)
    QTest.keyClicks(editor(table), "London")
    QTest.keyClick(editor(table), Key.Key_Return)
    assert "Town Hall\nLondon" == rows.text("BNE", "address")


def test_ctrl_d_fills_the_selection_down_in_one_step(table: RecordTable[Row], rows: Rows) -> None:
    go(table, 0, 1)
    press(table, Key.Key_Down, Mod.ShiftModifier)
    press(table, Key.Key_Down, Mod.ShiftModifier)
    press(table, Key.Key_D, Mod.ControlModifier)
    assert ["PO-1"] * 3 == [row.order for row in rows.rows]
    assert 1 == len(rows.steps)


def test_ctrl_d_on_one_cell_takes_the_text_from_above(table: RecordTable[Row], rows: Rows) -> None:
    go(table, 2, 1)
    press(table, Key.Key_D, Mod.ControlModifier)
    assert "PO-2" == rows.text("ELG", "order")


def test_delete_empties_the_block(table: RecordTable[Row], rows: Rows) -> None:
    go(table, 0, 1)
    press(table, Key.Key_Down, Mod.ShiftModifier)
    press(table, Key.Key_Delete)
    assert ["", "", ""] == [row.order for row in rows.rows]
    assert 1 == len(rows.steps)


def test_a_block_is_copied_without_titles_and_rows_with_them(
    table: RecordTable[Row], rows: Rows
) -> None:
    go(table, 0, 1)
    press(table, Key.Key_Down, Mod.ShiftModifier)
    press(table, Key.Key_C, Mod.ControlModifier)
    assert "PO-1\nPO-2" == clipboard()
    go(table, 0, 0)
    press(table, Key.Key_C, Mod.ControlModifier)
    assert "Council\tPurchase order\tAddress\tFee £\nBarnet\tPO-1\t\t30000.00" == clipboard()
    press(table, Key.Key_Right, Mod.ShiftModifier)
    press(table, Key.Key_C, Mod.ControlModifier)
    assert "Barnet\tPO-1" == clipboard()


def test_a_block_is_pasted_where_the_selection_begins(table: RecordTable[Row], rows: Rows) -> None:
    go(table, 1, 1)
    QGuiApplication.clipboard().setText("PO-7\nPO-8")
    press(table, Key.Key_V, Mod.ControlModifier)
    (placed,) = rows.placed
    assert [("CMD", "PO-7"), ("ELG", "PO-8")] == [(cell.key, cell.text) for cell in placed.cells]
    assert [] == rows.steps


def test_f2_belongs_to_a_cell_that_can_be_typed_into_and_else_to_the_menu(
    table: RecordTable[Row], rows: Rows
) -> None:
    for column, taken in ((1, True), (0, False), (3, False)):
        go(table, 0, column)
        event = QKeyEvent(QEvent.Type.ShortcutOverride, Key.Key_F2, Mod.NoModifier)
        event.ignore()
        QApplication.sendEvent(table.view, event)
        assert taken == event.isAccepted()


def test_enter_goes_down_in_a_typed_column_and_opens_the_record_in_the_others(
    table: RecordTable[Row], rows: Rows
) -> None:
    opened: list[Row] = []
    table.activated.connect(opened.append)
    go(table, 0, 1)
    press(table, Key.Key_Return)
    assert (1, 1) == place(table)
    assert [] == opened
    go(table, 0, 0)
    press(table, Key.Key_Return)
    assert ["Barnet"] == [row.name for row in opened]


def test_nothing_can_be_typed_where_nothing_may_be_changed(
    table: RecordTable[Row], rows: Rows
) -> None:
    rows.writable = False
    go(table, 0, 1)
    QTest.keyClicks(table.view, "x")
    press(table, Key.Key_F2)
    press(table, Key.Key_Delete)
    press(table, Key.Key_V, Mod.ControlModifier)
    assert table.view.editing.editor is None
    assert ([], []) == (rows.steps, rows.placed)


def test_a_double_click_edits_the_cell(table: RecordTable[Row], rows: Rows) -> None:
    where = table.view.visualRect(table.model.index(1, 1)).center()
    QTest.mouseDClick(table.view.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert "PO-2" == editor(table).text()


def test_drawing_sideways_marks_a_block(table: RecordTable[Row], rows: Rows) -> None:
    view = table.view
    start, end = (
        view.visualRect(table.model.index(row, column)).center() for row, column in ((0, 0), (1, 1))
    )
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=start)
    for step in (start, (start + end) / 2, end):
        move = QEvent.Type.MouseMove
        QApplication.sendEvent(
            view.viewport(),
            QMouseEvent(
                move,
                step.toPointF(),
                view.viewport().mapToGlobal(step).toPointF(),
                Qt.MouseButton.NoButton,
                Qt.MouseButton.LeftButton,
                Mod.NoModifier,
            ),
        )
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=end)
    assert [0, 1] == view.block.columns()
    assert not view.grab().isNull()
    press(table, Key.Key_C, Mod.ControlModifier)
    assert "Barnet\tPO-1\nCamden\tPO-2" == clipboard()


def test_the_editor_stays_on_its_cell_when_the_table_is_read_anew(
    table: RecordTable[Row], rows: Rows
) -> None:
    go(table, 2, 1)
    press(table, Key.Key_F2)
    table.set_records(list(reversed(rows.rows)))
    assert table.view.visualRect(table.model.index(0, 1)).center().y() in range(
        editor(table).y() - table.view.viewport().y(), editor(table).geometry().bottom()
    )
    table.set_records(rows.rows[:2])
    assert table.view.editing.editor is None


def test_ctrl_enter_gives_the_text_to_every_selected_row(
    table: RecordTable[Row], rows: Rows
) -> None:
    go(table, 0, 1)
    press(table, Key.Key_Down, Mod.ShiftModifier)
    QTest.keyClicks(table.view, "x")
    QTest.keyClick(editor(table), Key.Key_Return, Mod.ControlModifier)
    assert "Type an order that begins with PO." == editor(table).problem
    editor(table).selectAll()
    QTest.keyClicks(editor(table), "PO-5")
    QTest.keyClick(editor(table), Key.Key_Return, Mod.ControlModifier)
    assert ["PO-5", "PO-5", ""] == [row.order for row in rows.rows]
    assert 1 == len(rows.steps)


def test_a_whole_sheet_is_not_pasted(table: RecordTable[Row], rows: Rows) -> None:
    go(table, 0, 1)
    QGuiApplication.clipboard().setText("PO-1\n" * 250_000)
    press(table, Key.Key_V, Mod.ControlModifier)
    (placed,) = rows.placed
    assert [] == placed.cells
    assert ["It is longer than 1,000,000 characters. Copy fewer rows."] == [
        one.why for one in placed.refused
    ]
