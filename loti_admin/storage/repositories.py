"""One repository for each table of a subject: the record, the table, and the word for one record."""

from loti_admin.domain.activities import Activity, Participation
from loti_admin.domain.bank import BookedLine, KnownMapping
from loti_admin.domain.budget import BudgetLine, Grant
from loti_admin.domain.charges import FeeApproval
from loti_admin.domain.chasing import ChaseNote
from loti_admin.domain.document_files import KeptFile
from loti_admin.domain.fees import Adjustment, FeeSchedule
from loti_admin.domain.invoices import Document
from loti_admin.domain.ledger import LedgerExport
from loti_admin.domain.newsletter import NewsletterObjection
from loti_admin.domain.organisations import (
    Contact,
    Membership,
    Organisation,
    Person,
    PurchaseOrder,
)
from loti_admin.domain.receipts import Allocation, Receipt
from loti_admin.domain.settings import Setting
from loti_admin.domain.shared_it import ServiceMember, SharedService
from loti_admin.errors import NotFound
from loti_admin.storage.connection import database_errors
from loti_admin.storage.repository import Repository


class OrganisationRepository(Repository[Organisation]):
    record, table, noun = Organisation, "organisations", "organisation"

    def by_code(self, code: str) -> Organisation:
        """Raises NotFound for a code the register does not hold."""
        found = self.first(code=code.strip())
        if found is None:
            raise NotFound(
                f"There is no organisation with the code {code.strip()}. Check the code."
            )
        return found


class MembershipRepository(Repository[Membership]):
    record, table, noun = Membership, "memberships", "membership period"


class PersonRepository(Repository[Person]):
    record, table, noun = Person, "people", "person"


class ContactRepository(Repository[Contact]):
    record, table, noun = Contact, "contacts", "contact"


class NewsletterObjectionRepository(Repository[NewsletterObjection]):
    record, table = NewsletterObjection, "newsletter_objections"
    noun = "objection to the newsletter"


class PurchaseOrderRepository(Repository[PurchaseOrder]):
    record, table, noun = PurchaseOrder, "purchase_orders", "purchase order"


class ServiceRepository(Repository[SharedService]):
    record, table, noun = SharedService, "services", "shared IT service"


class ServiceMemberRepository(Repository[ServiceMember]):
    record, table, noun = ServiceMember, "service_members", "council of the service"


class FeeScheduleRepository(Repository[FeeSchedule]):
    record, table, noun = FeeSchedule, "fee_schedules", "fee schedule"


class AdjustmentRepository(Repository[Adjustment]):
    record, table, noun = Adjustment, "adjustments", "adjustment"


class FeeApprovalRepository(Repository[FeeApproval]):
    record, table, noun = FeeApproval, "fee_approvals", "approval"


class DocumentRepository(Repository[Document]):
    record, table, noun = Document, "documents", "document"

    def years(self) -> list[str]:
        """The years that documents are of, without reading these."""
        with database_errors(self._store.name):
            rows = self._store.connection.execute("SELECT DISTINCT year FROM documents").fetchall()
        return [row[0] for row in rows]


class DocumentFileRepository(Repository[KeptFile]):
    record, table, noun = KeptFile, "document_files", "file of a document"


class ReceiptRepository(Repository[Receipt]):
    record, table, noun = Receipt, "receipts", "receipt"


class AllocationRepository(Repository[Allocation]):
    record, table, noun = Allocation, "allocations", "allocation"


class BankMappingRepository(Repository[KnownMapping]):
    record, table, noun = KnownMapping, "bank_mappings", "mapping of a bank's file"


class BankLineRepository(Repository[BookedLine]):
    record, table, noun = BookedLine, "bank_lines", "line of a bank file"


class ChaseNoteRepository(Repository[ChaseNote]):
    record, table, noun = ChaseNote, "chase_notes", "contact about money"


class LedgerExportRepository(Repository[LedgerExport]):
    record, table, noun = LedgerExport, "ledger_exports", "export to finance"


class GrantRepository(Repository[Grant]):
    record, table, noun = Grant, "grants", "grant"


class BudgetLineRepository(Repository[BudgetLine]):
    record, table, noun = BudgetLine, "budget_lines", "budget line"


class ActivityRepository(Repository[Activity]):
    record, table, noun = Activity, "activities", "activity"


class ParticipationRepository(Repository[Participation]):
    record, table, noun = Participation, "participations", "participation"


class SettingRepository(Repository[Setting]):
    record, table, noun = Setting, "settings", "setting"
