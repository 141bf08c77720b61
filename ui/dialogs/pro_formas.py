"""Pro formas in bulk: for whom, on which day the invoices follow, and by when the orders are wanted."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtWidgets import QWidget

from loti_admin.errors import LotiError
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


class ProFormasDialog(FormDialog[ProFormaWish]):
    """Works out the pro formas while the window answers; what is refused is said in the form."""

    def __init__(
        self,
        session: Session,
        form: RecordForm[ProFormaWish],
        make: Callable[[ProFormas, bool], object],
        parent: QWidget,
    ) -> None:
        super().__init__(
            f"Pro formas for {session.year}",
            form,
            "Make pro formas",
            self._finish,
            parent,
            intro="A pro forma is the page of the invoice to come, without a number and without bank details. "
            "A council raises its purchase order from it. Making them changes nothing in the register.",
        )
        self._session, self._make = session, make
        self._plan: ProFormas | LotiError | None = None

    def reject(self) -> None:
        super().reject()
        if not self.isVisible():
            self._session.reader.forget(self)

    def _do(self) -> None:
        self._plan = None
        try:
            wish = self.form.value()
        except LotiError:
            # Says what is wrong with what was typed.
            super()._do()
            return
        self._let_type(False)
        self._session.reader.read(self, partial(self._worked_out, wish), self._planned, self)

    def _worked_out(self, wish: ProFormaWish) -> ProFormas | LotiError:
        try:
            return plan_pro_formas(
                self._session.register,
                self._session.year,
                wish.on,
                order_by=wish.order_by,
                without_order=wish.without_order,
            )
        except LotiError as refused:
            return refused

    def _planned(self, plan: ProFormas | LotiError) -> None:
        self._plan = plan
        self._let_type(True)
        super()._do()

    def _let_type(self, let: bool) -> None:
        self.form.setEnabled(let)
        self.act_button.setEnabled(let)

    def _finish(self, wish: ProFormaWish) -> None:
        if isinstance(self._plan, LotiError):
            raise self._plan
        if self._plan is not None:
            self._make(self._plan, wish.emails)


def pro_formas_dialog(
    session: Session, on: date, parent: QWidget, make: Callable[[ProFormas, bool], object]
) -> ProFormasDialog:
    """Gives the plan, and whether e-mails are wanted, to `make`. `on` is the day that is proposed."""
    form: RecordForm[ProFormaWish] = RecordForm(_FIELDS)
    form.load(ProFormaWish(on=on, order_by=day_for_orders(on, session.today())))
    return ProFormasDialog(session, form, make, parent)
