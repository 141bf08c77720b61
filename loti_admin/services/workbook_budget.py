"""What the register knows of a year's income and spending, with the year before and the three years after."""

from loti_admin.documents.workbook.data import (
    CONTRIBUTION,
    CORE,
    FIXED,
    GRANT,
    OTHER_INCOME,
    PAY,
    PRICES,
    RESTRICTED,
    WITH_GRANTS,
    IncomeRow,
    Sourced,
    SpendingRow,
)
from loti_admin.domain.budget import BudgetLine, Grant, Side, recognise
from loti_admin.domain.charges import Charge, Rule
from loti_admin.domain.dates import Period, Year
from loti_admin.domain.invoices import DocumentKind
from loti_admin.domain.money import ZERO, Money, total
from loti_admin.domain.organisations import Kind
from loti_admin.pace import paced
from loti_admin.services.fees import YearFees, year_fees
from loti_admin.services.workbook_money import YearMoney, is_contribution, is_subscription
from loti_admin.storage.register import Register

# An income line of this name is the Board's estimate of the subscriptions, which the fees themselves make up; as
# income of its own it would be counted twice.
SUBSCRIPTIONS_LINE = "subscriptions"

_BASES = {
    "employees": PAY,
    "transfer payments": FIXED,
    "depreciation and impairment": FIXED,
    "capital financing": FIXED,
}


def last_year_subscriptions(money: YearMoney, by_membership_year: bool) -> tuple[Sourced, Sourced]:
    """What the year before left in advance for this one, and what was recognised in it, from its documents."""
    before = money.year.previous
    known = money.subscriptions_of(before)
    if not known:
        source = f"No documents of {before} in the register: type the amount"
        return Sourced(ZERO, source, known=False), Sourced(ZERO, source, known=False)
    own, in_advance = _split(money, before, by_membership_year)
    _, brought = _split(money, before.previous, by_membership_year)
    source = f"The documents of {before} less credit notes"
    advance = source if by_membership_year else "Nothing: the fee belongs to the financial year"
    return Sourced(in_advance, advance), Sourced(own + brought, source)


def _split(money: YearMoney, year: Year, by_membership_year: bool) -> tuple[Money, Money]:
    """Of a year's subscriptions, what belongs to its own financial year and what to the next."""
    parts = [
        recognise(
            money.net_of(document),
            Period(document.period_start, document.period_end),
            money.financial_of(year),
            by_membership_year,
        )
        for document in paced(money.subscriptions_of(year))
    ]
    return total(p.this_year for p in parts), total(p.in_advance for p in parts)


def estimate_of_subscriptions(register: Register, year: Year) -> tuple[Sourced | None, Money]:
    """Original estimate and variations of the budget line “Subscriptions”; None and nothing if there is none."""
    lines = [line for line in _lines(register, year, Side.INCOME) if _is_subscriptions(line)]
    if not lines:
        return None, ZERO
    original = total(line.original for line in lines)
    source = f"The budget line “{lines[0].line}” of {year}"
    return Sourced(original, source), total(line.variations for line in lines)


def contributions(register: Register, fees: YearFees, money: YearMoney) -> list[IncomeRow]:
    """What the GLA, London Councils and charged funders give for the year, less credit notes."""
    before = year_fees(register, money.year.previous)
    # Without an approval the fees of the year before are only a calculation, nothing that happened.
    charged_before = {c.key: c.net for c in before.run.charges} if before.approval else {}
    rows = []
    for charge in paced(fees.run.charges):
        if is_subscription(charge.kind):
            continue
        billed = fees.billed.get(charge.key)
        net = total(map(money.net_of, billed.documents)) if billed else charge.net
        price = fees.inputs.schedule.contribution
        membership = money.membership(charge)
        rows.append(
            IncomeRow(
                payer=charge.organisation,
                agreement=_agreement(charge),
                type=CONTRIBUTION if is_contribution(charge.kind) else GRANT,
                ends=membership.left if membership else None,
                prior=charged_before.get(charge.key, ZERO),
                original=charge.net,
                actual=_received(charge, fees, money),
                forecast=net,
                later=_later_contributions(charge, money, price),
                by_schedule=charge.rule is Rule.CONTRIBUTION and charge.net == price,
            )
        )
    return rows


def _agreement(charge: Charge) -> str:
    if charge.kind is Kind.LONDON_COUNCILS:
        return "Internal: host’s own money"
    return "Fee schedule" if charge.rule is Rule.CONTRIBUTION else "Agreed for the year"


def _received(charge: Charge, fees: YearFees, money: YearMoney) -> Money:
    """Money received without VAT; the host's own money is there from the day it is charged."""
    billed = fees.billed.get(charge.key)
    if billed is None:
        internal = charge.document is DocumentKind.NONE and charge.fixed_on <= money.as_of
        return charge.net if internal else ZERO
    return total(
        money.paid_on(d).share(d.net.pence, d.gross.pence) for d in billed.documents if d.gross
    )


def _later_contributions(
    charge: Charge, money: YearMoney, price: Money
) -> tuple[Money, Money, Money]:
    """The schedule's contribution as long as the organisation is a member; the sheet flags that no term is known."""
    if not is_contribution(charge.kind):
        return ZERO, ZERO, ZERO
    membership = money.membership(charge)
    left = membership.left if membership else None

    def given(year: Year) -> Money:
        start = money.financial_of(year).start
        assert start is not None
        return ZERO if left is not None and left < start else price

    first, second, third = map(given, _three_after(money.year))
    return first, second, third


def grants(register: Register, money: YearMoney) -> list[IncomeRow]:
    """Every grant that has a row in this year or beside it, by payer. Its term is the years that are recorded
    without a gap; a year without a row is not agreed, and so brings nothing."""
    by_grant: dict[tuple[int, str], dict[Year, Grant]] = {}
    for grant in register.grants.all():
        known = by_grant.setdefault((grant.organisation_id, grant.name), {})
        known[Year.parse(grant.year)] = grant
    names = {o.id: o.display_name for o in register.organisations.all()}
    rows = [
        _grant_row(names[key[0]], years, money)
        for key, years in by_grant.items()
        if money.year in years or money.year.previous in years or money.year.next in years
    ]
    return sorted(rows, key=lambda row: (row.payer.casefold(), row.agreement.casefold()))


def _grant_row(payer: str, years: dict[Year, Grant], money: YearMoney) -> IncomeRow:
    year = money.year
    current = years.get(year)
    inside = next(y for y in (year, year.previous, year.next) if y in years)
    first = last = inside
    while first.previous in years:
        first = first.previous
    while last.next in years:
        last = last.next

    def agreed(of: Year) -> Money:
        return years[of].agreed if of in years else ZERO

    before = years.get(year.previous)
    after = year.next
    return IncomeRow(
        payer=payer,
        agreement=years[inside].name,
        type=GRANT,
        fund=RESTRICTED if years[inside].restricted else CORE,
        starts=money.financial_of(first).start,
        ends=money.financial_of(last).end,
        prior=before.received if before else ZERO,
        original=agreed(year),
        actual=current.received if current else ZERO,
        # Grants are “up to” an amount, but what has come in has come in.
        forecast=max(current.agreed, current.received) if current else ZERO,
        later=(agreed(after), agreed(after.next), agreed(after.next.next)),
    )


def other_income(register: Register, year: Year) -> list[IncomeRow]:
    """The budget's income lines but for the estimate of the subscriptions."""
    lines = [line for line in _lines(register, year, Side.INCOME) if not _is_subscriptions(line)]
    before = _by_name(register, year.previous, Side.INCOME)
    after = [_by_name(register, later, Side.INCOME) for later in _three_after(year)]
    forecasts = _has_forecasts(register, year)

    def planned(index: int, line: BudgetLine) -> Money:
        known = after[index].get(_name(line))
        return known.revised if known else ZERO

    return [
        IncomeRow(
            payer=line.line,
            agreement=line.note,
            type=OTHER_INCOME,
            fund=RESTRICTED if line.restricted else CORE,
            prior=before[_name(line)].actual if _name(line) in before else ZERO,
            original=line.original,
            variations=line.variations,
            actual=line.actual,
            forecast=line.forecast if forecasts else line.revised,
            later=(planned(0, line), planned(1, line), planned(2, line)),
        )
        for line in lines
    ]


def spending(register: Register, year: Year) -> tuple[SpendingRow, ...]:
    """The budget's lines of expenditure; one that was there last year only is shown for its actual spending."""
    before = _by_name(register, year.previous, Side.EXPENDITURE)
    lines = _lines(register, year, Side.EXPENDITURE)
    forecasts = _has_forecasts(register, year)
    named = {_name(line) for line in lines}
    ended = [line for name, line in before.items() if name not in named and line.actual]
    rows = [
        SpendingRow(
            group=line.group.strip(),
            line=line.line,
            fund=RESTRICTED if line.restricted else CORE,
            prior=before[_name(line)].actual if _name(line) in before else ZERO,
            original=line.original,
            variations=line.variations,
            actual=line.actual,
            forecast=line.forecast if forecasts else line.revised,
            note=line.note,
            basis=_basis(line),
        )
        for line in lines
    ]
    rows += [
        SpendingRow(
            group=line.group.strip(),
            line=line.line,
            fund=RESTRICTED if line.restricted else CORE,
            prior=line.actual,
            note=f"Not in the budget of {year}",
            basis=_basis(line),
        )
        for line in ended
    ]
    return tuple(rows)


def _basis(line: BudgetLine) -> str:
    """How a line goes on: the register does not say, so pay for people, grants for their projects, else prices."""
    if line.restricted:
        return WITH_GRANTS
    return _BASES.get(line.group.strip().casefold(), PRICES)


def _has_forecasts(register: Register, year: Year) -> bool:
    """Whether anybody forecast yet: before that, the revised budget is the best there is."""
    return any(line.forecast for line in register.budget_lines.where(year=year.label))


def _lines(register: Register, year: Year, side: Side) -> list[BudgetLine]:
    return [line for line in register.budget_lines.where(year=year.label) if line.side is side]


def _by_name(register: Register, year: Year, side: Side) -> dict[tuple[str, str], BudgetLine]:
    return {_name(line): line for line in _lines(register, year, side)}


def _name(line: BudgetLine) -> tuple[str, str]:
    return line.group.strip().casefold(), line.line.strip().casefold()


def _is_subscriptions(line: BudgetLine) -> bool:
    return line.line.strip().casefold() == SUBSCRIPTIONS_LINE


def _three_after(year: Year) -> tuple[Year, Year, Year]:
    return year.next, year.next.next, year.next.next.next
