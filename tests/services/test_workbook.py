"""What the budget workbook gathers from a register."""

from datetime import date
from decimal import Decimal

import pytest

from loti_admin.documents.workbook.checks import all_checks
from loti_admin.documents.workbook.data import (
    AGREED,
    CONTRIBUTION,
    CORE,
    GRANT,
    OTHER_INCOME,
    PAY,
    PRICES,
    RESTRICTED,
    SHARED_IT,
    STANDARD,
    WITH_GRANTS,
    MemberRow,
    WorkbookData,
)
from loti_admin.documents.workbook.figures import Figures
from loti_admin.domain.budget import BudgetLine, Grant, Side
from loti_admin.domain.dates import Year
from loti_admin.domain.fees import AdjustmentKind
from loti_admin.domain.money import ZERO, Money
from loti_admin.domain.organisations import Kind, Organisation
from loti_admin.domain.vat import VatTreatment
from loti_admin.services.account import reverse_receipt, write_off
from loti_admin.services.budget import save_budget_line, save_grant
from loti_admin.services.fees import approve_fees
from loti_admin.services.issuing import credit, issue_invoices
from loti_admin.services.members import join, leave, save_organisation, set_purchase_order
from loti_admin.services.receipts import record_receipt
from loti_admin.services.schedules import save_adjustment
from loti_admin.services.settings import save_settings
from loti_admin.services.workbook import gather_workbook
from tests.builders import a_council, an_adjustment, london_councils, the_gla
from tests.office import THE_YEAR, Office

AS_OF = date(2026, 12, 14)
POUNDS = Money.pounds


def gathered(office: Office, as_of: date = AS_OF) -> WorkbookData:
    return gather_workbook(office.register, THE_YEAR, as_of)


def row(office: Office, council: str) -> MemberRow:
    (found,) = [row for row in gathered(office).members if row.council == council]
    return found


def failing(data: WorkbookData) -> list[str]:
    return [check.text for check in all_checks(Figures(data)) if check.result != "OK"]


def add_line(office: Office, line: str, **fields: object) -> None:
    usual: dict[str, object] = {"year": "2026-27", "side": Side.EXPENDITURE, "group": "Premises"}
    save_budget_line(office.register, BudgetLine(line=line, **(usual | fields)))  # type: ignore[arg-type]


def test_before_anything_is_issued_the_workbook_holds_the_fees_and_passes_its_checks() -> None:
    office = Office("Camden", "Islington")
    data = gathered(office)
    assert [("Camden", ""), ("Islington", "")] == [(m.council, m.document) for m in data.members]
    assert () == data.documents
    assert POUNDS(60_000) == data.register_net
    assert [] == failing(data)
    assert "Prices taken over, because 2026-27 has no fee schedule of its own yet" == (
        data.schedule.source
    )


def test_an_issued_fee_shows_its_number_order_and_reasons() -> None:
    office = Office("Camden")
    set_purchase_order(office.register, office["Camden"].id, THE_YEAR, "4500123456")
    office.approve()
    office.issue()
    found = row(office, "Camden")
    assert ("LOTI-2026-0001", "4500123456", STANDARD) == (
        found.document,
        found.purchase_order,
        found.rule,
    )
    assert found.why.startswith("Camden is a member on 1\u00a0July\u00a02026, the charge date.")
    assert (
        "Fee schedule 2026-27, approved 11\u00a0June\u00a02026" == gathered(office).schedule.source
    )
    assert [] == failing(gathered(office))


def test_the_rule_of_a_pair_is_stated_with_its_service() -> None:
    office = Office("Camden", "Islington")
    office.share_it("Canalside IT", "Camden", "Islington")
    office.represented_by("Priya Nair", "Camden", "Islington")
    assert (SHARED_IT, "Canalside IT", None) == (
        row(office, "Camden").rule,
        row(office, "Camden").service,
        row(office, "Camden").agreed,
    )
    assert [] == failing(gathered(office))


def test_an_agreed_rate_is_an_input_and_a_discount_is_an_adjustment_of_the_named_price() -> None:
    office = Office("Camden", "Islington", "Hackney")
    register = office.register
    save_adjustment(register, an_adjustment(office["Camden"]))
    discount = an_adjustment(office["Islington"], AdjustmentKind.DISCOUNT_PERCENT)
    save_adjustment(register, discount)
    save_adjustment(register, an_adjustment(office["Hackney"], AdjustmentKind.CREDIT))
    assert (AGREED, POUNDS(25_000), ZERO) == (
        row(office, "Camden").rule,
        row(office, "Camden").agreed,
        row(office, "Camden").adjustment,
    )
    for council, off in (("Islington", -3_000), ("Hackney", -1_000)):
        found = row(office, council)
        assert (STANDARD, None, POUNDS(off)) == (found.rule, found.agreed, found.adjustment)
    assert [] == failing(gathered(office))


def test_a_joiner_pays_its_share_and_is_covered_from_the_day_it_joins() -> None:
    office = Office("Camden")
    office.council("Highmoor", date(2026, 10, 1))
    found = row(office, "Highmoor")
    assert (9, 12, date(2026, 10, 1)) == (found.numerator, found.denominator, found.covers_from)
    figures = Figures(gathered(office))
    assert [22_500, 15_000] == [figures.members[1].net, figures.members[1].recognised]


def test_a_leaver_has_paid_this_year_and_is_not_in_the_next() -> None:
    office = Office("Camden")
    leave(office.register, office["Camden"].id, date(2027, 3, 31))
    assert date(2027, 3, 31) == row(office, "Camden").left
    figures = Figures(gathered(office))
    assert [30_000, 0] == [figures.members[0].net, figures.members[0].next_year]


def test_a_council_outside_the_scope_of_vat_is_charged_none() -> None:
    office = Office("Camden")
    outside = a_council("Outer Isle", vat_treatment=VatTreatment.OUTSIDE)
    join(office.register, save_organisation(office.register, outside).id, date(2020, 7, 1))
    assert [Decimal(20), Decimal(0)] == [m.vat_rate for m in gathered(office).members]
    assert POUNDS(6_000) == gathered(office).register_vat
    office.approve()
    office.issue()
    assert ["Subscription"] * 2 == [d.purpose for d in gathered(office).documents]
    assert [] == failing(gathered(office))


def test_credit_notes_lower_the_fee_and_the_checks_still_tie() -> None:
    office = Office("Camden", "Islington")
    office.approve()
    office.issue()
    for pounds in ("1000.13", "2000.11", "0.03"):
        credit(office.register, "LOTI-2026-0001", date(2026, 9, 14), "Agreed.", POUNDS(pounds))
    data = gathered(office)
    assert POUNDS("56999.73") == data.register_net
    assert "LOTI-CN-2026-0001 of 14\u00a0September\u00a02026 credits £1,000.13: Agreed." in (
        data.members[0].why
    )
    assert [] == failing(data)


def test_a_fee_to_be_billed_again_stands_without_an_invoice_and_still_ties() -> None:
    office = Office("Camden")
    office.approve()
    office.issue()
    credit(office.register, "LOTI-2026-0001", date(2026, 7, 2), "Wrong name.", rebill=True)
    assert "" == row(office, "Camden").document
    assert POUNDS(30_000) == gathered(office).register_net
    assert [] == failing(gathered(office))
    office.issue(date(2026, 7, 3))
    assert "LOTI-2026-0002" == row(office, "Camden").document
    assert [] == failing(gathered(office))


def test_money_counts_up_to_the_day_of_the_workbook() -> None:
    office = Office("Camden")
    office.approve()
    office.issue()
    record_receipt(office.register, date(2026, 7, 20), POUNDS(30_000), "LOTI-2026-0001")
    record_receipt(office.register, date(2026, 12, 20), POUNDS(6_500), "LOTI-2026-0001")
    early, late = gathered(office), gathered(office, date(2026, 12, 31))
    assert POUNDS(30_000) == early.documents[0].paid
    assert POUNDS(36_000) == late.documents[0].paid
    assert [POUNDS(30_000), POUNDS(6_000)] == [r.used_here for r in late.receipts]
    assert "Camden" == late.receipts[0].payer
    assert [] == failing(early) == failing(late)


def test_what_is_written_off_reversed_or_paid_back_leaves_the_checks_whole() -> None:
    office = Office("Camden", "Barnet")
    office.approve()
    office.issue()
    day, register = date(2026, 8, 3), office.register
    first, second = register.documents.all()
    recorded = record_receipt(register, day, POUNDS(10_000), first.number)
    reverse_receipt(register, recorded.receipt.id, day, "Returned.")
    record_receipt(register, day, POUNDS(20_500), second.number)
    write_off(register, first.id, day, "Agreed.", POUNDS(1_000))
    data = gathered(office, date(2026, 12, 31))
    assert [(ZERO, POUNDS(1_000)), (POUNDS(20_500), ZERO)] == [
        (d.paid, d.written_off) for d in data.documents
    ]
    assert [POUNDS(20_500)] == [r.used_here for r in data.receipts]
    assert [] == failing(data)


def test_money_that_pays_nothing_yet_is_shown_in_its_year_only() -> None:
    office = Office("Camden")
    record_receipt(office.register, date(2026, 5, 2), POUNDS(10), "unknown")
    record_receipt(office.register, date(2026, 3, 2), POUNDS(20), "unknown too")
    assert [("", POUNDS(10), ZERO)] == [
        (r.payer, r.amount, r.used_here) for r in gathered(office).receipts
    ]


@pytest.fixture
def with_contributors() -> Office:
    office = Office("Camden")
    for organisation in (the_gla(address="City Hall\nLondon"), london_councils()):
        saved = save_organisation(office.register, organisation)
        join(office.register, saved.id, date(2019, 7, 1))
    return office


def test_contributions_follow_the_schedule_and_count_as_money_comes(
    with_contributors: Office,
) -> None:
    office = with_contributors
    office.approve()
    office.issue()
    record_receipt(office.register, date(2026, 8, 1), POUNDS(60_000), "LOTI-REQ-2026-0001")
    gla, host = gathered(office).income
    assert (CONTRIBUTION, CORE, True) == (gla.type, gla.fund, gla.by_schedule)
    assert [POUNDS(60_000), POUNDS(100_000)] == [gla.actual, host.actual]
    assert "Internal: host’s own money" == host.agreement
    assert (POUNDS(100_000),) * 3 == gla.later
    assert [] == failing(gathered(office))
    assert POUNDS(30_000) == gathered(office).register_net


def test_a_contributor_that_leaves_gives_nothing_from_the_year_after(
    with_contributors: Office,
) -> None:
    office = with_contributors
    gla = office.register.organisations.by_code("E61000001")
    leave(office.register, gla.id, date(2028, 3, 31))
    found = gathered(office).income[0]
    assert (POUNDS(100_000), ZERO, ZERO) == found.later
    assert date(2028, 3, 31) == found.ends


def test_the_host_s_contribution_is_there_from_the_charge_date(with_contributors: Office) -> None:
    assert ZERO == gathered(with_contributors, date(2026, 6, 30)).income[1].actual
    assert POUNDS(100_000) == gathered(with_contributors, date(2026, 7, 1)).income[1].actual


def test_the_term_of_a_grant_is_the_years_recorded_without_a_gap() -> None:
    office = Office("Camden")
    funder = save_organisation(
        office.register, Organisation(code="EXF", name="Example Foundation", kind=Kind.FUNDER)
    )
    for year, agreed, received in (
        ("2023-24", 5, 5),
        ("2025-26", 40, 35),
        ("2026-27", 60, 45),
        ("2027-28", 20, 0),
        ("2030-31", 99, 0),
    ):
        grant = Grant(
            organisation_id=funder.id,
            name="Inclusion",
            restricted=True,
            year=year,
            agreed=POUNDS(agreed),
            received=POUNDS(received),
        )
        save_grant(office.register, grant)
    (found,) = gathered(office).income
    assert (GRANT, RESTRICTED, "Inclusion") == (found.type, found.fund, found.agreement)
    assert (date(2025, 4, 1), date(2028, 3, 31)) == (found.starts, found.ends)
    assert [35, 60, 45, 60] == [
        amount.pence // 100
        for amount in (found.prior, found.original, found.actual, found.forecast)
    ]
    assert (POUNDS(20), ZERO, ZERO) == found.later


def test_the_line_subscriptions_is_the_estimate_and_no_income_of_its_own() -> None:
    office = Office("Camden")
    income = {"side": Side.INCOME, "group": "Income"}
    add_line(office, "Subscriptions ", original=POUNDS(29_000), variations=POUNDS(500), **income)
    add_line(office, "Training", original=POUNDS(9), forecast=POUNDS(8), note="Two", **income)
    data = gathered(office)
    assert data.subscriptions_original is not None
    assert POUNDS(29_000) == data.subscriptions_original.amount
    assert POUNDS(500) == data.subscriptions_variations
    assert [("Training", OTHER_INCOME)] == [(r.payer, r.type) for r in data.income]
    assert POUNDS(8) == data.income[0].forecast


def test_spending_comes_with_last_year_s_actual_and_a_way_to_go_on() -> None:
    office = Office("Camden")
    add_line(office, "Rent", year="2025-26", actual=POUNDS(17))
    add_line(office, "Old", year="2025-26", actual=POUNDS(3))
    add_line(office, "Rent", original=POUNDS(18), variations=POUNDS(2), note="New lease")
    add_line(office, "Pay", group="Employees", original=POUNDS(50))
    add_line(office, "Project", restricted=True, original=POUNDS(5))
    found = {r.line: r for r in gathered(office).spending}
    assert [17, 0, 0, 3] == [
        found[line].prior.pence // 100 for line in ("Rent", "Pay", "Project", "Old")
    ]
    assert [PRICES, PAY, WITH_GRANTS] == [found[line].basis for line in ("Rent", "Pay", "Project")]
    assert RESTRICTED == found["Project"].fund
    assert "Not in the budget of 2026-27" == found["Old"].note


def test_restricted_spending_without_a_grant_fails_its_check() -> None:
    office = Office("Camden")
    add_line(office, "Project", restricted=True, original=POUNDS(5))
    expected = ["Restricted money is never below zero (years below zero)"]
    assert expected == failing(gathered(office))


def test_without_any_forecast_the_revised_budget_stands_in() -> None:
    office = Office("Camden")
    add_line(office, "Rent", original=POUNDS(18), variations=POUNDS(2))
    assert POUNDS(20) == gathered(office).spending[0].forecast
    add_line(office, "Power", original=POUNDS(5), forecast=POUNDS(6))
    assert [ZERO, POUNDS(6)] == [r.forecast for r in gathered(office).spending]


def test_what_last_year_left_in_advance_is_brought_forward_from_its_documents() -> None:
    office = Office("Camden", "Islington")
    for year in (Year(2024), Year(2025)):
        approve_fees(office.register, year, "A. Officer")
        issue_invoices(office.register, year, date(year.first, 7, 1))
    credit(office.register, "LOTI-2025-0001", date(2025, 9, 1), "Agreed.", POUNDS(1_200))
    data = gathered(office)
    assert POUNDS("14700") == data.brought_forward.amount
    # Nine months of 2025-26, and three months of the year before.
    assert POUNDS(44_100) + POUNDS(15_000) == data.subscriptions_prior.amount
    save_settings(office.register, {"recognise income": "financial year"})
    data = gathered(office)
    assert ZERO == data.brought_forward.amount
    assert POUNDS(58_800) == data.subscriptions_prior.amount
    assert not data.by_membership_year
    assert [] == failing(data)


def test_what_the_register_does_not_know_is_nothing_and_says_so() -> None:
    data = gathered(Office("Camden"))
    assert "No documents of 2025-26 in the register: type the amount" == data.brought_forward.source
    for unknown in (data.general_reserve, data.restricted_reserve, data.brought_forward):
        assert (ZERO, False) == (unknown.amount, unknown.known)


def test_an_open_decision_is_counted_and_fails_its_check() -> None:
    office = Office("Brent", "Lewisham", "Southwark")
    office.share_it("Three Boroughs IT", "Brent", "Lewisham", "Southwark")
    data = gathered(office)
    assert 3 == data.open_decisions
    assert ["No open decision blocks issuing (decisions)"] == failing(data)


def test_the_financial_year_is_that_of_the_settings() -> None:
    office = Office("Camden")
    save_settings(office.register, {"financial year starts": "1 January", "example": "yes"})
    data = gathered(office)
    assert (date(2026, 1, 1), date(2026, 12, 31)) == (data.financial.start, data.financial.end)
    assert data.example
    assert "London Councils" == data.supplier
    assert [] == failing(data)
