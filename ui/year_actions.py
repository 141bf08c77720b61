"""Year: choosing it, its fee schedule, and starting the next."""

from loti_admin.domain.dates import Year
from ui.commands import Command
from ui.dialogs.schedule import schedule_dialog
from ui.dialogs.start_year import StartYearDialog
from ui.host import Host
from ui.year_chooser import YearChooser


class YearActions:
    """`chooser` knows the years; `set_year` of the frame asks the page first."""

    def __init__(self, host: Host, chooser: YearChooser) -> None:
        self._host, self._chooser = host, chooser

    def commands(self) -> dict[str, Command]:
        """What this controller does, by rows of the catalogue."""
        return {
            "year.previous": Command(
                lambda: self._chooser.step(-1), lambda: self._has(self._host.session.year.previous)
            ),
            "year.next": Command(
                lambda: self._chooser.step(1), lambda: self._has(self._host.session.year.next)
            ),
            "year.schedule": Command(self.show_schedule, text=self._schedule_text),
            "year.start": Command(self.start, text=self._start_text),
        }

    def show_schedule(self, label: str = "") -> None:
        """Open the fee schedule of a year by its label ("2026-27"), or of the year that is shown."""
        year = Year.parse(label) if label else self._host.session.year
        schedule_dialog(self._host.session, year, self._host.window).open()

    def start(self) -> None:
        """Ask for the prices of the first year that has none of its own."""
        StartYearDialog(
            self._host.session, self.year_to_start(), self._host.window, self._chooser.chosen.emit
        ).open()

    def year_to_start(self) -> Year:
        """The year after the last one with a schedule of its own; the year that is shown while there is none."""
        session = self._host.session
        known = [Year.parse(s.year) for s in session.register.fee_schedules.all()]
        return max(known).next if known else session.year

    def _has(self, year: Year) -> bool:
        return year in self._host.session.years()

    def _schedule_text(self) -> str:
        if not self._host.session.is_open:
            return "&Fee schedule…"
        return f"&Fee schedule {self._host.session.year}…"

    def _start_text(self) -> str:
        return f"&Start {self.year_to_start()}…" if self._host.session.is_open else "&Start a year…"
