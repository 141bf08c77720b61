import sqlite3
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from loti_admin.errors import DamagedRegister
from loti_admin.storage.history import ERASED, Changes, Entry, Kind, RowChange, UndoStack
from tests.storage.shop import Good, Maker, Shop, a_good, a_maker, rename


def tamper(path: Path, *statements: str) -> None:
    """What somebody with another SQLite program could do: drop the safeguards, then alter rows."""
    connection = sqlite3.connect(path)
    for (name,) in connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    ).fetchall():
        connection.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


def three_entries(shop: Shop) -> Good:
    good = a_good(shop)
    a_maker(shop)
    return rename(shop, good, "Stool")


def test_changes_turn_round() -> None:
    added = RowChange("goods", 1, None, {"id": 1})
    saved = RowChange("goods", 1, {"id": 1}, {"id": 1, "name": "x"})
    changes = Changes("Edit", datetime(2026, 7, 1, tzinfo=UTC), "Ann", (added, saved))

    assert changes.inverse().rows == (
        RowChange("goods", 1, {"id": 1, "name": "x"}, {"id": 1}),
        RowChange("goods", 1, {"id": 1}, None),
    )
    assert changes.inverse().inverse() == changes


def test_undo_and_redo_are_entries_that_name_what_they_are_about(shop: Shop) -> None:
    a_good(shop)
    shop.undo()
    shop.redo()

    entries = shop.history.entries()
    assert [(entry.id, entry.kind, entry.label, entry.reference) for entry in entries] == [
        (3, Kind.REDO, "Redo Add Chair", 1),
        (2, Kind.UNDO, "Undo Add Chair", 1),
        (1, Kind.EDIT, "Add Chair", None),
    ]


def test_entries_are_found_by_table_row_time_and_number(shop: Shop) -> None:
    good = three_entries(shop)

    def labels(entries: list[Entry]) -> list[str]:
        return [entry.label for entry in entries]

    of_good = shop.history.entries(table="goods", row_id=good.id)
    assert labels(of_good) == ["Rename Chair", "Add Chair"]
    assert labels(shop.history.entries(table="makers")) == ["Add Camden Works"]
    assert labels(shop.history.entries(1)) == ["Rename Chair"]
    assert labels(shop.history.entries(since=of_good[0].changes.at)) == ["Rename Chair"]
    assert len(shop.history.entries(since=date(2026, 6, 30))) == 3
    assert shop.history.entries(since=date(2026, 7, 3)) == []


def test_a_table_can_be_seen_as_it_stood(shop: Shop) -> None:
    chair = a_good(shop)
    seen = shop.history.entries(1)[0]
    with shop.write("Change"):
        shop.goods.save(replace(chair, name="Stool"))
        other = shop.goods.add(Good(name="other"))
    with shop.write("Remove"):
        shop.goods.remove(chair)

    assert shop.goods.as_at(0) == []
    assert shop.goods.as_at(1) == [chair]
    assert shop.goods.as_at(2) == [replace(chair, name="Stool"), other]
    assert shop.goods.as_at(3) == shop.goods.all() == [other]
    assert shop.goods.as_at(seen.changes.at) == [chair]
    assert shop.goods.as_at(seen.changes.at - timedelta(minutes=1)) == []
    assert shop.goods.as_at(date(2026, 7, 3)) == [other]
    assert shop.goods.as_at(date(2026, 6, 29)) == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE history SET label = 'other' WHERE id = 1",
        "UPDATE history SET changes = '[]' WHERE id = 1",
        "UPDATE history SET at = at, erased_at = 'x', chain_hash = 'y' WHERE id = 1",
        "DELETE FROM history WHERE id = 1",
        "REPLACE INTO history SELECT * FROM history WHERE id = 1",
        "INSERT INTO history SELECT id + 5, at, by, label, kind, reference, changes, changes_hash,"
        " chain_hash, erased_at FROM history WHERE id = 1",
        "DELETE FROM history_rows",
        "UPDATE history_rows SET row_id = 9",
        "REPLACE INTO history_rows SELECT * FROM history_rows",
    ],
)
def test_the_history_can_only_be_added_to(shop: Shop, statement: str) -> None:
    three_entries(shop)
    shop.connection.execute("PRAGMA query_only=OFF")

    with pytest.raises(sqlite3.IntegrityError, match="never changed"):
        shop.connection.execute(statement)


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("UPDATE history SET label = 'other' WHERE id = 2", "Entry 2 of the history was altered"),
        ("UPDATE history SET by = 'Eve' WHERE id = 1", "Entry 1 of the history was altered"),
        ("UPDATE history SET at = '2026-01-01' WHERE id = 3", "Entry 3 .* was altered"),
        ("UPDATE history SET kind = 'barrier' WHERE id = 1", "Entry 1 .* was altered"),
        ("UPDATE history SET changes = '[]' WHERE id = 2", "changes of entry 2 .* were altered"),
        ("DELETE FROM history WHERE id = 2", "Entry 2 of the history is missing"),
        ("DELETE FROM history WHERE id = 3", "ends at entry 2; it should end at entry 3"),
        ("UPDATE history SET id = id + 1 WHERE id = 3", "Entry 3 of the history is missing"),
    ],
)
def test_tampering_with_the_history_is_found_at_opening(
    path: Path, statement: str, sentence: str
) -> None:
    with Shop.create(path) as shop:
        three_entries(shop)
    tamper(path, "PRAGMA foreign_keys=OFF", "DELETE FROM history_rows", statement)
    before = path.read_bytes()

    with pytest.raises(DamagedRegister, match=sentence):
        Shop.open(path)
    with pytest.raises(DamagedRegister, match=sentence):
        Shop.open(path, read_only=True)

    assert path.read_bytes() == before


def test_erasing_a_person_leaves_the_chain_whole(path: Path) -> None:
    with Shop.create(path) as shop:
        with shop.write("Add Ann"):
            ann = shop.makers.add(Maker(name="Ann Example", email="ann@example.org"))
            bob = shop.makers.add(Maker(name="Bob", email="bob@example.org"))
        with shop.write("Erase a person"):
            erased = shop.makers.save(replace(ann, name="", email=""))
            altered = shop.erase_from_history("makers", ann.id, ["name", "email"])

        assert altered == 1
        assert shop.undo_label is None
    assert b"ann@example.org" not in path.read_bytes()
    assert b"bob@example.org" in path.read_bytes()

    with Shop.open(path) as shop:
        entry = shop.history.entry(1)
        assert entry.erased_at is not None
        assert entry.changes.rows[0].after == {"id": ann.id, "name": ERASED, "email": ERASED}
        assert shop.makers.all() == [erased, bob]
        assert all(result.ok for result in shop.run_checks())


def test_the_stack_is_what_the_entries_say() -> None:
    stack = UndoStack(
        [
            (1, Kind.EDIT, "a", None),
            (2, Kind.EDIT, "b", None),
            (3, Kind.UNDO, "Undo b", 2),
            (4, Kind.UNDO, "Undo a", 1),
            (5, Kind.REDO, "Redo a", 1),
        ]
    )

    assert stack.next(Kind.UNDO) == (1, "a")
    assert stack.next(Kind.REDO) == (2, "b")
