"""A second person: two processes, one register. Who comes second reads, is told who edits, and takes over when it is
free."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from loti_admin.services.members import save_organisation
from loti_admin.services.settings import save_settings
from loti_admin.storage.lock import Who
from loti_admin.storage.register import Register
from tests.ui.session_builders import councils
from tests.ui.window_builders import a_file, a_window, settle
from ui.dialogs.history import record_history_dialog
from ui.main_window import MainWindow
from ui.notices import _time_of
from ui.pages import PAGES
from ui.session import Session

ROOT = Path(__file__).parents[2]
COLLEAGUE = """
import sys
from pathlib import Path
from loti_admin.services.settings import save_settings
from loti_admin.storage.lock import Who
from loti_admin.storage.register import Register

register = Register.open(Path(sys.argv[1]), who=Who("Bo Okoro", "PC-14"))
print("open", flush=True)
for line in sys.stdin:
    if line.strip() == "close":
        break
    save_settings(register, {"officer": line.strip()})
    print("saved", flush=True)
register.close()
"""


class Colleague:
    """Another process that has the register open for editing."""

    def __init__(self, path: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", COLLEAGUE, str(path)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            bufsize=1,
        )
        assert self._hear() == "open"

    def save_officer(self, name: str) -> None:
        self._tell(name)
        assert self._hear() == "saved"

    def close(self) -> None:
        """End in order."""
        self._tell("close")
        assert self.process.wait(timeout=20) == 0

    def kill(self) -> None:
        """End as in a power cut, whatever is going on."""
        self.process.kill()
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout):
            with suppress(BrokenPipeError):
                if stream:
                    stream.close()

    def _tell(self, line: str) -> None:
        assert self.process.stdin
        self.process.stdin.write(f"{line}\n")
        self.process.stdin.flush()

    def _hear(self) -> str:
        assert self.process.stdout
        return self.process.stdout.readline().strip()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return a_file(tmp_path)


@pytest.fixture
def colleague(path: Path) -> Iterator[Colleague]:
    other = Colleague(path)
    yield other
    other.kill()


@pytest.fixture
def window(tmp_path: Path, path: Path, colleague: Colleague) -> Iterator[MainWindow]:
    """Opened second, on the real pages."""
    with a_window(tmp_path, empty=True, pages=PAGES) as made:
        made.files.open_path(path)
        made.pages.show_page("members")
        settle()
        yield made


def officer(window: MainWindow) -> str:
    return window.session.register.settings.where(key="officer")[-1].value


def banner(window: MainWindow) -> str:
    notice = window.frame.notices.read_only
    assert not notice.isHidden()
    return f"{notice.title}. {notice.sentence}".replace("\u00a0", " ")


def test_who_comes_second_is_told_who_edits_where_and_since_when(window: MainWindow) -> None:
    state = window.session.register.held_by
    assert state is not None
    since = f"{state.since.astimezone():%H:%M}"
    assert banner(window).startswith(
        f"Read only: opened by Bo Okoro on PC-14 since {since}. You see it as at "
    )
    assert not window.commands.actions["members.new"].isEnabled()


def test_what_was_saved_meanwhile_is_told_and_shown_when_asked_for(
    window: MainWindow, colleague: Colleague
) -> None:
    colleague.save_officer("B. Okoro")
    assert "changed since" not in banner(window)
    window.frame.notices.look()
    assert "it has been changed since" in banner(window)
    assert officer(window) == "A. Reeve"
    QTest.mouseClick(window.frame.notices.read_only.button, Qt.MouseButton.LeftButton)
    assert officer(window) == "B. Okoro"
    assert "changed since" not in banner(window)


def test_it_can_be_edited_as_soon_as_the_other_has_closed_it(
    window: MainWindow, colleague: Colleague
) -> None:
    colleague.save_officer("B. Okoro")
    window.frame.notices.look()
    assert window.session.read_only
    colleague.close()
    window.frame.notices.look()
    assert not window.session.read_only
    assert window.frame.notices.read_only.isHidden()
    assert window.frame.notices.message.title == "The register is free now"
    assert officer(window) == "B. Okoro"
    assert window.commands.actions["members.new"].isEnabled()
    camden = councils(window.session.register)[0]
    save_organisation(window.session.register, replace(camden, notes="mine now"))


def test_it_can_be_edited_after_the_other_s_computer_failed(
    window: MainWindow, colleague: Colleague
) -> None:
    colleague.kill()
    window.frame.notices.look()
    assert not window.session.read_only


def test_nothing_changes_under_an_open_dialog(window: MainWindow, colleague: Colleague) -> None:
    council = councils(window.session.register)[0]
    key = ("organisations", council.id)
    dialog = record_history_dialog(window.session, council.display_name, key, window)
    dialog.open()
    settle()
    colleague.close()
    window.frame.notices.look()
    assert window.session.read_only
    dialog.accept()
    settle()
    window.frame.notices.look()
    assert not window.session.read_only


def test_what_is_selected_stays_so_when_it_is_looked_at_again(window: MainWindow) -> None:
    page = window.pages.current
    wanted = councils(window.session.register)[2]
    assert page.show_target(f"organisation/{wanted.id}")
    QTest.mouseClick(window.frame.notices.read_only.button, Qt.MouseButton.LeftButton)
    assert page.list.table.current_record().id == wanted.id


def test_whose_lock_was_lost_is_told_who_took_over(tmp_path: Path, path: Path) -> None:
    with a_window(tmp_path, empty=True) as window:
        window.files.open_path(path)
        lock = window.session.register._lock
        assert lock is not None
        lock.release()
        window.frame.notices.look()
        assert not window.session.read_only
        with Register.open(path, who=Who("Bo Okoro", "PC-14")) as other:
            save_settings(other, {"officer": "B. Okoro"})
            window.frame.notices.look()
            assert window.session.read_only
            assert "opened by Bo Okoro on PC-14" in banner(window)
            title = window.frame.notices.message.title
            assert title == "Bo Okoro on PC-14 has taken the register over"
            assert officer(window) == "B. Okoro"


def test_a_session_that_waits_says_so_and_one_that_may_not_write_does_not(
    path: Path, colleague: Colleague
) -> None:
    session = Session()
    session.open_for_editing_or_reading(path)
    assert (session.read_only, session.waits) == (True, True)
    assert "Bo Okoro on PC-14" in session.why_read_only
    colleague.close()
    session.look_again()
    assert (session.read_only, session.waits, session.why_read_only) == (False, False, "")
    session.close()


def test_since_yesterday_has_its_date() -> None:
    seen = datetime(2026, 6, 11, 10, 42, tzinfo=UTC)
    assert _time_of(seen.replace(hour=8), seen).count(":") == 1
    assert "on 10\u00a0June\u00a02026" in _time_of(seen.replace(day=10), seen)
