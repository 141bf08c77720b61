from dataclasses import replace
from pathlib import Path

import pytest
from sqlite_utils import Database

from loti_admin.errors import NewerRegister, RegisterTrouble
from loti_admin.storage.backups import backups_of
from loti_admin.storage.connection import connect_memory
from loti_admin.storage.history import HISTORY_TRIGGERS, Kind
from loti_admin.storage.migrations import (
    Schema,
    database,
    ensure_triggers,
    migrate,
    run_script,
)
from loti_admin.storage.retention import Reason
from tests.storage.shop import Good, Shop, a_good
from tests.storage.worker import NextShop


def test_triggers_are_exactly_those_of_the_list(shop: Shop) -> None:
    present = shop.connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")

    assert {name for (name,) in present} == {*HISTORY_TRIGGERS, "sold_goods_stay"}


def test_rebuilding_a_table_drops_its_triggers_and_they_are_put_back() -> None:
    connection = connect_memory()
    migrate(connection, Shop.schema)
    database(connection).table("goods").transform(rename={"name": "title"})
    lost = connection.execute(
        "SELECT count(*) FROM sqlite_master WHERE name = 'sold_goods_stay'"
    ).fetchone()

    assert lost == (0,)
    assert ensure_triggers(connection, Shop.schema) is True
    assert ensure_triggers(connection, Shop.schema) is False
    connection.close()


def test_a_failed_migration_leaves_nothing() -> None:
    def half(db: Database) -> None:
        db.execute("CREATE TABLE half (id INTEGER) STRICT")
        raise ZeroDivisionError

    connection = connect_memory()
    with pytest.raises(ZeroDivisionError):
        migrate(connection, Schema(migrations=(*Shop.schema.migrations, half)))

    assert connection.execute("SELECT * FROM sqlite_master").fetchall() == []
    assert connection.execute("PRAGMA user_version").fetchone() == (0,)
    connection.close()


def test_an_older_register_is_backed_up_and_upgraded(closed: Path) -> None:
    old = closed.read_bytes()
    with NextShop.open(closed) as shop:
        columns = [row[1] for row in shop.connection.execute("PRAGMA table_info(goods)")]
        assert columns[-1] == "stock"
        assert [good.name for good in shop.goods.all()] == ["Chair"]
        assert shop.undo_label is None
        assert shop.history.entries()[0].kind is Kind.BARRIER
        assert all(result.ok for result in shop.run_checks())
        a_good(shop, "Stool")
        shop.undo()

    (kept,) = backups_of(closed)
    assert kept.reason is Reason.UPGRADE
    with Shop.open(kept.path, read_only=True) as before:
        assert [good.name for good in before.goods.all()] == ["Chair"]
    with pytest.raises(NewerRegister, match="newer version"):
        Shop.open(closed)
    assert closed.read_bytes() != old


def test_an_older_register_can_be_looked_at_without_an_upgrade(closed: Path) -> None:
    old = closed.read_bytes()
    with NextShop.open(closed, read_only=True) as shop:
        assert [good.name for good in shop.goods.all()] == ["Chair"]
    assert closed.read_bytes() == old


def loses_pence(db: Database) -> None:
    db.execute("UPDATE goods SET price_pence = 0")


def breaks_links(db: Database) -> None:
    db.execute("PRAGMA defer_foreign_keys=ON")
    db.execute("UPDATE goods SET maker_id = 7")


@pytest.mark.parametrize("migration", [loses_pence, breaks_links])
def test_an_upgrade_that_would_change_the_books_is_refused(closed: Path, migration: object) -> None:
    class Wrong(Shop):
        schema = Schema(
            migrations=(*Shop.schema.migrations, migration),  # type: ignore[arg-type]
            triggers=Shop.schema.triggers,
            totals=lambda connection: dict(
                connection.execute("SELECT 'price', sum(price_pence) FROM goods")
            ),
        )

    before = closed.read_bytes()
    with pytest.raises(
        (RegisterTrouble, Exception), match=r"A total would change|FOREIGN KEY|belong"
    ):
        Wrong.open(closed)

    assert closed.read_bytes() == before
    with Shop.open(closed) as shop:
        assert shop.goods.count() == 1


def test_a_retired_trigger_of_an_older_release_goes_with_the_upgrade(closed: Path) -> None:
    class Newer(Shop):
        schema = replace(NextShop.schema, triggers={}, retired=frozenset({"sold_goods_stay"}))

    with Newer.open(closed) as shop:
        with shop.write("Add"):
            good = shop.goods.add(Good(name="x", sold=True))
        with shop.write("Remove"):
            shop.goods.remove(good)
        assert all(result.ok for result in shop.run_checks())


def test_a_script_without_its_last_semicolon_is_a_mistake_in_the_program() -> None:
    connection = connect_memory()
    with pytest.raises(ValueError, match="semicolon"):
        run_script(
            database(connection), "CREATE TABLE a (id INTEGER);\nCREATE TABLE b (id INTEGER)"
        )
    connection.close()
