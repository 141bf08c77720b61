"""The list of what was done."""

from loti_admin.storage.headlines import headlines
from loti_admin.storage.history import Kind
from tests.office import Office


def test_headlines_say_what_the_entries_say() -> None:
    office = Office("Camden", "Islington")
    office.register.undo()
    for entry, headline in zip(
        office.register.history.entries(), headlines(office.register), strict=True
    ):
        changes = entry.changes
        assert (entry.id, changes.at, changes.by, entry.label, entry.kind, entry.reference) == (
            headline.id,
            headline.at,
            headline.by,
            headline.label,
            headline.kind,
            headline.reference,
        )
        assert {row.table for row in changes.rows} == {table for table, _ in headline.tables}
        assert len({(row.table, row.row_id) for row in changes.rows}) == headline.rows


def test_the_newest_headlines_come_first_and_are_counted_off() -> None:
    office = Office("Camden", "Islington")
    office.register.undo()
    head, _ = office.register.history.head()
    newest, second = headlines(office.register, 2)
    assert (head, head - 1, Kind.UNDO) == (newest.id, second.id, newest.kind)
