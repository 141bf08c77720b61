"""Records for tests, valid by default: name what the test is about and leave the rest.

Each makes one record that is not stored yet (id 0); the ids of what it belongs to are taken from the records given.
"""

from datetime import date
from decimal import Decimal
from typing import Any

from loti_admin.domain.dates import Year
from loti_admin.domain.fees import (
    PUBLISHED_STANDARD,
    Adjustment,
    AdjustmentKind,
    FeeSchedule,
    published_schedule,
)
from loti_admin.domain.inputs import FeeInputs
from loti_admin.domain.invoices import Document, DocumentKind, Line, totals_of
from loti_admin.domain.money import ZERO, Money
from loti_admin.domain.organisations import (
    GLA_CODE,
    LONDON_COUNCILS_CODE,
    Contact,
    Kind,
    Membership,
    Organisation,
    Person,
)
from loti_admin.domain.receipts import Receipt
from loti_admin.domain.settings import Setting, Supplier
from loti_admin.domain.shared_it import ServiceMember, SharedService

YEAR = "2026-27"
CHARGE_DATE = date(2026, 7, 1)
LONG_AGO = date(2020, 7, 1)
STANDARD_GROSS = Money.pounds(36_000)


def a_council(name: str = "Camden", **fields: Any) -> Organisation:
    """A council whose code is its name in capitals."""
    code = "".join(c for c in name.upper() if c.isascii() and c.isalnum())[:20]
    usual: dict[str, Any] = {
        "code": code,
        "name": f"London Borough of {name}",
        "kind": Kind.BOROUGH,
        "short_name": name,
        "address": f"Finance Department\n1 {name} Road\nLondon",
        "postcode": "N1 1AA",
    }
    return Organisation(**(usual | fields))


def the_gla(**fields: Any) -> Organisation:
    usual: dict[str, Any] = {"code": GLA_CODE, "name": "Greater London Authority", "kind": Kind.GLA}
    return Organisation(**(usual | fields))


def london_councils(**fields: Any) -> Organisation:
    usual: dict[str, Any] = {
        "code": LONDON_COUNCILS_CODE,
        "name": "London Councils",
        "kind": Kind.LONDON_COUNCILS,
    }
    return Organisation(**(usual | fields))


def a_membership(
    organisation: Organisation, joined: date = LONG_AGO, left: date | None = None, *, id: int = 0
) -> Membership:
    return Membership(id=id, organisation_id=organisation.id, joined=joined, left=left)


def a_person(name: str = "Priya Nair", **fields: Any) -> Person:
    usual: dict[str, Any] = {
        "name": name,
        "email": f"{name.casefold().replace(' ', '.')}@council.example",
    }
    return Person(**(usual | fields))


def a_contact(person: Person, organisation: Organisation, **fields: Any) -> Contact:
    """The main representative, unless the fields say otherwise."""
    usual: dict[str, Any] = {
        "person_id": person.id,
        "organisation_id": organisation.id,
        "role": "Chief Digital and Information Officer",
        "main_representative": True,
    }
    return Contact(**(usual | fields))


def a_service(name: str = "Canalside IT", *, id: int = 0) -> SharedService:
    return SharedService(id=id, name=name)


def a_service_member(
    service: SharedService,
    organisation: Organisation,
    start: date | None = None,
    end: date | None = None,
    *,
    id: int = 0,
) -> ServiceMember:
    return ServiceMember(
        id=id, service_id=service.id, organisation_id=organisation.id, start=start, end=end
    )


def a_schedule(year: str = YEAR, **fields: Any) -> FeeSchedule:
    """The published prices, charged on 1 July."""
    usual: dict[str, Any] = {"year": year, "charge_date": date(Year.parse(year).first, 7, 1)}
    return FeeSchedule(**(usual | fields))


def an_adjustment(
    organisation: Organisation,
    kind: AdjustmentKind = AdjustmentKind.AGREED_RATE,
    **fields: Any,
) -> Adjustment:
    """£25,000.00 agreed, 10 per cent off, or a credit of £1,000.00, by the kind."""
    amounts = {
        AdjustmentKind.AGREED_RATE: Money.pounds(25_000),
        AdjustmentKind.CREDIT: Money.pounds(1_000),
    }
    usual: dict[str, Any] = {
        "organisation_id": organisation.id,
        "year": YEAR,
        "kind": kind,
        "amount": amounts.get(kind, ZERO),
        "percent": Decimal(10 if kind is AdjustmentKind.DISCOUNT_PERCENT else 0),
        "reason": "a pilot year",
        "agreed_by": "the Board",
        "on": date(2026, 3, 3),
    }
    return Adjustment(**(usual | fields))


def inputs(*organisations: Organisation, **fields: Any) -> FeeInputs:
    """Long-standing members with the published prices of 2026-27; Camden alone if none is given."""
    numbered = organisations or (a_council(id=1),)
    memberships = tuple(a_membership(o, id=100 + o.id) for o in numbered)
    usual: dict[str, Any] = {
        "schedule": published_schedule(Year.parse(YEAR)),
        "organisations": numbered,
        "memberships": memberships,
    }
    return FeeInputs(**(usual | fields))


def a_supplier(**fields: str) -> Supplier:
    usual: dict[str, Any] = {
        "name": "London Councils",
        "address": "1 Example Street\nLondon",
        "postcode": "SE1 0XX",
        "vat_number": "GB 000 0000 00",
        "sort_code": "00-00-00",
        "account_number": "00000000",
    }
    return Supplier(**(usual | fields))


def a_line(net: Money = PUBLISHED_STANDARD, rate: Decimal | None = Decimal(20)) -> Line:
    return Line(description="LOTI membership subscription", unit_price=net, vat_rate=rate)


def a_document(number: str = "LOTI-2026-0001", **fields: Any) -> Document:
    """An invoice of £30,000.00 and VAT to Camden, its totals taken from its lines."""
    lines = fields.get("lines", (a_line(),))
    net, vat, gross = totals_of(lines)
    usual: dict[str, Any] = {
        "kind": DocumentKind.INVOICE,
        "number": number,
        "year": YEAR,
        "organisation_id": 1,
        "membership_id": 101,
        "code": "CAMDEN",
        "organisation": "Camden",
        "on": CHARGE_DATE,
        "tax_point": CHARGE_DATE,
        "due": date(2026, 7, 31),
        "payment_days": 30,
        "period_start": CHARGE_DATE,
        "period_end": date(2027, 6, 30),
        "supplier": a_supplier(),
        "customer_name": "London Borough of Camden",
        "customer_address": "Finance Department\n1 Camden Road\nLondon",
        "lines": lines,
        "net": net,
        "vat": vat,
        "gross": gross,
    }
    return Document(**(usual | fields))


def a_receipt(amount: Money = STANDARD_GROSS, **fields: Any) -> Receipt:
    return Receipt(**({"on": date(2026, 7, 20), "amount": amount} | fields))


def settings(**values: str) -> tuple[Setting, ...]:
    """Undated settings; `_` in a name stands for a space."""
    return tuple(Setting(key=key.replace("_", " "), value=value) for key, value in values.items())
