"""Results that are long to work out, kept as long as the records they were worked out from are the same.

Records are frozen and stay the same objects while nobody writes them (`storage.read_cache`), so that comparing even
many of them takes less than a millisecond.
"""

from collections.abc import Callable, Hashable
from operator import is_
from typing import Any, Generic, TypeVar

from loti_admin.storage.register import Register

V = TypeVar("V")
_MOST = 4
# More records than this are not compared by what they hold: that would take longer than the window may stand still.
_MANY = 500


class Memory(Generic[V]):
    """The last results of one function, for each register and each of a few keys (a year, a day)."""

    def find(
        self,
        register: Register,
        key: Hashable,
        depends_on: tuple[object, ...],
        work_out: Callable[[], V],
    ) -> V:
        """The result for a key, worked out again only if something it depends on is not as it was."""
        results: dict[Hashable, tuple[tuple[object, ...], Any]] = register.kept.setdefault(self, {})
        known = results.get(key)
        if known is not None and _same_each(known[0], depends_on):
            found: V = known[1]
            return found
        made = work_out()
        if len(results) >= _MOST:
            results.clear()
        results[key] = (depends_on, made)
        return made


def _same_each(before: tuple[object, ...], now: tuple[object, ...]) -> bool:
    return len(before) == len(now) and all(map(_same, before, now))


def _same(before: object, now: object) -> bool:
    if isinstance(before, list | tuple) and isinstance(now, list | tuple) and len(before) > _MANY:
        return len(before) == len(now) and all(map(is_, before, now))
    return before == now
