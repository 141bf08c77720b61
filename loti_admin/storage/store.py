"""The engine under `Register`: opening, closing and checking one file; `door.Door` does the writing.

A class of this engine says which tables it has:

    class Shop(Store):
        schema = Schema(migrations=(shop_tables,), triggers={...})

        def attach(self) -> None:
            self.goods = GoodsRepository(self)
"""

import sqlite3
import weakref
from contextlib import ExitStack, suppress
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import ClassVar, Self

from loti_admin.errors import FileTrouble, LotiError
from loti_admin.storage import backups, opening, session
from loti_admin.storage.connection import (
    connect,
    connect_memory,
    database_errors,
    make_private_file,
)
from loti_admin.storage.door import Door
from loti_admin.storage.history import Clock
from loti_admin.storage.integrity import CheckResult, run_all
from loti_admin.storage.lock import (
    SessionLock,
    State,
    Who,
    holder,
    read_state,
    read_state_of,
)
from loti_admin.storage.migrations import Schema, migrate
from loti_admin.storage.repository import TableMismatch
from loti_admin.storage.retention import Reason


def _now() -> datetime:
    return datetime.now().astimezone()


def _let_go(connection: sqlite3.Connection) -> None:
    """Close a connection. One that nobody closed may be collected on another thread, where SQLite refuses that; it then
    ends with the last reference to it, which is this one."""
    with suppress(sqlite3.ProgrammingError):
        connection.close()


def _remove(path: Path) -> None:
    """A register that could not be made leaves nothing behind."""
    for leftover in (path, path.with_name(f"{path.name}-journal")):
        leftover.unlink(missing_ok=True)


class Store(Door):
    """An open register file, a snapshot of one, or a register in memory."""

    schema: ClassVar[Schema]

    def __init__(
        self,
        connection: sqlite3.Connection,
        *,
        path: Path | None = None,
        read_only: bool = False,
        who: Who | None = None,
        clock: Clock | None = None,
        lock: SessionLock | None = None,
    ) -> None:
        """Use `open`, `create` or `in_memory`."""
        token = lock.token if lock else ""
        super().__init__(connection, path, read_only, who or Who.here(), clock or _now, token)
        self.opened_at = self.now().astimezone(UTC)
        self.held_by: State | None = None
        self._lock = lock
        self._closing = weakref.finalize(self, _let_go, connection)
        self.attach()

    def attach(self) -> None:
        """Make the repositories; each becomes an attribute. A subclass overrides this."""

    # Opening and closing

    @classmethod
    def create(
        cls, path: Path | str, *, who: Who | None = None, clock: Clock | None = None
    ) -> Self:
        """Make a new, empty register and open it. Raises FileTrouble if the file exists or cannot be written."""
        path = Path(path).absolute()
        try:
            make_private_file(path)
        except FileExistsError as error:
            raise FileTrouble(f"{path} exists already. Choose another name.") from error
        with ExitStack() as back, database_errors(str(path)):
            back.callback(_remove, path)
            lock = SessionLock.acquire(path)
            back.callback(lock.release)
            connection = connect(path)
            back.callback(connection.close)
            migrate(connection, cls.schema)
            store = cls._started(connection, path, who, clock, lock)
            back.pop_all()
        return store

    @classmethod
    def in_memory(cls, *, who: Who | None = None, clock: Clock | None = None) -> Self:
        """A register without a file, with every rule of one with a file."""
        connection = connect_memory()
        migrate(connection, cls.schema)
        return cls._started(connection, None, who, clock, None)

    @classmethod
    def open(
        cls,
        path: Path | str,
        *,
        read_only: bool = False,
        checked: bool = True,
        who: Who | None = None,
        clock: Clock | None = None,
    ) -> Self:
        """Open an existing register.

        For writing: takes the lock, checks, backs up and upgrades an older register. `read_only` gives a snapshot as at
        now, whoever has it open; `held_by` then says who that is. `checked=False` (read only) opens also what fails its
        checks, to find out what is wrong with it.
        Raises FileTrouble, NotARegister, NewerRegister, RegisterLocked, DamagedRegister; the file is then unchanged.
        """
        path = Path(path).absolute()
        opening.check_header(path, cls.schema)
        try:
            with database_errors(str(path)):
                if read_only:
                    return cls._open_snapshot(path, checked, who, clock)
                return cls._open_to_write(path, who, clock)
        except TableMismatch as error:  # every migration was applied, so the file is at fault
            raise opening.damaged(str(path), str(error)) from error

    @classmethod
    def _open_snapshot(
        cls, path: Path, checked: bool, who: Who | None, clock: Clock | None
    ) -> Self:
        with ExitStack() as back:
            connection = opening.snapshot(path)
            back.callback(connection.close)
            if checked:
                opening.refuse_untrusted(connection, cls.schema, str(path))
            if connection.execute("PRAGMA user_version").fetchone()[0] < cls.schema.version:
                migrate(connection, cls.schema)
            store = cls(connection, path=path, read_only=True, who=who, clock=clock)
            store.held_by = holder(path)
            if checked:
                store._refuse_failed_checks()
            connection.execute("PRAGMA query_only=ON")
            back.pop_all()
        return store

    @classmethod
    def _open_to_write(cls, path: Path, who: Who | None, clock: Clock | None) -> Self:
        with ExitStack() as back:
            lock = SessionLock.acquire(path)
            back.callback(lock.release)
            connection = connect(path)
            back.callback(connection.close)
            opening.refuse_untrusted(connection, cls.schema, str(path), quick=True)
            if connection.execute("PRAGMA user_version").fetchone()[0] < cls.schema.version:
                at, by = (clock or _now)(), str(who or Who.here())
                backups.backup_connection(connection, path, at, Reason.UPGRADE)
                opening.upgrade(connection, cls.schema, str(path), at, by)
            opening.repair_triggers(connection, cls.schema)
            store = cls._started(connection, path, who, clock, lock)
            back.pop_all()
        return store

    @classmethod
    def _started(
        cls,
        connection: sqlite3.Connection,
        path: Path | None,
        who: Who | None,
        clock: Clock | None,
        lock: SessionLock | None,
    ) -> Self:
        store = cls(connection, path=path, who=who, clock=clock, lock=lock)
        store._refuse_failed_checks()
        session.begin(connection, store.who, store._token, store.opened_at)
        store._data_version = store._read_data_version()
        connection.execute("PRAGMA query_only=ON")
        return store

    def close(self) -> None:
        """Give the register back. Closing twice is harmless."""
        if not self._closing.alive:
            return
        # Somebody may keep a closed register for long, and the collector may have been told to pass over it.
        self.forget()
        if self._lock is not None:
            # Whatever goes wrong here has its effect at the next opening: a full check, because this was not noted.
            with suppress(sqlite3.Error):
                session.end(self.connection, self._token, self.now().astimezone(UTC))
        self._closing()
        if self._lock is not None:
            self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def overtaken_by(self) -> State | None:
        """Who has taken the register over since it was opened for editing here, after a lock that was lost; None while
        nobody has, or while the file cannot be read."""
        if self._lock is None:
            return None
        try:
            state = read_state(self.connection)
        except (sqlite3.Error, LotiError):
            return None
        return state if state is not None and state.token != self._token else None

    def is_behind(self) -> bool:
        """Whether the file of this snapshot holds changes that came after it."""
        if not self.read_only or self.path is None:
            return False
        state = read_state_of(self.path)
        return state is not None and state.generation > self.history.head()[0]

    def run_checks(self) -> list[CheckResult]:
        """Every check, the engine's and the subjects', in full, also after one that failed."""
        return run_all(
            self, (*opening.engine_checks(self.connection, self.schema), *self.schema.checks)
        )

    def _refuse_failed_checks(self) -> None:
        for result in run_all(self, self.schema.checks):
            if not result.ok:
                raise opening.damaged(self.name, result.problems[0])
