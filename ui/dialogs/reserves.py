"""The reserves with which the year begins."""

from PySide6.QtWidgets import QWidget

from loti_admin.domain.dates import Period, long_date
from loti_admin.services.reserves import Reserves, opening_reserves, save_reserves
from ui.kit.dialog import FormDialog
from ui.kit.fields import FormField, MoneyField
from ui.kit.form import RecordForm
from ui.session import Session

_FIELDS: tuple[FormField, ...] = (
    MoneyField(
        key="general",
        label="General reserve",
        hint="Free of any purpose; the balance of the closed accounts",
        optional=True,
    ),
    MoneyField(
        key="restricted",
        label="Restricted money held",
        hint="Grants that came in and were not spent yet",
        optional=True,
    ),
    MoneyField(
        key="smallest",
        label="Smallest general reserve",
        hint="What the reserves policy wants it never to be below",
        optional=True,
    ),
)


def reserves_dialog(session: Session, financial: Period, parent: QWidget) -> FormDialog[Reserves]:
    """Asks for the reserves on the first day of a financial year; an empty field is not known."""
    form: RecordForm[Reserves] = RecordForm(_FIELDS)
    form.load(opening_reserves(session.register, financial))

    def save(typed: Reserves) -> None:
        save_reserves(session.register, financial, typed)

    day = long_date(financial.start) if financial.start else ""
    intro = "The workbook and the summary start from them. What is left empty is not known."
    return FormDialog(f"Reserves at {day}", form, "Save", save, parent, intro=intro)
