"""The fee calculation: a pure function from a year's records to charges, each with its rule and its reasons."""

from datetime import date
from decimal import Decimal

from loti_admin.domain import wording
from loti_admin.domain.charges import Charge, FeeRun, Reason, Rule
from loti_admin.domain.dates import Period, long_date
from loti_admin.domain.fees import FULL_YEAR, Adjustment, AdjustmentKind, share_of_year
from loti_admin.domain.inputs import FeeInputs
from loti_admin.domain.invoices import DocumentKind
from loti_admin.domain.money import ZERO, Money
from loti_admin.domain.organisations import Kind, Membership, Organisation, usual_treatment
from loti_admin.domain.pricing import adjustments_of, price_of
from loti_admin.domain.qualifying import standing_of
from loti_admin.domain.vat import VatTreatment, rate_on, vat_on
from loti_admin.errors import Problem, Severity
from loti_admin.pace import paced


def calculate_fees(inputs: FeeInputs) -> FeeRun:
    """Every charge of the year, by organisation. The same inputs in any order give the same run."""
    calculation = _Calculation(inputs)
    ordered = sorted(inputs.organisations, key=lambda o: (o.display_name.casefold(), o.code))
    charges = tuple(charge for o in paced(ordered) for charge in calculation.charges_of(o))
    problems = (*calculation.problems, *_pairs_made_in_mid_year(inputs, charges))
    return FeeRun(
        year=inputs.schedule.year,
        charge_date=inputs.schedule.charge_date,
        charges=charges,
        problems=problems,
    )


class _Calculation:
    def __init__(self, inputs: FeeInputs) -> None:
        self.inputs = inputs
        self.schedule = inputs.schedule
        self.period = inputs.schedule.period
        self.problems: list[Problem] = []

    def charges_of(self, organisation: Organisation) -> list[Charge]:
        adjustments = adjustments_of(self.inputs, organisation)
        due = [
            (membership, fixed_on)
            for membership in self.inputs.memberships_of.get(organisation.id, [])
            if (fixed_on := self._fixed_on(membership)) is not None
        ]
        if adjustments and not due:
            self._warn(
                organisation,
                f"{organisation.display_name} has an adjustment for {self.schedule.year} but no fee: "
                "it is not a member in that year.",
            )
        charges: list[Charge] = []
        for membership, fixed_on in due:
            taken_here = [
                a
                for a in adjustments
                if a.kind is not AdjustmentKind.CREDIT
                or _day_of_credit(a, [day for _, day in due]) == fixed_on
            ]
            charge = self._charge(organisation, membership, fixed_on, adjustments, taken_here)
            if charge is None:
                continue
            if charges:
                self._warn(
                    organisation,
                    f"{organisation.display_name} was charged for {self.schedule.year} before it left and joins "
                    f"again on {long_date(fixed_on)}, so it is charged like any joiner. Record a credit dated on or "
                    "after that day if it should not pay twice.",
                )
            charges.append(charge)
        return charges

    def _fixed_on(self, membership: Membership) -> date | None:
        """The day whose facts decide the fee of this membership period; None if the year brings no fee."""
        if membership.period.contains(self.schedule.charge_date):
            return self.schedule.charge_date
        joins_later = self.period.contains(membership.joined)
        return membership.joined if joins_later else None

    def _charge(
        self,
        organisation: Organisation,
        membership: Membership,
        fixed_on: date,
        adjustments: list[Adjustment],
        taken_here: list[Adjustment],
    ) -> Charge | None:
        """`adjustments` are the year's and decide the price; `taken_here` come off this charge."""
        price = price_of(self.inputs, organisation, fixed_on, adjustments)
        if price is None:
            self._warn(
                organisation,
                f"{organisation.display_name} is a member, but the fee schedule has no price for it. "
                "Record an agreed rate if it should pay.",
            )
            return None
        self.problems += price.problems
        method, whole_year = self.schedule.pro_rata, fixed_on == self.schedule.charge_date
        share = FULL_YEAR
        if wording.is_divided(organisation):
            share = share_of_year(fixed_on, self.period, method)
        amount = share.of(price.amount)
        reasons = [
            wording.member_reason(organisation, membership, fixed_on, self.schedule.charge_date),
            *price.reasons,
            wording.share_reason(organisation, whole_year, share, price.amount, method),
        ]
        net, rule = self._reduced(organisation, amount, price.rule, taken_here, reasons)
        if membership.left is not None and membership.left < (self.period.end or date.max):
            reasons.append(wording.leaving_reason(organisation, membership.left, taken_here))
        outside = usual_treatment(organisation) is VatTreatment.OUTSIDE
        rate = None if outside else self._vat_rate(fixed_on)
        vat = ZERO if rate is None else vat_on(net, rate)
        document = self._document(organisation, net, outside)
        reasons.append(wording.vat_reason(organisation, net, rate, vat, document))
        joined = None if whole_year else fixed_on
        return Charge(
            organisation_id=organisation.id,
            membership_id=membership.id,
            code=organisation.code,
            organisation=organisation.display_name,
            kind=organisation.kind,
            rule=rule,
            service=price.service,
            list_price=price.amount,
            share=share,
            fixed_on=fixed_on,
            covers=Period(fixed_on, self.period.end),
            adjustment=net - amount,
            net=net,
            vat_rate=rate,
            vat=vat,
            gross=net + vat,
            document=document,
            working=wording.working(organisation, price, share, joined, method, net, taken_here),
            reasons=tuple(reasons),
        )

    def _vat_rate(self, fixed_on: date) -> Decimal:
        if self.schedule.vat_rate is not None:
            return self.schedule.vat_rate
        return rate_on(fixed_on, self.inputs.vat_rates)

    def _reduced(
        self,
        organisation: Organisation,
        amount: Money,
        rule: Rule,
        adjustments: list[Adjustment],
        reasons: list[Reason],
    ) -> tuple[Money, Rule]:
        """Net and rule after discounts, then credits; each adds its sentence."""
        net = amount
        for adjustment in adjustments:
            if adjustment.kind not in wording.REDUCING:
                continue
            off = adjustment.amount
            if adjustment.kind is AdjustmentKind.DISCOUNT_PERCENT:
                off = net.percent(adjustment.percent)
            reasons.append(wording.reduction_reason(adjustment, net, off))
            net, rule = net - off, Rule.ADJUSTMENT
        if net < ZERO:
            self._block(
                organisation,
                f"{organisation.display_name} has credits of more than its fee of {amount.text}. Lower the credit.",
            )
        return net, rule

    def _document(self, organisation: Organisation, net: Money, outside: bool) -> DocumentKind:
        if net <= ZERO or organisation.kind is Kind.LONDON_COUNCILS:
            return DocumentKind.NONE
        return DocumentKind.REQUEST if outside else DocumentKind.INVOICE

    def _warn(self, organisation: Organisation, message: str) -> None:
        self.problems.append(Problem(message, Severity.WARNS, code=organisation.code))

    def _block(self, organisation: Organisation, message: str) -> None:
        self.problems.append(Problem(message, Severity.BLOCKS, code=organisation.code))


def _day_of_credit(credit: Adjustment, days: list[date]) -> date:
    """Which of an organisation's charges a credit is taken off, once: the last one fixed by the day of the credit.

    So a credit for one that came back does not change the fee that was billed before it left.
    """
    fixed_before = [day for day in days if credit.on and day <= credit.on]
    return max(fixed_before, default=min(days))


def _pairs_made_in_mid_year(inputs: FeeInputs, charges: tuple[Charge, ...]) -> list[Problem]:
    """A joiner that completes a pair pays the pair's price; its partner's fee was fixed before and stands."""
    problems = []
    joiners = [c for c in charges if c.fixed_on != inputs.schedule.charge_date]
    of: dict[int, list[Charge]] = {}
    for charge in charges if joiners else ():
        of.setdefault(charge.organisation_id, []).append(charge)
    for joiner in paced(joiners):
        others = _qualifying_pair(inputs, joiner) - {joiner.organisation_id}
        partners = [
            charge
            for other in others
            for charge in of.get(other, ())
            if charge.fixed_on < joiner.fixed_on and not _qualifying_pair(inputs, charge)
        ]
        for partner in partners:
            message = (
                f"{joiner.organisation} joins on {long_date(joiner.fixed_on)} and makes a pair with "
                f"{partner.organisation}. The fee of {partner.organisation}, {partner.net.text}, was fixed on "
                f"{long_date(partner.fixed_on)} and stands; record an adjustment if it should change."
            )
            problems += [
                Problem(message, Severity.WARNS, code=code) for code in (joiner.code, partner.code)
            ]
    return problems


def _qualifying_pair(inputs: FeeInputs, charge: Charge) -> set[int]:
    """The two councils of the pair by which the charge had the reduced price when it was fixed; empty if none."""
    organisation = inputs.organisation_by_id[charge.organisation_id]
    standing = standing_of(inputs, organisation, charge.fixed_on)
    return {c.id for c in standing.councils} if standing and standing.qualifies else set()
