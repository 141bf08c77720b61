"""The sheets Fee schedule, Adjustments and Purchase orders."""

from dataclasses import replace
from typing import Any

from loti_admin.domain.dates import Year
from loti_admin.domain.fees import (
    Adjustment,
    AdjustmentKind,
    FeeSchedule,
    check_adjustment,
    check_schedule,
    published_schedule,
    schedule_for,
)
from loti_admin.domain.organisations import PurchaseOrder
from loti_admin.errors import Severity
from loti_admin.imports.rows import Row
from loti_admin.services.import_context import Importing, given

_SCHEDULE = {
    "standard": "standard",
    "shared it": "shared_it",
    "contribution": "contribution",
    "charge date": "charge_date",
    "pro rata": "pro_rata",
    "vat rate": "vat_rate",
}
_WANTED = {
    AdjustmentKind.AGREED_RATE: "the price for a full year",
    AdjustmentKind.DISCOUNT_PERCENT: "the discount in per cent, like 10",
    AdjustmentKind.CREDIT: "the amount to take off",
}


def schedule_row(importing: Importing, row: Row) -> bool | None:
    """Add or change a year's schedule; what a new row leaves empty is as in the latest earlier year."""
    schedules = importing.plan.fee_schedules
    year = Year.parse(row.text("year"))
    known = next(iter(schedules.where("year", year.label)), None)
    values: dict[str, Any] = given(row, _SCHEDULE)
    schedule = replace(known or _like_the_year_before(importing, year), **values)
    if known is not None and importing.plan.register.fee_approvals.count(year=year.label):
        for column, field in _SCHEDULE.items():
            if getattr(schedule, field) != getattr(known, field):
                message = (
                    f"the fees of {year} are approved, so their schedule stands. "
                    "Take the change out, or record an adjustment."
                )
                importing.problems.append(row.problem(column, message))
        return False
    if not importing.check(row, check_schedule(schedule)):
        return None
    stored = importing.put(row, schedules, schedule, "year")
    return None if stored is None else known is None


def _like_the_year_before(importing: Importing, year: Year) -> FeeSchedule:
    earlier = [s for s in importing.plan.fee_schedules.all() if Year.parse(s.year) < year]
    if not earlier:
        return published_schedule(year)
    return schedule_for(year, max(earlier, key=lambda s: Year.parse(s.year)))


def adjustment_row(importing: Importing, row: Row) -> bool | None:
    """One of each kind for an organisation and year; credits with different reasons may be several."""
    adjustments = importing.plan.adjustments
    organisation = importing.referred(row)
    kind = row.choice("kind", AdjustmentKind)
    if organisation is None or kind is None:
        return None
    year, reason = row.text("year"), row.text("reason")
    known = next(
        (
            a
            for a in adjustments.where("organisation_id", organisation.id)
            if (a.year, a.kind) == (year, kind)
            and (kind is not AdjustmentKind.CREDIT or a.reason.casefold() == reason.casefold())
        ),
        None,
    )
    adjustment = known or Adjustment(organisation_id=organisation.id, year=year, kind=kind)
    if kind is AdjustmentKind.ACCEPT_STANDARD:
        if "amount" in row.values:
            message = "the standard fee is accepted as it stands; the amount was left."
            importing.problems.append(row.problem("amount", message, Severity.WARNS))
    elif "amount" not in row.values and known is None:
        importing.wanting(row, "amount", _WANTED[kind])
        return None
    elif "amount" in row.values:
        field = "percent" if kind is AdjustmentKind.DISCOUNT_PERCENT else "amount"
        values: dict[str, Any] = {field: row.values["amount"]}
        adjustment = replace(adjustment, **values)
    adjustment = replace(
        adjustment,
        reason=reason,
        agreed_by=row.text("agreed by") or adjustment.agreed_by,
        on=row.day("on") or adjustment.on,
    )
    if not importing.check(row, check_adjustment(adjustment)):
        return None
    stored = importing.put(row, adjustments, adjustment, "organisation")
    return None if stored is None else known is None


def purchase_order_row(importing: Importing, row: Row) -> bool | None:
    """One number for an organisation and year."""
    orders = importing.plan.purchase_orders
    organisation = importing.referred(row)
    if organisation is None:
        return None
    year, number = row.text("year"), row.text("number")
    of_organisation = orders.where("organisation_id", organisation.id)
    known = next((order for order in of_organisation if order.year == year), None)
    order = known or PurchaseOrder(organisation_id=organisation.id, year=year, number=number)
    stored = importing.put(row, orders, replace(order, number=number), "organisation")
    return None if stored is None else known is None
