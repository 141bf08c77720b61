"""The year's budget as the window shows it."""

from datetime import date

import pytest

from loti_admin.documents.workbook.figures import Figures
from loti_admin.domain.budget import BudgetLine, Grant, Side
from loti_admin.domain.money import ZERO, Money
from loti_admin.domain.organisations import Kind, Organisation
from loti_admin.services.budget import save_budget_line, save_grant
from loti_admin.services.budget_overview import budget_groups, read_budget
from loti_admin.services.budget_rows import BudgetView, Source
from loti_admin.services.members import join, save_organisation
from loti_admin.services.workbook import gather_workbook
from tests.builders import LONG_AGO, the_gla
from tests.office import THE_YEAR, Office

AS_OF = date(2026, 11, 23)


def a_line(side: Side, group: str, name: str, pounds: int, **fields: object) -> BudgetLine:
    return BudgetLine(
        year=THE_YEAR.label,
        side=side,
        group=group,
        line=name,
        original=Money.pounds(pounds),
        **fields,  # type: ignore[arg-type]
    )


@pytest.fixture
def office() -> Office:
    """Two councils and the GLA; a grant, two lines of spending, other income and an estimate of the fees."""
    made = Office("Camden", "Islington")
    register = made.register
    gla = save_organisation(register, the_gla(address="City Hall", postcode="E16 1ZE"))
    join(register, gla.id, LONG_AGO)
    fund = save_organisation(
        register, Organisation(code="EXF", name="Example Foundation", kind=Kind.FUNDER)
    )
    save_grant(
        register,
        Grant(
            organisation_id=fund.id,
            name="Inclusion",
            restricted=True,
            year=THE_YEAR.label,
            agreed=Money.pounds(40_000),
            received=Money.pounds(10_000),
        ),
    )
    salaries = a_line(Side.EXPENDITURE, "Employees", "Salaries", 90_000)
    save_budget_line(register, salaries)
    save_budget_line(
        register,
        a_line(
            Side.EXPENDITURE,
            "Supplies and services",
            "Events",
            5_000,
            variations=Money.pounds(1_000),
            forecast=Money.pounds(7_000),
        ),
    )
    save_budget_line(register, a_line(Side.INCOME, "Income", "Courses", 3_000))
    save_budget_line(register, a_line(Side.INCOME, "Income", "Subscriptions", 61_000))
    return made


def view(office: Office) -> BudgetView:
    return read_budget(office.register, THE_YEAR, AS_OF)


def test_every_source_of_income_has_a_row_with_its_record(office: Office) -> None:
    rows = view(office).income
    assert [
        (Source.FEES, "Subscriptions", True),
        (Source.CONTRIBUTION, "Greater London Authority", False),
        (Source.GRANT, "Example Foundation: Inclusion", True),
        (Source.OTHER, "Courses", True),
    ] == [(row.source, row.name, row.is_record) for row in rows]
    assert Money.pounds(61_000) == rows[0].amounts.original
    assert rows[2].restricted


def test_the_sums_are_those_of_the_workbook(office: Office) -> None:
    office.approve()
    office.issue()
    shown = view(office)
    figures = Figures(gather_workbook(office.register, THE_YEAR, AS_OF)).spending
    for key in ("prior", "original", "revised", "actual", "forecast"):
        # The workbook shares the fees out over the months without rounding each.
        for own, theirs in (
            (getattr(shown.total_income, key), figures.income[key]),
            (getattr(shown.total_spending, key), figures.total[key]),
        ):
            assert abs(own.pence - theirs * 100) < 1
    totals = {row.key: row.amounts.forecast for row in shown.summary if row.strong}
    assert shown.balance.forecast == totals["income"] - totals["spending"]


def test_spending_is_summed_by_group(office: Office) -> None:
    summary = {row.name: row.amounts for row in view(office).summary}
    events = summary["Supplies and services"]
    assert (Money.pounds(6_000), Money.pounds(1_000)) == (events.revised, events.variance)


def test_what_was_agreed_last_year_only_stays_in_sight(office: Office) -> None:
    register = office.register
    (grant,) = register.grants.all()
    save_grant(
        register,
        Grant(
            organisation_id=grant.organisation_id,
            name="Ended",
            year=THE_YEAR.previous.label,
            agreed=Money.pounds(1_000),
            received=Money.pounds(1_000),
        ),
    )
    (row,) = [row for row in view(office).income if "Ended" in row.name]
    assert (None, "Not agreed for 2026-27") == (row.grant, row.note)
    assert (Money.pounds(1_000), ZERO) == (row.amounts.prior, row.amounts.forecast)
    assert view(office).knows_last_year


def test_the_fees_of_both_years_are_told_by_their_price(office: Office) -> None:
    office.represented_by("Priya Nair", "Camden", "Islington")
    office.share_it("Canalside IT", "Camden", "Islington")
    last, this = view(office).fees
    assert (THE_YEAR.previous, THE_YEAR) == (last.year, this.year)
    assert (ZERO, Money.pounds(45_000), ZERO) == (this.standard, this.shared_it, this.other)


def test_groups_of_the_register_can_be_chosen_too(office: Office) -> None:
    save_budget_line(office.register, a_line(Side.EXPENDITURE, "Projects", "Sensors", 1))
    assert ["Employees", "Projects", "Supplies and services"] == budget_groups(
        office.register, ["Employees"]
    )
