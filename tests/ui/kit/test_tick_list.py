"""A list of names to tick: by mouse, by key, by program, and with thousands of names."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ui.kit.tick_list import TickList

ROWS = [("b", "Barnet"), ("c", "Camden"), ("e", "Enfield")]


@pytest.fixture
def ticks(qtbot: QtBot) -> TickList:
    made = TickList("Councils", ROWS)
    qtbot.addWidget(made)
    made.resize(240, 160)
    made.show()
    return made


def middle_of(ticks: TickList, row: int) -> QPoint:
    return ticks.visualRect(ticks.model().index(row, 0)).center()


def test_a_click_anywhere_on_a_row_ticks_it_and_another_unticks_it(ticks: TickList) -> None:
    for expected in (("c",), ()):
        QTest.mouseClick(ticks.viewport(), Qt.MouseButton.LeftButton, pos=middle_of(ticks, 1))
        assert ticks.ticked() == expected


def test_a_click_on_the_box_ticks_once(ticks: TickList) -> None:
    box = QPoint(12, middle_of(ticks, 2).y())
    QTest.mouseClick(ticks.viewport(), Qt.MouseButton.LeftButton, pos=box)
    assert ticks.ticked() == ("e",)


def test_keys_walk_find_and_tick(ticks: TickList, qtbot: QtBot) -> None:
    rows: list[int] = []
    ticks.current_row_changed.connect(rows.append)
    ticks.setFocus()
    with qtbot.waitSignal(ticks.ticked_changed):
        QTest.keyClick(ticks, Qt.Key.Key_Space)
    QTest.keyClick(ticks, Qt.Key.Key_Down)
    QTest.keyClicks(ticks, "e")
    QTest.keyClick(ticks, Qt.Key.Key_Space)
    assert (ticks.ticked(), rows, ticks.current_row()) == (("b", "e"), [1, 2], 2)


def test_what_is_ticked_stays_ticked_where_it_is_still_there(ticks: TickList) -> None:
    ticks.tick(["c", "e", "unknown"])
    told: list[bool] = []
    ticks.ticked_changed.connect(lambda: told.append(True))
    ticks.set_rows([*ROWS[:2], ("h", "Haringey")])
    assert (ticks.ticked(), ticks.count(), told) == (("c",), 3, [True])
    ticks.tick_all()
    ticks.toggle("b")
    assert (ticks.ticked(), told) == (("c", "h"), [True] * 3)
