"""Write the budget workbook. Imports openpyxl, so import this module only when a workbook is asked for."""

import io
from collections.abc import Callable
from datetime import datetime, time
from pathlib import Path

from loti_admin.documents.workbook.assumptions import add_assumptions
from loti_admin.documents.workbook.cached import with_values
from loti_admin.documents.workbook.charts import chart_width, reserve_chart
from loti_admin.documents.workbook.checks import add_checks, all_checks, overall
from loti_admin.documents.workbook.data import WorkbookData
from loti_admin.documents.workbook.expenditure import add_expenditure
from loti_admin.documents.workbook.figures import Figures
from loti_admin.documents.workbook.income import add_income
from loti_admin.documents.workbook.invoices import add_invoices
from loti_admin.documents.workbook.layout import ReserveRows
from loti_admin.documents.workbook.members import add_members
from loti_admin.documents.workbook.page import Book, Heading
from loti_admin.documents.workbook.phasing import add_phasing
from loti_admin.documents.workbook.reserves import WIDTHS, add_reserves
from loti_admin.documents.workbook.summary import add_summary, period_text

Progress = Callable[[int, int], None]

# The order in which a reader opens them; the Summary is made after the sheets that its charts are drawn from.
SHEETS = (
    "Summary",
    "Members and fees",
    "Contributions and grants",
    "Expenditure",
    "Phasing",
    "Reserves",
    "Invoices and receipts",
    "Assumptions",
    "Checks",
)


def make_workbook(data: WorkbookData, progress: Progress | None = None) -> bytes:
    """The workbook as a file in memory: the same data always gives the same bytes.

    Calls `progress(done, total)` after each sheet; what it raises (Cancelled) is passed on. Raises Refused for a
    text that no cell can hold.
    """
    figures = Figures(data)
    checks = all_checks(figures)
    name = f"LOTI budget {data.year}"
    period = f", forecast at period {figures.months.to_date}" if figures.months.to_date else ""
    book = Book(Heading(header=f"{name}{period}", example=data.example, as_of=data.as_of))
    steps: tuple[Callable[[], object], ...] = (
        lambda: add_members(book, figures),
        lambda: add_income(book, figures),
        lambda: add_expenditure(book, figures),
        lambda: add_phasing(book, figures),
        lambda: _reserves_with_chart(book, figures),
        lambda: add_summary(book, figures, ("", overall(checks))),
        lambda: add_invoices(book, figures),
        lambda: add_assumptions(book, figures),
        lambda: add_checks(book, checks),
    )
    for done, step in enumerate(steps, start=1):
        step()
        if progress:
            progress(done, len(steps) + 1)
    workbook = book.workbook
    workbook.move_sheet("Summary", -workbook.sheetnames.index("Summary"))
    workbook.active = 0
    workbook.calculation.fullCalcOnLoad = True
    properties = workbook.properties
    properties.title, properties.creator = name, "LOTI Admin"
    properties.subject = period_text(figures)
    properties.created = datetime.combine(data.as_of, time())
    made = io.BytesIO()
    workbook.save(made)
    file = with_values(made.getvalue(), book.values, list(SHEETS), data.as_of)
    if progress:
        progress(len(steps) + 1, len(steps) + 1)
    return file


def write_workbook(data: WorkbookData, path: Path, progress: Progress | None = None) -> None:
    """Make the workbook and put it in place in one step. Raises FileTrouble if the file cannot be written."""
    from loti_admin.documents.files import write_aside

    write_aside(path, make_workbook(data, progress))


def _reserves_with_chart(book: Book, figures: Figures) -> None:
    page = add_reserves(book, figures)
    reserve_chart(
        book.workbook, page.sheet, f"A{ReserveRows.chart}", width=chart_width(WIDTHS) - 1, height=8
    )
