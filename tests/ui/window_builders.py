"""A whole window on a register in memory or in a file, for tests that act like a person."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from loti_admin.storage.register import Register
from tests.ui.frame_pages import PAGES
from tests.ui.session_builders import a_clock, a_register, fill
from ui.main_window import MainWindow
from ui.pages import PageSpec
from ui.preferences import Preferences
from ui.session import Session

# Of the window, but about the list in front.
OF_LISTS = ("edit.rows", "view.columns", "file.export-list")
# They open no dialog, and would leave the page or the register.
LEFT_OUT = ("view.", "file.quit", "file.example", "edit.", "year.previous", "year.next")


def some_preferences(folder: Path) -> Preferences:
    """Preferences in a file of their own."""
    return Preferences(QSettings(str(folder / "preferences.ini"), QSettings.Format.IniFormat))


@contextmanager
def a_window(
    folder: Path,
    register: Register | None = None,
    *,
    pages: Sequence[PageSpec] = PAGES,
    empty: bool = False,
    size: tuple[int, int] = (1366, 768),
) -> Iterator[MainWindow]:
    """A window that is shown, on `register` or on three members in memory; `empty` has none open.

    `folder` holds its preferences. It is closed at the end, without a question.
    """
    session = Session()
    if not empty:
        session.take(register or a_register())
    window = MainWindow(session, some_preferences(folder), pages)
    window.resize(*size)
    window.show()
    window.activateWindow()
    settle()
    try:
        yield window
    finally:
        window.session.tasks.close()
        window.close_without_asking()
        window.deleteLater()
        settle()


def a_file(folder: Path, name: str = "LOTI.loti", *, members: int = 3) -> Path:
    """A register in a file, closed."""
    path = folder / name
    with Register.create(path, clock=a_clock) as register:
        fill(register, members=members)
    return path


def settle() -> None:
    """Let timers of no delay and deferred deletions have their turn."""
    for _ in range(4):
        QApplication.processEvents()
        QTest.qWait(0)


def commands_of(window: MainWindow, page: str) -> list[str]:
    """The commands that can be used now, open something, and belong to the page; those of the window count to the
    first page."""
    keys = []
    for spec in window.commands.specs:
        owner = window.commands.of_page(spec)
        mine = owner == page or (
            owner not in window.pages.specs and page == next(iter(window.pages.specs))
        )
        left_out = spec.submenu or spec.key.startswith(LEFT_OUT)
        if spec.key in OF_LISTS or (mine and not left_out):
            keys.append(spec.key)
    # What is new and not saved keeps the page in front, so it comes last.
    return sorted(keys, key=lambda key: key.endswith((".new", ".save")))
