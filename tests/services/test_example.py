"""The example register: the same each time, sound, clearly marked, and with a case of everything."""

import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from loti_admin.domain.charges import Rule
from loti_admin.domain.dates import Year
from loti_admin.domain.invoices import DocumentKind
from loti_admin.domain.money import ZERO, Money
from loti_admin.domain.organisations import Standing, standing
from loti_admin.domain.receipts import open_amount, unallocated
from loti_admin.errors import FileTrouble
from loti_admin.services.checks import check_register
from loti_admin.services.example import build_example, fill_example
from loti_admin.services.example_data import ENDS_ON
from loti_admin.services.example_story import Clock
from loti_admin.services.fees import year_fees
from loti_admin.services.settings import is_example
from loti_admin.storage.register import Register

YEAR = Year(2026)


@pytest.fixture(scope="module")
def example() -> Register:
    """One example for all, because nobody here writes."""
    return filled()


def filled() -> Register:
    clock = Clock()
    register = Register.in_memory(clock=clock)
    fill_example(register, clock)
    return register


def rows(register: Register) -> dict[str, list[tuple[object, ...]]]:
    """Every row, the history included, but for what says who has it open and when its tables were made."""
    tables = [
        name
        for (name,) in register.connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
        )
        if name != "register_state" and not name.startswith(("sqlite", "_sqlite"))
    ]
    return {
        name: register.connection.execute(f"SELECT * FROM {name}").fetchall() for name in tables
    }


def test_it_is_the_same_each_time(example: Register) -> None:
    assert rows(example) == rows(filled())


def test_every_check_passes(example: Register) -> None:
    assert [] == [result for result in check_register(example) if not result.ok]


def test_everything_says_that_it_is_an_example(example: Register) -> None:
    assert is_example(example)
    assert all(document.example for document in example.documents.all())


def test_people_can_be_nobody(example: Register) -> None:
    people = example.people.all()
    assert len(people) > 25
    assert all(person.email.endswith("@example.org") for person in people)
    assert all(re.fullmatch(r"020 7946 0\d{3}", person.phone) for person in people)
    assert len(people) == len({person.phone for person in people})
    emails = [o.invoice_email for o in example.organisations.all() if o.invoice_email]
    assert all(email.endswith("@example.org") for email in emails)


def test_it_has_members_joiners_leavers_and_prospects(example: Register) -> None:
    memberships = example.memberships.all()
    councils = [o for o in example.organisations.all() if o.is_council]
    assert {
        Standing.MEMBER: 28,
        Standing.LEAVING: 1,
        Standing.LEFT: 1,
        Standing.JOINING: 1,
        Standing.PROSPECT: 2,
    } == Counter(standing(council, memberships, ENDS_ON) for council in councils)


def test_the_fees_have_every_rule_and_a_decision(example: Register) -> None:
    fees = year_fees(example, YEAR)
    assert (29, Money.pounds(1_025_000), Money.pounds(1_190_000)) == (
        fees.run.boroughs,
        fees.run.net,
        fees.run.gross,
    )
    charges = {charge.organisation: charge for charge in fees.run.charges}
    pairs = {name for name, charge in charges.items() if charge.rule is Rule.SHARED_IT}
    assert {"Kingston upon Thames", "Sutton", "Richmond upon Thames", "Wandsworth"} == pairs
    assert Rule.ADJUSTMENT is charges["City of London"].rule
    assert "9/12" == charges["Barking and Dagenham"].share.text
    for name in ("Camden", "Islington"):
        assert any("two main representatives" in r.text for r in charges[name].reasons)
    for name in ("Brent", "Lewisham", "Southwark"):
        assert any("Standard fee accepted" in r.text for r in charges[name].reasons)
    assert () == fees.run.problems


def test_both_years_are_issued(example: Register) -> None:
    issued = Counter((d.year, d.kind) for d in example.documents.all())
    assert {
        ("2025-26", DocumentKind.INVOICE): 29,
        ("2025-26", DocumentKind.REQUEST): 1,
        ("2026-27", DocumentKind.INVOICE): 29,
        ("2026-27", DocumentKind.REQUEST): 1,
        ("2026-27", DocumentKind.CREDIT_NOTE): 1,
    } == issued
    late = example.documents.where(organisation="Barking and Dagenham")
    assert [date(2026, 10, 1)] == [document.on for document in late]


def test_orders_are_there_but_for_two(example: Register) -> None:
    without = [
        document.organisation
        for document in example.documents.where(year="2026-27", kind=DocumentKind.INVOICE)
        if example.organisations.get(document.organisation_id).purchase_order_required
        and not document.purchase_order
    ]
    assert ["Hackney", "Newham"] == without


def test_most_are_paid_one_in_part_one_not_and_one_too_much(example: Register) -> None:
    documents, allocations = example.documents.all(), example.allocations.all()
    left = {
        document.organisation: open_amount(document, documents, allocations)
        for document in documents
        if document.kind is not DocumentKind.CREDIT_NOTE
    }
    assert {"Hackney": Money.pounds(36_000), "Haringey": Money.pounds(18_000)} == {
        name: amount for name, amount in left.items() if amount
    }
    on_account = {r.amount: unallocated(r, allocations) for r in example.receipts.all()}
    assert {Money.pounds(36_500): Money.pounds(500)} == {
        amount: rest for amount, rest in on_account.items() if rest
    }


def test_the_budget_has_two_years_grants_and_all_five_ways(example: Register) -> None:
    lines = example.budget_lines.where(year="2026-27")
    assert 17 == len(lines)
    assert len({line.group for line in lines}) >= 7
    assert example.budget_lines.count(year="2025-26") == 15
    assert {True} == {grant.restricted for grant in example.grants.all()}
    assert 5 == len({activity.way for activity in example.activities.all()})
    assert all(line.revised > ZERO for line in lines)


def test_the_file_opens_and_is_complete(tmp_path: Path) -> None:
    path = tmp_path / "new folder" / "example.loti"
    build_example(path)
    assert [path] == list(path.parent.iterdir())
    with Register.open(path) as register:
        assert 61 == register.documents.count()
        assert all(result.ok for result in check_register(register))


def test_it_never_takes_the_place_of_a_file(tmp_path: Path) -> None:
    path = tmp_path / "example.loti"
    path.write_text("mine")
    with pytest.raises(FileTrouble, match="exists already"):
        build_example(path)
    assert "mine" == path.read_text()


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(FileTrouble, match="could not be made"):
        build_example(tmp_path / "file" / "example.loti")
