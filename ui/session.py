"""The open register, the year everything shows, and the one signal that says what changed."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from loti_admin.domain.dates import Year
from loti_admin.errors import FileTrouble, LotiError, Refused, RegisterLocked
from loti_admin.services.fee_inputs import current_year, known_years
from loti_admin.services.first_steps import FirstSteps
from loti_admin.services.new_register import new_register
from loti_admin.storage.history import Changes
from loti_admin.storage.register import Register
from loti_admin.storage.restore import restore
from ui.patience import patiently
from ui.reader import Reader
from ui.tasks import TaskRunner


class Session(QObject):
    """One register at a time. Pages read from `register` and write through services; nothing else holds state.

    `changed(Changes)` after each commit, undo and redo too · `year_changed(Year)` · `register_changed()` when another
    register is open, or none · `backed_up()`: a backup was made, which changes nothing in the register ·
    `said(text, undo)`: a line for the status bar, and whether Undo belongs to it.
    """

    changed = Signal(object)
    year_changed = Signal(object)
    register_changed = Signal()
    backed_up = Signal()
    said = Signal(str, bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.tasks = TaskRunner(self)
        self.reader = Reader(lambda: self._register, self)
        self.why_read_only = ""
        # Whether it is read only because somebody else has it, and can be edited when that is over.
        self.waits = False
        self._register: Register | None = None
        self._known: set[Year] | None = None
        self._year = Year.containing(date.today())

    @property
    def is_open(self) -> bool:
        return self._register is not None

    @property
    def register(self) -> Register:
        """The open register. A page is only asked to reload while there is one."""
        if self._register is None:
            raise RuntimeError("No register is open.")
        return self._register

    @property
    def read_only(self) -> bool:
        return self._register is None or self._register.read_only

    @property
    def year(self) -> Year:
        return self._year

    def today(self) -> date:
        """The day by the register's clock."""
        return self._register.now().date() if self._register else date.today()

    def years(self) -> list[Year]:
        """The years to choose from: every one that is known, this one, and the one after the last."""
        # Asked at each move in a list, and every document has to be looked at: so once for each change.
        if self._known is None:
            self._known = {*known_years(self.register), current_year(self.register)}
        known = {*self._known, self._year}
        return sorted({*known, max(known).next})

    # Opening and closing

    def open(self, path: Path, *, read_only: bool = False) -> None:
        """Open a register in place of the one that is open. Raises RegisterTrouble or FileTrouble and keeps that."""
        self._take(_opened(path, read_only=read_only))

    def open_for_editing_or_reading(self, path: Path) -> None:
        """Open for editing; where somebody else has it, or the folder may not be written to, to read only.

        `why_read_only` then says why. Raises RegisterTrouble or FileTrouble if it cannot be opened at all.
        """
        if self._is_here(path):
            return
        try:
            self.open(path)
        except (RegisterLocked, FileTrouble) as refusal:
            try:
                snapshot = _opened(path, read_only=True)
            except FileTrouble:
                raise refusal from None
            self._take(snapshot, refusal=refusal)

    def look_again(self) -> None:
        """Open the same file again, showing the same year: for editing if that is possible now, or as it is now."""
        path, year = self.register.path, self._year
        if path is None:
            return
        try:
            register = _opened(path)
        except (RegisterLocked, FileTrouble) as refusal:
            self._take(_opened(path, read_only=True), year=year, refusal=refusal)
        else:
            self._take(register, year=year)

    def create(self, path: Path, steps: FirstSteps | None = None) -> None:
        """Make a new register, with what was said first in it, and open it. Raises FileTrouble or Invalid."""
        self._take(new_register(path, steps))

    def go_back(self, backup: Path) -> Path | None:
        """Put a copy of a backup in the place of the open register and open it; where the replaced file is now.

        Raises RegisterTrouble about the backup or FileTrouble; the register is then open again as it was.
        """
        path, at = self.register.path, self.register.now()
        if path is None or self.read_only:
            raise Refused("Only a register that is open for editing can go back to a backup.")
        year, kept = self._year, None
        self._drop()
        try:
            kept = restore(backup, path, Register.schema, at)
        finally:
            try:
                self._take(Register.open(path), year=year)
            except LotiError:
                self.register_changed.emit()
                raise
        return kept

    def take(self, register: Register) -> None:
        """Use a register that is open already."""
        self._take(register)

    def close(self) -> None:
        """Give the register back; the tasks end first, so that no worker outlives it."""
        self.tasks.close()
        self._drop()
        self.register_changed.emit()

    # What the window does

    def set_year(self, year: Year) -> None:
        if year != self._year:
            self._year = year
            self.year_changed.emit(year)

    def undo(self) -> None:
        """Raises NothingToDo or Conflict."""
        label = self.register.undo_label
        self.register.undo()
        self.say(f"Undone: {label}")

    def redo(self) -> None:
        """Raises NothingToDo or Conflict."""
        label = self.register.redo_label
        self.register.redo()
        self.say(f"Done again: {label}", undo=True)

    def say(self, text: str, *, undo: bool = False) -> None:
        self.said.emit(text, undo)

    def _take(
        self,
        register: Register,
        *,
        year: Year | None = None,
        refusal: RegisterLocked | FileTrouble | None = None,
    ) -> None:
        self._drop()
        self._register = register
        self.why_read_only = str(refusal) if refusal else ""
        self.waits = isinstance(refusal, RegisterLocked)
        register.subscribe(self._committed)
        self._year = year or current_year(register)
        self.register_changed.emit()

    def _committed(self, changes: Changes) -> None:
        self._known = None
        self.changed.emit(changes)

    def _drop(self) -> None:
        # A reading that was left half-way holds the file open.
        self.reader.forget()
        self._known = None
        if self._register is not None:
            self._register.close()
            self._register = None

    def _is_here(self, path: Path) -> bool:
        """Whether this very file is open for editing here; opening it again would find it locked, by us."""
        here = self._register.path if self._register and not self._register.read_only else None
        return here is not None and path.resolve() == here.resolve()


def _opened(path: Path, *, read_only: bool = False) -> Register:
    """Every document that was ever issued is checked, which takes seconds where there are tens of thousands."""
    return patiently(lambda: Register.open(path, read_only=read_only))


__all__ = ["Changes", "Session"]
