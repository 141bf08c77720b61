"""Start of the window: look, faults, one window, then the register."""

import gc
import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from ui import icons, theme
from ui.errors import install_crash_handler
from ui.kit import focus_ring
from ui.main_window import MainWindow
from ui.preferences import NAME, Preferences
from ui.session import Session
from ui.theme import set_uk_locale
from ui.version import VERSION
from ui.view_actions import apply_preferences


def collect_rarely() -> None:
    """Thousands of records live long, and looking for cycles among all of them is felt as stutter. So the new ones are
    looked at in parts of a few milliseconds, and those that stayed hardly ever."""
    gc.set_threshold(5_000, 3, 2_000)


def run(path: Path | None) -> int:
    """Open the window, on a register if one is named, and give the exit status when it is closed."""
    collect_rarely()
    set_uk_locale()
    app = QApplication(sys.argv[:1])
    app.setApplicationName(NAME)
    app.setApplicationVersion(VERSION)
    app.setDesktopFileName("loti-admin")
    install_crash_handler(app, VERSION)
    preferences = Preferences()
    apply_preferences(preferences)
    focus_ring.install(app)
    app.setWindowIcon(QIcon(icons.pixmap("map", theme.current().colour("accent"), 64)))
    session = Session()
    window = MainWindow(session, preferences)
    if preferences.geometry.isEmpty():
        window.resize(1366, 768)
    window.show()
    window.pages.work_ahead()
    # The register opens once the window has been painted.
    QTimer.singleShot(0, window, lambda: window.start(path))
    return app.exec()
