"""The year as a line: what is done, what is worked on, what is late, and where today stands."""

from datetime import UTC, date, datetime

import pytest

from loti_admin.domain.budget import BudgetLine, Side
from loti_admin.services.budget import save_budget_line
from loti_admin.services.receipts import record_receipt
from loti_admin.services.year_facts import read_year_facts
from loti_admin.services.year_line import YearStep, place_of_today, year_line
from tests.office import THE_YEAR, Office


def steps_of(office: Office) -> tuple[YearStep, ...]:
    return year_line(office.register, read_year_facts(office.register, THE_YEAR))


def words(office: Office) -> list[str]:
    return [step.words.replace("\u00a0", " ") for step in steps_of(office)]


def stages(office: Office) -> str:
    """D for done, N for now, A for ahead, in the order of the line."""
    return "".join(step.stage.value[0].upper() for step in steps_of(office))


def on(office: Office, month: int, day: int, year: int = 2026) -> None:
    office.today = datetime(year, month, day, 9, 0, tzinfo=UTC)


def test_the_line_follows_the_year_from_planning_to_its_end() -> None:
    office = Office("Camden", "Islington")
    assert (stages(office), words(office)[0]) == ("ANAAA", "Nothing planned")
    line = BudgetLine(year="2026-27", side=Side.EXPENDITURE, group="Employees", line="Salaries")
    save_budget_line(office.register, line)
    assert (stages(office), words(office)[0]) == ("DNAAA", "1 line planned")
    assert words(office)[1] == "Approve by 1 July"
    office.approve()
    assert (stages(office), words(office)[1]) == ("DDNAA", "Approved 11 June")
    assert words(office)[2] == "Charge date 1 July"
    on(office, 7, 1)
    camden, islington = office.issue()
    assert (stages(office), words(office)[2]) == ("DDDNA", "Issued 1 July")
    assert words(office)[3] == "Due 31 July"
    record_receipt(office.register, date(2026, 7, 20), camden.gross, camden.number)
    assert words(office)[3] == "1 of 2 paid"
    on(office, 8, 1)
    assert words(office)[3] == "1 overdue"
    assert steps_of(office)[3].late
    record_receipt(office.register, date(2026, 8, 2), islington.gross, islington.number)
    assert (stages(office), words(office)[3]) == ("DDDDN", "All paid")
    on(office, 4, 2, 2027)
    assert (stages(office), words(office)[4]) == ("DDDDD", "Year ended 31 March")


def test_fees_that_are_not_approved_after_the_charge_date_are_late() -> None:
    office = Office("Camden")
    assert not steps_of(office)[1].late
    on(office, 7, 2)
    assert steps_of(office)[1].late
    assert stages(office) == "ANAAA"


def test_invoices_that_are_due_and_not_issued_are_counted() -> None:
    office = Office("Camden", "Islington")
    office.approve()
    on(office, 7, 2)
    assert words(office)[2] == "2 to issue"
    assert steps_of(office)[2].late


@pytest.mark.parametrize(
    ("today", "place"),
    [
        (date(2026, 3, 31), None),
        (date(2026, 4, 1), 0.0),
        (date(2026, 6, 1), 1.0),
        (date(2026, 6, 16), 1.5),
        (date(2026, 7, 31), 3.0),
        (date(2027, 3, 31), 4.0),
        (date(2027, 4, 1), None),
    ],
)
def test_today_stands_between_the_steps_by_the_calendar(today: date, place: float | None) -> None:
    steps = steps_of(Office("Camden"))
    assert place_of_today(steps, today, date(2027, 3, 31)) == place
