"""Shows one page at a time: builds it on its first visit, has it read again when what it shows has changed."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from loti_admin.pace import rest
from loti_admin.storage.history import Changes
from ui.ahead import Ahead
from ui.kit.message_bar import Message
from ui.page import Page
from ui.pages import PAGES, PageSpec
from ui.patience import is_waiting
from ui.session import Session


class PageHost(QStackedWidget):
    """`shown(page)` when another page is in front, `state_changed` when the one in front says so, `counted(key, n)`
    with the number that belongs beside a page's name, `navigate(target)` when a page leads elsewhere, `told` when a
    page says that something went well."""

    shown = Signal(object)
    state_changed = Signal()
    counted = Signal(str, int)
    navigate = Signal(str)
    told = Signal()

    def __init__(
        self, session: Session, specs: Sequence[PageSpec] = PAGES, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.specs = {spec.key: spec for spec in specs}
        self._session = session
        self._pages: dict[str, Page] = {}
        self._stale: set[str] = set()
        # Shows nothing yet, or another year or register than the one that is chosen.
        self._foreign: set[str] = set()
        self._uncounted: set[str] = set(self.specs)
        self._ahead: Ahead | None = None
        # Counting waits until the window has painted what it has.
        self._counting = QTimer(self)
        self._counting.setSingleShot(True)
        self._counting.setInterval(0)
        self._counting.timeout.connect(self._count)
        session.changed.connect(self._register_changed)
        session.year_changed.connect(self.reload_all)
        session.register_changed.connect(self.reload_all)
        session.backed_up.connect(self._backed_up)
        session.reader.ended.connect(self._reading_ended)
        self.reload_all()

    def work_ahead(self) -> None:
        """Load and build what was not looked at yet, piece by piece while nobody waits."""
        self._ahead = Ahead(
            self._session,
            tuple(self.specs.values()),
            self,
            count=self._counting.start,
            build=self._build_ahead,
        )

    def is_working_ahead(self) -> bool:
        return self._ahead is not None and self._ahead.is_working

    @property
    def current(self) -> Page | None:
        """The page in front."""
        page = self.currentWidget()
        return page if isinstance(page, Page) else None

    def minimumSizeHint(self) -> QSize:
        """What the page in front needs; the others are not seen."""
        page = self.currentWidget()
        return page.minimumSizeHint() if page else QSize()

    def page(self, key: str) -> Page:
        """A page, built now if this is the first time it is needed."""
        self._session.reader.finish(("build", key))
        if key not in self._pages:
            self._adopt(key, self._built(key))
        return self._pages[key]

    def _built(self, key: str) -> Page:
        page = self.specs[key].load()(self._session)
        rest()
        # Everything within it is given its style again, which takes its time too.
        page.setParent(self)
        return page

    def _adopt(self, key: str, page: Page) -> None:
        page.state_changed.connect(lambda: self._page_changed(page))
        page.navigate.connect(self.navigate)
        page.message_bar.shown.connect(lambda: self._page_told(page))
        page.was_read.connect(lambda: self._page_read(page))
        self._pages[key] = page
        self._stale.add(key)
        self._foreign.add(key)
        self.addWidget(page)

    def _build_ahead(self, key: str) -> bool:
        """In slices too: a page is made of parts, between which it can be left."""
        if key in self._pages:
            return False
        self._session.reader.read(
            ("build", key),
            partial(self._built, key),
            partial(self._adopt, key),
            self,
            later=True,
        )
        return True

    def can_leave(self) -> bool:
        """Whether the page in front lets another page, year or register take its place; not while one is opened."""
        return not is_waiting() and (self.current is None or self.current.leaving())

    def show_page(self, key: str, *, take_focus: bool = True) -> bool:
        """Bring a page to the front; False if the one in front wants to stay, or the page is not known."""
        if key not in self.specs:
            return False
        page = self.page(key)
        if page is not self.current and not self.can_leave():
            return False
        self.setCurrentWidget(page)
        self._read_if_stale(page)
        self.shown.emit(page)
        if take_focus:
            self._take_focus(page)
        return True

    def leave_behind(self, key: str) -> None:
        """Take away what a page, if it was built, told that went well."""
        if key in self._pages:
            self._pages[key].leave_behind()

    def reload_all(self) -> None:
        """Everything may have changed: another year or another register."""
        self._stale.update(self._pages)
        self._foreign.update(self._pages)
        self._uncounted.update(self.specs)
        # What is on its way belongs to what was shown before.
        self._session.reader.forget()
        if self._session.is_open:
            if self.current is not None:
                self._read_if_stale(self.current)
            self._counting.start()

    def _register_changed(self, changes: Changes) -> None:
        for key in self.specs:
            # Before it is loaded nothing is known of its tables.
            page = self._pages.get(key)
            if page is None or not page.tables or changes.touches(*page.tables):
                self._uncounted.add(key)
                if page is not None:
                    self._stale.add(key)
        if self.current is not None:
            self._read_if_stale(self.current)
        self._counting.start()

    def _backed_up(self) -> None:
        """Nothing was changed; pages that read more than certain tables may tell how old the last backup is."""
        for key, page in self._pages.items():
            if not page.tables:
                self._stale.add(key)
        self._uncounted.update(self.specs)
        if self.current is not None:
            self._read_if_stale(self.current)
        self._counting.start()

    def _read_if_stale(self, page: Page) -> None:
        if page.key in self._stale and self._session.is_open and not page.is_being_read():
            page.read_again()
        focus = QApplication.focusWidget()
        worked_here = focus is not None and page.isAncestorOf(focus)
        page.set_covered(page.is_being_read() and page.key in self._foreign)
        if page.is_covered() and worked_here:
            self._take_focus(page)
        self.state_changed.emit()

    def _take_focus(self, page: Page) -> None:
        if page.is_covered():
            # Here it waits, unless the officer puts it elsewhere.
            self.setFocus()
            page.after_read(lambda: self._take_focus(page) if self.hasFocus() else None)
        elif page is self.current:
            page.take_focus()

    def _reading_ended(self, key: object) -> None:
        if isinstance(key, Page) and not key.is_being_read():
            key.reading_ended()

    def _page_read(self, page: Page) -> None:
        self._stale.discard(page.key)
        self._foreign.discard(page.key)
        self.state_changed.emit()

    def _page_changed(self, page: Page) -> None:
        self._uncounted.add(page.key)
        self._counting.start()
        if page is self.current and not page.is_showing:
            self.state_changed.emit()

    def _page_told(self, page: Page) -> None:
        if page.message_bar.is_showing() and page.message_bar.kind is Message.OK:
            self.told.emit()

    def _count(self) -> None:
        """In slices as well, after everything that is looked at; nothing is loaded for it that is loaded ahead."""
        if self._session.is_open and not (self._ahead and self._ahead.is_loading):
            for key in self._uncounted:
                count = self.specs[key].load().count_for
                self._session.reader.read(
                    ("count", key),
                    partial(count, self._session),
                    partial(self.counted.emit, key),
                    self,
                    later=True,
                )
            self._uncounted.clear()
