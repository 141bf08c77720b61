"""Everything that can go wrong in words for the officer.

Two kinds are kept apart: a `Problem` is returned, so that several can be shown beside their fields; a `LotiError` is
raised, because the thing asked for was not done. The text of both is what the officer reads, and says what to do next.
"""

import errno
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """`BLOCKS` stops saving, approving or issuing; `WARNS` is shown and lets the officer go on."""

    BLOCKS = "blocks"
    WARNS = "warns"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to look at: a sentence, the field it belongs to ("" = the whole), the organisation's code if any."""

    message: str
    severity: Severity = Severity.BLOCKS
    field: str = ""
    code: str = ""

    @property
    def blocks(self) -> bool:
        return self.severity is Severity.BLOCKS


# Why a file or folder could not be used, where the system's own words would leave the officer guessing.
_REASONS = {
    errno.EISDIR: "it is a folder",
    errno.ENOTDIR: "a part of its path is not a folder",
    errno.ENOENT: "it is not there",
    errno.EACCES: "your account may not do that",
    errno.EPERM: "your account may not do that",
    errno.ENOSPC: "the disk is full",
    errno.EROFS: "the disk can only be read",
    errno.ENAMETOOLONG: "its name is too long",
    errno.EIO: "the disk gave an error",
}


def reason_of(error: OSError) -> str:
    """Why the system refused, to stand after a colon; its own words for what is rare."""
    return _REASONS.get(error.errno or 0, error.strerror or str(error))


class LotiError(Exception):
    """What was asked for was not done; `str(error)` is one sentence for the officer. Nothing was changed."""


class Invalid(LotiError):
    """A record was refused; `problems` says which fields and why."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(" ".join(problem.message for problem in self.problems))


class Refused(LotiError):
    """The rules of the work do not allow it now (not approved, something blocks, more than is left)."""


class NothingToDo(LotiError):
    """The work is already done; not a failure, but there is nothing to show for it."""


class NotFound(LotiError):
    """A year, number, organisation or record that the register does not hold."""


class Conflict(LotiError):
    """The record looks different from what the change was based on; it has to be looked at again."""


class Cancelled(LotiError):
    """The officer stopped long work; what the text says was kept is complete."""


class FileTrouble(LotiError):
    """A file or folder could not be read or written: missing, no permission, held by another program, disk full."""


class RegisterTrouble(LotiError):
    """The register itself cannot be opened or trusted."""


class NotARegister(RegisterTrouble):
    """The file is something else: a folder, empty, another program's database."""


class NewerRegister(RegisterTrouble):
    """The register was written by a newer version of the program; it is left unchanged."""


class DamagedRegister(RegisterTrouble):
    """The file fails its own checks; it is left unchanged."""


class RegisterLocked(RegisterTrouble):
    """Somebody else has the register open for writing."""

    def __init__(self, path: object, person: str, computer: str, since: str) -> None:
        self.person, self.computer, self.since = person, computer, since
        super().__init__(
            f"{path} is open for editing by {person} on {computer} since {since}. "
            "Close it there, or wait until it is free."
        )
