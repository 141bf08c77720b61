"""Starts the program on the screen as `ui.app.run` does, with a clock of its own and a home of its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

import loti_admin.storage.store
from tests.real_window.hand import Hand
from tests.ui.window_builders import some_preferences
from ui.kit import focus_ring
from ui.main_window import MainWindow
from ui.session import Session
from ui.theme import Scheme, set_uk_locale
from ui.view_actions import apply_preferences


@dataclass
class Calendar:
    """The day the program takes for today; the year goes on when it is set."""

    today: date

    def now(self) -> datetime:
        return datetime(self.today.year, self.today.month, self.today.day, 10, 42, tzinfo=UTC)


@contextmanager
def the_program(
    folder: Path,
    calendar: Calendar,
    pictures: Path | None,
    *,
    scheme: Scheme = Scheme.LIGHT,
    text_scale: int = 100,
) -> Iterator[Hand]:
    """The window on the whole screen, with no register open, and a hand for it."""
    set_uk_locale()
    for file_format in (QSettings.Format.NativeFormat, QSettings.Format.IniFormat):
        QSettings.setPath(file_format, QSettings.Scope.UserScope, str(folder / "settings"))
    app = QApplication([])
    preferences = some_preferences(folder)
    preferences.scheme, preferences.text_scale = scheme, text_scale
    apply_preferences(preferences)
    focus_ring.install(app)

    with pytest.MonkeyPatch.context() as patch:
        # What a register takes for the time when it is given no clock.
        patch.setattr(loti_admin.storage.store, "_now", calendar.now)
        window = MainWindow(Session(), preferences)
        window.setGeometry(window.screen().geometry())
        window.show()
        window.activateWindow()
        assert QTest.qWaitForWindowActive(window, 10_000)
        try:
            yield Hand(window, pictures)
        finally:
            window.session.tasks.close()
            window.close_without_asking()
