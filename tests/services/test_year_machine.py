"""An officer at work: random edits, approvals, issues, credits, receipts, undo and redo against a model of the content.

After every step the register passes all its checks, numbers have no gap, what is due adds up to the penny, and undo
brings back exactly what was there before the step.
"""

import dataclasses
from datetime import date

from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from loti_admin.domain.fees import AdjustmentKind
from loti_admin.domain.invoices import DocumentKind, audit_numbers
from loti_admin.domain.money import Money, total
from loti_admin.domain.receipts import open_amount, unallocated
from loti_admin.domain.shared_it import ServiceMember, SharedService
from loti_admin.errors import LotiError
from loti_admin.services.corrections import issue_corrections, plan_corrections
from loti_admin.services.fees import preview_fees, year_fees
from loti_admin.services.issuing import credit
from loti_admin.services.members import join, leave, save_organisation, set_purchase_order
from loti_admin.services.receipts import record_receipt
from loti_admin.services.schedules import save_adjustment
from loti_admin.services.shared_it import save_service
from tests.builders import an_adjustment
from tests.office import THE_YEAR, Office

NAMES = ("Barnet", "Camden", "Enfield", "Islington", "Sutton")
DAYS = st.dates(date(2026, 6, 1), date(2027, 6, 30))
Dump = dict[str, list[tuple[object, ...]]]


class OfficerAtWork(RuleBasedStateMachine):
    documents = Bundle("documents")

    @initialize()
    def open(self) -> None:
        self.office = Office(*NAMES[:3])
        for name in NAMES[3:]:
            self.office.council(name, joined=None)
        self.before: list[Dump] = []
        self.after: list[Dump] = []
        self.day = date(2026, 7, 1)

    def do(self, act: object, *, final: bool = False) -> bool:
        """Do something; a refusal changes nothing. Keeps the content before it for undo."""
        start = self.office.dump()
        try:
            act()  # type: ignore[operator]
        except LotiError:
            assert start == self.office.dump()
            return False
        if start != self.office.dump():
            self.before.append(start)
            self.after.clear()
            if final:
                self.before.clear()
        return True

    @rule(name=st.sampled_from(NAMES), day=DAYS)
    def somebody_joins(self, name: str, day: date) -> None:
        self.do(lambda: join(self.office.register, self.office[name].id, day))

    @rule(name=st.sampled_from(NAMES), day=DAYS)
    def somebody_leaves(self, name: str, day: date) -> None:
        self.do(lambda: leave(self.office.register, self.office[name].id, day))

    @rule(name=st.sampled_from(NAMES), notes=st.text(max_size=5))
    def a_record_is_edited(self, name: str, notes: str) -> None:
        edited = dataclasses.replace(self.office[name], notes=notes)
        self.do(lambda: save_organisation(self.office.register, edited))

    @rule(name=st.sampled_from(NAMES), number=st.sampled_from(["", "PO-1", "PO-2"]))
    def an_order_comes(self, name: str, number: str) -> None:
        self.do(
            lambda: set_purchase_order(self.office.register, self.office[name].id, THE_YEAR, number)
        )

    @rule(names=st.sets(st.sampled_from(NAMES), min_size=1, max_size=3))
    def a_service_is_made(self, names: set[str]) -> None:
        members = [
            ServiceMember(service_id=0, organisation_id=self.office[name].id)
            for name in sorted(names)
        ]
        service = SharedService(name=" and ".join(sorted(names)))
        self.do(lambda: save_service(self.office.register, service, members))

    @rule(name=st.sampled_from(NAMES), kind=st.sampled_from(AdjustmentKind))
    def an_adjustment_is_agreed(self, name: str, kind: AdjustmentKind) -> None:
        adjustment = an_adjustment(self.office[name], kind)
        self.do(lambda: save_adjustment(self.office.register, adjustment))

    @rule()
    def the_fees_are_approved(self) -> None:
        self.do(self.office.approve)

    @rule(later=st.integers(0, 60))
    def invoices_are_issued(self, later: int) -> None:
        day = date.fromordinal(self.day.toordinal() + later)
        if self.do(lambda: self.office.issue(day), final=True):
            self.day = day

    @precondition(lambda self: self.office.register.documents.count() > 0)
    @rule(which=st.integers(0, 20), thousandths=st.integers(1, 1000), rebill=st.booleans())
    def something_is_credited(self, which: int, thousandths: int, rebill: bool) -> None:
        documents = self.office.register.documents.all()
        document = documents[which % len(documents)]
        amount = None if rebill else document.net.share(thousandths, 1000)
        self.do(
            lambda: credit(
                self.office.register, document.number, self.day, "Agreed.", amount, rebill=rebill
            ),
            final=True,
        )

    @precondition(lambda self: self.office.register.documents.count() > 0)
    @rule()
    def what_was_billed_is_corrected(self) -> None:
        register = self.office.register
        done = self.do(lambda: issue_corrections(register, THE_YEAR, self.day), final=True)
        # Afterwards nothing differs, and who is charged is billed what the records say.
        if done:
            assert () == plan_corrections(register, THE_YEAR, self.day).corrections
            fees = year_fees(register, THE_YEAR)
            assert fees.billed.keys() <= {c.key for c in fees.run.charges} | {
                key for key, entry in fees.billed.items() if not entry.net
            }

    @precondition(lambda self: self.office.register.documents.count() > 0)
    @rule(which=st.integers(0, 20), pence=st.integers(1, 4_000_000))
    def money_comes(self, which: int, pence: int) -> None:
        documents = self.office.register.documents.all()
        number = documents[which % len(documents)].number
        self.do(lambda: record_receipt(self.office.register, self.day, Money(pence), number))

    @precondition(lambda self: self.before)
    @rule()
    def undo(self) -> None:
        self.after.append(self.office.dump())
        self.office.register.undo()
        assert self.before.pop() == self.office.dump()

    @precondition(lambda self: self.after)
    @rule()
    def redo(self) -> None:
        self.before.append(self.office.dump())
        self.office.register.redo()
        assert self.after.pop() == self.office.dump()

    @invariant()
    def undo_is_offered_exactly_when_there_is_something(self) -> None:
        # The issuer's details and the first members were recorded before the model began.
        if self.before:
            assert self.office.register.undo_label
        assert bool(self.after) == bool(self.office.register.redo_label)

    @invariant()
    def the_books_are_in_order(self) -> None:
        register = self.office.register
        assert [] == [r for r in register.run_checks() if not r.ok]
        documents = register.documents.all()
        assert [] == audit_numbers(documents)
        allocations, receipts = register.allocations.all(), register.receipts.all()
        bills = [d for d in documents if d.kind is not DocumentKind.CREDIT_NOTE]
        notes = [d for d in documents if d.kind is DocumentKind.CREDIT_NOTE]
        due = total(open_amount(d, documents, allocations) for d in bills)
        on_account = total(unallocated(r, allocations) for r in receipts)
        received = total(r.amount for r in receipts)
        billed = total(d.gross for d in bills) - total(d.gross for d in notes)
        assert billed - received == due - on_account

    @invariant()
    def a_run_is_the_sum_of_its_charges(self) -> None:
        run = preview_fees(self.office.register, THE_YEAR)
        assert run == preview_fees(self.office.register, THE_YEAR)
        assert run.net + run.vat == run.gross
        assert all(charge.reasons for charge in run.charges)


TestOfficerAtWork = OfficerAtWork.TestCase
