"""The type of the window: Source Sans Pro from its own package, or the system's font drawn equally large."""

from enum import StrEnum
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase, QFontInfo, QFontMetricsF

FAMILY = "Source Sans Pro"
_FACES = ("SourceSansPro-Regular.ttf", "SourceSansPro-Semibold.ttf")
# Body text of 14 px in Source Sans Pro has letters as high as this; another font gets the size that matches it.
_BODY_X_HEIGHT = 6.95
_BODY_PX = 14


class Role(StrEnum):
    """What a text is for; each role has one size and one weight in the whole window."""

    PROGRAM = "program"
    TITLE = "title"
    FIGURE = "figure"
    HEADING = "heading"
    BODY = "body"
    STRONG = "strong"
    SMALL = "small"
    HEADER = "header"


SIZES: dict[Role, tuple[int, int]] = {
    Role.PROGRAM: (30, 600),
    Role.TITLE: (24, 600),
    Role.FIGURE: (22, 600),
    Role.HEADING: (16, 600),
    Role.BODY: (14, 400),
    Role.STRONG: (14, 600),
    Role.SMALL: (13, 400),
    Role.HEADER: (13, 600),
}


def load_family() -> str | None:
    """Register the packaged faces with Qt and give the family, or None when the package is not there."""
    spec = find_spec("font_source_sans_pro")
    if spec is None or spec.origin is None:
        return None
    folder = Path(spec.origin).parent / "files"
    loaded = [QFontDatabase.addApplicationFont(str(folder / face)) for face in _FACES]
    return FAMILY if min(loaded) >= 0 else None


def base_font(*, use_system: bool) -> tuple[QFont, float]:
    """The font every role is made from, and the factor that its sizes need to look as large as Source Sans Pro."""
    family = None if use_system else load_family()
    if family:
        font, factor = QFont(family), 1.0
    else:
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
        # The logical name may be an alias ("Sans Serif"), whose file and so whose metrics can change with the size.
        font = QFont(QFontInfo(font).family())
        font.setPixelSize(100)
        x_height = QFontMetricsF(font).xHeight() / 100
        factor = _BODY_X_HEIGHT / x_height / _BODY_PX if x_height else 1.0
    font.setPixelSize(_BODY_PX)
    font.setHintingPreference(QFont.HintingPreference.PreferVerticalHinting)
    # Figures of one width, so that amounts stand under each other without a second font.
    font.setFeature(QFont.Tag("tnum"), 1)
    return font, factor
