"""What the page Fees shows of a year: one row for each charge, and what stands against approving them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from loti_admin.domain.charges import Charge
from loti_admin.domain.dates import Year
from loti_admin.domain.invoices import Document
from loti_admin.domain.money import ZERO, Money, total
from loti_admin.domain.organisations import Kind
from loti_admin.errors import Problem
from loti_admin.pace import paced, rest
from loti_admin.services.decisions import Decision, open_decisions
from loti_admin.services.fees import ChargeKey, YearFees, year_fees
from loti_admin.services.memory import Memory
from loti_admin.storage.register import Register

CONTRIBUTORS = (Kind.GLA, Kind.LONDON_COUNCILS)


class FeeState(StrEnum):
    """How far a fee has come."""

    NOT_APPROVED = "not approved"
    APPROVED = "approved"
    CHANGED = "changed since the approval"
    NEW = "new since the approval"
    ISSUED = "issued"


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeRow:
    """One charge of the year, or an organisation that was charged last year and is not now (`charge` None).

    `last_year` is last year's net fee in pence, on an organisation's first row only, so that the column adds up.
    `change` is this year's net fee less that. `approved` is the charge as it was approved, if it was. `documents`
    are all of the year, credit notes too.
    """

    key: ChargeKey
    organisation_id: int
    code: str
    name: str
    kind: Kind
    charge: Charge | None
    state: FeeState
    decide: bool = False
    problems: tuple[Problem, ...] = ()
    last_year: Money | None = None
    change: Money
    last_charges: tuple[Charge, ...] = ()
    approved: Charge | None = None
    documents: tuple[Document, ...] = ()
    number: str = ""

    @property
    def is_contribution(self) -> bool:
        return self.kind in CONTRIBUTORS

    @property
    def net(self) -> Money | None:
        return self.charge.net if self.charge else None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeesView:
    """Everything the page shows. `blocking` are the problems besides decisions that stop approving.

    `net` and `vat` of the councils in pence, and how much `more` than last year; `contributions` net. Of `billable`
    fees so many are `billed`.
    """

    year: Year
    fees: YearFees
    rows: tuple[FeeRow, ...]
    decisions: tuple[Decision, ...]
    blocking: tuple[Problem, ...]
    net: Money
    vat: Money
    more: Money
    contributions: Money
    billable: int
    billed: int

    @property
    def gone(self) -> tuple[Charge, ...]:
        """What was approved and is, by the records as they are now, no charge any more."""
        return self.fees.gone

    @property
    def is_blocked(self) -> bool:
        return bool(self.decisions or self.blocking)

    @property
    def to_approve(self) -> bool:
        """Whether approving would change anything."""
        fees = self.fees
        if not fees.run.charges:
            return False
        return not fees.approval or bool(fees.changed or fees.new or self.gone)

    @property
    def waiting(self) -> int:
        """How many things the officer has to do here before the fees can be approved or issued."""
        stale = 1 if self.fees.changed or self.gone else 0
        return len(self.decisions) + len(self.blocking) + stale


# Read for the page and for the number beside its name.
_VIEWS: Memory[FeesView] = Memory()


def read_fees(register: Register, year: Year) -> FeesView:
    """The year's fees with last year's beside them. Reads only."""
    fees, before = year_fees(register, year), year_fees(register, year.previous)
    documents = register.documents.where(year=year.label)
    depends_on = (fees, before.run, documents)
    return _VIEWS.find(register, year, depends_on, lambda: _view_of(year, fees, before, documents))


def _view_of(year: Year, fees: YearFees, before: YearFees, issued: Sequence[Document]) -> FeesView:
    last: dict[str, list[Charge]] = defaultdict(list)
    for charge in paced(before.run.charges):
        last[charge.code].append(charge)
    problems: dict[str, list[Problem]] = defaultdict(list)
    for problem in fees.run.problems:
        problems[problem.code].append(problem)
    documents: dict[int, list[Document]] = defaultdict(list)
    for document in paced(issued):
        documents[document.organisation_id].append(document)
    decisions, decided_codes = open_decisions(fees)
    rows: list[FeeRow] = []
    seen: set[str] = set()
    for charge in paced(fees.run.charges):
        first = charge.code not in seen
        seen.add(charge.code)
        earlier = tuple(last.get(charge.code, ())) if first else ()
        was = total(c.net for c in earlier)
        rows.append(
            FeeRow(
                key=charge.key,
                organisation_id=charge.organisation_id,
                code=charge.code,
                name=charge.organisation,
                kind=charge.kind,
                charge=charge,
                state=_state(fees, charge),
                decide=charge.code in decided_codes,
                problems=tuple(problems.get(charge.code, ())),
                last_year=was if earlier else None,
                change=charge.net - was,
                last_charges=earlier,
                approved=fees.approved.get(charge.key),
                documents=tuple(documents.get(charge.organisation_id, ())),
                number=fees.issued[charge.key].number if charge.key in fees.issued else "",
            )
        )
    for code, before_charges in last.items():
        if code not in seen:
            rows.append(_not_charged(before_charges, tuple(problems.get(code, ()))))
    rows.sort(key=lambda row: (row.name.casefold(), row.code))
    blocking = tuple(p for p in fees.run.blocking if p.code not in decided_codes)
    rest()
    councils = [row for row in rows if not row.is_contribution]
    charges = [row.charge for row in councils if row.charge]
    billable = [row for row in rows if row.charge and row.charge.gross > ZERO]
    return FeesView(
        year=year,
        fees=fees,
        rows=tuple(rows),
        decisions=decisions,
        blocking=blocking,
        net=total(charge.net for charge in charges),
        vat=total(charge.vat for charge in charges),
        more=total(row.change for row in councils),
        contributions=total(row.net or ZERO for row in rows if row.is_contribution),
        billable=len(billable),
        billed=sum(bool(row.number) for row in billable),
    )


def _not_charged(before: list[Charge], problems: tuple[Problem, ...]) -> FeeRow:
    one, was = before[0], total(charge.net for charge in before)
    return FeeRow(
        # No charge has the membership 0, so this is nobody else's key.
        key=(one.organisation_id, 0),
        organisation_id=one.organisation_id,
        code=one.code,
        name=one.organisation,
        kind=one.kind,
        charge=None,
        state=FeeState.NOT_APPROVED,
        problems=problems,
        last_year=was,
        change=ZERO - was,
        last_charges=tuple(before),
    )


def _state(fees: YearFees, charge: Charge) -> FeeState:
    if charge.key in fees.issued:
        return FeeState.ISSUED
    if fees.approval is None:
        return FeeState.NOT_APPROVED
    approved = fees.approved.get(charge.key)
    if approved is None:
        return FeeState.NEW
    return FeeState.APPROVED if charge.same_amounts(approved) else FeeState.CHANGED
