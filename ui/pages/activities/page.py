"""The page Activities: what runs in the year, by its five ways, and what each member takes part in."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QMenu, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from loti_admin.domain.activities import Activity, Way
from loti_admin.domain.dates import Year
from loti_admin.domain.grammar import how_many
from loti_admin.domain.money import total
from loti_admin.services.activities_overview import (
    ActivitiesView,
    ActivityRow,
    PartnerRow,
    financial_year,
    read_activities,
    runs_in,
)
from loti_admin.services.budget import remove_activity
from loti_admin.services.bulk_tables import ActivityTable
from ui import theme
from ui.bulk_edits import BulkEdits
from ui.dialogs.activity import WAYS, ActivityDialog
from ui.dialogs.history import HistoryDialog
from ui.errors import reporting
from ui.kit.buttons import primary
from ui.kit.empty_state import EmptyState
from ui.kit.message_bar import Message
from ui.kit.page import MARGIN
from ui.kit.segments import Segments
from ui.kit.styling import scrolling
from ui.kit.table import RecordTable
from ui.list_export import ask_export
from ui.page import Page
from ui.pages.activities.columns import ACTIVITIES, PARTNERS, found_partners
from ui.pages.activities.panel import ActivityPanel
from ui.preferences import Preferences
from ui.session import Session

ALL, PARTNERS_PART = "all", "partners"
_READ_ONLY = "The register is open to read only."
_NEW, _EDIT, _REMOVE = "activities.new", "activities.edit", "activities.remove"
_HISTORY = "activities.history"
# The page at 100 % text, its panel closed: narrower than this the find field stands below the ways.
_NARROW = 860
_WHAT = (
    "Record what LOTI does for its members: resources, products, projects, networks and campaigns."
)


class ActivitiesPage(Page):
    """What runs on any day of the financial year of the session's year."""

    key, title, icon = "activities", "Activities", "activities"
    tables = frozenset(
        {
            "activities",
            "participations",
            "organisations",
            "memberships",
            "fee_schedules",
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
        self._preferences = preferences or Preferences()
        self._view: ActivitiesView | None = None
        self.segments = Segments("Which activities are shown")
        self.activities: RecordTable[ActivityRow] = RecordTable(
            ACTIVITIES,
            lambda row: row.id,
            "Activities of the year",
            count=lambda rows: how_many(rows, "activity", "activities"),
            also_find=found_partners,
        )
        self.activities.set_empty_text("There are none of these.")
        self.cells = BulkEdits(session, ActivityTable, self.activities, self)
        self.partners: RecordTable[PartnerRow] = RecordTable(
            PARTNERS,
            lambda row: row.id,
            "Who takes part",
            count=lambda rows: how_many(rows, "organisation"),
        )
        self.partners.set_empty_text("Nobody is a member this year.")
        self.panel = ActivityPanel()
        self.place = self.set_panel(self.panel, "Show the details")
        self.new_button = primary("New activity", lambda: self._run(_NEW), icon="plus")
        self.add_action(self.new_button)
        self._empty = EmptyState(
            "activities",
            "",
            _WHAT,
            act=("New activity…", lambda: self._run(_NEW)),
        )
        self._build()
        self._connect()

    def _build(self) -> None:
        finds = (
            self.activities.find_field("Find an activity or a council"),
            self.partners.find_field("Find an organisation"),
        )
        self.finding, self.finding_partner = finds
        self._above = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._above.addWidget(self.segments, 1)
        for find in finds:
            self._above.addWidget(find)
        self._lists = QStackedWidget()
        self._lists.addWidget(self.activities)
        self._lists.addWidget(self.partners)
        both = QWidget()
        column = QVBoxLayout(both)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._above)
        column.addWidget(self._lists, 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(both)
        self._stack.addWidget(scrolling(self._empty))
        self.body.addWidget(self._stack, 1)
        theme.current().changed.connect(self._space_above)
        self._space_above()

    def _connect(self) -> None:
        self.segments.chosen.connect(lambda _key: self._show_segment())
        for table in (self.activities, self.partners):
            table.current_changed.connect(self._row_changed)
            table.selection_changed.connect(lambda _rows: self.state_changed.emit())
            table.menu_asked.connect(self._show_menu)
        self.activities.activated.connect(lambda _row: self._run(_EDIT))
        self.partners.activated.connect(lambda row: self.follow(f"organisation/{row.id}"))
        self.panel.followed.connect(self.follow)
        self.panel.edit_asked.connect(lambda: self._run(_EDIT))
        self.place.changed.connect(self.state_changed)

    # What the frame asks

    def read(self) -> ActivitiesView:
        return read_activities(self.session.register, self.session.year)

    def show_view(self, view: ActivitiesView) -> None:
        self._view = view
        counts = {way: sum(row.activity.way is way for row in view.activities) for way in Way}
        self.segments.set_segments(
            [
                (ALL, "All", len(view.activities)),
                *((way.value, many, counts[way]) for way, _, many in WAYS),
                (PARTNERS_PART, "By member", None),
            ]
        )
        self._empty.set_words(f"Nothing runs in {view.year}", self._nothing(view))
        self._stack.setCurrentIndex(0 if view.activities else 1)
        self.place.set_wanted(bool(view.activities))
        self._show_segment()
        self.set_figures(figures_of(view))
        self.new_button.setEnabled(not self.session.read_only)
        self.new_button.setToolTip(_READ_ONLY if self.session.read_only else "")

    def commands(self) -> dict[str, Callable[[], None]]:
        return {
            _NEW: self.new,
            _EDIT: self.edit,
            _HISTORY: self.history,
            _REMOVE: self.remove,
        }

    def enabled(self, key: str) -> bool:
        if key == _HISTORY:
            return self._activity() is not None
        if self.session.read_only:
            return False
        return key == _NEW or self._activity() is not None

    def show_target(self, target: str) -> bool:
        """`activity/3`, also of another year, which is then shown; `activities/partners` for the members."""
        kind, _, rest = target.partition("/")
        if kind == "activities" and rest in (ALL, PARTNERS_PART, *(way.value for way in Way)):
            self.segments.choose(rest)
            return True
        if kind != "activity" or not rest.isdecimal():
            return False
        activity = self.session.register.activities.find(int(rest))
        if activity is None:
            return False
        self._show_its_year(activity)
        # It may have been added just now, or be of a year that is not read yet.
        self.after_read(lambda: self._select(activity))
        return True

    def selection_text(self) -> str:
        if self._on_partners():
            rows = len(self.partners.selected_records())
            return f"{how_many(rows, 'row')} selected" if rows else ""
        selected = self.activities.selected_records()
        if not selected:
            return ""
        words = f"{how_many(len(selected), 'row')} selected"
        return f"{words} · Budget {total(row.activity.budget for row in selected)}"

    def details_shown(self) -> bool | None:
        return self.place.is_shown()

    def set_details_shown(self, shown: bool) -> None:
        self.place.set_shown(shown)

    # What the officer does

    def new(self) -> None:
        """Ask for a new activity, of the way that is shown."""
        shown = self.segments.current()
        way = next((way for way in Way if way.value == shown), None)
        ActivityDialog(self.session, None, self, self._saved, way=way).open()

    def edit(self) -> None:
        """Change the selected activity and who takes part."""
        row = self._activity()
        if row is not None:
            ActivityDialog(self.session, row.activity, self, self._saved).open()

    def history(self) -> None:
        """What changed in the selected activity, and in who takes part."""
        row = self._activity()
        if row is None:
            return
        register, activity = self.session.register, row.activity

        def keys() -> list[tuple[str, int]]:
            ids = register.history.rows_with("participations", "activity_id", activity.id)
            taking = [("participations", id) for id in sorted(ids)]
            return [("activities", activity.id), *taking]

        HistoryDialog(self.session, f"History of {activity.name}", keys, self).open()

    def remove(self) -> None:
        """Take the selected activity out; it can be undone, so nothing is asked."""
        row = self._activity()
        if row is not None:
            remove_activity(self.session.register, row.activity)
            self.session.say(f"{row.activity.name} was removed", undo=True)

    def follow(self, target: str) -> None:
        """Go where a link leads: an activity is here, everything else elsewhere."""
        if target.startswith("activity/"):
            self.show_target(target)
        else:
            self.navigate.emit(target)

    # Showing

    def _run(self, key: str) -> None:
        with reporting(self):
            if self.enabled(key):
                self.commands()[key]()
            elif self.session.read_only:
                self.show_info(_READ_ONLY)

    def _on_partners(self) -> bool:
        return self.segments.current() == PARTNERS_PART

    def _activity(self) -> ActivityRow | None:
        if self._view is None or self._on_partners():
            return None
        return self.activities.current_record()

    def _saved(self, activity: Activity) -> None:
        period = financial_year(self.session.register, self.session.year)
        if runs_in(activity, period):
            self.show_target(f"activity/{activity.id}")
            return
        self.show_message(
            Message.INFO,
            f"{activity.name} was saved",
            f"It does not run in {self.session.year}, so it is not in this list.",
            action="Show its year",
            on_action=lambda: self.show_target(f"activity/{activity.id}"),
        )

    def _show_its_year(self, activity: Activity) -> None:
        register = self.session.register
        if runs_in(activity, financial_year(register, self.session.year)):
            return
        day = activity.start or activity.end
        if day is not None:
            self.session.set_year(Year.containing(day))

    def _select(self, activity: Activity) -> None:
        self.segments.choose(ALL)
        self.activities.set_filter("")
        self.activities.select_key(activity.id)

    def _show_segment(self) -> None:
        if self._view is None:
            return
        part = self.segments.current()
        self._lists.setCurrentIndex(1 if self._on_partners() else 0)
        self.finding.setVisible(not self._on_partners())
        self.finding_partner.setVisible(self._on_partners())
        by_way = part not in (ALL, PARTNERS_PART)
        self.activities.model.set_condition(
            (lambda row: row.activity.way.value == part) if by_way else None
        )
        self.activities.set_records(self._view.activities)
        if self._on_partners():
            self.partners.set_records(self._view.partners)
        table = self.partners if self._on_partners() else self.activities
        if table.current_record() is None:
            table.select_first()
        self._show_panel()

    def _row_changed(self, _row: object) -> None:
        # What was read is shown part by part, and its panel once.
        if not self.is_showing:
            self._show_panel()

    def _show_panel(self) -> None:
        if self._view is None:
            return
        activity, partner = self._activity(), self.partners.current_record()
        if activity is not None:
            self.panel.show_activity(activity, can_edit=not self.session.read_only)
        elif self._on_partners() and partner is not None:
            self.panel.show_partner(partner, self._view.year.label)
        else:
            self.panel.show_nothing()
        self.state_changed.emit()

    def _show_menu(self, at: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if self._on_partners():
            menu.addAction("Copy", self.partners.view.copy)
        else:
            for words, key in (("Edit…", _EDIT), ("History…", _HISTORY), ("Remove", _REMOVE)):
                menu.addAction(words, partial(self._run, key)).setEnabled(self.enabled(key))
            menu.addSeparator()
            self.cells.fill_menu(menu)
        menu.addAction("Export this list…", self._export_list)
        menu.popup(at)

    def _export_list(self) -> None:
        table = self.partners if self._on_partners() else self.activities
        name = f"LOTI activities {self.session.year}"
        ask_export(self, self._preferences, table, name)

    def _nothing(self, view: ActivitiesView) -> str:
        return f"{_WHAT} {_counted(view.others)} of other years." if view.others else _WHAT

    def _space_above(self) -> None:
        look = theme.current()
        side = look.px(MARGIN)
        self._above.setContentsMargins(side, 0, side, look.px(8))
        # Seven ways and a field need more room than a narrow window has on one line.
        narrow = self.width() < look.px(_NARROW)
        way = QBoxLayout.Direction
        self._above.setDirection(way.TopToBottom if narrow else way.LeftToRight)
        self._above.setSpacing(look.px(4 if narrow else 16))
        for find in (self.finding, self.finding_partner):
            wide = QSizePolicy.Policy.Expanding if narrow else QSizePolicy.Policy.Maximum
            find.setSizePolicy(wide, QSizePolicy.Policy.Fixed)

    # Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._space_above()


def figures_of(view: ActivitiesView) -> list[tuple[str, str]]:
    """How much runs, what it costs, and which members have nothing of it."""
    if not view.activities:
        return []
    count = len(view.activities)
    figures = [
        (str(count), "activity" if count == 1 else "activities"),
        (view.budget.text, "budget"),
    ]
    taking = sum(row.is_member and bool(row.activities) for row in view.partners)
    figures.append((str(taking), "member takes part" if taking == 1 else "members take part"))
    without = len(view.without)
    if without:
        figures.append((str(without), "in nothing yet"))
    return figures


def _counted(others: int) -> str:
    return "There is 1 activity" if others == 1 else f"There are {others} activities"
