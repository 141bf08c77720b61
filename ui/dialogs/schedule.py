"""The fee schedule of a year: prices, charge date and rules; read only once the year is approved."""

from PySide6.QtWidgets import QWidget

from loti_admin.domain.dates import Year, long_date
from loti_admin.domain.fees import FeeSchedule, ProRata
from loti_admin.domain.vat import percent_text, rate_on
from loti_admin.services.fee_inputs import gather_inputs, schedule_of
from loti_admin.services.fees import approvals_of
from loti_admin.services.schedules import save_schedule
from ui.dialogs.history import offer_history
from ui.kit.dialog import Dialog, FormDialog
from ui.kit.fields import ChoiceField, DateField, FormField, MoneyField, PercentField
from ui.kit.form import RecordForm
from ui.session import Session

PRO_RATA_WORDS = (
    (ProRata.MONTHS, "Each month begun"),
    (ProRata.WHOLE_MONTHS_AFTER, "Whole months after joining"),
    (ProRata.DAYS, "Each day"),
    (ProRata.NONE, "The whole fee"),
)


def schedule_dialog(session: Session, year: Year, parent: QWidget) -> Dialog:
    """Shows the year's schedule, or the one that would apply, and saves changes to it."""
    schedule, warnings = schedule_of(session.register, year)
    why_not = _why_read_only(session, year)
    intro = why_not or " ".join(warning.message for warning in warnings)
    rates = gather_inputs(session.register, schedule).vat_rates
    rate = f"{percent_text(rate_on(schedule.charge_date, rates))}\u00a0%"
    form: RecordForm[FeeSchedule] = RecordForm(schedule_fields(rate, read_only=bool(why_not)))
    form.load(schedule)

    def save(changed: FeeSchedule) -> None:
        save_schedule(session.register, changed)

    dialog = FormDialog(
        f"Fee schedule {year}",
        form,
        "Save schedule",
        save,
        parent,
        intro=intro,
        cancel="Close" if why_not else "Cancel",
    )
    dialog.act_button.setVisible(not why_not)
    if schedule.id and schedule.year == year.label:
        name = f"the fee schedule {year}"
        offer_history(session, name, ("fee_schedules", schedule.id), dialog, parent)
    return dialog


def schedule_fields(rate: str, *, read_only: bool = False) -> tuple[FormField, ...]:
    """The fields of a schedule; `rate` words the rate of VAT that the law has on its charge date."""
    return (
        MoneyField(
            key="standard",
            label="Standard fee, a year",
            hint="Before VAT",
            half=True,
            read_only=read_only,
        ),
        MoneyField(
            key="shared_it",
            label="Shared IT, each of two councils",
            hint="Before VAT",
            half=True,
            read_only=read_only,
        ),
        MoneyField(
            key="contribution",
            label="Contribution",
            hint="Each of the GLA and London Councils",
            half=True,
            read_only=read_only,
        ),
        DateField(
            key="charge_date",
            label="Charge date",
            hint="The day from which the year is charged",
            half=True,
            read_only=read_only,
        ),
        ChoiceField(
            key="pro_rata",
            label="Who joins in mid-year pays for",
            choices=PRO_RATA_WORDS,
            half=True,
            read_only=read_only,
        ),
        PercentField(
            key="vat_rate",
            label="VAT rate",
            hint=f"Leave it empty for the rate of the law, {rate}",
            optional=True,
            half=True,
            read_only=read_only,
        ),
    )


def _why_read_only(session: Session, year: Year) -> str:
    approvals = approvals_of(session.register, year)
    if approvals:
        last = approvals[-1]
        return (
            f"{last.by} approved the fees of {year} on {long_date(last.at.date())}, so this schedule "
            "stands. Undo the approval to change it, or record an adjustment for one council."
        )
    if session.read_only:
        return "The register is open to read only."
    return ""
