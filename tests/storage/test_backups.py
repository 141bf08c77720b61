import os
import sqlite3
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from loti_admin.errors import FileTrouble, LotiError, NotARegister, RegisterLocked
from loti_admin.storage import backups as module
from loti_admin.storage.backups import (
    backup,
    backup_before,
    backup_folder,
    backup_if_changed,
    backups_of,
)
from loti_admin.storage.door import Door
from loti_admin.storage.restore import restore
from loti_admin.storage.retention import Reason
from tests.storage.shop import Good, Shop, a_good, rename

AT = datetime(2026, 7, 2, 10, 0, tzinfo=UTC)


def content(shop: Door) -> list[str]:
    return [line for line in shop.connection.iterdump() if "register_state" not in line]


def names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


def test_a_backup_is_a_whole_register_with_a_name_that_says_when_and_why(
    filed: Shop, path: Path
) -> None:
    a_good(filed)
    made = backup_before(filed, Reason.ISSUE)

    assert made is not None
    assert made.parent == path.parent / "Shop backups" == backup_folder(path)
    assert made.name.startswith("Shop 2026-07-01 09.")
    assert made.name.endswith(" before issuing.loti")
    assert names(made.parent) == [made.name]
    with Shop.open(made, read_only=True) as copy:
        assert content(copy) == content(filed)
        assert all(result.ok for result in copy.run_checks())
    assert [(one.path, one.reason) for one in backups_of(path)] == [(made, Reason.ISSUE)]


@pytest.mark.skipif(os.name == "nt", reason="rights are another matter on Windows")
def test_a_backup_is_readable_by_its_owner_only(filed: Shop) -> None:
    made = backup(filed)
    assert stat.S_IMODE(made.stat().st_mode) == 0o600
    assert stat.S_IMODE(made.parent.stat().st_mode) == 0o700


def test_two_backups_in_one_second_have_two_names(filed: Shop, tmp_path: Path) -> None:
    filed.clock = lambda: AT
    first, second = backup(filed, tmp_path), backup(filed, tmp_path)

    assert (first.name, second.name) == (
        "Shop 2026-07-02 10.00.00.loti",
        "Shop 2026-07-02 10.00.00 (2).loti",
    )


def test_a_backup_goes_where_the_officer_says(filed: Shop, tmp_path: Path) -> None:
    made = backup(filed, tmp_path / "stick")

    assert made.parent == tmp_path / "stick"
    with pytest.raises(FileTrouble, match="could not be made"):
        backup(filed, tmp_path / "no" / "such")


def test_a_register_in_memory_needs_no_backup(shop: Shop, tmp_path: Path) -> None:
    assert backup_before(shop, Reason.IMPORT) is None
    assert backup_if_changed(shop, Reason.OPENED) is None
    a_good(shop)
    with Shop.open(backup(shop, tmp_path), read_only=True) as copy:
        assert content(copy) == content(shop)


def test_a_backup_inside_a_write_is_a_mistake_in_the_program(filed: Shop) -> None:
    with pytest.raises(RuntimeError), filed.write("Outer"):
        backup(filed)


def test_there_is_one_backup_for_one_state(filed: Shop, path: Path) -> None:
    a_good(filed)
    assert backup_if_changed(filed, Reason.CLOSED) is not None
    assert backup_if_changed(filed, Reason.CLOSED) is None
    filed.undo()
    assert backup_if_changed(filed, Reason.CLOSED) is not None
    filed.close()
    with Shop.open(path) as again:
        assert backup_if_changed(again, Reason.OPENED) is None


def test_old_backups_go_only_after_a_new_one_is_verified(
    filed: Shop, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = backup_folder(path)
    folder.mkdir()
    old = [folder / f"Shop 2026-06-01 0{hour}.00.00 at closing.loti" for hour in (7, 8)]
    foreign = [folder / "Shop notes.txt", folder / "Other 2026-06-01 07.00.00 at closing.loti"]
    for file in old + foreign:
        file.touch()
    monkeypatch.setattr(module, "file_problems", lambda connection: ["Page 7 is torn."])

    with pytest.raises(FileTrouble, match=r"thrown away: Page 7 is torn\."):
        backup(filed)
    assert names(folder) == sorted(file.name for file in old + foreign)

    monkeypatch.undo()
    made = backup(filed)
    assert names(folder) == sorted(file.name for file in [old[1], *foreign, made])


def test_half_copies_of_a_sudden_end_are_tidied_away_the_next_day(filed: Shop, path: Path) -> None:
    folder = backup_folder(path)
    folder.mkdir()
    old, fresh = folder / "Shop x.12.part", folder / "Shop x.34.part"
    for part, days in ((old, 2), (fresh, 0)):
        part.touch()
        at = (AT - timedelta(days=days)).timestamp()
        os.utime(part, (at, at))
    filed.clock = lambda: AT

    made = backup(filed)

    assert names(folder) == sorted([made.name, fresh.name])


def test_a_disk_that_fills_up_leaves_no_half_backup(filed: Shop, tmp_path: Path) -> None:
    a_good(filed)
    folder = tmp_path / "small"
    folder.mkdir()

    def full(connection: sqlite3.Connection, part: Path) -> None:
        copy = sqlite3.connect(part)
        copy.execute("PRAGMA max_page_count=2")
        try:
            copy.execute("CREATE TABLE t (x)")
            copy.execute("INSERT INTO t VALUES (zeroblob(100000))")
        finally:
            copy.close()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_fill", full)
        with pytest.raises(FileTrouble, match="disk is full"):
            backup(filed, folder)
    assert names(folder) == []


def test_going_back_keeps_what_is_replaced(path: Path) -> None:
    with Shop.create(path) as shop:
        chair = a_good(shop)
        made = backup(shop)
        rename(shop, chair, "Stool")
    before = made.read_bytes()

    kept = restore(made, path, Shop.schema, AT)

    assert kept == path.with_name("Shop replaced 2026-07-02 10.00.00.loti")
    with Shop.open(path) as shop:
        assert shop.goods.all() == [chair]
        assert all(result.ok for result in shop.run_checks())
    with Shop.open(kept, read_only=True) as shop:
        assert shop.goods.get(chair.id).name == "Stool"
    assert made.read_bytes() == before
    assert names(path.parent) == [
        "Shop backups",
        "Shop replaced 2026-07-02 10.00.00.loti",
        "Shop.loti",
    ]


@pytest.mark.parametrize("damage", ["missing", "empty", "torn"])
def test_going_back_works_when_the_register_is_damaged_or_missing(path: Path, damage: str) -> None:
    with Shop.create(path) as shop:
        chair = a_good(shop)
        made = backup(shop)
    if damage == "missing":
        path.unlink()
    else:
        path.write_bytes(b"" if damage == "empty" else path.read_bytes()[:5000])

    kept = restore(made, path, Shop.schema, AT)

    assert (kept is None) == (damage == "missing")
    with Shop.open(path) as shop:
        assert shop.goods.all() == [chair]


def test_going_back_is_refused_while_somebody_writes_or_to_something_else(
    filed: Shop, path: Path, tmp_path: Path
) -> None:
    made = backup(filed)
    with pytest.raises(RegisterLocked):
        restore(made, path, Shop.schema, AT)
    filed.close()
    other = tmp_path / "x.loti"
    other.write_text("no register")
    before = path.read_bytes()
    with pytest.raises(NotARegister):
        restore(other, path, Shop.schema, AT)
    damaged = tmp_path / "damaged.loti"
    damaged.write_bytes(made.read_bytes()[:-8192])
    with pytest.raises(LotiError):
        restore(damaged, path, Shop.schema, AT)
    assert path.read_bytes() == before
    assert sorted(names(tmp_path)) == ["Shop backups", "Shop.loti", "damaged.loti", "x.loti"]


def test_a_journal_of_the_replaced_file_is_not_played_into_the_backup(path: Path) -> None:
    with Shop.create(path) as shop:
        chair = a_good(shop)
        made = backup(shop)
    journal = path.with_name("Shop.loti-journal")
    path.write_bytes(b"torn" * 2000)
    journal.write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + b"\x00" * 600)

    kept = restore(made, path, Shop.schema, AT)

    assert kept is not None
    assert not journal.exists()
    with Shop.open(path) as shop:
        assert shop.goods.all() == [chair]


def test_each_of_many_backups_holds_what_was_committed_before_it(
    filed: Shop, tmp_path: Path
) -> None:
    for number in range(10):
        with filed.write("Add many"):
            for each in range(20):
                filed.goods.add(Good(name=f"{number}/{each}"))
        with Shop.open(backup(filed, tmp_path / "b"), read_only=True) as copy:
            assert content(copy) == content(filed)
            assert copy.goods.count() == 20 * (number + 1)


def test_the_thinning_uses_the_clock_of_the_register(filed: Shop, path: Path) -> None:
    filed.clock = lambda: AT
    backup(filed, reason=Reason.OPENED)
    filed.clock = lambda: AT + timedelta(days=30)
    backup(filed, reason=Reason.CLOSED)
    filed.clock = lambda: AT + timedelta(days=30, hours=1)
    backup(filed, reason=Reason.CLOSED)

    assert len(backups_of(path)) == 3
