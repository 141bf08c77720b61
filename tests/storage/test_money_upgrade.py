"""A register of the first release becomes one of today with every row, number and history that it had."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlite_utils import Database

from loti_admin.domain.money import Money
from loti_admin.domain.receipts import Allocation, Receipt, Use
from loti_admin.errors import RegisterTrouble
from loti_admin.services.checks import check_register
from loti_admin.services.receipts import record_receipt
from loti_admin.storage import repositories as tables
from loti_admin.storage.migrations import Schema
from loti_admin.storage.register import Register, first_tables
from loti_admin.storage.repository import Repository
from loti_admin.storage.schema import TRIGGERS
from tests.office import Office

AT = datetime(2026, 7, 20, 9, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstAllocation:
    id: int = 0
    receipt_id: int
    document_id: int
    amount: Money


class FirstAllocationRepository(Repository[FirstAllocation]):
    record, table, noun = FirstAllocation, "allocations", "allocation"


class FirstRelease(Register):
    schema = Schema(migrations=(first_tables,), triggers=TRIGGERS)

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
        self.allocations = FirstAllocationRepository(self)  # type: ignore[assignment]
        self.settings = tables.SettingRepository(self)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """An issued invoice, paid in two parts; a third part was booked and undone."""
    path = tmp_path / "first.loti"
    with FirstRelease.create(path, clock=lambda: AT) as register:
        office = Office("Barnet", register=register)
        office.approve()
        office.issue()
        for pounds in (10_000, 20_000, 6_000):
            amount = Money.pounds(pounds)
            with register.write(f"Receipt of {amount.text}"):
                receipt = register.receipts.add(Receipt(on=AT.date(), amount=amount))
                register.allocations.add(
                    FirstAllocation(receipt_id=receipt.id, document_id=1, amount=amount)  # type: ignore[arg-type]
                )
        register.undo()
    return path


def test_every_payment_is_there_after_the_upgrade(path: Path) -> None:
    with Register.open(path, clock=lambda: AT) as register:
        assert [
            (1, Money.pounds(10_000), Use.PAYMENT, None),
            (2, Money.pounds(20_000), Use.PAYMENT, None),
        ] == [(a.id, a.amount, a.use, a.on) for a in register.allocations.all()]
        assert [] == [check for check in check_register(register) if not check.ok]


def test_an_upgraded_register_looks_and_behaves_like_a_new_one(path: Path) -> None:
    listed = "SELECT type, name, sql FROM sqlite_master ORDER BY name"
    with Register.open(path) as upgraded, Register.in_memory() as new:
        assert (
            new.connection.execute(listed).fetchall()
            == upgraded.connection.execute(listed).fetchall()
        )


def test_no_number_of_a_removed_row_is_given_again(path: Path) -> None:
    with Register.open(path, clock=lambda: AT) as register:
        recorded = record_receipt(register, date(2026, 7, 21), Money.pounds(1), "LOTI-2026-0001")
        assert [4] == [a.id for a in register.allocations.where(receipt_id=recorded.receipt.id)]
        register.undo()
        register.redo()
        assert 3 == register.allocations.count()


def test_an_upgrade_that_lost_a_penny_is_refused(path: Path) -> None:
    def loses_a_penny(db: Database) -> None:
        db.execute("UPDATE allocations SET amount_pence = amount_pence - 1 WHERE id = 1")

    class Wrong(Register):
        schema = replace(Register.schema, migrations=(*Register.schema.migrations, loses_a_penny))

    before = path.read_bytes()
    with pytest.raises(RegisterTrouble, match="A total would change"):
        Wrong.open(path)
    assert before == path.read_bytes()


def test_a_day_before_the_upgrade_can_still_be_shown(path: Path) -> None:
    with Register.open(path, clock=lambda: AT) as register:
        with register.write("Correct"):
            (first, *_) = register.allocations.all()
            register.allocations.add(
                Allocation(
                    receipt_id=first.receipt_id,
                    document_id=first.document_id,
                    amount=-first.amount,
                    corrects_id=first.id,
                )
            )
        every = [len(register.allocations.as_at(entry.id)) for entry in register.history.entries()]
        assert [3, 2, 2, 3, 2, 1, 0] == every[:7]
