"""Rows that do not agree with the history."""

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from loti_admin.errors import DamagedRegister
from loti_admin.storage.record_checks import records_as_left
from loti_admin.storage.register import Register
from tests.office import Office
from tests.storage.shop import Shop, a_good, a_maker

TABLES = ("makers", "goods")


def behind_its_back(shop: Shop, statement: str) -> None:
    shop.connection.execute("PRAGMA query_only=OFF")
    shop.connection.execute("PRAGMA foreign_keys=OFF")
    shop.connection.execute(statement)
    shop.connection.execute("PRAGMA foreign_keys=ON")
    shop.connection.execute("PRAGMA query_only=ON")


def test_what_went_through_the_door_agrees(shop: Shop) -> None:
    good, gone = a_good(shop), a_good(shop)
    with shop.write("Change"):
        shop.goods.save(replace(good, name="Stool"))
        shop.goods.remove(gone.id)
    shop.undo()
    shop.redo()
    assert [] == records_as_left(shop, TABLES)


def test_a_row_that_was_altered_added_or_taken_is_named(shop: Shop) -> None:
    maker, good = a_maker(shop), a_good(shop)
    behind_its_back(shop, f"UPDATE makers SET email = 'x' WHERE id = {maker.id}")
    behind_its_back(shop, "INSERT INTO makers VALUES (99, 'Nobody', '')")
    behind_its_back(shop, f"DELETE FROM goods WHERE id = {good.id}")
    assert {
        f"Row {maker.id} of makers is not as the history left it.",
        "Row 99 of makers is not in the history.",
        f"Row {good.id} of goods is gone, and the history does not say so.",
    } == set(records_as_left(shop, TABLES))


def test_a_row_whose_history_was_erased_is_not_compared(shop: Shop) -> None:
    maker = a_maker(shop)
    with shop.write("Forget", undoable=False):
        shop.makers.save(replace(maker, email="kept@example.org"))
        shop.erase_from_history("makers", maker.id, ["email", "name"])
    assert [] == records_as_left(shop, TABLES)


def test_a_column_younger_than_the_row_is_not_compared(shop: Shop) -> None:
    a_maker(shop)
    behind_its_back(shop, "ALTER TABLE makers ADD COLUMN since TEXT")
    assert [] == records_as_left(shop, TABLES)


def test_an_altered_approval_is_found_when_the_register_is_opened(tmp_path: Path) -> None:
    path = tmp_path / "year.loti"
    with Register.create(path) as register:
        Office("Camden", register=register).approve()
    connection = sqlite3.connect(path)
    connection.execute("UPDATE fee_approvals SET inputs = 'altered'")
    connection.commit()
    connection.close()
    with pytest.raises(DamagedRegister, match="approval of the fees of 2026-27"):
        Register.open(path)
