"""Drawing on A4: lengths in mm from the top left corner, the `y` of text is its baseline, sizes in points.

The measures are those of the documents' look: a grid of 4 mm, one accent colour, rules and no boxes.
"""

from collections.abc import Iterable
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING

from loti_admin.documents.fonts import POINTS_PER_MM, REGULAR, SEMIBOLD, printable, text_width
from loti_admin.documents.text import Line, fitted_size
from loti_admin.domain.letterhead import Colour, colour_of, expected_of_accent, tint_of

if TYPE_CHECKING:
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

INK: Colour = (24, 32, 42)
SECOND: Colour = (78, 90, 102)
ACCENT: Colour = (0, 84, 108)
TINT: Colour = (236, 243, 246)
HAIRLINE: Colour = (196, 204, 212)
WATERMARK: Colour = (237, 240, 242)
WHITE: Colour = (255, 255, 255)

PAGE_WIDTH, PAGE_HEIGHT = 210.0, 297.0
LEFT, RIGHT = 20.0, 190.0
MIDDLE = 107.0  # column 7
FACTS = 121.5  # column 8: letterhead, title, labels of facts, totals
VALUES = 151.5  # values of facts, last cell of the strip

TITLE, HEADING, BODY, LABEL, SMALL = 22.0, 12.0, 10.0, 9.0, 8.0
ROW = 4.8  # from one row of data to the next
STRONG_RULE, TOTAL_RULE, THIN_RULE = 0.8, 1.0, 0.3  # points


class Page:
    """The page being drawn. `next()` begins another; text is drawn as it is typed, never read as markup."""

    def __init__(self, canvas: "Canvas") -> None:
        self._canvas = canvas
        self._colours: dict[Colour, Colour] = {}

    def use_accent(self, accent: str) -> None:
        """From now on draw what is in the accent colour and its tint in this one; "" or no colour for the usual."""
        self._colours = {}
        if expected_of_accent(accent) is None:
            colour = colour_of(accent)
            self._colours = {ACCENT: colour, TINT: tint_of(colour)}

    def picture(self, x: float, y: float, width: float, height: float, png: bytes) -> None:
        """A picture in a box, as large as fits, at the left and in the middle of its height."""
        image = _read_picture(png)
        wide, high = image.getSize()
        scale = min(width / wide, height / high)
        top = y + (height - high * scale) / 2
        left, bottom, across, up = _rect(x, top, wide * scale, high * scale)
        self._canvas.drawImage(image, left, bottom, across, up)

    def next(self) -> None:
        self._canvas.showPage()

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        face: str = REGULAR,
        size: float = BODY,
        colour: Colour = INK,
        width: float | None = None,
    ) -> None:
        """Text that begins at `x`; made smaller if it would be wider than `width`."""
        if width is not None:
            size = fitted_size(text, size, width, face=face)
        self.line(x, y, ((printable(text), face),), size=size, colour=colour)

    def right(
        self,
        x: float,
        y: float,
        text: str,
        *,
        face: str = REGULAR,
        size: float = BODY,
        colour: Colour = INK,
        width: float | None = None,
    ) -> None:
        """Text that ends at `x`, as all figures do; made smaller if it would be wider than `width`."""
        if width is not None:
            size = fitted_size(text, size, width, face=face)
        drawn = printable(text)
        start = x - text_width(drawn, face, size)
        self.line(start, y, ((drawn, face),), size=size, colour=colour)

    def line(
        self, x: float, y: float, line: Line, *, size: float = BODY, colour: Colour = INK
    ) -> None:
        """One line that may change face on the way; its text went through `printable` already."""
        drawing = self._canvas.beginText(x * POINTS_PER_MM, _up(y))
        drawing.setFillColorRGB(*self._rgb(colour))
        for text, face in line:
            drawing.setFont(face, size)
            drawing.textOut(text)
        self._canvas.drawText(drawing)

    def lines(
        self,
        x: float,
        y: float,
        lines: Iterable[str],
        pitch: float,
        *,
        face: str = REGULAR,
        size: float = BODY,
        colour: Colour = INK,
    ) -> None:
        """Lines one below the other; these went through `wrap`."""
        for index, text in enumerate(lines):
            self.line(x, y + index * pitch, ((text, face),), size=size, colour=colour)

    def rule(
        self,
        y: float,
        x: float = LEFT,
        to: float = RIGHT,
        *,
        weight: float = THIN_RULE,
        colour: Colour = HAIRLINE,
    ) -> None:
        self._canvas.setStrokeColorRGB(*self._rgb(colour))
        self._canvas.setLineWidth(weight)
        self._canvas.line(x * POINTS_PER_MM, _up(y), to * POINTS_PER_MM, _up(y))

    def strong_rule(self, y: float, x: float = LEFT, to: float = RIGHT) -> None:
        """The rule below heads and above totals."""
        self.rule(y, x, to, weight=STRONG_RULE, colour=ACCENT)

    def bar(self, x: float, y: float, width: float, height: float, colour: Colour) -> None:
        self._canvas.setFillColorRGB(*self._rgb(colour))
        self._canvas.rect(*_rect(x, y, width, height), stroke=0, fill=1)

    def outline(self, x: float, y: float, width: float, height: float) -> None:
        self._canvas.setStrokeColorRGB(*self._rgb(INK))
        self._canvas.setLineWidth(STRONG_RULE)
        self._canvas.rect(*_rect(x, y, width, height), stroke=1, fill=0)

    def watermark(self, text: str, size: float = 130) -> None:
        """Drawn first, so that everything else stands on it."""
        self._canvas.saveState()
        self._canvas.setFillColorRGB(*self._rgb(WATERMARK))
        self._canvas.setFont(SEMIBOLD, size)
        self._canvas.translate(105 * POINTS_PER_MM, _up(196))
        self._canvas.rotate(38)
        self._canvas.drawCentredString(0, -size * 0.33, text)
        self._canvas.restoreState()

    def _rgb(self, colour: Colour) -> tuple[float, float, float]:
        red, green, blue = self._colours.get(colour, colour)
        return red / 255, green / 255, blue / 255


@lru_cache(maxsize=8)
def _read_picture(png: bytes) -> "ImageReader":
    """Kept, because every document of a run has the same logo. Whoever draws holds the lock of the drawing."""
    from reportlab.lib.utils import ImageReader

    return ImageReader(BytesIO(png))


def _up(y: float) -> float:
    """PDF counts from the bottom of the page."""
    return (PAGE_HEIGHT - y) * POINTS_PER_MM


def _rect(x: float, y: float, width: float, height: float) -> tuple[float, float, float, float]:
    return (
        x * POINTS_PER_MM,
        _up(y + height),
        width * POINTS_PER_MM,
        height * POINTS_PER_MM,
    )
