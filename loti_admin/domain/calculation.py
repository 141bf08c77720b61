"""The fee calculation: a pure function from a year's records to charges, each with its rule and its reasons."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from loti_admin.domain.charges import Charge, FeeRun, Reason, Rule
from loti_admin.domain.dates import Period, long_date
from loti_admin.domain.fees import (
    FULL_YEAR,
    Adjustment,
    AdjustmentKind,
    ProRata,
    Share,
    adjustment_text,
    share_of_year,
)
from loti_admin.domain.inputs import FeeInputs
from loti_admin.domain.invoices import DocumentKind
from loti_admin.domain.money import ZERO, Money
from loti_admin.domain.organisations import Kind, Membership, Organisation, usual_treatment
from loti_admin.domain.pricing import Price, adjustments_of, decided, link_to, price_of
from loti_admin.domain.qualifying import listed
from loti_admin.domain.vat import VatTreatment, percent_text, rate_on, vat_on
from loti_admin.errors import Problem, Severity

_METHOD_WORDS = {
    ProRata.MONTHS: "months counted in full from the joining month",
    ProRata.WHOLE_MONTHS_AFTER: "only whole months after joining counted",
    ProRata.DAYS: "counted by days",
    ProRata.NONE: "the fee is not divided",
}


def calculate_fees(inputs: FeeInputs) -> FeeRun:
    """Every charge of the year, by organisation. The same inputs in any order give the same run."""
    calculation = _Calculation(inputs)
    ordered = sorted(inputs.organisations, key=lambda o: (o.display_name.casefold(), o.code))
    charges = tuple(charge for o in ordered for charge in calculation.charges_of(o))
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
        charges: list[Charge] = []
        adjustments = adjustments_of(self.inputs, organisation)
        for membership in self.inputs.memberships_of.get(organisation.id, []):
            fixed_on = self._fixed_on(membership)
            if fixed_on is None:
                continue
            charge = self._charge(organisation, membership, fixed_on, adjustments)
            if charge is None:
                continue
            if charges:
                self._warn(
                    organisation,
                    f"{organisation.display_name} was charged for {self.schedule.year} before and joined again on "
                    f"{long_date(fixed_on)}; it is priced like any joiner. Record a credit if it should not pay twice.",
                )
            charges.append(charge)
            # A credit is taken off once, not for each membership period.
            adjustments = [a for a in adjustments if a.kind is not AdjustmentKind.CREDIT]
        if adjustments and not charges:
            self._warn(
                organisation,
                f"{organisation.display_name} has an adjustment for {self.schedule.year} but no fee: "
                "it is not a member in that year.",
            )
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
    ) -> Charge | None:
        price = price_of(self.inputs, organisation, fixed_on, adjustments)
        if price is None:
            self._warn(
                organisation,
                f"{organisation.display_name} is a member, but the fee schedule has no price for it. "
                "Record an agreed rate if it should pay.",
            )
            return None
        self.problems += price.problems
        share = FULL_YEAR
        if organisation.kind in (Kind.BOROUGH, Kind.OTHER):
            share = share_of_year(fixed_on, self.period, self.schedule.pro_rata)
        amount = share.of(price.amount)
        reasons = [
            self._member_reason(organisation, membership, fixed_on),
            *price.reasons,
            self._share_reason(organisation, membership, fixed_on, share, price.amount),
        ]
        net, rule, taken_off = self._reduced(organisation, amount, price.rule, adjustments, reasons)
        if membership.left is not None and membership.left < (self.period.end or date.max):
            reasons.append(
                Reason(
                    f"It leaves on {long_date(membership.left)}; the year's fee stands, there is no refund."
                )
            )
        outside = usual_treatment(organisation) is VatTreatment.OUTSIDE
        rate = None if outside else self._vat_rate(fixed_on)
        vat = ZERO if rate is None else vat_on(net, rate)
        document = self._document(organisation, net, outside)
        reasons.append(_vat_reason(rate, vat, document, organisation))
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
            adjustment=taken_off,
            net=net,
            vat_rate=rate,
            vat=vat,
            gross=net + vat,
            document=document,
            working=self._working(price, share, membership, amount, net, adjustments),
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
    ) -> tuple[Money, Rule, Money]:
        """Net, rule and what is taken off: discounts first, then credits, each with its sentence."""
        net = amount
        for adjustment in adjustments:
            match adjustment.kind:
                case AdjustmentKind.DISCOUNT_PERCENT:
                    off = net.percent(adjustment.percent)
                case AdjustmentKind.CREDIT:
                    off = adjustment.amount
                case _:
                    continue
            reasons.append(
                Reason(
                    f"{decided(adjustment)} {net.text} less {off.text} is {(net - off).text}.",
                    link_to(adjustment),
                )
            )
            net, rule = net - off, Rule.ADJUSTMENT
        if net < ZERO:
            self._block(
                organisation,
                f"{organisation.display_name} has credits of more than its fee of {amount.text}. Lower the credit.",
            )
        return net, rule, net - amount

    def _member_reason(
        self, organisation: Organisation, membership: Membership, fixed_on: date
    ) -> Reason:
        target = f"membership/{membership.id}"
        joined = long_date(membership.joined)
        if fixed_on == self.schedule.charge_date:
            text = f"{organisation.display_name} is a member on {long_date(fixed_on)}, the charge date."
            return Reason(text, ((long_date(fixed_on), target),))
        text = (
            f"{organisation.display_name} joins on {joined}, after the charge date of "
            f"{long_date(self.schedule.charge_date)}, so its fee is fixed on that day."
        )
        return Reason(text, ((joined, target),))

    def _share_reason(
        self,
        organisation: Organisation,
        membership: Membership,
        fixed_on: date,
        share: Share,
        price: Money,
    ) -> Reason:
        if fixed_on == self.schedule.charge_date:
            return Reason("It pays for the whole year, so the share is full.")
        if organisation.kind not in (Kind.BOROUGH, Kind.OTHER):
            return Reason("A contribution is a sum for the year and is not divided.")
        method = _METHOD_WORDS[self.schedule.pro_rata]
        text = f"It pays {share.text} of {price.text} = {share.of(price).text}: {method}."
        return Reason(
            _kept_together(text), ((long_date(membership.joined), f"membership/{membership.id}"),)
        )

    def _working(
        self,
        price: Price,
        share: Share,
        membership: Membership,
        amount: Money,
        net: Money,
        adjustments: list[Adjustment],
    ) -> str:
        if share.is_full and membership.joined <= self.schedule.charge_date:
            parts = [f"{price.words}, full year."]
        else:
            method = _METHOD_WORDS[self.schedule.pro_rata]
            parts = [
                _kept_together(f"{share.text} of {price.amount.text} = {amount.text}."),
                f"Joined {long_date(membership.joined)}; {method}.",
            ]
        reducing = (AdjustmentKind.DISCOUNT_PERCENT, AdjustmentKind.CREDIT)
        taken = [adjustment_text(a) for a in adjustments if a.kind in reducing]
        if taken:
            parts.append(f"Less {listed(taken)}: {net.text}.")
        return " ".join(parts)

    def _document(self, organisation: Organisation, net: Money, outside: bool) -> DocumentKind:
        if net <= ZERO or organisation.kind is Kind.LONDON_COUNCILS:
            return DocumentKind.NONE
        return DocumentKind.REQUEST if outside else DocumentKind.INVOICE

    def _warn(self, organisation: Organisation, message: str) -> None:
        self.problems.append(Problem(message, Severity.WARNS, code=organisation.code))

    def _block(self, organisation: Organisation, message: str) -> None:
        self.problems.append(Problem(message, Severity.BLOCKS, code=organisation.code))


def _vat_reason(
    rate: Decimal | None, vat: Money, document: DocumentKind, organisation: Organisation
) -> Reason:
    if document is DocumentKind.NONE and organisation.kind is Kind.LONDON_COUNCILS:
        return Reason(
            "It is the host's own money, outside the scope of VAT; there is no document, only a line in the budget."
        )
    if document is DocumentKind.NONE:
        return Reason("There is nothing to pay, so no invoice is made.")
    if rate is None:
        return Reason("It is outside the scope of VAT, so a request for payment is made.")
    return Reason(f"VAT at {percent_text(rate)}\u00a0% is {vat.text}.")


def _pairs_made_in_mid_year(inputs: FeeInputs, charges: tuple[Charge, ...]) -> list[Problem]:
    """A joiner that completes a pair pays the pair's price; its partner's fee was fixed before and stands."""
    problems = []
    for joiner in charges:
        if joiner.rule is not Rule.SHARED_IT or joiner.fixed_on == inputs.schedule.charge_date:
            continue
        partners = [
            charge
            for charge in charges
            if charge.kind is Kind.BOROUGH
            and charge.service == joiner.service
            and charge.fixed_on < joiner.fixed_on
            and charge.organisation_id != joiner.organisation_id
        ]
        for partner in partners:
            if partner.rule is Rule.SHARED_IT:
                continue
            message = (
                f"{joiner.organisation} joins on {long_date(joiner.fixed_on)} and makes a pair with "
                f"{partner.organisation}. {partner.organisation}'s fee of {partner.net.text} was fixed on "
                f"{long_date(partner.fixed_on)} and stands; record an adjustment if it should change."
            )
            problems += [
                replace(Problem(message, Severity.WARNS), code=code)
                for code in (joiner.code, partner.code)
            ]
    return problems


def _kept_together(text: str) -> str:
    """`9/12 of £30,000.00` with no-break spaces, so that a line never ends inside it."""
    return text.replace(" of £", "\u00a0of\u00a0£").replace(" = £", "\u00a0=\u00a0£")
