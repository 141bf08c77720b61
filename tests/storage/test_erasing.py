"""A person's texts and names go from entries that are long written, and the chain shows every other change."""

from dataclasses import replace
from pathlib import Path

import pytest

from loti_admin.errors import DamagedRegister
from loti_admin.storage.erasing import ERASED, Erasure, renamed
from loti_admin.storage.history import Kind
from loti_admin.storage.mentions import entries_naming
from loti_admin.storage.record_checks import records_as_left
from tests.storage.shop import Maker, Shop, a_good, a_maker
from tests.storage.test_history import tamper

NAMES = ("Ann Example", "Ann Elder")


def erase(shop: Shop, maker: Maker) -> Maker:
    with shop.write(f"Erase maker {maker.id}"):
        made = shop.makers.save(replace(maker, name=f"Erased maker {maker.id}", email=""))
        targets = {("makers", maker.id): ("name", "email")}
        instead = f"Erased maker {maker.id}"
        shop.forget_in_history(Erasure(targets=targets, names=NAMES, instead=instead))
    return made


def ann(shop: Shop) -> Maker:
    """She is added, renamed, and the second step is undone and done again."""
    with shop.write("Add Ann Elder"):
        made = shop.makers.add(Maker(name="Ann Elder", email="ann@example.org"))
    a_good(shop)
    with shop.write("Ann Elder becomes Ann Example"):
        made = shop.makers.save(replace(made, name="Ann Example"))
    shop.undo()
    shop.redo()
    return made


def test_names_go_from_the_labels_and_nothing_else_does(path: Path) -> None:
    with Shop.create(path) as shop:
        erase(shop, ann(shop))
        assert (shop.undo_label, shop.redo_label) == (None, None)
    assert b"Ann E" not in path.read_bytes()
    assert b"ann@example" not in path.read_bytes()

    with Shop.open(path) as shop:
        assert [entry.label for entry in shop.history.entries()] == [
            "Erase maker 1",
            "Redo Erased maker 1 becomes Erased maker 1",
            "Undo Erased maker 1 becomes Erased maker 1",
            "Erased maker 1 becomes Erased maker 1",
            "Add Chair",
            "Add Erased maker 1",
        ]
        assert all(result.ok for result in shop.run_checks())
        assert [] == records_as_left(shop, ("makers", "goods"))


def test_the_entry_of_the_erasure_says_what_the_row_was_left_with(shop: Shop) -> None:
    made = erase(shop, ann(shop))
    entry = shop.history.entries(1)[0]
    (row,) = entry.changes.rows
    assert entry.kind is Kind.BARRIER
    assert row.before == {"id": made.id, "name": ERASED, "email": ERASED}
    assert row.after == {"id": made.id, "name": "Erased maker 1", "email": ""}


def test_a_row_is_still_compared_but_for_what_was_erased(shop: Shop) -> None:
    with shop.write("Add both"):
        one = shop.makers.add(Maker(name="Ann Example", email="ann@example.org"))
        shop.makers.add(Maker(name="Bob", email="bob@example.org"))
    erase(shop, one)
    shop.connection.execute("PRAGMA query_only=OFF")
    shop.connection.execute("UPDATE makers SET email = 'x' WHERE name = 'Bob'")
    assert ["Row 2 of makers is not as the history left it."] == records_as_left(shop, ["makers"])


def test_who_is_erased_twice_leaves_the_chain_whole(path: Path) -> None:
    with Shop.create(path) as shop:
        made = erase(shop, ann(shop))
        with shop.write("Ann Example again"):
            made = shop.makers.save(replace(made, name="Ann Example", email="ann@example.org"))
        erase(shop, made)
        with shop.write("Erase another"):
            other = shop.makers.add(Maker(name="Bob"))
            shop.forget_in_history(Erasure(targets={("makers", other.id): ("name",)}))
    assert b"Ann E" not in path.read_bytes()
    with Shop.open(path) as shop:
        assert all(result.ok for result in shop.run_checks())


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE history SET label = 'Add somebody' WHERE id = 1",
        "UPDATE history SET by = 'Eve' WHERE id = 1",
        "UPDATE history SET at = '2026-01-01' WHERE id = 1",
        "UPDATE history SET kind = 'barrier' WHERE id = 1",
        "UPDATE history SET label = 'Sell Chair', erased_at = '2026-07-01' WHERE id = 2",
    ],
)
def test_what_is_altered_besides_is_found(path: Path, statement: str) -> None:
    with Shop.create(path) as shop:
        erase(shop, ann(shop))
    tamper(path, statement)
    with pytest.raises(DamagedRegister, match=r"Entry [12] of the history was altered"):
        Shop.open(path)


def test_an_erasure_that_fails_leaves_everything(shop: Shop) -> None:
    made = ann(shop)
    before = shop.history.entries()

    def fail() -> None:
        with shop.write("Erase"):
            targets = {("makers", made.id): ("name",)}
            shop.forget_in_history(Erasure(targets=targets, names=NAMES, instead="Nobody"))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert shop.history.entries() == before
    assert shop.undo_label == "Ann Elder becomes Ann Example"


def test_what_other_records_once_said_is_put_otherwise(path: Path) -> None:
    with Shop.create(path) as shop:
        chair = a_good(shop)
        for name in ("The chair of Ann Example", "Ann Example's", "Chair"):
            with shop.write("Rename"):
                chair = shop.goods.save(replace(chair, name=name))
        stool = a_good(shop)
        with shop.write("Rename"):
            shop.goods.save(replace(stool, name="ann example"))
        erasure = Erasure(
            targets={},
            entries=entries_naming(shop, NAMES),
            words=NAMES,
            instead="Nobody",
            spared={("goods", stool.id, "name")},
        )
        with shop.write("Erase"):
            assert shop.forget_in_history(erasure) == 3
            a_maker(shop)
    kept = path.read_bytes()
    assert b"The chair of Nobody" in kept
    assert b"Ann Example" not in kept
    assert b"ann example" in kept
    with Shop.open(path) as shop:
        assert all(result.ok for result in shop.run_checks())
        assert [] == records_as_left(shop, ("makers", "goods"))


def test_a_name_is_replaced_where_it_stands_by_itself() -> None:
    assert renamed("Edit Ann, Annandale", ["Ann"], "X") == "Edit X, Annandale"
    assert renamed("Ann Lee and Ann", ["Ann", "Ann Lee"], "X") == "X and X"
    assert renamed(r"Add a\1 (b)", [r"a\1 (b)", ""], r"\g<0>") == r"Add \g<0>"
