"""Copies beside a register: which of them went their own way."""

import shutil
from pathlib import Path

import pytest

from loti_admin.storage.conflicts import diverged_copies
from tests.storage.shop import Shop, a_good

NAMES = ["Shop-PC14.loti", "Shop (conflicted copy 2026-07-01).loti", "Shop (1).loti"]


def found(path: Path) -> list[str]:
    with Shop.open(path, read_only=True) as shop:
        return [copy.name for copy in diverged_copies(shop, path)]


def copy(path: Path, name: str) -> Path:
    return Path(shutil.copy(path, path.with_name(name)))


def write(path: Path) -> None:
    with Shop.open(path) as shop:
        a_good(shop, name=f"Made in {path.stem}")


@pytest.mark.parametrize("name", NAMES)
def test_a_copy_with_writes_of_its_own_is_one(closed: Path, name: str) -> None:
    write(copy(closed, name))
    assert [name] == found(closed)


def test_so_is_one_when_both_have_written(closed: Path) -> None:
    other = copy(closed, NAMES[0])
    for path in (closed, closed, other):
        write(path)
    assert [NAMES[0]] == found(closed)
    assert [closed.name] != found(other)


def test_an_older_copy_is_none(closed: Path) -> None:
    copy(closed, NAMES[0])
    assert [] == found(closed)
    write(closed)
    assert [] == found(closed)


def test_another_register_is_none_whatever_its_name(closed: Path) -> None:
    with Shop.create(closed.with_name(NAMES[0])) as shop:
        a_good(shop)
    assert [] == found(closed)


def test_what_is_no_register_is_none(closed: Path) -> None:
    closed.with_name(NAMES[0]).write_text("hello")
    closed.with_name(NAMES[2]).mkdir()
    assert [] == found(closed)
