"""A recorded, reasoned departure from the schedule, with its effect on the fees."""

from dataclasses import replace
from decimal import Decimal

from PySide6.QtWidgets import QWidget

from loti_admin.domain.fees import Adjustment, AdjustmentKind, adjustment_text
from loti_admin.domain.money import ZERO
from loti_admin.domain.organisations import Organisation
from loti_admin.services.schedules import remove_adjustment, save_adjustment
from ui.dialogs.effect import EffectDialog
from ui.dialogs.history import offer_history
from ui.dialogs.removal import offer_removal
from ui.kit.fields import (
    ChoiceField,
    FormField,
    MoneyField,
    OptionalDateField,
    PercentField,
    TextField,
)
from ui.kit.form import RecordForm
from ui.session import Session

_KINDS = (
    (AdjustmentKind.AGREED_RATE, "Agreed rate for a full year"),
    (AdjustmentKind.DISCOUNT_PERCENT, "Discount in per cent"),
    (AdjustmentKind.CREDIT, "Credit"),
    (AdjustmentKind.ACCEPT_STANDARD, "The standard fee stands"),
)
_FIELDS: tuple[FormField, ...] = (
    ChoiceField(key="kind", label="Kind", choices=_KINDS),
    MoneyField(key="amount", label="Amount", hint="Before VAT", half=True, optional=True),
    PercentField(key="percent", label="Discount", half=True),
    TextField(key="reason", label="Reason", hint="It stands with the fee and in the workbook."),
    TextField(key="agreed_by", label="Agreed by", half=True),
    OptionalDateField(key="on", label="On", half=True),
)
_WITH_AMOUNT = (AdjustmentKind.AGREED_RATE, AdjustmentKind.CREDIT)


def adjustment_dialog(
    session: Session, organisation: Organisation, adjustment: Adjustment | None, parent: QWidget
) -> EffectDialog[Adjustment]:
    """Records an adjustment of the session's year (None) or changes one."""
    form: RecordForm[Adjustment] = RecordForm(_FIELDS)
    new = Adjustment(
        organisation_id=organisation.id,
        year=session.year.label,
        kind=AdjustmentKind.AGREED_RATE,
        on=session.today(),
    )
    form.load(adjustment or new)

    def fit() -> None:
        kind = form.editor("kind").value()
        form.set_field_shown("amount", shown=kind in _WITH_AMOUNT)
        form.set_field_shown("percent", shown=kind is AdjustmentKind.DISCOUNT_PERCENT)

    def save(typed: Adjustment) -> None:
        amount = typed.amount if typed.kind in _WITH_AMOUNT and typed.amount else ZERO
        by_percent = typed.kind is AdjustmentKind.DISCOUNT_PERCENT
        percent = typed.percent if by_percent and typed.percent else Decimal(0)
        save_adjustment(session.register, replace(typed, amount=amount, percent=percent))

    form.edited.connect(fit)
    fit()
    year = (adjustment or new).year
    title = f"Adjustment for {organisation.display_name}, {year}"
    act = "Save" if adjustment else "Record adjustment"
    dialog = EffectDialog(session, title, form, act, save, parent)
    if adjustment:
        offer_removal(
            session,
            f"Remove the {adjustment_text(adjustment)} of {organisation.display_name}?",
            lambda: remove_adjustment(session.register, adjustment),
            dialog,
            parent,
        )
        name = f"{organisation.display_name}'s adjustment for {year}"
        offer_history(session, name, ("adjustments", adjustment.id), dialog, parent)
    return dialog
