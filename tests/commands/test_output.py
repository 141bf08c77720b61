"""The reader at the other end: an old console, a pipe that closes, a full disk. None of it stops a command half-way."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from loti_admin.storage.register import Register

ROOT = Path(__file__).parents[2]
MAIN = [sys.executable, str(ROOT / "main.py")]
ISSUE = ("--year", "2026-27", "--on", "2026-07-01", "--out", "out")


def test_a_console_that_knows_only_ascii_gets_question_marks(approved: Path) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    done = subprocess.run(
        [*MAIN, "fees", approved, "--year", "2026-27"], env=environment, capture_output=True
    )
    assert (0, b"") == (done.returncode, done.stderr)
    assert b"net ?197,500.00" in done.stdout


def test_json_is_ascii_everywhere(approved: Path) -> None:
    done = subprocess.run(
        [*MAIN, "fees", approved, "--year", "2026-27", "--json"], capture_output=True, check=True
    )
    assert done.stdout.isascii()
    assert b"\\u00a3" in done.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="pipes close differently there")
def test_a_reader_who_goes_away_does_not_stop_the_work(approved: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    try:
        done = subprocess.run(
            [*MAIN, "issue", approved, *ISSUE],
            cwd=approved.parent,
            stdout=writer,
            stderr=subprocess.PIPE,
            text=True,
        )
    finally:
        os.close(writer)
    assert 0 == done.returncode
    assert "Broken pipe" not in done.stderr
    with Register.open(approved, read_only=True) as register:
        assert 4 == register.documents.count()
    assert 4 == len(list((approved.parent / "out").glob("*.pdf")))


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is full")
def test_a_result_that_cannot_be_written_is_said(approved: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [*MAIN, "fees", approved, "--year", "2026-27"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
        )
    assert 1 == done.returncode
    (line,) = done.stderr.splitlines()
    assert "The result could not be written: the disk is full." in line


@pytest.mark.skipif(sys.platform == "win32", reason="needs a shell's >&-")
def test_without_any_output_the_work_is_done(approved: Path) -> None:
    command = f'"{MAIN[0]}" "{MAIN[1]}" approve "{approved}" --year 2026-27 >&- 2>&-'
    assert 0 == subprocess.run(command, shell=True).returncode
