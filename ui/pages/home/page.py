"""The page Home: the year as a line, what to do next, the map of London, what came in, and what changed."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from loti_admin.services.year_facts import day_text
from loti_admin.storage.register import Register
from ui import theme
from ui.kit.buttons import primary
from ui.kit.page import MARGIN
from ui.kit.styling import hairline, scrolling
from ui.page import Page
from ui.pages import PAGES
from ui.pages.home.figures import CouncilMap, MoneyChart
from ui.pages.home.line import YearLine
from ui.pages.home.lists import ChangeList, ToDoList
from ui.pages.home.rows import MOST_TO_DO, HomeView, read_home
from ui.preferences import Preferences
from ui.routes import page_for
from ui.session import Session

# Widths of the window at 100 %: three columns, two, one; and where the tiles of the map have more room.
_THREE, _TWO, _LARGE = 1280, 1000, 1600
_TILE, _TILE_ALONE, _TILE_LARGE = 40, 48, 56
_CHART, _CHART_LARGE = 276, 376
_MINUTE = 60_000
# Where something is shown as long as its own page is not there, and the pages of the line's steps.
_INSTEAD = {"payments": "invoices", "reports": "budget"}
_OF_THE_FRAME = frozenset({"settings"})


class HomePage(Page):
    """The session's year at a glance. It changes nothing: each part leads to where things are done."""

    key, title, icon = "home", "Home", "home"

    def __init__(
        self,
        session: Session,
        parent: QWidget | None = None,
        *,
        preferences: Preferences | None = None,
        pages: frozenset[str] | None = None,
    ) -> None:
        """`pages` are the keys of the pages that there are to lead to."""
        super().__init__(session, parent)
        self._preferences = preferences or Preferences()
        self._pages = frozenset(spec.key for spec in PAGES) if pages is None else pages
        self._view: HomeView | None = None
        self._visited: Register | None = None
        self._last_visit: date | None = None
        self._columns = 0
        self.act_button = primary("Next", self._act)
        self.act_button.hide()
        self.add_action(self.act_button)
        self.line = YearLine()
        self.to_do = ToDoList()
        self.changes = ChangeList()
        self.map = CouncilMap(self._preferences)
        self.chart = MoneyChart()
        self._both_lists = QWidget()
        self._lists = QVBoxLayout(self._both_lists)
        self._lists.setContentsMargins(0, 0, 0, 0)
        self._lists.addWidget(self.to_do)
        self._lists.addWidget(self.changes)
        self._lists.addStretch(1)
        self._contents = QWidget()
        self._grid = QGridLayout()
        self._column = QVBoxLayout(self._contents)
        self._column.addWidget(hairline())
        self._column.addWidget(self.line)
        self._column.addLayout(self._grid)
        self._column.addStretch(1)
        self._scroll = scrolling(self._contents)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.body.addWidget(self._scroll, 1)
        for part in (self.line, self.to_do, self.changes):
            part.followed.connect(self.follow)
        self.map.opened.connect(self.follow)
        self.map.tiles.moved.connect(self._keep_in_sight)
        self.map.figure.copied.connect(lambda: session.say("Map copied as a picture"))
        self.chart.figure.copied.connect(lambda: session.say("Chart copied as a picture"))
        theme.current().changed.connect(self._arrange)
        self._arrange()
        self._midnight = QTimer(self)
        self._midnight.setInterval(_MINUTE)
        self._midnight.timeout.connect(self.look_at_the_day)
        self._midnight.start()

    # What the frame asks

    def read(self) -> HomeView:
        register = self.session.register
        if register is not self._visited:
            self._visited = register
            self._last_visit = self._preferences.visit(register.path, self.session.today())
        return read_home(register, self.session.year, self._last_visit)

    def show_view(self, view: HomeView) -> None:
        self._view = view
        self.set_figures(view.figures)
        self._show_line(view)
        things = [thing for thing in view.to_do if self.where(thing.target)]
        self.to_do.show_to_do(things[:MOST_TO_DO])
        heading = f"Changed since {day_text(view.since)}" if view.since else "Latest changes"
        told = [(change, self.where(change.target)) for change in view.changes]
        self.changes.show_changes(heading, told)
        self.changes.all_changes.setVisible("safety" in self._pages)
        self.map.show_councils(view.councils, view.schedule)
        self.chart.show_months(view.year, view.months, view.today)
        self.act_button.setText(view.act.replace("&", "&&"))
        self.act_button.setVisible(bool(things) and things[0] == view.to_do[0])
        self.state_changed.emit()

    def commands(self) -> dict[str, Callable[[], None]]:
        return {
            "home.copy-map": self.map.figure.copy,
            "home.copy-chart": self.chart.figure.copy,
            "home.tables": self.show_tables,
        }

    def enabled(self, key: str) -> bool:
        if key == "home.copy-map":
            return not self.map.figure.shows_table
        if key == "home.copy-chart":
            return not self.chart.figure.shows_table
        return True

    def take_focus(self) -> None:
        """The next step has the keyboard; where nothing waits, the map."""
        if self.to_do.rows:
            self.to_do.rows[0].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.map.tiles.setFocus(Qt.FocusReason.OtherFocusReason)

    # What the officer does

    def follow(self, target: str) -> None:
        """Go where a row, a step or a tile leads."""
        if where := self.where(target):
            self.navigate.emit(where)

    def where(self, target: str) -> str:
        """The target as far as there is a page for it, or what stands in for that; "" if there is nothing."""
        page = page_for(target)
        while page and page not in self._pages | _OF_THE_FRAME:
            page = target = _INSTEAD.get(page, "")
        return target

    def look_at_the_day(self) -> None:
        """The window is left open over night: what is shown of another day is read again."""
        view = self._view
        if view is not None and self.session.is_open and view.today != self.session.today():
            self.read_again()

    def show_tables(self) -> None:
        """Map and chart as tables, or as pictures again."""
        shown = not (self.map.figure.shows_table and self.chart.figure.shows_table)
        for figure in (self.map.figure, self.chart.figure):
            figure.show_table(shown)
        self.state_changed.emit()

    def _act(self) -> None:
        if self._view is not None and self._view.to_do:
            self.follow(self._view.to_do[0].target)

    # Showing

    def _show_line(self, view: HomeView) -> None:
        links = frozenset(step.key for step in view.steps if self.where(step.key))
        over = view.today_at is None and view.today > view.steps[-1].begins
        label = f"Today, {day_text(view.today)}"
        self.line.show_steps(view.steps, view.today_at, label, links=links, over=over)

    def _keep_in_sight(self, code: str) -> None:
        """Scroll to the tile that the keyboard is on."""
        tile = self.map.tiles.tile_rect(code)
        at = self.map.tiles.mapTo(self._contents, tile.center())
        room = theme.current().px(40)
        self._scroll.ensureVisible(at.x(), at.y(), tile.width() // 2, tile.height() // 2 + room)

    def _arrange(self) -> None:
        """As many columns as the window has room for, and sizes that follow the text."""
        look = theme.current()
        width = self.window().width() * 100 / look.text_scale
        columns = 3 if width >= _THREE else 2 if width >= _TWO else 1
        large = columns == 3 and width >= _LARGE
        alone = _TILE_ALONE if columns == 1 else _TILE
        self.map.set_side(_TILE_LARGE if large else alone)
        self.chart.set_height(_CHART_LARGE if large else _CHART)
        side = look.px(MARGIN)
        self._column.setContentsMargins(side, 0, side, look.px(24))
        self._column.setSpacing(look.px(16))
        self._lists.setSpacing(look.px(28))
        self._grid.setHorizontalSpacing(look.px(40))
        self._grid.setVerticalSpacing(look.px(28))
        if columns != self._columns:
            self._columns = columns
            self._place(columns)

    def _place(self, columns: int) -> None:
        places = {
            3: ((0, 0, 1), (0, 1, 1), (0, 2, 1)),
            2: ((0, 0, 2), (0, 1, 1), (1, 1, 1)),
            1: ((0, 0, 1), (1, 0, 1), (2, 0, 1)),
        }[columns]
        parts = (self._both_lists, self.map, self.chart)
        for part in parts:
            self._grid.removeWidget(part)
        for part, (row, column, rows) in zip(parts, places, strict=True):
            self._grid.addWidget(part, row, column, rows, 1, Qt.AlignmentFlag(0))
        for column, stretch in enumerate((10, 9 if columns > 1 else 0, 8 if columns > 2 else 0)):
            self._grid.setColumnStretch(column, stretch)

    # Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
