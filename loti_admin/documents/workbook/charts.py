"""The native charts: bars of spending, columns of the reserve with its minimum, lines of income and spending."""

from collections.abc import Sequence
from typing import Any, Literal

from openpyxl.chart import BarChart, LineChart, Reference
from openpyxl.chart.data_source import StrRef
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.series import SeriesLabel
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText, Text
from openpyxl.chart.title import Title
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import (
    CharacterProperties,
    Font,
    Paragraph,
    ParagraphProperties,
    RegularTextRun,
)
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from loti_admin.documents.workbook import styles
from loti_admin.documents.workbook.layout import ReserveRows, SummaryRows

_POINT = 12_700
_FONT = "Arial"


def chart_width(widths: Sequence[float]) -> float:
    """The centimetres that columns of these widths take: seven pixels to a character, 96 to an inch."""
    return sum(widths) * 7 / 96 * 2.54


def spending_chart(sheet: Worksheet, rows: SummaryRows, anchor: str, *, width: float) -> None:
    chart = BarChart()
    chart.type, chart.gapWidth, chart.overlap = "bar", 55, 0
    values = Reference(
        sheet, min_col=15, max_col=16, min_row=rows.first_group, max_row=rows.last_group
    )
    chart.add_data(values)
    names = Reference(sheet, min_col=14, min_row=rows.first_group, max_row=rows.last_group)
    chart.set_categories(names)
    for series, (column, color) in zip(
        chart.series, (("O", styles.ACCENT), ("P", styles.LIGHT)), strict=True
    ):
        _named(series, sheet, f"{column}5")
        series.graphicalProperties = GraphicalProperties(solidFill=color)
        series.graphicalProperties.line.noFill = True
    # Bars are drawn upwards from the axis; this puts the first group on top, as in the table.
    chart.x_axis.scaling.orientation = "maxMin"
    chart.y_axis.crosses = "max"
    _dress(chart, "Spending by group, £ thousand", width=width, height=6.4)
    sheet.add_chart(chart, anchor)


def reserve_chart(
    workbook: Workbook, sheet: Worksheet, anchor: str, *, width: float, height: float
) -> None:
    """The general reserve at the end of each year, with the smallest that policy allows as a dashed line."""
    source = workbook["Reserves"]
    columns = BarChart()
    columns.type, columns.gapWidth = "col", 60
    line = LineChart()
    names = Reference(source, min_col=2, max_col=6, min_row=5)
    for chart, row in ((columns, ReserveRows.end), (line, ReserveRows.smallest)):
        chart.add_data(
            Reference(source, min_col=2, max_col=6, min_row=row),
            from_rows=True,
            titles_from_data=False,
        )
        chart.set_categories(names)
    bars, least = columns.series[0], line.series[0]
    _named(bars, source, f"A{ReserveRows.restricted_head - 7}")
    bars.graphicalProperties = GraphicalProperties(solidFill=styles.MID)
    bars.graphicalProperties.line.noFill = True
    labels = DataLabelList()
    labels.showVal, labels.position = True, "outEnd"
    labels.showSerName = labels.showCatName = labels.showLegendKey = labels.showPercent = False
    labels.numFmt = "#,##0"
    labels.txPr = _text(9, styles.INK, bold=True)
    bars.dLbls = labels
    _named(least, source, f"A{ReserveRows.smallest}")
    _line(least, styles.INK, dash="dash", width=1.5)
    # `columns + line` fails in openpyxl; adding in place combines the two.
    columns += line
    _dress(columns, "General reserve at the year’s end, £", width=width, height=height)
    sheet.add_chart(columns, anchor)


def phasing_chart(sheet: Worksheet, anchor: str, helper_row: int, *, width: float) -> None:
    """Income and spending so far, month by month, from the two rows of thousands at `helper_row`."""
    chart = LineChart()
    lines: tuple[tuple[int, str, Literal["dash"] | None], ...] = (
        (helper_row, styles.ACCENT, None),
        (helper_row + 1, styles.MID, "dash"),
    )
    for row, color, dash in lines:
        chart.add_data(
            Reference(sheet, min_col=2, max_col=13, min_row=row),
            from_rows=True,
            titles_from_data=False,
        )
        _named(chart.series[-1], sheet, f"A{row}")
        _line(chart.series[-1], color, dash=dash, width=2.25)
    chart.set_categories(Reference(sheet, min_col=2, max_col=13, min_row=5))
    chart.x_axis.number_format = "mmm yy"
    _dress(chart, "Income and spending so far, £ thousand", width=width, height=6.4)
    sheet.add_chart(chart, anchor)


def _line(series: Any, color: str, *, dash: Literal["dash"] | None, width: float) -> None:
    series.smooth = False
    series.marker.symbol = "none"
    series.graphicalProperties = GraphicalProperties()
    series.graphicalProperties.line = LineProperties(
        solidFill=color, prstDash=dash, w=int(width * _POINT)
    )


def _named(series: Any, sheet: Worksheet, cell: str) -> None:
    column, row = cell.rstrip("0123456789"), cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    series.tx = SeriesLabel(strRef=StrRef(f"'{sheet.title}'!${column}${row}"))


def _text(size: float, color: str, *, bold: bool = False) -> RichText:
    look = CharacterProperties(
        sz=int(size * 100), b=bold, solidFill=color, latin=Font(typeface=_FONT)
    )
    return RichText(p=[Paragraph(pPr=ParagraphProperties(defRPr=look), endParaRPr=look)])


def _dress(chart: Any, title: str, *, width: float, height: float) -> None:
    """Title, legend, axes and size, the same for every chart. Axes vanish unless told not to."""
    look = CharacterProperties(sz=1100, b=True, solidFill=styles.ACCENT, latin=Font(typeface=_FONT))
    run = RegularTextRun(rPr=look, t=title)
    paragraph = Paragraph(pPr=ParagraphProperties(defRPr=look), r=[run])
    chart.title = Title(tx=Text(rich=RichText(p=[paragraph])), overlay=False)
    chart.width, chart.height = width, height
    chart.legend.position = "b"
    chart.legend.txPr = _text(9, styles.INK)
    for axis in (chart.x_axis, chart.y_axis):
        axis.delete = False
        axis.txPr = _text(9, styles.INK)
        axis.title = None
    chart.x_axis.graphicalProperties = _edge(styles.RULE)
    chart.x_axis.tickLblPos = "low"
    chart.y_axis.graphicalProperties = _edge(styles.RULE)
    chart.y_axis.majorGridlines.spPr = _edge(styles.RULE)
    chart.y_axis.number_format = "#,##0"
    chart.graphical_properties = GraphicalProperties(noFill=True)
    chart.graphical_properties.line.noFill = True


def _edge(color: str) -> GraphicalProperties:
    found = GraphicalProperties()
    found.line = LineProperties(solidFill=color, w=int(0.5 * _POINT))
    return found
