"""The page Invoices: drafts and what has to be in order, issuing, the documents of the year, and their pages."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from loti_admin.domain.dates import Year
from loti_admin.domain.grammar import how_many
from loti_admin.domain.money import ZERO, total
from loti_admin.services.bulk_tables import MemberTable
from loti_admin.services.documents import render_bit_by_bit
from loti_admin.services.fees import FEE_TABLES
from loti_admin.services.last_year import changes_since
from loti_admin.storage.register import Register
from ui import theme
from ui.bulk_edits import BulkEdits
from ui.errors import reporting
from ui.kit.buttons import icon_button, primary, secondary
from ui.kit.empty_state import EmptyState
from ui.kit.message_bar import Message
from ui.kit.page_preview import WIDTH, PagePreview
from ui.kit.panel_place import PanelPlace
from ui.kit.progress_strip import ProgressStrip
from ui.kit.side_panel import empty_layout
from ui.page import Page
from ui.pages.invoices.acts import InvoiceActs, about, note_of
from ui.pages.invoices.banner import CHECKLIST, Words, banner_of, figures_of, nothing_of
from ui.pages.invoices.checks import Check, checks_of
from ui.pages.invoices.invoice_lists import DRAFTS, ISSUED, InvoiceLists
from ui.pages.invoices.making import FileMaker
from ui.pages.invoices.rows import InvoiceRow, InvoicesView, default_day, read_invoices, waiting
from ui.preferences import Preferences
from ui.session import Session

# The window at 100 % text: narrower than this the acts for one document stand in the menus only.
_NARROW = 1280
# Holding an arrow key goes through the list faster than pages can be drawn.
_PREVIEW_DELAY_MS = 40


Read = tuple[InvoicesView, tuple[Check, ...]]


class InvoicesPage(Page):
    """The drafts and documents of the session's year."""

    key, title, icon = "invoices", "Invoices", "invoices"
    tables = FEE_TABLES | {"allocations", "grants", "purchase_orders", "receipts"}

    def __init__(
        self,
        session: Session,
        parent: QWidget | None = None,
        *,
        preferences: Preferences | None = None,
    ) -> None:
        super().__init__(session, parent)
        remembered = preferences or Preferences()
        self._view: InvoicesView | None = None
        self._of: Register | None = None
        self._on: date | None = None
        self._banner_up = False
        self._previewed: InvoiceRow | None = None
        self._nothing_words: Words | None = None
        self._nothing = QWidget()
        self._nothing_column = QVBoxLayout(self._nothing)
        self._nothing_column.setContentsMargins(0, 0, 0, 0)
        self.lists = InvoiceLists(self._nothing)
        self.cells = BulkEdits(
            session,
            lambda: MemberTable(session.year),
            self.lists.drafts,
            self,
            id_of=lambda key: int(key[1]),
        )
        self.maker = FileMaker(session, remembered, self)
        self.acts = InvoiceActs(self, self.lists, self.maker, remembered, lambda: self._view)
        self.strip = ProgressStrip(session.tasks)
        self.preview = PagePreview("Select a row to see its page.")
        self.opener = icon_button("panel", "Show the page", lambda: self.place.set_shown(True))
        self.receipt_button = secondary("Record receipt…", lambda: self._run("invoices.receipt"))
        self.credit_button = secondary("Credit…", lambda: self._run("invoices.credit"))
        self.print_button = secondary("Print…", lambda: self._run("invoices.print"))
        self.issue_button = primary("Issue", lambda: self._run("invoices.issue"))
        self.make_button = primary("Make PDFs", lambda: self._run("invoices.make-files"))
        self._build()
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.setInterval(_PREVIEW_DELAY_MS)
        self._delay.timeout.connect(self._show_page)
        self._connect()

    def _build(self) -> None:
        for button in (
            self.opener,
            self.receipt_button,
            self.credit_button,
            self.print_button,
            self.make_button,
            self.issue_button,
        ):
            self.add_action(button)
            # Not before it is known which of them are wanted: together they are wider than a narrow window.
            button.setVisible(button is self.opener)
        middle = QWidget()
        row = QHBoxLayout(middle)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addWidget(self.lists, 1)
        left.addWidget(self.strip)
        row.addLayout(left, 1)
        self.body.addWidget(middle, 1)
        self.place = PanelPlace(middle, row, self.preview)

    def _connect(self) -> None:
        self.lists.changed.connect(self._row_changed)
        self.lists.day_chosen.connect(self._choose_day)
        self.lists.followed.connect(self.follow)
        self.lists.opened.connect(self.open_preview)
        self.lists.menu_asked.connect(self._show_menu)
        self.preview.print_asked.connect(lambda: self._guarded(self.acts.print_current))
        self.preview.other_asked.connect(self.lists.step)
        self.preview.closed.connect(lambda: self.place.set_shown(False))
        self.place.changed.connect(self._place_changed)
        self.maker.now.connect(self.strip.set_now)
        self.session.tasks.finished.connect(self._show_acts)

    # What the frame asks

    def read(self) -> Read:
        register, year = self.session.register, self.session.year
        on = self._on if self._is_of(register, year) else None
        documents = sorted(register.documents.where(year=year.label), key=lambda d: d.id)
        made = self.maker.numbers_made(documents)
        before = self._view if self._is_of(register, year) else None
        view = read_invoices(register, year, on or default_day(register, year), made, before)
        return view, checks_of(register, view)

    def show_view(self, read: Read) -> None:
        view, checks = read
        if not self._is_of(self.session.register, view.year):
            self._of, self._on, self._previewed = self.session.register, None, None
            self.message_bar.clear()
            self.lists.forget()
        self._view = view
        self._show_nothing(nothing_of(view))
        self.set_figures(figures_of(view))
        self._show_banner()
        self.lists.show_view(view, checks)

    def _is_of(self, register: Register, year: Year) -> bool:
        """Whether what is shown, and the day that was chosen, belongs to this."""
        return self._of is register and self._view is not None and self._view.year == year

    @classmethod
    def count_for(cls, session: Session) -> int:
        return waiting(session.register, session.year)

    def commands(self) -> dict[str, Callable[[], None]]:
        return self.acts.commands()

    def enabled(self, key: str) -> bool:
        return self.acts.enabled(key)

    def show_target(self, target: str) -> bool:
        """`document/7`, or `invoices/checklist` for what has to be in order before issue."""
        kind, _, rest = target.partition("/")
        if kind == "document" and rest.isdecimal():
            return self.lists.select_document(int(rest))
        if rest == CHECKLIST:
            self._show_checklist()
            return True
        return False

    def selection_text(self) -> str:
        if self._view is None:
            return ""
        if self.lists.on_drafts:
            ticked = self.lists.ticked()
            count = len(ticked.rows)
            words = f"{how_many(count, 'row')} ticked"
            return f"{words} · Gross {ticked.gross}" if self._view.drafts else ""
        rows = self.lists.documents.selected_records()
        words = f"{how_many(len(rows), 'row')} selected"
        gross = total(row.gross for row in rows)
        left = total(row.open or ZERO for row in rows)
        return f"{words} · Gross {gross} · Open {left}" if rows else ""

    def details_shown(self) -> bool | None:
        return self.place.is_shown()

    def set_details_shown(self, shown: bool) -> None:
        self.place.set_shown(shown)

    # What the officer does

    def follow(self, target: str) -> None:
        """Go where a link leads: a record or page, a list of this page, or another date of issue."""
        kind, _, rest = target.partition("/")
        if target in (DRAFTS, ISSUED):
            self.lists.segments.choose(target)
        elif target == CHECKLIST:
            self._show_checklist()
        elif kind == "day":
            self._choose_day(date.fromisoformat(rest))
        else:
            self.navigate.emit(target)

    def open_preview(self) -> None:
        """Show the page of the current row; once it is shown, go into it."""
        if self.place.is_shown():
            self.preview.focus_page()
        self.place.set_shown(True)

    def _choose_day(self, day: date) -> None:
        self._on = day
        self.read_again()

    def _show_checklist(self) -> None:
        self.lists.segments.choose(DRAFTS)
        self.lists.checklist.focus_first()

    def _run(self, key: str) -> None:
        self._guarded(self.commands()[key])

    def _guarded(self, act: Callable[[], object]) -> None:
        with reporting(self):
            act()

    # Showing

    def _row_changed(self) -> None:
        self.place.set_wanted(not self.lists.is_empty)
        self._show_acts()
        self._delay.start()
        self.state_changed.emit()

    def _show_page(self) -> None:
        """Draw the page of the current row, unless it is drawn already or nobody sees it."""
        row = self.lists.current() if self._view else None
        if not self.place.is_shown():
            self._previewed = None
            return
        if row is None:
            self._previewed = None
            self.preview.show_nothing()
        elif self._previewed is None or (row.document, row.since) != (
            self._previewed.document,
            self._previewed.since,
        ):
            self._previewed = row
            self.session.reader.read(
                (self, "preview"),
                partial(render_bit_by_bit, row.document, draft=row.is_draft),
                partial(self._show_pdf, row),
                self,
            )

    def _show_pdf(self, row: InvoiceRow, pdf: bytes) -> None:
        if row is not self._previewed:
            # Another one is wanted by now.
            return
        changes = changes_since(row.before, row.document) if row.before else ()
        self.preview.show_pdf(
            row.name,
            pdf,
            about(row),
            note=note_of(row, changes),
            tip="\n".join(change.text for change in (*row.since, *changes)),
            marked=[text for change in changes for text in change.printed],
        )

    def _place_changed(self) -> None:
        self.opener.setVisible(self.place.can_open())
        self.preview.close_button.setVisible(not self.place.is_beside)
        self._delay.start()
        self.state_changed.emit()

    def _show_nothing(self, words: Words) -> None:
        if words == self._nothing_words:
            return
        self._nothing_words = words
        empty_layout(self._nothing_column)
        act = (words.action, lambda: self.follow(words.target))
        self._nothing_column.addWidget(EmptyState("invoices", words.title, words.sentence, act=act))

    def _show_banner(self) -> None:
        banner = banner_of(self._view) if self._view else None
        if banner is not None:
            self.show_message(
                Message.WARN,
                banner.title,
                banner.sentence,
                action=banner.action,
                on_action=lambda: self.follow(banner.target),
                closable=False,
            )
        elif self._banner_up:
            self.message_bar.clear()
        # What was told about an act stays until it is closed or something stands in the way.
        self._banner_up = banner is not None

    def _show_acts(self) -> None:
        if self._view is None or not self.session.is_open:
            return
        on_drafts = self.lists.on_drafts
        wide = self.window().width() * 100 / theme.current().text_scale >= _NARROW
        self.print_button.setVisible(bool(self._view.drafts or self._view.issued))
        self.issue_button.setVisible(on_drafts and bool(self._view.drafts))
        self.issue_button.setText(f"Issue {self.lists.ticked().words}")
        self.issue_button.setToolTip(
            "The register is open to read only."
            if self.session.read_only
            else self.acts.why_not_issue()
        )
        self.make_button.setVisible(not on_drafts and bool(self._view.issued))
        for button in (self.receipt_button, self.credit_button):
            button.setVisible(wide and not on_drafts and bool(self._view.issued))
        for button, key in (
            (self.issue_button, "invoices.issue"),
            (self.make_button, "invoices.make-files"),
            (self.print_button, "invoices.print"),
            (self.receipt_button, "invoices.receipt"),
            (self.credit_button, "invoices.credit"),
        ):
            button.setEnabled(self.enabled(key))

    def _show_menu(self, at: QPoint) -> None:
        row = self.lists.current()
        if row is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        show = f"organisation/{row.document.organisation_id}"
        menu.addAction(f"Show {row.name}".replace("&", "&&"), lambda: self.follow(show))
        fee = f"fees/{row.document.organisation_id}"
        menu.addAction("Why this fee", lambda: self.follow(fee))
        menu.addSeparator()
        for words, key in (
            ("Record receipt…", "invoices.receipt"),
            ("Credit…", "invoices.credit"),
            ("E-mail drafts…", "invoices.emails"),
            ("Print…", "invoices.print"),
            ("Save as data (Peppol)…", "invoices.peppol"),
            ("Export this list…", "invoices.export"),
        ):
            action = menu.addAction(words)
            action.setEnabled(self.enabled(key))
            action.triggered.connect(lambda _=False, key=key: self._run(key))
        if self.lists.on_drafts:
            self.cells.fill_menu(menu)
        else:
            menu.addAction("Copy", self.lists.table.view.copy)
        menu.popup(at)

    # Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # As wide as an A4 page that is as high as the window, within limits.
        width = self.window().width() * 100 / theme.current().text_scale
        self.preview.set_width(max(WIDTH, min(int(width * 0.32), 640)))
        self._show_acts()
