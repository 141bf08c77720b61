"""The cells of the year's income: grants and other income can be typed into, what comes from the fees cannot."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from loti_admin.domain.budget import BudgetLine, Grant, check_budget_line, check_grant
from loti_admin.errors import Problem
from loti_admin.imports import cells as reading
from loti_admin.services.budget import save_budget_line, save_grant
from loti_admin.services.bulk_edit import CellField, EditableTable, amount, fields_by_key
from loti_admin.storage.register import Register

# What is recorded of a grant, by the columns that show it.
_OF_GRANT = {"original": "agreed", "actual": "received"}
_FROM_FEES = "This comes from the fees of the year. Change the membership or the fee schedule."
_NOT_OF_GRANT = "Of a grant, what is agreed and what was received is recorded; nothing else is."
# Ids below this are of rows that are no records.
_WORKED_OUT = -1_000_000_000


def line_key(line: BudgetLine) -> int:
    """By what a line of income is known in the list."""
    return line.id


def grant_key(grant: Grant) -> int:
    """By what a grant is known in the list; lines and grants both count from 1."""
    return -grant.id


def worked_out_key(place: int) -> int:
    """By what a row that is no record is known in the list; `place` is not negative."""
    return _WORKED_OUT - place


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomeCells:
    """A grant or a line of income; None for a row that is worked out. `refused` says why a text cannot stand here."""

    record: Grant | BudgetLine | None
    refused: str = ""


class IncomeTable(EditableTable[IncomeCells]):
    """Grants and other income; amounts are typed in pounds."""

    noun = ("source of income", "sources of income")
    fields: ClassVar[Mapping[str, CellField]] = fields_by_key(
        amount("original", "Budget"),
        amount("variations", "Variations"),
        amount("actual", "Actual"),
        amount("forecast", "Forecast"),
        CellField(key="note", title="Note", parse=reading.text),
    )

    def rows(self, register: Register, ids: Iterable[int]) -> dict[int, IncomeCells]:
        found: dict[int, IncomeCells] = {}
        for id in ids:
            record: Grant | BudgetLine | None = None
            if id > 0:
                record = register.budget_lines.find(id)
            elif id > _WORKED_OUT:
                record = register.grants.find(-id)
            if record is not None or id <= _WORKED_OUT:
                found[id] = IncomeCells(record=record)
        return found

    def name(self, row: IncomeCells) -> str:
        if row.record is None:
            return "The fees"
        return row.record.name if isinstance(row.record, Grant) else row.record.line

    def check(self, register: Register, row: IncomeCells) -> list[Problem]:
        if row.refused:
            return [Problem(row.refused)]
        if isinstance(row.record, Grant):
            return check_grant(row.record)
        return check_budget_line(row.record) if row.record else []

    def save(self, register: Register, before: IncomeCells, after: IncomeCells) -> None:
        if isinstance(after.record, Grant):
            save_grant(register, after.record)
        elif after.record is not None:
            save_budget_line(register, after.record)

    def value(self, row: IncomeCells, key: str) -> Any:
        if row.record is None:
            return None
        if isinstance(row.record, Grant):
            return getattr(row.record, _OF_GRANT[key]) if key in _OF_GRANT else None
        return getattr(row.record, key)

    def changed(self, row: IncomeCells, key: str, value: Any) -> IncomeCells:
        if row.record is None:
            return replace(row, refused=_FROM_FEES)
        if isinstance(row.record, Grant):
            if key not in _OF_GRANT:
                return replace(row, refused=_NOT_OF_GRANT)
            grant: Grant = replace(row.record, **{_OF_GRANT[key]: value})
            return replace(row, record=grant)
        line: BudgetLine = replace(row.record, **{key: value})
        return replace(row, record=line)
