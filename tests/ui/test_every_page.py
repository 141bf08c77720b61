"""What holds for every page there is, and for each that comes: names, the way of the Tab key, nothing cut."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui import window_audit as audit
from tests.ui.window_builders import a_window, settle
from ui.main_window import MainWindow
from ui.pages import PAGES

KEYS = [spec.key for spec in PAGES]
EACH = pytest.mark.parametrize("key", KEYS)


@contextmanager
def on_page(
    folder: Path, example: Path | None, key: str, *, scale: int = 100, scheme: str = "light"
) -> Iterator[MainWindow]:
    """The real window on a page; without an example the register is a new one."""
    with a_window(folder, empty=True, pages=PAGES) as window:
        if example is None:
            window.files.create(folder / "New.loti")
        else:
            window.files.open_path(Path(shutil.copy(example, folder)))
        window.frame.notices.clear()
        window.commands.run(f"view.text-{scale}")
        window.commands.run(f"view.theme-{scheme}")
        window.pages.show_page(key)
        settle()
        QTest.qWait(20)
        settle()
        yield window


@EACH
@pytest.mark.parametrize(("scale", "scheme"), [(100, "light"), (200, "dark")])
def test_a_page_can_be_used_without_a_mouse_and_nothing_is_cut_off(
    key: str, scale: int, scheme: str, example: Path, tmp_path: Path
) -> None:
    """Every control has a name of its own, Tab reaches all of them as one reads, every word is in sight."""
    with on_page(tmp_path, example, key, scale=scale, scheme=scheme) as window:
        page = window.pages.current
        assert page is not None
        assert audit.cut_off(window) == []
        assert audit.nameless(window) == []
        assert audit.names_given_twice(window) == []
        least = window.minimumSizeHint()
        assert least.width() <= 1366
        assert least.height() <= 768
        way = audit.tab_way(window)
        assert audit.out_of_reach(window, way) == []
        assert "\n".join(audit.steps_back(page, way)) == ""


@pytest.mark.parametrize("with_example", [True, False])
def test_nothing_flashes_up_as_a_window_of_its_own(
    with_example: bool, example: Path, tmp_path: Path, qapp: QApplication
) -> None:
    strays = audit.StrayWindows(qapp)
    with on_page(tmp_path, example if with_example else None, "home") as window:
        for key in KEYS:
            window.pages.show_page(key)
            settle()
    strays.stop()
    assert strays.found == []


@EACH
def test_an_empty_register_is_shown_as_well(key: str, tmp_path: Path) -> None:
    with on_page(tmp_path, None, key, scale=200) as window:
        assert audit.nameless(window) == []
        assert audit.names_given_twice(window) == []
        assert audit.cut_off(window) == []
