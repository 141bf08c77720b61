"""What a change would do to everybody's fee, before it is saved."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from loti_admin.domain.charges import Difference, compare
from loti_admin.domain.dates import Year
from loti_admin.errors import Problem
from loti_admin.services.fees import preview_fees
from loti_admin.storage.history import RowChange
from loti_admin.storage.register import Register


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """Each organisation's net fee (pence) without and with the change, this year and next, and what then blocks."""

    this_year: tuple[Difference, ...]
    next_year: tuple[Difference, ...]
    problems: tuple[Problem, ...]

    @property
    def changed(self) -> tuple[Difference, ...]:
        return tuple(d for d in self.this_year if d.change)

    @property
    def changed_next_year(self) -> tuple[Difference, ...]:
        return tuple(d for d in self.next_year if d.change)


def effect_of(register: Register, year: Year, change: Callable[[], object]) -> Effect:
    """Make the change, take it back, and calculate: the very code that will save it, so the two cannot differ.

    Nothing is written and no listener hears. Raises what `change` raises (Invalid, Refused).
    """
    return effect_of_rows(register, year, register.rehearse(change))


def effect_of_rows(register: Register, year: Year, rows: Sequence[RowChange]) -> Effect:
    """What rehearsed rows would do. Reads only, and rests, because with thousands of members it takes a while."""
    years = (year, year.next)
    before = [preview_fees(register, y) for y in years]
    after = [preview_fees(register, y, rows) for y in years]
    known = set(before[0].problems)
    return Effect(
        this_year=compare(before[0].charges, after[0].charges),
        next_year=compare(before[1].charges, after[1].charges),
        problems=tuple(p for p in after[0].problems if p not in known),
    )
