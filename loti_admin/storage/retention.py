"""Which backups are kept: everything of two days, then one for a day, a week, a month; before issuing, for ever."""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path

KEPT_WHOLE = timedelta(days=2)


class Reason(StrEnum):
    """Why a backup was made; it is part of the file's name."""

    ASKED = "asked for"
    OPENED = "at opening"
    CLOSED = "at closing"
    ISSUE = "before issuing"
    IMPORT = "before import"
    UPGRADE = "before upgrade"
    RESTORE = "before going back"


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup by what its name says; `at` is local time without a zone."""

    path: Path
    at: datetime
    reason: Reason


def _day(at: datetime) -> Hashable:
    return at.date()


def _week(at: datetime) -> Hashable:
    return at.isocalendar()[:2]


def _month(at: datetime) -> Hashable:
    return at.year, at.month


# The newest of each of so many days, weeks and months that have any backup at all: a register that rests for a year
# does not lose its backups to the calendar.
_STEPS: tuple[tuple[int, Callable[[datetime], Hashable]], ...] = (
    (14, _day),
    (10, _week),
    (24, _month),
)


def to_remove(backups: Iterable[Backup], now: datetime) -> list[Backup]:
    """The backups that are no longer needed, oldest first; `now` is local time without a zone. The newest always stays,
    and so does every backup made before issuing."""
    newest_first = sorted(backups, key=lambda backup: (backup.at, backup.path.name), reverse=True)
    kept = {
        backup.path
        for index, backup in enumerate(newest_first)
        if index == 0 or backup.reason is Reason.ISSUE or now - backup.at <= KEPT_WHOLE
    }
    older = [backup for backup in newest_first if now - backup.at > KEPT_WHOLE]
    for count, period in _STEPS:
        seen: set[Hashable] = set()
        for backup in older:
            key = period(backup.at)
            if key not in seen and len(seen) < count:
                seen.add(key)
                kept.add(backup.path)
    return [backup for backup in reversed(newest_first) if backup.path not in kept]
