"""Buttons. Labels name the act and the number: "Issue 27 invoices". One primary button a page."""

from collections.abc import Callable
from enum import StrEnum

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from ui import icons, theme
from ui.kit.styling import set_property


class Kind(StrEnum):
    """How much a button asks for attention. `DANGER_SOLID` only inside a question."""

    SECONDARY = "secondary"
    PRIMARY = "primary"
    DANGER = "danger"
    DANGER_SOLID = "danger-solid"
    QUIET = "quiet"
    LINK = "link"
    ICON = "icon"


# Icon colours by kind: usable, not usable now.
_INK = {
    Kind.SECONDARY: ("text", "disabled"),
    Kind.PRIMARY: ("on_accent", "text3"),
    Kind.DANGER: ("err", "disabled"),
    Kind.DANGER_SOLID: ("on_err", "text3"),
    Kind.QUIET: ("text2", "disabled"),
    Kind.LINK: ("accent", "disabled"),
    Kind.ICON: ("text2", "disabled"),
}


class Button(QPushButton):
    """A push button of one kind, with an icon that follows the scheme and the text size."""

    def __init__(
        self,
        text: str,
        kind: Kind = Kind.SECONDARY,
        *,
        icon: str = "",
        on_click: Callable[[], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._kind, self._icon_name = kind, icon
        self.setProperty("kind", str(kind))
        # Enter presses the default button of a dialog only where the dialog says so.
        self.setAutoDefault(False)
        if kind is Kind.LINK:
            self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        if on_click is not None:
            self.clicked.connect(lambda: on_click())
        theme.current().changed.connect(self._draw_icon)
        self._draw_icon()

    def set_kind(self, kind: Kind) -> None:
        """Change the rank of the button."""
        self._kind = kind
        set_property(self, "kind", str(kind))
        self._draw_icon()

    def set_icon(self, name: str) -> None:
        """Show another icon of `ui.icons`; "" for none."""
        self._icon_name = name
        self._draw_icon()

    def _draw_icon(self) -> None:
        if not self._icon_name:
            return
        look = theme.current()
        size = look.px(18 if self._kind is Kind.ICON else 16)
        # Qt itself leaves 3 px between icon and text.
        gap = look.px(8) - 3 if self.text() else 0
        usable, not_now = (look.colour(token) for token in _INK[self._kind])
        self.setIcon(icons.icon(self._icon_name, usable, size, disabled=not_now, gap=gap))
        self.setIconSize(QSize(size + gap, size))


def primary(text: str, on_click: Callable[[], object] | None = None, *, icon: str = "") -> Button:
    """The one act a page is for."""
    return Button(text, Kind.PRIMARY, icon=icon, on_click=on_click)


def secondary(text: str, on_click: Callable[[], object] | None = None, *, icon: str = "") -> Button:
    """Any other act."""
    return Button(text, Kind.SECONDARY, icon=icon, on_click=on_click)


def danger(
    text: str, on_click: Callable[[], object] | None = None, *, solid: bool = False
) -> Button:
    """An act that takes something away; `solid` only inside the question that confirms it."""
    return Button(text, Kind.DANGER_SOLID if solid else Kind.DANGER, on_click=on_click)


def quiet(text: str, on_click: Callable[[], object] | None = None, *, icon: str = "") -> Button:
    """An act without an edge, for rows and toolbars."""
    return Button(text, Kind.QUIET, icon=icon, on_click=on_click)


def link(text: str, on_click: Callable[[], object] | None = None, *, icon: str = "") -> Button:
    """An act that leads somewhere: "All changes", "Why this fee"."""
    return Button(text, Kind.LINK, icon=icon, on_click=on_click)


def icon_button(icon: str, name: str, on_click: Callable[[], object] | None = None) -> Button:
    """A square button with an icon only; `name` is its tip and what a screen reader says."""
    made = Button("", Kind.ICON, icon=icon, on_click=on_click)
    made.setToolTip(name)
    made.setAccessibleName(name)
    return made
