"""The register: the engine with LOTI's tables, one attribute for each."""

import sqlite3

from sqlite_utils import Database

from loti_admin.storage import repositories as tables
from loti_admin.storage.document_checks import DOCUMENT_CHECKS
from loti_admin.storage.migrations import Schema, run_script
from loti_admin.storage.record_checks import APPROVAL_CHECKS
from loti_admin.storage.schema import TABLES, TRIGGERS
from loti_admin.storage.schema_files import DOCUMENT_FILES_TABLE
from loti_admin.storage.schema_money import MONEY_IN_TABLES, MONEY_TOTALS
from loti_admin.storage.schema_people import NEWSLETTER_OBJECTIONS_TABLE
from loti_admin.storage.store import Store


def first_tables(db: Database) -> None:
    """The tables of the first release."""
    run_script(db, TABLES)


def money_in_tables(db: Database) -> None:
    """Uses of money other than payments, bank files, contacts about late money, and what finance has got already."""
    run_script(db, MONEY_IN_TABLES)


def document_files_table(db: Database) -> None:
    """What the file of each document was when it was first made."""
    run_script(db, DOCUMENT_FILES_TABLE)


def newsletter_objections_table(db: Database) -> None:
    """Addresses that want no newsletter, each as a hash."""
    run_script(db, NEWSLETTER_OBJECTIONS_TABLE)


def money_totals(connection: sqlite3.Connection) -> dict[str, int]:
    """Documents, receipts and what these were used for: rows and pence, compared before and after an upgrade."""
    found: dict[str, int] = {}
    for table, rows, pence in connection.execute(MONEY_TOTALS):
        found |= {f"{table} rows": rows, f"{table} pence": pence}
    return found


class Register(Store):
    """One open register file. Read through its repositories; write inside `with register.write("label"):`."""

    schema = Schema(
        migrations=(
            first_tables,
            money_in_tables,
            document_files_table,
            newsletter_objections_table,
        ),
        triggers=TRIGGERS,
        checks=(*DOCUMENT_CHECKS, *APPROVAL_CHECKS),
        totals=money_totals,
    )

    def attach(self) -> None:
        self.organisations = tables.OrganisationRepository(self)
        self.memberships = tables.MembershipRepository(self)
        self.people = tables.PersonRepository(self)
        self.contacts = tables.ContactRepository(self)
        self.newsletter_objections = tables.NewsletterObjectionRepository(self)
        self.purchase_orders = tables.PurchaseOrderRepository(self)
        self.services = tables.ServiceRepository(self)
        self.service_members = tables.ServiceMemberRepository(self)
        self.fee_schedules = tables.FeeScheduleRepository(self)
        self.adjustments = tables.AdjustmentRepository(self)
        self.fee_approvals = tables.FeeApprovalRepository(self)
        self.documents = tables.DocumentRepository(self)
        self.document_files = tables.DocumentFileRepository(self)
        self.receipts = tables.ReceiptRepository(self)
        self.allocations = tables.AllocationRepository(self)
        self.bank_mappings = tables.BankMappingRepository(self)
        self.bank_lines = tables.BankLineRepository(self)
        self.chase_notes = tables.ChaseNoteRepository(self)
        self.ledger_exports = tables.LedgerExportRepository(self)
        self.grants = tables.GrantRepository(self)
        self.budget_lines = tables.BudgetLineRepository(self)
        self.activities = tables.ActivityRepository(self)
        self.participations = tables.ParticipationRepository(self)
        self.settings = tables.SettingRepository(self)
