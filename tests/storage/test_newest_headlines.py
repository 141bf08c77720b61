"""The newest entries of the history, and what each changed."""

from datetime import UTC, date, datetime

from loti_admin.storage.headlines import Contents, headlines_since
from loti_admin.storage.history import Kind
from tests.office import Office


def test_they_say_what_the_entries_say() -> None:
    office = Office("Camden", "Islington")
    office.approve()
    office.issue()
    entries = office.register.history.entries()
    latest = headlines_since(office.register, len(entries))
    assert [e.id for e in latest] == [e.id for e in entries]
    for entry, found in zip(entries, latest, strict=True):
        changes, contents = entry.changes, Contents(office.register, found.id)
        assert (found.at, found.by, found.label) == (changes.at, changes.by, changes.label)
        assert (found.kind, found.reference) == (entry.kind, entry.reference)
        assert contents.count == len(changes.rows)
        assert contents.first == changes.rows[0]
        assert contents.touches("documents") == changes.touches("documents")
        assert contents.touches_only("documents") == all(
            r.table == "documents" for r in changes.rows
        )


def test_the_newest_come_first_and_as_many_as_are_asked_for() -> None:
    office = Office("Camden", "Islington")
    office.register.undo()
    head, _ = office.register.history.head()
    newest, second = headlines_since(office.register, 2)
    assert (newest.id, second.id, newest.kind) == (head, head - 1, Kind.UNDO)


def test_a_day_counts_from_its_start() -> None:
    office = Office("Camden")
    office.today = datetime(2026, 6, 20, 9, 0, tzinfo=UTC)
    office.council("Islington")
    found = headlines_since(office.register, 99, date(2026, 6, 20))
    assert [e.id for e in found] == [
        e.id for e in office.register.history.entries(since=date(2026, 6, 20))
    ]
    assert headlines_since(office.register, 99, date(2026, 6, 21)) == []


def test_a_word_within_a_text_is_no_table() -> None:
    office = Office('"table":"documents"')
    (entry, *_) = headlines_since(office.register, 99)
    assert not Contents(office.register, entry.id).touches("documents")


def test_the_years_of_documents_are_known_without_reading_them() -> None:
    office = Office("Camden")
    assert office.register.documents.years() == []
    office.approve()
    office.issue()
    assert office.register.documents.years() == [d.year for d in office.register.documents.all()]
