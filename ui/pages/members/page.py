"""The page Members: the list at the left, the record of the selected organisation at the right."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QMenu, QStackedWidget, QWidget

from loti_admin.domain.dates import long_date
from loti_admin.domain.grammar import how_many
from loti_admin.domain.money import ZERO, total
from loti_admin.domain.organisations import Organisation
from loti_admin.services.activities_overview import activities_of
from loti_admin.services.bulk_tables import MemberTable
from loti_admin.services.fees import FEE_TABLES
from loti_admin.services.members import remove_organisation
from loti_admin.storage.headlines import headlines_of
from ui.bulk_edits import BulkEdits
from ui.dialogs.adjustment import adjustment_dialog
from ui.dialogs.contact import contact_dialog
from ui.dialogs.history import record_history_dialog
from ui.dialogs.membership import join_dialog, leave_dialog, membership_dialog, step_dialog
from ui.dialogs.organisation import organisation_dialog
from ui.dialogs.person_data import PersonDataDialog
from ui.dialogs.purchase_order import purchase_order_dialog
from ui.errors import reporting
from ui.kit.buttons import icon_button, primary, secondary
from ui.kit.dialog import ConfirmDialog, Dialog
from ui.kit.empty_state import EmptyState
from ui.kit.styling import scrolling
from ui.list_export import ask_export, export_list
from ui.page import Page
from ui.pages.members.card import MemberCard
from ui.pages.members.member_list import MemberList
from ui.pages.members.places import Places
from ui.pages.members.rows import MemberRow, MembersView, count_incomplete, read_members
from ui.preferences import Preferences
from ui.session import Session

# So many changes stand on the card.
_NEWEST = 5
# With more rows than these, showing the list takes long enough.
_LONG = 500
_READ_ONLY = "The register is open to read only."
_SHOW_RECORD, _SHOW_LIST = "Show the record", "Show the list"
_NEW, _JOINS, _LEAVES = "members.new", "members.joins", "members.leaves"


class MembersPage(Page):
    """Every organisation, as it stands on the charge date of the session's year."""

    key, title, icon = "members", "Members", "members"
    tables = FEE_TABLES | {"activities", "participations", "purchase_orders"}

    def __init__(
        self,
        session: Session,
        parent: QWidget | None = None,
        *,
        preferences: Preferences | None = None,
    ) -> None:
        super().__init__(session, parent)
        self._preferences = preferences or Preferences()
        self._view: MembersView | None = None
        self.list = MemberList()
        self.cells = BulkEdits(session, lambda: MemberTable(session.year), self.list.table, self)
        self.card = MemberCard()
        self.leaves_button = secondary("Leaves on…", lambda: self._run(_LEAVES))
        self.joins_button = secondary("Joins on…", lambda: self._run(_JOINS))
        self.new_button = primary("New member", lambda: self._run(_NEW), icon="plus")
        self.record_button = icon_button(
            "panel", _SHOW_RECORD, lambda: self.places.show_card(not self.places.is_card_shown())
        )
        for button in (
            self.record_button,
            self.leaves_button,
            self.joins_button,
            self.new_button,
        ):
            self.add_action(button)
        empty = EmptyState(
            "members",
            "Nobody is recorded yet",
            "Record the councils one by one, or import a list of them.",
            act=("New member…", lambda: self._run(_NEW)),
        )
        self.places = Places(self.list, self.card)
        self._card_due = QTimer(self)
        self._card_due.setSingleShot(True)
        self._card_due.setInterval(0)
        self._card_due.timeout.connect(self._show_card)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.places)
        self._stack.addWidget(scrolling(empty))
        self.body.addWidget(self._stack, 1)
        self.list.current_changed.connect(self._row_changed)
        self.list.selection_changed.connect(self.state_changed)
        self.list.opened.connect(lambda: self._run("members.edit"))
        self.list.menu_asked.connect(self._show_menu)
        self.card.asked.connect(self._asked)
        self.card.followed.connect(self.navigate)
        self.places.changed.connect(self._places_changed)

    # What the frame asks

    def read(self) -> MembersView:
        return read_members(self.session.register, self.session.year)

    def show_view(self, view: MembersView) -> None:
        self._view = view
        self.card.can_write = not self.session.read_only
        self.list.show_view(view)
        self._stack.setCurrentIndex(0 if view.rows else 1)
        self._show_card_soon()
        self._show_figures()
        self._show_acts()
        self.state_changed.emit()

    @classmethod
    def count_for(cls, session: Session) -> int:
        return count_incomplete(session.register, session.year)

    def commands(self) -> dict[str, Callable[[], None]]:
        return {
            _NEW: self.new,
            "members.edit": self.edit,
            "members.contact": self.add_contact,
            "members.purchase-order": self.purchase_order,
            _JOINS: self.joins,
            _LEAVES: self.leaves,
            "members.adjustment": self.adjustment,
            "members.remove": self.remove,
            "members.history": self.history,
            "members.person-data": self.person_data,
            "members.export": self.ask_export,
        }

    def enabled(self, key: str) -> bool:
        row = self._row()
        if key in ("members.export", "members.history"):
            return row is not None
        if key == "members.person-data":
            return row is not None and bool(row.contacts)
        if self.session.read_only:
            return False
        if key == _NEW:
            return True
        if row is None:
            return False
        period = row.current
        if key == _LEAVES:
            return period is not None and period.left is None
        if key == _JOINS:
            return period is None or period.left is not None
        return True

    def show_target(self, target: str) -> bool:
        """`organisation/3`; `person/4` and `membership/9` show the organisation they belong to."""
        kind, _, number = target.partition("/")
        if not number.isdecimal():
            return False
        record, register = int(number), self.session.register
        if kind == "person":
            contact = register.contacts.first(person_id=record)
            record = contact.organisation_id if contact else 0
        elif kind == "membership":
            membership = register.memberships.find(record)
            record = membership.organisation_id if membership else 0
        found = self.list.select(record)
        if found and not self.places.has_room:
            self.places.show_card(True)
        return found

    def selection_text(self) -> str:
        rows = self.list.table.selected_records()
        if not rows:
            return ""
        words = f"{how_many(len(rows), 'row')} selected"
        return f"{words} · Net {total(row.fee or ZERO for row in rows)}"

    def details_shown(self) -> bool | None:
        return self.places.is_card_shown()

    def set_details_shown(self, shown: bool) -> None:
        self.places.show_card(shown)

    # What the officer does

    def new(self) -> None:
        """Ask who it is, and show the record."""
        organisation_dialog(self.session, None, self, self._added).open()

    def edit(self) -> None:
        self._open(lambda o: organisation_dialog(self.session, o, self, lambda _saved: None))

    def add_contact(self) -> None:
        self._open(lambda o: contact_dialog(self.session, o, None, self))

    def purchase_order(self) -> None:
        year = self.session.year
        self._open(lambda o: purchase_order_dialog(self.session, o, year, self))

    def joins(self) -> None:
        self._open(lambda o: self._then_shown(join_dialog(self.session, o, self), o))

    def leaves(self) -> None:
        self._open(lambda o: self._then_shown(leave_dialog(self.session, o, self), o))

    def adjustment(self) -> None:
        self._open(lambda o: adjustment_dialog(self.session, o, None, self))

    def history(self) -> None:
        """Show everything that changed about the organisation and what belongs to it."""
        self._open(
            lambda o: record_history_dialog(
                self.session, o.display_name, ("organisations", o.id), self
            )
        )

    def person_data(self) -> None:
        """Show what is kept about the contacts of the organisation, to save it in a file or to erase it."""
        row = self._row()
        people = {one.person.id: one.person for one in row.contacts} if row else {}
        shown = PersonDataDialog
        self._open(lambda _o: shown(self.session, [*people.values()], self, self._preferences))

    def remove(self) -> None:
        """Ask, and remove an organisation that nothing hangs on; the refusal says what does."""
        self._open(
            lambda o: ConfirmDialog(
                f"Remove {o.display_name}?",
                "Remove",
                lambda: self._remove(o),
                self,
                sentence="Only a record that nothing hangs on can be removed. Who was a member leaves instead.",
                not_now="Keep",
                danger=True,
            )
        )

    def ask_export(self) -> None:
        """Ask where the list is to go, for Excel or as a CSV file, and write it."""
        name = f"LOTI members {self.session.year}"
        ask_export(self, self._preferences, self.list.table, name)

    def export(self, path: Path) -> None:
        """Write the rows and columns that are shown. Raises FileTrouble."""
        export_list(self, self.list.table, path)

    # Showing

    def _row(self) -> MemberRow | None:
        return self.list.table.current_record() if self._view is not None else None

    def _run(self, key: str) -> None:
        with reporting(self):
            if self.enabled(key):
                self.commands()[key]()
            elif self.session.read_only:
                self.show_info(_READ_ONLY)

    def _open(self, make: Callable[[Organisation], Dialog]) -> None:
        row = self._row()
        if row is not None:
            make(row.organisation).open()

    def _asked(self, act: str) -> None:
        """An act of the card: one of the page's commands, or one of a record on the card."""
        row = self._row()
        # What was asked of a card that is no longer the current row's is not meant for this one.
        if row is None or self._show_card_now():
            return
        kind, _, name = act.partition("/")
        session, register, council = self.session, self.session.register, row.organisation
        with reporting(self):
            if kind == "contact":
                contact, kept = register.contacts.get(int(name)), self._preferences
                contact_dialog(session, council, contact, self, preferences=kept).open()
            elif kind == "representative":
                contact_dialog(session, council, None, self, representative=True).open()
            elif kind == "step":
                step_dialog(session, council, name, self).open()
            elif kind == "period":
                period = register.memberships.get(int(name))
                membership_dialog(session, council, period, self).open()
            elif kind == "adjustment":
                adjustment = register.adjustments.get(int(name))
                adjustment_dialog(session, council, adjustment, self).open()
            elif kind == "more":
                self._show_menu(QCursor.pos())
            else:
                self._run(act)

    def _then_shown(self, dialog: Dialog, organisation: Organisation) -> Dialog:
        """Who joins or leaves may no longer be among those that are shown; its record stays in sight."""
        dialog.accepted.connect(lambda: self._added(organisation))
        return dialog

    def _added(self, organisation: Organisation) -> None:
        self.after_read(lambda: self.list.select(organisation.id))

    def _remove(self, organisation: Organisation) -> None:
        with reporting(self):
            remove_organisation(self.session.register, organisation.id)

    def _row_changed(self, _row: MemberRow | None) -> None:
        self._show_card_soon()
        self._show_acts()
        self.state_changed.emit()

    def _show_card_soon(self) -> None:
        """At once, or beside a long list in a turn of its own: the list has moved before the card is built."""
        if self._view is not None and len(self._view.rows) > _LONG:
            self._card_due.start()
        else:
            self._show_card()

    def _show_card_now(self) -> bool:
        """Do not wait for the card that is due; whether one was."""
        due = self._card_due.isActive()
        if due:
            self._show_card()
        return due

    def _show_card(self) -> None:
        self._card_due.stop()
        if self._view is None:
            return
        row = self._row()
        entries = headlines_of(self.session.register, row.records, _NEWEST) if row else []
        year = self._view.year
        activities = activities_of(self.session.register, year, row.id) if row else ()
        self.card.show_row(self._view, row, entries, activities)

    def _show_figures(self) -> None:
        view = self._view
        if view is None:
            return
        figures = [
            (str(view.present), f"{_noun(view.present, 'member')} on {_day(view)}"),
            (str(view.joining), "joining"),
            (str(view.prospects), _noun(view.prospects, "prospect")),
        ]
        if view.incomplete:
            figures.append((str(view.incomplete), f"incomplete {_noun(view.incomplete, 'record')}"))
        self.set_figures(figures if view.rows else ())

    def _show_acts(self) -> None:
        leaves = self.enabled(_LEAVES)
        joins = self.enabled(_JOINS)
        self.leaves_button.setVisible(leaves)
        self.joins_button.setVisible(joins)
        self.new_button.setEnabled(self.enabled(_NEW))
        self.new_button.setToolTip(_READ_ONLY if self.session.read_only else "")

    def _show_menu(self, at: QPoint) -> None:
        row = self._row()
        if row is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for words, key in (
            ("Edit…", "members.edit"),
            ("Add contact…", "members.contact"),
            ("Purchase order…", "members.purchase-order"),
            ("Joins on…", _JOINS),
            ("Leaves on…", _LEAVES),
            ("Record an adjustment…", "members.adjustment"),
            ("History…", "members.history"),
            ("A person's data…", "members.person-data"),
            ("Remove…", "members.remove"),
        ):
            action = menu.addAction(words, partial(self._run, key))
            action.setEnabled(self.enabled(key))
        menu.addSeparator()
        self.cells.fill_menu(menu)
        menu.addAction("Export this list…", lambda: self._run("members.export"))
        menu.popup(at)

    def _places_changed(self) -> None:
        self._show_card_now()
        shown = self.places.is_card_shown()
        self.record_button.setVisible(not shown or not self.places.has_room)
        tip = _SHOW_LIST if shown else _SHOW_RECORD
        self.record_button.setToolTip(tip)
        self.record_button.setAccessibleName(tip)
        self.state_changed.emit()


def _noun(count: int, word: str) -> str:
    return word if count == 1 else f"{word}s"


def _day(view: MembersView) -> str:
    """`1 July`: the year stands in the window already."""
    return long_date(view.charge_date).rsplit(maxsplit=1)[0]
