"""Tools and Help: the check of the register, the guide, shortcuts, where the data is, about."""

from typing import TYPE_CHECKING

from ui.commands import Command, Commands
from ui.file_actions import show_folder
from ui.help.guide import START, TROUBLE, Guide
from ui.host import Host

if TYPE_CHECKING:
    from ui.help.window import HelpWindow


class ToolsActions:
    """Its dialogs are loaded when they are first asked for."""

    def __init__(self, host: Host, commands: Commands) -> None:
        self._host, self._commands = host, commands
        self._guide: HelpWindow | None = None

    def commands(self) -> dict[str, Command]:
        """What this controller does, by rows of the catalogue."""
        return {
            "tools.check": Command(self.check),
            "help.page": Command(self.show_help, needs_register=False),
            "help.guide": Command(lambda: self.show_guide(START), needs_register=False),
            "help.trouble": Command(lambda: self.show_guide(TROUBLE), needs_register=False),
            "help.shortcuts": Command(self.show_shortcuts, needs_register=False),
            "help.where": Command(self.show_where, needs_register=False),
            "help.about": Command(self.show_about, needs_register=False),
        }

    def check(self) -> None:
        """Run every check and show what was found, which for a large register takes a while."""
        from ui.checking import check_away
        from ui.dialogs.check import CheckDialog

        window = self._host.window
        check_away(self._host.session, window, lambda found: CheckDialog(found, window).open())

    def show_help(self) -> None:
        """The guide's page about the page in front; how to begin where there is none."""
        page = self._commands.page
        self.show_guide(page.key if page is not None else START)

    def show_guide(self, key: str) -> None:
        """A page of the guide, in a window that stays open beside this one."""
        if self._guide is None:
            from ui.help.window import HelpWindow

            self._guide = HelpWindow(Guide(), self._host.window)
        self._guide.bring_up(key if self._guide.guide.page(key) else START)

    def show_shortcuts(self) -> None:
        """Every shortcut by menu."""
        from ui.dialogs.shortcuts import ShortcutsDialog

        ShortcutsDialog(self._commands, self._host.window).open()

    def show_where(self) -> None:
        """The files that hold everything."""
        from ui.dialogs.where import WhereDialog

        session = self._host.session
        register = session.register.path if session.is_open else None
        preferences = self._host.preferences
        WhereDialog(
            register,
            preferences.file,
            show_folder,
            self._host.window,
            second_folder=preferences.second_folder(register) if register else None,
        ).open()

    def show_about(self) -> None:
        """Version and licences."""
        from ui.dialogs.about import AboutDialog

        AboutDialog(self._host.window).open()
