"""Money that came in for one document."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from loti_admin.domain.invoices import Document
from loti_admin.domain.money import ZERO, Money
from loti_admin.domain.receipts import Receipt
from loti_admin.errors import Invalid, Problem
from loti_admin.services.receipts import Recorded, record_receipt
from ui.kit.dialog import FormDialog
from ui.kit.fields import DateField, FormField, MoneyField, TextField
from ui.kit.form import RecordForm
from ui.session import Session

_FIELDS: tuple[FormField, ...] = (
    MoneyField(
        key="amount", label="Amount received", half=True, required="Type the amount received."
    ),
    DateField(
        key="on",
        label="Date",
        hint="The day it reached the bank",
        half=True,
        required="Type the day it reached the bank.",
    ),
    TextField(key="reference", label="Bank reference"),
    TextField(key="note", label="Note"),
)


def receipt_dialog(
    session: Session,
    document: Document,
    left: Money,
    parent: QWidget,
    done: Callable[[Recorded], object],
) -> FormDialog[Receipt]:
    """Books a receipt for `document`, of which `left` is open (pence). What is more stays as credit on account."""
    form: RecordForm[Receipt] = RecordForm(_FIELDS)
    form.load(Receipt(on=session.today(), amount=max(left, ZERO), reference=document.number))

    def record(receipt: Receipt) -> None:
        if receipt.on > session.today():
            raise Invalid([Problem("That day is still to come. Type the day it came.", field="on")])
        recorded = record_receipt(
            session.register,
            receipt.on,
            receipt.amount,
            receipt.reference,
            number=document.number,
            note=receipt.note,
        )
        done(recorded)

    return FormDialog(
        f"Receipt for {document.number}",
        form,
        "Record receipt",
        record,
        parent,
        intro=f"{document.organisation}: {left.text} of {document.gross.text} is open. What is more than that stays "
        "as credit on account.",
    )
