"""The price of a full year for one organisation: schedule, shared-IT rule, agreed rates, and decisions."""

from dataclasses import dataclass
from datetime import date

from loti_admin.domain.charges import Reason, Rule
from loti_admin.domain.dates import long_date
from loti_admin.domain.fees import Adjustment, AdjustmentKind, adjustment_text
from loti_admin.domain.grammar import listed, sentence_start
from loti_admin.domain.inputs import FeeInputs
from loti_admin.domain.money import Money
from loti_admin.domain.organisations import Kind, Organisation
from loti_admin.domain.qualifying import COUNTED, standing_of
from loti_admin.errors import Problem

_APPLIES = "So the standard price applies"
_BEFORE_WHO = {
    AdjustmentKind.AGREED_RATE: ", set",
    AdjustmentKind.DISCOUNT_PERCENT: ", agreed",
    AdjustmentKind.CREDIT: ", agreed",
    AdjustmentKind.ACCEPT_STANDARD: "",
}


@dataclass(frozen=True, slots=True)
class Price:
    """A price for a full year in pence, with the rule behind it, words and detail for paper, and the reasons."""

    rule: Rule
    amount: Money
    service: str
    words: str
    reasons: tuple[Reason, ...]
    problems: tuple[Problem, ...] = ()
    detail: str = ""


def adjustments_of(inputs: FeeInputs, organisation: Organisation) -> list[Adjustment]:
    """This year's, agreed rates first, then discounts, then credits, whatever order they were recorded in."""
    own = inputs.adjustments_by_organisation.get(organisation.id)
    if not own:
        return []
    return sorted(own, key=lambda a: (list(AdjustmentKind).index(a.kind), a.on or date.min, a.id))


def price_of(
    inputs: FeeInputs, organisation: Organisation, on: date, adjustments: list[Adjustment]
) -> Price | None:
    """The price with the facts of one day; None if neither schedule nor agreed rate gives one."""
    base = _schedule_price(inputs, organisation, on, adjustments)
    agreed = [a for a in adjustments if a.kind is AdjustmentKind.AGREED_RATE]
    if not agreed:
        return base
    rate = agreed[-1]
    problems = list(base.problems if base else ())
    if len(agreed) > 1:
        message = (
            f"{organisation.display_name} has {len(agreed)} agreed rates for {inputs.schedule.year}. "
            "Keep one of them."
        )
        problems.append(Problem(message, code=organisation.code))
    reason = Reason(decided(rate), link_to(rate))
    # The last reason of the schedule's price says "so this price applies", which it now does not.
    earlier = base.reasons[:-1] if base else ()
    return Price(
        Rule.ADJUSTMENT,
        rate.amount,
        base.service if base else "",
        f"Agreed rate {rate.amount.text} a year",
        (*earlier, reason),
        tuple(problems),
    )


def _schedule_price(
    inputs: FeeInputs, organisation: Organisation, on: date, adjustments: list[Adjustment]
) -> Price | None:
    schedule = inputs.schedule
    source = f"the fee schedule {schedule.year}"
    link = ((f"fee schedule {schedule.year}", f"schedule/{schedule.year}"),)
    if organisation.kind in (Kind.GLA, Kind.LONDON_COUNCILS):
        amount = schedule.contribution
        reason = Reason(f"It contributes {amount.text} a year, by {source}.", link)
        return Price(Rule.CONTRIBUTION, amount, "", f"Contribution {amount.text} a year", (reason,))
    if not organisation.is_council:
        return None
    standing = standing_of(inputs, organisation, on)
    if standing is None:
        name = organisation.display_name
        alone = Reason(f"On {long_date(on)} {name} is in no shared IT service.")
        return _standard(schedule.standard, "", (alone,), source, link)
    service = standing.service.name
    if standing.qualifies:
        amount = schedule.shared_it
        reason = Reason(
            f"So the price for a council in a two-council service applies: {amount.text}, from {source}.",
            link,
        )
        return Price(
            Rule.SHARED_IT,
            amount,
            service,
            f"Shared IT fee {amount.text} a year",
            (*standing.reasons, reason),
            detail=f"two member councils in {service}, one main representative",
        )
    reasons, problems, lead = standing.reasons, tuple[Problem, ...](), _APPLIES
    accepted = [a for a in adjustments if a.kind is AdjustmentKind.ACCEPT_STANDARD]
    if standing.decision_needed and accepted:
        reasons = (*reasons, Reason(decided(accepted[-1]), link_to(accepted[-1])))
    elif standing.decision_needed and adjustments:
        # The adjustment itself is told where it is taken off.
        lead = f"An adjustment decides what {organisation.display_name} pays, starting from the standard price"
    elif standing.decision_needed:
        open_point = (
            "A decision is needed: an adjustment, or the standard fee accepted with a reason."
        )
        reasons = (*reasons, Reason(open_point))
        problems = (_decision_needed(organisation, standing.councils, service),)
        lead = "Until then the standard price applies"
    return _standard(schedule.standard, service, reasons, source, link, problems, lead)


def _standard(
    amount: Money,
    service: str,
    reasons: tuple[Reason, ...],
    source: str,
    link: tuple[tuple[str, str], ...],
    problems: tuple[Problem, ...] = (),
    lead: str = _APPLIES,
) -> Price:
    reason = Reason(f"{lead}: {amount.text}, from {source}.", link)
    words = f"Standard fee {amount.text} a year"
    return Price(Rule.STANDARD, amount, service, words, (*reasons, reason), problems)


def _decision_needed(
    organisation: Organisation, councils: tuple[Organisation, ...], service: str
) -> Problem:
    count = COUNTED.get(len(councils), str(len(councils)))
    names = listed(council.display_name for council in councils)
    return Problem(
        f"{organisation.display_name}: a decision is needed. {service} has {count} councils ({names}) and the "
        "rules cover two. Record an adjustment or accept the standard fee, with a reason.",
        code=organisation.code,
    )


def decided(adjustment: Adjustment) -> str:
    """`Discount of 10 %, agreed by the Board on 3 March 2026: a pilot year.`"""
    by = f" by {adjustment.agreed_by}" if adjustment.agreed_by else ""
    on = f" on {long_date(adjustment.on)}" if adjustment.on else ""
    before = _BEFORE_WHO[adjustment.kind] if by or on else ""
    span = " for a full year" if adjustment.kind is AdjustmentKind.AGREED_RATE else ""
    why = adjustment.reason.strip().rstrip(".")
    return f"{sentence_start(adjustment_text(adjustment))}{span}{before}{by}{on}: {why}."


def link_to(adjustment: Adjustment) -> tuple[tuple[str, str], ...]:
    return ((sentence_start(adjustment_text(adjustment)), f"adjustment/{adjustment.id}"),)
