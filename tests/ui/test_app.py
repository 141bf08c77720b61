"""The start of the program in a process of its own: what it loads, and that a register named on the way in is open."""

import os
import subprocess
import sys
from pathlib import Path

from tests.ui.window_builders import a_file

ROOT = Path(__file__).parents[2]
HEAVY = ("openpyxl", "reportlab", "pypdfium2")

START = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from ui import app

def look(_app=None):
    for _ in range(10):
        QApplication.processEvents()
    (window,) = [w for w in QApplication.topLevelWidgets() if type(w).__name__ == "MainWindow"]
    print(window.windowTitle(), window.isVisible(), sep="|")
    print([name for name in sys.argv[2:] if name in sys.modules])
    window.close()
    return 0

QApplication.exec = look
sys.exit(app.run(Path(sys.argv[1]) if sys.argv[1] else None))
"""


def start(path: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", START, path, *HEAVY],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_the_window_appears_before_anything_heavy_is_loaded() -> None:
    assert start("") == ["LOTI Admin|True", "[]"]


def test_a_register_that_is_named_is_opened_after_the_first_painting(tmp_path: Path) -> None:
    path = a_file(tmp_path)
    title, _ = start(str(path))
    assert title == "LOTI – LOTI Admin|True"
