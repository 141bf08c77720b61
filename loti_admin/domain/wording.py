"""The sentences that explain a charge, and the one line of working that is printed.

Dates, shares and per cents hold no-break spaces, so that no line ends inside them.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from loti_admin.domain.charges import Reason, Rule
from loti_admin.domain.dates import long_date
from loti_admin.domain.fees import Adjustment, AdjustmentKind, ProRata, Share, adjustment_text
from loti_admin.domain.grammar import listed
from loti_admin.domain.invoices import DocumentKind
from loti_admin.domain.money import ZERO, Money
from loti_admin.domain.organisations import Kind, Membership, Organisation
from loti_admin.domain.pricing import Price, decided, link_to
from loti_admin.domain.vat import percent_text

_METHODS = {
    ProRata.MONTHS: "months counted in full from the joining month",
    ProRata.WHOLE_MONTHS_AFTER: "only whole months from the joining day counted",
    ProRata.DAYS: "days counted from the joining day",
}
REDUCING = (AdjustmentKind.DISCOUNT_PERCENT, AdjustmentKind.CREDIT)


def is_divided(organisation: Organisation) -> bool:
    """Whether a joiner in mid-year pays a share: a contribution or grant is a sum for the year."""
    return organisation.kind in (Kind.BOROUGH, Kind.OTHER)


def member_reason(
    organisation: Organisation, membership: Membership, fixed_on: date, charge_date: date
) -> Reason:
    name, day = organisation.display_name, long_date(fixed_on)
    if fixed_on == charge_date:
        text = f"{name} is a member on {day}, the charge date."
    else:
        text = (
            f"{name} joins on {day}, after the charge date of {long_date(charge_date)}, "
            "so its fee is fixed on the day it joins."
        )
    return Reason(text, ((day, f"membership/{membership.id}"),))


def share_reason(
    organisation: Organisation, whole_year: bool, share: Share, price: Money, method: ProRata
) -> Reason:
    """`whole_year`: the fee was fixed on the charge date. `price` in pence for a full year."""
    name = organisation.display_name
    if whole_year:
        return Reason(f"{name} pays for the whole year, so the share is full.")
    if not is_divided(organisation):
        return Reason("A contribution is a sum for the year and is not divided.")
    if method is ProRata.NONE:
        return Reason(
            f"{name} pays the full {price.text}: the fee schedule does not divide a first year."
        )
    text = f"{name} pays {share.text} of {price.text} = {share.of(price).text}: {_METHODS[method]}."
    return Reason(_kept_together(text))


def reduction_reason(adjustment: Adjustment, before: Money, off: Money) -> Reason:
    text = f"{decided(adjustment)} {before.text} less {off.text} is {(before - off).text}."
    return Reason(text, link_to(adjustment))


def leaving_reason(
    organisation: Organisation, left: date, adjustments: Sequence[Adjustment]
) -> Reason:
    """For a membership whose last day lies within the year that is paid."""
    credit = any(a.kind is AdjustmentKind.CREDIT for a in adjustments)
    end = ", less the credit" if credit else " and nothing is refunded"
    return Reason(
        f"{organisation.display_name} leaves on {long_date(left)}; the year's fee stands{end}."
    )


def vat_reason(
    organisation: Organisation, net: Money, rate: Decimal | None, vat: Money, document: DocumentKind
) -> Reason:
    """What becomes of the charge; `rate` in per cent, None outside the scope of VAT."""
    if net < ZERO:
        return Reason("The credits are more than the fee, so no invoice is made.")
    if not net:
        return Reason("There is nothing to pay, so no invoice is made.")
    if organisation.kind is Kind.LONDON_COUNCILS:
        return Reason(
            "The contribution is the host's own money, outside the scope of VAT: "
            "there is no document, only a line in the budget."
        )
    if document is DocumentKind.REQUEST:
        what = "fee" if is_divided(organisation) else "contribution"
        return Reason(f"The {what} is outside the scope of VAT, so a request for payment is made.")
    return Reason(f"VAT at {percent_text(rate or Decimal(0))}\u00a0% is {vat.text}.")


def working(
    organisation: Organisation,
    price: Price,
    share: Share,
    joined: date | None,
    method: ProRata,
    net: Money,
    adjustments: Sequence[Adjustment],
) -> str:
    """The line that is printed. `joined` is the joining date if that is what the fee was fixed on."""
    parts = _price_and_share(organisation, price, share, joined, method)
    taken = [adjustment_text(a) for a in adjustments if a.kind in REDUCING]
    if taken:
        parts.append(f"Less {listed(taken)}: {net.text}.")
    return " ".join(parts)


def _price_and_share(
    organisation: Organisation, price: Price, share: Share, joined: date | None, method: ProRata
) -> list[str]:
    named = f"{price.words}: {price.detail}." if price.detail else f"{price.words}."
    if joined is None:
        return [named, "Full year."] if price.detail else [f"{price.words}, full year."]
    if method is ProRata.NONE or not is_divided(organisation):
        how = [named, "Not divided."] if price.detail else [f"{price.words}, not divided."]
        return [*how, f"Joined {long_date(joined)}."]
    counted = _kept_together(
        f"{share.text} of {price.amount.text} = {share.of(price.amount).text}."
    )
    # The standard price needs no name; any other does, or nobody could tell what the share is taken of.
    name = [] if price.rule is Rule.STANDARD else [named]
    return [*name, counted, f"Joined {long_date(joined)}; {_METHODS[method]}."]


def _kept_together(text: str) -> str:
    return text.replace(" of £", "\u00a0of\u00a0£").replace(" = £", "\u00a0=\u00a0£")
