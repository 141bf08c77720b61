"""What the window tells: one piece of news at a time, gone when it was read, and never two that contradict."""

from datetime import UTC, datetime
from pathlib import Path

from loti_admin.services.settings import save_settings
from tests.office import Office
from tests.ui.window_builders import a_file, a_window, settle
from ui.kit.message_bar import Message
from ui.pages import PAGES
from ui.pages.home import HomePage
from ui.pages.safety import SafetyPage


def test_newer_news_takes_the_place_of_older_wherever_it_is_told(tmp_path: Path) -> None:
    with a_window(tmp_path) as window:
        page, notice = window.pages.current, window.frame.notices.message
        assert page is not None
        page.show_message(Message.OK, "28 PDFs are in the folder")
        window.host.tell(Message.OK, "The budget workbook was saved")
        assert not page.message_bar.isVisible()
        page.show_message(Message.OK, "29 PDFs are in the folder")
        assert not notice.isVisible()


def test_a_warning_of_a_page_is_not_taken_away_by_news(tmp_path: Path) -> None:
    with a_window(tmp_path) as window:
        page = window.pages.current
        assert page is not None
        page.show_message(Message.WARN, "3 councils have no invoice address")
        window.host.tell(Message.OK, "The budget workbook was saved")
        assert page.message_bar.isVisible()


def test_news_of_a_page_is_gone_when_the_page_is_shown_again(tmp_path: Path) -> None:
    with a_window(tmp_path) as window:
        page = window.pages.current
        assert page is not None
        page.show_message(Message.OK, "28 PDFs are in the folder")
        window.pages.show_page("edit")
        window.pages.show_page(page.key)
        assert not page.message_bar.isVisible()


def test_there_is_room_below_a_banner_and_none_where_there_is_no_banner(tmp_path: Path) -> None:
    with a_window(tmp_path) as window:
        page = window.pages.current
        assert page is not None
        alone = page.body.geometry().top()
        page.show_message(Message.OK, "28 PDFs are in the folder")
        settle()
        assert page.message_bar.geometry().top() == alone
        assert page.body.geometry().top() == page.message_bar.geometry().bottom() + 1 + 12


def test_home_knows_of_the_backup_that_was_made_at_opening(tmp_path: Path) -> None:
    path = a_file(tmp_path)
    with a_window(tmp_path, empty=True, pages=PAGES) as window:
        window.files.open_path(path)
        home = window.pages.current
        assert isinstance(home, HomePage)
        assert "Make a backup" not in [row.text() for row in home.to_do.rows]
        assert window.frame.status.backup.text() == "Backup checked just now"
        assert SafetyPage.count_for(window.session) == 0


def test_what_the_status_bar_said_is_forgotten_but_not_undo(tmp_path: Path) -> None:
    with a_window(tmp_path) as window:
        status = window.frame.status
        save_settings(window.session.register, {"officer": "B. Okoro"})
        saved = status.saved.text()
        window.session.say("25 receipts booked", undo=True)
        status.forget_news()
        assert saved.startswith("Saved ")
        assert saved == status.saved.text()
        assert status.undo.isVisible()


def test_news_fits_into_the_header_of_a_low_window(tmp_path: Path) -> None:
    office = Office("Camden", "Islington")
    office.approve()
    office.issue()
    office.today = datetime(2026, 9, 15, 9, 0, tzinfo=UTC)
    with a_window(tmp_path, office.register, pages=PAGES) as window:
        window.commands.run("view.text-200")
        window.pages.show_page("payments")
        page = window.pages.current
        assert page is not None
        page.show_message(Message.OK, "2 reminders are in the folder", action="Show in folder")
        settle()
        assert page.width() <= page.visibleRegion().boundingRect().width()
