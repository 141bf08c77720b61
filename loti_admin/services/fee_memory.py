"""What a year's fees were calculated from last time: pages look at them often, and most changes touch no fee."""

from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import Any, Generic, TypeVar

from loti_admin.domain.dates import Year
from loti_admin.domain.inputs import FeeInputs
from loti_admin.storage.register import Register

V = TypeVar("V")
# What the calculation and its sentences read of an organisation and of a person; an address changes no fee.
_OF_ORGANISATION = attrgetter("id", "code", "name", "short_name", "kind", "vat_treatment")
_OF_PERSON = attrgetter("id", "name")


class FeeMemory(Generic[V]):
    """The last result for each year of each register, as long as everything it was worked out from is the same."""

    def find(
        self,
        register: Register,
        inputs: FeeInputs,
        others: tuple[object, ...],
        work_out: Callable[[], V],
        *,
        keep: bool = True,
    ) -> V:
        """The result for these inputs and whatever else it depends on, worked out only if any of it differs. What is
        only rehearsed is not worth keeping."""
        years: dict[Year, tuple[FeeInputs, tuple[object, ...], Any]]
        years = register.kept.setdefault(self, {})
        known = years.get(inputs.year)
        if known is not None and known[1] == others and same_fees(known[0], inputs):
            found: V = known[2]
            return found
        made = work_out()
        if keep:
            years[inputs.year] = (inputs, others, made)
        return made


def same_fees(one: FeeInputs, other: FeeInputs) -> bool:
    """Whether two inputs give the same fees in the same words. Records that are the very same are not compared."""
    return (
        one.schedule == other.schedule
        and one.memberships == other.memberships
        and one.services == other.services
        and one.service_members == other.service_members
        and one.contacts == other.contacts
        and one.adjustments == other.adjustments
        and one.vat_rates == other.vat_rates
        and _alike(one.organisations, other.organisations, _OF_ORGANISATION)
        and _alike(one.people, other.people, _OF_PERSON)
    )


def _alike(
    one: Sequence[object], other: Sequence[object], read: Callable[[object], object]
) -> bool:
    return len(one) == len(other) and all(
        a is b or read(a) == read(b) for a, b in zip(one, other, strict=True)
    )
