"""The shared IT services about which the published terms say nothing, and whose councils' fees wait for a decision."""

from dataclasses import dataclass

from loti_admin.domain.grammar import listed
from loti_admin.domain.pricing import adjustments_of
from loti_admin.domain.qualifying import COUNTED, standing_of
from loti_admin.pace import paced
from loti_admin.services.fees import YearFees


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A service that waits. `councils` are all in it, by name; `sentence` says why the rules do not cover it."""

    service_id: int
    service: str
    councils: tuple[str, ...]
    sentence: str


def open_decisions(fees: YearFees) -> tuple[tuple[Decision, ...], set[str]]:
    """The services that wait for a decision, and the codes of their councils that wait with them."""
    blocked = {problem.code for problem in fees.run.blocking if problem.code}
    found: dict[int, Decision] = {}
    codes: set[str] = set()
    for charge in paced(fees.run.charges):
        organisation = fees.inputs.organisation_by_id.get(charge.organisation_id)
        # An adjustment of any kind is a decision; what blocks besides is another matter.
        if (
            charge.code not in blocked
            or not organisation
            or adjustments_of(fees.inputs, organisation)
        ):
            continue
        standing = standing_of(fees.inputs, organisation, charge.fixed_on)
        if standing is None or not standing.decision_needed:
            continue
        codes.add(charge.code)
        names = tuple(council.display_name for council in standing.councils)
        count = COUNTED.get(len(names), str(len(names)))
        found[standing.service.id] = Decision(
            service_id=standing.service.id,
            service=standing.service.name,
            councils=names,
            sentence=f"{standing.service.name} has {count} councils: {listed(names)}. The rules cover two.",
        )
    return tuple(found.values()), codes
