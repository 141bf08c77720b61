"""The 33 London authorities as the map and its table show them."""

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum

from loti_admin.domain.charges import Charge, Rule
from loti_admin.domain.dates import long_date
from loti_admin.domain.money import ZERO, Money, total
from loti_admin.domain.organisations import Membership, Organisation, Standing, standing
from loti_admin.domain.shared_it import ServiceMember, SharedService, service_of
from loti_admin.pace import paced
from loti_admin.services.new_register import Place, places_on_the_map
from loti_admin.services.year_facts import OpenDocument, YearFacts

_PRESENT = (Standing.MEMBER, Standing.LEAVING)


class Paid(StrEnum):
    """How far a council's fee has come; the worst of its documents counts."""

    NO_FEE = "no fee"
    NOT_INVOICED = "not invoiced"
    OVERDUE = "overdue"
    OPEN = "open"
    PAID = "paid"


@dataclass(frozen=True, slots=True, kw_only=True)
class CouncilRow:
    """A council today, or on the charge date while the year has not begun or is over.

    `organisation` is None if the register no longer holds it. `fee` (before VAT) and `open` (with it) in pence, None
    without a fee or document.
    """

    place: Place
    organisation: Organisation | None
    standing: Standing
    decide: bool
    order_missing: bool
    service: SharedService | None
    charge: Charge | None
    fee: Money | None
    paid: Paid
    open: Money | None
    memberships: tuple[Membership, ...]
    documents: tuple[OpenDocument, ...]
    representative: str

    @property
    def name(self) -> str:
        return self.organisation.display_name if self.organisation else self.place.name

    @property
    def is_present(self) -> bool:
        return self.standing in _PRESENT

    @property
    def target(self) -> str:
        """Where its record is shown; "" if there is none."""
        return f"organisation/{self.organisation.id}" if self.organisation else ""

    @property
    def is_pair(self) -> bool:
        return self.charge is not None and self.charge.rule is Rule.SHARED_IT

    @property
    def status(self) -> str:
        """For the table: `Member`, `Joining`, `Not in the register`."""
        if self.organisation is None:
            return "Not in the register"
        if self.decide:
            return "Decision needed"
        return self.standing.value.capitalize()


def read_councils(facts: YearFacts) -> tuple[CouncilRow, ...]:
    """One row for each place of the map, in its order."""
    inputs = facts.fees.inputs
    known = {o.code: o for o in paced(inputs.organisations)}
    charges: dict[int, list[Charge]] = defaultdict(list)
    for charge in paced(facts.fees.run.charges):
        charges[charge.organisation_id].append(charge)
    documents: dict[int, list[OpenDocument]] = defaultdict(list)
    for one in paced(facts.of_the_year):
        documents[one.document.organisation_id].append(one)
    services: dict[int, list[ServiceMember]] = defaultdict(list)
    for member in paced(inputs.service_members):
        services[member.organisation_id].append(member)
    waiting = {charge.organisation_id for charge in facts.to_issue}
    rows = []
    for place in places_on_the_map():
        organisation = known.get(place.code)
        if organisation is None:
            rows.append(_absent(place))
            continue
        id = organisation.id
        service = service_of(services[id], id, facts.as_at)
        row = _row(
            facts, place, organisation, charges[id], documents[id], service, waits=id in waiting
        )
        rows.append(row)
    return tuple(rows)


def _absent(place: Place) -> CouncilRow:
    return CouncilRow(
        place=place,
        organisation=None,
        standing=Standing.LEFT,
        decide=False,
        order_missing=False,
        service=None,
        charge=None,
        fee=None,
        paid=Paid.NO_FEE,
        open=None,
        memberships=(),
        documents=(),
        representative="",
    )


def _row(
    facts: YearFacts,
    place: Place,
    organisation: Organisation,
    charges: list[Charge],
    documents: list[OpenDocument],
    service: int | None,
    *,
    waits: bool,
) -> CouncilRow:
    inputs, on, id = facts.fees.inputs, facts.as_at, organisation.id
    periods = inputs.memberships_of.get(id, [])
    contact = inputs.representative(id, on)
    return CouncilRow(
        place=place,
        organisation=organisation,
        standing=standing(organisation, periods, on),
        decide=organisation.code in facts.undecided,
        order_missing=waits and organisation.purchase_order_required and id not in facts.orders,
        service=inputs.service_by_id.get(service) if service else None,
        charge=charges[0] if charges else None,
        fee=total(charge.net for charge in charges) if charges else None,
        paid=_paid(facts, charges, documents, waits),
        open=total(max(one.left, ZERO) for one in documents) if documents else None,
        memberships=tuple(periods),
        documents=tuple(documents),
        representative=inputs.names.get(contact.person_id, "") if contact else "",
    )


def _paid(
    facts: YearFacts, charges: list[Charge], documents: list[OpenDocument], waits: bool
) -> Paid:
    if any(one.is_overdue(facts.today) for one in documents):
        return Paid.OVERDUE
    if any(one.left > ZERO for one in documents):
        return Paid.OPEN
    if waits:
        return Paid.NOT_INVOICED
    return Paid.PAID if documents else Paid.NO_FEE


def card_lines(row: CouncilRow) -> tuple[str, ...]:
    """What the hover card says under the name; everything the map can show, so that no choice hides it."""
    lines = [_standing_line(row)]
    if row.decide:
        lines.append("A decision is needed about its fee")
    if row.fee is not None and row.charge is not None:
        part = "" if row.charge.share.is_full else f", {row.charge.share.text} of the year"
        lines.append(f"Fee {row.fee.text} before VAT{part}")
    if row.service is not None:
        lines.append(f"Shared IT: {row.service.name}")
    if row.is_present:
        lines.append(row.representative or "No main representative yet")
    if row.order_missing:
        lines.append("No purchase order yet")
    lines += [_document_line(one) for one in row.documents]
    return tuple(lines)


def _standing_line(row: CouncilRow) -> str:
    if row.organisation is None:
        return row.status
    last = row.memberships[-1] if row.memberships else None
    if last is None:
        return "Joining, no date yet" if row.standing is Standing.JOINING else "Prospect"
    if row.standing is Standing.JOINING:
        return f"Joins on {long_date(last.joined)}"
    if last.left is None:
        return f"Member since {long_date(last.joined)}"
    verb = "Leaves on" if row.standing is Standing.LEAVING else "Left on"
    return f"{verb} {long_date(last.left)}"


def _document_line(one: OpenDocument) -> str:
    number, due = one.document.number, long_date(one.document.due)
    if one.left <= ZERO:
        return f"{number}, paid"
    return f"{number}, {one.left.text} open, due {due}"
