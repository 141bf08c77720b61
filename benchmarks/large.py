"""A register with thousands of members and years of paid invoices, to measure with."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from loti_admin.domain.dates import Year
from loti_admin.domain.invoices import chained
from loti_admin.domain.organisations import Contact, Membership, Organisation, Person, PurchaseOrder
from loti_admin.domain.receipts import Allocation, Receipt
from loti_admin.domain.shared_it import ServiceMember, SharedService
from loti_admin.services.schedules import save_schedule
from loti_admin.services.settings import save_settings
from loti_admin.storage.register import Register
from tests.builders import a_council, a_schedule
from tests.documents.builders import a_document
from tests.ui.session_builders import SUPPLIER, YEAR, a_clock

# So many members are written in one step of the history.
_STEP = 100
# One document in so many is not paid, one council in so many shares its IT with the next.
_UNPAID, _SHARING = 50, 40


def make_register(path: Path, members: int, years: int) -> None:
    """A register in a new file, closed."""
    with Register.create(path, clock=a_clock) as register:
        fill(register, members, years)


def fill(register: Register, members: int, years: int) -> None:
    """Members of long standing, each with a contact, an order and a paid invoice for each of the years before this
    one."""
    save_settings(register, SUPPLIER)
    first = YEAR.first - years + 1
    for start in range(first, YEAR.first + 1):
        save_schedule(register, a_schedule(Year(start).label))
    for begin in range(0, members, _STEP):
        with register.write(f"Members from {begin}"):
            numbers = range(begin, min(begin + _STEP, members))
            added = [_add_member(register, n, members, date(first, 7, 1)) for n in numbers]
            for one, other in zip(added[::_SHARING], added[1::_SHARING], strict=False):
                _share(register, one, other, date(first, 7, 1))
    organisations, last = register.organisations.all(), ""
    for start in range(first, YEAR.first):
        for begin in range(0, members, _STEP):
            with register.write(f"Documents of {start} from {begin}"):
                for number, organisation in enumerate(organisations[begin : begin + _STEP]):
                    last = _add_money(register, organisation, begin + number + 1, start, last)


def _add_member(register: Register, number: int, members: int, joined: date) -> Organisation:
    # The names in another order than the ids, so that sorting has work to do.
    name = f"Council {number * 7919 % members}"
    council = a_council(name, code=f"C{number:06d}", account_code=f"A{number:06d}")
    organisation = register.organisations.add(council)
    id = organisation.id
    person = register.people.add(Person(name=f"Person {number}", email=f"p{number}@example.org"))
    register.memberships.add(Membership(organisation_id=id, joined=joined))
    register.contacts.add(
        Contact(person_id=person.id, organisation_id=id, main_representative=True, start=joined)
    )
    register.purchase_orders.add(
        PurchaseOrder(organisation_id=id, year=YEAR.label, number=f"PO-{number}")
    )
    return organisation


def _add_money(
    register: Register, organisation: Organisation, number: int, start: int, last: str
) -> str:
    """An invoice after the one with the hash `last`, and what paid it; gives its own hash."""
    document = replace(
        a_document(number=f"LOTI-{start}-{number:04d}", year=Year(start).label),
        organisation_id=organisation.id,
        code=organisation.code,
        organisation=organisation.display_name,
        on=date(start, 7, 1),
        tax_point=date(start, 7, 1),
        due=date(start, 7, 31),
    )
    document = register.documents.add(chained(document, last))
    if number % _UNPAID:
        receipt = register.receipts.add(
            Receipt(
                on=document.due - timedelta(days=number % 20),
                amount=document.gross,
                reference=document.number,
                organisation_id=organisation.id,
            )
        )
        register.allocations.add(
            Allocation(receipt_id=receipt.id, document_id=document.id, amount=document.gross)
        )
    return document.hash


def _share(register: Register, one: Organisation, other: Organisation, start: date) -> None:
    service = register.services.add(SharedService(name=f"{one.name} and {other.name}"))
    for organisation in (one, other):
        register.service_members.add(
            ServiceMember(service_id=service.id, organisation_id=organisation.id, start=start)
        )
