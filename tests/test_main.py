"""The entry point: what opens the window, what is a command, and what happens without a screen."""

import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

import main

ROOT = Path(__file__).parent.parent
DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")

opened: list[Path | None] = []
commands: list[list[str]] = []


@pytest.fixture(autouse=True)
def recorded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stands in for the window and the commands, and records what they were asked for."""
    opened.clear()
    commands.clear()
    app, command_line = ModuleType("ui.app"), ModuleType("loti_admin.commands")
    app.run = lambda path: opened.append(path) or 0  # type: ignore[attr-defined]
    command_line.run_command = lambda arguments: commands.append(arguments) or 2  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "ui.app", app)
    monkeypatch.setitem(sys.modules, "loti_admin.commands", command_line)


def test_no_argument_opens_the_window() -> None:
    assert main.main([]) == 0
    assert opened == [None]


@pytest.mark.parametrize("name", ["year.loti", "folder/with space.LOTI"])
def test_a_register_alone_opens_the_window_on_it(name: str) -> None:
    assert main.main([name]) == 0
    assert opened == [Path(name)]


@pytest.mark.parametrize(
    "arguments", [["new", "year.loti"], ["--help"], [""], ["year.xlsx"], ["a.loti", "b.loti"]]
)
def test_anything_else_is_a_command_and_its_status_is_handed_on(arguments: list[str]) -> None:
    assert main.main(arguments) == 2
    assert commands == [arguments]
    assert opened == []


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux can lack a display")
def test_without_a_display_one_sentence_says_what_to_do_instead() -> None:
    environment = {name: value for name, value in os.environ.items() if name not in DISPLAYS}
    done = subprocess.run(
        [sys.executable, ROOT / "main.py"], env=environment, capture_output=True, text=True
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == main.NO_DISPLAY + "\n"


def test_starting_imports_nothing_heavy() -> None:
    code = "import sys, main; print(*sorted(name.split('.')[0] for name in sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    heavy = {
        "PySide6",
        "click",
        "openpyxl",
        "reportlab",
        "sqlite3",
        "sqlite_utils",
        "loti_admin",
        "ui",
    }
    assert heavy.intersection(done.stdout.split()) == set()
