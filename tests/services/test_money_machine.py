"""An officer at the till: issue, credit, receive, split, use, refund, write off, reverse, take back, undo and redo.

After every step what is due is invoices − credits − receipts + refunds − write-offs to the penny, for each member and
in total, on this day and on any other; ages add up to it; the register passes its checks.
"""

from datetime import date, timedelta

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from loti_admin.domain.accounts import Books
from loti_admin.domain.invoices import Document, DocumentKind
from loti_admin.domain.money import ZERO, Money, total
from loti_admin.domain.receipts import Allocation, Receipt, Use, unallocated
from loti_admin.errors import LotiError
from loti_admin.services.account import (
    refund,
    reverse_receipt,
    take_back,
    use_on_account,
    use_receipt,
    write_off,
)
from loti_admin.services.chasing import aged_list
from loti_admin.services.checks import allocations_fit
from loti_admin.services.issuing import credit
from loti_admin.services.receipts import books_now, name_payer, record_receipt, record_split
from tests.office import Office

NAMES = ("Barnet", "Camden", "Enfield")
START = date(2026, 7, 1)
AMOUNTS = st.integers(1, 4_000_000) | st.sampled_from([3_600_000, 7_200_000, 1])
PLACES = st.integers(0, 30)


class OfficerAtTheTill(RuleBasedStateMachine):
    @initialize()
    def open(self) -> None:
        self.office = Office(*NAMES)
        self.register = self.office.register
        self.office.approve()
        self.office.issue(START)
        self.day = START

    def do(self, act: object) -> None:
        """A refusal changes nothing; everything else is taken back and made again by undo and redo."""
        before = self.office.dump()
        try:
            act()  # type: ignore[operator]
        except LotiError:
            assert before == self.office.dump()

    def documents(self) -> list[Document]:
        return self.register.documents.all()

    def some(self, which: int) -> Document:
        documents = self.documents()
        return documents[which % len(documents)]

    def a_receipt(self, which: int) -> Receipt:
        receipts = self.register.receipts.all()
        return receipts[which % len(receipts)]

    @rule(days=st.integers(0, 40))
    def days_pass(self, days: int) -> None:
        self.day += timedelta(days=days)

    @rule(which=PLACES, thousandths=st.integers(1, 1000))
    def something_is_credited(self, which: int, thousandths: int) -> None:
        document = self.some(which)
        amount = document.net.share(thousandths, 1000)
        self.do(lambda: credit(self.register, document.number, self.day, "Agreed.", amount))

    @rule(which=PLACES, pence=AMOUNTS, named=st.booleans())
    def money_comes(self, which: int, pence: int, named: bool) -> None:
        reference = self.some(which).number if named else "x"
        self.do(lambda: record_receipt(self.register, self.day, Money(pence), reference))

    @rule(parts=st.dictionaries(PLACES, AMOUNTS, max_size=3), name=st.sampled_from([*NAMES, ""]))
    def money_is_split(self, parts: dict[int, int], name: str) -> None:
        shares = {self.some(which).id: Money(pence) for which, pence in parts.items()}
        receipt = Receipt(
            on=self.day,
            amount=total(shares.values()) + Money(100),
            organisation_id=self.office[name].id if name else 0,
        )
        self.do(lambda: record_split(self.register, receipt, shares))

    @precondition(lambda self: self.register.receipts.count())
    @rule(which=PLACES, name=st.sampled_from(NAMES))
    def a_payer_is_found(self, which: int, name: str) -> None:
        receipt = self.a_receipt(which)
        self.do(lambda: name_payer(self.register, receipt.id, self.office[name].id))

    @rule(which=PLACES, pence=AMOUNTS | st.none())
    def credit_on_account_is_used(self, which: int, pence: int | None) -> None:
        amount = None if pence is None else Money(pence)
        self.do(lambda: use_on_account(self.register, self.some(which).id, self.day, amount))

    @precondition(lambda self: self.register.receipts.count())
    @rule(which=PLACES, receipt=PLACES, pence=AMOUNTS, early=st.integers(0, 30))
    def a_receipt_is_used(self, which: int, receipt: int, pence: int, early: int) -> None:
        parts = {self.some(which).id: Money(pence)}
        on = self.day - timedelta(days=early)
        self.do(lambda: use_receipt(self.register, self.a_receipt(receipt).id, parts, on))

    @rule(name=st.sampled_from([*NAMES, ""]), hundredths=st.integers(1, 120))
    def money_is_paid_back(self, name: str, hundredths: int) -> None:
        id = self.office[name].id if name else 0
        held = books_now(self.register).account(id).on_account
        self.do(lambda: refund(self.register, id, held.share(hundredths, 100), self.day, "Why."))

    @rule(which=PLACES, hundredths=st.integers(1, 110))
    def a_debt_is_written_off(self, which: int, hundredths: int) -> None:
        document = self.some(which)
        amount = books_now(self.register).left(document).share(hundredths, 100)
        self.do(lambda: write_off(self.register, document.id, self.day, "Why.", amount))

    @precondition(lambda self: self.register.receipts.count())
    @rule(which=PLACES)
    def a_receipt_is_reversed(self, which: int) -> None:
        receipt = self.a_receipt(which)
        self.do(lambda: reverse_receipt(self.register, receipt.id, self.day, "Bounced."))

    @precondition(lambda self: self.register.allocations.count())
    @rule(which=PLACES)
    def something_is_taken_back(self, which: int) -> None:
        rows = self.register.allocations.all()
        row = rows[which % len(rows)]
        self.do(lambda: take_back(self.register, row.id, self.day, "Mistake."))

    @precondition(lambda self: self.register.undo_label)
    @rule()
    def a_step_is_undone_and_perhaps_redone(self) -> None:
        after = self.office.dump()
        self.register.undo()
        self.register.redo()
        assert after == self.office.dump()
        self.register.undo()

    @invariant()
    def what_is_due_follows_from_what_was_booked(self) -> None:
        books = books_now(self.register)
        rows = self.register.allocations.all()
        for account in books.accounts():
            assert expected_due(account.organisation_id, books, rows) == account.due
            assert total(account.by_age) - account.on_account == account.due
            assert account.on_account >= ZERO
        bills = [d for d in self.documents() if d.kind is not DocumentKind.CREDIT_NOTE]
        notes = [d for d in self.documents() if d.kind is DocumentKind.CREDIT_NOTE]
        receipts = self.register.receipts.all()
        came = total(r.amount for r in receipts) - of_use(rows, Use.REVERSAL)
        due = (
            total(d.gross for d in bills)
            - total(d.gross for d in notes)
            - came
            + of_use(rows, Use.REFUND)
            - of_use(rows, Use.WRITE_OFF)
        )
        assert due == total(account.due for account in books.accounts())

    @invariant()
    def ages_add_up_on_every_day(self) -> None:
        for later in (-30, 0, 100):
            found = aged_list(self.register, self.day + timedelta(days=later))
            assert total(found.total.by_age) - found.total.on_account == found.total.due
            assert total(row.account.due for row in found.rows) == found.total.due

    @invariant()
    def the_register_passes_its_checks(self) -> None:
        assert [] == allocations_fit(self.register)
        assert [] == [c.problems for c in self.register.run_checks() if not c.ok]


def of_use(rows: list[Allocation], use: Use) -> Money:
    return total(row.amount for row in rows if row.use is use)


def expected_due(organisation_id: int, books: Books, rows: list[Allocation]) -> Money:
    """By another way than the program's: the debts less what settled them, less what is held."""
    own = [d for d in books.documents if d.organisation_id == organisation_id]
    sign = {DocumentKind.CREDIT_NOTE: -1}
    charged = total(d.gross * sign.get(d.kind, 1) for d in own)
    settled = total(row.amount for row in rows if row.document_id in {d.id for d in own})
    held = total(
        unallocated(r, rows) for r in books.receipts if r.organisation_id == organisation_id
    )
    return charged - settled - held


TestOfficerAtTheTill = OfficerAtTheTill.TestCase
