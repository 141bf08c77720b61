"""Sessions over registers in memory, for tests that act on the window like a person.

session = a_session(members=3)                 # the first three councils by name are members since 2020
session = a_session(members=33, approved=True)
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime

from loti_admin.domain.dates import Year
from loti_admin.domain.organisations import Organisation, Person
from loti_admin.services import members as members_service
from loti_admin.services.fees import approve_fees
from loti_admin.services.new_register import add_starting_organisations
from loti_admin.services.schedules import save_schedule
from loti_admin.services.settings import save_settings
from loti_admin.storage.register import Register
from tests.builders import LONG_AGO, a_contact, a_schedule
from ui.session import Session

# In the financial year 2026-27, before the charge date.
TODAY = date(2026, 6, 11)
YEAR = Year(2026)

SUPPLIER = {
    "supplier name": "London Councils",
    "supplier address": "1 Example Street; London",
    "supplier postcode": "EC1A 1AA",
    "vat number": "GB 000 0000 00",
    "sort code": "00-00-00",
    "account number": "00000000",
    "contact email": "membership@example.org",
    "officer": "A. Reeve",
}


def a_clock(today: date = TODAY) -> datetime:
    """Twenty to eleven on that day."""
    return datetime(today.year, today.month, today.day, 10, 42, tzinfo=UTC)


def a_register(
    *, members: int = 3, today: date = TODAY, supplier: bool = True, approved: bool = False
) -> Register:
    """The London authorities, the first `members` of them by name members since July 2020, each with a main
    representative, and the year's fee schedule."""
    register = Register.in_memory(clock=lambda: a_clock(today))
    fill(register, members=members, supplier=supplier, approved=approved)
    return register


def fill(
    register: Register, *, members: int = 3, supplier: bool = True, approved: bool = False
) -> None:
    """Put into a new register what `a_register` describes."""
    add_starting_organisations(register)
    if supplier:
        save_settings(register, SUPPLIER)
    for organisation in councils(register)[:members]:
        members_service.join(register, organisation.id, LONG_AGO)
        representative = Person(
            name=f"Alex {organisation.display_name}",
            email=f"{organisation.account_code.lower()}@example.org",
        )
        contact = a_contact(representative, organisation, start=LONG_AGO)
        members_service.save_contact(register, contact, representative)
    save_schedule(register, a_schedule(YEAR.label))
    if approved:
        approve_fees(register, YEAR)


def councils(register: Register) -> list[Organisation]:
    """The London authorities by name."""
    boroughs = [o for o in register.organisations.all() if o.is_council]
    return sorted(boroughs, key=lambda o: o.display_name)


def a_session(
    *, members: int = 3, today: date = TODAY, supplier: bool = True, approved: bool = False
) -> Session:
    """A session on `a_register`, showing the year 2026-27. Close it, or use `open_session`."""
    session = Session()
    session.take(a_register(members=members, today=today, supplier=supplier, approved=approved))
    return session


@contextmanager
def open_session(
    *, members: int = 3, today: date = TODAY, supplier: bool = True, approved: bool = False
) -> Iterator[Session]:
    """`a_session`, closed at the end whatever happens."""
    session = a_session(members=members, today=today, supplier=supplier, approved=approved)
    try:
        yield session
    finally:
        session.close()
