"""The real program, killed at any moment of `issue`: nothing is issued or everything is, and the next run completes it.

Half of the kills are spread over the whole run; the other half wait for the transaction's journal and strike inside it.
"""

import shutil
import subprocess
import sys
import time
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest

from loti_admin.domain.invoices import audit_numbers
from loti_admin.errors import NothingToDo
from loti_admin.services.checks import check_register
from loti_admin.services.issuing import issue_invoices
from loti_admin.storage.register import Register
from tests.office import THE_YEAR, Office

ROOT = Path(__file__).parents[2]
COUNCILS = 24
KILLS = 30

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register that is approved and ready to issue."""
    path = tmp_path_factory.mktemp("prepared") / "year.loti"
    with Register.create(path) as register:
        Office(*(f"Council {number}" for number in range(COUNCILS)), register=register).approve()
    return path


def start(path: Path) -> "subprocess.Popen[bytes]":
    arguments = ("issue", path, "--year", "2026-27", "--on", "2026-07-01", "--out", path.parent)
    return subprocess.Popen(
        [sys.executable, ROOT / "main.py", *arguments],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def test_thirty_kills_leave_all_or_nothing(prepared: Path, tmp_path: Path) -> None:
    whole = _seconds_of_a_run(prepared, tmp_path)
    left = []
    for number in range(KILLS):
        path = _copy(prepared, tmp_path / f"{number}")
        process = start(path)
        if number % 2:
            _wait_for_the_journal(path, process)
            time.sleep(0.002 * (number // 2))
        else:
            time.sleep(whole * (number + 1) / KILLS)
        process.kill()
        process.wait()
        left.append(_documents(path))
        _completes(path)
        shutil.rmtree(path.parent)
    assert {0, COUNCILS} >= set(left)
    # A test that never struck on either side of the commit would prove nothing.
    assert {0, COUNCILS} == set(left)


def _copy(prepared: Path, folder: Path) -> Path:
    folder.mkdir()
    return Path(shutil.copy(prepared, folder / "year.loti"))


def _seconds_of_a_run(prepared: Path, tmp_path: Path) -> float:
    path = _copy(prepared, tmp_path / "whole")
    started = time.monotonic()
    assert 0 == start(path).wait()
    assert COUNCILS == len(list(path.parent.glob("*.pdf")))
    return time.monotonic() - started


def _wait_for_the_journal(path: Path, process: "subprocess.Popen[bytes]") -> None:
    """Until SQLite has begun to keep the pages that the transaction changes."""
    journal = path.with_name("year.loti-journal")
    backups = path.with_name("year backups")
    while process.poll() is None:
        # The row that says who has the register open is written, with a journal of its own, before the backup.
        if backups.exists() and any(backups.glob("*.loti")):
            with suppress(FileNotFoundError):
                if journal.stat().st_size > 0:
                    return
        time.sleep(0.0002)


def _documents(path: Path) -> int:
    """How many stand in the register, as a reader sees it who comes after the kill."""
    with Register.open(path, read_only=True) as register:
        assert all(result.ok for result in check_register(register))
        return register.documents.count()


def _completes(path: Path) -> None:
    """Issuing again gives the complete set, without a gap and without a number given twice."""
    with Register.open(path) as register:
        with suppress(NothingToDo):
            issue_invoices(register, THE_YEAR, date(2026, 7, 1))
        documents = register.documents.all()
    assert COUNCILS == len(documents)
    assert [] == audit_numbers(documents)
    assert COUNCILS == len({document.organisation_id for document in documents})
