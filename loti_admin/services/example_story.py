"""The story of the example register: two years of a consortium, told through the services that officers use."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial

from loti_admin.domain.dates import Year
from loti_admin.domain.fees import Adjustment, AdjustmentKind, published_schedule
from loti_admin.domain.invoices import Document
from loti_admin.domain.money import Money
from loti_admin.domain.organisations import (
    GLA_CODE,
    LONDON_COUNCILS_CODE,
    Contact,
    Kind,
    Organisation,
    Person,
)
from loti_admin.domain.shared_it import ServiceMember, SharedService
from loti_admin.services import example_data as data
from loti_admin.services.example_budget import add_activities, add_budget
from loti_admin.services.fees import approve_fees
from loti_admin.services.issuing import credit, issue_invoices
from loti_admin.services.members import (
    join,
    leave,
    name_representative,
    save_contact,
    save_organisation,
    set_purchase_order,
)
from loti_admin.services.new_register import add_starting_organisations
from loti_admin.services.receipts import record_receipt
from loti_admin.services.schedules import (
    accept_standard_fee,
    save_adjustment,
    save_schedule,
    start_year,
)
from loti_admin.services.settings import save_settings
from loti_admin.services.shared_it import save_service
from loti_admin.storage.register import Register

LAST_YEAR, THIS_YEAR = data.YEARS


class Clock:
    """The example's own time: UTC, ten in the morning of the day that the story has reached."""

    def __init__(self) -> None:
        self.at = datetime(2025, 3, 3, 10, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at

    def turn_to(self, day: date) -> None:
        """Go on to a day; within a day, a minute for each call."""
        at = datetime(day.year, day.month, day.day, 10, 0, tzinfo=UTC)
        self.at = max(at, self.at + timedelta(minutes=1))


class Story:
    def __init__(self, register: Register, clock: Clock) -> None:
        self.register = register
        self.clock = clock
        self.by_name: dict[str, Organisation] = {}
        self._phones = iter(range(1, 1000))

    # The consortium as it stands in the spring of 2025

    def begin(self) -> None:
        register = self.register
        add_starting_organisations(register)
        save_settings(register, data.SETTINGS)
        save_settings(register, data.NEW_ADDRESS, data.MOVED_ON)
        self._know_organisations()
        for council in data.COUNCILS:
            self._admit(council)
        for code, joined, name in (
            (GLA_CODE, date(2019, 7, 1), "Samuel Whitlock"),
            (LONDON_COUNCILS_CODE, date(2019, 7, 1), "Beth Carrow"),
        ):
            organisation = register.organisations.by_code(code)
            join(register, organisation.id, joined)
            self._name(name, organisation, joined)
        for council_name, name in data.FINANCE.items():
            person = self._person(name)
            role = "Accounts payable"
            contact = Contact(person_id=0, organisation_id=self.by_name[council_name].id, role=role)
            save_contact(register, contact, person)
        for name, (councils, start) in data.SERVICES.items():
            members = [
                ServiceMember(service_id=0, organisation_id=self.by_name[c].id, start=start)
                for c in councils
            ]
            save_service(register, SharedService(name=name), members)
        for code, name in data.FUNDERS:
            save_organisation(register, Organisation(code=code, name=name, kind=Kind.FUNDER))

    def _know_organisations(self) -> None:
        self.by_name = {o.display_name: o for o in self.register.organisations.all()}

    def _admit(self, council: data.Council) -> None:
        """A council with its joining steps, its membership, and who represents it."""
        known = self.by_name[council.name]
        slug = "".join(c for c in known.display_name.lower() if c.isalpha())
        saved = save_organisation(
            self.register,
            replace(
                known,
                invoice_email=f"accounts.{slug}@example.org",
                purchase_order_required=council.name not in data.WITHOUT_ORDER,
                charter_agreed=council.joined - timedelta(days=61),
                payment_confirmed=council.joined - timedelta(days=33),
            ),
        )
        self.by_name[council.name] = saved
        join(self.register, saved.id, council.joined)
        self._name(council.representative, saved, council.joined)

    def _name(self, name: str, organisation: Organisation, start: date) -> None:
        contact = Contact(
            person_id=0,
            organisation_id=organisation.id,
            role=data.ROLES[organisation.id % len(data.ROLES)],
            main_representative=True,
            start=start,
        )
        save_contact(self.register, contact, self._person(name))

    def _person(self, name: str) -> Person:
        known = self.register.people.first(name=name)
        if known is not None:
            return known
        subscribed = name in data.SUBSCRIBERS
        return Person(
            name=name,
            email=f"{name.lower().replace(' ', '.').replace('ł', 'l')}@example.org",
            phone=f"020 7946 0{next(self._phones):03}",
            newsletter=subscribed,
            newsletter_since=date(2024, 5, 20) if subscribed else None,
            newsletter_source="Form on the website" if subscribed else "",
        )

    # 2025-26: issued and paid

    def last_year(self) -> None:
        register = self.register
        self.clock.turn_to(date(2025, 3, 12))
        save_schedule(register, published_schedule(LAST_YEAR))
        self._decide(LAST_YEAR, date(2025, 3, 12))
        add_budget(register, LAST_YEAR)
        approve_fees(register, LAST_YEAR, data.OFFICER)
        self.clock.turn_to(date(2025, 6, 2))
        self._orders(LAST_YEAR, [council.name for council in data.COUNCILS])
        for document in sorted(self._issue(LAST_YEAR, date(2025, 7, 1)), key=_pays_on):
            self._paid_in_full(document)
        self.clock.turn_to(date(2025, 12, 8))
        self._admit(data.TOWER_HAMLETS)
        self._orders(LAST_YEAR, [data.TOWER_HAMLETS.name])
        for document in self._issue(LAST_YEAR, date(2026, 1, 5)):
            self._paid_in_full(document)

    def _decide(self, year: Year, on: date) -> None:
        """The three-council service keeps the standard fee, and the City's rate is agreed."""
        ids = [self.by_name[name].id for name in ("Brent", "Lewisham", "Southwark")]
        reason = "Three councils are not the two of the terms; all three agreed in writing"
        accept_standard_fee(self.register, ids, year, reason, "the Board")
        save_adjustment(
            self.register,
            Adjustment(
                organisation_id=self.by_name["City of London"].id,
                year=year.label,
                kind=AdjustmentKind.AGREED_RATE,
                amount=Money.pounds(22_500),
                reason="A small authority: rate for a trial of three years",
                agreed_by="the Board",
                on=on,
            ),
        )

    def _orders(self, year: Year, names: list[str]) -> None:
        for name in names:
            if name in data.WITHOUT_ORDER or (year == THIS_YEAR and name in data.ORDER_MISSING):
                continue
            id = self.by_name[name].id
            number = f"PO-{year.first % 100}{id:03}" if id % 3 else f"4500{year.first % 100}{id:04}"
            set_purchase_order(self.register, id, year, number)

    def _issue(self, year: Year, on: date) -> tuple[Document, ...]:
        self.clock.turn_to(on)
        return issue_invoices(self.register, year, on)

    def _paid_in_full(self, document: Document) -> None:
        # Banks leave out the hyphens of a number.
        reference = f"{document.number.replace('-', '')} {document.code}"
        self._receive(_pays_on(document), document.gross, reference)

    def _receive(self, on: date, amount: Money, reference: str) -> None:
        self.clock.turn_to(on)
        record_receipt(self.register, on, amount, reference)

    # 2026-27: approved, issued on 1 July

    def this_year(self) -> None:
        register = self.register
        self.clock.turn_to(date(2026, 2, 9))
        leave(register, self.by_name["Havering"].id, date(2026, 6, 30))
        self.clock.turn_to(date(2026, 3, 12))
        diane = register.people.first(name="Diane Foster")
        assert diane is not None
        both = [self.by_name[name].id for name in ("Richmond upon Thames", "Wandsworth")]
        name_representative(register, diane.id, both, date(2026, 4, 1))
        start_year(register, THIS_YEAR)
        self._decide(THIS_YEAR, date(2026, 3, 12))
        add_budget(register, THIS_YEAR)
        add_activities(register)
        approve_fees(register, THIS_YEAR, data.OFFICER)
        self.clock.turn_to(date(2026, 6, 1))
        councils = [*(council.name for council in data.COUNCILS), data.TOWER_HAMLETS.name]
        councils.remove("Havering")
        self._orders(THIS_YEAR, councils)

    def since_july(self) -> None:
        """What happened to each invoice, in the order of the days."""
        issued = {
            document.organisation: document for document in self._issue(THIS_YEAR, date(2026, 7, 1))
        }
        special = {"Hackney", "Haringey", "Merton", "Ealing", "Lambeth"}
        special |= {"Kingston upon Thames", "Sutton"}
        days: list[tuple[date, Callable[[], object]]] = []

        def receive(on: date, amount: Money, reference: str) -> None:
            days.append((on, partial(self._receive, on, amount, reference)))

        for name, document in issued.items():
            if name not in special:
                days.append((_pays_on(document), partial(self._paid_in_full, document)))
        kingston, sutton = issued["Kingston upon Thames"], issued["Sutton"]
        receive(
            date(2026, 7, 27), kingston.gross + sutton.gross, f"{kingston.number} {sutton.number}"
        )
        receive(date(2026, 7, 30), Money.pounds(36_500), issued["Merton"].number)
        receive(date(2026, 8, 12), Money.pounds(18_000), f"{issued['Haringey'].number} PART")
        receive(date(2026, 9, 25), Money.pounds(33_000), issued["Ealing"].number)
        receive(date(2026, 10, 20), issued["Lambeth"].gross, issued["Lambeth"].number)
        days += [
            (date(2026, 9, 14), lambda: self._credit(issued["Ealing"])),
            (date(2026, 9, 21), lambda: self._admit(data.BARKING_AND_DAGENHAM)),
            (date(2026, 9, 28), lambda: self._orders(THIS_YEAR, ["Barking and Dagenham"])),
            (date(2026, 10, 1), lambda: self._issue(THIS_YEAR, date(2026, 10, 1))),
            (date(2026, 10, 28), lambda: self._receive_from("Barking and Dagenham")),
            (date(2026, 11, 9), self._leave_harrow),
            (date(2026, 11, 12), self._bromley_agrees),
        ]
        for on, act in sorted(days, key=lambda day: day[0]):
            self.clock.turn_to(on)
            act()

    def _credit(self, invoice: Document) -> None:
        reason = "Two workshops did not take place, as agreed on 8 September 2026"
        credit(self.register, invoice.number, date(2026, 9, 14), reason, Money.pounds(2_500))

    def _receive_from(self, name: str) -> None:
        (invoice,) = self.register.documents.where(organisation=name)
        self._receive(date(2026, 10, 28), invoice.gross, invoice.number)

    def _leave_harrow(self) -> None:
        leave(self.register, self.by_name["Harrow"].id, date(2027, 3, 31))

    def _bromley_agrees(self) -> None:
        known = self.by_name["Bromley"]
        save_organisation(self.register, replace(known, charter_agreed=date(2026, 11, 12)))


def _pays_on(document: Document) -> date:
    """Some weeks after issue, on a day when banks work."""
    on = document.on + timedelta(days=9 + 4 * (document.id % 6))
    return on if on.isoweekday() <= 5 else on + timedelta(days=8 - on.isoweekday())
