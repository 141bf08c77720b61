"""A rehearsal has every rule of the register and touches no byte of it."""

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from loti_admin.errors import DamagedRegister, FileTrouble, NotARegister, Refused
from loti_admin.storage.rehearsal import rehearsal
from tests.storage.shop import Shop, a_good


def test_what_is_written_there_is_gone_with_it(closed: Path) -> None:
    before = closed.read_bytes()
    with rehearsal(Shop, closed) as copy:
        head = copy.history.head()
        good = a_good(copy)
        assert good == copy.goods.get(good.id)
        assert head[0] + 1 == copy.history.head()[0]
    assert before == closed.read_bytes()
    assert [closed] == list(closed.parent.iterdir())


def test_it_is_as_at_the_last_commit_while_another_writes(filed: Shop, path: Path) -> None:
    good = a_good(filed)
    with rehearsal(Shop, path) as copy:
        assert [good] == copy.goods.all()
        a_good(copy)
    assert [good] == filed.goods.all()


def test_safeguards_hold_there_too(closed: Path) -> None:
    with rehearsal(Shop, closed) as copy:
        good = a_good(copy)
        with copy.write("Sell"):
            copy.goods.save(replace(good, sold=True))
        with pytest.raises(Refused), copy.write("Remove"):
            copy.goods.remove(good.id)


def test_it_refuses_what_opening_refuses(closed: Path, tmp_path: Path) -> None:
    with pytest.raises(FileTrouble):
        rehearsal(Shop, tmp_path / "missing.loti")
    (tmp_path / "text.loti").write_text("hello")
    with pytest.raises(NotARegister):
        rehearsal(Shop, tmp_path / "text.loti")
    connection = sqlite3.connect(closed)
    connection.execute("DROP TRIGGER history_never_changed")
    connection.execute("UPDATE history SET label = 'altered'")
    connection.commit()
    connection.close()
    with pytest.raises(DamagedRegister):
        rehearsal(Shop, closed)
