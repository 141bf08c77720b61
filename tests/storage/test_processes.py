"""Several processes and sudden ends: what was acknowledged is there, nothing is half done, and one alone writes."""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from loti_admin.errors import RegisterLocked
from loti_admin.storage.backups import backup, backup_folder
from loti_admin.storage.lock import holder, read_state_of
from tests.storage.shop import Good, Shop
from tests.storage.worker import NextShop

ROOT = Path(__file__).parents[2]
KILLS = int(os.environ.get("LOTI_KILLS", "20"))
RACES = int(os.environ.get("LOTI_RACES", "20"))

needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="children are forked")


class Worker:
    """A process of `tests.storage.worker`, spoken to line by line."""

    def __init__(self, mode: str, path: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.storage.worker", mode, str(path)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            bufsize=1,
        )

    def tell(self, line: str) -> None:
        assert self.process.stdin
        self.process.stdin.write(f"{line}\n")

    def hear(self) -> str:
        assert self.process.stdout
        return self.process.stdout.readline().strip()

    def stop(self) -> None:
        self.process.kill()
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout):
            with suppress(BrokenPipeError):
                if stream:
                    stream.close()


StartWorker = Callable[[str, Path], Worker]


@pytest.fixture
def start() -> Iterator[StartWorker]:
    workers: list[Worker] = []

    def begin(mode: str, path: Path) -> Worker:
        workers.append(Worker(mode, path))
        return workers[-1]

    yield begin
    for worker in workers:
        worker.stop()


def child_of(nursery: Worker, task: str) -> int:
    nursery.tell(task)
    return int(nursery.hear())


def kill(child: int) -> None:
    """End a child for good and wait until it is gone."""
    with suppress(ProcessLookupError):
        os.kill(child, signal.SIGKILL)
    for _ in range(2_000):
        try:
            os.kill(child, 0)
        except ProcessLookupError:
            return
        time.sleep(0.001)
    raise AssertionError("the child does not end")


def acknowledged(path: Path) -> int:
    notes = path.with_suffix(".acknowledged")
    lines = notes.read_text().split("\n") if notes.exists() else []
    return max((int(line) for line in lines if line), default=0)


def note(path: Path, number: int) -> None:
    with path.with_suffix(".acknowledged").open("a") as notes:
        notes.write(f"{number}\n")


def until_acknowledged(path: Path, number: int) -> None:
    for _ in range(5_000):
        if acknowledged(path) >= number:
            return
        time.sleep(0.002)
    raise AssertionError("the child does not write")


def assert_whole(shop: Shop, at_least: int) -> None:
    """All three goods of each write that was acknowledged, and of one more perhaps; never one or two of them."""
    per_write = Counter(int(good.name) for good in shop.goods.all())
    assert set(per_write.values()) <= {3}
    # The last write may have been undone for a moment, in order to be redone, when the end came.
    assert set(range(1, at_least)) <= per_write.keys()
    assert len(per_write) <= at_least + 1
    assert [result.name for result in shop.run_checks() if not result.ok] == []


def test_of_two_who_open_at_the_same_moment_one_writes(closed: Path, start: StartWorker) -> None:
    pair = [start("race", closed), start("race", closed)]
    for _ in range(RACES):
        for worker in pair:
            worker.tell("open")
        answers = sorted(worker.hear() for worker in pair)
        assert answers == ["locked", "writer"]
        for worker in pair:
            worker.tell("close")
            worker.hear()
    with Shop.open(closed) as shop:
        assert all(result.ok for result in shop.run_checks())


def test_closing_and_opening_at_the_same_moment_never_gives_two_writers(
    closed: Path, start: StartWorker
) -> None:
    leaving, coming = start("race", closed), start("race", closed)
    for _ in range(RACES):
        leaving.tell("open")
        assert leaving.hear() == "writer"
        leaving.tell("close")
        coming.tell("open")
        assert leaving.hear() == "closed"
        if coming.hear() == "locked":
            coming.tell("open")
            assert coming.hear() == "writer"
        leaving.tell("open")
        assert leaving.hear() == "locked"
        coming.tell("close")
        coming.hear()


@needs_fork
def test_a_killed_writer_leaves_whole_writes_and_no_lock(path: Path, start: StartWorker) -> None:
    Shop.create(path).close()
    nursery = start("nursery", path)
    dice = random.Random(7)
    for _ in range(KILLS):
        child = child_of(nursery, "write")
        time.sleep(dice.uniform(0, 0.08))
        kill(child)
        assert holder(path) is None
        with Shop.open(path) as shop:
            assert_whole(shop, acknowledged(path))
            # A write that was committed but not yet noted has been seen now; the next end may leave one more.
            note(path, max((int(good.name) for good in shop.goods.all()), default=0))
    assert acknowledged(path) > 0


@needs_fork
def test_others_read_while_one_writes(path: Path, start: StartWorker) -> None:
    """The lock is beside the register, so a reader needs only an ordinary shared lock, between two commits."""
    Shop.create(path).close()
    child = child_of(start("nursery", path), "write")
    until_acknowledged(path, 1)
    try:
        seen = 0
        for _ in range(8):
            at_least = acknowledged(path)
            with Shop.open(path, read_only=True) as shop:
                per_write = Counter(good.name for good in shop.goods.all())
                assert set(per_write.values()) <= {3}
                assert len(per_write) >= at_least - 1
                assert len(per_write) >= seen - 1
                assert shop.held_by is not None
                assert shop.held_by.pid == child
                seen = len(per_write)
            with pytest.raises(RegisterLocked):
                Shop.open(path)
        before = acknowledged(path)
        until_acknowledged(path, before + 1)
    finally:
        kill(child)


@needs_fork
def test_backups_while_another_process_writes_are_whole(
    path: Path, tmp_path: Path, start: StartWorker
) -> None:
    Shop.create(path).close()
    child = child_of(start("nursery", path), "write")
    try:
        for number in range(1, 9):
            until_acknowledged(path, number)
            at_least = acknowledged(path)
            with Shop.open(path, read_only=True) as shop:
                made = backup(shop, tmp_path / "backups")
            with Shop.open(made, read_only=True) as copy:
                per_write = Counter(good.name for good in copy.goods.all())
                assert set(per_write.values()) <= {3}
                assert len(per_write) >= at_least - 1
                assert all(result.ok for result in copy.run_checks())
    finally:
        kill(child)


@needs_fork
def test_a_killed_upgrade_leaves_the_old_register_or_the_new_one(
    path: Path, start: StartWorker
) -> None:
    with Shop.create(path) as shop, shop.write("Add many"):
        for number in range(400):
            shop.goods.add(Good(name=str(number), tags=("x" * 500,)))
    old = path.read_bytes()
    nursery = start("nursery", path)
    dice, outcomes = random.Random(3), Counter[int]()
    for _ in range(max(8, KILLS // 3)):
        path.write_bytes(old)
        child = child_of(nursery, "upgrade")
        time.sleep(dice.uniform(0.005, 0.08))
        kill(child)
        state = read_state_of(path)
        assert state is not None
        outcomes[state.generation] += 1
        with NextShop.open(path) as shop:
            assert shop.goods.count() == 400
            assert all(result.ok for result in shop.run_checks())
        for backed_up in backup_folder(path).glob("*.loti"):
            with Shop.open(backed_up, read_only=True) as shop:
                assert shop.goods.count() == 400
            backed_up.unlink()
    assert set(outcomes) <= {1, 2}
