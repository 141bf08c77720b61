"""Fees that changed after they were billed: which documents make it right, and that they are shown before."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loti_admin.documents.workbook.checks import all_checks
from loti_admin.documents.workbook.figures import Figures
from loti_admin.domain.fees import AdjustmentKind
from loti_admin.domain.invoices import Document, DocumentKind
from loti_admin.domain.money import ZERO, Money, total
from loti_admin.errors import Conflict, NothingToDo, Refused
from loti_admin.services.checks import check_register
from loti_admin.services.corrections import (
    CorrectionPlan,
    gross_of,
    issue_corrections,
    plan_corrections,
)
from loti_admin.services.drafts import plan_issue
from loti_admin.services.fees import approve_fees, year_fees
from loti_admin.services.issuing import credit, left_to_credit
from loti_admin.services.members import leave
from loti_admin.services.receipts import record_receipt
from loti_admin.services.schedules import remove_adjustment, save_adjustment
from loti_admin.services.workbook import gather_workbook
from tests.builders import an_adjustment
from tests.office import THE_YEAR, Office

DAY = date(2026, 9, 1)


@pytest.fixture
def office() -> Office:
    """Camden and Islington are billed £30,000 each on 1 July."""
    office = Office("Camden", "Islington")
    office.approve()
    office.issue()
    return office


def agree(office: Office, name: str, rate: int, reason: str = "Agreed by the Board") -> None:
    """An agreed rate in pounds in place of the one before."""
    for old in office.register.adjustments.where(organisation_id=office[name].id):
        remove_adjustment(office.register, old)
    save_adjustment(
        office.register,
        an_adjustment(office[name], amount=Money.pounds(rate), reason=reason),
    )


def plan(office: Office) -> CorrectionPlan:
    return plan_corrections(office.register, THE_YEAR, DAY)


def billed(office: Office, name: str) -> Money:
    """What stands of all documents after credit notes, net."""
    own = office.register.documents.where(organisation_id=office[name].id)
    return total(-d.net if d.kind is DocumentKind.CREDIT_NOTE else d.net for d in own)


def faults(office: Office) -> list[str]:
    return [p for result in check_register(office.register) for p in result.problems]


def test_fees_that_are_as_they_were_billed_need_nothing(office: Office) -> None:
    assert () == plan(office).corrections
    with pytest.raises(NothingToDo, match="every fee of 2026-27 is as it was billed"):
        issue_corrections(office.register, THE_YEAR, DAY)


def test_too_much_is_credited(office: Office) -> None:
    agree(office, "Camden", 25_000)
    (correction,) = plan(office).corrections
    assert (Money.pounds(30_000), Money.pounds(25_000)) == (correction.billed, correction.now)
    (note,) = correction.drafts
    assert (DocumentKind.CREDIT_NOTE, Money.pounds(5_000), "LOTI-2026-0001") == (
        note.kind,
        note.net,
        note.credits_number,
    )
    assert "Agreed rate £25,000.00, Agreed by the Board." == note.reason
    assert Money.pounds(-6_000) == gross_of([correction])
    (issued,) = issue_corrections(office.register, THE_YEAR, DAY)
    assert "LOTI-CN-2026-0001" == issued.number
    assert () == plan(office).corrections
    assert Money.pounds(25_000) == billed(office, "Camden")
    assert [] == faults(office)


def test_too_little_is_billed_on_top(office: Office) -> None:
    agree(office, "Camden", 32_000)
    (correction,) = plan(office).corrections
    (more,) = correction.drafts
    assert (DocumentKind.INVOICE, Money.pounds(2_000), Money.pounds(400)) == (
        more.kind,
        more.net,
        more.vat,
    )
    (line,) = more.lines
    assert "LOTI membership subscription 2026-27, additional" == line.description
    assert (
        "Invoiced £30,000.00 on LOTI-2026-0001; now £32,000.00; difference £2,000.00. "
        "Reason: Agreed rate £32,000.00, Agreed by the Board."
    ) in line.working.replace("\u00a0", " ")
    (issued,) = issue_corrections(office.register, THE_YEAR, DAY)
    assert ("LOTI-2026-0003", DAY) == (issued.number, issued.on)
    assert () == plan(office).corrections
    assert [] == faults(office)


def test_nothing_is_written_by_looking(office: Office) -> None:
    agree(office, "Camden", 32_000)
    agree(office, "Islington", 25_000)
    before = office.dump()
    assert ["Camden", "Islington"] == [c.organisation for c in plan(office).corrections]
    assert before == office.dump()


def test_the_fee_stands_as_corrected_and_the_warning_goes(office: Office) -> None:
    agree(office, "Camden", 25_000)
    fees = year_fees(office.register, THE_YEAR)
    assert Money.pounds(60_000) == fees.run.net
    assert any("was billed £30,000.00 on LOTI-2026-0001" in p.message for p in fees.run.problems)
    issue_corrections(office.register, THE_YEAR, DAY)
    fees = year_fees(office.register, THE_YEAR)
    assert Money.pounds(55_000) == fees.run.net
    assert [] == [p for p in fees.run.problems if p.code]
    assert () == plan_issue(office.register, THE_YEAR, DAY).drafts
    approve_fees(office.register, THE_YEAR)


def test_a_second_change_corrects_from_where_the_first_left_it(office: Office) -> None:
    agree(office, "Camden", 32_000)
    issue_corrections(office.register, THE_YEAR, DAY)
    agree(office, "Camden", 27_000)
    (correction,) = plan(office).corrections
    assert [("LOTI-2026-0003", Money.pounds(2_000)), ("LOTI-2026-0001", Money.pounds(3_000))] == [
        (note.credits_number, note.net) for note in correction.drafts
    ]
    issue_corrections(office.register, THE_YEAR, DAY)
    assert Money.pounds(27_000) == billed(office, "Camden")
    agree(office, "Camden", 28_000)
    issue_corrections(office.register, THE_YEAR, DAY)
    assert Money.pounds(28_000) == billed(office, "Camden")
    assert [] == faults(office)


def test_who_owes_nothing_by_now_is_credited_in_full(office: Office) -> None:
    leave(office.register, office["Camden"].id, date(2026, 6, 30))
    (correction,) = plan(office).corrections
    assert (ZERO, "No fee is due for this year.") == (correction.now, correction.reason)
    issue_corrections(office.register, THE_YEAR, DAY)
    assert ZERO == billed(office, "Camden")
    fees = year_fees(office.register, THE_YEAR)
    assert ["Islington"] == [charge.organisation for charge in fees.run.charges]
    assert () == plan(office).corrections


def test_a_refund_agreed_apart_from_the_fee_is_let_be(office: Office) -> None:
    credit(office.register, "LOTI-2026-0001", DAY, "Goodwill", Money.pounds(1_000))
    assert () == plan(office).corrections
    assert Money.pounds(60_000) == year_fees(office.register, THE_YEAR).run.net


def test_a_credit_made_by_hand_for_an_adjustment_settles_it(office: Office) -> None:
    agree(office, "Camden", 25_000)
    credit(office.register, "LOTI-2026-0001", DAY, "Agreed", Money.pounds(5_000))
    assert () == plan(office).corrections


def test_only_what_is_chosen_is_issued_for_the_reason_that_is_typed(office: Office) -> None:
    agree(office, "Camden", 25_000)
    agree(office, "Islington", 26_000)
    _, islington = plan(office).corrections
    reasons = {islington.key: "Decided on 3 August."}
    (note,) = issue_corrections(
        office.register, THE_YEAR, DAY, only={islington.key}, reasons=reasons
    )
    assert ("Islington", "Decided on 3 August.") == (note.organisation, note.reason)
    assert ["Camden"] == [c.organisation for c in plan(office).corrections]


def test_a_plan_that_changed_since_it_was_shown_is_not_issued(office: Office) -> None:
    agree(office, "Camden", 25_000)
    shown = plan(office)
    agree(office, "Camden", 24_000)
    before = office.dump()
    with pytest.raises(Conflict, match="Look at them again"):
        issue_corrections(office.register, THE_YEAR, DAY, expected=shown)
    assert before == office.dump()


def test_a_day_before_the_invoice_is_refused(office: Office) -> None:
    for rate in (25_000, 32_000):
        agree(office, "Camden", rate)
        with pytest.raises(Refused, match=r"Choose (its|that) date or a later one"):
            plan_corrections(office.register, THE_YEAR, date(2026, 6, 30))


def test_a_reason_that_no_page_can_show_is_refused(office: Office) -> None:
    agree(office, "Camden", 25_000, reason="Agreed \N{PARTY POPPER}")
    with pytest.raises(Refused, match="party popper"):
        plan(office)


def test_what_stands_against_an_additional_invoice_blocks(office: Office) -> None:
    agree(office, "Camden", 32_000, reason="Agreed \N{PARTY POPPER}")
    assert plan(office).blocking
    with pytest.raises(Refused, match="party popper"):
        issue_corrections(office.register, THE_YEAR, DAY)


def test_money_that_came_is_left_as_it_is(office: Office) -> None:
    record_receipt(office.register, DAY, Money.pounds(36_000), "LOTI-2026-0001")
    agree(office, "Camden", 25_000)
    (note,) = issue_corrections(office.register, THE_YEAR, DAY)
    assert ("Left to pay", Money.pounds(-6_000)) == (
        note.figures[-1].label,
        note.figures[-1].amount,
    )


def test_the_budget_workbook_adds_up_with_corrections(office: Office) -> None:
    agree(office, "Camden", 32_000)
    agree(office, "Islington", 25_000)
    issue_corrections(office.register, THE_YEAR, DAY)
    data = gather_workbook(office.register, THE_YEAR, date(2026, 12, 14))
    assert Money.pounds(57_000) == data.register_net
    assert [] == [c.text for c in all_checks(Figures(data)) if c.result != "OK"]
    (camden,) = [row for row in data.members if row.council == "Camden"]
    assert "LOTI-2026-0003 of 1 September 2026 bills £2,000.00 on top." in (
        camden.why.replace("\u00a0", " ")
    )


def test_a_fee_with_additional_invoices_is_not_simply_billed_again(office: Office) -> None:
    agree(office, "Camden", 32_000)
    issue_corrections(office.register, THE_YEAR, DAY)
    with pytest.raises(Refused, match="more than one invoice for this fee"):
        credit(office.register, "LOTI-2026-0001", DAY, "Wrong", rebill=True)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.tuples(st.just(AdjustmentKind.AGREED_RATE), st.integers(0, 40_000)),
            st.tuples(st.just(AdjustmentKind.DISCOUNT_PERCENT), st.integers(1, 100)),
        ),
        min_size=1,
        max_size=5,
    )
)
def test_after_any_changes_what_is_billed_is_the_fee_to_the_penny(
    changes: list[tuple[AdjustmentKind, int]],
) -> None:
    office = Office("Camden")
    office.approve()
    office.issue()
    for kind, amount in changes:
        for old in office.register.adjustments.all():
            remove_adjustment(office.register, old)
        fields = (
            {"amount": Money.pounds(amount)}
            if kind is AdjustmentKind.AGREED_RATE
            else {"percent": Decimal(amount)}
        )
        save_adjustment(
            office.register, an_adjustment(office["Camden"], kind, reason="Agreed", **fields)
        )
        expected = plan(office).corrections
        if expected:
            issue_corrections(office.register, THE_YEAR, DAY)
            assert expected[0].now == billed(office, "Camden")
        assert () == plan(office).corrections
    documents: list[Document] = office.register.documents.all()
    assert all(
        left_to_credit(office.register, d) >= ZERO
        for d in documents
        if d.kind is not DocumentKind.CREDIT_NOTE
    )
    assert [] == faults(office)
