import time
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from loti_admin.domain.money import Money
from loti_admin.errors import Conflict, DamagedRegister, Invalid, NotFound, Refused
from loti_admin.storage.codec import Codec
from loti_admin.storage.door import WriteOutsideDoor
from loti_admin.storage.repository import Repository
from tests.storage.shop import Colour, Good, Maker, Shop, Size, a_good, a_maker

FULL = Good(
    name="Łódź “desk” – é",
    price=Money(-1_234_567),
    reduced=Money(0),
    percent=Decimal("12.50"),
    colour=Colour.DARK_BLUE,
    on=date(2024, 2, 29),
    at=datetime(2026, 7, 1, 12, 30, 5, tzinfo=UTC),
    sold=True,
    tags=("a", "b,c", '"'),
    sizes=(Size(1, Money(5)), Size(2, Money(6))),
)


def test_a_record_comes_back_as_it_was_stored(shop: Shop) -> None:
    maker = a_maker(shop)
    with shop.write("Add both"):
        full = shop.goods.add(replace(FULL, maker_id=maker.id))
        empty = shop.goods.add(Good(name=""))

    assert replace(FULL, maker_id=maker.id, id=full.id) == full
    assert [full, empty] == shop.goods.all()


def test_columns_hold_pence_iso_days_and_null_for_none(shop: Shop) -> None:
    with shop.write("Add"):
        shop.goods.add(FULL)

    row = shop.connection.execute(
        'SELECT price_pence, maker_id, colour, "on", sold, tags FROM goods'
    ).fetchone()

    assert row == (-1_234_567, None, "dark blue", "2024-02-29", 1, '["a","b,c","\\""]')


def test_the_decimal_keeps_its_digits(shop: Shop) -> None:
    with shop.write("Add"):
        good = shop.goods.add(Good(name="x", percent=Decimal("20.00")))

    assert str(shop.goods.get(good.id).percent) == "20.00"


def test_get_of_a_missing_record_says_so_in_words(shop: Shop) -> None:
    with pytest.raises(NotFound, match="The good is no longer in the register"):
        shop.goods.get(7)
    assert shop.goods.find(7) is None


def test_where_compares_real_values_and_none(shop: Shop) -> None:
    with shop.write("Add"):
        dear = shop.goods.add(Good(name="b", price=Money(500), on=date(2026, 7, 1)))
        cheap = shop.goods.add(Good(name="a", price=Money(5), colour=Colour.DARK_BLUE))

    assert [dear] == shop.goods.where(price=Money(500))
    assert [cheap] == shop.goods.where(on=None, colour=Colour.DARK_BLUE)
    assert [cheap, dear] == shop.goods.where(maker_id=0, order_by="name")
    assert [dear, cheap] == shop.goods.all(order_by=("-price", "name"))
    assert cheap == shop.goods.first(order_by="price")
    assert shop.goods.first(name="nothing") is None
    assert (shop.goods.count(), shop.goods.count(name="a")) == (2, 1)


def test_only_fields_can_be_asked_for_or_ordered_by(shop: Shop) -> None:
    with pytest.raises(KeyError):
        shop.goods.all(order_by="name; DROP TABLE goods")
    with pytest.raises(KeyError):
        shop.goods.where(**{"1=1 OR name": "x"})


def test_text_is_a_value_and_never_sql(shop: Shop) -> None:
    hostile = "'; DROP TABLE goods; --"
    with shop.write("Add"):
        good = shop.goods.add(Good(name=hostile))

    assert [good] == shop.goods.where(name=hostile)


def test_writing_outside_the_door_is_a_mistake_in_the_program(shop: Shop) -> None:
    good = a_good(shop)

    with pytest.raises(WriteOutsideDoor):
        shop.goods.add(Good(name="x"))
    with pytest.raises(WriteOutsideDoor):
        shop.goods.save(good)
    with pytest.raises(WriteOutsideDoor):
        shop.goods.remove(good)
    with pytest.raises(Exception, match="readonly"):
        shop.connection.execute("DELETE FROM goods")
    assert [good] == shop.goods.all()


def test_saving_or_removing_what_is_gone_is_a_conflict(shop: Shop) -> None:
    good = a_good(shop)
    with shop.write("Remove"):
        shop.goods.remove(good)

    with pytest.raises(Conflict, match="good was removed"), shop.write("Save"):
        shop.goods.save(good)
    with pytest.raises(Conflict, match="good was removed"), shop.write("Remove"):
        shop.goods.remove(good.id)


def test_adding_a_stored_record_again_is_a_mistake_in_the_program(shop: Shop) -> None:
    good = a_good(shop)
    with pytest.raises(ValueError, match="save"), shop.write("Add"):
        shop.goods.add(good)


def test_ids_are_never_given_twice(shop: Shop) -> None:
    good = a_good(shop)
    with shop.write("Remove"):
        shop.goods.remove(good)

    assert good.id + 1 == a_good(shop).id


def test_a_second_record_with_the_same_name_is_a_conflict_in_words(shop: Shop) -> None:
    a_maker(shop, "Camden")
    with pytest.raises(Conflict, match="already has this name"), shop.write("Add"):
        shop.makers.add(Maker(name="Camden"))


def test_removing_what_others_belong_to_is_a_conflict_in_words(shop: Shop) -> None:
    maker = a_maker(shop)
    with shop.write("Add"):
        shop.goods.add(Good(name="x", maker_id=maker.id))
    with pytest.raises(Conflict, match="belong to this one"), shop.write("Remove"):
        shop.makers.remove(maker)


def test_the_sentence_of_a_trigger_reaches_the_officer(shop: Shop) -> None:
    with shop.write("Add"):
        good = shop.goods.add(Good(name="x", sold=True))
    with pytest.raises(Refused, match=r"^A sold good cannot be removed\.$"), shop.write("Remove"):
        shop.goods.remove(good)


def test_half_a_character_is_refused_with_a_sentence(shop: Shop) -> None:
    with pytest.raises(Invalid, match="cannot be stored"), shop.write("Add"):
        shop.goods.add(Good(name="\ud83d"))


def test_a_row_that_cannot_be_read_is_damage_and_not_a_crash(shop: Shop) -> None:
    a_good(shop)
    shop.connection.execute("PRAGMA query_only=OFF")
    shop.connection.execute("UPDATE goods SET colour = 'plaid'")

    with pytest.raises(DamagedRegister, match="Good that this program cannot read"):
        shop.goods.all()


def test_a_table_that_lacks_a_column_is_found_at_the_start(shop: Shop) -> None:
    @dataclass(frozen=True, slots=True, kw_only=True)
    class Wider:
        id: int = 0
        name: str
        weight: int = 0

    class Wrong(Repository[Wider]):
        record, table = Wider, "makers"

    with pytest.raises(TypeError, match="makers lacks weight of Wider"):
        Wrong(shop)


def test_a_field_without_a_known_column_is_found_at_the_start() -> None:
    @dataclass(frozen=True, slots=True, kw_only=True)
    class Floating:
        id: int = 0
        weight: float

    with pytest.raises(TypeError, match=r"Floating\.weight"):
        Codec(Floating)


def test_a_class_with_a_check_of_its_own_is_called() -> None:
    @dataclass(frozen=True, slots=True, kw_only=True)
    class Careful:
        id: int = 0
        name: str

        def __post_init__(self) -> None:
            if not self.name:
                raise ValueError("no name")

    codec = Codec(Careful)

    assert [Careful(id=1, name="x")] == codec.decode([(1, "x")])
    with pytest.raises(DamagedRegister):
        codec.decode([(1, "")])


def test_five_thousand_records_are_read_in_a_moment(shop: Shop) -> None:
    with shop.write("Add many"):
        for number in range(5_000):
            shop.goods.add(replace(FULL, name=f"good {number}", sizes=()))

    spent = []
    for _ in range(3):
        start = time.perf_counter()
        assert len(shop.goods.all()) == 5_000
        spent.append(time.perf_counter() - start)

    # About 25 ms here; the bound leaves room for a busy machine.
    assert min(spent) < 0.15


def test_editing_a_record_leaves_its_id_alone(shop: Shop) -> None:
    """SQLite would look through every table that refers to it, also where the id is set to what it is."""
    good = a_good(shop)
    said: list[str] = []
    shop.connection.set_trace_callback(said.append)
    with shop.write("Edit"):
        shop.goods.save(replace(good, name="Other"))
    shop.connection.set_trace_callback(None)
    (update,) = [text for text in said if text.startswith('UPDATE "goods"')]
    assert '"id" =' not in update
    assert "Other" == shop.goods.get(good.id).name
