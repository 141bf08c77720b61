"""What the lists of the page Safety show: changes, backups, series of numbers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from loti_admin.domain.dates import long_date
from loti_admin.pace import paced
from loti_admin.storage.backups import backups_of
from loti_admin.storage.headlines import Headline
from loti_admin.storage.history import Kind
from loti_admin.storage.retention import Reason

_SUBJECTS: Mapping[str, str] = {
    "organisations": "Members",
    "memberships": "Members",
    "people": "People",
    "contacts": "People",
    "newsletter_objections": "People",
    "purchase_orders": "Purchase orders",
    "services": "Shared IT",
    "service_members": "Shared IT",
    "fee_schedules": "Fees",
    "adjustments": "Fees",
    "fee_approvals": "Fees",
    "documents": "Documents",
    "receipts": "Payments",
    "allocations": "Payments",
    "grants": "Budget",
    "budget_lines": "Budget",
    "activities": "Activities",
    "participations": "Activities",
    "settings": "Settings",
}
_OTHER = "Other records"
_REASONS: Mapping[Reason, str] = {
    Reason.ASKED: "Asked for",
    Reason.OPENED: "At opening",
    Reason.CLOSED: "At closing",
    Reason.ISSUE: "Before issuing",
    Reason.IMPORT: "Before an import",
    Reason.UPGRADE: "Before an upgrade",
    Reason.RESTORE: "Before going back",
}


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One entry of the history. `undone` when it was taken back and not done again."""

    entry: Headline
    undone: bool

    @property
    def id(self) -> int:
        return self.entry.id

    @property
    def at(self) -> datetime:
        """By this computer's clock."""
        return self.entry.at.astimezone()

    @property
    def by(self) -> str:
        return self.entry.by

    @property
    def subjects(self) -> tuple[str, ...]:
        """What the entry is about, each word once."""
        return tuple(dict.fromkeys(_SUBJECTS.get(table, _OTHER) for table, _ in self.entry.tables))


@dataclass(frozen=True, slots=True)
class BackupRow:
    """One backup by its name and size; `at` is local time without a zone."""

    path: Path
    at: datetime
    reason: Reason
    size: int

    @property
    def why(self) -> str:
        return _REASONS[self.reason]


def change_rows(entries: Iterable[Headline]) -> list[ChangeRow]:
    """Rows in the order of the entries, which come newest first."""
    # The newest undo or redo of an entry tells how it stands.
    last: dict[int, Kind] = {}
    rows = []
    for entry in paced(entries):
        if entry.reference is not None:
            last.setdefault(entry.reference, entry.kind)
        rows.append(ChangeRow(entry, last.get(entry.id) is Kind.UNDO))
    return rows


def backup_rows(register: Path | None) -> list[BackupRow]:
    """The backups of a register, the newest first; none for one in memory."""
    if register is None:
        return []
    rows = []
    for backup in backups_of(register):
        try:
            size = backup.path.stat().st_size
        except OSError:  # removed in between, or no longer readable: there is nothing to go back to
            continue
        rows.append(BackupRow(backup.path, backup.at, backup.reason, size))
    return rows


def subjects_of(rows: Sequence[ChangeRow]) -> list[str]:
    """What any of the entries is about, in the order of the pages."""
    found = {subject for row in paced(rows) for subject in row.subjects}
    known = dict.fromkeys((*_SUBJECTS.values(), _OTHER))
    return [subject for subject in known if subject in found]


def people_of(rows: Sequence[ChangeRow]) -> list[str]:
    """Who made any of the entries, by name."""
    return sorted({row.by for row in paced(rows)}, key=str.casefold)


def moment(at: datetime) -> str:
    """`11 June 2026, 10:42`"""
    return f"{long_date(at.date())}, {at:%H:%M}"


def size_words(size: int) -> str:
    """`420 kB`, `1.2 MB`; a thousand bytes are one kB."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000)):,}\u00a0kB"
    return f"{size / 1_000_000:,.1f}\u00a0MB"


def days_words(first: date, last: date) -> str:
    """`1 July 2026`, or `1 July 2026 to 3 March 2027`."""
    return long_date(first) if first == last else f"{long_date(first)} to {long_date(last)}"
