"""Which column of a bank's CSV file holds what; asked once for files with the same heads."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtWidgets import QWidget

from loti_admin.domain.bank import NO_COLUMN, BankMapping
from loti_admin.errors import Invalid, Problem
from loti_admin.services.bank_import import BankFile
from ui.kit.dialog import FormDialog
from ui.kit.fields import CheckField, ChoiceField, FormField
from ui.kit.form import RecordForm


@dataclass(frozen=True, slots=True, kw_only=True)
class _Columns:
    """The mapping as the form edits it: two columns of text at most."""

    on: int
    amount: int
    money_in: int
    money_out: int
    first: int
    second: int
    payer: int
    flipped: bool
    month_first: bool


def bank_columns_dialog(
    file: BankFile, parent: QWidget, done: Callable[[BankMapping], object]
) -> FormDialog[_Columns]:
    """Gives the columns that were chosen. The words beside each column are those of its first row."""
    assert file.table is not None
    mapping = file.mapping or BankMapping(on=NO_COLUMN)
    references = (*mapping.reference, NO_COLUMN, NO_COLUMN)
    choices = [(NO_COLUMN, "None"), *_choices(file)]
    form: RecordForm[_Columns] = RecordForm(_fields(choices))
    form.load(
        _Columns(
            on=mapping.on,
            amount=mapping.amount,
            money_in=mapping.money_in,
            money_out=mapping.money_out,
            first=references[0],
            second=references[1],
            payer=mapping.payer,
            flipped=mapping.flipped,
            month_first=mapping.month_first,
        )
    )

    def keep(typed: _Columns) -> None:
        chosen = BankMapping(
            on=typed.on,
            amount=typed.amount,
            money_in=typed.money_in,
            money_out=typed.money_out,
            reference=tuple(c for c in (typed.first, typed.second) if c != NO_COLUMN),
            payer=typed.payer,
            flipped=typed.flipped,
            month_first=typed.month_first,
        )
        questions = replace(file, mapping=chosen).questions
        if questions:
            raise Invalid([Problem(question) for question in questions])
        if chosen.amount != NO_COLUMN and chosen.money_in != NO_COLUMN:
            raise Invalid(
                [
                    Problem(
                        "Choose one column with the amount, or one with the money in.",
                        field="amount",
                    )
                ]
            )
        done(chosen)

    return FormDialog(
        f"Columns of {file.name}",
        form,
        "Read the file",
        keep,
        parent,
        intro="Your choice is remembered for every file with the same heads.",
    )


def _choices(file: BankFile) -> list[tuple[int, str]]:
    """`Amount, like 36,000.00`: the head with what stands below it."""
    assert file.table is not None
    first = file.table.rows[0][1] if file.table.rows else ()
    found = []
    for place, head in enumerate(file.table.heads):
        sample = " ".join(file.table.cell(first, place).split())[:30]
        found.append((place, f"{head}, like {sample}" if sample else head))
    return found


def _fields(choices: list[tuple[int, str]]) -> tuple[FormField, ...]:
    def column(key: str, label: str, hint: str = "") -> FormField:
        return ChoiceField(key=key, label=label, choices=choices, hint=hint, half=True)

    return (
        column("on", "Date"),
        column("amount", "Amount", "One column for in and out"),
        column("money_in", "Money in", "If in and out have their own columns"),
        column("money_out", "Money out"),
        column("first", "Reference"),
        column("second", "More of the reference"),
        column("payer", "Payer"),
        CheckField(key="flipped", label="The bank shows money in with a minus"),
        CheckField(key="month_first", label="The month comes first: 12/31/2026"),
    )
