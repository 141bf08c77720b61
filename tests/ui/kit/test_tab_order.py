"""The Tab key goes as one reads, whatever was made last."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ui.kit.dialog import Dialog
from ui.kit.styling import scrolling
from ui.kit.tab_order import reading_order


class Window(QWidget):
    """Lines by their names; a line is made when it is first asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: dict[str, QLineEdit] = {}

    def line(self, name: str) -> QLineEdit:
        made = self.lines.setdefault(name, QLineEdit())
        made.setObjectName(name)
        return made

    def names(self) -> str:
        return " ".join(stop.objectName() for stop in reading_order(self))


@pytest.fixture
def window(qtbot) -> Window:
    made = Window()
    qtbot.addWidget(made)
    made.resize(600, 400)
    return made


def test_rows_of_a_grid_are_read_one_after_the_other(window: Window) -> None:
    grid = QGridLayout(window)
    for name, row, column in (("d", 1, 1), ("c", 1, 0), ("b", 0, 1), ("a", 0, 0)):
        grid.addWidget(window.line(name), row, column)
    window.show()
    assert window.names() == "a b c d"


def test_a_panel_is_read_after_what_stands_at_its_left(window: Window) -> None:
    panel, rest = QWidget(), QWidget()
    for holder, names in ((panel, "xy"), (rest, "ab")):
        column = QVBoxLayout(holder)
        for name in names:
            column.addWidget(window.line(name))
    row = QHBoxLayout(window)
    row.addWidget(rest)
    row.addWidget(panel)
    window.show()
    assert window.names() == "a b x y"


def test_what_comes_later_has_its_place_at_once(window: Window) -> None:
    column = QVBoxLayout(window)
    column.addWidget(window.line("b"))
    column.addWidget(window.line("c"))
    window.show()
    column.insertWidget(0, window.line("a"))
    QTest.qWait(0)
    assert window.names() == "a b c"
    window.line("b").setEnabled(False)
    window.line("c").hide()
    assert window.names() == "a"


def test_what_is_hidden_with_the_keyboard_leaves_it_to_what_comes_next(window: Window) -> None:
    column = QVBoxLayout()
    for name in ("a", "b", "c"):
        column.addWidget(window.line(name))
    window.show()
    dialog = Dialog("Title", window)
    dialog.body.addLayout(column)
    dialog.open()
    dialog.activateWindow()
    assert QTest.qWaitForWindowActive(dialog)
    window.line("b").setFocus()
    window.line("b").hide()
    assert dialog.focusWidget() is window.line("c")
    dialog.reject()


def test_tab_goes_round_a_dialog_in_both_ways_and_scrolls_along(window: Window) -> None:
    window.show()
    dialog = Dialog("Title", window)
    inner = QWidget()
    column = QVBoxLayout(inner)
    for name in ("c", "b", "a"):
        column.insertWidget(0, window.line(name))
        window.line(name).setFixedHeight(300)
    area = scrolling(inner)
    area.setFixedHeight(320)
    dialog.body.addWidget(area)
    dialog.open()
    window.line("a").setFocus()
    seen = []
    for _ in range(4):
        focused = dialog.focusWidget()
        assert focused is not None
        seen.append(focused.objectName())
        assert not focused.visibleRegion().isEmpty()
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    assert seen == ["a", "b", "c", "a"]
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Backtab)
    assert dialog.focusWidget() is window.line("a")
    dialog.reject()
