import sys
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from loti_admin.domain.money import Money
from loti_admin.errors import Conflict, NothingToDo
from loti_admin.storage.history import Changes, Kind
from tests.storage.shop import Good, Maker, Shop, a_good, a_maker, dump, rename


@pytest.fixture
def heard(shop: Shop) -> list[Changes]:
    news: list[Changes] = []
    shop.subscribe(news.append)
    return news


def test_a_write_is_committed_recorded_and_announced(shop: Shop, heard: list[Changes]) -> None:
    good = a_good(shop)

    (changes,) = heard
    assert changes.label == "Add Chair"
    assert changes.by == "Ann Example on PC-14"
    assert datetime(2026, 7, 1, 9, 2, tzinfo=UTC) <= changes.at
    assert changes.touches("makers", "goods")
    assert not changes.touches("makers")
    assert (None, good.id) == (changes.rows[0].before, changes.rows[0].row_id)
    assert [changes] == [entry.changes for entry in shop.history.entries()]


def test_an_exception_takes_everything_back_and_records_nothing(
    shop: Shop, heard: list[Changes]
) -> None:
    good = a_good(shop)
    before = dump(shop)
    heard.clear()

    def spoil() -> None:
        with shop.write("Spoilt"):
            shop.goods.save(replace(good, name="other"))
            shop.goods.add(Good(name="more"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        spoil()

    assert before == dump(shop)
    assert heard == []
    assert shop.undo_label == "Add Chair"


def test_a_write_without_a_change_is_silent(shop: Shop, heard: list[Changes]) -> None:
    good = a_good(shop)
    heard.clear()
    before = dump(shop)

    with shop.write("Nothing"):
        pass
    with shop.write("The same"):
        shop.goods.save(good)

    assert heard == []
    assert before == dump(shop)
    assert shop.undo_label == "Add Chair"


def test_a_write_inside_a_write_joins_it(shop: Shop, heard: list[Changes]) -> None:
    with shop.write("Add both"):
        maker = a_maker(shop)
        with shop.write("inner"):
            shop.goods.add(Good(name="x", maker_id=maker.id))
        assert heard == []

    assert [changes.label for changes in heard] == ["Add both"]
    assert [row.table for row in heard[0].rows] == ["makers", "goods"]


def test_a_failed_inner_write_that_is_caught_takes_back_its_own_part_only(
    shop: Shop, heard: list[Changes]
) -> None:
    def spoil() -> None:
        with shop.write("inner"):
            shop.goods.add(Good(name="dropped"))
            raise ZeroDivisionError

    with shop.write("Add"):
        kept = shop.goods.add(Good(name="kept"))
        with pytest.raises(ZeroDivisionError):
            spoil()

    assert [kept] == shop.goods.all()
    assert len(heard[0].rows) == 1


def test_a_barrier_inside_makes_the_whole_write_a_barrier(shop: Shop) -> None:
    a_good(shop)
    with shop.write("Outer"):
        with shop.write("Issue", undoable=False):
            shop.makers.add(Maker(name="a"))
        shop.makers.add(Maker(name="b"))

    assert shop.undo_label is None
    assert Kind.BARRIER is shop.history.entries()[0].kind


def test_a_listener_that_fails_neither_hides_the_commit_nor_silences_others(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    reported: list[type[BaseException]] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, *_: reported.append(kind))
    heard: list[str] = []
    shop.subscribe(lambda changes: 1 / 0)  # type: ignore[arg-type, return-value]
    shop.subscribe(lambda changes: heard.append(changes.label))

    good = a_good(shop)

    assert good == shop.goods.get(good.id)
    assert [ZeroDivisionError] == reported
    assert heard == ["Add Chair"]


def test_a_listener_may_write_and_all_hear_in_order(shop: Shop) -> None:
    heard: list[str] = []

    def follow(changes: Changes) -> None:
        if changes.label == "Add Chair":
            a_maker(shop)

    shop.subscribe(follow)
    shop.subscribe(lambda changes: heard.append(changes.label))
    a_good(shop)

    assert heard == ["Add Chair", "Add Camden Works"]


def test_who_unsubscribes_hears_no_more(shop: Shop) -> None:
    heard: list[Changes] = []
    stop = shop.subscribe(heard.append)
    stop()
    stop()
    a_good(shop)

    assert heard == []


def test_undo_and_redo_go_back_and_forth(shop: Shop, heard: list[Changes]) -> None:
    chair = a_good(shop)
    stool = rename(shop, chair, "Stool")
    with shop.write("Remove Stool"):
        shop.goods.remove(stool)
    heard.clear()

    assert (shop.undo_label, shop.redo_label) == ("Remove Stool", None)
    assert shop.undo().label == "Undo Remove Stool"
    assert [stool] == shop.goods.all()
    shop.undo()
    assert [chair] == shop.goods.all()
    shop.undo()
    assert shop.goods.all() == []
    assert (shop.undo_label, shop.redo_label) == (None, "Add Chair")
    for _ in range(3):
        shop.redo()
    assert shop.goods.all() == []
    assert (shop.undo_label, shop.redo_label) == ("Remove Stool", None)
    assert len(heard) == 6


def test_a_new_write_after_undo_forgets_what_could_be_redone(shop: Shop) -> None:
    good = a_good(shop)
    rename(shop, good, "Stool")
    shop.undo()
    rename(shop, good, "Bench")

    assert (shop.undo_label, shop.redo_label) == ("Rename Chair", None)
    assert shop.goods.get(good.id).name == "Bench"


def test_a_barrier_ends_undo_and_redo(shop: Shop) -> None:
    good = a_good(shop)
    shop.undo()
    with shop.write("Issue", undoable=False):
        shop.makers.add(Maker(name="x"))

    assert (shop.undo_label, shop.redo_label) == (None, None)
    assert shop.goods.find(good.id) is None


def test_nothing_to_undo_is_said_in_words(shop: Shop) -> None:
    with pytest.raises(NothingToDo, match=r"^There is nothing to undo\.$"):
        shop.undo()
    with pytest.raises(NothingToDo, match=r"^There is nothing to redo\.$"):
        shop.redo()


def test_undo_refuses_a_row_that_is_not_as_it_was_left(shop: Shop) -> None:
    with shop.write("Add two"):
        first = shop.goods.add(Good(name="first"))
        shop.goods.add(Good(name="second"))
    # A change that passed by the door, as another program could make it.
    shop.connection.execute("PRAGMA query_only=OFF")
    shop.connection.execute("UPDATE goods SET price_pence = 9 WHERE id = ?", (first.id,))
    before = dump(shop)

    with pytest.raises(Conflict, match="good has changed since"):
        shop.undo()

    assert before == dump(shop)
    assert shop.undo_label == "Add two"


def test_undo_of_a_write_with_links_takes_the_rows_in_reverse_order(shop: Shop) -> None:
    with shop.write("Add both"):
        maker = shop.makers.add(Maker(name="x"))
        shop.goods.add(Good(name="y", maker_id=maker.id))
    shop.undo()
    assert (shop.makers.count(), shop.goods.count()) == (0, 0)
    shop.redo()
    assert (shop.makers.count(), shop.goods.count()) == (1, 1)


def test_undo_inside_a_write_is_a_mistake_in_the_program(shop: Shop) -> None:
    a_good(shop)
    with pytest.raises(RuntimeError), shop.write("Outer"):
        shop.undo()


def test_several_changes_of_one_row_in_one_write_are_undone_together(shop: Shop) -> None:
    good = a_good(shop)
    with shop.write("Twice"):
        once = shop.goods.save(replace(good, name="a"))
        shop.goods.save(replace(once, price=Money(7)))
    shop.undo()

    assert good == shop.goods.get(good.id)
