"""Records that were read stay read: never older than the file, whatever was written, taken back or undone."""

from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loti_admin.domain.money import Money
from loti_admin.errors import NothingToDo
from tests.storage.shop import Good, Shop, Size, a_good


class _TakenBack(Exception):
    """Ends a write without keeping it."""


def fresh(shop: Shop) -> list[Good]:
    """What the file holds, read past everything that is remembered."""
    rows = shop.connection.execute(f"{shop.goods._select} ORDER BY id").fetchall()
    return shop.goods._codec.decode(rows)


def fill(shop: Shop, count: int = 12) -> list[Good]:
    with shop.write("Fill"):
        return [shop.goods.add(Good(name=f"Good {number}")) for number in range(count)]


def test_reading_twice_gives_the_same_records(shop: Shop) -> None:
    fill(shop)
    one, other = shop.goods.all(), shop.goods.all()
    assert all(a is b for a, b in zip(one, other, strict=True))
    one.clear()
    assert 12 == len(shop.goods.all())


def test_parts_that_are_written_alike_are_read_once_and_shared(shop: Shop) -> None:
    sizes = (Size(3, Money(300)), Size(4, Money(450)))
    with shop.write("Fill"):
        made = [shop.goods.add(Good(name=f"Good {n}", sizes=sizes)) for n in range(3)]
        other = shop.goods.add(Good(name="Other", sizes=sizes[:1]))
    read = fresh(shop)
    assert [*made, other] == read
    assert read[0].sizes is read[1].sizes is read[2].sizes
    assert sizes[:1] == read[3].sizes


def test_a_write_leaves_every_other_record_as_it_was_read(shop: Shop) -> None:
    goods = fill(shop)
    before = shop.goods.all()
    with shop.write("Edit"):
        shop.goods.save(replace(goods[3], name="Other"))
    after = shop.goods.all()
    assert [3] == [n for n, (a, b) in enumerate(zip(before, after, strict=True)) if a is not b]
    assert "Other" == after[3].name


def test_inside_a_write_one_reads_what_was_just_written(shop: Shop) -> None:
    goods = fill(shop)
    shop.goods.all()
    with suppress(_TakenBack), shop.write("Try"):
        shop.goods.save(replace(goods[0], name="Tried"))
        assert "Tried" == shop.goods.all()[0].name
        raise _TakenBack
    assert "Good 0" == shop.goods.all()[0].name


def test_a_query_is_asked_again_when_its_table_was_written(shop: Shop) -> None:
    goods = fill(shop)
    assert 12 == len(shop.goods.where(sold=False))
    with shop.write("Sell"):
        shop.goods.save(replace(goods[5], sold=True))
    assert 11 == len(shop.goods.where(sold=False))


def test_what_is_written_past_the_door_is_seen(shop: Shop) -> None:
    fill(shop)
    shop.goods.all()
    shop.connection.execute("PRAGMA query_only=OFF")
    shop.connection.execute("UPDATE goods SET name = 'Slipped in' WHERE id = 1")
    shop.connection.commit()
    assert "Slipped in" == shop.goods.all()[0].name


STEPS = st.lists(
    st.tuples(
        st.sampled_from(("add", "save", "remove", "undo", "redo", "take back", "many")),
        st.integers(0, 30),
    ),
    max_size=14,
)


@settings(max_examples=40, deadline=None)
@given(STEPS)
def test_what_is_remembered_is_what_the_file_holds(steps: list[tuple[str, int]]) -> None:
    with Shop.in_memory() as shop:
        fill(shop)
        for act, number in steps:
            goods = shop.goods.all()
            one = goods[number % len(goods)] if goods else None
            with suppress(NothingToDo, _TakenBack):
                if act == "undo":
                    shop.undo()
                elif act == "redo":
                    shop.redo()
                else:
                    with shop.write(act):
                        if act == "add" or one is None:
                            a_good(shop)
                        elif act == "remove":
                            shop.goods.remove(one)
                        elif act == "many":
                            for good in goods:
                                shop.goods.save(replace(good, name=f"{good.name} {number}"))
                        else:
                            shop.goods.save(replace(one, name=f"{one.name}, {number}"))
                        if act == "take back":
                            raise _TakenBack
            assert fresh(shop) == shop.goods.all()
            assert [g for g in fresh(shop) if not g.sold] == shop.goods.where(sold=False)


def test_a_snapshot_remembers_too(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(shop)
    monkeypatch.setattr(shop, "read_only", True)
    assert shop.goods.all()[0] is shop.goods.all()[0]
