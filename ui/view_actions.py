"""View: the pages, text size, light or dark, rows of tables, the panel at the right."""

from collections.abc import Sequence

from PySide6.QtWidgets import QApplication

from ui import theme
from ui.actions import ActionSpec
from ui.commands import Command
from ui.host import Host
from ui.page_host import PageHost
from ui.pages import PageSpec
from ui.preferences import Preferences
from ui.theme import ROW_HEIGHTS, TEXT_SCALES, Scheme, apply_theme


def page_rows(specs: Sequence[PageSpec]) -> tuple[ActionSpec, ...]:
    """The catalogue's rows for going to a page: Ctrl+1 to Ctrl+9."""
    return tuple(
        ActionSpec(
            f"view.page-{spec.key}",
            spec.title,
            "view",
            f"Show the page {spec.title}",
            f"Ctrl+{number}" if number <= 9 else None,
            choice=True,
        )
        for number, spec in enumerate(specs, start=1)
    )


class ViewActions:
    """Changes the look at once, and remembers it for the next start."""

    def __init__(self, host: Host, pages: PageHost) -> None:
        self._host, self._pages = host, pages

    def commands(self) -> dict[str, Command]:
        """What this controller does, by rows of the catalogue."""
        look = theme.current()
        commands = {
            "view.details": Command(
                self.toggle_details,
                lambda: self._details() is not None,
                ticked=lambda: bool(self._details()),
            ),
            "view.larger": Command(
                lambda: self.step_text(1),
                lambda: look.text_scale < TEXT_SCALES[-1],
                needs_register=False,
            ),
            "view.smaller": Command(
                lambda: self.step_text(-1),
                lambda: look.text_scale > TEXT_SCALES[0],
                needs_register=False,
            ),
            "view.striped": Command(
                lambda: self.set_rows(look.row_height, striped=not look.striped),
                ticked=lambda: look.striped,
                needs_register=False,
            ),
            "view.system-font": Command(
                lambda: self.set_look(look.scheme, look.text_scale, not look.system_font),
                ticked=lambda: look.system_font,
                needs_register=False,
            ),
        }
        for key in self._pages.specs:
            commands[f"view.page-{key}"] = self._page(key)
        for scale in TEXT_SCALES:
            commands[f"view.text-{scale}"] = self._text_size(scale)
        for scheme in Scheme:
            commands[f"view.theme-{scheme}"] = self._scheme(scheme)
        for height in ROW_HEIGHTS:
            commands[f"view.rows-{height}"] = self._row_height(height)
        return commands

    def set_look(self, scheme: Scheme, text_scale: int, system_font: bool) -> None:
        """Apply and remember. `text_scale` is in percent."""
        remembered = self._host.preferences
        remembered.scheme, remembered.text_scale = scheme, text_scale
        remembered.system_font = system_font
        apply_preferences(remembered)

    def set_rows(self, height: int, *, striped: bool) -> None:
        """Rows of all tables, in pixels at 100 %."""
        self._host.preferences.row_height, self._host.preferences.striped = height, striped
        theme.current().set_rows(height, striped=striped)

    def step_text(self, steps: int) -> None:
        """The next larger or smaller text size there is."""
        look = theme.current()
        place = min(range(len(TEXT_SCALES)), key=lambda i: abs(TEXT_SCALES[i] - look.text_scale))
        wanted = TEXT_SCALES[max(0, min(place + steps, len(TEXT_SCALES) - 1))]
        self.set_look(look.scheme, wanted, look.system_font)

    def toggle_details(self) -> None:
        """Open or close the panel of the page."""
        page, shown = self._pages.current, self._details()
        if page is not None and shown is not None:
            page.set_details_shown(not shown)

    def _details(self) -> bool | None:
        page = self._pages.current
        return None if page is None else page.details_shown()

    def _page(self, key: str) -> Command:
        return Command(
            lambda: self._pages.show_page(key),
            ticked=lambda: self._pages.current is not None and self._pages.current.key == key,
        )

    def _text_size(self, scale: int) -> Command:
        look = theme.current()
        return Command(
            lambda: self.set_look(look.scheme, scale, look.system_font),
            ticked=lambda: look.text_scale == scale,
            needs_register=False,
        )

    def _scheme(self, scheme: Scheme) -> Command:
        look = theme.current()
        return Command(
            lambda: self.set_look(scheme, look.text_scale, look.system_font),
            ticked=lambda: look.scheme is scheme,
            needs_register=False,
        )

    def _row_height(self, height: int) -> Command:
        look = theme.current()
        return Command(
            lambda: self.set_rows(height, striped=look.striped),
            ticked=lambda: look.row_height == height,
            needs_register=False,
        )


def apply_preferences(preferences: Preferences) -> None:
    """Make the window look as this computer remembers it."""
    app = QApplication.instance()
    if isinstance(app, QApplication):
        apply_theme(
            app, preferences.scheme, preferences.text_scale, system_font=preferences.system_font
        )
        theme.current().set_rows(preferences.row_height, striped=preferences.striped)
