"""How a command opens a register: to read, whoever has it open; or to change it, alone."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from loti_admin.commands.output import remark
from loti_admin.documents.files import write_aside
from loti_admin.storage.register import Register
from loti_admin.storage.rehearsal import rehearsal

T = TypeVar("T")


@contextmanager
def reading(path: Path, *, checked: bool = True) -> Iterator[Register]:
    """A snapshot. If somebody is editing the register, standard error says who and of when the snapshot is."""
    with Register.open(path, read_only=True, checked=checked) as register:
        if register.held_by is not None:
            remark(
                f"{path} is open for editing by {register.held_by.who}; "
                f"shown as at {register.now():%H:%M}."
            )
        yield register


def change(
    path: Path, work: Callable[[Register], T], prepare: Callable[[Register], None] | None = None
) -> T:
    """Do `work` on a copy first, then on the register itself; the copy's result stands if nothing changed there.

    So what is refused, and what is done already, leaves every byte of the file as it was. `prepare` comes between the
    two, with the register open. Raises RegisterLocked, which names who has it open, and what `work` raises.
    """
    with rehearsal(Register, path) as copy:
        before = copy.history.head()
        result = work(copy)
        if copy.history.head() == before:
            return result
    with Register.open(path) as register:
        if prepare is not None:
            prepare(register)
        return work(register)


def make_folder(folder: Path) -> None:
    """Make a folder for files if it is missing and see that files can be written to it. Raises FileTrouble."""
    trial = folder / ".loti-trial"
    write_aside(trial, b"")
    trial.unlink(missing_ok=True)
