"""What a change would do to everybody's fee, before it is saved."""

from collections.abc import Callable
from dataclasses import dataclass

from loti_admin.domain.charges import Difference, compare
from loti_admin.domain.dates import Year
from loti_admin.errors import Problem
from loti_admin.services.fees import preview_fees
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


class _Rehearsed(Exception):
    """Ends a rehearsal, so that its transaction is rolled back."""


def effect_of(register: Register, year: Year, change: Callable[[], object]) -> Effect:
    """Make the change, calculate, and take it back: the very code that will save it, so the two cannot differ.

    Nothing is written and no listener hears. Raises what `change` raises (Invalid, Refused).
    """
    years = (year, year.next)
    before = [preview_fees(register, y) for y in years]
    after = []
    try:
        with register.write("Rehearsal"):
            change()
            after = [preview_fees(register, y) for y in years]
            raise _Rehearsed
    except _Rehearsed:
        pass
    known = set(before[0].problems)
    return Effect(
        this_year=compare(before[0].charges, after[0].charges),
        next_year=compare(before[1].charges, after[1].charges),
        problems=tuple(p for p in after[0].problems if p not in known),
    )
