"""Organisations, their membership periods and joining steps, and the people who speak for them."""

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from loti_admin.domain.dates import Period, long_date
from loti_admin.domain.vat import VatTreatment
from loti_admin.errors import Problem, Severity

GLA_CODE = "E61000001"
LONDON_COUNCILS_CODE = "LC"

_CODE = re.compile(r"^[A-Za-z0-9][A-Za-z0-9 _-]{0,19}$")
_EMAIL = re.compile(r"^[^@\s<>,;]+@[^@\s<>,;]+\.[^@\s<>,;]+$")
_ACCOUNT = re.compile(r"^[A-Za-z0-9]{1,8}$")
LONGEST_NAME = 120
LONGEST_ADDRESS_LINES = 7


class Kind(StrEnum):
    """What an organisation is; councils of every sort, the City included, are `BOROUGH`."""

    BOROUGH = "borough"
    GLA = "gla"
    LONDON_COUNCILS = "london councils"
    FUNDER = "funder"
    OTHER = "other"


class Standing(StrEnum):
    """Where an organisation is between prospect and left, on one day."""

    PROSPECT = "prospect"
    JOINING = "joining"
    MEMBER = "member"
    LEAVING = "leaving"
    LEFT = "left"


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """A council, the GLA, London Councils, a funder. `code` (the GSS code if it has one) is the key, not the name.

    `address` holds lines separated by line breaks, without the postcode. `account_code` is the customer account in
    the finance system, at most 8 letters and digits (Sage's limit). `vat_treatment` None means the usual one of its
    kind. The two dates are joining steps; the third step, naming a main representative, is a `Contact`.
    """

    id: int = 0
    code: str
    name: str
    kind: Kind
    short_name: str = ""
    invoice_name: str = ""
    address: str = ""
    postcode: str = ""
    invoice_email: str = ""
    vat_number: str = ""
    account_code: str = ""
    buyer_reference: str = ""
    purchase_order_required: bool = False
    vat_treatment: VatTreatment | None = None
    charter_agreed: date | None = None
    payment_confirmed: date | None = None
    notes: str = ""

    @property
    def display_name(self) -> str:
        return self.short_name or self.name

    @property
    def is_council(self) -> bool:
        return self.kind is Kind.BOROUGH


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """A period of membership: `joined` is its first day, `left` its last day (still a member on it), None = open."""

    id: int = 0
    organisation_id: int
    joined: date
    left: date | None = None

    @property
    def period(self) -> Period:
        return Period(self.joined, self.left)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A named work contact. The e-mail address is the key for imports. `newsletter_*` record how consent was given."""

    id: int = 0
    name: str
    email: str = ""
    phone: str = ""
    newsletter: bool = False
    newsletter_since: date | None = None
    newsletter_source: str = ""

    @property
    def erased_name(self) -> str:
        """What they are called once their details are erased."""
        return f"Erased person {self.id}"

    @property
    def is_erased(self) -> bool:
        return self.name == self.erased_name


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """What a person is for one organisation, from `start` to `end` inclusive (None = open on that side).

    One person who represents two councils is one `Person` with two `Contact`s.
    """

    id: int = 0
    person_id: int
    organisation_id: int
    role: str = ""
    main_representative: bool = False
    start: date | None = None
    end: date | None = None

    @property
    def period(self) -> Period:
        return Period(self.start, self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class PurchaseOrder:
    """The number a member gave for one year's invoice; councils pay nothing without it."""

    id: int = 0
    organisation_id: int
    year: str
    number: str


def usual_treatment(organisation: Organisation) -> VatTreatment:
    """A subscription is a business supply; grants and the host's own money are outside the scope of VAT.

    The host cannot supply to itself, so for London Councils nothing else can be set.
    """
    if organisation.kind is Kind.LONDON_COUNCILS:
        return VatTreatment.OUTSIDE
    if organisation.vat_treatment is not None:
        return organisation.vat_treatment
    outside = organisation.kind in (Kind.GLA, Kind.FUNDER)
    return VatTreatment.OUTSIDE if outside else VatTreatment.STANDARD


def standing(organisation: Organisation, memberships: Iterable[Membership], on: date) -> Standing:
    """Where the organisation stands on `on`; `memberships` may hold others' periods too."""
    own = [m for m in memberships if m.organisation_id == organisation.id]
    current = next((m for m in own if m.period.contains(on)), None)
    if current:
        return Standing.MEMBER if current.left is None else Standing.LEAVING
    if any(m.joined > on for m in own):
        return Standing.JOINING
    if own:
        return Standing.LEFT
    started = organisation.charter_agreed or organisation.payment_confirmed
    return Standing.JOINING if started else Standing.PROSPECT


def main_representative(
    contacts: Iterable[Contact], organisation_id: int, on: date
) -> Contact | None:
    """Who speaks for the organisation on `on`; None if nobody is named."""
    return next(
        (
            contact
            for contact in contacts
            if contact.main_representative
            and contact.organisation_id == organisation_id
            and contact.period.contains(on)
        ),
        None,
    )


def check_organisation(organisation: Organisation) -> list[Problem]:
    """What keeps this record from being saved, or deserves a look."""
    problems = []
    if not organisation.name.strip():
        problems.append(Problem("Type the organisation's name.", field="name"))
    if not _CODE.match(organisation.code):
        problems.append(
            Problem(
                "Type a code of up to 20 letters and digits: the GSS code, or a short code of your own.",
                field="code",
            )
        )
    for field in ("name", "short_name", "invoice_name"):
        if len(getattr(organisation, field)) > LONGEST_NAME:
            problems.append(Problem(f"Shorten the name to {LONGEST_NAME} characters.", field=field))
    if len(organisation.address.splitlines()) > LONGEST_ADDRESS_LINES:
        problems.append(
            Problem(
                f"Shorten the address to {LONGEST_ADDRESS_LINES} lines; more do not fit the envelope's window.",
                field="address",
            )
        )
    problems += check_email(organisation.invoice_email, "invoice_email")
    if organisation.account_code and not _ACCOUNT.match(organisation.account_code):
        problems.append(
            Problem("Use at most 8 letters and digits; Sage takes no more.", field="account_code")
        )
    return problems


def check_email(email: str, field: str) -> list[Problem]:
    if email and not _EMAIL.match(email):
        return [
            Problem(
                f"“{email}” is not an e-mail address. Type it like name@council.gov.uk.",
                field=field,
            )
        ]
    return []


def check_person(person: Person) -> list[Problem]:
    problems = check_email(person.email, "email")
    if not person.name.strip():
        problems.append(Problem("Type the person's name.", field="name"))
    if person.newsletter and person.newsletter_since is None:
        problems.append(
            Problem("Type the day on which they asked for it.", field="newsletter_since")
        )
    if person.newsletter and not person.newsletter_source.strip():
        problems.append(
            Problem(
                "Say where the consent came from, such as the form on the website.",
                field="newsletter_source",
            )
        )
    return problems


def check_memberships(
    organisation: Organisation, memberships: Sequence[Membership]
) -> list[Problem]:
    """Periods of one organisation: each the right way round, none overlapping."""
    problems = []
    own = sorted(memberships, key=lambda m: m.joined)
    for membership in own:
        if membership.left is not None and membership.left < membership.joined:
            problems.append(
                Problem(
                    f"{organisation.display_name} would leave on {long_date(membership.left)}, before it joined on "
                    f"{long_date(membership.joined)}. Check the two dates.",
                    field="left",
                    code=organisation.code,
                )
            )
    for earlier, later in itertools.pairwise(own):
        if not earlier.period.overlaps(later.period):
            continue
        begins = long_date(later.joined)
        if earlier.joined == later.joined:
            message = (
                f"{organisation.display_name} has two periods of membership that begin on {begins}. "
                "Keep one of them."
            )
        else:
            message = (
                f"{organisation.display_name} already has a period of membership: {earlier.period.text}. "
                f"Give it a last day before {begins}, when the new one begins."
            )
        problems.append(Problem(message, field="joined", code=organisation.code))
    return problems


def check_contacts(
    organisation: Organisation, contacts: Sequence[Contact], people: dict[int, Person]
) -> list[Problem]:
    """Contacts of one organisation: dates the right way round, one main representative at a time."""
    problems = []
    for contact in contacts:
        if contact.start and contact.end and contact.end < contact.start:
            problems.append(
                Problem(
                    f"{people[contact.person_id].name}'s role for {organisation.display_name} would end on "
                    f"{long_date(contact.end)}, before it starts on {long_date(contact.start)}. Check the two dates.",
                    field="end",
                    code=organisation.code,
                )
            )
    main = [contact for contact in contacts if contact.main_representative]
    for index, one in enumerate(main):
        for other in main[index + 1 :]:
            if not one.period.overlaps(other.period):
                continue
            name, council = people[one.person_id].name, organisation.display_name
            if one.person_id == other.person_id:
                message = (
                    f"{name} is entered twice as the main representative of {council} for the same time. "
                    "Remove one of the two entries."
                )
            else:
                message = (
                    f"{council} has two main representatives at the same time: {name} and "
                    f"{people[other.person_id].name}. End one of them first."
                )
            problems.append(Problem(message, field="main_representative", code=organisation.code))
    return problems


def incomplete(
    organisation: Organisation,
    contacts: Iterable[Contact],
    purchase_order: PurchaseOrder | None,
    on: date,
) -> list[Problem]:
    """What a member's record still lacks before it can be invoiced and paid without a question."""
    missing = []
    if not organisation.address.strip():
        missing.append(
            Problem("No invoice address yet.", Severity.WARNS, "address", organisation.code)
        )
    if not main_representative(contacts, organisation.id, on):
        missing.append(
            Problem(
                "No main representative yet.",
                Severity.WARNS,
                "main_representative",
                organisation.code,
            )
        )
    if organisation.purchase_order_required and purchase_order is None:
        missing.append(
            Problem("No purchase order yet.", Severity.WARNS, "purchase_order", organisation.code)
        )
    return missing
