"""Goes to a target: its year, its page, its record; or a dialog of the frame."""

from collections.abc import Callable, Mapping

from loti_admin.domain.dates import Year
from ui import routes
from ui.host import Host
from ui.kit.message_bar import Message
from ui.page import Page
from ui.page_host import PageHost


class Navigator:
    """`dialogs` are what opens by the first part of a target; each gets the rest of it."""

    def __init__(
        self, host: Host, pages: PageHost, dialogs: Mapping[str, Callable[[str], object]]
    ) -> None:
        self._host, self._pages, self._dialogs = host, pages, dialogs

    def go(self, target: str) -> None:
        """Show a target. A page that wants to stay stays; what is not there is told."""
        kind, _, rest = target.partition("/")
        if kind in self._dialogs:
            self._dialogs[kind](rest)
            return
        year = routes.year_of(self._host.session.register, target)
        if year is not None and not self.choose_year(year):
            return
        key = routes.page_for(target)
        page = self._pages.current if self._pages.show_page(key) and target != key else None
        if page is not None:
            page.after_read(lambda: self._point_at(page, target))

    def choose_year(self, year: Year) -> bool:
        """Show another year, unless the page in front wants to stay."""
        if year != self._host.session.year and not self._pages.can_leave():
            return False
        self._host.session.set_year(year)
        return True

    def _point_at(self, page: Page, target: str) -> None:
        # Read later than it was asked for, the page may have been left.
        if page is self._pages.current and not page.show_target(target):
            shown = self._host.session.year
            self._host.tell(Message.INFO, f"That is not on this page in {shown}")
