"""Copies of the backups on another drive, which may be missing at any moment."""

import os
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from loti_admin.errors import FileTrouble
from loti_admin.storage.backups import backup, backup_folder, backups_of
from loti_admin.storage.retention import Reason
from loti_admin.storage.second_folder import backups_elsewhere, copy_backups
from tests.storage.shop import Shop, a_good

NOW = datetime(2026, 7, 1, 12)


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


def test_every_backup_is_copied_once(filed: Shop, path: Path, stick: Path) -> None:
    backup(filed)
    assert [one.name for one in copy_backups(path, stick, NOW)] == names(backup_folder(path))
    assert copy_backups(path, stick, NOW) == []
    a_good(filed)
    backup(filed, reason=Reason.ISSUE)
    assert len(copy_backups(path, stick, NOW)) == 1
    assert names(stick) == names(backup_folder(path))
    assert [b.reason for b in backups_elsewhere(path, stick)] == [
        b.reason for b in backups_of(path)
    ]


def test_a_copy_is_a_whole_register(filed: Shop, path: Path, stick: Path) -> None:
    a_good(filed)
    backup(filed)
    [made] = copy_backups(path, stick, NOW)
    with Shop.open(made, read_only=True) as copy:
        assert all(result.ok for result in copy.run_checks())
        assert copy.goods.all() == filed.goods.all()


def test_a_folder_that_is_gone_is_told_and_nothing_else_is_touched(
    filed: Shop, path: Path, tmp_path: Path
) -> None:
    backup(filed)
    before = names(backup_folder(path))
    with pytest.raises(FileTrouble, match="cannot be reached"):
        copy_backups(path, tmp_path / "unplugged", NOW)
    assert not (tmp_path / "unplugged").exists()
    assert backups_elsewhere(path, tmp_path / "unplugged") == []
    assert backups_elsewhere(path, None) == []
    assert names(backup_folder(path)) == before


def test_the_folder_that_has_the_backups_anyway_is_refused(filed: Shop, path: Path) -> None:
    backup(filed)
    with pytest.raises(FileTrouble, match="another drive"):
        copy_backups(path, backup_folder(path), NOW)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="needs rights that are obeyed")
def test_a_folder_that_cannot_be_written_to_is_told(filed: Shop, path: Path, stick: Path) -> None:
    backup(filed)
    stick.chmod(0o500)
    try:
        with pytest.raises(FileTrouble):
            copy_backups(path, stick, NOW)
    finally:
        stick.chmod(0o700)


def test_a_backup_that_was_damaged_meanwhile_gets_no_copy(
    filed: Shop, path: Path, stick: Path
) -> None:
    made = backup(filed)
    made.write_bytes(made.read_bytes()[:2000])
    a_good(filed)
    whole = backup(filed)
    with pytest.raises(FileTrouble, match="is damaged, so it has no copy"):
        copy_backups(path, stick, NOW)
    assert names(stick) == [whole.name]


def test_what_is_no_longer_needed_goes_there_too_unless_the_first_folder_keeps_it(
    filed: Shop, path: Path, stick: Path
) -> None:
    for hours in range(3):
        filed.clock = lambda hours=hours: datetime(2026, 7, 1, 9 + hours).astimezone()
        backup(filed)
    copy_backups(path, stick, NOW)
    later = NOW + timedelta(days=10)
    copy_backups(path, stick, later)
    assert len(names(stick)) == 3
    for old in backups_of(path)[1:]:
        old.path.unlink()
    copy_backups(path, stick, later)
    assert names(stick) == names(backup_folder(path))


def test_the_backups_of_another_register_of_the_same_name_are_left_alone(
    filed: Shop, path: Path, stick: Path, tmp_path: Path
) -> None:
    other = tmp_path / "elsewhere" / path.name
    other.parent.mkdir()
    with Shop.create(other) as shop:
        for hours in range(3):
            shop.clock = lambda hours=hours: datetime(2026, 6, 1, 9 + hours).astimezone()
            backup(shop, stick)
    theirs = names(stick)
    backup(filed)
    copy_backups(path, stick, NOW + timedelta(days=300))
    assert set(theirs) < set(names(stick))
