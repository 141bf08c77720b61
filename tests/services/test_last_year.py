"""What differs from the document of the year before."""

from dataclasses import replace

from loti_admin.domain.money import Money
from loti_admin.services.drafts import plan_issue
from loti_admin.services.fees import approve_fees
from loti_admin.services.issuing import credit, issue_invoices
from loti_admin.services.last_year import changes_since, documents_before
from loti_admin.services.members import save_organisation, set_purchase_order
from loti_admin.services.schedules import save_adjustment
from loti_admin.services.settings import save_settings
from tests.builders import CHARGE_DATE, an_adjustment
from tests.documents.builders import a_document, a_line, a_supplier
from tests.office import THE_YEAR, Office

NEXT = THE_YEAR.next
A_YEAR_LATER = CHARGE_DATE.replace(year=CHARGE_DATE.year + 1)


def billed() -> Office:
    """Camden has its invoice of 2026-27."""
    office = Office("Camden")
    office.approve()
    office.issue()
    return office


def texts(office: Office) -> list[str]:
    """What is different about Camden's draft for the next year."""
    (draft,) = plan_issue(office.register, NEXT, A_YEAR_LATER).drafts
    before = documents_before(office.register, NEXT)[office["Camden"].id]
    return [change.text.replace("\u00a0", " ") for change in changes_since(before, draft)]


def test_a_year_that_is_like_the_last_differs_in_nothing() -> None:
    office = billed()
    approve_fees(office.register, NEXT)
    assert [] == texts(office)


def test_another_fee_and_its_working_are_told() -> None:
    office = billed()
    save_adjustment(office.register, an_adjustment(office["Camden"], year=NEXT.label))
    assert [
        "Fee before VAT: £25,000.00, was £30,000.00",
        "VAT: £5,000.00, was £6,000.00",
        "Amount to pay: £30,000.00, was £36,000.00",
    ] == texts(office)[:3]
    assert texts(office)[3].startswith("Working: Agreed rate £25,000.00")


def test_another_address_and_bank_account_are_told() -> None:
    office = billed()
    save_organisation(office.register, replace(office["Camden"], address="New House\nLondon"))
    save_settings(office.register, {"sort code": "11-11-11"})
    address, sort_code = texts(office)
    assert address.startswith("Address: New House, London, was Finance Department")
    assert "Sort code: 11-11-11, was 00-00-00" == sort_code


def test_an_order_that_is_missing_this_time_is_told_and_another_number_is_not() -> None:
    office = billed()
    assert [] == texts(office)
    office = Office("Camden")
    set_purchase_order(office.register, office["Camden"].id, THE_YEAR, "PO-1")
    office.approve()
    office.issue()
    assert ["Purchase order: nothing, was PO-1"] == texts(office)
    set_purchase_order(office.register, office["Camden"].id, NEXT, "PO-2")
    assert [] == texts(office)


def test_an_invoice_that_was_billed_anew_is_not_the_one_to_look_at() -> None:
    office = billed()
    credit(office.register, "LOTI-2026-0001", CHARGE_DATE, "Wrong name", rebill=True)
    issue_invoices(office.register, THE_YEAR, CHARGE_DATE)
    assert ["LOTI-2026-0002"] == [
        document.number for document in documents_before(office.register, NEXT).values()
    ]
    assert {} == documents_before(office.register, THE_YEAR)


def test_what_is_printed_can_be_found() -> None:
    before = a_document()
    now = a_document(
        lines=(a_line(unit_price=Money.pounds(31_000)),),
        supplier=a_supplier(bank_name="Other Bank"),
    )
    marked = [text for change in changes_since(before, now) for text in change.printed]
    assert ["31,000.00", "6,200.00", "37,200.00", "Other Bank"] == marked
