"""Typing into the year's income."""

import pytest

from loti_admin.domain.budget import BudgetLine, Grant, Side
from loti_admin.domain.money import Money
from loti_admin.domain.organisations import Kind, Organisation
from loti_admin.errors import Invalid
from loti_admin.services.budget import save_budget_line, save_grant
from loti_admin.services.bulk_edit import CellEdit, cell_text, keep_cells, preview_cells
from loti_admin.services.income_cells import IncomeTable, grant_key, line_key, worked_out_key
from loti_admin.services.members import save_organisation
from tests.office import THE_YEAR, Office

TABLE = IncomeTable()


@pytest.fixture
def office() -> Office:
    made = Office("Camden")
    fund = save_organisation(
        made.register, Organisation(code="EXF", name="Example Foundation", kind=Kind.FUNDER)
    )
    save_grant(made.register, Grant(organisation_id=fund.id, name="Inclusion", year=THE_YEAR.label))
    save_budget_line(
        made.register,
        BudgetLine(year=THE_YEAR.label, side=Side.INCOME, group="Income", line="Courses"),
    )
    return made


def test_grants_and_lines_are_typed_into_as_one_step(office: Office) -> None:
    register = office.register
    (grant,), (line,) = register.grants.all(), register.budget_lines.all()
    keep_cells(
        register,
        TABLE,
        [
            CellEdit(grant_key(grant), "original", "40,000"),
            CellEdit(grant_key(grant), "actual", "10000"),
            CellEdit(line_key(line), "forecast", "9500"),
            CellEdit(line_key(line), "note", "One course more"),
        ],
    )
    grant, line = register.grants.get(grant.id), register.budget_lines.get(line.id)
    assert (Money.pounds(40_000), Money.pounds(10_000)) == (grant.agreed, grant.received)
    assert (Money.pounds(9_500), "One course more") == (line.forecast, line.note)
    assert "40000.00" == cell_text(register, TABLE, grant_key(grant), "original")
    register.undo()
    assert Money(0) == register.grants.get(grant.id).agreed


@pytest.mark.parametrize(
    ("field", "text", "why"),
    [
        ("forecast", "1", "Of a grant, what is agreed"),
        ("actual", "-1", "below £0.00"),
        ("original", "", "Type an amount"),
    ],
)
def test_what_a_grant_cannot_hold_is_refused(
    office: Office, field: str, text: str, why: str
) -> None:
    (grant,) = office.register.grants.all()
    edit = CellEdit(grant_key(grant), field, text)
    (outcome,) = preview_cells(office.register, TABLE, [edit])
    assert why in outcome.problem


def test_what_comes_from_the_fees_is_refused(office: Office) -> None:
    with pytest.raises(Invalid, match="comes from the fees"):
        keep_cells(office.register, TABLE, [CellEdit(worked_out_key(0), "original", "1")])
