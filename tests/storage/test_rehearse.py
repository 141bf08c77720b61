"""What a change would write is known before it is made, and nothing of it stays."""

from dataclasses import replace

import pytest

from loti_admin.errors import Refused
from tests.storage.shop import Good, Shop


def filled(shop: Shop) -> list[Good]:
    with shop.write("Fill"):
        return [shop.goods.add(Good(name=f"Good {number}")) for number in range(12)]


def test_a_rehearsed_change_gives_its_rows_and_leaves_no_trace(shop: Shop) -> None:
    goods = filled(shop)
    head, heard = shop.history.head(), list[object]()
    shop.subscribe(heard.append)

    def change() -> None:
        with shop.write("Change"):
            shop.goods.save(replace(goods[2], name="Other"))
            shop.goods.remove(goods[5])
            shop.goods.add(Good(name="New"))

    rows = shop.rehearse(change)
    assert [True, False, True] == [row.after is not None for row in rows]
    assert goods == shop.goods.all()
    assert (head, []) == (shop.history.head(), heard)
    wanted = [good for good in goods if good != goods[5]]
    wanted[2] = replace(goods[2], name="Other")
    wanted.append(Good(id=rows[2].row_id, name="New"))
    assert wanted == shop.goods.as_if(rows)
    assert [wanted[2]] == shop.goods.as_if(rows, name="Other")
    assert [] == shop.goods.as_if(rows, name="Good 2")
    assert goods == shop.goods.as_if(())


def test_a_refused_change_is_refused_when_it_is_rehearsed(shop: Shop) -> None:
    def refuse() -> None:
        raise Refused("Not today.")

    with pytest.raises(Refused):
        shop.rehearse(refuse)
    assert [] == shop.goods.all()


def test_inside_another_write_only_its_own_rows_are_given(shop: Shop) -> None:
    with shop.write("Fill"):
        kept = shop.goods.add(Good(name="Kept"))
        rows = shop.rehearse(lambda: shop.goods.add(Good(name="Only tried")))
    assert ["Only tried"] == [row.after["name"] for row in rows if row.after]
    assert [kept] == shop.goods.all()


def test_a_write_that_has_changed_nothing_yet_reads_what_was_read_before(shop: Shop) -> None:
    goods, before = filled(shop), shop.goods.all()
    with shop.write("Edit"):
        assert all(a is b for a, b in zip(before, shop.goods.all(), strict=True))
        changed = shop.goods.save(replace(goods[0], name="Changed"))
        assert changed == shop.goods.all()[0]
    assert [changed, *goods[1:]] == shop.goods.all()
