"""Random work against a plain model: a dictionary, and a list of dictionaries for undo and redo."""

import tempfile
from dataclasses import replace
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from loti_admin.domain.money import Money
from loti_admin.storage.backups import backup
from tests.storage.shop import Colour, Good, Shop

goods = st.builds(
    Good,
    name=st.text(max_size=20),
    price=st.integers(-(10**12), 10**12).map(Money),
    reduced=st.none() | st.integers(0, 10**6).map(Money),
    percent=st.none() | st.decimals(0, 100, places=2),
    colour=st.sampled_from(Colour),
    on=st.none() | st.dates(),
    tags=st.lists(st.text(max_size=5), max_size=3).map(tuple),
)


class ShopWork(RuleBasedStateMachine):
    ids = Bundle("ids")

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "Shop.loti"
        self.shop = Shop.create(self.path)
        self.model: dict[int, Good] = {}
        self.past: list[dict[int, Good]] = []
        self.future: list[dict[int, Good]] = []
        self.states: list[dict[int, Good]] = [{}]

    def teardown(self) -> None:
        self.shop.close()
        self.folder.cleanup()

    def done(self, after: dict[int, Good], *, undoable: bool = True) -> None:
        if after == self.model:
            return
        self.past = [*self.past, self.model] if undoable else []
        self.future = []
        self.model = after
        self.states.append(after)

    @rule(target=ids, good=goods)
    def add(self, good: Good) -> int:
        with self.shop.write("Add"):
            stored = self.shop.goods.add(good)
        assert stored.id not in self.model
        self.done({**self.model, stored.id: stored})
        return stored.id

    @rule(id=ids, good=goods)
    def save(self, id: int, good: Good) -> None:
        if id not in self.model:
            return
        changed = replace(good, id=id)
        with self.shop.write("Save"):
            self.shop.goods.save(changed)
        self.done({**self.model, id: changed})

    @rule(id=ids)
    def remove(self, id: int) -> None:
        if id not in self.model:
            return
        with self.shop.write("Remove"):
            self.shop.goods.remove(id)
        self.done({key: good for key, good in self.model.items() if key != id})

    @rule(target=ids, good=goods, other=goods, undoable=st.booleans())
    def several_at_once(self, good: Good, other: Good, undoable: bool) -> int:
        after = dict(self.model)
        with self.shop.write("Several", undoable=undoable):
            for id in list(after)[:2]:
                after[id] = self.shop.goods.save(replace(other, id=id))
            stored = self.shop.goods.add(good)
            after[stored.id] = stored
        self.done(after, undoable=undoable)
        return stored.id

    @rule(good=goods)
    def fail_half_way(self, good: Good) -> None:
        try:
            with self.shop.write("Fail"):
                self.shop.goods.add(good)
                raise ZeroDivisionError
        except ZeroDivisionError:
            pass

    @precondition(lambda self: self.past)
    @rule()
    def undo(self) -> None:
        self.shop.undo()
        self.future.append(self.model)
        self.model = self.past.pop()
        self.states.append(self.model)

    @precondition(lambda self: self.future)
    @rule()
    def redo(self) -> None:
        self.shop.redo()
        self.past.append(self.model)
        self.model = self.future.pop()
        self.states.append(self.model)

    @rule()
    def reopen(self) -> None:
        self.shop.close()
        self.shop = Shop.open(self.path)

    @rule()
    def back_up(self) -> None:
        with Shop.open(backup(self.shop), read_only=True) as copy:
            assert {good.id: good for good in copy.goods.all()} == self.model

    @rule(data=st.data())
    def look_back(self, data: st.DataObject) -> None:
        number = data.draw(st.integers(0, len(self.states) - 1))
        assert {good.id: good for good in self.shop.goods.as_at(number)} == self.states[number]

    @invariant()
    def the_register_is_the_model(self) -> None:
        assert {good.id: good for good in self.shop.goods.all()} == self.model
        assert (self.shop.undo_label is None) == (not self.past)
        assert (self.shop.redo_label is None) == (not self.future)
        assert self.shop.history.problems() == []
        assert self.shop.history.head()[0] == len(self.states) - 1


def test_random_work_is_as_in_a_plain_model() -> None:
    # Each step is brought to the disk, so a quarter of the usual examples is what a run can spare.
    fewer = settings(max_examples=max(10, settings().max_examples // 4))
    run_state_machine_as_test(ShopWork, settings=fewer)
