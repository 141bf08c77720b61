"""How the window looks: text size, light and dark, the rail of a narrow window, names on everything."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from tests.ui.session_builders import a_register
from tests.ui.window_builders import a_window, settle, some_preferences
from ui import theme
from ui.main_window import MainWindow
from ui.pages import PAGES as ALL_PAGES
from ui.theme import Scheme
from ui.view_actions import apply_preferences

CTRL = Qt.KeyboardModifier.ControlModifier


def focusable(window: QWidget) -> list[QWidget]:
    return [
        widget
        for widget in window.findChildren(QWidget)
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        and widget.isVisible()
        and type(widget).__name__ != "QMenuBar"
    ]


def name_of(widget: QWidget) -> str:
    text = getattr(widget, "text", None)
    return widget.accessibleName() or (text() if callable(text) else "")


def test_the_text_size_is_chosen_stepped_and_remembered(tmp_path: Path) -> None:
    with a_window(tmp_path) as window:
        window.commands.run("view.text-150")
        assert theme.current().text_scale == 150
        assert window.commands.actions["view.text-150"].isChecked()
        QTest.keyClick(window, Qt.Key.Key_Plus, CTRL)
        assert theme.current().text_scale == 175
        QTest.keyClick(window, Qt.Key.Key_Minus, CTRL)
        assert window.preferences.text_scale == 150
        assert not window.commands.actions["view.text-175"].isChecked()


def test_the_scheme_is_chosen_and_remembered(tmp_path: Path) -> None:
    with a_window(tmp_path) as window:
        window.commands.run("view.theme-dark")
        assert theme.current().dark
        settle()
    apply_preferences(some_preferences(tmp_path))
    assert theme.current().scheme is Scheme.DARK


def test_rows_stripes_and_the_system_font_are_remembered(tmp_path: Path) -> None:
    with a_window(tmp_path) as window:
        for key in ("view.rows-40", "view.striped", "view.system-font"):
            window.commands.run(key)
        look = theme.current()
        assert (look.row_height, look.striped, look.system_font) == (40, True, True)
        assert window.commands.actions["view.striped"].isChecked()
        kept = some_preferences(tmp_path)
        assert (kept.row_height, kept.striped, kept.system_font) == (40, True, True)
        window.commands.run("view.system-font")


@pytest.mark.parametrize(
    ("width", "scale", "narrow"), [(1366, 100, False), (1366, 150, True), (980, 100, True)]
)
def test_a_narrow_window_has_a_rail_and_the_year_beside_the_menus(
    width: int, scale: int, narrow: bool, tmp_path: Path
) -> None:
    with a_window(tmp_path, size=(width, 768)) as window:
        window.commands.run(f"view.text-{scale}")
        settle()
        assert window.frame.is_narrow is narrow
        rail = theme.current().px(56 if narrow else 184)
        assert window.frame.navigation.width() == rail
        assert (window.year.parentWidget() is window.menu_row) is narrow
        assert window.frame.status.file.isVisible() is not narrow


def test_going_back_and_forth_between_sizes_leaves_nothing_behind(tmp_path: Path) -> None:
    with a_window(tmp_path) as window:
        for scale in (200, 100, 150, 100):
            window.commands.run(f"view.text-{scale}")
            settle()
        assert window.year.parentWidget() is window.frame
        assert window.frame.navigation.width() == 184


def test_at_200_percent_everything_fits_on_a_small_screen(tmp_path: Path) -> None:
    with a_window(tmp_path) as window:
        window.commands.run("view.text-200")
        settle()
        least = window.minimumSizeHint()
        assert least.width() <= 1366
        assert least.height() <= 768


def test_every_control_has_a_name_and_no_two_the_same(tmp_path: Path) -> None:
    with a_window(tmp_path) as window:
        names = [name_of(widget) for widget in focusable(window)]
        assert all(names)
        assert sorted(set(names)) == sorted(names)


def test_every_control_of_the_first_screen_has_a_name(tmp_path: Path) -> None:
    with a_window(tmp_path, empty=True) as window:
        names = [name_of(widget) for widget in focusable(window)]
        assert names[:2] == ["Start a new register", "Open a register"]
        assert all(names)


def test_tab_goes_round_the_whole_frame(tmp_path: Path) -> None:
    with a_window(tmp_path, a_register()) as window:
        wanted = {id(widget) for widget in _reachable(window)}
        seen: set[int] = set()
        window.year.setFocus()
        for _ in range(60):
            focused = window.focusWidget()
            if focused is not None:
                seen.add(id(focused))
            QTest.keyClick(window.focusWidget() or window, Qt.Key.Key_Tab)
        assert wanted <= seen


def _reachable(window: MainWindow) -> list[QWidget]:
    """Everything Tab stops at; of the pages in the list only the current one."""
    items = set(window.frame.navigation.items.values())
    return [
        widget
        for widget in focusable(window)
        if widget.isEnabled()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and (widget not in items or widget.isChecked())  # type: ignore[attr-defined]
    ]


def test_every_page_is_in_sight_at_200_percent(tmp_path: Path) -> None:
    with a_window(tmp_path, pages=ALL_PAGES) as window:
        window.commands.run("view.text-200")
        settle()
        pages = window.frame.navigation
        last = [*pages.items.values()][-1]
        below = last.mapTo(pages.viewport(), last.rect().bottomLeft())
        assert pages.viewport().rect().contains(below)
