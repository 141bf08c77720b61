"""What the sheets of one import share: the plan, the problems, and finding organisations by their codes."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol, TypeVar

from loti_admin.domain.organisations import Organisation
from loti_admin.errors import Problem
from loti_admin.imports.problems import CellProblem
from loti_admin.imports.rows import ImportRows, Row
from loti_admin.services.import_plan import ImportPlan, PlannedTable
from loti_admin.storage.codec import T

_KNOWN_CODE = "the code of an organisation in the register or on the sheet Organisations"


class Dated(Protocol):
    """A record that holds from `start` to `end`, inclusive."""

    @property
    def start(self) -> date | None: ...
    @property
    def end(self) -> date | None: ...


D = TypeVar("D", bound=Dated)

# Where a column is not called as its field is.
_COLUMNS = {"start": "from", "end": "to", "percent": "amount"}


@dataclass
class Importing:
    """One import under way. Problems are collected, so that the officer hears of all of them at once."""

    plan: ImportPlan
    rows: ImportRows
    file: str
    problems: list[CellProblem] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._by_code: dict[str, Organisation] = {}
        self._by_name: dict[str, Organisation] = {}
        for organisation in self.plan.organisations.all():
            self._know(organisation)
        # Organisations whose row was refused: whoever refers to them has made no mistake.
        self._refused = {
            row.text("code").casefold()
            for row in self.rows.sheets.get("Organisations", ())
            if row.refused
        }
        self._rows: dict[tuple[PlannedTable[Any], int], int] = {}
        self._late: dict[str, dict[object, _Late]] = {}

    def organisation(self, code: str) -> Organisation | None:
        return self._by_code.get(code.casefold())

    def put_organisation(self, organisation: Organisation) -> Organisation:
        organisation = self.plan.organisations.put(organisation)
        self._know(organisation)
        return organisation

    def _know(self, organisation: Organisation) -> None:
        self._by_code[organisation.code.casefold()] = organisation
        for name in (organisation.name, organisation.short_name):
            self._by_name[name.casefold()] = organisation

    def refuse_organisation(self, row: Row) -> None:
        """Its row has been named as wrong; references to it are right."""
        self._refused.add(row.text("code").casefold())

    def referred(
        self, row: Row, column: str = "organisation", code: str = ""
    ) -> Organisation | None:
        """The organisation that a cell names; None, with a problem where it is the cell's fault, if there is none."""
        code = code or row.text(column)
        found = self.organisation(code)
        if found is None and code.casefold() not in self._refused:
            named = self._by_name.get(code.casefold())
            hint = f" ({named.display_name} is {named.code})" if named else ""
            found_code = f"“{code}”"
            self.problems.append(
                CellProblem(
                    sheet=row.sheet,
                    cell=row.cell(column),
                    found=found_code,
                    expected=f"{_KNOWN_CODE}{hint}",
                )
            )
        return found

    def check_references(self, row: Row) -> None:
        """Name what a row refers to in vain, though its other cells keep it from being planned."""
        for column in ("organisation", "organisations"):
            for code in row.texts(column) or (row.text(column),):
                if code:
                    self.referred(row, column, code)

    def put(self, row: Row, table: PlannedTable[T], record: T, column: str) -> T | None:
        """Plan a record; None if an earlier row of the workbook is about the same one, because it would be undone."""
        first = self._rows.get((table, record.id))
        if first is not None:
            message = f"row {first} is about the same record. Keep one of the two rows."
            self.problems.append(row.problem(column, message))
            return None
        record = table.put(record)
        self._rows[table, record.id] = row.number
        return record

    def wanting(self, row: Row, column: str, expected: str) -> None:
        """A cell that is empty though this row needs it."""
        self.problems.append(
            CellProblem(sheet=row.sheet, cell=row.cell(column), found="nothing", expected=expected)
        )

    def check(self, row: Row, problems: Iterable[Problem]) -> bool:
        """Name a record's own problems at their cells; whether there are none that block."""
        found = [row.problem(column_of(p), p.message, p.severity) for p in problems]
        self.problems += found
        return not any(problem.blocks for problem in found)

    def check_later(self, row: Row, subject: object, check: Callable[[], list[Problem]]) -> None:
        """For rules between rows: what still stands when the sheet is through is named at the row that brought it
        about, so that a later row may put an earlier one right."""
        late = self._late.setdefault(row.sheet, {}).setdefault(subject, _Late(check))
        late.note(row)

    def finish(self, sheet: str) -> None:
        """Name what `check_later` found, now that all rows of the sheet are planned."""
        for late in self._late.pop(sheet, {}).values():
            self.problems += late.standing()


class _Late:
    def __init__(self, check: Callable[[], list[Problem]]) -> None:
        self._check = check
        self._first: dict[str, Row] = {}
        self._last: Row | None = None

    def note(self, row: Row) -> None:
        self._last = row
        for problem in self._check():
            self._first.setdefault(problem.message, row)

    def standing(self) -> list[CellProblem]:
        assert self._last is not None
        return [
            self._first.get(problem.message, self._last).problem(
                column_of(problem), problem.message, problem.severity
            )
            for problem in self._check()
        ]


def same_period(known: Iterable[D], start: date | None) -> D | None:
    """Which dated record a row means: the one that begins on its day, or the one without a first day that the day
    falls in; a row without a day means the one that is still going on, or else the last one."""
    known = list(known)
    if start is None:
        return max(known, key=lambda d: (d.end is None, d.start or date.min), default=None)
    return next((d for d in known if d.start == start), None) or next(
        (d for d in known if d.start is None and (d.end is None or start <= d.end)), None
    )


def column_of(problem: Problem) -> str:
    """The column of a problem's field: `main_representative` is `main representative`."""
    return _COLUMNS.get(problem.field, problem.field.replace("_", " "))


def given(row: Row, fields: Mapping[str, str]) -> dict[str, object]:
    """What the row's filled cells say, by field; an empty cell leaves what the register holds."""
    return {field: row.values[column] for column, field in fields.items() if column in row.values}
