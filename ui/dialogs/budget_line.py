"""A line of the budget: spending under a group, or income besides fees and grants."""

from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QWidget

from loti_admin.domain.budget import SUBJECTIVE_GROUPS, BudgetLine, Side
from loti_admin.domain.money import ZERO
from loti_admin.services.budget import save_budget_line
from loti_admin.services.budget_overview import budget_groups
from ui.kit.dialog import FormDialog
from ui.kit.fields import CheckField, ChoiceField, FormField, MoneyField, MultiLineField, TextField
from ui.kit.form import RecordForm
from ui.session import Session

# The group of every line of income.
INCOME_GROUP = "Income"
_SPENDING_GROUPS = tuple(group for group in SUBJECTIVE_GROUPS if group != INCOME_GROUP)


class _AmountField(MoneyField):
    """An amount; an empty field is £0.00."""

    def parse(self, text: str) -> Any:
        return super().parse(text) if text.strip() else ZERO


_AMOUNTS: tuple[FormField, ...] = (
    _AmountField(key="original", label="Original estimate", half=True),
    _AmountField(
        key="variations", label="Approved variations", hint="Such as carry-forwards", half=True
    ),
    _AmountField(key="actual", label="Actual to date", half=True),
    _AmountField(key="forecast", label="Forecast for the year", half=True),
    CheckField(key="restricted", label="Restricted to a project"),
    MultiLineField(key="note", label="Note", lines=2, hint="Why the forecast differs, for example"),
)


def line_dialog(
    session: Session, line: BudgetLine | None, side: Side, parent: QWidget
) -> FormDialog[BudgetLine]:
    """Adds a line to the session's year (None), or changes one."""
    spending = side is Side.EXPENDITURE
    form: RecordForm[BudgetLine] = RecordForm(_fields(session, spending))
    group = "" if spending else INCOME_GROUP
    form.load(line or BudgetLine(year=session.year.label, side=side, group=group, line=""))

    def save(typed: BudgetLine) -> None:
        save_budget_line(session.register, replace(typed, group=typed.group or ""))

    what = "spending" if spending else "income"
    title = f"Edit {line.line}" if line else f"New line of {what} in {session.year}"
    intro = (
        "Amounts are in pounds without VAT. Spending is typed without a minus." if spending else ""
    )
    return FormDialog(title, form, "Save" if line else "Add line", save, parent, intro=intro)


def _fields(session: Session, spending: bool) -> tuple[FormField, ...]:
    name = TextField(
        key="line",
        label="What it is for" if spending else "Where it comes from",
        required="Type what the line is for.",
    )
    if not spending:
        return (name, *_AMOUNTS)
    groups = [(group, group) for group in budget_groups(session.register, _SPENDING_GROUPS)]
    group = ChoiceField(
        key="group", label="Group", choices=groups, required="Choose a group for the line."
    )
    return (name, group, *_AMOUNTS)
