"""The one door through which everything is written, and the undo that goes back through it.

That there is one gives six things at once: a transaction, an undo step, a line in the permanent history, the news for
the pages, the text of the Undo menu, and a check for conflicts.
"""

import sqlite3
import sys
from collections import deque
from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from loti_admin.errors import FileTrouble, NothingToDo, Refused, RegisterTrouble
from loti_admin.storage import session
from loti_admin.storage.codec import T
from loti_admin.storage.connection import database_errors
from loti_admin.storage.erasing import Erasure, Targets, erase_entries, erased
from loti_admin.storage.history import Changes, Clock, History, Kind, RowChange, UndoStack
from loti_admin.storage.lock import Who
from loti_admin.storage.read_cache import Mark
from loti_admin.storage.repository import Repository

Listener = Callable[[Changes], None]


class WriteOutsideDoor(RuntimeError):
    """A mistake in the program: a row was written without `with register.write("label"):`."""


class _Rehearsed(Exception):
    """Ends a rehearsal, so that its transaction is rolled back."""


@dataclass(slots=True)
class _Step:
    """The write that is going on."""

    label: str
    kind: Kind
    reference: int | None = None
    rows: list[RowChange] = field(default_factory=list)
    # How far the file was written before it.
    before: Mark | None = None
    erased: dict[tuple[str, int], Sequence[str]] = field(default_factory=dict)
    seals: dict[int, str] = field(default_factory=dict)
    changes: Changes | None = None
    number: int = 0


class Door:
    """Writing, undo and the news of both, for one connection."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        path: Path | None,
        read_only: bool,
        who: Who,
        clock: Clock,
        token: str,
    ) -> None:
        self.connection = connection
        self.path = path
        self.read_only = read_only
        self.who = who
        self.clock = clock
        self.history = History(connection)
        self._token = token
        self._data_version = 0
        # What others worked out from the records, each under a key of its own; it goes when the register does.
        self.kept: dict[Hashable, Any] = {}
        self._tables: dict[str, Repository[Any]] = {}
        self._listeners: dict[object, Listener] = {}
        self._queue: deque[Changes] = deque()
        self._step: _Step | None = None
        self._stack = UndoStack() if read_only else UndoStack(self.history.since_barrier())

    @property
    def name(self) -> str:
        """What messages call the register: its path."""
        return str(self.path) if self.path else "the register"

    @property
    def person(self) -> str:
        """Who sits at the keyboard, as the history names them."""
        return self.who.person

    def now(self) -> datetime:
        """The time by this register's clock, with its zone: today is `register.now().date()`."""
        at = self.clock()
        return at if at.tzinfo else at.astimezone()

    # Writing

    @contextmanager
    def write(self, label: str, *, undoable: bool = True) -> Iterator[None]:
        """The one door. `label` is what the officer did, "Edit Camden": menu text and history line.

        One transaction: an exception rolls everything back and records nothing; without a change nothing is recorded
        either. A write inside a write joins it (a failure in it that is caught takes back only its own part). The
        listeners hear after the commit. `undoable=False` makes a barrier: neither this write nor any before it can be
        undone. Raises Refused in a snapshot, RegisterLocked if another session has taken over, FileTrouble.
        """
        if self._step is not None:
            with self._joined(self._step):
                yield
            if not undoable:
                self._step.kind = Kind.BARRIER
        else:
            with self._transaction(_Step(label, Kind.EDIT if undoable else Kind.BARRIER)):
                yield

    def rehearse(self, act: Callable[[], object]) -> tuple[RowChange, ...]:
        """The rows that `act` would write, which are taken back at once: the very code that writes them later, so that
        the two cannot differ. Nothing is recorded and no listener hears. Raises what `act` and `write` raise."""
        rows: tuple[RowChange, ...] = ()
        with suppress(_Rehearsed), self.write("Rehearsal"):
            known = len(self._rows())
            act()
            rows = tuple(self._rows()[known:])
            raise _Rehearsed
        return rows

    @contextmanager
    def _transaction(self, step: _Step) -> Iterator[None]:
        if self.read_only:
            raise Refused(f"{self.name} is open to read only, so nothing was changed.")
        before = None
        with database_errors(self.name):
            try:
                before = self.mark()
                self._begin()
                step.before, self._step = before, step
                yield
                self._commit(step)
            except BaseException:
                if self.connection.in_transaction:
                    self.connection.execute("ROLLBACK")
                raise
            finally:
                self._step = None
                with suppress(sqlite3.Error):
                    self.connection.execute("PRAGMA query_only=ON")
                    self._carry(before, step)
        if step.changes is not None:
            self._stack.push(step.number, step.kind, step.label, step.reference)
            self._tell(step.changes)

    def _begin(self) -> None:
        # The connection refuses to write except here, so that no statement can slip past the history.
        self.connection.execute("PRAGMA query_only=OFF")
        self.connection.execute("BEGIN IMMEDIATE")
        session.fence(self.connection, self._token, self.name)
        if self._read_data_version() != self._data_version:
            raise RegisterTrouble(
                f"Another program has changed {self.name} while it was open here. "
                "Close it and open it again, so that it is checked."
            )

    def _commit(self, step: _Step) -> None:
        self.require_write()
        if not step.rows and not step.erased:
            self.connection.execute("ROLLBACK")
            return
        at = self.now().astimezone(UTC).replace(microsecond=0)
        # Nor may this entry say what was erased.
        rows = _without(step.rows, step.erased) if step.erased else tuple(step.rows)
        changes = Changes(step.label, at, str(self.who), rows)
        head = self.history.append(changes, step.kind, step.reference, step.seals)
        session.note_head(self.connection, head)
        self.connection.execute("COMMIT")
        step.changes, step.number = changes, head[0]

    @contextmanager
    def _joined(self, step: _Step) -> Iterator[None]:
        mark = len(step.rows)
        self.connection.execute("SAVEPOINT joined")
        try:
            yield
        except BaseException:
            del step.rows[mark:]
            if self.connection.in_transaction:
                self.connection.execute("ROLLBACK TO joined")
                self.connection.execute("RELEASE joined")
            raise
        self.connection.execute("RELEASE joined")

    def _carry(self, before: Mark | None, step: _Step) -> None:
        """What was read before stays read, but for the rows of this write; taken back, it changed none."""
        rows = step.rows if step.changes is not None else []
        after = self.mark()
        for repository in self._tables.values():
            repository.carry(before, after, rows)

    def forget(self) -> None:
        """Let go of everything that was read, and of what was worked out from it."""
        self.kept.clear()
        for repository in self._tables.values():
            repository.forget()

    def _rows(self) -> list[RowChange]:
        return self._step.rows if self._step is not None else []

    def require_write(self) -> None:
        """For repositories: raise unless a write is going on and its transaction is alive (a full disk ends it)."""
        if self._step is None:
            raise WriteOutsideDoor('Rows are written inside `with register.write("label"):` only.')
        if not self.connection.in_transaction:
            raise FileTrouble(f"The disk gave out, so nothing was changed in {self.name}.")

    def note(self, change: RowChange) -> None:
        """For repositories: a row was written."""
        if self._step is not None:
            self._step.rows.append(change)

    def mark(self) -> Mark | None:
        """How far the file was written, None while a write is going on."""
        if self.connection.in_transaction:
            return None
        return self.connection.total_changes, self._read_data_version()

    def reading_mark(self) -> Mark | None:
        """For repositories: how far what can be read was written. A write that has changed nothing yet, because it
        looks first whether it can, reads what was there before it; after that it is None."""
        if self._step is None:
            return self.mark()
        return None if self._step.rows or self._step.erased else self._step.before

    def adopt(self, repository: Repository[T]) -> None:
        """For repositories: this table can be undone."""
        self._tables[repository.table] = repository

    def erase_from_history(self, table: str, row_id: int, columns: Sequence[str]) -> int:
        """Inside a write: erase these text columns from every copy of a row that the history keeps, which makes
        the write a barrier. The chain stays whole. Returns how many entries were altered."""
        return self.forget_in_history(Erasure(targets={(table, row_id): columns}))

    def forget_in_history(self, erasure: Erasure) -> int:
        """`erase_from_history` for several rows and for what else names somebody."""
        self.require_write()
        at = self.now().astimezone(UTC)
        altered, seals = erase_entries(self.connection, erasure, at)
        if self._step is not None:
            self._step.erased |= erasure.targets
            self._step.seals |= seals
            self._step.kind = Kind.BARRIER
        return altered

    def _read_data_version(self) -> int:
        return int(self.connection.execute("PRAGMA data_version").fetchone()[0])

    # Undo

    @property
    def undo_label(self) -> str | None:
        """What undo would take back; None if nothing can be undone."""
        return self._label(Kind.UNDO)

    @property
    def redo_label(self) -> str | None:
        """What redo would do again; None if nothing can be redone."""
        return self._label(Kind.REDO)

    @property
    def undoable(self) -> tuple[int, ...]:
        """The numbers of the history's entries that can be undone one after the other, the newest first."""
        return self._stack.undoable()

    def undo(self) -> Changes:
        """Take back the last write. Raises NothingToDo, or Conflict if a row is not as that write left it."""
        return self._replay(Kind.UNDO)

    def redo(self) -> Changes:
        """Do the last undone write again. Raises NothingToDo or Conflict."""
        return self._replay(Kind.REDO)

    def _label(self, kind: Kind) -> str | None:
        found = self._stack.next(kind)
        return found[1] if found else None

    def _replay(self, kind: Kind) -> Changes:
        if self._step is not None:
            raise RuntimeError(f"{kind.value} inside a write")
        found = self._stack.next(kind)
        if found is None:
            raise NothingToDo(f"There is nothing to {kind.value}.")
        number, label = found
        changes = self.history.entry(number).changes
        rows = changes.inverse().rows if kind is Kind.UNDO else changes.rows
        step = _Step(f"{kind.value.capitalize()} {label}", kind, number)
        with self._transaction(step):
            for row in rows:
                self._tables[row.table].replay(row)
        if step.changes is None:  # pragma: no cover - an entry has at least one row
            raise RuntimeError("An undone write without rows.")
        return step.changes

    # Listening and checking

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call `listener(changes)` after each commit; call what is returned to stop that.

        A listener that raises neither hides the commit nor silences the others: its error goes to `sys.excepthook`. A
        listener may write; the others hear of that after they have heard of this.
        """
        key = object()
        self._listeners[key] = listener

        def unsubscribe() -> None:
            self._listeners.pop(key, None)

        return unsubscribe

    def _tell(self, changes: Changes) -> None:
        self._queue.append(changes)
        if len(self._queue) > 1:
            return
        try:
            while self._queue:
                for listener in tuple(self._listeners.values()):
                    try:
                        listener(self._queue[0])
                    except Exception:
                        sys.excepthook(*sys.exc_info())
                self._queue.popleft()
        finally:
            self._queue.clear()


def _without(rows: Sequence[RowChange], targets: Targets) -> tuple[RowChange, ...]:
    """The changes of a write with the text of these columns erased, but for what it put in their place at last."""
    last = {(row.table, row.row_id): row for row in rows}
    kept = []
    for row in rows:
        place = row.table, row.row_id
        columns = targets.get(place, ())
        before, after = row.before or {}, row.after or {}
        new = {c for c in columns if row is last[place] and before.get(c) != after.get(c)}
        going = [column for column in columns if column not in new]
        kept.append(
            replace(row, before=erased(row.before, columns), after=erased(row.after, going))
        )
    return tuple(kept)
