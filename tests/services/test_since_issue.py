"""What a document prints of its customer and is otherwise today is said, and the document stays as it is."""

import dataclasses
from datetime import date

from loti_admin.domain.invoices import Document
from loti_admin.services.documents import render
from loti_admin.services.issuing import credit
from loti_admin.services.members import save_organisation, set_purchase_order
from loti_admin.services.since_issue import changes_since_issue, since_issue_text
from tests.office import THE_YEAR, Office


def issued_office() -> tuple[Office, Document]:
    office = Office("Camden", "Islington")
    set_purchase_order(office.register, office["Camden"].id, THE_YEAR, "PO-1")
    office.approve()
    return office, office.issue()[0]


def said(office: Office, document: Document) -> str:
    changes = changes_since_issue(office.register, [document]).get(document.id, ())
    return since_issue_text(document, changes).replace("\u00a0", " ")


def test_nothing_is_said_while_all_is_as_it_was_issued() -> None:
    office, invoice = issued_office()
    assert {} == changes_since_issue(office.register, office.register.documents.all())
    assert "" == said(office, invoice)


def test_a_new_name_and_address_are_said_and_the_page_stays_as_it_was() -> None:
    office, invoice = issued_office()
    before = render(invoice)
    save_organisation(
        office.register,
        dataclasses.replace(
            office["Camden"], address="5 New Square\nLondon", invoice_name="Camden"
        ),
    )
    (name, address) = changes_since_issue(office.register, [invoice])[invoice.id]
    assert "Camden, was London Borough of Camden" == name.text.removeprefix("Name on the invoice: ")
    assert address.text.startswith("Address: 5 New Square, London, was ")
    assert (
        "Since 1 July 2026 the name on the invoice and the address have changed; "
        "the document stays as it was issued." == said(office, invoice)
    )
    assert before == render(office.register.documents.get(invoice.id))


def test_an_order_that_came_after_the_invoice_is_said() -> None:
    office, invoice = issued_office()
    set_purchase_order(office.register, office["Camden"].id, THE_YEAR, "PO-2")
    (order,) = changes_since_issue(office.register, [invoice])[invoice.id]
    assert "Purchase order: PO-2, was PO-1" == order.text


def test_a_buyer_reference_counts_as_it_would_be_printed() -> None:
    office, invoice = issued_office()
    camden = dataclasses.replace(office["Camden"], buyer_reference=invoice.buyer_reference)
    save_organisation(office.register, camden)
    assert "" == said(office, invoice)
    save_organisation(office.register, dataclasses.replace(camden, buyer_reference="CAM-9"))
    assert said(office, invoice).startswith("Since 1 July 2026 the buyer reference has changed")


def test_broken_lines_and_spaces_are_no_change() -> None:
    office, invoice = issued_office()
    again = office["Camden"].address.replace("\n", " \n ")
    save_organisation(office.register, dataclasses.replace(office["Camden"], address=again))
    assert "" == said(office, invoice)


def test_a_credit_note_is_looked_at_like_its_invoice() -> None:
    office, invoice = issued_office()
    note = credit(office.register, invoice.number, date(2026, 8, 3), "Agreed.")
    save_organisation(
        office.register, dataclasses.replace(office["Camden"], vat_number="GB 123 4567 89")
    )
    assert said(office, note).startswith("Since 3 August 2026 the VAT number has changed")
