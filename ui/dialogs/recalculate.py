"""Fees that changed after they were billed: the documents that make it right, looked at before they are issued."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from loti_admin.domain.dates import long_date
from loti_admin.domain.document_words import counted, number_ranges
from loti_admin.domain.invoices import Document, DocumentKind
from loti_admin.domain.money import total
from loti_admin.errors import LotiError, Problem
from loti_admin.services.corrections import (
    Correction,
    CorrectionPlan,
    gross_of,
    issue_corrections,
    plan_corrections,
)
from loti_admin.services.fees import ChargeKey
from loti_admin.services.numbering import planned_numbers
from ui import theme
from ui.dialogs.final import FinalDialog
from ui.kit.buttons import Button, Kind
from ui.kit.dialog import Dialog, Line
from ui.kit.fields import DateField, MultiLineField
from ui.kit.form import RecordForm
from ui.kit.table import QUIET, Align, Column, RecordTable, change, money_column
from ui.kit.text import label
from ui.session import Session

_MOST_ROWS = 6


def _documents(correction: Correction) -> str:
    """`Credit note £6,000.00`: what would be issued, with VAT."""
    names = {
        DocumentKind.CREDIT_NOTE: "Credit note",
        DocumentKind.INVOICE: "Additional invoice",
        DocumentKind.REQUEST: "Additional request",
    }
    return ", ".join(f"{names[draft.kind]} {draft.gross.text}" for draft in correction.drafts)


COLUMNS: tuple[Column[Correction], ...] = (
    Column(key="name", title="Council", value=lambda c: c.organisation),
    money_column("billed", "Billed £", lambda c: c.billed),
    money_column("now", "Now £", lambda c: c.now),
    Column(
        key="change",
        title="Difference £",
        value=lambda c: c.difference,
        text=change,
        align=Align.RIGHT,
    ),
    Column(key="documents", title="Would be issued", value=_documents, style=QUIET, stretch=True),
)


class RecalculateDialog(Dialog):
    """Ticks say what is corrected; each has its own printed reason. The act puts the question."""

    def __init__(
        self,
        session: Session,
        plan: CorrectionPlan,
        parent: QWidget,
        done: Callable[[tuple[Document, ...]], object],
    ) -> None:
        super().__init__("Correct what was billed", parent, width=820)
        self._session, self._owner, self._done = session, parent, done
        self._plan = plan
        self._reasons: dict[ChargeKey, str] = {c.key: c.reason for c in plan.corrections}
        self._current: ChargeKey | None = None
        self.body.addWidget(
            label(
                "These fees are not what was billed. What you tick is made right by a document of its own; what you "
                "leave stands as it was billed. Amounts are before VAT.",
                tone="text2",
                wrap=True,
            )
        )
        self.table: RecordTable[Correction] = RecordTable(
            COLUMNS, lambda c: c.key, "Corrections", totals=False, margin=8, checkable=True
        )
        self.body.addWidget(self.table)
        self.form: RecordForm[None] = RecordForm(
            (
                MultiLineField(key="reason", label="Reason", hint="Printed on it", lines=3),
                DateField(key="on", label="Date of the documents", half=True),
            )
        )
        self.form.editor("on").set_value(plan.on)
        self.body.addWidget(self.form)
        self.not_now_button = self.add_button(Button("Let it stand", on_click=self.reject))
        self.act_button = self.add_button(
            Button("Issue…", Kind.PRIMARY, on_click=self._ask), default=True
        )
        self.table.set_records(plan.corrections)
        self.table.model.set_checked({c.key for c in plan.corrections})
        self.table.current_changed.connect(lambda _record: self._show_reason())
        self.table.checks_changed.connect(lambda _records: self._show_act())
        self.form.edited.connect(self._keep_reason)
        theme.current().changed.connect(self._fit_table)
        self._fit_table()
        self._show_act()
        QTimer.singleShot(0, self, self.table.select_first)

    def _keep_reason(self) -> None:
        if self._current is not None:
            self._reasons[self._current] = self.form.editor("reason").value()

    def _show_reason(self) -> None:
        correction = self.table.current_record()
        self._current = None
        if correction is not None:
            self.form.editor("reason").set_value(self._reasons[correction.key])
            self._current = correction.key

    def _show_act(self) -> None:
        drafts = [draft for c in self.table.checked_records() for draft in c.drafts]
        self.act_button.setEnabled(bool(drafts))
        self.act_button.setText(f"Issue {counted(drafts)}…" if drafts else "Issue…")

    def _ask(self) -> None:
        """Work it out again for the date and the reasons that are typed, and put the question."""
        chosen = {c.key for c in self.table.checked_records()}
        self.form.clear_problems()
        try:
            day: date = self.form.editor("on").value()
            plan = plan_corrections(
                self._session.register,
                self._plan.year,
                day,
                {key: text for key, text in self._reasons.items() if text.strip()},
            )
        except (ValueError, LotiError) as error:
            field = "on" if isinstance(error, ValueError) else ""
            self.form.show_problems([Problem(str(error), field=field)], "Not issued")
            self.fit()
            return
        if plan.blocking:
            self.form.show_problems(plan.blocking, "Not issued")
            self.fit()
            return
        self._question(plan, chosen).open()

    def _question(self, plan: CorrectionPlan, chosen: set[ChargeKey]) -> FinalDialog:
        corrections = [c for c in plan.corrections if c.key in chosen]
        drafts = [draft for c in corrections for draft in c.drafts]
        numbers = number_ranges(planned_numbers(self._session.register, drafts))
        gets = "It gets the number" if len(drafts) == 1 else "They get the numbers"
        question = FinalDialog(
            self._session,
            f"Issue {counted(drafts)}?",
            f"Issue {counted(drafts)}",
            lambda: self._issue(plan, chosen),
            self,
            self._owner,
            sentence=f"{gets} {numbers} and the date {long_date(plan.on)}. Issuing is final. "
            "Earlier steps can no longer be undone. A backup is made and checked first.",
            lines=[
                Line("Billed by now", str(total(c.billed for c in corrections))),
                Line("The fees are", str(total(c.now for c in corrections))),
                Line("Difference with VAT", str(gross_of(corrections)), strong=True),
            ],
        )
        question.accepted.connect(self.accept)
        return question

    def _issue(self, plan: CorrectionPlan, chosen: set[ChargeKey]) -> None:
        documents = issue_corrections(
            self._session.register,
            plan.year,
            plan.on,
            only=chosen,
            reasons={c.key: c.reason for c in plan.corrections},
            expected=plan,
        )
        self._done(documents)

    def _fit_table(self) -> None:
        look = theme.current()
        rows = min(max(len(self._plan.corrections), 2), _MOST_ROWS)
        self.table.setFixedHeight(rows * look.px(look.row_height) + look.px(36))


def recalculate_dialog(
    session: Session, parent: QWidget, done: Callable[[tuple[Document, ...]], object]
) -> RecalculateDialog:
    """For the session's year, dated today or on the day of the last document if that is later. Raises Refused."""
    days = [document.on for document in session.register.documents.all()]
    on = max([session.today(), *days])
    return RecalculateDialog(
        session, plan_corrections(session.register, session.year, on), parent, done
    )
