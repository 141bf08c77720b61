"""Money by month: what came in, what is expected and what is overdue, without VAT, every pound once."""

from datetime import UTC, date, datetime

from loti_admin.domain.money import ZERO, Money, total
from loti_admin.services.account import refund, reverse_receipt
from loti_admin.services.cash import MonthOfMoney, money_by_month
from loti_admin.services.issuing import credit
from loti_admin.services.receipts import record_receipt
from loti_admin.services.year_facts import read_year_facts
from tests.office import THE_YEAR, Office

POUNDS = Money.pounds


def months_of(office: Office) -> dict[int, MonthOfMoney]:
    """By the number of the month."""
    months = money_by_month(office.register, read_year_facts(office.register, THE_YEAR))
    return {month.start.month: month for month in months}


def an_issued_office() -> Office:
    office = Office("Camden", "Islington")
    office.approve()
    office.today = datetime(2026, 7, 1, 9, 0, tzinfo=UTC)
    office.issue()
    return office


def test_the_months_are_those_of_the_financial_year() -> None:
    months = months_of(Office())
    assert [*months] == [4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 2, 3]
    assert {(m.received, m.expected, m.overdue) for m in months.values()} == {(ZERO, ZERO, ZERO)}


def test_fees_are_expected_when_they_will_be_due() -> None:
    office = Office("Camden", "Islington")
    assert months_of(office)[7].expected == POUNDS(60_000)
    office.today = datetime(2026, 8, 10, 9, 0, tzinfo=UTC)
    assert months_of(office)[9].expected == POUNDS(60_000)


def test_a_receipt_counts_without_vat_in_its_month_and_takes_from_what_is_expected() -> None:
    office = an_issued_office()
    record_receipt(office.register, date(2026, 7, 20), POUNDS(36_000), "LOTI-2026-0001")
    record_receipt(office.register, date(2026, 8, 3), POUNDS(12_000), "LOTI-2026-0002")
    months = months_of(office)
    assert (months[7].received, months[8].received) == (POUNDS(30_000), POUNDS(10_000))
    assert months[7].expected == POUNDS(20_000)
    assert total(m.received + m.expected + m.overdue for m in months.values()) == POUNDS(60_000)


def test_what_is_late_is_overdue_in_the_month_in_which_it_was_due() -> None:
    office = an_issued_office()
    office.today = datetime(2026, 10, 1, 9, 0, tzinfo=UTC)
    assert (months_of(office)[7].overdue, months_of(office)[7].expected) == (POUNDS(60_000), ZERO)


def test_money_on_account_counts_whole_until_it_is_paid_back() -> None:
    office = an_issued_office()
    camden = office["Camden"].id
    record_receipt(office.register, date(2026, 5, 4), POUNDS(500), "", organisation_id=camden)
    assert months_of(office)[5].received == POUNDS(500)
    refund(office.register, camden, POUNDS(200), date(2026, 6, 8), "Paid twice")
    assert (months_of(office)[5].received, months_of(office)[6].received) == (
        POUNDS(500),
        POUNDS(-200),
    )


def test_what_is_credited_is_no_longer_expected() -> None:
    office = an_issued_office()
    credit(office.register, "LOTI-2026-0001", date(2026, 7, 2), "Agreed", POUNDS(5_000))
    assert months_of(office)[7].expected == POUNDS(55_000)


def test_money_that_never_really_came_is_not_in_it() -> None:
    office = an_issued_office()
    booked = record_receipt(
        office.register, date(2026, 7, 20), POUNDS(36_000), "LOTI-2026-0001"
    ).receipt
    reverse_receipt(office.register, booked.id, date(2026, 7, 22), "Bounced")
    assert (months_of(office)[7].received, months_of(office)[7].expected) == (ZERO, POUNDS(60_000))
