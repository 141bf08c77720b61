"""Who is to be reminded, when and why; statements; what the law would allow."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from loti_admin.domain.accounts import AGES, Age, age_of
from loti_admin.domain.chasing import (
    ChaseNote,
    Way,
    base_rate_day,
    statutory_interest,
)
from loti_admin.domain.money import ZERO, Money, total
from loti_admin.errors import Invalid, NothingToDo
from loti_admin.services.account import refund, reverse_receipt, write_off
from loti_admin.services.chasing import (
    aged_list,
    note_reminders,
    notes_of,
    plan_reminders,
    save_note,
)
from loti_admin.services.issuing import credit, document_by_number
from loti_admin.services.members import remove_organisation
from loti_admin.services.receipts import books_on, record_receipt
from loti_admin.services.settings import save_settings
from loti_admin.services.statements import (
    note_statements,
    statement_of,
    statements,
)
from tests.builders import a_council
from tests.office import Office

DUE = date(2026, 7, 31)
GROSS = Money.pounds(36_000)


@pytest.fixture
def office() -> Office:
    """Barnet and Camden owe 36,000.00 each, due 31 July 2026."""
    office = Office("Barnet", "Camden")
    office.approve()
    office.issue()
    return office


def late(days: int) -> date:
    return DUE + timedelta(days=days)


def suggestion(office: Office, on: date, name: str = "Barnet") -> tuple[int, str]:
    (found,) = [row for row in aged_list(office.register, on).rows if row.name == name]
    return found.suggestion.level, found.suggestion.reason.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("days", "age"),
    [
        (-5, Age.NOT_DUE),
        (0, Age.NOT_DUE),
        (1, Age.TO_30),
        (30, Age.TO_30),
        (31, Age.TO_60),
        (60, Age.TO_60),
        (61, Age.TO_90),
        (90, Age.TO_90),
        (91, Age.OVER_90),
        (4_000, Age.OVER_90),
    ],
)
def test_an_amount_has_the_age_of_its_days_after_the_due_date(days: int, age: Age) -> None:
    assert age is age_of(days)


def test_the_list_is_that_of_any_day(office: Office) -> None:
    record_receipt(office.register, late(10), GROSS, "LOTI-2026-0001")
    names = {
        on: [row.name for row in aged_list(office.register, on).rows]
        for on in (date(2026, 6, 30), late(9), late(10))
    }
    assert [[], ["Barnet", "Camden"], ["Camden"]] == list(names.values())
    assert GROSS == aged_list(office.register, late(95)).total.by_age[4]


@pytest.mark.parametrize("days", [0, 1, 30, 31, 60, 61, 90, 91])
def test_the_amounts_by_age_are_the_sums_of_what_is_open_at_that_age(
    office: Office, days: int
) -> None:
    account = aged_list(office.register, late(days)).total
    sums = [total(o.left for o in account.open if o.age is age) for age in AGES]
    assert sums == list(account.by_age)


def test_nothing_is_suggested_before_it_is_due_or_in_the_first_days(office: Office) -> None:
    assert (0, "Nothing is overdue.") == suggestion(office, DUE)
    level, reason = suggestion(office, late(6))
    assert (0, "6 days overdue; the first reminder follows after 7 days.") == (level, reason)
    assert 1 == suggestion(office, late(7))[0]


def test_a_level_follows_the_one_before_after_its_day_to_answer(office: Office) -> None:
    barnet = office["Barnet"].id
    note_reminders(office.register, plan_reminders(office.register, late(40), only=[barnet]))
    answer_by = late(54)
    assert (
        0,
        "First reminder of 9 September 2026 asks for an answer by 23 September 2026.",
    ) == suggestion(office, answer_by)
    assert 2 == suggestion(office, late(55))[0]
    note_reminders(office.register, plan_reminders(office.register, late(55), only=[barnet]))
    assert 3 == suggestion(office, late(75))[0]
    note_reminders(office.register, plan_reminders(office.register, late(75), only=[barnet]))
    level, reason = suggestion(office, late(120))
    assert (0, True) == (level, reason.endswith("Ring them, or agree what to do."))
    # Camden had none of these letters.
    assert 1 == suggestion(office, late(120), "Camden")[0]


def test_the_second_letter_waits_for_its_own_days_too(office: Office) -> None:
    note_reminders(office.register, plan_reminders(office.register, late(8)))
    assert (
        0,
        "First reminder of 8 August 2026; the next one follows 30 days after the due date.",
    ) == suggestion(office, late(29))


def test_the_pace_is_a_setting(office: Office) -> None:
    save_settings(office.register, {"reminder days": "1, 2, 3", "reminder answer days": "3"})
    (letter, _) = plan_reminders(office.register, late(1))
    assert (1, late(4)) == (letter.level, letter.answer_by)
    with pytest.raises(Invalid, match="three numbers of days"):
        save_settings(office.register, {"reminder days": "7; 5; 3"})


def test_a_level_can_be_chosen_for_everybody_who_is_late(office: Office) -> None:
    assert [3, 3] == [letter.level for letter in plan_reminders(office.register, late(1), 3)]
    with pytest.raises(NothingToDo, match="No reminder is due"):
        plan_reminders(office.register, DUE, 3)


def test_the_words_are_the_officer_s(office: Office) -> None:
    save_settings(
        office.register,
        {"reminder 1 opening": "{organisation}: {numbers} over {amount} is {days} late."},
    )
    letter = plan_reminders(office.register, late(8))[0]
    assert "Barnet: LOTI-2026-0001 over £36,000.00 is 8 days late." == "".join(
        part for part, _ in letter.opening
    )
    assert [("£36,000.00", True)] == [run for run in letter.opening if run[1]]
    with pytest.raises(Invalid, match="which stands for nothing"):
        save_settings(office.register, {"reminder 1 opening": "Hello {name}"})


def test_a_paid_part_is_not_asked_for_again(office: Office) -> None:
    record_receipt(office.register, late(1), Money.pounds(6_000), "LOTI-2026-0001")
    assert Money.pounds(30_000) == plan_reminders(office.register, late(8))[0].amount


def test_a_contact_is_kept_with_its_note(office: Office) -> None:
    barnet = office["Barnet"].id
    save_note(
        office.register,
        ChaseNote(organisation_id=barnet, on=late(3), way=Way.CALL, text="  Order is coming. "),
    )
    (row, _) = aged_list(office.register, late(5)).rows
    assert row.last is not None
    assert "Order is coming." == row.last.text
    (before, _) = aged_list(office.register, late(2)).rows
    assert before.last is None
    with pytest.raises(Invalid, match="Type what was said"):
        save_note(office.register, ChaseNote(organisation_id=barnet, on=late(3), way=Way.CALL))
    office.register.undo()
    assert [] == notes_of(office.register, barnet)


def test_an_organisation_with_contacts_about_money_stays(office: Office) -> None:
    stranger = office.council("Enfield", joined=None)
    save_note(
        office.register,
        ChaseNote(organisation_id=stranger.id, on=DUE, way=Way.NOTE, text="x"),
    )
    with pytest.raises(Exception, match="contacts about money"):
        remove_organisation(office.register, stranger.id)
    assert a_council("Enfield").code == stranger.code


def test_a_statement_lists_what_happened_since_the_last_one(office: Office) -> None:
    register, barnet = office.register, office["Barnet"]
    record_receipt(register, date(2026, 7, 5), Money.pounds(1), "LOTI-2026-0001 first")
    note_statements(register, [statement_of(register, barnet, date(2026, 7, 10))])
    recorded = record_receipt(register, date(2026, 7, 20), GROSS, "LOTI-2026-0001")
    refund(register, barnet.id, Money.pounds(1), date(2026, 7, 25), "Paid twice.")
    credit(register, "LOTI-2026-0001", date(2026, 7, 26), "Agreed.", Money.pounds(10))
    second = record_receipt(
        register, date(2026, 7, 27), Money.pounds(5), "x", organisation_id=barnet.id
    )
    reverse_receipt(register, second.receipt.id, date(2026, 7, 28), "Returned.")
    found = statement_of(register, barnet, date(2026, 8, 1))
    assert date(2026, 7, 10) == found.last
    assert [
        ("received", GROSS),
        ("paid back", Money.pounds(1)),
        ("credited", Money.pounds(12)),
        ("received", Money.pounds(5)),
        ("reversed", Money.pounds(5)),
    ] == [(m.what, m.amount) for m in found.since]
    assert recorded.receipt.on == found.since[0].on


def test_statements_are_for_those_with_something_open_or_on_account(office: Office) -> None:
    assert ["Barnet", "Camden"] == [s.organisation for s in statements(office.register, DUE)]
    with pytest.raises(NothingToDo, match="no statement to make"):
        statements(office.register, date(2026, 6, 1))
    document = document_by_number(office.register, "LOTI-2026-0001")
    write_off(office.register, document.id, DUE, "Agreed.")
    assert ["Camden"] == [s.organisation for s in statements(office.register, DUE)]


@pytest.mark.parametrize(
    ("due", "day"),
    [
        (date(2026, 6, 29), date(2025, 12, 31)),
        (date(2026, 6, 30), date(2026, 6, 30)),
        (date(2026, 12, 30), date(2026, 6, 30)),
        (date(2026, 12, 31), date(2026, 12, 31)),
    ],
)
def test_the_base_rate_of_a_half_year_is_that_of_the_day_before_it(due: date, day: date) -> None:
    assert day == base_rate_day(due)


def test_interest_is_simple_and_the_fixed_sum_goes_by_size(office: Office) -> None:
    (entry, _) = books_on(office.register, late(365)).open_documents()
    found = statutory_interest(entry, Decimal("3.75"))
    assert (GROSS.percent(Decimal("11.75")), Money.pounds(100)) == (
        found.interest,
        found.compensation,
    )
    (fresh, _) = books_on(office.register, DUE).open_documents()
    assert ZERO == statutory_interest(fresh, Decimal(4)).sum


def test_interest_is_shown_only_when_switched_on_and_its_rate_is_known(office: Office) -> None:
    def shown() -> bool:
        return aged_list(office.register, late(30)).rows[0].interest is not None

    assert not shown()
    save_settings(office.register, {"show interest": "yes"})
    assert not shown()
    save_settings(office.register, {"base rate": "4"}, date(2026, 1, 1))
    assert shown()
    (row, _) = aged_list(office.register, late(30)).rows
    assert GROSS == row.account.due  # never charged
