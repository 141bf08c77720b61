"""What to do next: the right things, in the right order, leading to where they are done."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from loti_admin.domain.budget import Grant
from loti_admin.domain.money import Money
from loti_admin.domain.organisations import Kind, Organisation
from loti_admin.services.budget import save_grant
from loti_admin.services.members import (
    join,
    leave,
    save_organisation,
    set_purchase_order,
)
from loti_admin.services.new_register import new_register
from loti_admin.services.overview import ToDo, Waits, to_do
from loti_admin.services.receipts import record_receipt
from loti_admin.services.year_facts import read_year_facts
from loti_admin.storage.backups import backup_before
from loti_admin.storage.register import Register
from loti_admin.storage.retention import Reason
from tests.office import THE_YEAR, Office

SERVICE = "Three Boroughs IT"


def waiting(office: Office) -> list[ToDo]:
    return to_do(office.register, read_year_facts(office.register, THE_YEAR))


def an_office(*names: str) -> Office:
    """An office whose councils each have a representative, so that their records are complete."""
    office = Office(*names)
    for name in names:
        office.represented_by(f"Alex {name}", name)
    return office


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_a_new_register_asks_first_who_is_a_member_and_who_issues(tmp_path: Path) -> None:
    with new_register(tmp_path / "LOTI.loti") as register:
        things = to_do(register, read_year_facts(register, THE_YEAR))
    assert [thing.what for thing in things] == [Waits.MEMBERS, Waits.SETTINGS]
    assert things[1].target == "settings/issuer"


def test_a_decision_comes_before_the_approval_that_waits_for_it() -> None:
    office = an_office("Brent", "Lewisham", "Southwark", "Camden")
    service = office.share_it(SERVICE, "Brent", "Lewisham", "Southwark")
    decide, approve = waiting(office)
    assert (decide.title, decide.target) == (
        "Decide the fee of 3 councils",
        f"service/{service.id}",
    )
    assert decide.sentence == "Three councils in one service: the rules do not cover it"
    assert (approve.what, approve.title) == (Waits.APPROVE, "Approve 4 fees")
    assert approve.sentence == "Waits for what stands above"


def test_fees_that_nothing_blocks_are_to_be_approved_by_the_charge_date() -> None:
    (approve,) = waiting(an_office("Camden"))
    assert plain(approve.sentence) == "£30,000.00 before VAT, by 1 July"
    assert approve.target == "fees"


def test_a_fee_that_changed_since_the_approval_asks_for_it_again() -> None:
    office = an_office("Camden", "Islington")
    office.approve()
    leave(office.register, office["Camden"].id, date(2026, 6, 30))
    assert waiting(office)[0].title == "Approve the fees again"
    assert waiting(office)[0].sentence == "1 fee has changed since the approval"


def test_issuing_comes_up_before_the_charge_date_and_first_once_it_is_due() -> None:
    office = an_office("Camden", "Islington")
    office.approve()
    (coming,) = waiting(office)
    assert coming.title == "Issue 2 invoices"
    assert plain(coming.sentence) == "From 1 July, £72,000.00 with VAT"
    save_organisation(office.register, replace(office["Camden"], purchase_order_required=True))
    assert [thing.what for thing in waiting(office)] == [Waits.ORDERS, Waits.ISSUE]
    office.today = datetime(2026, 7, 3, 9, 0, tzinfo=UTC)
    assert [thing.what for thing in waiting(office)] == [Waits.ISSUE, Waits.ORDERS]
    assert plain(waiting(office)[0].sentence) == "Due since 1 July, £72,000.00 with VAT"


def test_a_purchase_order_is_missed_until_it_is_there_or_the_invoice_is_issued() -> None:
    office = an_office("Camden", "Islington")
    for name in ("Camden", "Islington"):
        save_organisation(office.register, replace(office[name], purchase_order_required=True))
    office.approve()
    orders = waiting(office)[0]
    assert orders.title == "2 members have no purchase order"
    assert (orders.sentence, orders.target) == ("Camden and Islington", "members")
    set_purchase_order(office.register, office["Camden"].id, THE_YEAR, "PO 1")
    orders = waiting(office)[0]
    assert orders.title == "1 member has no purchase order"
    assert orders.target == f"organisation/{office['Islington'].id}"
    office.today = datetime(2026, 7, 1, 9, 0, tzinfo=UTC)
    office.issue()
    assert waiting(office) == []


def test_what_is_overdue_is_named_until_it_is_paid() -> None:
    office = an_office("Camden", "Islington")
    office.approve()
    office.today = datetime(2026, 7, 1, 9, 0, tzinfo=UTC)
    camden, islington = office.issue()
    office.today = datetime(2026, 8, 1, 9, 0, tzinfo=UTC)
    (late,) = waiting(office)
    assert late.title == "2 invoices are overdue"
    assert plain(late.sentence) == "£72,000.00, the oldest due since 31 July 2026"
    record_receipt(office.register, date(2026, 8, 1), camden.gross, camden.number)
    (late,) = waiting(office)
    assert late.title == f"Islington has not paid {islington.number}"
    assert late.target == f"payments/{islington.organisation_id}"
    record_receipt(office.register, date(2026, 8, 1), islington.gross, islington.number)
    assert waiting(office) == []


def test_records_that_lack_something_are_named() -> None:
    office = Office("Camden")
    office.approve()
    records = waiting(office)[0]
    assert records.title == "Camden: complete the record"
    assert records.sentence == "No main representative yet"
    office.council("Islington")
    assert waiting(office)[0].title == "2 records are incomplete"


def test_a_council_on_its_way_in_is_told_its_next_step() -> None:
    office = an_office("Camden")
    office.approve()
    havering = office.council("Havering", None)
    save_organisation(office.register, replace(havering, charter_agreed=date(2026, 5, 1)))
    join(office.register, havering.id, date(2026, 10, 1))
    joining = waiting(office)[0]
    assert joining.title == "Havering: confirm the payment"
    assert plain(joining.sentence) == "Joins on 1 October 2026; 1 of 3 steps done"
    assert joining.target == f"organisation/{havering.id}"


def test_a_prospect_that_has_not_begun_does_not_wait() -> None:
    office = an_office("Camden")
    office.approve()
    office.council("Havering", None)
    assert [thing.what for thing in waiting(office)] == [Waits.ISSUE]


def test_a_grant_that_is_not_in_the_next_year_ends_with_this_one() -> None:
    office = an_office("Camden")
    office.approve()
    funder = save_organisation(
        office.register, Organisation(code="FUND", name="A fund", kind=Kind.FUNDER)
    )
    grant = Grant(
        organisation_id=funder.id,
        name="Digital inclusion fund",
        year="2026-27",
        agreed=Money.pounds(60_000),
    )
    save_grant(office.register, grant)
    ending = waiting(office)[-1]
    assert plain(ending.title) == "Digital inclusion fund ends on 31 March 2027"
    save_grant(office.register, replace(grant, year="2027-28"))
    assert Waits.GRANT not in [thing.what for thing in waiting(office)]


def test_a_register_without_a_fresh_backup_asks_for_one(tmp_path: Path) -> None:
    now = datetime(2026, 6, 11, 10, 42, tzinfo=UTC)
    with Register.create(tmp_path / "LOTI.loti", clock=lambda: now) as register:
        office = Office(register=register)
        office.council("Camden")
        assert Waits.BACKUP in [thing.what for thing in waiting(office)]
        backup_before(register, Reason.ISSUE)
        assert Waits.BACKUP not in [thing.what for thing in waiting(office)]
        now = datetime(2026, 6, 25, 10, 42, tzinfo=UTC)
        backup = next(thing for thing in waiting(office) if thing.what is Waits.BACKUP)
    assert backup.target == "safety/backups"
    assert plain(backup.sentence) == "The last checked copy is of 11 June 2026"
