"""The latest changes: the steps that hold, the newest first, each with where it led."""

from datetime import UTC, date, datetime, timedelta

from loti_admin.domain.bank import BankMapping, KnownMapping
from loti_admin.domain.chasing import ChaseNote, Way
from loti_admin.domain.money import Money
from loti_admin.services.receipts import record_receipt
from loti_admin.services.recent import recent_changes
from tests.office import Office


def labels(office: Office, most: int = 5) -> list[str]:
    return [change.label for change in recent_changes(office.register, most)]


def test_the_newest_change_comes_first_and_leads_to_its_record() -> None:
    office = Office("Camden")
    camden = office["Camden"]
    record_receipt(
        office.register, date(2026, 6, 10), Money.pounds(100), "", organisation_id=camden.id
    )
    first, second = recent_changes(office.register, 2)
    assert first.label == "Receipt of £100.00 from Camden"
    assert (first.table, first.target) == ("receipts", "receipt/1")
    assert second.table == "memberships"
    assert second.target == f"organisation/{camden.id}"


def test_what_was_undone_is_not_told_and_what_was_redone_is() -> None:
    office = Office("Camden", "Islington")
    newest = labels(office, 1)
    office.register.undo()
    assert labels(office, 1) != newest
    office.register.redo()
    assert labels(office, 1) == newest
    assert not any(label.startswith("Undo") for label in labels(office, 10))


def test_only_what_changed_since_a_day_is_told() -> None:
    office = Office("Camden")
    office.today = datetime(2026, 6, 20, 9, 0, tzinfo=UTC)
    office.council("Islington")
    since = date(2026, 6, 20)
    told = [change.label for change in recent_changes(office.register, 9, since=since)]
    assert len(told) == 2
    assert all("Islington" in label for label in told)
    assert recent_changes(office.register, 9, since=since + timedelta(days=1)) == []


def test_issuing_leads_to_the_invoices() -> None:
    office = Office("Camden", "Islington")
    office.approve()
    assert recent_changes(office.register, 1)[0].target == "fees"
    office.issue()
    issued = recent_changes(office.register, 1)[0]
    assert (issued.table, issued.target) == ("documents", "invoices")


def test_a_note_about_money_leads_to_the_account() -> None:
    office = Office("Camden")
    camden = office["Camden"]
    with office.register.write("Note a contact"):
        note = ChaseNote(organisation_id=camden.id, on=date(2026, 6, 11), way=Way.CALL)
        office.register.chase_notes.add(note)
    assert recent_changes(office.register, 1)[0].target == f"payments/{camden.id}"


def test_what_has_no_page_leads_to_its_line_of_the_history() -> None:
    office = Office("Camden")
    with office.register.write("Remember the columns of a bank file"):
        office.register.bank_mappings.add(
            KnownMapping(signature="date amount", mapping=BankMapping(on=0))
        )
    change = recent_changes(office.register, 1)[0]
    assert change.target == f"change/{change.number}"
