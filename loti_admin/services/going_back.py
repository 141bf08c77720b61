"""Going back: what undoing from an entry of the history takes, and what a backup holds before it is gone back to."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from loti_admin.domain.invoices import series_of
from loti_admin.errors import LotiError, Refused
from loti_admin.storage.register import Register


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupFacts:
    """What a backup holds, read from it after it passed every check of opening.

    `entries` is the number of its last entry in the history and `head` the hash that this ends in; `last_at` is UTC,
    None for a register without any change. `numbers` are those of its documents.
    """

    entries: int
    head: str
    last_label: str
    last_at: datetime | None
    members: int
    numbers: tuple[str, ...]

    @property
    def last_numbers(self) -> tuple[str, ...]:
        """The last number of each series."""
        last: dict[str, str] = {}
        for number in sorted(self.numbers, key=series_of):
            last[series_of(number)[0]] = number
        return tuple(last.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Lost:
    """What the register would lose by going back: the changes since, and the numbers given since.

    `parted` means that the backup holds changes that the register does not have: it went its own way.
    """

    changes: int
    numbers: tuple[str, ...]
    parted: bool = False


def steps_back(register: Register, entry: int) -> int:
    """How many undos take back this entry and all after it; 0 if undo does not reach it."""
    undoable = register.undoable
    return undoable.index(entry) + 1 if entry in undoable else 0


def undo_from(register: Register, entry: int) -> int:
    """Undo this entry and all after it, each as a step that can be done again; how many that were.

    Raises Refused if undo does not reach it, Conflict if a record is not as it was left; nothing is undone then.
    """
    steps = steps_back(register, entry)
    if not steps:
        raise Refused("This change cannot be undone any more. Put the record right by hand.")
    for done in range(steps):
        try:
            register.undo()
        except LotiError:
            for _ in range(done):
                register.redo()
            raise
    return steps


def look_inside(backup: Path) -> BackupFacts:
    """Open a backup to read, with every check, and say what it holds. The file stays as it is.

    Needs no open register, so that a worker can run it. Raises NotARegister, NewerRegister, DamagedRegister,
    FileTrouble.
    """
    with Register.open(backup, read_only=True) as copy:
        entries, head = copy.history.head()
        newest = copy.history.entries(1)
        return BackupFacts(
            entries=entries,
            head=head,
            last_label=newest[0].label if newest else "",
            last_at=newest[0].changes.at if newest else None,
            members=len({m.organisation_id for m in copy.memberships.where(left=None)}),
            numbers=tuple(document.number for document in copy.documents.all()),
        )


def lost_by(register: Register, facts: BackupFacts) -> Lost:
    """What the register has that this backup lacks. Reads only."""
    now, _ = register.history.head()
    parted = facts.entries > now or register.history.head_at(facts.entries) != facts.head
    kept = set(facts.numbers)
    given = [document.number for document in register.documents.all()]
    return Lost(
        changes=max(0, now - facts.entries),
        numbers=tuple(number for number in given if number not in kept),
        parted=parted,
    )
