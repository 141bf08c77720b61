"""The reserves with which a year begins."""

import pytest

from loti_admin.domain.dates import Period
from loti_admin.domain.money import Money
from loti_admin.errors import Invalid
from loti_admin.services.budget_overview import read_budget
from loti_admin.services.reserves import Reserves, opening_reserves, save_reserves
from loti_admin.services.settings import save_settings
from loti_admin.services.workbook import gather_workbook
from tests.office import THE_YEAR, Office

FINANCIAL = THE_YEAR.financial_period()
KNOWN = Reserves(general=Money.pounds(183_000), restricted=Money(0), smallest=Money.pounds(100_000))


@pytest.fixture
def office() -> Office:
    return Office("Camden", "Islington")


def test_a_balance_counts_for_its_own_year_and_the_policy_until_it_changes(
    office: Office,
) -> None:
    register = office.register
    assert Reserves() == opening_reserves(register, FINANCIAL)
    save_reserves(register, FINANCIAL, KNOWN)
    assert KNOWN == opening_reserves(register, FINANCIAL)
    next_year = THE_YEAR.next.financial_period()
    assert Reserves(smallest=Money.pounds(100_000)) == opening_reserves(register, next_year)
    save_reserves(register, next_year, Reserves(smallest=Money.pounds(100_000)))
    assert 3 == len([s for s in register.settings.all() if s.key.endswith("reserve")])


def test_what_is_emptied_is_not_known_any_more_and_undo_brings_it_back(office: Office) -> None:
    register = office.register
    save_reserves(register, FINANCIAL, KNOWN)
    save_reserves(register, FINANCIAL, Reserves())
    assert Reserves() == opening_reserves(register, FINANCIAL)
    assert "Reserves at 1 April 2026" == (register.undo_label or "").replace("\u00a0", " ")
    register.undo()
    assert KNOWN == opening_reserves(register, FINANCIAL)


def test_the_workbook_and_the_budget_start_from_them(office: Office) -> None:
    register, today = office.register, office.today.date()
    assert read_budget(register, THE_YEAR, today).reserve is None
    save_reserves(register, FINANCIAL, KNOWN)
    data = gather_workbook(register, THE_YEAR, today)
    assert (Money.pounds(183_000), True) == (
        data.general_reserve.amount,
        data.general_reserve.known,
    )
    view = read_budget(register, THE_YEAR, today)
    assert view.reserve is not None
    # Nine months of two fees come in and nothing is spent.
    assert Money.pounds(183_000 + 45_000) == view.reserve.end.forecast
    assert not view.reserve.is_too_small
    assert "General reserve at the end" == view.summary[-1].name


def test_a_reserve_that_would_be_too_small_is_known(office: Office) -> None:
    save_reserves(
        office.register,
        FINANCIAL,
        Reserves(general=Money.pounds(1_000), smallest=Money.pounds(100_000)),
    )
    reserve = read_budget(office.register, THE_YEAR, office.today.date()).reserve
    assert reserve is not None
    assert reserve.is_too_small


def test_a_reserve_that_is_no_amount_is_refused(office: Office) -> None:
    with pytest.raises(Invalid, match="an amount"):
        save_settings(office.register, {"general reserve": "plenty"}, FINANCIAL.start)


def test_a_financial_year_without_a_first_day_is_a_mistake(office: Office) -> None:
    with pytest.raises(ValueError, match="first day"):
        opening_reserves(office.register, Period())
