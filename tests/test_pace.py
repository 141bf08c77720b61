"""Resting, and a property that is worked out once though its work was left half-way."""

from threading import Thread

import pytest
from greenlet import getcurrent, greenlet

from loti_admin import pace
from loti_admin.pace import cached_property


class Sum:
    """Counts how often it is worked out."""

    def __init__(self) -> None:
        self.times = 0

    @cached_property
    def total(self) -> int:
        """What one and two are."""
        self.times += 1
        return sum(pace.paced((1, 2)))


def test_a_property_is_worked_out_once_for_each_object() -> None:
    one, other = Sum(), Sum()
    assert 3 == one.total == one.total == other.total
    assert 1 == one.times == other.times


def test_a_property_keeps_its_name_and_what_is_said_about_it() -> None:
    assert isinstance(Sum.total, cached_property)
    assert "What one and two are." == Sum.total.__doc__


def test_who_rests_inside_a_property_keeps_no_other_thread_waiting(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    one, other, window = Sum(), Sum(), getcurrent()
    reading = greenlet(lambda: one.total)
    monkeypatch.setattr(pace, "turn", window.switch)
    reading.switch()
    assert not reading.dead
    monkeypatch.setattr(pace, "turn", None)
    worker = Thread(target=lambda: other.total, daemon=True)
    worker.start()
    worker.join(10)
    assert not worker.is_alive()
    assert 3 == reading.switch()
