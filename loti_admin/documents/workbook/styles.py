"""Named styles, colours and number formats of the workbook: one place, so that all sheets look like one hand."""

from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side
from openpyxl.workbook import Workbook

INK, SECOND, ACCENT = "18202A", "4E5A66", "00546C"
MID, LIGHT, TINT, RULE = "6096A8", "C4D9E0", "ECF3F6", "C4CCD4"
INPUT_FILL, INPUT_TEXT = "FFF8DC", "0040A0"
OK_FILL, OK_TEXT = "E2F0E5", "185C30"
CHECK_FILL, CHECK_TEXT = "FDE4DE", "9C2010"
TAB_SUMMARY, TAB_SHEET, TAB_ASSUMPTIONS, TAB_CHECKS = ACCENT, MID, "E0B000", "2E7D4F"

# The trailing `_0_)` keeps figures off the cell's edge; LibreOffice drops a right indent in formula cells.
POUNDS = '#,##0_0_);-#,##0_0_);"–"_0_)'
PENCE = '#,##0.00_0_);-#,##0.00_0_);"–"_0_)'
VARIANCE = '+#,##0_0_);-#,##0_0_);"–"_0_)'
PER_CENT = '0.0%_0_);-0.0%_0_);"–"_0_)'
VARIANCE_PER_CENT = '+0.0%_0_);-0.0%_0_);"–"_0_)'
DATE = "d mmm yyyy_0_)"
MONTH = "mmm yy_0_)"
PART, WHOLE = "0", '"/"0'
COUNT = '0_0_);-0_0_);"–"_0_)'

_FONT = "Arial"
_HAIR = Side(style="thin", color=RULE)
_THIN = Side(style="thin", color=ACCENT)
_STRONG = Side(style="medium", color=ACCENT)
_ROW = Border(bottom=_HAIR)
_BOX = Border(left=_HAIR, right=_HAIR, top=_HAIR, bottom=_HAIR)
# Two cells that read as one: 9 and /12.
_LEFT_OF_BOX = Border(left=_HAIR, top=_HAIR, bottom=_HAIR)
_RIGHT_OF_BOX = Border(right=_HAIR, top=_HAIR, bottom=_HAIR)
_HEAD = Border(bottom=_STRONG)
_TOTAL = Border(top=_THIN, bottom=_STRONG)

_LEFT = Alignment(horizontal="left", vertical="center", indent=1)
_WRAPPED = Alignment(horizontal="left", vertical="center", indent=1, wrap_text=True)
_RIGHT = Alignment(horizontal="right", vertical="center")
_CENTRE = Alignment(horizontal="center", vertical="center")


def _font(*, size: float = 10, bold: bool = False, color: str = INK) -> Font:
    return Font(name=_FONT, size=size, bold=bold, color=color)


def _fill(color: str) -> PatternFill:
    return PatternFill("solid", start_color=color, end_color=color)


def _style(
    name: str,
    *,
    font: Font | None = None,
    fill: str = "",
    border: Border | None = None,
    align: Alignment = _LEFT,
    number: str = "General",
    locked: bool = True,
) -> NamedStyle:
    style = NamedStyle(name=f"LOTI {name}")
    style.font = font or _font()
    if fill:
        style.fill = _fill(fill)
    style.border = border or Border()
    style.alignment = align
    style.number_format = number
    style.protection = Protection(locked=locked)
    return style


def _all_styles() -> list[NamedStyle]:
    plain = Alignment(vertical="center")
    found = [
        _style("Title", font=_font(size=16, bold=True, color=ACCENT), align=plain),
        _style("About", font=_font(color=SECOND), align=plain),
        _style(
            "About right",
            font=_font(color=SECOND),
            align=Alignment(horizontal="right", vertical="center", indent=1),
        ),
        _style("Section", font=_font(size=12, bold=True, color=ACCENT), align=plain),
        _style(
            "Year", font=_font(size=9, color=SECOND), align=Alignment(horizontal="right", indent=1)
        ),
        _style("Check", font=_font(bold=True), border=_ROW, align=_CENTRE),
        _style("Flag", font=_font(bold=True, color=CHECK_TEXT), border=_ROW),
    ]
    for name, vertical in (("Head", "center"), ("List head", "top")):
        text = Alignment(horizontal="left", vertical=vertical, indent=1, wrap_text=True)
        number = Alignment(horizontal="right", vertical=vertical, indent=1, wrap_text=True)
        for ending, align, form in (
            ("", text, "General"),
            (" number", number, "General"),
            (" month", _RIGHT, MONTH),
        ):
            found.append(
                _style(
                    name + ending,
                    font=_font(bold=True),
                    fill=TINT,
                    border=_HEAD,
                    align=align,
                    number=form,
                )
            )
    found.append(
        _style("Head centre", font=_font(bold=True), fill=TINT, border=_HEAD, align=_CENTRE)
    )
    numbers = {
        "pounds": POUNDS,
        "pence": PENCE,
        "per cent": PER_CENT,
        "date": DATE,
        "count": COUNT,
        "variance": VARIANCE,
        "variance per cent": VARIANCE_PER_CENT,
    }
    for kind, form in numbers.items():
        capital = kind.capitalize()
        found += [
            _style(capital, border=_ROW, align=_RIGHT, number=form),
            _style(f"Sub {kind}", font=_font(bold=True), border=_ROW, align=_RIGHT, number=form),
            _style(
                f"Total {kind}",
                font=_font(bold=True),
                fill=TINT,
                border=_TOTAL,
                align=_RIGHT,
                number=form,
            ),
            _input(kind, _RIGHT, form),
        ]
    found += [
        _style("Text", border=_ROW),
        _style("Sub text", font=_font(bold=True), border=_ROW),
        _style("Total text", font=_font(bold=True), fill=TINT, border=_TOTAL),
        _input("text", _LEFT),
        _input("note", _WRAPPED),
        _input("part", _RIGHT, PART, _LEFT_OF_BOX),
        _input("whole", Alignment(horizontal="left", vertical="center"), WHOLE, _RIGHT_OF_BOX),
        _input("choice", Alignment(horizontal="right", vertical="center", indent=1)),
    ]
    return found


def _input(
    name: str, align: Alignment, number: str = "General", border: Border = _BOX
) -> NamedStyle:
    return _style(
        f"Input {name}",
        font=_font(color=INPUT_TEXT),
        fill=INPUT_FILL,
        border=border,
        align=align,
        number=number,
        locked=False,
    )


def register_styles(workbook: Workbook) -> None:
    """Add the styles; *Normal* gets the font too, so that cells a person fills in look the same."""
    normal = workbook._named_styles["Normal"]  # type: ignore[attr-defined]
    normal.font = _font()
    normal.bind(workbook)
    for style in _all_styles():
        workbook.add_named_style(style)
