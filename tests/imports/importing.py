"""Importing sheets into a register without a file in between."""

from loti_admin.imports.rows import rows_of
from loti_admin.services.import_workbook import ImportResult, import_rows
from loti_admin.storage.register import Register
from tests.imports.workbooks import Rows, raw_book


def import_sheets(
    register: Register, sheets: dict[str, Rows], *, dry_run: bool = False
) -> ImportResult:
    return import_rows(register, rows_of(raw_book(sheets)), "members.xlsx", dry_run=dry_run)


def counts(result: ImportResult) -> dict[str, tuple[int, int, int]]:
    """Added, changed and unchanged by sheet."""
    return {sheet.sheet: (sheet.added, sheet.changed, sheet.unchanged) for sheet in result.sheets}


def imported(register: Register, sheets: dict[str, Rows]) -> ImportResult:
    """Import what is right, and see that importing it again changes nothing and leaves no entry in the history."""
    result = import_sheets(register, sheets)
    assert result.lines() == [sheet.text for sheet in result.sheets], result.lines()
    head = register.history.head()
    again = import_sheets(register, sheets)
    assert (again.added, again.changed) == (0, 0), again.lines()
    assert register.history.head() == head
    return result


def refused(register: Register, sheets: dict[str, Rows]) -> list[str]:
    """Import what is wrong, and see that nothing was written; the lines."""
    head = register.history.head()
    result = import_sheets(register, sheets)
    assert result.refused
    assert register.history.head() == head
    return result.lines()
