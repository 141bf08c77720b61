"""Settings that change from a date, and what is missing before anything can be issued."""

from datetime import date
from decimal import Decimal

import pytest

from loti_admin.domain.settings import (
    SETTING_KEYS,
    Setting,
    check_setting,
    day_and_month,
    day_and_month_text,
    missing_to_issue,
    supplier_on,
    value_on,
    vat_rates,
)
from loti_admin.domain.vat import STANDARD_RATES, rate_on
from tests.builders import settings

TODAY = date(2026, 7, 1)
MOVE = date(2024, 9, 2)
COMPLETE = {
    "supplier_name": "London Councils",
    "supplier_address": "1 Example Street; London",
    "vat_number": "GB 000 0000 00",
    "sort_code": "00-00-00",
    "account_number": "00000000",
}


def moved_office() -> tuple[Setting, ...]:
    return (
        Setting(key="supplier address", value="New House; 2 New Street; London", start=MOVE),
        Setting(key="supplier address", value="Old House; 1 Old Street; London"),
    )


def test_an_older_document_shows_the_address_of_its_day() -> None:
    before, after = (supplier_on(moved_office(), day) for day in (date(2024, 9, 1), MOVE))
    assert before.address == "Old House\n1 Old Street\nLondon"
    assert after.address == "New House\n2 New Street\nLondon"


def test_the_latest_dated_value_is_in_force() -> None:
    later = Setting(key="supplier address", value="Third House", start=date(2030, 1, 1))
    known = (later, *moved_office())
    assert value_on(known, "supplier address", date(2029, 12, 31)).startswith("New House")
    assert value_on(known, "supplier address", date(2030, 1, 1)) == "Third House"


def test_what_is_not_set_has_its_default() -> None:
    assert value_on((), "payment days", TODAY) == "30"
    assert value_on((), "invoice prefix", TODAY) == "LOTI"
    assert value_on((), "recognise income", TODAY) == "membership year"
    assert value_on((), "supplier name", TODAY) == ""


def test_an_emptied_setting_has_its_default_again() -> None:
    emptied = (*settings(payment_days="45"), Setting(key="payment days", value="", start=MOVE))
    assert value_on(emptied, "payment days", date(2024, 9, 1)) == "45"
    assert value_on(emptied, "payment days", MOVE) == "30"


def test_empty_lines_of_an_address_are_left_out() -> None:
    supplier = supplier_on(settings(supplier_address=" 1 Example Street ;; London; "), TODAY)
    assert supplier.address == "1 Example Street\nLondon"


def test_nothing_is_missing_when_issuer_and_bank_are_set() -> None:
    assert missing_to_issue(settings(**COMPLETE), TODAY) == []


@pytest.mark.parametrize(
    ("key", "title"),
    [
        ("supplier_name", "Name of the issuer"),
        ("supplier_address", "Address"),
        ("vat_number", "VAT registration number"),
        ("sort_code", "Sort code"),
        ("account_number", "Account number"),
    ],
)
def test_what_is_missing_to_issue_is_named(key: str, title: str) -> None:
    assert missing_to_issue(settings(**(COMPLETE | {key: " "})), TODAY) == [title]


def test_everything_is_missing_from_an_empty_register() -> None:
    assert len(missing_to_issue((), TODAY)) == 5


def test_an_iban_does_instead_of_sort_code_and_account_number() -> None:
    bank = {"sort_code": "", "account_number": "", "iban": "GB00 0000 0000 0000 0000 00"}
    assert missing_to_issue(settings(**(COMPLETE | bank)), TODAY) == []


def test_what_holds_from_a_later_day_is_still_missing_before() -> None:
    later = Setting(key="vat number", value="GB 000 0000 00", start=date(2026, 8, 1))
    known = (*(s for s in settings(**COMPLETE) if s.key != "vat number"), later)
    assert missing_to_issue(known, TODAY) == ["VAT registration number"]
    assert missing_to_issue(known, date(2026, 8, 1)) == []


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [
        ("payment days", "soon", "a whole number of days from 0 to 365"),
        ("payment days", "366", "a whole number of days from 0 to 365"),
        ("payment days", "²", "a whole number of days from 0 to 365"),
        ("sort code", "12345", "six digits, like 20-00-00"),
        ("account number", "1234567", "eight digits"),
        ("account number", "１２３４５６７８", "eight digits"),
        ("invoice prefix", "LOTI/26", "1 to 12 letters, digits or hyphens, like LOTI"),
        ("number width", "2", "a number of digits from 3 to 8"),
        ("number width", "³", "a number of digits from 3 to 8"),
        ("number reset", "monthly", "yearly or never"),
        ("financial year starts", "29 February", "a day and month, like 1 April"),
        ("recognise income", "both", "membership year or financial year"),
        ("vat standard rate", "20%", "a percentage from 0 to 100, like 20"),
        ("vat standard rate", "NaN", "a percentage from 0 to 100, like 20"),
        ("example", "maybe", "yes or no"),
    ],
)
def test_a_value_that_does_not_fit_is_refused_with_what_would(
    key: str, value: str, expected: str
) -> None:
    (problem,) = check_setting(Setting(key=key, value=value))
    assert problem.message.endswith(f": “{value}” is not {expected}.")
    assert problem.field == "value"


def test_every_default_passes_its_own_check() -> None:
    assert [
        p for k in SETTING_KEYS for p in check_setting(Setting(key=k.key, value=k.default))
    ] == []


def test_an_unknown_key_is_refused_by_name() -> None:
    (problem,) = check_setting(Setting(key="colour", value="blue"))
    assert problem.message == "There is no setting “colour”."


@pytest.mark.parametrize(
    ("text", "expected"), [("1 April", (4, 1)), ("1/1", (1, 1)), ("6 Apr", (4, 6))]
)
def test_a_day_and_month_is_read(text: str, expected: tuple[int, int]) -> None:
    assert day_and_month(text) == expected
    assert day_and_month(day_and_month_text(expected)) == expected


@pytest.mark.parametrize("text", ["", "April", "29 February", "1 April 2026"])
def test_what_is_no_day_of_every_year_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"Type a day and month, like 1 April\."):
        day_and_month(text)


def test_the_rates_of_the_register_come_beside_those_of_the_law() -> None:
    new = Setting(key="vat standard rate", value="25", start=date(2030, 4, 1))
    rates = vat_rates((new,))
    assert rate_on(TODAY, rates) == Decimal(20)
    assert rate_on(date(2030, 4, 1), rates) == Decimal(25)
    assert vat_rates(()) == STANDARD_RATES


def test_an_undated_rate_replaces_the_latest_of_the_law() -> None:
    rates = vat_rates(settings(vat_standard_rate="22.5"))
    assert rate_on(TODAY, rates) == Decimal("22.5")
    assert rate_on(date(2010, 6, 1), rates) == Decimal("17.5")
