"""The frame: menu row, year, pages, sheet, status bar. What is done stands in the controllers and the pages."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget

from loti_admin.errors import LotiError
from loti_admin.services.settings import is_example
from ui.actions import ACTIONS
from ui.commands import Commands
from ui.edit_actions import EditActions
from ui.exchange_actions import ExchangeActions
from ui.file_actions import FileActions
from ui.finding import Finding
from ui.frame import Frame
from ui.host import Host
from ui.kit.message_bar import Message
from ui.kit.tab_order import go_on
from ui.list_controller import ListController
from ui.menu_row import MenuRow
from ui.menus import Menus
from ui.navigator import Navigator
from ui.page import Page
from ui.page_host import PageHost
from ui.pages import PAGES, PageSpec
from ui.preferences import NAME, Preferences
from ui.session import Session
from ui.tools_actions import ToolsActions
from ui.view_actions import ViewActions, page_rows
from ui.welcome import Welcome
from ui.year_actions import YearActions
from ui.year_chooser import YearChooser


class MainWindow(QMainWindow):
    """One window. While no register is open it shows the first screen, otherwise the frame around the pages."""

    def __init__(
        self, session: Session, preferences: Preferences, pages: Sequence[PageSpec] = PAGES
    ) -> None:
        super().__init__()
        self.session, self.preferences = session, preferences
        self.host = Host(self, session, preferences, self._show_message)
        self.pages = PageHost(session, pages)
        specs = (*page_rows(pages), *ACTIONS)
        self.commands = Commands(self, session, [spec.key for spec in pages], specs)
        self.year = YearChooser(session, lambda: [self.commands.actions["year.start"]])
        self.menu_row = MenuRow()
        self.frame = Frame(session, self.pages, self.year, self.menu_row)
        self.finding = Finding(
            self, session, self.commands, lambda target: self.navigator.go(target)
        )
        self.files = FileActions(
            self.host,
            can_leave=self.pages.can_leave,
            backed_up=session.backed_up.emit,
            quit_window=self.close,
        )
        self.years = YearActions(self.host, self.year)
        self.lists = ListController(self.host, self.pages)
        self.exchange = ExchangeActions(self.host)
        dialogs = {
            "settings": self.files.show_settings,
            "schedule": self.years.show_schedule,
            "backup": lambda _rest: self.files.back_up(),
            "workbook": lambda _rest: self.exchange.ask_workbook(),
        }
        self.navigator = Navigator(self.host, self.pages, dialogs)
        self.welcome = Welcome(
            start=self._do("file.new"),
            open_register=self._do("file.open"),
            example=self._do("file.example"),
            open_recent=self.files.open_recent,
        )
        self._root = QStackedWidget()
        self._root.addWidget(self.welcome)
        self._root.addWidget(self.frame)
        self.setCentralWidget(self._root)
        self.setMenuWidget(self.menu_row)
        self._closing = False
        self._provide()
        self._connect()
        self.setWindowTitle(NAME)
        self.restoreGeometry(preferences.geometry)
        self._register_changed()

    def start(self, path: Path | None) -> None:
        """Open a register: the one that is named, or the last one; otherwise stay on the first screen."""
        if path is not None:
            self.files.open_recent(path)
        else:
            self.files.reopen_last()

    def show_error(self, sentence: str) -> None:
        """Where `ui.errors.reporting` puts the sentence of a LotiError that no page shows."""
        self._show_message(Message.ERROR, sentence)

    def show_help(self) -> None:
        """For dialogs, which do not get the shortcuts of the window: the guide's page about the page in front."""
        self.commands.run("help.page")

    def show_info(self, sentence: str) -> None:
        """Where `ui.errors.reporting` puts what is no failure."""
        self._show_message(Message.INFO, sentence)

    # Building

    def _provide(self) -> None:
        edit = EditActions(self.host, self.finding.open, self.lists.front)
        for controller in (
            self.files,
            self.exchange,
            edit,
            self.lists,
            ViewActions(self.host, self.pages),
            self.years,
            ToolsActions(self.host, self.commands),
        ):
            self.commands.provide(controller.commands())
        menus = Menus(self.menu_row.bar, self.commands)
        menus.set_filler("file.recent", self.files.fill_recent)
        menus.set_filler("year.choose", self.year.fill_years)
        menus.set_filler("view.views", self.lists.fill_views)

    def _connect(self) -> None:
        self.year.chosen.connect(self.navigator.choose_year)
        self.frame.navigation.chosen.connect(self._page_chosen)
        self.menu_row.find_button.clicked.connect(self.finding.open)
        self.frame.status.undo_asked.connect(self._do("edit.undo"))
        self.commands.page_asked.connect(self._run_on_page)
        self.pages.shown.connect(self._page_shown)
        self.pages.shown.connect(self.finding.close)
        self.pages.state_changed.connect(self._state_changed)
        self.pages.counted.connect(self.frame.navigation.set_count)
        self.pages.navigate.connect(self.navigator.go)
        self.session.register_changed.connect(self._register_changed)
        self.session.changed.connect(lambda _changes: self._show_example())
        self.session.changed.connect(lambda _changes: self._state_changed())
        self.session.year_changed.connect(lambda _year: self._state_changed())
        self.session.tasks.trouble.connect(self._trouble)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self.commands.focus_moved)

    def _do(self, key: str) -> Callable[[], None]:
        return lambda: self.commands.run(key)

    # What happens

    def _register_changed(self) -> None:
        is_open = self.session.is_open
        self.menu_row.setVisible(is_open)
        self._root.setCurrentIndex(1 if is_open else 0)
        if not is_open:
            self.setWindowTitle(NAME)
            self.welcome.set_recent(self.preferences.recent)
            self.welcome.first_choice().setFocus()
            self.commands.set_page(None)
            return
        path = self.session.register.path
        self.setWindowTitle(f"{path.stem} – {NAME}" if path else NAME)
        first = next(iter(self.pages.specs))
        wanted = self.preferences.page if self.preferences.page in self.pages.specs else first
        if self.pages.current is None:
            self.pages.show_page(wanted)
        self._show_example()
        self._state_changed()

    def _page_chosen(self, key: str) -> None:
        chosen = self.pages.show_page(key, take_focus=False)
        if not chosen and self.pages.current is not None:
            self.frame.navigation.set_current(self.pages.current.key)

    def _run_on_page(self, page: str, command: str) -> None:
        if self.pages.show_page(page) and self.pages.current is not None:
            self.pages.current.after_read(lambda: self.commands.run_on_page(command))

    def _page_shown(self, page: Page) -> None:
        if page.key != self.preferences.page:
            self.frame.notices.leave_behind()
            self.pages.leave_behind(self.preferences.page)
        self.frame.navigation.set_current(page.key)
        self.preferences.page = page.key
        self.frame.show_progress_for(page)
        self.commands.set_page(page)
        self._state_changed()

    def _show_example(self) -> None:
        self.menu_row.example.setVisible(is_example(self.session.register))

    def _state_changed(self) -> None:
        page = self.pages.current
        if self.session.is_open:
            self.frame.status.set_selection(page.selection_text() if page else "")
        self.commands.refresh()

    def _show_message(
        self,
        kind: Message,
        title: str,
        sentence: str = "",
        action: str = "",
        on_action: Callable[[], object] | None = None,
    ) -> None:
        if self.session.is_open:
            if self.pages.current is not None:
                # One banner at a time: what went well before has been read.
                self.pages.leave_behind(self.pages.current.key)
            self.frame.notices.show_message(
                kind, title, sentence, action=action, on_action=on_action
            )
        else:
            self.welcome.show_message(kind, title, sentence)

    def _trouble(self, error: LotiError) -> None:
        self.show_error(str(error))

    def close_without_asking(self) -> None:
        """Close whatever a page or a backup has to say."""
        self._closing = True
        self.close()

    # Qt

    def focusNextPrevChild(self, forward: bool) -> bool:
        return go_on(self, forward=forward) or super().focusNextPrevChild(forward)

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._closing and not self.pages.can_leave():
            event.ignore()
            return
        try:
            self.files.back_up_at_closing()
        except LotiError as error:
            if not self._closing:
                self._show_message(
                    Message.WARN,
                    "No backup was made",
                    str(error),
                    "Close without it",
                    self.close_without_asking,
                )
                event.ignore()
                return
        self.preferences.geometry = self.saveGeometry()
        self.session.close()
        event.accept()
