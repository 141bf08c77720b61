"""A year's fees are worked out again exactly when something that they depend on has changed."""

from dataclasses import replace
from datetime import date

import pytest

from loti_admin.domain.inputs import FeeInputs
from loti_admin.services import fees
from loti_admin.services.fees import year_fees
from loti_admin.services.members import leave, save_organisation, set_purchase_order
from tests.office import THE_YEAR, Office


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[FeeInputs]:
    """The calculations that were made."""
    made: list[FeeInputs] = []
    calculate = fees.calculate_fees

    def count(inputs: FeeInputs):
        made.append(inputs)
        return calculate(inputs)

    monkeypatch.setattr(fees, "calculate_fees", count)
    return made


@pytest.fixture
def office() -> Office:
    made = Office("Barnet", "Camden", "Islington")
    made.represented_by("Priya Nair", "Camden", "Islington")
    return made


def test_looking_twice_calculates_once(office: Office, counted: list[FeeInputs]) -> None:
    assert year_fees(office.register, THE_YEAR) == year_fees(office.register, THE_YEAR)
    assert 1 == len(counted)


def test_an_address_or_an_order_changes_no_fee(office: Office, counted: list[FeeInputs]) -> None:
    before = year_fees(office.register, THE_YEAR)
    save_organisation(office.register, replace(office["Camden"], address="Elsewhere"))
    set_purchase_order(office.register, office["Camden"].id, THE_YEAR, "PO-1")
    after = year_fees(office.register, THE_YEAR)
    assert 1 == len(counted)
    assert before.run == after.run
    assert "Elsewhere" in {o.address for o in after.inputs.organisations}


def test_a_name_a_leaver_a_service_an_approval_and_an_invoice_are_seen(office: Office) -> None:
    register = office.register

    def net() -> str:
        return year_fees(register, THE_YEAR).run.net.text

    assert "£90,000.00" == net()
    save_organisation(register, replace(office["Camden"], short_name="Camden Town"))
    assert "Camden Town" in {c.organisation for c in year_fees(register, THE_YEAR).run.charges}
    office.share_it("Canalside IT", "Camden Town", "Islington")
    assert "£75,000.00" == net()
    leave(register, office["Barnet"].id, date(2026, 5, 31))
    assert "£45,000.00" == net()
    register.undo()
    assert "£75,000.00" == net()
    assert year_fees(register, THE_YEAR).approval is None
    office.approve()
    assert year_fees(register, THE_YEAR).approval is not None
    assert not year_fees(register, THE_YEAR).issued
    office.issue()
    assert 3 == len(year_fees(register, THE_YEAR).issued)


def test_each_register_has_its_own_fees(office: Office) -> None:
    other = Office("Barnet")
    assert 3 == len(year_fees(office.register, THE_YEAR).run.charges)
    assert 1 == len(year_fees(other.register, THE_YEAR).run.charges)
