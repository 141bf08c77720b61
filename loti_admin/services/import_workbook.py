"""Import of the workbook: all of it or nothing, every refused cell named, twice the same as once."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from loti_admin.imports.problems import CellProblem, in_order
from loti_admin.imports.rows import ImportRows, Row, read_workbook
from loti_admin.imports.sheets import SHEETS
from loti_admin.services.import_budget import ReceiptRows, budget_row, grant_row
from loti_admin.services.import_context import Importing
from loti_admin.services.import_fees import adjustment_row, purchase_order_row, schedule_row
from loti_admin.services.import_members import organisation_row, service_row
from loti_admin.services.import_others import activity_row, setting_row
from loti_admin.services.import_people import PeopleRows
from loti_admin.services.import_plan import ImportPlan
from loti_admin.storage.backups import backup_before
from loti_admin.storage.register import Register
from loti_admin.storage.retention import Reason

RowHandler = Callable[[Importing, Row], bool | None]


@dataclass(frozen=True, slots=True)
class SheetResult:
    """How many rows of a sheet were added to the register, changed it, or were there already."""

    sheet: str
    added: int = 0
    changed: int = 0
    unchanged: int = 0

    @property
    def text(self) -> str:
        """`Organisations: 3 added, 1 changed, 29 unchanged.`"""
        return (
            f"{self.sheet}: {self.added} added, {self.changed} changed, {self.unchanged} unchanged."
        )


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import did, or with `dry_run` would do. With a problem that blocks, nothing was done.

    `not_imported` are the sheets that the program does not know.
    """

    file: str
    dry_run: bool
    sheets: tuple[SheetResult, ...]
    problems: tuple[CellProblem, ...]
    not_imported: tuple[str, ...] = ()

    @property
    def refused(self) -> bool:
        return any(problem.blocks for problem in self.problems)

    @property
    def added(self) -> int:
        return sum(sheet.added for sheet in self.sheets)

    @property
    def changed(self) -> int:
        return sum(sheet.changed for sheet in self.sheets)

    def lines(self) -> list[str]:
        """One line for each problem; for an import that is not refused, one for each sheet before them."""
        problems = [problem.text for problem in self.problems]
        return problems if self.refused else [*(sheet.text for sheet in self.sheets), *problems]

    @property
    def summary(self) -> str:
        """One sentence: what became of it."""
        if self.refused:
            count = sum(problem.blocks for problem in self.problems)
            cells = "1 place needs" if count == 1 else f"{count} places need"
            return f"Nothing was imported from {self.file}: {cells} to be put right first."
        if not self.sheets:
            return f"{self.file} has no rows yet. Fill in a sheet and import it again."
        if not self.added and not self.changed:
            return f"{self.file} holds nothing new: the register has it all."
        would = "would be added" if self.dry_run else "added"
        return f"{self.file}: {self.added} rows {would}, {self.changed} changed."

    def to_plain(self) -> dict[str, Any]:
        """For JSON."""
        return {
            "file": self.file,
            "dry_run": self.dry_run,
            "refused": self.refused,
            "sheets": [
                {
                    "sheet": sheet.sheet,
                    "added": sheet.added,
                    "changed": sheet.changed,
                    "unchanged": sheet.unchanged,
                }
                for sheet in self.sheets
            ],
            "problems": [problem.to_plain() for problem in self.problems],
            "not_imported": list(self.not_imported),
        }


def import_workbook(register: Register, path: Path, *, dry_run: bool = False) -> ImportResult:
    """Import every known sheet of the workbook in one write, or nothing if a problem blocks.

    Before something is written a backup is made. `dry_run` gives the same result and writes nothing; it also works on
    a register that is open to read only. Raises FileTrouble, with one sentence, for a file that cannot be read as a
    workbook, or if the backup fails.
    """
    rows = read_workbook(path)
    planned = import_rows(register, rows, path.name, dry_run=True)
    if dry_run:
        return planned
    if not planned.refused and (planned.added or planned.changed):
        backup_before(register, Reason.IMPORT)
    return import_rows(register, rows, path.name)


def import_rows(
    register: Register, rows: ImportRows, file: str, *, dry_run: bool = False
) -> ImportResult:
    """Import what `read_workbook` has read, without a backup; `file` is what the history and the result call it."""
    plan = ImportPlan(register)
    importing = Importing(plan, rows, file)
    sheets = tuple(
        _import_sheet(importing, sheet, handler)
        for sheet, handler in _handlers().items()
        if rows.sheets.get(sheet)
    )
    problems = in_order([*rows.problems, *importing.problems])
    result = ImportResult(file, dry_run, sheets, problems, rows.unknown)
    if not result.refused and not dry_run and plan.changes:
        with register.write(f"Import {file}"):
            plan.carry_out()
    return result


def _handlers() -> dict[str, RowHandler]:
    """Who plans the rows of a sheet, in the order in which sheets build on each other."""
    handlers: dict[str, RowHandler] = {
        "Organisations": organisation_row,
        "Contacts": PeopleRows(),
        "Shared IT": service_row,
        "Fee schedule": schedule_row,
        "Adjustments": adjustment_row,
        "Purchase orders": purchase_order_row,
        "Grants": grant_row,
        "Budget": budget_row,
        "Receipts": ReceiptRows(),
        "Settings": setting_row,
        "Activities": activity_row,
    }
    assert [*handlers] == [spec.name for spec in SHEETS]
    return handlers


def _import_sheet(importing: Importing, sheet: str, handler: RowHandler) -> SheetResult:
    added = changed = unchanged = 0
    for row in importing.rows.sheets[sheet]:
        if row.refused:
            importing.check_references(row)
            continue
        before = importing.plan.changes
        new = handler(importing, row)
        if new is None:
            continue
        if new:
            added += 1
        elif importing.plan.changes > before:
            changed += 1
        else:
            unchanged += 1
    importing.finish(sheet)
    return SheetResult(sheet, added, changed, unchanged)
