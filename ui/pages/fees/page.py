"""The page Fees: one row for each fee, beside it why, above it what stands in the way of approving."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QStackedWidget, QWidget

from loti_admin.domain.document_words import counted, number_ranges
from loti_admin.domain.grammar import how_many
from loti_admin.domain.invoices import Document
from loti_admin.domain.money import ZERO, total
from loti_admin.services.fees import FEE_TABLES
from ui import theme
from ui.dialogs.adjustment import adjustment_dialog
from ui.dialogs.approve import approve_dialog
from ui.dialogs.decide import DecideDialog
from ui.dialogs.history import HistoryDialog
from ui.dialogs.problems import ProblemsDialog
from ui.dialogs.recalculate import recalculate_dialog
from ui.errors import reporting
from ui.kit.buttons import primary
from ui.kit.empty_state import EmptyState
from ui.kit.message_bar import Message
from ui.kit.styling import scrolling
from ui.list_export import ask_export, export_list
from ui.page import Page
from ui.pages.fees.banner import (
    APPROVE,
    DECIDE,
    RECALCULATE,
    SHOW_ALL,
    approved_words,
    banner_of,
    figures_of,
)
from ui.pages.fees.fee_list import FeeList
from ui.pages.fees.pointing import pointed_problems
from ui.pages.fees.rows import FeeRow, FeesView, read_fees
from ui.pages.fees.why import LAST_YEAR, WhyPanel
from ui.preferences import Preferences
from ui.session import Session

# The window at 100 % text: narrower than this the strip is short, lower than this the approval is told elsewhere.
_NARROW, _LOW = 1280, 480
# What the banner's button does, by its target.
# So many sentences one reads; each is a line of the dialog.
_MOST_PROBLEMS = 100
_ACTS = {APPROVE: "fees.approve", DECIDE: "fees.decide", RECALCULATE: "fees.recalculate"}
_NOBODY = (
    "A council has a fee once it has joined. Record who is a member; the fees follow from that."
)


class FeesPage(Page):
    """Every fee of the session's year."""

    key, title, icon = "fees", "Fees", "fees"
    tables = FEE_TABLES

    def __init__(
        self,
        session: Session,
        parent: QWidget | None = None,
        *,
        preferences: Preferences | None = None,
    ) -> None:
        super().__init__(session, parent)
        self._preferences = preferences or Preferences()
        self._view: FeesView | None = None
        self.list = FeeList()
        self.panel = WhyPanel()
        self.place = self.set_panel(self.panel, "Why this fee")
        self.approve_button = primary("Approve fees", lambda: self._run("fees.approve"))
        self.invoices_button = primary("Show invoices", lambda: self.navigate.emit("invoices"))
        self.add_action(self.approve_button)
        self.add_action(self.invoices_button)
        self._empty = EmptyState(
            "fees",
            "",
            _NOBODY,
            act=("Show members", lambda: self.navigate.emit("members")),
            other=("Show the prices…", lambda: self.follow(f"schedule/{session.year}")),
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._stack.addWidget(scrolling(self._empty))
        self.body.addWidget(self._stack, 1)
        self.list.current_changed.connect(self._row_changed)
        self.list.selection_changed.connect(self.state_changed)
        self.list.opened.connect(self.open_panel)
        self.list.menu_asked.connect(self._show_menu)
        self.list.problems_asked.connect(self.show_problems)
        self.panel.followed.connect(self.follow)
        self.place.changed.connect(self.state_changed)

    # What the frame asks

    def read(self) -> FeesView:
        return read_fees(self.session.register, self.session.year)

    def show_view(self, view: FeesView) -> None:
        self._view = view
        self.list.show_view(view)
        self.panel.show_row(view, self.list.table.current_record())
        self._empty.set_words(f"Nobody is charged in {view.year}", _NOBODY)
        self._stack.setCurrentIndex(0 if view.rows else 1)
        self.place.set_wanted(bool(view.rows))
        self._show_figures()
        self._show_banner()
        self._show_acts()
        self.state_changed.emit()

    @classmethod
    def count_for(cls, session: Session) -> int:
        return read_fees(session.register, session.year).waiting

    def commands(self) -> dict[str, Callable[[], None]]:
        return {
            "fees.approve": self.approve,
            "fees.adjust": self.adjust,
            "fees.decide": self.decide,
            "fees.recalculate": self.recalculate,
            "fees.why": self.open_panel,
            "fees.history": self.history,
            "fees.export": self.ask_export,
        }

    def enabled(self, key: str) -> bool:
        view = self._view
        if view is None:
            return False
        if key == "fees.approve":
            return not self.session.read_only and view.to_approve and not view.is_blocked
        if key == "fees.adjust":
            return not self.session.read_only and self.list.table.current_record() is not None
        if key == "fees.decide":
            return not self.session.read_only and bool(view.decisions)
        if key == "fees.recalculate":
            return not self.session.read_only and bool(view.fees.differing)
        return bool(view.rows)

    def show_target(self, target: str) -> bool:
        """`fees/3` and `charge/3` name an organisation, `adjustment/5` the fee that it changes."""
        kind, _, number = target.partition("/")
        if not number.isdecimal():
            return False
        organisation_id = int(number)
        if kind == "adjustment":
            adjustment = self.session.register.adjustments.find(int(number))
            organisation_id = adjustment.organisation_id if adjustment else 0
        found = self.list.select(organisation_id)
        self.place.set_shown(self.place.is_shown() or found)
        return found

    def selection_text(self) -> str:
        rows = self.list.table.selected_records()
        if not rows:
            return ""
        words = f"{how_many(len(rows), 'row')} selected"
        net = total(row.net or ZERO for row in rows)
        gross = total(row.charge.gross for row in rows if row.charge)
        return f"{words} · Net {net} · Gross {gross}"

    def details_shown(self) -> bool | None:
        return self.place.is_shown()

    def set_details_shown(self, shown: bool) -> None:
        self.place.set_shown(shown)

    # What the officer does

    def approve(self) -> None:
        """Ask, with the numbers, and approve."""
        if self._view is not None:
            approve_dialog(self.session, self._view.fees, self).open()

    def decide(self) -> None:
        """Ask what the councils of the first service pay about which the published terms say nothing."""
        if self._view is not None and self._view.decisions:
            decision = self._view.decisions[0]
            waiting = [
                self.session.register.organisations.get(row.organisation_id)
                for row in self._view.rows
                if row.decide and row.charge and row.charge.service == decision.service
            ]
            DecideDialog(self.session, decision.service, waiting, self).open()

    def adjust(self) -> None:
        """Ask for an adjustment of the current fee; its effect on every fee is shown before it is saved."""
        row = self.list.table.current_record()
        if row is not None:
            organisation = self.session.register.organisations.get(row.organisation_id)
            adjustment_dialog(self.session, organisation, None, self).open()

    def recalculate(self) -> None:
        """Show the documents that make right what was billed, and issue those that are wanted. Raises Refused."""
        recalculate_dialog(self.session, self, self._corrected).open()

    def open_panel(self) -> None:
        """Show why the current fee is what it is; once that is open, go into it."""
        if self.place.is_shown():
            self.panel.focus_reasons()
        self.place.set_shown(True)

    def follow(self, target: str) -> None:
        """Go where a link leads."""
        if target == LAST_YEAR:
            self.session.set_year(self.session.year.previous)
        else:
            self.navigate.emit(target)

    def show_problems(self) -> None:
        """List everything that stands against these fees."""
        if self._view is not None:
            problems = self._view.fees.run.problems
            what = how_many(len(problems), "thing")
            # What blocks comes first where there are more than anybody reads.
            first = problems
            if len(problems) > _MOST_PROBLEMS:
                first = tuple(sorted(problems, key=lambda p: not p.blocks)[:_MOST_PROBLEMS])
            pointed, more = pointed_problems(self._view, first), len(problems) - len(first)
            ProblemsDialog(f"{what} to look at", pointed, self.follow, self, more=more).open()

    def history(self) -> None:
        """Show every adjustment that the organisation had."""
        row = self.list.table.current_record()
        if row is None:
            return
        register, id = self.session.register, row.organisation_id

        def adjustments() -> list[tuple[str, int]]:
            ids = register.history.rows_with("adjustments", "organisation_id", id)
            return [("adjustments", one) for one in sorted(ids)]

        title = f"History of {row.name}'s adjustments"
        HistoryDialog(self.session, title, adjustments, self).open()

    def ask_export(self) -> None:
        """Ask where the list is to go, for Excel or as a CSV file, and write it."""
        name = f"LOTI fees {self.session.year}"
        ask_export(self, self._preferences, self.list.table, name)

    def export(self, path: Path) -> None:
        """Write the rows and columns that are shown. Raises FileTrouble."""
        export_list(self, self.list.table, path)

    def _corrected(self, documents: tuple[Document, ...]) -> None:
        self.show_message(
            Message.OK,
            f"{counted(documents)} issued, {number_ranges([d.number for d in documents])}",
            "The PDFs are made on the page Invoices.",
            action="Show it" if len(documents) == 1 else "Show them",
            on_action=lambda: self.follow(f"document/{documents[0].id}"),
        )

    # Showing

    def _run(self, key: str) -> None:
        with reporting(self):
            self.commands()[key]()

    def _row_changed(self, row: FeeRow | None) -> None:
        if self._view is not None:
            self.panel.show_row(self._view, row)
        self.state_changed.emit()

    def _show_figures(self) -> None:
        if self._view is None:
            return
        scale = theme.current().text_scale / 100
        narrow, low = (
            self.window().width() / scale < _NARROW,
            self.window().height() / scale < _LOW,
        )
        self.set_figures(figures_of(self._view, short=narrow) if self._view.rows else ())
        self.list.approved.setText("" if low else approved_words(self._view))

    def _show_banner(self) -> None:
        banner = banner_of(self._view) if self._view else None
        if banner is None:
            self.message_bar.clear()
            return
        act = _ACTS.get(banner.target)
        can_act = act is None or self.enabled(act)
        self.show_message(
            banner.kind,
            banner.title,
            banner.sentence,
            action=banner.action if can_act else "",
            on_action=lambda: self._act_on(banner.target),
            closable=False,
        )

    def _act_on(self, target: str) -> None:
        if target in _ACTS:
            self._run(_ACTS[target])
        elif target == SHOW_ALL:
            self.show_problems()
        else:
            self.follow(target)

    def _show_acts(self) -> None:
        view = self._view
        if view is None:
            return
        count = len(view.fees.run.charges)
        self.approve_button.setText("Approve 1 fee" if count == 1 else f"Approve {count} fees")
        self.approve_button.setVisible(view.to_approve)
        self.approve_button.setEnabled(self.enabled("fees.approve"))
        self.approve_button.setToolTip(self._why_not(view))
        self.invoices_button.setVisible(bool(view.rows) and not view.to_approve)

    def _why_not(self, view: FeesView) -> str:
        if self.session.read_only:
            return "The register is open to read only."
        banner = banner_of(view)
        return banner.title if banner and view.is_blocked else ""

    def _show_menu(self, at: QPoint) -> None:
        row = self.list.table.current_record()
        if row is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("Why this fee", self.open_panel)
        show = f"organisation/{row.organisation_id}"
        menu.addAction(f"Show {row.name}".replace("&", "&&"), lambda: self.follow(show))
        adjust = menu.addAction("Record an adjustment…", lambda: self._run("fees.adjust"))
        adjust.setEnabled(self.enabled("fees.adjust"))
        menu.addAction("History of its adjustments…", self.history)
        menu.addSeparator()
        menu.addAction("Copy", self.list.table.view.copy)
        menu.addAction("Export this list…", lambda: self._run("fees.export"))
        menu.popup(at)

    # Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_figures()
