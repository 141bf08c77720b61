"""What the workbook works out: fees, recognition, ages, years to come, and checks that find a penny."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loti_admin.documents.workbook.checks import all_checks, overall
from loti_admin.documents.workbook.data import (
    AGREED,
    CREDIT_NOTE,
    ENDS,
    FIXED,
    GRANT,
    PAY,
    PRICES,
    RESTRICTED,
    SHARED_IT,
    STANDARD,
    WITH_GRANTS,
    IncomeRow,
    MemberRow,
    Planning,
    Schedule,
    Sourced,
    SpendingRow,
    WorkbookData,
)
from loti_admin.documents.workbook.figures import Figures
from loti_admin.documents.workbook.member_figures import MemberFigures
from loti_admin.documents.workbook.numbers import cached_text, pounds, rounded
from loti_admin.domain.budget import recognise
from loti_admin.domain.dates import Period
from loti_admin.domain.money import ZERO, Money, total
from tests.documents.workbook_builders import a_document, a_member, a_year, an_empty_year


def of(council: str, data: WorkbookData) -> MemberFigures:
    index = [row.council for row in data.members].index(council)
    return Figures(data).members[index]


def only(*members: MemberRow, **changes: object) -> MemberFigures:
    return Figures(an_empty_year(members=members, **changes)).members[0]


@pytest.mark.parametrize(
    ("council", "net", "vat", "recognised", "in_advance"),
    [
        ("Ashdown Vale", "30000", "6000", "22500", "7500"),
        ("Fairmead", "22500", "4500", "16875", "5625"),
        ("Highmoor", "22500", "4500", "15000", "7500"),
        ("Millrace", "12410.96", "2482.19", "6205.48", "6205.48"),
        ("Zeal Monachorum", "23750", "4750", "17812.50", "5937.50"),
        ("Outer Isle", "30000", "0", "22500", "7500"),
        ("Late May", "5000", "1000", "0", "5000"),
        ("Greyfriars", "28999.87", "5799.97", "21749.90", "7249.97"),
    ],
)
def test_each_kind_of_fee_is_worked_out_to_the_penny(
    council: str, net: str, vat: str, recognised: str, in_advance: str
) -> None:
    found = of(council, a_year())
    expected = tuple(map(Fraction, (net, vat, recognised, in_advance)))
    assert expected == (found.net, found.vat, found.recognised, found.in_advance)


def test_the_invented_year_passes_all_its_checks() -> None:
    checks = all_checks(Figures(a_year()))
    assert [] == [check.text for check in checks if check.result != "OK"]
    assert 17 == len(checks)


def test_nothing_is_in_advance_if_the_fee_belongs_to_the_financial_year() -> None:
    data = replace(a_year(), by_membership_year=False)
    figures = Figures(data)
    assert figures.fees == figures.recognised
    assert 0 == figures.in_advance
    assert "OK" == overall(all_checks(figures))


def test_what_is_recognised_month_by_month_is_what_is_recognised_in_the_year() -> None:
    figures = Figures(a_year())
    months = [a + b for a, b in zip(figures.brought_by_month, figures.fees_by_month, strict=True)]
    assert figures.subscriptions["forecast"] == sum(months)
    assert 63_750 == months[0] == months[2]
    assert 0 == figures.fees_by_month[2]
    # October brings Highmoor's 15,000 over six months; January brings Millrace's over three.
    assert 2_500 == figures.fees_by_month[6] - figures.fees_by_month[5]
    assert Fraction("6205.48") / 3 == figures.fees_by_month[9] - figures.fees_by_month[8]


def test_months_that_are_over_are_actual_and_later_ones_are_not() -> None:
    def actual(on: date) -> Fraction:
        return Figures(replace(a_year(), as_of=on)).subscriptions["actual"]

    assert 0 == actual(date(2026, 4, 29))
    assert 63_750 == actual(date(2026, 4, 30)) == actual(date(2026, 5, 30))
    whole = Figures(a_year()).subscriptions["forecast"]
    assert whole == actual(date(2027, 3, 31)) == actual(date(2030, 1, 1))


@pytest.mark.parametrize(
    ("late", "age"),
    [
        (-1, "Not due"),
        (0, "Not due"),
        (1, "1 to 30 days"),
        (30, "1 to 30 days"),
        (31, "31 to 60 days"),
        (60, "31 to 60 days"),
        (61, "61 to 90 days"),
        (90, "61 to 90 days"),
        (91, "Over 90 days"),
    ],
)
def test_what_is_left_to_pay_is_aged_from_its_due_date(late: int, age: str) -> None:
    document = a_document("LOTI-2026-0001", Money.pounds(30_000))
    assert document.due is not None
    on = document.due + timedelta(days=late)
    figures = Figures(an_empty_year(documents=(document,), as_of=on))
    assert age == figures.age(document)
    assert "" == figures.age(replace(document, paid=document.gross))


def test_a_credit_note_is_set_off_against_its_invoice_and_leaves_nothing_on_itself() -> None:
    invoice = a_document("LOTI-2026-0001", Money.pounds(30_000), paid=Money.pounds(20_000))
    note = a_document(
        "LOTI-CN-2026-0001", Money.pounds(-7_500), kind=CREDIT_NOTE, credits="LOTI-2026-0001"
    )
    figures = Figures(an_empty_year(documents=(invoice, note)))
    assert 7_000 == figures.left_to_pay(invoice)
    assert 0 == figures.left_to_pay(note)


def test_an_uplift_is_rounded_half_up_to_the_multiple_asked_for() -> None:
    figures = Figures(a_year())
    assert (30_900, 23_200) == (figures.standard_next, figures.shared_next)
    plain = replace(a_year(), planning=Planning(fee_uplift=Decimal("0.5"), nearest=ZERO))
    assert Fraction("22612.5") == Figures(plain).shared_next


def test_next_year_leaves_out_who_has_left_by_the_charge_date() -> None:
    assert 0 == of("Zeal Monachorum", a_year()).next_year
    stays = a_member(left=date(2027, 7, 1), rule=AGREED, agreed=Money.pounds(25_000))
    assert 25_000 == only(stays).next_year
    assert 22_500 == only(a_member(rule=SHARED_IT)).next_year


def test_spending_goes_on_by_its_basis_and_restricted_spending_with_its_grants() -> None:
    def later(basis: str) -> list[Fraction]:
        row = SpendingRow(group="Employees", line="A", original=Money.pounds(1_001), basis=basis)
        line = Figures(replace(a_year(), spending=(row,))).spending.lines[0]
        return [line["next"], line["after"], line["third"]]

    assert [1031, 1062, 1094] == later(PAY)
    assert [1026, 1052, 1078] == later(PRICES)
    assert [1001, 1001, 1001] == later(FIXED)
    assert [0, 0, 0] == later(ENDS)
    # Restricted grants fall from 100,000 to 40,000, 40,000 and nothing.
    assert [Fraction("400.40"), Fraction("400.40"), 0] == later(WITH_GRANTS)


def test_restricted_money_never_reaches_the_general_reserve() -> None:
    data = a_year()
    before = Figures(data).spending.general_end["forecast"]
    grant = IncomeRow(
        payer="X", type=GRANT, fund=RESTRICTED, forecast=Money.pounds(9_000), original=ZERO
    )
    more = Figures(replace(data, income=(*data.income, grant)))
    assert before == more.spending.general_end["forecast"]
    assert 21_000 == more.spending.restricted_end["forecast"]


def test_groups_come_in_the_order_of_the_subjective_analysis_without_regard_to_capitals() -> None:
    def groups(*names: str) -> tuple[str, ...]:
        rows = tuple(SpendingRow(group=name, line="A") for name in names)
        return Figures(an_empty_year(spending=rows)).spending.groups

    assert ("Employees", "Transport", "Zoo") == groups("Zoo", "transport", "employees", "ZOO")
    assert 7 == len(groups())


def failing(data: WorkbookData) -> set[int]:
    checks = all_checks(Figures(data))
    return {number for number, check in enumerate(checks, start=1) if check.result != "OK"}


def test_one_penny_off_an_invoice_fails_the_checks() -> None:
    data = a_year()
    first = replace(data.documents[0], net=data.documents[0].net - Money(1))
    assert {1} == failing(replace(data, documents=(first, *data.documents[1:])))


def test_each_disturbance_fails_the_check_that_watches_it() -> None:
    data = a_year()
    assert {3} == failing(replace(data, register_net=data.register_net + Money(1)))
    assert {4} == failing(replace(data, register_vat=data.register_vat - Money(1)))
    unpaid = replace(data.documents[0], paid=ZERO)
    assert {15} == failing(replace(data, documents=(unpaid, *data.documents[1:])))
    twice = replace(data.documents[1], number=data.documents[0].number)
    documents = (data.documents[0], twice, *data.documents[2:])
    assert 16 in failing(replace(data, documents=documents))
    assert {17} == failing(replace(data, open_decisions=1))
    overdrawn = Sourced(Money.pounds(-12_001), "")
    assert {13} == failing(replace(data, restricted_reserve=overdrawn))


@given(
    net=st.integers(0, 3_500_000),
    joined=st.dates(date(2026, 7, 1), date(2027, 6, 30)),
    charge_day=st.integers(1, 28),
    by_membership_year=st.booleans(),
)
def test_recognition_is_the_same_as_the_domain_s_to_the_penny(
    net: int, joined: date, charge_day: int, by_membership_year: bool
) -> None:
    charge_date = date(2026, 7, charge_day)
    covers_from = max(joined, charge_date)
    data = an_empty_year(by_membership_year=by_membership_year)
    schedule = replace(data.schedule, charge_date=charge_date)
    row = a_member(rule=AGREED, agreed=Money(net), covers_from=covers_from)
    figures = Figures(replace(data, schedule=schedule, members=(row,)))
    expected = recognise(
        Money(net),
        Period(covers_from, figures.months.fee_year_end),
        data.financial,
        by_membership_year,
    )
    assert pounds(expected.this_year) == figures.recognised
    assert pounds(expected.in_advance) == figures.in_advance


@given(
    st.lists(
        st.tuples(
            st.sampled_from([STANDARD, SHARED_IT, AGREED]),
            st.integers(0, 4_000_000),
            st.integers(1, 365),
            st.integers(0, 50_000),
            st.booleans(),
        ),
        max_size=8,
    ),
    st.sampled_from([Decimal(20), Decimal("17.5"), Decimal(0)]),
    st.booleans(),
)
def test_whatever_is_charged_and_billed_consistent_records_pass_all_checks(
    rows: list[tuple[str, int, int, int, bool]], rate: Decimal, by_membership_year: bool
) -> None:
    members, documents = [], []
    prices = {STANDARD: Money.pounds(30_000), SHARED_IT: Money.pounds(22_500)}
    fees = []
    for number, (rule, price, days, off, billed) in enumerate(rows):
        agreed = Money(price)
        fee = prices.get(rule, agreed).share(days, 365) - Money(off)
        name = f"LOTI-2026-{number:04d}" if billed else ""
        members.append(
            a_member(
                f"Council {number}",
                rule=rule,
                agreed=agreed if rule == AGREED else None,
                numerator=days,
                denominator=365,
                adjustment=-Money(off),
                vat_rate=rate,
                document=name,
            )
        )
        fees.append(fee)
        if billed:
            documents.append(a_document(name, fee, vat=fee.percent(rate)))
    schedule = Schedule(
        standard=prices[STANDARD],
        shared_it=prices[SHARED_IT],
        contribution=ZERO,
        vat_rate=rate,
        charge_date=date(2026, 7, 1),
        source="",
    )
    data = an_empty_year(
        members=tuple(members),
        documents=tuple(documents),
        schedule=schedule,
        by_membership_year=by_membership_year,
        brought_forward=Sourced(Money(12_345_67), ""),
        register_net=total(fees),
        register_vat=total(fee.percent(rate) for fee in fees),
    )
    assert set() == failing(data)


@given(st.integers(-(10**9), 10**9), st.integers(1, 10**4), st.integers(0, 4))
def test_rounding_is_half_away_from_zero(top: int, bottom: int, digits: int) -> None:
    value = Fraction(top, bottom)
    found = rounded(value, digits)
    assert abs(found - value) <= Fraction(1, 2 * 10**digits)
    assert -found == rounded(-value, digits)
    if abs(found - value) == Fraction(1, 2 * 10**digits):
        assert abs(found) > abs(value)


def test_a_value_in_the_file_reads_back_as_the_same_number() -> None:
    assert "30000" == cached_text(Fraction(30_000))
    assert "12410.96" == cached_text(Fraction("12410.96"))
    assert float(Fraction(1, 3)) == float(cached_text(Fraction(1, 3)))
