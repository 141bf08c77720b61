"""The order number that a member gave for one year."""

from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from loti_admin.domain.dates import Year
from loti_admin.domain.organisations import Organisation
from loti_admin.services.members import set_purchase_order
from ui.dialogs.history import offer_history
from ui.kit.dialog import FormDialog
from ui.kit.fields import TextField
from ui.kit.form import RecordForm
from ui.session import Session


@dataclass(frozen=True, slots=True)
class _Order:
    number: str


def purchase_order_dialog(
    session: Session, organisation: Organisation, year: Year, parent: QWidget
) -> FormDialog[_Order]:
    """Records, changes or, where the field is emptied, removes the number of `year`."""
    known = session.register.purchase_orders.first(organisation_id=organisation.id, year=year.label)
    hint = "As the member gave it. Empty: none"
    form: RecordForm[_Order] = RecordForm((TextField(key="number", label="Number", hint=hint),))
    form.load(_Order(known.number if known else ""))

    def save(order: _Order) -> None:
        set_purchase_order(session.register, organisation.id, year, order.number)

    title = f"Purchase order of {organisation.display_name} for {year}"
    dialog = FormDialog(title, form, "Save", save, parent, width=480)
    if known:
        name = f"the purchase order of {organisation.display_name} for {year}"
        offer_history(session, name, ("purchase_orders", known.id), dialog, parent)
    return dialog
