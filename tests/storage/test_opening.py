import os
import shutil
import sqlite3
import stat
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from loti_admin.errors import (
    DamagedRegister,
    FileTrouble,
    LotiError,
    NewerRegister,
    NotARegister,
    Refused,
    RegisterTrouble,
)
from loti_admin.storage.connection import APPLICATION_ID
from loti_admin.storage.integrity import Check
from tests.storage.conftest import ANN
from tests.storage.shop import Clock, Good, Shop, a_good, dump, rename


def by_hand(path: Path, *statements: str) -> None:
    connection = sqlite3.connect(path)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


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


def nothing(path: Path) -> None:
    """No file."""


def folder(path: Path) -> None:
    path.mkdir()


def empty(path: Path) -> None:
    path.touch()


def text(path: Path) -> None:
    path.write_text("code,name\n" * 100)


def short(path: Path) -> None:
    path.write_bytes(b"SQLite format 3\x00")


def foreign(path: Path) -> None:
    by_hand(path, "CREATE TABLE moz_places (id INTEGER)")


def empty_database(path: Path) -> None:
    by_hand(path, "PRAGMA user_version=1")


def newer(path: Path) -> None:
    Shop.create(path).close()
    by_hand(path, "PRAGMA user_version=99")


def newer_by_name(path: Path) -> None:
    Shop.create(path).close()
    by_hand(
        path,
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at)"
        " VALUES ('loti_admin', 'of_next_year', '')",
    )


def with_trigger(path: Path) -> None:
    Shop.create(path).close()
    by_hand(path, "CREATE TRIGGER x AFTER INSERT ON goods BEGIN DELETE FROM makers; END")


def with_view(path: Path) -> None:
    Shop.create(path).close()
    by_hand(path, "CREATE VIEW x AS SELECT 1")


def broken_link(path: Path) -> None:
    with Shop.create(path) as shop:
        a_good(shop)
    by_hand(path, "UPDATE goods SET maker_id = 7")


def in_the_schema(path: Path, old: bytes, new: bytes) -> None:
    """Flip a bit or two in the text of a definition, where SQLite's own check sees nothing wrong."""
    with Shop.create(path) as shop:
        a_good(shop)
    content = path.read_bytes()
    assert old in content
    path.write_bytes(content.replace(old, new))


def syntax_error(path: Path) -> None:
    in_the_schema(path, b"CREATE TABLE goods", b"CREATE TAPLE goods")


def message_that_is_no_text(path: Path) -> None:
    in_the_schema(path, b"BEFORE DELETE ON history ", b"BEFORE DELETE ON hist\xf4ry ")


def column_by_another_name(path: Path) -> None:
    in_the_schema(path, b"reduced_pence INTEGER", b"reduced_pense INTEGER")


def note_of_the_writer(path: Path) -> None:
    Shop.create(path).close()
    by_hand(path, "UPDATE register_state SET since = 'long ago'")


def truncated(path: Path) -> None:
    with Shop.create(path) as shop, shop.write("Add many"):
        for number in range(300):
            shop.goods.add(Good(name=f"good {number}" * 10))
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size // 2)


def overwritten(path: Path) -> None:
    with Shop.create(path) as shop, shop.write("Add many"):
        for number in range(300):
            shop.goods.add(Good(name=f"good {number}" * 10))
    content = bytearray(path.read_bytes())
    content[9 * 4096 : 12 * 4096] = os.urandom(3 * 4096)
    path.write_bytes(content)


@pytest.mark.parametrize(
    ("make", "error", "sentence"),
    [
        (nothing, FileTrouble, "There is no file .*Shop.loti"),
        (folder, NotARegister, "is a folder"),
        (empty, NotARegister, "is empty"),
        (text, NotARegister, "is not a LOTI Admin register"),
        (short, NotARegister, "is not a LOTI Admin register"),
        (foreign, NotARegister, "belongs to another program"),
        (empty_database, NotARegister, "belongs to another program"),
        (newer, NewerRegister, "newer version"),
        (newer_by_name, NewerRegister, "newer version"),
        (with_trigger, DamagedRegister, r"did not make \(x\)"),
        (with_view, DamagedRegister, r"did not make \(x\)"),
        (broken_link, DamagedRegister, "Row 1 of goods belongs to a row of makers"),
        (syntax_error, DamagedRegister, "is damaged"),
        (message_that_is_no_text, DamagedRegister, "is damaged"),
        (column_by_another_name, DamagedRegister, "Table goods lacks reduced_pence"),
        (note_of_the_writer, DamagedRegister, "who wrote it last"),
        (truncated, DamagedRegister, "backup"),
        (overwritten, DamagedRegister, "backup"),
    ],
)
@pytest.mark.parametrize("read_only", [False, True])
def test_what_is_refused_is_named_and_keeps_every_byte(
    path: Path,
    make: Callable[[Path], None],
    error: type[LotiError],
    sentence: str,
    read_only: bool,
) -> None:
    make(path)
    before = path.read_bytes() if path.is_file() else None
    beside = sorted(file.name for file in path.parent.iterdir())

    with pytest.raises(error, match=sentence) as refusal:
        Shop.open(path, read_only=read_only)

    assert type(refusal.value) is error
    assert (path.read_bytes() if path.is_file() else None) == before
    left = sorted(file.name for file in path.parent.iterdir())
    assert [name for name in left if not name.endswith("-journal")] == beside


def test_a_flipped_bit_anywhere_never_crashes_the_opening(closed: Path) -> None:
    content = closed.read_bytes()
    for position in range(0, len(content), 997):
        damaged = bytearray(content)
        damaged[position] ^= 0x10
        closed.write_bytes(damaged)
        with suppress(LotiError), Shop.open(closed, read_only=True) as shop:
            shop.run_checks()


@pytest.fixture
def ordinary_user() -> Iterator[Path]:
    """A folder that everybody may read, and no special rights for as long as the test runs."""
    folder = Path(tempfile.mkdtemp(prefix="loti-test-"))
    folder.chmod(0o755)
    root = os.name != "nt" and os.geteuid() == 0
    yield folder
    if root:
        os.seteuid(0)
    folder.chmod(0o755)
    shutil.rmtree(folder)


def give_up_rights() -> None:
    if os.geteuid() == 0:
        os.seteuid(65534)


@pytest.mark.skipif(os.name == "nt", reason="rights are another matter on Windows")
def test_a_file_without_permission_is_refused_in_words(ordinary_user: Path) -> None:
    path = ordinary_user / "Shop.loti"
    Shop.create(path).close()
    path.chmod(0)
    give_up_rights()

    with pytest.raises(FileTrouble, match="may not be read by this user"):
        Shop.open(path)


@pytest.mark.skipif(os.name == "nt", reason="rights are another matter on Windows")
def test_a_read_only_folder_can_be_looked_at_but_not_edited(ordinary_user: Path) -> None:
    path = ordinary_user / "Shop.loti"
    with Shop.create(path) as shop:
        good = a_good(shop)
    path.chmod(0o444)
    ordinary_user.chmod(0o555)
    give_up_rights()

    with pytest.raises(FileTrouble, match="folder may not be written to"):
        Shop.open(path)
    with Shop.open(path, read_only=True) as shop:
        assert shop.goods.all() == [good]


@pytest.mark.skipif(os.name == "nt", reason="rights are another matter on Windows")
def test_a_read_only_file_in_a_folder_of_ours_is_not_edited(ordinary_user: Path) -> None:
    path = ordinary_user / "Shop.loti"
    Shop.create(path).close()
    path.chmod(0o444)
    ordinary_user.chmod(0o777)
    before = path.read_bytes()
    give_up_rights()

    with pytest.raises(FileTrouble, match="may not be written to"):
        Shop.open(path)
    assert path.read_bytes() == before


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
