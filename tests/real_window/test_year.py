"""A whole year by keyboard and mouse in a real window, on a virtual screen."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from pypdf import PdfReader

NEEDED = ("xvfb-run", "xdotool")
ROOT = Path(__file__).parents[2]
SCREEN = "-screen 0 1366x768x24"

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux") or not all(shutil.which(name) for name in NEEDED),
    reason="a real window is tried only where xvfb-run and xdotool are installed",
)


def on_a_screen(script: str, *arguments: str) -> None:
    """Run a script of this package on a virtual screen of its own; a failure shows what it printed."""
    command = ["xvfb-run", "-a", "-s", SCREEN, sys.executable, "-m", f"tests.real_window.{script}"]
    done = subprocess.run(
        [*command, *arguments],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "xcb"},
        capture_output=True,
        text=True,
        timeout=400,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_year_from_the_first_screen_to_the_start_of_the_next(tmp_path: Path) -> None:
    """In slices, so that the window has its turn wherever it can have one."""
    on_a_screen("year", str(tmp_path), "--slices")
    pdfs = sorted((tmp_path / "pdf").glob("LOTI-*.pdf"))
    # 28 members, and one that joined in the year.
    assert len(pdfs) == 29
    assert "LOTI-2026-0001" in PdfReader(pdfs[0]).pages[0].extract_text()
    assert len(list((tmp_path / "pdf").glob("First reminder *.pdf"))) == 2
    assert (tmp_path / "budget.xlsx").stat().st_size > 10_000
