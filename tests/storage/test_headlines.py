"""The list of what was done."""

from loti_admin.storage.headlines import headlines, headlines_of
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


def test_the_headlines_of_some_records_are_their_entries() -> None:
    office = Office("Camden", "Islington")
    rows = [("organisations", office["Camden"].id), ("organisations", 0), ("people", 1)]
    history = office.register.history
    assert [entry.id for entry in history.entries_of(rows)] == [
        headline.id for headline in headlines_of(office.register, rows)
    ]
    assert ["Add Camden"] == [one.label for one in headlines_of(office.register, rows[:2], 1)]
    assert [] == headlines_of(office.register, [])
