import gc
import os
import stat
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from loti_admin.errors import (
    DamagedRegister,
    FileTrouble,
    Refused,
    RegisterTrouble,
)
from loti_admin.storage.connection import APPLICATION_ID
from loti_admin.storage.integrity import Check
from tests.storage.conftest import ANN
from tests.storage.shop import Clock, Shop, a_good, broken_link, by_hand, dump, rename


def test_a_register_comes_back_with_its_records_and_its_undo(path: Path) -> None:
    with Shop.create(path, who=ANN, clock=Clock()) as shop:
        chair = a_good(shop)
        rename(shop, chair, "Stool")
        shop.undo()
        before = shop.goods.all()

    with Shop.open(path) as shop:
        assert shop.goods.all() == before
        assert (shop.undo_label, shop.redo_label) == ("Add Chair", "Rename Chair")
        shop.redo()
        assert shop.goods.get(chair.id).name == "Stool"
        shop.undo()
        shop.undo()
    with Shop.open(path) as shop:
        assert shop.goods.all() == []
        assert (shop.undo_label, shop.redo_label) == (None, "Add Chair")


def test_a_register_that_nobody_closed_can_be_collected_on_another_thread() -> None:
    forgotten = [Shop.in_memory()]

    def collect() -> None:
        forgotten.clear()
        gc.collect()

    thread = threading.Thread(target=collect)
    thread.start()
    # A trouble there would be a PytestUnraisableExceptionWarning, and so a failure.
    thread.join()
    assert forgotten == []


def test_settings_of_the_connection_are_the_safe_ones(filed: Shop) -> None:
    def pragma(name: str) -> object:
        return filed.connection.execute(f"PRAGMA {name}").fetchone()[0]

    assert {name: pragma(name) for name in ("journal_mode", "synchronous", "foreign_keys")} == {
        "journal_mode": "truncate",
        "synchronous": 3,
        "foreign_keys": 1,
    }
    assert [pragma(name) for name in ("trusted_schema", "cell_size_check", "mmap_size")] == [
        0,
        1,
        0,
    ]
    assert pragma("application_id") == APPLICATION_ID
    assert pragma("user_version") == Shop.schema.version
    assert pragma("query_only") == 1


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights in the folder")
def test_new_files_are_readable_by_their_owner_only(filed: Shop, path: Path) -> None:
    a_good(filed)
    rights = {file.name: stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}

    assert rights == {
        "Shop.loti": 0o600,
        "Shop.loti-journal": 0o600,
        "Shop.loti-lock": 0o600,
    }


def test_after_closing_there_is_one_file(closed: Path) -> None:
    assert [file.name for file in closed.parent.iterdir()] == ["Shop.loti"]


def test_closing_twice_is_harmless(filed: Shop) -> None:
    filed.close()
    filed.close()


def test_create_never_overwrites(closed: Path) -> None:
    before = closed.read_bytes()
    with pytest.raises(FileTrouble, match="exists already"):
        Shop.create(closed)
    assert closed.read_bytes() == before


def test_a_register_that_cannot_be_made_leaves_nothing(tmp_path: Path) -> None:
    class Failing(Shop):
        def attach(self) -> None:
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        Failing.create(tmp_path / "x.loti")
    with pytest.raises(FileTrouble, match="no folder"):
        Shop.create(tmp_path / "missing" / "x.loti")
    assert list(tmp_path.iterdir()) == []


def test_a_snapshot_reads_and_refuses_to_write(closed: Path) -> None:
    before = closed.read_bytes()
    with Shop.open(closed, read_only=True) as shop:
        (good,) = shop.goods.all()
        with pytest.raises(Refused, match="open to read only"), shop.write("Edit"):
            shop.goods.save(replace(good, name="x"))
        assert (shop.undo_label, shop.redo_label) == (None, None)
        assert shop.read_only
        assert shop.held_by is None
    assert closed.read_bytes() == before


def test_safeguards_that_were_dropped_are_put_back(closed: Path) -> None:
    by_hand(closed, "DROP TRIGGER history_never_deleted", "DROP TRIGGER sold_goods_stay")
    with Shop.open(closed, read_only=True, checked=False) as shop:
        failed = [result for result in shop.run_checks() if not result.ok]
        assert [result.name for result in failed] == ["Safeguards"]
        assert len(failed[0].problems) == 2
    with Shop.open(closed) as shop:
        assert all(result.ok for result in shop.run_checks())


def test_a_damaged_register_can_be_examined(path: Path) -> None:
    broken_link(path)
    with Shop.open(path, read_only=True, checked=False) as shop:
        results = {result.name: result.problems for result in shop.run_checks()}
    assert results == {
        "File structure": (),
        "Links between records": ("Row 1 of goods belongs to a row of makers that is missing.",),
        "History chain": (),
        "Safeguards": (),
    }


def cheap_goods(shop: Shop) -> list[str]:
    return [f"{good.name} is too cheap." for good in shop.goods.all() if good.price.pence < 0]


class CheckedShop(Shop):
    schema = replace(Shop.schema, checks=(Check("Prices", cheap_goods),))


def test_a_check_of_the_subjects_decides_too(path: Path) -> None:
    with CheckedShop.create(path) as shop:
        a_good(shop, pence=-1)
        assert shop.run_checks()[-1].problems == ("Chair is too cheap.",)

    with pytest.raises(DamagedRegister, match=r"Chair is too cheap\."):
        CheckedShop.open(path)


def test_a_check_that_cannot_read_its_rows_has_failed(shop: Shop) -> None:
    a_good(shop)
    shop.connection.execute("PRAGMA query_only=OFF")
    shop.connection.execute("UPDATE goods SET colour = 'plaid'")
    checked = CheckedShop.in_memory()
    try:
        checked.connection.execute("PRAGMA query_only=OFF")
        checked.connection.execute(
            "INSERT INTO goods VALUES (1, 'x', NULL, 0, NULL, NULL, 'plaid', NULL, NULL, 0, '', '')"
        )
        assert not checked.run_checks()[-1].ok
    finally:
        checked.close()


def test_a_change_by_another_program_stops_writing_until_it_is_opened_again(
    filed: Shop, path: Path
) -> None:
    a_good(filed)
    by_hand(path, "UPDATE goods SET price_pence = 1")

    with pytest.raises(RegisterTrouble, match="Another program has changed"):
        a_good(filed)
    filed.close()
    with Shop.open(path) as shop:
        a_good(shop)
        assert shop.goods.count() == 2


def test_both_ways_of_opening_give_the_same_content(closed: Path) -> None:
    with Shop.open(closed, read_only=True) as shop:
        seen = [line for line in dump(shop) if "register_state" not in line]
    with Shop.open(closed) as shop:
        assert [line for line in dump(shop) if "register_state" not in line] == seen
