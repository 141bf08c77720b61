"""What the tests run in processes of their own: `python -m tests.storage.worker MODE PATH`.

Starting Python and importing takes a while, so the mode `nursery` does that once and then forks a child for each line
it reads: the child writes (or upgrades) until the test kills it.
"""

import os
import signal
import sys
import time
from dataclasses import replace
from pathlib import Path

from sqlite_utils import Database

from loti_admin.errors import RegisterLocked
from loti_admin.storage.lock import Who
from tests.storage.shop import Good, Shop


def more_columns(db: Database) -> None:
    """A second release of the shop."""
    db.execute("ALTER TABLE goods ADD COLUMN stock INTEGER NOT NULL DEFAULT 0")


class NextShop(Shop):
    schema = replace(Shop.schema, migrations=(*Shop.schema.migrations, more_columns))


def say(text: str) -> None:
    os.write(1, f"{text}\n".encode())


def race(path: Path) -> None:
    """Answer `open` with `writer` or `locked`, and `close` with `closed`."""
    shop = None
    who = Who(f"process {os.getpid()}", "PC")
    for line in sys.stdin:
        if line.strip() == "close":
            if shop:
                shop.close()
                shop = None
            say("closed")
            continue
        try:
            shop = Shop.open(path, who=who)
            say("writer")
        except RegisterLocked:
            say("locked")


def write(path: Path, acknowledged: Path) -> None:
    """Three goods in each write; what was committed is noted afterwards. The oldest three go, now and then."""
    notes = os.open(acknowledged, os.O_CREAT | os.O_WRONLY | os.O_APPEND)
    with Shop.open(path) as shop:
        number = max((int(good.name) for good in shop.goods.all()), default=0)
        while True:
            number += 1
            with shop.write(f"Add {number}"):
                for _ in range(3):
                    shop.goods.add(Good(name=str(number), tags=("x" * 500,)))
            os.write(notes, f"{number}\n".encode())
            if number % 4 == 0:
                shop.undo()
                shop.redo()
            # Nobody works faster than this; without any pause the readers' tests would measure patience.
            time.sleep(0.005)


def upgrade(path: Path, _: Path) -> None:
    NextShop.open(path).close()


def nursery(path: Path) -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for line in sys.stdin:
        task = {"write": write, "upgrade": upgrade}[line.strip()]
        child = os.fork()
        if child:
            say(str(child))
            continue
        try:
            task(path, path.with_suffix(".acknowledged"))
        finally:
            os._exit(0)


if __name__ == "__main__":
    {"race": race, "nursery": nursery}[sys.argv[1]](Path(sys.argv[2]))
