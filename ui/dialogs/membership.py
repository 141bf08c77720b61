"""When an organisation joins and leaves, with the effect on everybody's fee shown before it is saved."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from PySide6.QtWidgets import QWidget

from loti_admin.domain.dates import long_date
from loti_admin.domain.organisations import Membership, Organisation
from loti_admin.services.fee_inputs import schedule_of
from loti_admin.services.members import (
    join,
    leave,
    remove_membership,
    save_membership,
    save_organisation,
)
from ui.dialogs.effect import EffectDialog
from ui.dialogs.history import offer_history
from ui.dialogs.removal import offer_removal
from ui.kit.dialog import FormDialog
from ui.kit.fields import DateField, FormField, OptionalDateField
from ui.kit.form import RecordForm
from ui.session import Session


@dataclass(frozen=True, slots=True)
class _Day:
    on: date | None


def _a_day(label: str, hint: str, required: str) -> RecordForm[_Day]:
    field: FormField = DateField(key="on", label=label, hint=hint, required=required)
    return RecordForm((field,))


def join_dialog(
    session: Session, organisation: Organisation, parent: QWidget
) -> EffectDialog[_Day]:
    """Begins a membership; the charge date of the year is offered, or today once that has passed."""
    charge_date = schedule_of(session.register, session.year)[0].charge_date
    form = _a_day(
        "First day",
        f"The fee is shared by what is left of the year after {long_date(charge_date)}.",
        "Type the first day of the membership.",
    )
    form.load(_Day(max(charge_date, session.today())))
    name = organisation.display_name

    def save(day: _Day) -> None:
        if day.on:
            join(session.register, organisation.id, day.on)

    return EffectDialog(session, f"{name} joins", form, "Record joining", save, parent)


def leave_dialog(
    session: Session, organisation: Organisation, parent: QWidget
) -> EffectDialog[_Day]:
    """Ends the membership; the last day before the next charge is offered."""
    charge_date = schedule_of(session.register, session.year)[0].charge_date
    if charge_date <= session.today():
        charge_date = schedule_of(session.register, session.year.next)[0].charge_date
    form = _a_day(
        "Last day",
        f"It is still a member on this day. The next charge is on {long_date(charge_date)}.",
        "Type the last day of the membership.",
    )
    form.load(_Day(charge_date - timedelta(days=1)))
    name = organisation.display_name

    def save(day: _Day) -> None:
        if day.on:
            leave(session.register, organisation.id, day.on)

    return EffectDialog(session, f"{name} leaves", form, "Record leaving", save, parent)


def membership_dialog(
    session: Session, organisation: Organisation, membership: Membership, parent: QWidget
) -> EffectDialog[Membership]:
    """Changes the two days of a period that is recorded."""
    fields: tuple[FormField, ...] = (
        DateField(
            key="joined", label="First day", half=True, required="Type the first day of the period."
        ),
        OptionalDateField(key="left", label="Last day", hint="Empty: still open", half=True),
    )
    form: RecordForm[Membership] = RecordForm(fields)
    form.load(membership)

    def save(typed: Membership) -> None:
        save_membership(session.register, typed)

    title = f"Membership of {organisation.display_name}"
    dialog = EffectDialog(session, title, form, "Save", save, parent)
    offer_removal(
        session,
        f"Remove the period {membership.period.text} of {organisation.display_name}?",
        lambda: remove_membership(session.register, membership),
        dialog,
        parent,
        sentence="It is removed for past years as well. A council that leaves gets a last day instead.",
    )
    name = f"the membership of {organisation.display_name}"
    offer_history(session, name, ("memberships", membership.id), dialog, parent)
    return dialog


def step_dialog(
    session: Session, organisation: Organisation, step: str, parent: QWidget
) -> FormDialog[_Day]:
    """Sets or clears the day of a joining step: `charter_agreed` or `payment_confirmed`."""
    titles = {"charter_agreed": "Charter agreed", "payment_confirmed": "Yearly payment confirmed"}
    fields = (OptionalDateField(key="on", label="Day", hint="Empty: not done yet"),)
    form: RecordForm[_Day] = RecordForm(fields)
    form.load(_Day(getattr(organisation, step)))

    def save(day: _Day) -> None:
        if step == "charter_agreed":
            changed = replace(organisation, charter_agreed=day.on)
        else:
            changed = replace(organisation, payment_confirmed=day.on)
        save_organisation(session.register, changed)

    title = f"{titles[step]}: {organisation.display_name}"
    return FormDialog(title, form, "Save", save, parent, width=480)
