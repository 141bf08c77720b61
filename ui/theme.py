"""The one place that decides how the window looks: scheme, text size, row height, fonts.

`apply_theme` sets all of it on the application; what is painted by hand asks `current()` and listens to `changed`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from string import Template

from PySide6.QtCore import QLocale, QObject, Qt, QTemporaryDir, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPalette
from PySide6.QtWidgets import QApplication

from ui import icons
from ui.theme_fonts import SIZES, Role, base_font
from ui.theme_tokens import DARK, LIGHT, Tokens

__all__ = ["Role", "Scheme", "Theme", "apply_theme", "current", "set_uk_locale"]

TEXT_SCALES = (100, 110, 125, 150, 175, 200)
ROW_HEIGHTS = (28, 32, 40)
_SHEET = Path(__file__).parent.parent / "resources" / "theme.qss"
# Pictures that a style sheet can only take from files: (icon, token, name in the sheet).
_SHEET_PICTURES = (
    ("check", "on_accent", "check"),
    ("check", "text3", "check_disabled"),
    ("dash", "on_accent", "dash"),
    ("chevron-down", "text2", "chevron"),
    ("chevron-down", "disabled", "chevron_disabled"),
    ("chevron-right", "text2", "submenu"),
)


class Scheme(StrEnum):
    """What the officer chose; `SYSTEM` follows the desktop, and is light where the desktop does not say."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Theme(QObject):
    """What is in force now. One object for the life of the application; only what it gives changes."""

    changed = Signal()

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self.setObjectName("theme")
        self.scheme = Scheme.SYSTEM
        self.dark = False
        self.tokens: Tokens = LIGHT
        self.text_scale = 100
        self.row_height = 32
        self.striped = False
        self.system_font = False
        self._app = app
        self._base, self._factor = QFont(), 1.0
        self._fonts: dict[Role, QFont] = {}
        self._metrics: dict[Role, QFontMetrics] = {}
        self._colours: dict[str, QColor] = {}
        self._pictures = QTemporaryDir()
        app.styleHints().colorSchemeChanged.connect(self._follow_system)

    def px(self, length: float) -> int:
        """A length of the 100 % design in whole pixels at the present text size."""
        return int(length * self.text_scale / 100 + 0.5)

    def colour(self, token: str) -> QColor:
        """A token as a colour, by its name in `Tokens`; do not change the object that is given."""
        if token not in self._colours:
            self._colours[token] = QColor(getattr(self.tokens, token))
        return self._colours[token]

    def scrim(self) -> QColor:
        """The veil over a window while a question is open."""
        colour = QColor(self.tokens.scrim)
        colour.setAlphaF(self.tokens.scrim_alpha)
        return colour

    def font_px(self, role: Role) -> int:
        """The size of a role in pixels at the present text size."""
        return self.px(SIZES[role][0] * self._factor)

    def font(self, role: Role = Role.BODY) -> QFont:
        """The font of a role at the present text size; copy it before changing it."""
        if role not in self._fonts:
            font = QFont(self._base)
            font.setPixelSize(self.font_px(role))
            font.setWeight(QFont.Weight(SIZES[role][1]))
            self._fonts[role] = font
        return self._fonts[role]

    def metrics(self, role: Role = Role.BODY) -> QFontMetrics:
        """Measures of `font(role)`."""
        if role not in self._metrics:
            self._metrics[role] = QFontMetrics(self.font(role))
        return self._metrics[role]

    def set_rows(self, height: int, *, striped: bool) -> None:
        """Row height of all tables in pixels of the 100 % design, and whether every second row is tinted."""
        if (height, striped) != (self.row_height, self.striped):
            self.row_height, self.striped = height, striped
            self.changed.emit()

    @contextmanager
    def on_paper(self) -> Iterator[None]:
        """The light colours for as long as a picture is drawn that leaves the window; documents are always light."""
        tokens, colours = self.tokens, self._colours
        self.tokens, self._colours = LIGHT, {}
        try:
            yield
        finally:
            self.tokens, self._colours = tokens, colours

    def apply(self, scheme: Scheme, text_scale: int, *, system_font: bool) -> None:
        self.scheme, self.text_scale, self.system_font = scheme, text_scale, system_font
        hint = self._app.styleHints().colorScheme()
        self.dark = scheme is Scheme.DARK or (
            scheme is Scheme.SYSTEM and hint == Qt.ColorScheme.Dark
        )
        self.tokens = DARK if self.dark else LIGHT
        self._base, self._factor = base_font(use_system=system_font)
        self._fonts.clear()
        self._metrics.clear()
        self._colours.clear()
        self._app.setFont(self.font())
        # Palette before sheet: a sheet resolves palette colours once, when it is set.
        self._app.setPalette(_palette(self))
        self._app.setStyleSheet(Template(_SHEET.read_text("utf-8")).substitute(_SheetValues(self)))
        self.changed.emit()

    def sheet_picture(self, name: str) -> str:
        """The path of a coloured SVG for `url()` in the style sheet, written when the scheme first needs it."""
        icon, token = next((icon, token) for icon, token, known in _SHEET_PICTURES if known == name)
        path = Path(self._pictures.path()) / f"{name}-{'dark' if self.dark else 'light'}.svg"
        if not path.exists():
            path.write_text(icons.svg(icon, getattr(self.tokens, token)), "utf-8")
        return path.as_posix()

    def _follow_system(self) -> None:
        if self.scheme is Scheme.SYSTEM:
            self.apply(self.scheme, self.text_scale, system_font=self.system_font)


class _SheetValues(dict[str, str]):
    """What `$name` means in theme.qss: a token, `p12` a scaled length, `f_title` a font size, `i_check` a picture."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme.tokens.colours())
        self._theme = theme

    def __missing__(self, name: str) -> str:
        if name.startswith("i_"):
            return self._theme.sheet_picture(name[2:])
        if name.startswith("f_"):
            return f"{self._theme.font_px(Role(name[2:]))}px"
        # `p30_2` is 30 scaled, less the 2 px of an edge that does not grow with the text.
        length, _, edge = name.removeprefix("p").partition("_")
        return f"{max(0, self._theme.px(float(length)) - int(edge or 0))}px"


def current() -> Theme:
    """The application's theme; made, light and at 100 %, when nothing was applied yet."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        raise RuntimeError("A theme needs a QApplication.")
    found = app.findChild(Theme, "theme", Qt.FindChildOption.FindDirectChildrenOnly)
    return found or Theme(app)


def apply_theme(
    app: QApplication,
    scheme: Scheme | str = Scheme.SYSTEM,
    text_scale: int = 100,
    *,
    system_font: bool = False,
) -> Theme:
    """Set style, fonts, palette and sheet. `text_scale` is in percent, 100 to 200; everything grows with it.

    Raises ValueError for an unknown scheme or a scale out of range.
    """
    if not 100 <= text_scale <= 200:
        raise ValueError(f"The text size {text_scale} % is out of range.")
    if app.style().objectName().lower() != "fusion" and not app.styleSheet():
        app.setStyle("Fusion")
    for effect in (
        Qt.UIEffect.UI_AnimateMenu,
        Qt.UIEffect.UI_FadeMenu,
        Qt.UIEffect.UI_AnimateCombo,
    ):
        app.setEffectEnabled(effect, False)
    theme = current()
    theme.apply(Scheme(scheme), text_scale, system_font=system_font)
    return theme


def set_uk_locale() -> None:
    """British English for everything Qt formats; call it before the first widget is made."""
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))


def _palette(theme: Theme) -> QPalette:
    roles = {
        QPalette.ColorRole.Window: "surface",
        QPalette.ColorRole.WindowText: "text",
        QPalette.ColorRole.Base: "field",
        QPalette.ColorRole.AlternateBase: "alt",
        QPalette.ColorRole.Text: "text",
        QPalette.ColorRole.PlaceholderText: "text3",
        QPalette.ColorRole.Button: "raised",
        QPalette.ColorRole.ButtonText: "text",
        QPalette.ColorRole.BrightText: "on_err",
        QPalette.ColorRole.Highlight: "accent",
        QPalette.ColorRole.HighlightedText: "on_accent",
        QPalette.ColorRole.Accent: "accent",
        QPalette.ColorRole.Link: "accent",
        QPalette.ColorRole.LinkVisited: "accent",
        QPalette.ColorRole.ToolTipBase: "text",
        QPalette.ColorRole.ToolTipText: "surface",
        QPalette.ColorRole.Light: "raised",
        QPalette.ColorRole.Midlight: "hover",
        QPalette.ColorRole.Mid: "line2",
        QPalette.ColorRole.Dark: "control",
        QPalette.ColorRole.Shadow: "line2",
    }
    palette = QPalette()
    for role, token in roles.items():
        palette.setColor(role, theme.colour(token))
    for role in (
        QPalette.ColorRole.WindowText,
        QPalette.ColorRole.Text,
        QPalette.ColorRole.ButtonText,
    ):
        palette.setColor(QPalette.ColorGroup.Disabled, role, theme.colour("disabled"))
    palette.setColor(
        QPalette.ColorGroup.Disabled, QPalette.ColorRole.Highlight, theme.colour("line2")
    )
    return palette
