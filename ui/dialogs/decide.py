"""A decision about a service of more than two councils: the standard fee accepted, or a rate agreed with each."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget

from loti_admin.domain.grammar import listed
from loti_admin.domain.money import Money
from loti_admin.domain.organisations import Organisation
from loti_admin.domain.qualifying import COUNTED
from loti_admin.errors import Invalid, LotiError, Problem
from loti_admin.services.fee_inputs import schedule_of
from loti_admin.services.schedules import accept_standard_fee, agree_rates
from ui.kit.buttons import Button, Kind
from ui.kit.dialog import Dialog
from ui.kit.fields import FormField, MoneyField, MultiLineField, TextField
from ui.kit.form import RecordForm
from ui.kit.text import label
from ui.session import Session

_REASON = "Say why: the reason stands with the fee and in the workbook."


class DecideDialog(Dialog):
    """Records one decision for all the councils that wait for it, as one step."""

    def __init__(
        self, session: Session, service: str, councils: Sequence[Organisation], parent: QWidget
    ) -> None:
        super().__init__(f"What do the councils of {service} pay?", parent, width=600)
        self._session, self._service, self._councils = session, service, councils
        self._standard = schedule_of(session.register, session.year)[0].standard
        names = listed(council.display_name for council in councils)
        count = COUNTED.get(len(councils), str(len(councils)))
        which = "one council waits" if len(councils) == 1 else f"{count} councils wait"
        self.body.addWidget(
            label(
                f"The published terms speak of two councils and say nothing about more. In {session.year} "
                f"{which} for a decision: {names}.",
                tone="text2",
                wrap=True,
            )
        )
        self.accept_standard = QRadioButton(f"Accept the standard fee, {self._standard.text} each")
        self.agree = QRadioButton("Record a rate agreed with each council")
        group = QButtonGroup(self)
        for button in (self.accept_standard, self.agree):
            group.addButton(button)
            self.body.addWidget(button)
        self.accept_standard.setChecked(True)
        group.buttonClicked.connect(self._mode_changed)
        self.form: RecordForm[Any] = RecordForm(self._fields())
        for council in councils:
            self.form.editor(_key(council)).set_value(self._standard)
        self.form.mark_clean()
        self.body.addWidget(self.form)
        self.cancel_button = self.add_button(Button("Not yet", on_click=self.reject))
        self.act_button = self.add_button(
            Button("Record the decision", Kind.PRIMARY, on_click=self._do), default=True
        )
        self._mode_changed()

    def _fields(self) -> list[FormField]:
        rates: list[FormField] = [
            MoneyField(
                key=_key(council),
                label=f"{council.display_name}, full year before VAT £",
                half=True,
            )
            for council in self._councils
        ]
        return [
            *rates,
            MultiLineField(key="reason", label="Why", required=_REASON, lines=3),
            TextField(key="agreed_by", label="Agreed by (may be left empty)"),
        ]

    def _mode_changed(self) -> None:
        for council in self._councils:
            self.form.set_field_shown(_key(council), shown=self.agree.isChecked())
        self.form.clear_problems()
        if self.isVisible():
            self.fit()

    def _do(self) -> None:
        try:
            self._record(self.form.values())
        except Invalid as invalid:
            self.form.show_problems(invalid.problems)
            self.fit()
        except LotiError as error:
            self.form.show_problems([Problem(str(error))], "Not saved")
            self.fit()
        else:
            self.accept()
            self._session.say(f"Decided about {self._service}", undo=True)

    def _record(self, values: dict[str, Any]) -> None:
        register, year = self._session.register, self._session.year
        reason, by = values["reason"], values["agreed_by"]
        if self.agree.isChecked():
            rates: dict[int, Money] = {c.id: values[_key(c)] for c in self._councils}
            agree_rates(register, rates, year, reason, by)
        else:
            accept_standard_fee(register, [c.id for c in self._councils], year, reason, by)


def _key(council: Organisation) -> str:
    return f"rate {council.id}"
