"""What one row of Members and fees works out: the fee, what credit notes took off it, and where it is recognised."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from operator import attrgetter
from typing import TYPE_CHECKING

from loti_admin.documents.workbook.data import AGREED, SHARED_IT, STANDARD, DocumentRow, MemberRow
from loti_admin.documents.workbook.numbers import NOTHING, percent, pounds, rounded, summed
from loti_admin.domain.budget import months_begun

if TYPE_CHECKING:
    from loti_admin.documents.workbook.figures import Figures


@dataclass(frozen=True, slots=True)
class MemberFigures:
    """What one row of Members and fees works out, in pounds. `monthly` is what is recognised in each month covered."""

    price: Fraction
    credited: Fraction
    net: Fraction
    vat: Fraction
    months: int
    covered: int
    recognised: Fraction
    monthly: Fraction
    next_year: Fraction

    @property
    def gross(self) -> Fraction:
        return self.net + self.vat

    @property
    def in_advance(self) -> Fraction:
        return self.net - self.recognised


# All that the figures of a fee follow from, where no credit note stands against its document.
fee_of = attrgetter(
    "rule",
    "agreed",
    "numerator",
    "denominator",
    "adjustment",
    "vat_rate",
    "covers_from",
    "left",
)


def member_figures(row: MemberRow, notes: Sequence[DocumentRow], figures: Figures) -> MemberFigures:
    """`notes` are the credit notes against the fee's document."""
    schedule = figures.data.schedule
    prices = {
        STANDARD: pounds(schedule.standard),
        SHARED_IT: pounds(schedule.shared_it),
        AGREED: pounds(row.agreed) if row.agreed else NOTHING,
    }
    price = prices[row.rule]
    credited = summed(pounds(note.net) for note in notes)
    share = Fraction(row.numerator, row.denominator)
    fee = rounded(price * share) + pounds(row.adjustment)
    net = fee + credited
    vat = rounded(fee * percent(row.vat_rate)) + summed(pounds(note.vat) for note in notes)
    months = months_begun(row.covers_from, figures.months.cover_end)
    covered = months_begun(row.covers_from, figures.months.fee_year_end)
    recognised = rounded(net * months / covered) if figures.deferred else net
    return MemberFigures(
        price=price,
        credited=credited,
        net=net,
        vat=vat,
        months=months,
        covered=covered,
        recognised=recognised,
        monthly=recognised / months if months else NOTHING,
        next_year=_fee_next_year(row, figures),
    )


def _fee_next_year(row: MemberRow, figures: Figures) -> Fraction:
    if row.left is not None and row.left < figures.next_charge_date:
        return NOTHING
    if row.rule == AGREED:
        return figures.uplifted(pounds(row.agreed) if row.agreed else NOTHING)
    return figures.shared_next if row.rule == SHARED_IT else figures.standard_next
