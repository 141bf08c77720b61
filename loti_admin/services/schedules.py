"""Fee schedules and adjustments. A schedule is frozen once its year is approved."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from loti_admin.domain.dates import Year
from loti_admin.domain.fees import (
    Adjustment,
    AdjustmentKind,
    FeeSchedule,
    adjustment_text,
    check_adjustment,
    check_schedule,
    uplift,
)
from loti_admin.domain.money import Money
from loti_admin.errors import Refused
from loti_admin.services.fee_inputs import schedule_of
from loti_admin.services.members import raise_if_any
from loti_admin.storage.register import Register


def save_schedule(register: Register, schedule: FeeSchedule) -> FeeSchedule:
    """Add or change a year's schedule. Raises Invalid, or Refused once the year is approved."""
    raise_if_any(check_schedule(schedule))
    known = register.fee_schedules.first(year=schedule.year)
    if known is not None:
        schedule = replace(schedule, id=known.id)
        if schedule == known:
            return known
        refuse_if_approved(register, schedule.year)
    with register.write(f"Fee schedule {schedule.year}"):
        if schedule.id:
            return register.fee_schedules.save(schedule)
        return register.fee_schedules.add(schedule)


def start_year(
    register: Register, year: Year, percent: Decimal = Decimal(0), nearest: Money | None = None
) -> FeeSchedule:
    """Give a year its own schedule: a copy of the last one, fees raised by `percent` and rounded to a multiple of
    `nearest` (pence; £50.00 unless said). Raises Refused if it has one."""
    if register.fee_schedules.first(year=year.label):
        raise Refused(f"{year} has a fee schedule already. Change that one.")
    schedule, _ = schedule_of(register, year)
    if percent:
        schedule = uplift(schedule, percent, nearest or Money.pounds(50))
    return save_schedule(register, schedule)


def refuse_if_approved(register: Register, year: str) -> None:
    if register.fee_approvals.count(year=year):
        raise Refused(
            f"The fees of {year} are approved, so their schedule stands. Undo the approval first, "
            "or record an adjustment."
        )


def save_adjustment(register: Register, adjustment: Adjustment) -> Adjustment:
    """Add or change an adjustment. Raises Invalid; the reason is required."""
    raise_if_any(check_adjustment(adjustment))
    organisation = register.organisations.get(adjustment.organisation_id)
    label = f"{organisation.display_name}: {adjustment_text(adjustment)} for {adjustment.year}"
    with register.write(label):
        if adjustment.id:
            return register.adjustments.save(adjustment)
        return register.adjustments.add(adjustment)


def accept_standard_fee(
    register: Register, organisation_ids: list[int], year: Year, reason: str, agreed_by: str = ""
) -> None:
    """Record one decision for several councils: the standard fee stands where the terms say nothing."""
    today = register.now().date()
    with register.write(f"Accept the standard fee for {len(organisation_ids)} councils in {year}"):
        for organisation_id in organisation_ids:
            save_adjustment(
                register,
                Adjustment(
                    organisation_id=organisation_id,
                    year=year.label,
                    kind=AdjustmentKind.ACCEPT_STANDARD,
                    reason=reason,
                    agreed_by=agreed_by,
                    on=today,
                ),
            )


def agree_rates(
    register: Register, rates: Mapping[int, Money], year: Year, reason: str, agreed_by: str = ""
) -> None:
    """Record one decision for several councils: the price of a full year (pence) agreed with each, by organisation.

    Raises Invalid; the reason is required.
    """
    today = register.now().date()
    with register.write(f"Agreed rates for {len(rates)} councils in {year}"):
        for organisation_id, amount in rates.items():
            save_adjustment(
                register,
                Adjustment(
                    organisation_id=organisation_id,
                    year=year.label,
                    kind=AdjustmentKind.AGREED_RATE,
                    amount=amount,
                    reason=reason,
                    agreed_by=agreed_by,
                    on=today,
                ),
            )


def remove_adjustment(register: Register, adjustment: Adjustment) -> None:
    organisation = register.organisations.get(adjustment.organisation_id)
    with register.write(f"Remove {organisation.display_name}'s {adjustment_text(adjustment)}"):
        register.adjustments.remove(adjustment)
