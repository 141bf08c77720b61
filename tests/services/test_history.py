"""The history in words, for a page as for the command."""

from dataclasses import replace
from datetime import date

from loti_admin.domain.letterhead import logo_text
from loti_admin.domain.money import Money
from loti_admin.services.history import What, record_changes
from loti_admin.services.members import leave, save_organisation
from loti_admin.services.receipts import record_receipt
from loti_admin.services.settings import save_settings
from tests.office import Office


def last_changes(office: Office) -> list[str]:
    entry = office.register.history.entries(1)[0]
    return [change.text for change in record_changes(office.register, entry)]


def test_a_change_names_the_record_and_each_field() -> None:
    office = Office("Camden")
    camden = office["Camden"]
    save_organisation(
        office.register,
        replace(camden, postcode="NW1 1AA", purchase_order_required=True, notes="a\nb"),
    )
    assert [
        "organisation London Borough of Camden changed: postcode “N1 1AA” to “NW1 1AA”, "
        "purchase order required “no” to “yes”, notes “” to “a, b”"
    ] == last_changes(office)


def test_dates_amounts_and_other_records_are_in_words() -> None:
    office = Office("Camden")
    leave(office.register, office["Camden"].id, date(2026, 12, 31))
    assert [
        "membership period Camden, 1\u00a0July\u00a02020 changed: left “” to “31\u00a0December\u00a02026”"
    ] == last_changes(office)
    office.approve()
    (document,) = office.issue()
    record_receipt(office.register, date(2026, 7, 20), Money.pounds(36_000), document.number)
    assert [
        "receipt 20\u00a0July\u00a02026, £36,000.00 added",
        "allocation LOTI-2026-0001, £36,000.00 added",
    ] == last_changes(office)


def test_what_is_removed_is_still_named() -> None:
    office = Office()
    camden = office.council("Camden", joined=None)
    with office.register.write("Remove Camden"):
        office.register.organisations.remove(camden)
    (change,) = record_changes(office.register, office.register.history.entries(1)[0])
    assert (What.REMOVED, "London Borough of Camden") == (change.what, change.name)


def test_a_logo_is_not_spelt_out() -> None:
    office = Office()
    save_settings(office.register, {"logo": logo_text(b"\x89PNG\r\n\x1a\n" + bytes(500))})
    (change,) = record_changes(office.register, office.register.history.entries(1)[0])
    assert "a picture" in [field.after for field in change.fields]


def test_long_texts_are_shortened() -> None:
    office = Office("Camden")
    save_organisation(office.register, replace(office["Camden"], notes="long " * 200))
    (change,) = record_changes(office.register, office.register.history.entries(1)[0])
    assert 200 == len(change.fields[0].after)
    assert change.fields[0].after.endswith("…")
