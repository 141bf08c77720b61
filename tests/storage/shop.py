"""A small register of our own for the engine's tests: two tables that use every kind of column."""

import sqlite3
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from pathlib import Path

from sqlite_utils import Database

from loti_admin.domain.money import Money
from loti_admin.storage.migrations import Schema, run_script
from loti_admin.storage.repository import Repository
from loti_admin.storage.store import Store


class Colour(StrEnum):
    RED = "red"
    DARK_BLUE = "dark blue"


@dataclass(frozen=True, slots=True, kw_only=True)
class Maker:
    id: int = 0
    name: str
    email: str = ""


@dataclass(frozen=True, slots=True)
class Size:
    width: int
    price: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Good:
    id: int = 0
    name: str
    maker_id: int = 0
    price: Money = Money(0)
    reduced: Money | None = None
    percent: Decimal | None = None
    colour: Colour = Colour.RED
    on: date | None = None
    at: datetime | None = None
    sold: bool = False
    tags: tuple[str, ...] = ()
    sizes: tuple[Size, ...] = ()


TABLES = """
CREATE TABLE makers (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE,
    email TEXT NOT NULL
) STRICT;
CREATE TABLE goods (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    maker_id INTEGER REFERENCES makers (id),
    price_pence INTEGER NOT NULL,
    reduced_pence INTEGER,
    percent TEXT,
    colour TEXT NOT NULL,
    "on" TEXT,
    at TEXT,
    sold INTEGER NOT NULL CHECK (sold IN (0, 1)),
    tags TEXT NOT NULL,
    sizes TEXT NOT NULL
) STRICT;
"""

TRIGGERS = {
    "sold_goods_stay": """CREATE TRIGGER sold_goods_stay BEFORE DELETE ON goods WHEN OLD.sold
        BEGIN SELECT RAISE(ABORT, 'A sold good cannot be removed.'); END"""
}


class Makers(Repository[Maker]):
    record, table, noun = Maker, "makers", "maker"


class Goods(Repository[Good]):
    record, table, noun = Good, "goods", "good"


def shop_tables(db: Database) -> None:
    run_script(db, TABLES)


class Shop(Store):
    schema = Schema(migrations=(shop_tables,), triggers=TRIGGERS)

    def attach(self) -> None:
        self.makers = Makers(self)
        self.goods = Goods(self)


class Clock:
    """A clock that goes on by a minute each time somebody looks at it."""

    def __init__(self) -> None:
        self.at = datetime(2026, 7, 1, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.at += timedelta(minutes=1)
        return self.at


def a_maker(shop: Shop, name: str = "Camden Works") -> Maker:
    with shop.write(f"Add {name}"):
        return shop.makers.add(Maker(name=name))


def a_good(shop: Shop, name: str = "Chair", pence: int = 100) -> Good:
    with shop.write(f"Add {name}"):
        return shop.goods.add(Good(name=name, price=Money(pence)))


def rename(shop: Shop, good: Good, name: str) -> Good:
    with shop.write(f"Rename {good.name}"):
        return shop.goods.save(replace(good, name=name))


def dump(shop: Store) -> list[str]:
    """Everything in every table, to compare."""
    return list(shop.connection.iterdump())


def by_hand(path: Path, *statements: str) -> None:
    """What another SQLite program could do to the file."""
    connection = sqlite3.connect(path)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


def broken_link(path: Path) -> None:
    """A register whose one good belongs to a maker that is not there."""
    with Shop.create(path) as shop:
        a_good(shop)
    by_hand(path, "UPDATE goods SET maker_id = 7")
