"""The page Payments: who owes what and for how long, money that came in, bank files, statements and reminders."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QWidget

from loti_admin.domain.grammar import how_many
from loti_admin.domain.money import total
from loti_admin.services.chasing import notes_of
from loti_admin.storage.register import Register
from ui import theme
from ui.errors import reporting
from ui.kit.buttons import primary, secondary
from ui.page import Page
from ui.pages.payments.acts import PaymentActs
from ui.pages.payments.lists import OWED, RECEIPTS, PaymentLists
from ui.pages.payments.panel import PaymentPanel
from ui.pages.payments.rows import PaymentsView, read_payments, waiting
from ui.preferences import Preferences
from ui.session import Session

# The window at 100 % text: narrower than this some acts stand in the menus only.
_NARROW = 1200


class PaymentsPage(Page):
    """Accounts on a day, and receipts; not of one year, because a debt does not end with it."""

    key, title, icon = "payments", "Payments", "payments"
    tables = frozenset(
        {
            "organisations",
            "documents",
            "receipts",
            "allocations",
            "bank_lines",
            "chase_notes",
            "settings",
        }
    )

    def __init__(
        self,
        session: Session,
        parent: QWidget | None = None,
        *,
        preferences: Preferences | None = None,
    ) -> None:
        super().__init__(session, parent)
        self._view: PaymentsView | None = None
        self._of: Register | None = None
        self._on: date | None = None
        self.lists = PaymentLists()
        self.acts = PaymentActs(self, self.lists, preferences or Preferences(), lambda: self._view)
        self.panel = PaymentPanel()
        self.statements_button = secondary("Statements…", lambda: self._run("payments.statements"))
        self.reminders_button = secondary("Reminders…", lambda: self._run("payments.reminders"))
        self.receipt_button = secondary("Record receipt…", lambda: self._run("payments.receipt"))
        self.bank_button = primary("Import bank file…", lambda: self._run("payments.bank"))
        for button in (
            self.statements_button,
            self.reminders_button,
            self.receipt_button,
            self.bank_button,
        ):
            self.add_action(button)
        self.body.addWidget(self.lists, 1)
        self.place = self.set_panel(self.panel, "Show the details")
        self.lists.changed.connect(self._list_changed)
        self.lists.day_chosen.connect(self._choose_day)
        self.lists.opened.connect(lambda: self.place.set_shown(True))
        self.lists.menu_asked.connect(self._show_menu)
        self.panel.followed.connect(self.navigate)
        self.place.changed.connect(self.state_changed)

    # What the frame asks

    def read(self) -> PaymentsView:
        register = self.session.register
        on = self._on if self._of is register else None
        return read_payments(register, on or self.session.today())

    def show_view(self, view: PaymentsView) -> None:
        register = self.session.register
        if self._of is not register:
            self._of, self._on = register, None
            self.message_bar.clear()
        self._view = view
        self.lists.show_view(view)
        self.set_figures(_figures(view))
        self._row_changed()

    @classmethod
    def count_for(cls, session: Session) -> int:
        return waiting(session.register, session.today())

    def commands(self) -> dict[str, Callable[[], None]]:
        return self.acts.commands()

    def enabled(self, key: str) -> bool:
        return self.acts.enabled(key)

    def show_target(self, target: str) -> bool:
        """`receipt/7`, or `payments/3` for the account of an organisation, `payments/receipts` for that list."""
        kind, _, rest = target.partition("/")
        if kind == "receipt" and rest.isdecimal():
            return self.lists.select_receipt(int(rest))
        if rest.isdecimal():
            return self.lists.select_debtor(int(rest))
        if rest in (OWED, RECEIPTS):
            self.lists.segments.choose(rest)
        return True

    def selection_text(self) -> str:
        if self.lists.on_receipts:
            rows = self.lists.receipts.selected_records()
            words = f"{how_many(len(rows), 'row')} selected"
            amount = total(row.receipt.amount for row in rows)
            return f"{words} · Amount {amount}" if rows else ""
        debtors = self.lists.debtors.selected_records()
        words = f"{how_many(len(debtors), 'row')} selected"
        due = total(row.due for row in debtors)
        late = total(row.account.overdue for row in debtors)
        return f"{words} · Owed {due} · Overdue {late}" if debtors else ""

    def details_shown(self) -> bool | None:
        return self.place.is_shown()

    def set_details_shown(self, shown: bool) -> None:
        self.place.set_shown(shown)

    # What the officer does

    def _choose_day(self, day: date) -> None:
        self._on = day
        self.read_again()

    def _run(self, key: str) -> None:
        with reporting(self):
            self.commands()[key]()

    # Showing

    def _list_changed(self) -> None:
        # What was read is shown part by part, and told once.
        if not self.is_showing:
            self._row_changed()

    def _row_changed(self) -> None:
        debtor, receipt = self.lists.debtor(), self.lists.receipt()
        if debtor is not None:
            self.panel.show_debtor(debtor, notes_of(self.session.register, debtor.key))
        elif receipt is not None:
            self.panel.show_receipt(receipt)
        else:
            self.panel.show_nothing()
        self.place.set_wanted(debtor is not None or receipt is not None)
        self._show_acts()
        self.state_changed.emit()

    def _show_acts(self) -> None:
        if self._view is None or not self.session.is_open:
            return
        wide = self.window().width() * 100 / theme.current().text_scale >= _NARROW
        for button, key in (
            (self.statements_button, "payments.statements"),
            (self.reminders_button, "payments.reminders"),
            (self.receipt_button, "payments.receipt"),
            (self.bank_button, "payments.bank"),
        ):
            button.setVisible(wide or button in (self.bank_button, self.reminders_button))
            button.setEnabled(self.enabled(key))

    def _show_menu(self, at: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        keys = (
            ("Use money on account…", "payments.use"),
            ("Name the payer…", "payments.payer"),
            ("Refund…", "payments.refund"),
            ("Write off…", "payments.write-off"),
            ("Take back…", "payments.take-back"),
            ("Reverse the receipt…", "payments.reverse"),
            ("Note a contact…", "payments.note"),
        )
        for words, key in keys:
            if self.enabled(key):
                action = menu.addAction(words)
                action.triggered.connect(lambda _=False, key=key: self._run(key))
        menu.addSeparator()
        menu.addAction("Copy", self.lists.table.view.copy)
        menu.popup(at)

    # Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_acts()


def _figures(view: PaymentsView) -> tuple[tuple[str, str], ...]:
    account = view.aged.total
    figures = [
        (account.outstanding.text, "open"),
        (account.overdue.text, "overdue"),
    ]
    if account.on_account:
        figures.append((account.on_account.text, "on account"))
    if view.unknown:
        words = "receipt without a payer" if view.unknown == 1 else "receipts without a payer"
        figures.append((f"{view.unknown:,}", words))
    if view.reminders_due:
        due = "reminder due" if view.reminders_due == 1 else "reminders due"
        figures.append((f"{view.reminders_due:,}", due))
    return tuple(figures)
