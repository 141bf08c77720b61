"""How the parts of the window lie: year and pages at the left, the sheet, the status bar; narrow windows get a rail."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui import theme
from ui.kit.progress_strip import ProgressStrip
from ui.kit.styling import scrolling, set_surface
from ui.menu_row import MenuRow
from ui.navigation import Navigation
from ui.notices import Notices
from ui.page import Page
from ui.page_host import PageHost
from ui.session import Session
from ui.sheet import Sheet
from ui.status_bar import StatusBar
from ui.year_chooser import YearChooser

# Below this width at 100 % text the list of pages becomes a rail of icons.
NARROW = 1000


class Frame(QWidget):
    """Around the pages; `menu_row` lies above it and takes the year where the window is narrow."""

    def __init__(
        self,
        session: Session,
        pages: PageHost,
        year: YearChooser,
        menu_row: MenuRow,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        set_surface(self, "canvas")
        self.year, self.menu_row = year, menu_row
        self.navigation = Navigation(list(pages.specs.values()))
        self.notices = Notices(session)
        # One banner at a time: newer news takes the place of older.
        pages.told.connect(self.notices.leave_behind)
        self.status = StatusBar(session)
        # The holder decides whether there may be a strip, the strip itself when.
        self._progress = QWidget()
        holder = QVBoxLayout(self._progress)
        holder.setContentsMargins(0, 0, 0, 0)
        holder.addWidget(ProgressStrip(session.tasks))
        sheet = Sheet()
        sheet.column.addWidget(self.notices)
        # A page fits by itself; below a message, at large text, on a small screen, it scrolls instead of growing.
        sheet.column.addWidget(scrolling(pages), 1)
        sheet.column.addWidget(self._progress)
        self._year_row = QHBoxLayout()
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addLayout(self._year_row)
        left.addWidget(self.navigation, 1)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addLayout(left)
        middle.addWidget(sheet, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(middle, 1)
        column.addWidget(self.status)
        self._narrow: bool | None = None
        theme.current().changed.connect(self._arrange)
        self._arrange()

    @property
    def is_narrow(self) -> bool:
        """Whether the pages are a rail of icons now."""
        return bool(self._narrow)

    def show_progress_for(self, page: Page) -> None:
        """A page with a strip of its own says more about the work than the frame can."""
        self._progress.setVisible(page.findChild(ProgressStrip) is None)

    def _arrange(self) -> None:
        look = theme.current()
        narrow = self.width() * 100 / look.text_scale < NARROW
        side = 0 if narrow else look.px(8)
        self._year_row.setContentsMargins(side, 0, side, side)
        if narrow == self._narrow:
            return
        self._narrow = narrow
        self.year.set_narrow(narrow)
        if narrow:
            self.menu_row.take_year(self.year)
        else:
            self._year_row.addWidget(self.year)
        self.menu_row.set_narrow(narrow)
        self.navigation.set_narrow(narrow)
        self.status.set_narrow(narrow)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
