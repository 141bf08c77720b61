"""Files that are no register, or none that can be trusted: each is refused in a sentence and keeps every byte."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from loti_admin.errors import (
    DamagedRegister,
    FileTrouble,
    LotiError,
    NewerRegister,
    NotARegister,
)
from loti_admin.storage.backups import backup, save_as
from tests.storage.shop import Good, Shop, a_good, broken_link, by_hand


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

    with pytest.raises(FileTrouble, match="may not be read with your account"):
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


@pytest.mark.parametrize("name", ["n" * 300 + ".loti", "letter.txt/LOTI.loti"])
def test_a_name_that_the_system_does_not_take_is_refused_in_words(
    tmp_path: Path, name: str
) -> None:
    (tmp_path / "letter.txt").write_text("Dear all")
    with pytest.raises(FileTrouble, match="There is no file"):
        Shop.open(tmp_path / name)
    with Shop.in_memory() as shop, pytest.raises(FileTrouble, match="could not be written"):
        save_as(shop, tmp_path / name)


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps an open file where it is")
def test_a_register_that_is_deleted_while_open_says_so_and_can_be_backed_up(closed: Path) -> None:
    with Shop.open(closed) as shop:
        closed.unlink()
        with pytest.raises(FileTrouble, match="was moved or deleted while it was open"):
            a_good(shop, "Late")
        assert backup(shop).exists()
