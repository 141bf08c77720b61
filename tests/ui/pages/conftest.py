"""A page as the frame shows it: in a window of its own, reloaded after each change, its links written down."""

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtWidgets import QApplication

from loti_admin.storage.register import Register
from tests.ui.window_builders import some_preferences
from ui.kit.dialog import Dialog
from ui.page import Page
from ui.preferences import Preferences
from ui.session import Session

P = TypeVar("P", bound=Page)


@pytest.fixture
def preferences(tmp_path: Path) -> Preferences:
    """What a computer remembers that has never run the program."""
    return some_preferences(tmp_path)


@pytest.fixture
def session() -> Iterator[Session]:
    """No register is open yet."""
    made = Session()
    yield made
    made.close()


class Shown:
    """Shows pages, and keeps what they say to the frame."""

    def __init__(self, qtbot, session: Session) -> None:
        self._qtbot, self.session = qtbot, session
        self.followed: list[str] = []
        self.said: list[str] = []

    def show(self, page: P, register: Register, *, width: int = 1366, height: int = 690) -> P:
        """Open the register and show the page on it."""
        self.session.take(register)
        self._qtbot.addWidget(page)
        page.resize(width, height)
        with self._qtbot.waitActive(page):
            page.show()
        page.reload()
        page.navigate.connect(self.followed.append)
        self.session.said.connect(lambda text, _undo: self.said.append(text))
        self.session.changed.connect(lambda _changes: page.reload())
        self.session.year_changed.connect(lambda _year: page.reload())
        return page


def open_dialog(page: Page) -> Dialog:
    """The dialog in front."""
    found = [d for d in QApplication.topLevelWidgets() if isinstance(d, Dialog) and d.isVisible()]
    return next(d for d in found if not any(d is other.parentWidget() for other in found))


@pytest.fixture
def shown(qtbot, session: Session) -> Shown:
    return Shown(qtbot, session)
