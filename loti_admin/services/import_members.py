"""The sheets Organisations and Shared IT."""

from dataclasses import replace
from typing import Any

from loti_admin.domain.organisations import (
    Membership,
    Organisation,
    check_memberships,
    check_organisation,
)
from loti_admin.domain.shared_it import ServiceMember, SharedService, check_services
from loti_admin.errors import Problem
from loti_admin.imports.rows import Row
from loti_admin.services.import_context import Importing, given, same_period

_FIELDS = {
    column: column.replace(" ", "_")
    for column in (
        "code",
        "name",
        "short name",
        "kind",
        "invoice name",
        "address",
        "postcode",
        "invoice email",
        "vat number",
        "purchase order required",
        "notes",
        "account code",
        "buyer reference",
        "charter agreed",
        "payment confirmed",
    )
}


def organisation_row(importing: Importing, row: Row) -> bool | None:
    """Add or change an organisation and its membership. Whether it is new; None if the row is refused."""
    known = importing.organisation(row.text("code"))
    values: dict[str, Any] = given(row, _FIELDS)
    if known is None:
        missing = [column for column in ("name", "kind") if column not in row.values]
        for column in missing:
            importing.wanting(row, column, f"the {column} of a new organisation")
        if missing:
            importing.refuse_organisation(row)
            return None
        organisation = Organisation(**values)
    else:
        # The spelling of the code stays: documents and other files carry it.
        organisation = replace(known, **values | {"code": known.code})
    if not importing.check(row, check_organisation(organisation)):
        importing.refuse_organisation(row)
        return None
    organisation = importing.put_organisation(organisation)
    _membership(importing, row, organisation)
    return known is None


def _membership(importing: Importing, row: Row, organisation: Organisation) -> None:
    """A new period, or the end of one that is known. Never a guess which: `joined` names the period."""
    joined, left = row.day("joined"), row.day("left")
    if joined is None and left is None:
        return
    periods = importing.plan.memberships
    own = periods.where("organisation_id", organisation.id)
    if joined is None:
        period = next((m for m in own if m.left is None or m.left == left), None)
        if period is None:
            importing.wanting(row, "joined", "the first day of the membership that ended")
            return
    else:
        period = next((m for m in own if m.joined == joined), None) or Membership(
            organisation_id=organisation.id, joined=joined
        )
    period = replace(period, left=left or period.left)
    others = [m for m in own if m.id != period.id]
    if importing.check(row, check_memberships(organisation, [*others, period])):
        periods.put(period)


def service_row(importing: Importing, row: Row) -> bool | None:
    """Put a council into a shared IT service. Whether it is new there; None if the row is refused."""
    plan = importing.plan
    council = importing.referred(row)
    if council is None:
        return None
    name = row.text("service")
    service = next(iter(plan.services.where("name", name)), None)
    service = service or plan.services.put(SharedService(name=name))
    councils = plan.service_members.where("organisation_id", council.id)
    own = [member for member in councils if member.service_id == service.id]
    start, end = row.day("from"), row.day("to")
    known = same_period(own, start)
    member = known or ServiceMember(service_id=service.id, organisation_id=council.id)
    member = replace(member, start=start or member.start, end=end or member.end)
    if importing.put(row, plan.service_members, member, "organisation") is None:
        return None

    def check() -> list[Problem]:
        members = plan.service_members.where("organisation_id", council.id)
        services = [plan.services.get(id) for id in sorted({m.service_id for m in members})]
        return check_services(services, members, {council.id: plan.organisations.get(council.id)})

    importing.check_later(row, council.id, check)
    return known is None
