"""The history without its changes: a list of what was done, which is quick to read also after large imports."""

from dataclasses import dataclass
from datetime import datetime

from loti_admin.storage.connection import database_errors
from loti_admin.storage.door import Door
from loti_admin.storage.history import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """An entry of the history; `at` is UTC. `tables` says which tables it touches, and in how many rows each."""

    id: int
    at: datetime
    by: str
    label: str
    kind: Kind
    reference: int | None
    erased_at: datetime | None
    tables: tuple[tuple[str, int], ...]

    @property
    def rows(self) -> int:
        """How many rows it touches."""
        return sum(count for _, count in self.tables)


def headlines(register: Door, limit: int | None = None) -> list[Headline]:
    """The newest entries first, all of them without a limit."""
    after = 0 if limit is None else register.history.head()[0] - limit
    with database_errors(register.name):
        touched: dict[int, list[tuple[str, int]]] = {}
        for number, table, count in register.connection.execute(
            "SELECT entry_id, table_name, count(*) FROM history_rows "
            "WHERE entry_id > ? GROUP BY entry_id, table_name",
            (after,),
        ):
            touched.setdefault(number, []).append((table, count))
        rows = register.connection.execute(
            "SELECT id, at, by, label, kind, reference, erased_at FROM history "
            "WHERE id > ? ORDER BY id DESC",
            (after,),
        ).fetchall()
    return [
        Headline(
            id=number,
            at=datetime.fromisoformat(at),
            by=by,
            label=label,
            kind=Kind(kind),
            reference=reference,
            erased_at=datetime.fromisoformat(erased_at) if erased_at else None,
            tables=tuple(touched.get(number, ())),
        )
        for number, at, by, label, kind, reference, erased_at in rows
    ]
