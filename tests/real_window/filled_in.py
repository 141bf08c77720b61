"""The import workbook as an officer would have filled it in, with invented people and order numbers."""

from pathlib import Path

from loti_admin.services.example_data import (
    COUNCILS,
    ORDER_MISSING,
    SERVICES,
    SETTINGS,
    WITHOUT_ORDER,
)
from loti_admin.services.new_register import starting_organisations
from tests.imports.workbooks import write_book


def write_filled_in(path: Path) -> Path:
    """28 members, their main representatives, four shared services, orders of 2026-27 and the issuer's details."""
    codes = {o.display_name: o.code for o in starting_organisations()}
    organisations: list[list[object]] = [
        ["code", "joined", "address", "postcode", "invoice email", "purchase order required"]
    ]
    contacts: list[list[object]] = [["organisation", "name", "email", "main representative"]]
    orders: list[list[object]] = [["organisation", "year", "number"]]
    for number, council in enumerate(COUNCILS, 1):
        code = codes[council.name]
        plain = council.name.lower().replace(" ", "")
        needs = "no" if council.name in WITHOUT_ORDER else "yes"
        street = f"Town Hall; {number} Example Road; London"
        mail = f"accounts.{plain}@example.org"
        organisations.append([code, council.joined, street, f"SE{number} 0XX", mail, needs])
        person = council.representative
        contacts.append([code, person, f"{person.split()[0].lower()}.{number}@example.org", "yes"])
        if needs == "yes" and council.name not in ORDER_MISSING:
            orders.append([code, "2026-27", f"PO-26{number:03}"])
    _share_people(contacts)
    shared: list[list[object]] = [["service", "organisation", "from"]]
    for service, (names, start) in SERVICES.items():
        shared += [[service, codes[name], start] for name in names]
    settings: list[list[object]] = [["key", "value", "from"]]
    settings += [[key, value, None] for key, value in SETTINGS.items() if key != "example"]
    return write_book(
        path,
        {
            "Settings": settings,
            "Organisations": organisations,
            "Contacts": contacts,
            "Shared IT": shared,
            "Purchase orders": orders,
        },
    )


def _share_people(contacts: list[list[object]]) -> None:
    """One person is one e-mail address, so whoever represents several councils is one person."""
    first: dict[object, object] = {}
    for row in contacts[1:]:
        row[2] = first.setdefault(row[1], row[2])
