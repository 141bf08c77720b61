"""What is wrong with a workbook, cell by cell, in words for the officer."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from loti_admin.domain.vat import percent_text
from loti_admin.errors import Severity
from loti_admin.imports.reading import CellError, PerCent, Uncalculated, Value
from loti_admin.imports.sheets import SHEETS

_LONGEST_SHOWN = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class CellProblem:
    """One cell (or a whole sheet, `cell` ""): what was found and what is expected, or a sentence of its own."""

    sheet: str
    cell: str = ""
    found: str = ""
    expected: str = ""
    message: str = ""
    severity: Severity = Severity.BLOCKS

    @property
    def blocks(self) -> bool:
        return self.severity is Severity.BLOCKS

    @property
    def text(self) -> str:
        """`Organisations C7: found “31/9/2026”, expected a date like 27/3/2027.`"""
        place = f"{self.sheet} {self.cell}".rstrip()
        if self.message:
            return f"{place}: {self.message}"
        return f"{place}: found {self.found}, expected {self.expected}."

    def to_plain(self) -> dict[str, str]:
        """For JSON."""
        return {
            "sheet": self.sheet,
            "cell": self.cell,
            "found": self.found,
            "expected": self.expected,
            "severity": self.severity.value,
            "message": self.text,
        }


def found_text(value: Value | None) -> str:
    """A cell's content as a sentence shows it, in quotes; shortened, because only the cell is to be found again."""
    match value:
        case None:
            return "nothing"
        case Uncalculated():
            return "a formula without a value"
        case CellError():
            text = value.text
        case PerCent():
            text = f"{percent_text(value.percent)}%"
        case bool():
            text = "TRUE" if value else "FALSE"
        case date():
            text = f"{value.day}/{value.month}/{value.year}"
        case _:
            text = " ".join("".join(c if c.isprintable() else " " for c in str(value)).split())
    if len(text) > _LONGEST_SHOWN:
        text = text[: _LONGEST_SHOWN - 1] + "…"
    return f"“{text}”"


def in_order(problems: Iterable[CellProblem]) -> tuple[CellProblem, ...]:
    """As they stand in the workbook, each once; a sheet's own problems before those of its cells."""
    sheets = [spec.name for spec in SHEETS]

    def place(problem: CellProblem) -> tuple[int, int, int, str]:
        sheet = sheets.index(problem.sheet) if problem.sheet in sheets else len(sheets)
        column = problem.cell.rstrip("0123456789")
        number = problem.cell[len(column) :]
        return sheet, int(number or 0), len(column), column

    return tuple(sorted(dict.fromkeys(problems), key=place))
