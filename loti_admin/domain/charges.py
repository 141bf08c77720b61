"""What the calculation gives: charges with their reasons, problems, totals, and the difference between two runs."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from loti_admin.domain.dates import Period
from loti_admin.domain.fees import Share
from loti_admin.domain.invoices import DocumentKind
from loti_admin.domain.money import ZERO, Money, total
from loti_admin.domain.organisations import Kind
from loti_admin.errors import Problem
from loti_admin.pace import paced


class Rule(StrEnum):
    """Why a price applies. Never inferred from the amount: nine months of £30,000 is £22,500 too."""

    STANDARD = "standard"
    SHARED_IT = "shared_it"
    CONTRIBUTION = "contribution"
    ADJUSTMENT = "adjustment"


@dataclass(frozen=True, slots=True)
class Reason:
    """One sentence of the working. `links` are (words in the text, target), a target being like `service/3`."""

    text: str
    links: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Charge:
    """What one organisation owes for one subscription year because of one membership period. Amounts in pence.

    `fixed_on` is the day whose facts decided: the charge date, or the joining date of a later joiner. `covers` is
    what the charge pays for, inclusive. `vat_rate` in per cent, None outside the scope. `working` is the one line
    that is printed.
    """

    organisation_id: int
    membership_id: int
    code: str
    organisation: str
    kind: Kind
    rule: Rule
    service: str
    list_price: Money
    share: Share
    fixed_on: date
    covers: Period
    adjustment: Money
    net: Money
    vat_rate: Decimal | None
    vat: Money
    gross: Money
    document: DocumentKind
    working: str
    reasons: tuple[Reason, ...]

    @property
    def key(self) -> tuple[int, int]:
        """Which charge of a year this is, however often it is calculated."""
        return self.organisation_id, self.membership_id

    def same_amounts(self, other: "Charge") -> bool:
        """Whether an approval of the one also approves the other: price, rule and amounts; wording may differ."""
        mine, theirs = (
            (
                c.rule,
                c.service,
                c.list_price,
                c.share,
                c.fixed_on,
                c.net,
                c.vat_rate,
                c.vat,
                c.document,
            )
            for c in (self, other)
        )
        return mine == theirs


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeRun:
    """All charges of a year, by organisation, and what stands against approving or issuing them."""

    year: str
    charge_date: date
    charges: tuple[Charge, ...]
    problems: tuple[Problem, ...]

    @property
    def boroughs(self) -> int:
        """How many councils are charged; a pair counts as two."""
        return len({c.organisation_id for c in self.charges if c.kind is Kind.BOROUGH})

    @property
    def blocking(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.blocks)

    @property
    def net(self) -> Money:
        return total(charge.net for charge in self.charges)

    @property
    def vat(self) -> Money:
        return total(charge.vat for charge in self.charges)

    @property
    def gross(self) -> Money:
        return total(charge.gross for charge in self.charges)


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeApproval:
    """That the fees of a year were approved: the frozen inputs and charges as canonical text, and the hash of both.

    Later approvals of the same year (a joiner, a corrected record) are further rows; none is ever changed.
    """

    id: int = 0
    year: str
    at: datetime
    by: str
    inputs: str
    charges: str
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One organisation's net fee before and after, in pence."""

    code: str
    organisation: str
    before: Money
    after: Money

    @property
    def change(self) -> Money:
        return self.after - self.before


def compare(before: Iterable[Charge], after: Iterable[Charge]) -> tuple[Difference, ...]:
    """Every organisation in either set of charges, by name, with what it pays (net) before and after."""
    names: dict[str, str] = {}
    sums: tuple[dict[str, Money], dict[str, Money]] = ({}, {})
    for side, charges in enumerate((before, after)):
        for charge in paced(charges):
            names[charge.code] = charge.organisation
            sums[side][charge.code] = sums[side].get(charge.code, ZERO) + charge.net
    return tuple(
        Difference(
            code=code,
            organisation=name,
            before=sums[0].get(code, ZERO),
            after=sums[1].get(code, ZERO),
        )
        for code, name in paced(
            sorted(names.items(), key=lambda item: (item[1].casefold(), item[0]))
        )
    )
