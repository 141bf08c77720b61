import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton

from ui.kit.buttons import Button
from ui.kit.page import Page
from ui.kit.panel_place import PanelPlace
from ui.kit.side_panel import SidePanel
from ui.theme import Scheme, apply_theme


class APage(Page):
    def __init__(self) -> None:
        super().__init__("Fees")
        self.list = QLineEdit()
        self.add_inset(self.list)
        self.setFocusProxy(self.list)
        self.panel = SidePanel("Why this fee", "Camden")
        self.inside = QPushButton("Show the council")
        self.panel.body.addWidget(self.inside)
        self.place: PanelPlace = self.set_panel(self.panel, "Why this fee")

    @property
    def opener(self) -> Button:
        return next(b for b in self.findChildren(Button) if b.toolTip() == "Why this fee")


@pytest.fixture
def page(qtbot) -> APage:
    made = APage()
    made.resize(1366, 600)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
    return made


def test_in_a_wide_window_the_panel_stands_beside_the_page(page: APage) -> None:
    assert page.place.is_beside
    assert page.panel.isVisible()
    assert not page.opener.isVisible()
    assert page.list.mapTo(page, page.list.rect().topRight()).x() < page.panel.x()


def test_in_a_narrow_window_it_waits_and_opens_over_the_page(page: APage) -> None:
    page.resize(1100, 600)
    assert not page.panel.isVisible()
    width = page.list.width()
    QTest.mouseClick(page.opener, Qt.MouseButton.LeftButton)
    assert page.panel.isVisible()
    assert width == page.list.width()
    assert (page.width(), 0, page.height()) == (
        page.panel.geometry().right() + 1,
        page.panel.y(),
        page.panel.height(),
    )


def test_large_text_makes_a_window_narrow(page: APage, qapp: QApplication) -> None:
    apply_theme(qapp, Scheme.LIGHT, 150)
    assert not page.place.is_beside
    assert not page.panel.isVisible()


def test_one_that_was_closed_stays_closed_until_it_is_opened(page: APage) -> None:
    page.place.set_shown(False)
    page.resize(1100, 600)
    page.resize(1366, 600)
    assert not page.panel.isVisible()
    assert page.opener.isVisible()
    QTest.mouseClick(page.opener, Qt.MouseButton.LeftButton)
    assert page.panel.isVisible()


def test_escape_closes_it_and_gives_the_focus_back(page: APage) -> None:
    told: list[bool] = []
    page.place.changed.connect(lambda: told.append(page.place.is_shown()))
    page.inside.setFocus()
    QTest.keyClick(page.inside, Qt.Key.Key_Escape)
    assert not page.panel.isVisible()
    assert page.list.hasFocus()
    assert [False] == told


def test_a_page_without_anything_to_show_hides_it_for_the_time(page: APage) -> None:
    page.place.set_wanted(False)
    assert not page.panel.isVisible()
    assert not page.opener.isVisible()
    page.place.set_wanted(True)
    assert page.panel.isVisible()
