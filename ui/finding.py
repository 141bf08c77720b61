"""Opens the finder and does what was chosen in it."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ui.actions import MENUS
from ui.commands import Commands
from ui.finder import Finder
from ui.finder_records import Find
from ui.finder_search import COMMAND, Findable, command_find
from ui.session import Session


class Finding:
    """At most one finder at a time."""

    def __init__(
        self,
        window: QWidget,
        session: Session,
        commands: Commands,
        navigate: Callable[[str], object],
    ) -> None:
        self._window, self._session = window, session
        self._commands, self._navigate = commands, navigate
        self.finder: Finder | None = None

    def open(self) -> None:
        """Show the finder over the window; asked again, it goes away."""
        if self.finder is not None:
            self.close()
            return
        if not self._session.is_open:
            return
        # What can be used is decided by the focus that is about to move.
        finds = self.command_finds()
        self.finder = Finder(Findable(self._session, finds), self._session.reader, self._window)
        self.finder.chosen.connect(self._chosen)
        self.finder.closed.connect(self._forget)
        self.finder.open()

    def close(self, _page: object = None) -> None:
        """Take the finder away, for instance because another page was shown under it."""
        if self.finder is not None:
            self.finder.close_finder()

    def command_finds(self) -> list[Find]:
        """Every command that can be used now."""
        titles = dict(MENUS)
        return [
            command_find(
                spec.key,
                self._commands.actions[spec.key].text(),
                titles.get(spec.menu.partition(".")[0], ""),
                self._commands.actions[spec.key].shortcuts(),
                spec.icon,
            )
            for spec in self._commands.specs
            if not spec.submenu and self._commands.has_work(spec) and self._commands.can(spec)
        ]

    def _chosen(self, target: str) -> None:
        if target.startswith(COMMAND):
            self._commands.run(target.removeprefix(COMMAND))
        else:
            self._navigate(target)

    def _forget(self) -> None:
        self.finder = None
