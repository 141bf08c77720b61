"""Pro formas in bulk: for whom, on which day the invoices follow, and by when the orders are wanted."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QWidget

from loti_admin.services.pro_formas import ProFormas, day_for_orders, plan_pro_formas
from ui.kit.dialog import FormDialog
from ui.kit.fields import CheckField, ChoiceField, DateField, FormField, OptionalDateField
from ui.kit.form import RecordForm
from ui.session import Session

_FIELDS: tuple[FormField, ...] = (
    ChoiceField(
        key="without_order",
        label="For",
        choices=(
            (True, "Councils that have given no purchase order"),
            (False, "Every council"),
        ),
    ),
    DateField(key="on", label="The invoices follow on", half=True),
    OptionalDateField(
        key="order_by",
        label="Order needed by",
        hint="Empty: before the invoices",
        half=True,
    ),
    CheckField(key="emails", label="Make an e-mail draft for each as well"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProFormaWish:
    """What is typed."""

    without_order: bool = True
    on: date
    order_by: date | None = None
    emails: bool = False


def pro_formas_dialog(
    session: Session, on: date, parent: QWidget, make: Callable[[ProFormas, bool], object]
) -> FormDialog[ProFormaWish]:
    """Gives the plan, and whether e-mails are wanted, to `make`. `on` is the day that is proposed."""
    register, year = session.register, session.year
    form: RecordForm[ProFormaWish] = RecordForm(_FIELDS)
    form.load(ProFormaWish(on=on, order_by=day_for_orders(on, session.today())))

    def plan(wish: ProFormaWish) -> None:
        make(
            plan_pro_formas(
                register,
                year,
                wish.on,
                order_by=wish.order_by,
                without_order=wish.without_order,
            ),
            wish.emails,
        )

    return FormDialog(
        f"Pro formas for {year}",
        form,
        "Make pro formas",
        plan,
        parent,
        intro="A pro forma is the page of the invoice to come, without a number and without bank details. "
        "A council raises its purchase order from it. Making them changes nothing in the register.",
    )
