"""The register: the engine with LOTI's tables, one attribute for each."""

from sqlite_utils import Database

from loti_admin.storage import repositories as tables
from loti_admin.storage.document_checks import DOCUMENT_CHECKS
from loti_admin.storage.migrations import Schema, run_script
from loti_admin.storage.record_checks import APPROVAL_CHECKS
from loti_admin.storage.schema import TABLES, TRIGGERS
from loti_admin.storage.store import Store


def first_tables(db: Database) -> None:
    """The tables of the first release."""
    run_script(db, TABLES)


class Register(Store):
    """One open register file. Read through its repositories; write inside `with register.write("label"):`."""

    schema = Schema(
        migrations=(first_tables,),
        triggers=TRIGGERS,
        checks=(*DOCUMENT_CHECKS, *APPROVAL_CHECKS),
    )

    def attach(self) -> None:
        self.organisations = tables.OrganisationRepository(self)
        self.memberships = tables.MembershipRepository(self)
        self.people = tables.PersonRepository(self)
        self.contacts = tables.ContactRepository(self)
        self.purchase_orders = tables.PurchaseOrderRepository(self)
        self.services = tables.ServiceRepository(self)
        self.service_members = tables.ServiceMemberRepository(self)
        self.fee_schedules = tables.FeeScheduleRepository(self)
        self.adjustments = tables.AdjustmentRepository(self)
        self.fee_approvals = tables.FeeApprovalRepository(self)
        self.documents = tables.DocumentRepository(self)
        self.receipts = tables.ReceiptRepository(self)
        self.allocations = tables.AllocationRepository(self)
        self.grants = tables.GrantRepository(self)
        self.budget_lines = tables.BudgetLineRepository(self)
        self.activities = tables.ActivityRepository(self)
        self.participations = tables.ParticipationRepository(self)
        self.settings = tables.SettingRepository(self)
