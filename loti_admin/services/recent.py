"""What was changed lately, in the words of the history, each with the record that it led to."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from loti_admin.storage.history import Entry, Kind, RowChange
from loti_admin.storage.register import Register

# Steps that were undone are left out, so more are read than are told.
_SPARE = 4
# An import or a new register touches very many records; none of them is what it was about.
_MANY = 12
_OF_AN_ORGANISATION = frozenset(
    {"memberships", "contacts", "purchase_orders", "adjustments", "receipts"}
)
_PAGES = {
    "fee_schedules": "fees",
    "fee_approvals": "fees",
    "allocations": "payments",
    "grants": "budget",
    "budget_lines": "budget",
    "activities": "activities",
    "participations": "activities",
    "settings": "settings",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RecentChange:
    """One step of the history that still holds. `table` is what it was about, `target` where that is shown ("" if it
    is shown nowhere); `on` is the day by this computer's clock."""

    number: int
    on: date
    by: str
    label: str
    table: str
    target: str


def recent_changes(
    register: Register, most: int, *, since: date | None = None
) -> list[RecentChange]:
    """The newest steps first, at most `most`, from a day on (inclusive). Reads only."""
    names = {o.id: o.display_name for o in register.organisations.all()}
    told: list[RecentChange] = []
    undone: set[int] = set()
    settled: set[int] = set()
    for entry in register.history.entries(most * _SPARE, since=since):
        if entry.reference is not None:
            # The newest word about a step counts: undone and done again, it holds.
            if entry.kind is Kind.UNDO and entry.reference not in settled:
                undone.add(entry.reference)
            settled.add(entry.reference)
        elif entry.id not in undone:
            told.append(_change(entry, names))
    return told[:most]


def _change(entry: Entry, names: Mapping[int, str]) -> RecentChange:
    rows = entry.changes.rows
    # Issuing may freeze a joiner's fee on the way; what it is about are the documents.
    first = next((row for row in rows if row.table == "documents"), rows[0] if rows else None)
    label = entry.label
    if first is not None and first.table == "receipts":
        payer = names.get(int((first.after or {}).get("organisation_id") or 0))
        label = f"{label} from {payer}" if payer else label
    return RecentChange(
        number=entry.id,
        on=entry.changes.at.astimezone().date(),
        by=entry.changes.by,
        label=label,
        table=first.table if first else "",
        target=_target(first, len(rows)) if first else "",
    )


def _target(row: RowChange, rows: int) -> str:
    """Where the first record of a step is shown; a record that is gone, or one of many, by its page."""
    values = row.after
    if row.table == "documents":
        return f"document/{row.row_id}" if rows == 1 and values else "invoices"
    if row.table in _PAGES:
        return _PAGES[row.table]
    if row.table in ("organisations", "people"):
        one = {"organisations": "organisation", "people": "person"}[row.table]
        return f"{one}/{row.row_id}" if values and rows < _MANY else "members"
    if row.table in ("services", "service_members"):
        service = row.row_id if row.table == "services" else (values or {}).get("service_id")
        return f"service/{service}" if values and service else "shared-it"
    if row.table in _OF_AN_ORGANISATION:
        organisation = (values or {}).get("organisation_id")
        return f"organisation/{organisation}" if organisation else "members"
    return ""
