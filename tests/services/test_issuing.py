"""Issuing: everything or nothing, numbers without a gap, and only what is new."""

import dataclasses
import sqlite3
from datetime import date
from typing import Any

import pytest

from loti_admin.domain.dates import Year
from loti_admin.domain.invoices import DocumentKind
from loti_admin.domain.money import Money
from loti_admin.domain.organisations import GLA_CODE, LONDON_COUNCILS_CODE, Kind, Organisation
from loti_admin.domain.vat import VatTreatment
from loti_admin.errors import Conflict, LotiError, NothingToDo, Refused
from loti_admin.services import issuing
from loti_admin.services.drafts import plan_issue
from loti_admin.services.issuing import issue_invoices
from loti_admin.services.members import join, save_organisation, set_purchase_order
from loti_admin.services.receipts import record_receipt
from loti_admin.services.settings import save_settings
from loti_admin.storage.register import Register
from tests.builders import CHARGE_DATE
from tests.office import THE_YEAR, Office


def test_issue_numbers_every_council_in_order_of_name() -> None:
    office = Office("Camden", "Barnet")
    office.approve()
    issued = office.issue()
    assert [("LOTI-2026-0001", "Barnet"), ("LOTI-2026-0002", "Camden")] == [
        (d.number, d.organisation) for d in issued
    ]
    assert {(Money.pounds(30_000), Money.pounds(6_000), Money.pounds(36_000))} == {
        (d.net, d.vat, d.gross) for d in issued
    }
    assert {date(2026, 7, 31)} == {d.due for d in issued}


def test_everything_printed_is_copied_and_a_later_change_of_address_does_not_reach_it() -> None:
    office = Office("Camden")
    set_purchase_order(office.register, office["Camden"].id, THE_YEAR, "PO-1")
    office.approve()
    (invoice,) = office.issue()
    save_organisation(
        office.register, dataclasses.replace(office["Camden"], address="Elsewhere", name="New")
    )
    save_settings(office.register, {"supplier name": "Another"})
    stored = office.register.documents.get(invoice.id)
    assert invoice == stored
    assert ("London Borough of Camden", "PO-1") == (stored.customer_name, stored.purchase_order)
    assert "London Councils" == stored.supplier.name


def test_settings_with_dates_are_those_of_the_day_of_issue() -> None:
    office = Office("Camden")
    save_settings(office.register, {"supplier address": "2 New Street; London"}, date(2026, 9, 1))
    office.approve()
    assert "1 Example Street\nLondon" == office.issue()[0].supplier.address


def test_issuing_without_approval_is_refused() -> None:
    office = Office("Camden")
    with pytest.raises(Refused, match="not approved"):
        office.issue()
    assert [] == office.register.documents.all()


@pytest.mark.parametrize(
    ("key", "named"),
    [
        ("supplier name", "name of the issuer"),
        ("supplier address", "address"),
        ("vat number", "VAT registration number"),
        ("account number", "account number"),
    ],
)
def test_issuing_names_what_is_missing_of_the_issuer(key: str, named: str) -> None:
    office = Office("Camden")
    save_settings(office.register, {key: ""})
    office.approve()
    with pytest.raises(Refused, match=named):
        office.issue()


def test_a_member_without_an_address_blocks_and_is_named() -> None:
    office = Office("Camden")
    save_organisation(office.register, dataclasses.replace(office["Camden"], address=" "))
    office.approve()
    with pytest.raises(Refused, match="Camden has no invoice address"):
        office.issue()


def test_what_could_not_be_printed_blocks_before_anything_is_issued() -> None:
    office = Office("Camden")
    save_organisation(
        office.register, dataclasses.replace(office["Camden"], address="1 \U0001f600")
    )
    office.approve()
    with pytest.raises(Refused, match="grinning face"):
        office.issue()
    assert [] == office.register.documents.all()


def test_a_missing_purchase_order_warns_and_does_not_block() -> None:
    office = Office("Camden")
    camden = dataclasses.replace(office["Camden"], purchase_order_required=True)
    save_organisation(office.register, camden)
    office.approve()
    plan = plan_issue(office.register, THE_YEAR, CHARGE_DATE)
    assert ["purchase_order"] == [p.field for p in plan.problems]
    assert () == plan.blocking
    assert 1 == len(office.issue())


def test_issuing_again_says_that_nothing_is_left() -> None:
    office = Office("Camden")
    office.approve()
    office.issue()
    with pytest.raises(NothingToDo, match="every fee that is due has its document"):
        office.issue()


def test_issuing_again_bills_only_the_late_joiner() -> None:
    office = Office("Camden")
    office.approve()
    office.issue()
    barnet = office.council("Barnet", joined=None)
    join(office.register, barnet.id, date(2026, 10, 1))
    with pytest.raises(NothingToDo, match="falls due on 1\xa0October\xa02026"):
        office.issue()
    (invoice,) = office.issue(date(2026, 10, 1))
    assert ("LOTI-2026-0002", Money.pounds(22_500)) == (invoice.number, invoice.net)
    assert (date(2026, 10, 1), date(2027, 6, 30)) == (invoice.period_start, invoice.period_end)
    assert 2 == len(office.register.fee_approvals.all())


def test_nothing_is_due_before_the_charge_date() -> None:
    office = Office("Camden")
    office.approve()
    with pytest.raises(NothingToDo, match="1\xa0July\xa02026"):
        office.issue(date(2026, 6, 30))


def test_a_date_before_the_last_number_is_refused() -> None:
    office = Office("Camden")
    office.approve()
    office.issue(date(2026, 7, 10))
    office.council("Barnet")
    with pytest.raises(Refused, match="10\xa0July\xa02026 already"):
        office.issue(date(2026, 7, 9))


def test_numbers_begin_again_with_the_calendar_year() -> None:
    office = Office("Camden")
    office.approve()
    office.issue(date(2026, 12, 31))
    office.council("Barnet")
    (invoice,) = office.issue(date(2027, 1, 1))
    assert "LOTI-2027-0001" == invoice.number


def test_numbers_that_never_reset_go_on() -> None:
    office = Office("Camden")
    save_settings(office.register, {"number reset": "never", "number width": "6"})
    office.approve()
    assert "LOTI-000001" == office.issue(date(2026, 12, 31))[0].number
    office.council("Barnet")
    assert "LOTI-000002" == office.issue(date(2027, 1, 1))[0].number


def test_the_gla_gets_a_request_and_london_councils_no_document() -> None:
    office = Office()
    for code, kind in ((GLA_CODE, Kind.GLA), (LONDON_COUNCILS_CODE, Kind.LONDON_COUNCILS)):
        body = Organisation(code=code, name=kind.value, kind=kind, address="City Hall")
        join(office.register, save_organisation(office.register, body).id, date(2020, 7, 1))
    office.approve()
    (request,) = office.issue()
    assert DocumentKind.REQUEST == request.kind
    assert "LOTI-REQ-2026-0001" == request.number
    assert (Money.pounds(100_000), Money(0)) == (request.gross, request.vat)
    assert None is request.lines[0].vat_rate


def test_money_that_came_before_the_invoice_sets_the_tax_point() -> None:
    office = Office("Camden")
    camden = office["Camden"].id
    record_receipt(
        office.register, date(2026, 6, 20), Money.pounds(36_000), "BACS", organisation_id=camden
    )
    office.approve()
    assert date(2026, 6, 20) == office.issue()[0].tax_point


def test_a_part_payment_in_advance_leaves_the_tax_point() -> None:
    office = Office("Camden")
    camden = office["Camden"].id
    record_receipt(
        office.register, date(2026, 6, 20), Money.pounds(35_999), "BACS", organisation_id=camden
    )
    office.approve()
    assert CHARGE_DATE == office.issue()[0].tax_point


def test_the_plan_the_officer_confirmed_is_the_one_that_is_issued() -> None:
    office = Office("Camden")
    office.approve()
    plan = plan_issue(office.register, THE_YEAR, CHARGE_DATE)
    save_settings(office.register, {"payment days": "14"})
    with pytest.raises(Conflict, match="changed since they were shown"):
        issue_invoices(office.register, THE_YEAR, CHARGE_DATE, expected=plan)


def test_issuing_can_be_limited_to_some_and_the_rest_follows() -> None:
    office = Office("Barnet", "Camden")
    office.approve()
    (first,) = issue_invoices(office.register, THE_YEAR, CHARGE_DATE, only={"CAMDEN"})
    (second,) = office.issue()
    assert ("Camden", "Barnet") == (first.organisation, second.organisation)


def test_issuing_is_a_barrier_for_undo() -> None:
    office = Office("Camden")
    office.approve()
    office.issue()
    assert None is office.register.undo_label


@pytest.mark.parametrize("step", range(5))
def test_a_failure_at_any_step_leaves_nothing_issued(
    step: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = Office("Barnet", "Camden", "Enfield")
    office.approve()
    before = office.dump()
    count = 0
    real = issuing.chained

    def fails(*arguments: Any) -> Any:
        nonlocal count
        count += 1
        if count > step:
            raise RuntimeError("power")
        return real(*arguments)

    monkeypatch.setattr(issuing, "chained", fails)
    with pytest.raises(RuntimeError):
        office.issue()
    assert before == office.dump()
    monkeypatch.undo()
    assert ["LOTI-2026-0001", "LOTI-2026-0002", "LOTI-2026-0003"] == [
        d.number for d in office.issue()
    ]


CHANGES = [
    f"UPDATE documents SET {column} = {value}"
    for column, value in (
        ("number", "'LOTI-2026-0009'"),
        ("net_pence", "1"),
        ("gross_pence", "gross_pence + 1"),
        ("customer_name", "'X'"),
        ("customer_address", "'X'"),
        ("supplier", "'{}'"),
        ("lines", "'[]'"),
        ("hash", "'0'"),
        ("previous_hash", "'0'"),
        ('"on"', "'2026-01-01'"),
        ("due", "'2026-01-01'"),
        ("organisation_id", "1"),
        ("year", "'2025-26'"),
        ("kind", "'request'"),
        ("purchase_order", "'X'"),
    )
] + [
    "DELETE FROM documents",
    "DELETE FROM documents WHERE id = 1",
    "REPLACE INTO documents SELECT * FROM documents WHERE id = 1",
    "INSERT OR REPLACE INTO documents SELECT * FROM documents",
    "UPDATE OR REPLACE documents SET number = number",
    "UPDATE documents SET rebill = 1 WHERE id = 2",
]


@pytest.mark.parametrize("statement", CHANGES)
def test_an_issued_document_refuses_every_change(statement: str) -> None:
    office = Office("Barnet", "Camden")
    office.approve()
    office.issue()
    before = office.dump()
    with pytest.raises(LotiError), office.register.write("Tamper"):
        office.register.connection.execute(statement)
    assert before == office.dump()


@pytest.mark.parametrize("statement", [c for c in CHANGES if c.startswith("UPDATE documents")])
def test_a_change_made_with_the_safeguards_dropped_is_found(statement: str) -> None:
    office = Office("Barnet", "Camden", "Enfield")
    office.approve()
    office.issue()
    connection: sqlite3.Connection = office.register.connection
    connection.execute("PRAGMA query_only=OFF")
    connection.execute("PRAGMA foreign_keys=OFF")
    connection.execute("PRAGMA ignore_check_constraints=ON")
    for name in ("documents_no_update", "documents_no_delete", "documents_no_replace"):
        connection.execute(f"DROP TRIGGER {name}")
    connection.execute(f"{statement} WHERE id = 2" if " WHERE " not in statement else statement)
    assert any(not result.ok for result in office.register.run_checks())


def test_a_register_reopened_holds_what_was_issued(tmp_path: Any) -> None:
    path = tmp_path / "year.loti"
    office = Office("Camden", register=Register.create(path))
    office.approve()
    issued = office.issue()
    office.register.close()
    with Register.open(path) as register:
        assert list(issued) == register.documents.all()
        assert all(result.ok for result in register.run_checks())


def test_a_year_nobody_is_a_member_in_has_nothing_to_issue() -> None:
    office = Office("Camden")
    with pytest.raises(Refused, match="2019-20 are not approved"):
        issue_invoices(office.register, Year(2019), date(2019, 7, 1))


def test_a_council_outside_the_scope_of_vat_is_asked_for_its_subscription() -> None:
    office = Office("Camden")
    outside = dataclasses.replace(office["Camden"], vat_treatment=VatTreatment.OUTSIDE)
    save_organisation(office.register, outside)
    office.approve()
    (request,) = office.issue()
    assert (DocumentKind.REQUEST, "LOTI membership subscription 2026-27", True) == (
        request.kind,
        request.lines[0].description,
        request.is_subscription,
    )
