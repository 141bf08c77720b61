"""That the rows of the subjects' tables are those that the history left behind: nothing was slipped in beside it."""

from collections.abc import Iterable
from typing import Any

from loti_admin.domain.frozen import digest
from loti_admin.storage.codec import Value
from loti_admin.storage.door import Door
from loti_admin.storage.integrity import Check

Key = tuple[str, int]
_MOST = 20


def records_as_left(register: Door, tables: Iterable[str]) -> list[str]:
    """Rows of these tables that are there, gone or different without an entry of the history that says so.

    A row whose history was erased, as a person's can be, is looked at for being there only; a column that is younger
    than the row's last entry is not looked at.
    """
    left, erased = _as_the_history_left_them(register)
    problems = []
    for table in tables:
        cursor = register.connection.execute(f'SELECT * FROM "{table}"')
        columns = [description[0] for description in cursor.description]
        seen = set()
        for values in cursor:
            row = dict(zip(columns, values, strict=True))
            key = (table, int(row["id"]))
            seen.add(key)
            wanted = left.get(key)
            if wanted is None:
                problems.append(f"Row {key[1]} of {table} is not in the history.")
            elif key not in erased and any(
                row[column] != value for column, value in wanted.items() if column in row
            ):
                problems.append(f"Row {key[1]} of {table} is not as the history left it.")
        problems += [
            f"Row {row_id} of {name} is gone, and the history does not say so."
            for name, row_id in left
            if name == table and (name, row_id) not in seen
        ]
    return problems[:_MOST]


def _as_the_history_left_them(register: Door) -> tuple[dict[Key, dict[str, Value]], set[Key]]:
    """Each row after the last entry that touched it, and the rows that an erased entry touched."""
    left: dict[Key, dict[str, Value]] = {}
    erased: set[Key] = set()
    for entry in reversed(register.history.entries()):
        for row in entry.changes.rows:
            key = (row.table, row.row_id)
            if entry.erased_at is not None:
                erased.add(key)
            if row.after is None:
                left.pop(key, None)
            else:
                left[key] = dict(row.after)
    return left, erased


def approvals_as_made(register: Any) -> list[str]:
    """What was approved still has its hash; fees are shown by it, so that it is looked at whenever a register opens."""
    return [
        f"The approval of the fees of {approval.year} is not as it was made."
        for approval in register.fee_approvals.all()
        if digest(f"{approval.inputs}\n{approval.charges}") != approval.hash
    ]


APPROVAL_CHECKS = (Check("Approvals are as they were made", approvals_as_made),)
