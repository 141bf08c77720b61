"""The commands of the window as QActions: made from the catalogue, given their work by controllers and pages."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QWidget

from ui import icons, theme
from ui.actions import ACTIONS, ActionSpec
from ui.errors import reporting
from ui.page import Page
from ui.session import Session

_BY_FOCUS = ("edit.copy", "edit.paste", "edit.fill-down")


def _always() -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Command:
    """What a row of the catalogue does. `text` replaces its words ("Undo Edit Camden"), `ticked` makes it a choice.

    `needs_register` is for what makes no sense on the first screen.
    """

    run: Callable[[], object]
    enabled: Callable[[], bool] = _always
    text: Callable[[], str] | None = None
    ticked: Callable[[], bool] | None = None
    needs_register: bool = True


class Commands(QObject):
    """Every QAction of the window, and whether it can be used now. `page_asked(key, command)` wants a page to be shown
    and then a command of it to be run."""

    page_asked = Signal(str, str)
    refreshed = Signal()

    def __init__(
        self,
        window: QWidget,
        session: Session,
        page_keys: Collection[str],
        specs: tuple[ActionSpec, ...] = ACTIONS,
    ) -> None:
        """`page_keys` are the pages there are: a row whose key begins with one of them is that page's."""
        super().__init__(window)
        self.specs = specs
        self._window, self._session, self._page_keys = window, session, page_keys
        self._provided: dict[str, Command] = {}
        self._page: Page | None = None
        self._groups: dict[str, QActionGroup] = {}
        self.actions = {spec.key: self._make(spec) for spec in specs if not spec.submenu}
        theme.current().changed.connect(self._draw_icons)
        self._draw_icons()

    def provide(self, commands: Mapping[str, Command]) -> None:
        """Give rows of the catalogue their work. Raises KeyError for a key that has no row."""
        for key, command in commands.items():
            if command.ticked is not None:
                self.actions[key].setCheckable(True)
            self._provided[key] = command

    @property
    def page(self) -> Page | None:
        """The page in front, if there is one."""
        return self._page

    def set_page(self, page: Page | None) -> None:
        """The page whose commands can be used now."""
        self._page = page
        self.refresh()

    def run(self, key: str) -> None:
        """Do it if it can be done now, as its menu entry would."""
        action = self.actions[key]
        if action.isEnabled():
            action.trigger()

    def can(self, spec: ActionSpec) -> bool:
        """Whether a command can be used now."""
        command = self._provided.get(spec.key)
        if not self._session.is_open and (command is None or command.needs_register):
            return False
        if spec.writes and self._session.read_only:
            return False
        if command is not None:
            return command.enabled()
        page = self._page
        if page is not None and self.of_page(spec) == page.key:
            known = spec.key in page.commands() and not page.is_covered()
            return known and page.enabled(spec.key)
        return spec.anywhere

    def has_work(self, spec: ActionSpec) -> bool:
        """Whether anything stands behind a row: a controller, or a page."""
        return spec.key in self._provided or self.of_page(spec) in self._page_keys

    @staticmethod
    def of_page(spec: ActionSpec) -> str:
        """The page a command belongs to by its key: `members` for "members.new"."""
        return spec.key.partition(".")[0]

    def refresh(self) -> None:
        """Look again at what can be used, and what it is called."""
        for spec in self.specs:
            if spec.submenu:
                continue
            action, command = self.actions[spec.key], self._provided.get(spec.key)
            action.setEnabled(self.can(spec))
            if command is not None and command.text is not None:
                action.setText(command.text())
            if command is not None and command.ticked is not None:
                action.setChecked(command.ticked())
        self.refreshed.emit()

    def focus_moved(self) -> None:
        """What can be copied and pasted depends on what has the focus.

        Looked at a moment later: the focus also moves from within a widget that is being destroyed, and looking through
        the children of its page then ends the program.
        """
        QTimer.singleShot(0, self, self._look_at_focus)

    def _look_at_focus(self) -> None:
        for spec in self.specs:
            if spec.key in _BY_FOCUS and spec.key in self._provided:
                self.actions[spec.key].setEnabled(self.can(spec))

    def _make(self, spec: ActionSpec) -> QAction:
        action = QAction(spec.text, self)
        action.setObjectName(spec.key)
        action.setStatusTip(spec.tip)
        action.setToolTip(spec.tip)
        # The words alone do not decide where macOS puts it.
        action.setMenuRole(QAction.MenuRole.NoRole)
        if isinstance(spec.shortcut, QKeySequence.StandardKey):
            action.setShortcuts(spec.shortcut)
        elif spec.shortcut:
            action.setShortcut(QKeySequence(spec.shortcut))
        if spec.choice:
            action.setCheckable(True)
            group = self._groups.setdefault(spec.menu, QActionGroup(self))
            group.addAction(action)
        action.triggered.connect(lambda _checked=False: self._triggered(spec))
        # In the window too: a shortcut works where the menus are not shown.
        self._window.addAction(action)
        return action

    def _triggered(self, spec: ActionSpec) -> None:
        with reporting(self._window):
            command = self._provided.get(spec.key)
            if command is not None:
                command.run()
            elif self._page is not None and spec.key in self._page.commands():
                self._run_page(spec.key)
            else:
                self.page_asked.emit(self.of_page(spec), spec.key)
        self.refresh()

    def _run_page(self, key: str) -> None:
        if self._page is not None:
            with reporting(self._page):
                self._page.commands()[key]()

    def run_on_page(self, key: str) -> None:
        """Run a command of the page that is shown, if it can be used there now."""
        page = self._page
        if page is None or page.is_covered():
            return
        if key in page.commands() and page.enabled(key):
            self._run_page(key)

    def _draw_icons(self) -> None:
        look = theme.current()
        ink, faint = look.colour("text2"), look.colour("disabled")
        for spec in self.specs:
            if spec.icon and not spec.submenu:
                drawn = icons.icon(spec.icon, ink, look.px(16), disabled=faint)
                self.actions[spec.key].setIcon(drawn)
