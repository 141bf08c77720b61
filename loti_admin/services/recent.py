"""What was changed lately, in the words of the history, each with the record that it led to."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from loti_admin.pace import paced
from loti_admin.storage.headlines import Contents, Headline, headlines_since
from loti_admin.storage.history import Kind, RowChange
from loti_admin.storage.register import Register

# Steps that were undone are left out, so more are read than are told.
_SPARE = 4
# An import or a new register touches very many records; none of them is what it was about.
_MANY = 12
_OF_AN_ORGANISATION = frozenset({"memberships", "contacts", "purchase_orders", "adjustments"})
_PAGES = {"fee_schedules": "fees", "fee_approvals": "fees", "settings": "settings"}
# Records that are shown by themselves: the word in their target, and the page of those that are gone or one of many.
_RECORDS = {
    "organisations": ("organisation", "members"),
    "people": ("person", "members"),
    "services": ("service", "shared-it"),
    "documents": ("document", "invoices"),
    "receipts": ("receipt", "payments"),
    "grants": ("grant", "budget"),
    "budget_lines": ("budget-line", "budget"),
    "activities": ("activity", "activities"),
}
# Records that are shown with another one: the field that names it, its word, and the page.
_PARTS = {
    "service_members": ("service_id", "service", "shared-it"),
    "allocations": ("receipt_id", "receipt", "payments"),
    "chase_notes": ("organisation_id", "payments", "payments"),
    "participations": ("activity_id", "activity", "activities"),
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
    names = {o.id: o.display_name for o in paced(register.organisations.all())}
    told: list[RecentChange] = []
    undone: set[int] = set()
    settled: set[int] = set()
    for entry in paced(headlines_since(register, most * _SPARE, since)):
        if len(told) == most:
            break
        if entry.reference is not None:
            # The newest word about a step counts: undone and done again, it holds.
            if entry.kind is Kind.UNDO and entry.reference not in settled:
                undone.add(entry.reference)
            settled.add(entry.reference)
        elif entry.id not in undone:
            contents = Contents(register, entry.id)
            # Keeping what PDFs were changes nothing that is recorded.
            if not contents.touches_only("document_files"):
                told.append(_change(entry, contents, names))
    return told


def _change(entry: Headline, contents: Contents, names: Mapping[int, str]) -> RecentChange:
    first, count = contents.first, contents.count
    if count > 1 and contents.touches("documents"):
        # Issuing may freeze a joiner's fee on the way; what it is about are the documents.
        first = RowChange("documents", 0, None, None)
    label = entry.label
    if first is not None and first.table == "receipts":
        payer = names.get(int((first.after or {}).get("organisation_id") or 0))
        label = f"{label} from {payer}" if payer else label
    return RecentChange(
        number=entry.id,
        on=entry.at.astimezone().date(),
        by=entry.by,
        label=label,
        table=first.table if first else "",
        target=_target(entry, first, count) if first else "",
    )


def _target(entry: Headline, row: RowChange, rows: int) -> str:
    """Where the first record of a step is shown; a record that is gone, or one of many, by its page, and what has no
    page by its line of the history."""
    values = row.after
    if row.table in _PAGES:
        return _PAGES[row.table]
    if row.table in _RECORDS:
        word, page = _RECORDS[row.table]
        one = values and (rows == 1 if row.table == "documents" else rows < _MANY)
        return f"{word}/{row.row_id}" if one else page
    if row.table in _PARTS:
        field, word, page = _PARTS[row.table]
        whole = (values or {}).get(field)
        return f"{word}/{whole}" if whole else page
    if row.table in _OF_AN_ORGANISATION:
        organisation = (values or {}).get("organisation_id")
        return f"organisation/{organisation}" if organisation else "members"
    return f"change/{entry.id}"
