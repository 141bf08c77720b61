"""What the frame and a page agree on."""

from collections.abc import Callable
from typing import Any, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.kit import page
from ui.kit.table_view import TableView
from ui.session import Session


class Page(page.Page):
    """One screen: the kit's header, banner and body, and what the frame asks of it.

    `read` gives what it shows, `show_view` shows it; between the two the window may have had its turn. It writes
    through services only. `navigate(target)` asks the frame to show something elsewhere: `organisation/3`,
    `document/7`, or a page's key. `state_changed` says that commands, the count or the selection may have changed,
    `was_read` that the page shows what the register holds.
    """

    key: ClassVar[str]
    title: ClassVar[str]
    icon: ClassVar[str]
    # Reloaded when a change touches one of these tables; empty means any.
    tables: ClassVar[frozenset[str]] = frozenset()

    navigate = Signal(str)
    state_changed = Signal()
    was_read = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(self.title, parent)
        self.session = session
        self._afterwards: list[Callable[[], object]] = []
        # What it says of its state meanwhile is said again by `was_read`.
        self.is_showing = False

    def read(self) -> Any:
        """What the page shows of the register for `session.year`, as plain records. Touches no widget, and may be left
        and begun again when something is written meanwhile."""
        raise NotImplementedError

    def show_view(self, view: Any) -> None:
        """Show what was read, the selection kept by its key."""
        raise NotImplementedError

    def reload(self) -> None:
        """Read and show in one go, however long that takes."""
        self._show(self.read())

    def read_again(self) -> None:
        """Read and show; of a large register in slices, what was shown before staying meanwhile."""
        self.session.reader.read(self, self.read, self._show, self)

    def is_being_read(self) -> bool:
        """Whether what the page shows is on its way."""
        return self.session.reader.is_busy(self)

    def after_read(self, then: Callable[[], object]) -> None:
        """Do something that needs what is on its way: now, if nothing is."""
        if self.is_being_read():
            self._afterwards.append(then)
        else:
            then()

    def reading_ended(self) -> None:
        """Also when it failed: then the sentence that says why is seen, and what waited for it is dropped."""
        self.set_covered(False)
        self._afterwards.clear()

    def _show(self, view: Any) -> None:
        self.is_showing = True
        try:
            self.show_view(view)
        finally:
            self.is_showing = False
        self.set_covered(False)
        self.was_read.emit()
        afterwards, self._afterwards = self._afterwards, []
        for then in afterwards:
            then()

    @classmethod
    def count_for(cls, session: Session) -> int:
        """How many things wait on this page; 0 shows nothing. Asked without the page being built."""
        return 0

    def commands(self) -> dict[str, Callable[[], None]]:
        """What this page can do: keys of `ui.actions` and what they call."""
        return {}

    def enabled(self, key: str) -> bool:
        """Whether a command of this page can be used now."""
        return True

    def show_target(self, target: str) -> bool:
        """Select what a target names; False if it is not here."""
        return False

    def selection_text(self) -> str:
        """The right end of the status bar: `1 row selected · Net 22,500.00`."""
        return ""

    def take_focus(self) -> None:
        """Put the keyboard where work begins: into the list, where there is one."""
        for view in self.findChildren(TableView):
            if view.isVisible():
                view.setFocus()
                return

    def leaving(self) -> bool:
        """Asked before another page, year or register is shown. A page that holds half-typed edits and wants to stay
        says so in its banner and gives False."""
        return True

    def details_shown(self) -> bool | None:
        """Whether the panel at the right is shown; None if this page has none."""
        return None

    def set_details_shown(self, shown: bool) -> None:
        """View > Details panel: show or close the panel at the right."""
