"""A register in memory with an office that is ready to issue, for tests of services and of the window.

office = Office("Camden", "Islington")
office.approve()
office.issue(date(2026, 7, 1))
"""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from loti_admin.domain.dates import Year
from loti_admin.domain.invoices import Document, totals_of
from loti_admin.domain.money import Money
from loti_admin.domain.organisations import Contact, Organisation, Person
from loti_admin.domain.shared_it import ServiceMember, SharedService
from loti_admin.services.fees import approve_fees
from loti_admin.services.issuing import add_documents, issue_invoices
from loti_admin.services.members import join, save_contact, save_organisation
from loti_admin.services.settings import save_settings
from loti_admin.services.shared_it import save_service
from loti_admin.storage.register import Register
from tests.builders import CHARGE_DATE, LONG_AGO, a_council, a_document, a_line, a_person

THE_YEAR = Year(2026)
ISSUER = {
    "supplier name": "London Councils",
    "supplier address": "1 Example Street; London",
    "supplier postcode": "SE1 0XX",
    "vat number": "GB 000 0000 00",
    "account name": "London Councils (example)",
    "sort code": "00-00-00",
    "account number": "00000000",
    "officer": "A. Officer",
}


class Office:
    """Long-standing member councils by name, the issuer's details set, the clock at 11 June 2026."""

    def __init__(self, *names: str, register: Register | None = None) -> None:
        self.today = datetime(2026, 6, 11, 10, 42, tzinfo=UTC)
        self.register = register or Register.in_memory(clock=lambda: self.today)
        save_settings(self.register, ISSUER)
        for name in names:
            self.council(name)

    def council(self, name: str, joined: date | None = LONG_AGO) -> Organisation:
        council = save_organisation(self.register, a_council(name))
        if joined:
            join(self.register, council.id, joined)
        return council

    def __getitem__(self, name: str) -> Organisation:
        """The council of that name."""
        (found,) = self.register.organisations.where(short_name=name)
        return found

    def share_it(self, service: str, *names: str) -> SharedService:
        members = [ServiceMember(service_id=0, organisation_id=self[name].id) for name in names]
        return save_service(self.register, SharedService(name=service), members)

    def represented_by(self, person: str, *names: str) -> Person:
        for name in names:
            contact = Contact(person_id=0, organisation_id=self[name].id, main_representative=True)
            save_contact(self.register, contact, a_person(person))
        (found,) = self.register.people.where(name=person)
        return found

    def approve(self) -> None:
        approve_fees(self.register, THE_YEAR, "A. Officer")

    def issue(self, on: date = CHARGE_DATE) -> tuple[Document, ...]:
        return issue_invoices(self.register, THE_YEAR, on)

    def dump(self) -> dict[str, list[tuple[object, ...]]]:
        """Every row of every subject's table, for comparing before and after."""
        connection = self.register.connection
        tables = [
            "organisations",
            "memberships",
            "people",
            "contacts",
            "newsletter_objections",
            "purchase_orders",
            "services",
            "service_members",
            "fee_schedules",
            "adjustments",
            "fee_approvals",
            "documents",
            "document_files",
            "receipts",
            "allocations",
            "bank_mappings",
            "bank_lines",
            "chase_notes",
            "ledger_exports",
            "grants",
            "budget_lines",
            "activities",
            "participations",
            "settings",
        ]
        return {t: connection.execute(f"SELECT * FROM {t} ORDER BY id").fetchall() for t in tables}


def issue_lines(office: Office, *parts: tuple[str, str, int]) -> Document:
    """An invoice to Camden of several lines, which are no fee: description, pounds before VAT, rate in per cent."""
    lines = tuple(
        replace(a_line(Money.parse(pounds), Decimal(rate)), description=name)
        for name, pounds, rate in parts
    )
    net, vat, gross = totals_of(lines)
    draft = a_document(
        number="",
        lines=lines,
        net=net,
        vat=vat,
        gross=gross,
        buyer_reference="CAM-1",
        organisation_id=office["Camden"].id,
        membership_id=0,
    )
    with office.register.write("Issue", undoable=False):
        (made,) = add_documents(office.register, [draft])
    return made
