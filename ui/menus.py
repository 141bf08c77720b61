"""The menus, built from the catalogue of commands: a row stands where its `menu` says, in the catalogue's order."""

from collections.abc import Callable

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QMenuBar

from ui.actions import MENUS
from ui.commands import Commands

# What fills a submenu that depends on the register, each time before it opens.
Filler = Callable[[QMenu], None]


class Menus:
    """Fills a menu bar. A menu or submenu without anything in it does not appear."""

    def __init__(self, bar: QMenuBar, commands: Commands) -> None:
        self._commands = commands
        self._menus: dict[str, QMenu] = {}
        for key, title in MENUS:
            menu = QMenu(title, bar)
            self._menus[key] = menu
            self._fill(key, menu)
            # What can be copied or found depends on the moment.
            menu.aboutToShow.connect(commands.refresh)
            if not menu.isEmpty():
                bar.addMenu(menu)

    def menu(self, key: str) -> QMenu:
        """A menu or submenu by its key."""
        return self._menus[key]

    def set_filler(self, key: str, filler: Filler) -> None:
        """Let a submenu be filled anew each time it opens; it is empty before."""
        menu = self._menus[key]

        def refill() -> None:
            menu.clear()
            filler(menu)

        menu.aboutToShow.connect(refill)

    def _fill(self, key: str, menu: QMenu) -> None:
        menu.setToolTipsVisible(False)
        for spec in self._commands.specs:
            if spec.menu != key or not (spec.submenu or self._commands.has_work(spec)):
                continue
            if spec.separator_before and not menu.isEmpty():
                menu.addSeparator()
            if spec.submenu:
                inner = QMenu(spec.text, menu)
                self._menus[spec.key] = inner
                self._fill(spec.key, inner)
                menu.addMenu(inner)
            else:
                menu.addAction(self._commands.actions[spec.key])


def all_entries(menu: QMenu) -> list[QAction]:
    """Every entry of a menu and its submenus, without separators."""
    entries: list[QAction] = []
    for action in menu.actions():
        inner = action.menu()
        if isinstance(inner, QMenu):
            entries += all_entries(inner)
        elif not action.isSeparator():
            entries.append(action)
    return entries
