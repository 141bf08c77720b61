"""Starts the program on the screen as `ui.app.run` does, with a clock of its own and a home of its own."""

import faulthandler
from argparse import ArgumentParser, RawTextHelpFormatter
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
import ui.reader
from tests.real_window.hand import Hand
from tests.ui.window_builders import some_preferences
from ui.kit import focus_ring
from ui.main_window import MainWindow
from ui.session import Session
from ui.theme import Scheme, set_uk_locale
from ui.view_actions import apply_preferences

# In seconds; a run takes about one minute.
_LONGEST = 300


@dataclass
class Calendar:
    """The day the program takes for today; the year goes on when it is set."""

    today: date

    def now(self) -> datetime:
        return datetime(self.today.year, self.today.month, self.today.day, 10, 42, tzinfo=UTC)


@dataclass(frozen=True)
class Options:
    """Where a run works, where its pictures go (None: nowhere), and how the window looks."""

    folder: Path
    pictures: Path | None = None
    scheme: Scheme = Scheme.LIGHT
    text_scale: int = 100
    # Whether every rest is taken, as if each register were too large to be read in one go.
    slices: bool = False

    @classmethod
    def asked(cls, description: str | None) -> "Options":
        """From the command line: `FOLDER [--pictures FOLDER] [--dark] [--text 200] [--slices]`."""
        asked = ArgumentParser(description=description, formatter_class=RawTextHelpFormatter)
        asked.add_argument("folder", type=Path)
        asked.add_argument("--pictures", type=Path)
        asked.add_argument("--dark", action="store_true")
        asked.add_argument("--text", type=int, default=100)
        asked.add_argument("--slices", action="store_true")
        given = asked.parse_args()
        scheme = Scheme.DARK if given.dark else Scheme.LIGHT
        return cls(given.folder, given.pictures, scheme, given.text, given.slices)


@contextmanager
def the_program(options: Options, calendar: Calendar) -> Iterator[Hand]:
    """The window on the whole screen, with no register open, and a hand for it."""
    # A run that hangs says where, and ends.
    faulthandler.dump_traceback_later(_LONGEST, exit=True)
    set_uk_locale()
    for file_format in (QSettings.Format.NativeFormat, QSettings.Format.IniFormat):
        QSettings.setPath(file_format, QSettings.Scope.UserScope, str(options.folder / "settings"))
    app = QApplication([])
    preferences = some_preferences(options.folder)
    preferences.scheme, preferences.text_scale = options.scheme, options.text_scale
    apply_preferences(preferences)
    focus_ring.install(app)

    with pytest.MonkeyPatch.context() as patch:
        # What a register takes for the time when it is given no clock.
        patch.setattr(loti_admin.storage.store, "_now", calendar.now)
        if options.slices:
            patch.setattr(ui.reader.Reader, "at_once", 0)
            patch.setattr(ui.reader, "SLICE", 0)
        window = MainWindow(Session(), preferences)
        window.setGeometry(window.screen().geometry())
        window.show()
        window.activateWindow()
        assert QTest.qWaitForWindowActive(window, 10_000)
        try:
            yield Hand(window, options.pictures)
        finally:
            window.session.tasks.close()
            window.close_without_asking()
