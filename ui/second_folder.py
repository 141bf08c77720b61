"""Keeps the second folder for backups up to date, on a thread that a dead network drive may hold up for as long as it
likes: nothing in the window waits for it."""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import Thread

from PySide6.QtCore import QObject, QTimer

from loti_admin.domain.dates import long_date
from loti_admin.errors import LotiError
from loti_admin.storage.retention import Backup
from loti_admin.storage.second_folder import backups_elsewhere, copy_backups
from ui.host import Host
from ui.kit.message_bar import Message

# Backups are also made before issuing and importing; they follow at the next look.
_LOOK_EVERY_MS = 10 * 60_000
_ASK_THREAD_EVERY_MS = 100
_SECONDS_AT_CLOSING = 5.0


@dataclass(slots=True)
class _Copying:
    """One run; `trouble` or `fault` and `copies` are what came of it, written by the thread before it ends."""

    register: Path
    folder: Path
    now: datetime
    trouble: str = ""
    fault: Exception | None = None
    copies: Sequence[Backup] = ()

    def run(self) -> None:
        try:
            copy_backups(self.register, self.folder, self.now)
            self.copies = backups_elsewhere(self.register, self.folder)
        except LotiError as error:
            self.trouble = str(error)
        except Exception as error:  # a fault of ours is for the window to show
            self.fault = error


class SecondFolder(QObject):
    """`trouble` is why the last run could not copy, "" if all is well; `copies` what it found there, newest first."""

    def __init__(self, host: Host, choose: Callable[[], object]) -> None:
        """`choose` opens the place where another folder can be chosen."""
        super().__init__(host.window)
        self._host, self._choose = host, choose
        self.trouble = ""
        self.copies: Sequence[Backup] = ()
        self._thread: Thread | None = None
        self._copying: _Copying | None = None
        self._again = False
        self._ask = QTimer(self)
        self._ask.setInterval(_ASK_THREAD_EVERY_MS)
        self._ask.timeout.connect(self._look)
        self._clock = QTimer(self)
        self._clock.setInterval(_LOOK_EVERY_MS)
        self._clock.timeout.connect(self.copy)
        self._clock.start()
        host.session.register_changed.connect(self._forget)

    def copy(self) -> None:
        """Copy what is not there yet, if a second folder was chosen for the register that is open."""
        session = self._host.session
        if self._thread is not None:
            self._again = True
            return
        if not session.is_open or session.read_only or session.register.path is None:
            return
        path = session.register.path
        folder = self._host.preferences.second_folder(path)
        if folder is None:
            self._forget()
            return
        now = session.register.now().replace(tzinfo=None, microsecond=0)
        self._copying = _Copying(path, folder, now)
        # A daemon: a drive that never answers does not keep the program from ending.
        self._thread = Thread(target=self._copying.run, name="second folder", daemon=True)
        self._thread.start()
        self._ask.start()

    def wait(self, seconds: float = _SECONDS_AT_CLOSING) -> None:
        """At closing: give what is being copied a moment. What is not done by then follows at the next opening."""
        if self._thread is not None:
            self._thread.join(seconds)
            self._look()

    def words(self) -> str:
        """How the second folder stands, by the last look: nobody waits for a drive to be told this."""
        if self.trouble:
            return self.trouble
        if not self.copies:
            return "Each backup is also copied there and checked."
        count, newest = len(self.copies), self.copies[0].at
        there = "1 copy is" if count == 1 else f"{count} copies are"
        return f"{there} there; the newest is of {long_date(newest.date())}, {newest:%H:%M}."

    def _look(self) -> None:
        if self._thread is None or self._thread.is_alive() or self._copying is None:
            return
        self._ask.stop()
        done, self._thread, self._copying = self._copying, None, None
        if done.fault is not None:
            sys.excepthook(type(done.fault), done.fault, done.fault.__traceback__)
        here = self._host.session.register.path if self._host.session.is_open else None
        if here == done.register:
            self.copies = done.copies
            self._tell(done.trouble)
        if self._again:
            self._again = False
            self.copy()

    def _tell(self, trouble: str) -> None:
        # Once, not after every backup: the officer knows, and goes on working.
        new = bool(trouble) and trouble != self.trouble
        self.trouble = trouble
        if new:
            self._host.tell(
                Message.WARN,
                "Backups have no copy in the second folder",
                trouble,
                "Preferences",
                self._choose,
            )

    def _forget(self) -> None:
        self.trouble, self.copies = "", ()
