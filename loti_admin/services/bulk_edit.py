"""Changing cells of many records at once, as spreadsheets do: first what it would do, then all of it as one step.

A list says with an `EditableTable` which of its fields can be typed into. Typing into a cell, pasting a block, filling
down and editing many rows are the same thing here: a sequence of `CellEdit`.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum, StrEnum
from typing import Any, ClassVar, Generic, TypeVar

from loti_admin.domain.dates import long_date
from loti_admin.domain.money import Money
from loti_admin.errors import Invalid, Problem
from loti_admin.imports import cells as reading
from loti_admin.imports.cells import Unread
from loti_admin.pace import paced
from loti_admin.storage.register import Register

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class CellEdit:
    """What was typed for one field of one record, as text."""

    record_id: int
    field: str
    text: str


class Outcome(StrEnum):
    CHANGED = "changed"
    SAME = "same"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class CellOutcome:
    """What an edit does: the record by name, the field's title, its text before and after, and why it is refused."""

    edit: CellEdit
    outcome: Outcome
    record: str
    title: str
    before: str = ""
    after: str = ""
    problem: str = ""


def typed(value: Any) -> str:
    """A value as somebody would type it: 30000.00, 27 March 2027, Yes; nothing for None."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, Money):
        return value.plain()
    if isinstance(value, date):
        return long_date(value)
    if isinstance(value, Enum):
        return str(value.value)
    return str(value)


@dataclass(frozen=True, kw_only=True)
class CellField:
    """A field that can be typed into. `parse` reads the text of a cell and raises Unread, which says what is expected;
    an empty cell is `empty`, or refused with the sentence `needed` where nothing cannot be."""

    key: str
    title: str
    parse: Callable[[str], Any] = reading.line
    empty: Any = ""
    needed: str = ""

    def read(self, text: str) -> Any:
        """The value of a typed text. Raises ValueError with a sentence."""
        if not text.strip():
            if self.needed:
                raise ValueError(self.needed)
            return self.empty
        try:
            return self.parse(text.strip())
        except Unread as unread:
            found = " ".join(text.split())
            shown = found if len(found) <= 40 else f"{found[:39]}…"
            raise ValueError(f"“{shown}” is not {unread.expected}.") from None


def yes_or_no(key: str, title: str) -> CellField:
    needed = "Type yes or no."
    return CellField(key=key, title=title, parse=reading.yes_or_no, needed=needed)


def amount(key: str, title: str) -> CellField:
    """Pounds and pence; a cell cannot be emptied."""
    needed = "Type an amount; 0 for none."
    return CellField(key=key, title=title, parse=reading.amount, needed=needed)


def day(key: str, title: str) -> CellField:
    """A date, or none."""
    return CellField(key=key, title=title, parse=reading.day, empty=None)


class EditableTable(ABC, Generic[R]):
    """The rows of one list, by the ids of their records. A row is a frozen dataclass that holds all its fields, or
    gives and takes them by `value` and `changed`."""

    fields: ClassVar[Mapping[str, CellField]]
    noun: ClassVar[tuple[str, str]]

    @abstractmethod
    def rows(self, register: Register, ids: Iterable[int]) -> dict[int, R]:
        """The rows of these records that are still there."""

    @abstractmethod
    def name(self, row: R) -> str:
        """What the officer calls the record."""

    @abstractmethod
    def check(self, register: Register, row: R) -> list[Problem]:
        """What stands against the row, by field."""

    @abstractmethod
    def save(self, register: Register, before: R, after: R) -> None:
        """Store a row inside a write that is going on."""

    def value(self, row: R, key: str) -> Any:
        return getattr(row, key)

    def changed(self, row: R, key: str, value: Any) -> R:
        made: Any = replace(row, **{key: value})  # type: ignore[type-var]
        return made  # type: ignore[no-any-return]


def fields_by_key(*fields: CellField) -> Mapping[str, CellField]:
    return {field.key: field for field in fields}


def cell_text(register: Register, table: EditableTable[R], record_id: int, key: str) -> str:
    """What stands in a cell, as it is typed; "" for what is not there."""
    row = table.rows(register, [record_id]).get(record_id)
    return "" if row is None else typed(table.value(row, key))


def preview_cells(
    register: Register, table: EditableTable[R], edits: Sequence[CellEdit]
) -> tuple[CellOutcome, ...]:
    """What each edit would do, in their order. Reads only.

    An edit is refused alone: those before it and after it are looked at as if it were not there.
    """
    return _worked_out(register, table, edits)[0]


def keep_cells(
    register: Register, table: EditableTable[R], edits: Sequence[CellEdit]
) -> tuple[CellOutcome, ...]:
    """Make all these edits as one step that can be undone. Raises Invalid if any is refused, and then makes none."""
    outcomes, before, after = _worked_out(register, table, edits)
    refused = [one for one in outcomes if one.outcome is Outcome.REFUSED]
    if refused:
        raise Invalid(
            Problem(f"{one.record}: {one.problem}", field=one.edit.field) for one in refused
        )
    changed = {id: row for id, row in after.items() if row != before[id]}
    if changed:
        with register.write(_label(table, outcomes, changed)):
            for id, row in changed.items():
                table.save(register, before[id], row)
    return outcomes


def _worked_out(
    register: Register, table: EditableTable[R], edits: Sequence[CellEdit]
) -> tuple[tuple[CellOutcome, ...], dict[int, R], dict[int, R]]:
    before = table.rows(register, {edit.record_id for edit in edits})
    after = dict(before)
    outcomes = []
    for edit in paced(edits):
        field, row = table.fields.get(edit.field), after.get(edit.record_id)
        if field is None or row is None:
            gone = "This record is no longer there." if row is None else "It cannot be typed here."
            name = table.name(row) if row is not None else "Gone"
            title = field.title if field else edit.field
            outcomes.append(
                CellOutcome(edit, Outcome.REFUSED, name, title, after=edit.text, problem=gone)
            )
            continue
        outcome, changed = _one(register, table, field, edit, row)
        outcomes.append(outcome)
        after[edit.record_id] = changed
    return tuple(outcomes), before, after


def _one(
    register: Register, table: EditableTable[R], field: CellField, edit: CellEdit, row: R
) -> tuple[CellOutcome, R]:
    """The outcome of an edit, and the row with it, or as it was if it is refused."""
    was = table.value(row, field.key)
    told = CellOutcome(edit, Outcome.REFUSED, table.name(row), field.title, typed(was), edit.text)
    try:
        value = field.read(edit.text)
    except ValueError as error:
        return replace(told, problem=str(error)), row
    if value == was:
        return replace(told, outcome=Outcome.SAME, after=typed(was)), row
    changed = table.changed(row, field.key, value)
    # What was wrong before does not stand in the way of putting something else right.
    known = {problem.message for problem in table.check(register, row) if problem.blocks}
    against = [
        problem
        for problem in table.check(register, changed)
        if problem.blocks and (problem.field == field.key or problem.message not in known)
    ]
    if against:
        return replace(told, problem=against[0].message), row
    return replace(told, outcome=Outcome.CHANGED, after=typed(value)), changed


def _label(
    table: EditableTable[R], outcomes: Sequence[CellOutcome], changed: Mapping[int, R]
) -> str:
    """`Edit Camden`, or `Edit the purchase order of 5 members`."""
    if len(changed) == 1:
        return f"Edit {table.name(next(iter(changed.values())))}"
    titles = {one.title for one in outcomes if one.outcome is Outcome.CHANGED}
    count = f"{len(changed):,} {table.noun[1]}"
    if len(titles) == 1:
        title = next(iter(titles))
        return f"Edit the {lower_first(title)} of {count}"
    return f"Edit {count}"


def lower_first(title: str) -> str:
    """A title inside a sentence: `purchase order`, but `VAT number`."""
    return title if title[1:2].isupper() else title[:1].lower() + title[1:]
