"""That the rows of the subjects' tables are those that the history left behind: nothing was slipped in beside it."""

from collections.abc import Iterable
from typing import Any

from loti_admin.domain.frozen import digest
from loti_admin.storage.codec import Value
from loti_admin.storage.door import Door
from loti_admin.storage.erasing import ERASED
from loti_admin.storage.integrity import Check

Key = tuple[str, int]
_MOST = 20


def records_as_left(register: Door, tables: Iterable[str]) -> list[str]:
    """Rows of these tables that are there, gone or different without an entry of the history that says so.

    A text that was erased from the history, as a person's can be, is not looked at, nor is a column that is younger
    than the row's last entry.
    """
    left = _as_the_history_left_them(register)
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
            elif any(
                row[column] != value
                for column, value in wanted.items()
                if column in row and value != ERASED
            ):
                problems.append(f"Row {key[1]} of {table} is not as the history left it.")
        problems += [
            f"Row {row_id} of {name} is gone, and the history does not say so."
            for name, row_id in left
            if name == table and (name, row_id) not in seen
        ]
    return problems[:_MOST]


def _as_the_history_left_them(register: Door) -> dict[Key, dict[str, Value]]:
    """Each row after the last entry that touched it."""
    left: dict[Key, dict[str, Value]] = {}
    for entry in reversed(register.history.entries()):
        for row in entry.changes.rows:
            if row.after is None:
                left.pop((row.table, row.row_id), None)
            else:
                left[row.table, row.row_id] = dict(row.after)
    return left


def approvals_as_made(register: Any) -> list[str]:
    """What was approved still has its hash; fees are shown by it, so that it is looked at whenever a register opens."""
    return [
        f"The approval of the fees of {approval.year} is not as it was made."
        for approval in register.fee_approvals.all()
        if digest(f"{approval.inputs}\n{approval.charges}") != approval.hash
    ]


APPROVAL_CHECKS = (Check("Approvals are as they were made", approvals_as_made),)
