from dataclasses import replace
from pathlib import Path

import pytest

from loti_admin.errors import RegisterLocked
from loti_admin.storage import lock as module
from loti_admin.storage.lock import (
    SessionLock,
    Who,
    conflict_copies,
    holder,
    lock_path,
    read_state_of,
)
from tests.storage.conftest import ANN
from tests.storage.shop import Clock, Shop, a_good, rename


def test_a_second_writer_is_refused_and_told_who_has_it(filed: Shop, path: Path) -> None:
    with pytest.raises(RegisterLocked) as refusal:
        Shop.open(path)

    assert (refusal.value.person, refusal.value.computer) == ("Ann Example", "PC-14")
    assert f"{path} is open for editing by Ann Example on PC-14 since" in str(refusal.value)
    assert "July\u00a02026" in refusal.value.since


def test_who_reads_sees_the_last_commit_and_who_has_it(filed: Shop, path: Path) -> None:
    good = a_good(filed)

    with Shop.open(path, read_only=True) as seen:
        assert seen.goods.all() == [good]
        assert seen.held_by is not None
        assert seen.held_by.who == ANN
        rename(filed, good, "Stool")
        assert seen.goods.all() == [good]
    with Shop.open(path, read_only=True) as seen:
        assert seen.goods.get(good.id).name == "Stool"


def test_the_register_is_free_after_closing(filed: Shop, path: Path) -> None:
    assert holder(path) is not None
    filed.close()
    assert holder(path) is None
    assert not lock_path(path).exists()
    Shop.open(path).close()


def test_a_lock_file_without_a_holder_is_taken_over(closed: Path) -> None:
    lock_path(closed).touch()

    assert holder(closed) is None
    Shop.open(closed).close()


def test_through_a_link_it_is_the_same_register(filed: Shop, path: Path, tmp_path: Path) -> None:
    link = tmp_path / "other.loti"
    try:
        link.symlink_to(path)
    except OSError:  # pragma: no cover - Windows asks for a right that few have
        pytest.skip("no links here")

    with pytest.raises(RegisterLocked):
        Shop.open(link)


def test_a_session_that_was_overtaken_may_no_longer_write(filed: Shop, path: Path) -> None:
    """A network drive that went away can drop a lock without a word; the row in the file is the second line."""
    good = a_good(filed)
    lock = filed._lock
    assert lock is not None
    lock.release()

    with Shop.open(path, who=Who("Bob", "PC-2"), clock=Clock()) as second:
        with pytest.raises(RegisterLocked, match="Bob on PC-2"):
            rename(filed, good, "Stool")
        rename(second, good, "Bench")
        filed.close()
    with Shop.open(path) as shop:
        assert shop.goods.get(good.id).name == "Bench"
        assert all(result.ok for result in shop.run_checks())


def test_a_lock_whose_file_was_tidied_away_is_not_mistaken_for_one(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The former holder removes the file between our opening it and our locking it."""
    real, calls = module._locked, []

    def removed_in_between(file: Path) -> object:
        connection = real(file)
        calls.append(file)
        if len(calls) == 1:
            file.unlink()
        return connection

    monkeypatch.setattr(module, "_locked", removed_in_between)
    lock = SessionLock.acquire(path)
    try:
        assert len(calls) == 2
        assert lock.path.exists()
    finally:
        lock.release()


def test_state_tells_a_session_that_ended_in_order(closed: Path) -> None:
    state = read_state_of(closed)
    assert state is not None
    assert state.closed_at is not None
    assert state.closed_at > state.since
    assert state.generation == 2
    assert replace(state, closed_at=None).who == ANN


@pytest.mark.parametrize(
    "name",
    [
        "LOTI-PC14.loti",
        "LOTI-DESKTOP-4F7K2.loti",
        "LOTI (conflicted copy 2026-07-01 091400).loti",
        "LOTI (Ann Example's conflicted copy 2026-07-01).loti",
        "LOTI.sync-conflict-20260701-091400-ABCDEF1.loti",
        "LOTI (1).loti",
        "LOTI_conf(1).loti",
    ],
)
def test_conflict_copies_are_recognised_by_their_names(tmp_path: Path, name: str) -> None:
    register = tmp_path / "LOTI.loti"
    for each in (register.name, name, "Other.loti", "Other-PC14.loti"):
        (tmp_path / each).touch()

    assert conflict_copies(register) == [tmp_path / name]


@pytest.mark.parametrize(
    "name",
    [
        "LOTI 2026.loti",
        "LOTI-2026-27.loti",
        "LOTI2.loti",
        "LOTI replaced 2026-07-01 09.14.00.loti",
        "LOTI-PC14.xlsx",
        "Old LOTI.loti",
    ],
)
def test_other_files_beside_a_register_are_no_conflict_copies(tmp_path: Path, name: str) -> None:
    register = tmp_path / "LOTI.loti"
    (tmp_path / name).touch()

    assert conflict_copies(register) == []
