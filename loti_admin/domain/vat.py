"""VAT: which rate applies when, and to whom.

Rounding follows HMRC's VAT guide (Notice 700, section 17): once per rate per document on the net total, half up.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from loti_admin.domain.money import Money


class VatTreatment(StrEnum):
    """`STANDARD`: a business supply. `OUTSIDE`: a grant or contribution, outside the scope of VAT."""

    STANDARD = "standard"
    OUTSIDE = "outside scope"


@dataclass(frozen=True, slots=True, kw_only=True)
class VatRate:
    """The standard rate in per cent from `start` (inclusive) until the next one."""

    start: date
    percent: Decimal


# Value Added Tax Act 1994 s.2 and its amendments; a new rate is added as the dated setting "vat standard rate".
STANDARD_RATES = (
    VatRate(start=date(1991, 4, 1), percent=Decimal("17.5")),
    VatRate(start=date(2008, 12, 1), percent=Decimal(15)),
    VatRate(start=date(2010, 1, 1), percent=Decimal("17.5")),
    VatRate(start=date(2011, 1, 4), percent=Decimal(20)),
)


def rate_on(day: date, rates: Iterable[VatRate] = STANDARD_RATES) -> Decimal:
    """The standard rate in per cent on a tax point. Raises ValueError for a day before the first rate."""
    valid = [rate for rate in rates if rate.start <= day]
    if not valid:
        raise ValueError(f"No VAT rate is known for {day.isoformat()}.")
    return max(valid, key=lambda rate: rate.start).percent


def vat_on(net: Money, percent: Decimal) -> Money:
    """VAT in pence on a document's net total at one rate, half up: £82.19 at 20 % is £16.44."""
    return net.percent(percent)


def percent_text(percent: Decimal) -> str:
    """`20`, `17.5`: without noughts that say nothing."""
    return f"{percent.normalize():f}"
