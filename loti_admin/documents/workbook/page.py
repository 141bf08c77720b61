"""One sheet being written: text, inputs, formulas with their values, heads, tables, print set-up."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from openpyxl.formatting.rule import Rule
from openpyxl.styles import Font
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.fills import PatternFill
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.workbook import Workbook
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.table import Table, TableColumn, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from loti_admin.documents.cells import cell_text, looks_like_formula
from loti_admin.documents.workbook import styles
from loti_admin.documents.workbook.numbers import Value
from loti_admin.domain.dates import long_date
from loti_admin.domain.money import Money

FIRST_ROW = 6
HEAD_ROW = 5
# Filter buttons help from about this many rows on; on a short list they only cover the heads.
ROWS_WORTH_FILTERING = 20

Input = str | int | Money | Decimal | date | Fraction | None


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands in a page's print header and footer, the same on every sheet."""

    header: str
    example: bool
    as_of: date


class Book:
    """The workbook and, for each sheet, the value of each formula by cell."""

    def __init__(self, heading: Heading) -> None:
        self.workbook = Workbook()
        self.workbook.remove(self.workbook.worksheets[0])
        styles.register_styles(self.workbook)
        self.heading = heading
        self.values: dict[str, dict[str, Value]] = {}

    def page(self, title: str, tab: str, about: tuple[str, str], widths: Sequence[float]) -> "Page":
        return Page(self, title, tab, about, widths)

    def name(self, name: str, page: "Page", ref: str) -> None:
        """A named cell, so that formulas read as words."""
        column, row = ref.rstrip("0123456789"), ref.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        target = f"{quote_sheetname(page.sheet.title)}!${column}${row}"
        self.workbook.defined_names[name] = DefinedName(name, attr_text=target)


class Page:
    def __init__(
        self, book: Book, title: str, tab: str, about: tuple[str, str], widths: Sequence[float]
    ) -> None:
        self.book = book
        self.sheet: Worksheet = book.workbook.create_sheet(title)
        self.values: dict[str, Value] = {}
        book.values[title] = self.values
        self.sheet.sheet_properties.tabColor = tab
        self.sheet.sheet_view.showGridLines = False
        for index, width in enumerate(widths, start=1):
            self.sheet.column_dimensions[get_column_letter(index)].width = width
        self.title(title, about)

    def title(self, title: str, about: tuple[str, str]) -> None:
        """Rows 1 to 3: the title with the example mark, what the sheet is, unit and sign convention."""
        mark = " (example: invented data)" if self.book.heading.example else ""
        self.put("A1", title + mark, "Title")
        self.put("A2", about[0], "About")
        self.put("A3", about[1], "About")
        self.heights({1: 24, 2: 15.5, 3: 15.5, 4: 12})

    # Cells

    def put(self, ref: str, value: Input, style: str) -> None:
        """A constant. Text is always a text cell, whatever it begins with. Raises Refused if no cell can hold it."""
        cell = self.sheet[ref]
        cell.style = f"LOTI {style}"
        if isinstance(value, str):
            cell.value = cell_text(value, f"The text for {self.sheet.title}, {ref},")
            cell.data_type = "s"
            cell.quotePrefix = looks_like_formula(value)
        elif isinstance(value, Money):
            cell.value = value.pence / 100
        elif isinstance(value, Fraction):
            cell.value = float(value)
        else:
            cell.value = value

    def formula(self, ref: str, formula: str, value: Value, style: str) -> None:
        """A live formula (without the equals sign) and the value that it has with the inputs as they are."""
        cell = self.sheet[ref]
        cell.style = f"LOTI {style}"
        cell.value = f"={formula}"
        self.values[ref] = value

    def blank(self, refs: Sequence[str], style: str) -> None:
        for ref in refs:
            self.sheet[ref].style = f"LOTI {style}"

    def section(self, row: int, text: str) -> None:
        self.put(f"A{row}", text, "Section")
        self.heights({row: 22})

    def heights(self, rows: Mapping[int, float]) -> None:
        for row, height in rows.items():
            self.sheet.row_dimensions[row].height = height

    def heads(
        self, heads: Sequence[tuple[str, str]], *, row: int = HEAD_ROW, filtered: bool = False
    ) -> None:
        """Column heads as (text, style ending); with filter buttons the text stands above them."""
        start = "List head" if filtered else "Head"
        for index, (text, ending) in enumerate(heads, start=1):
            self.put(f"{get_column_letter(index)}{row}", text, f"{start}{ending}")
        self.heights({row: 42 if filtered else 32})

    # Tables, choices, conditions

    def table(
        self,
        name: str,
        heads: Sequence[str],
        rows: int,
        totals: Mapping[str, Fraction],
        style: str,
        *,
        row: int = HEAD_ROW,
        label: str = "Total",
    ) -> int:
        """Make the rows below the heads a table with a total row; gives that row. `totals` by column head.

        Totals are SUBTOTAL(109), so that they follow a filter. A table cannot be empty, so it has one row at least.
        """
        last = row + max(rows, 1)
        right = get_column_letter(len(heads))
        columns = []
        for index, head in enumerate(heads, start=1):
            ref = f"{get_column_letter(index)}{last + 1}"
            column = TableColumn(id=index, name=head)
            if head in totals:
                formula = f"SUBTOTAL(109,{name}[{head}])"
                self.formula(ref, formula, totals[head], f"Total {style}")
                column.totalsRowFunction = "sum"
            elif index == 1:
                self.put(ref, label, "Total text")
                column.totalsRowLabel = label
            else:
                self.blank([ref], "Total text")
            columns.append(column)
        table = Table(displayName=name, ref=f"A{row}:{right}{last + 1}", totalsRowCount=1)
        table.id = sum(len(sheet.tables) for sheet in self.book.workbook.worksheets) + 1
        table.tableColumns = columns
        if rows >= ROWS_WORTH_FILTERING:
            table.autoFilter = AutoFilter(ref=f"A{row}:{right}{last}")
        table.tableStyleInfo = TableStyleInfo(showRowStripes=False, showColumnStripes=False)
        self.sheet.add_table(table)
        self.heights({last + 1: 18})
        return last + 1

    def choices(self, refs: str, words: Sequence[str]) -> None:
        """A drop-down; anything else is refused by the spreadsheet."""
        listed = ",".join(dict.fromkeys(words))
        validation = DataValidation(type="list", formula1=f'"{listed}"', allow_blank=True)
        validation.errorTitle, validation.error = "Not on the list", f"Choose one of: {listed}."
        validation.showErrorMessage = True
        self.sheet.add_data_validation(validation)
        validation.add(refs)

    def amounts(self, refs: str, *, low: str = "-100000000", high: str = "100000000") -> None:
        """Only numbers, between the limits."""
        validation = DataValidation(type="decimal", operator="between", formula1=low, formula2=high)
        validation.errorTitle, validation.error = "Not an amount", "Type a number, like 30000."
        validation.showErrorMessage, validation.allow_blank = True, True
        self.sheet.add_data_validation(validation)
        validation.add(refs)

    def red_below_zero(self, refs: str, limit: str = "0") -> None:
        font = Font(color=styles.CHECK_TEXT, bold=True)
        self.sheet.conditional_formatting.add(refs, _rule("lessThan", limit, font=font))

    def red_if(self, refs: str, condition: str) -> None:
        fill = PatternFill(bgColor=styles.CHECK_FILL)
        self.sheet.conditional_formatting.add(
            refs, Rule(type="expression", formula=[condition], dxf=DifferentialStyle(fill=fill))
        )

    def ok_or_check(self, refs: str) -> None:
        for word, fill, text in (
            ("OK", styles.OK_FILL, styles.OK_TEXT),
            ("CHECK", styles.CHECK_FILL, styles.CHECK_TEXT),
        ):
            font, back = Font(color=text, bold=True), PatternFill(bgColor=fill)
            rule = _rule("equal", f'"{word}"', font=font, fill=back)
            self.sheet.conditional_formatting.add(refs, rule)

    # On screen and on paper

    def finish(
        self,
        freeze: str,
        area: str,
        *,
        one_page: bool = False,
        scale: int = 0,
        repeated: int = HEAD_ROW,
    ) -> None:
        """Freeze, protect and set up for A4 landscape. `scale` in per cent instead of fitting to the width;
        `repeated` is the last of the rows that stand on every page."""
        sheet, heading = self.sheet, self.book.heading
        sheet.freeze_panes = freeze
        sheet.protection.sheet = True
        # What a reader may do without lifting the protection (False = not forbidden).
        sheet.protection.formatColumns = sheet.protection.formatRows = False
        sheet.protection.sort = sheet.protection.autoFilter = False
        sheet.print_area = area
        setup = sheet.page_setup
        setup.orientation, setup.paperSize = "landscape", 9
        if scale:
            setup.scale = scale
        else:
            sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
            setup.fitToWidth, setup.fitToHeight = 1, 1 if one_page else 0
        margins = sheet.page_margins
        margins.left = margins.right = 10 / 25.4
        margins.top, margins.bottom = 19 / 25.4, 18 / 25.4
        margins.header = margins.footer = 10 / 25.4
        if not one_page:
            sheet.print_title_rows = f"1:{repeated}"
        right = "Example: invented data" if heading.example else ""
        header, footer = HeaderFooterItem(), HeaderFooterItem()
        sheet.oddHeader, sheet.oddFooter = header, footer
        for part, text, bold in (
            (header.left, heading.header, False),
            (header.right, right, True),
            (footer.left, sheet.title, False),
            (footer.center, f"Prepared {long_date(heading.as_of)}", False),
            (footer.right, "Page &P of &N", False),
        ):
            part.text, part.size = text, 8
            part.font = "Arial,Bold" if bold else "Arial,Regular"


def _rule(
    operator: Literal["equal", "lessThan"],
    value: str,
    *,
    font: Font,
    fill: PatternFill | None = None,
) -> Rule:
    look = DifferentialStyle(font=font, fill=fill)
    return Rule(type="cellIs", operator=operator, formula=[value], dxf=look)


def fitted(texts: Iterable[str], least: float, most: float = 42) -> float:
    """The width for the longest of these texts, with room for the indent, between two widths."""
    return min(most, max(least, max(map(len, texts), default=0) * 1.05 + 2))


def row_height(text: str, width: float) -> float:
    """The height in points for a wrapped text in a column of so many characters."""
    # Words rarely end where the line does, so a line holds a little less than the width says.
    lines = sum(max(1, -(-len(line) // max(int(width * 0.95), 1))) for line in text.split("\n"))
    return 15.5 if lines <= 1 else 13 * lines + 3
