"""The page Shared IT: the services, one of them in the editor, and what saving it would do to the fees."""

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from loti_admin.domain.qualifying import ServiceStanding
from loti_admin.errors import Invalid, LotiError
from loti_admin.services.fees import FEE_TABLES, issued_documents
from loti_admin.services.shared_it import remove_service, standing_of_service
from loti_admin.services.what_if import Effect, effect_of_rows
from loti_admin.storage.register import Register
from ui.dialogs.decide import DecideDialog
from ui.dialogs.history import record_history_dialog
from ui.dialogs.removal import removal_dialog
from ui.effect_reading import WORKING_OUT
from ui.errors import reporting
from ui.kit.buttons import icon_button, primary, secondary
from ui.kit.empty_state import EmptyState
from ui.kit.message_bar import Message
from ui.kit.styling import scrolling
from ui.page import Page
from ui.pages.shared_it.draft import save_draft
from ui.pages.shared_it.editor import ServiceEditor
from ui.pages.shared_it.effect_panel import EffectPanel
from ui.pages.shared_it.rows import ServiceRow, SharedItView, read_shared_it
from ui.pages.shared_it.service_list import NEW, ServiceList
from ui.session import Session

_NOTHING = "Nothing is changed. What a change does to every council's fee is shown here before you save it."
_READ_ONLY = "The register is open to read only."
_EMPTY = (
    "Two member councils whose IT is run together, with one main representative, pay less each. "
    "Record the service and its councils; whether it qualifies follows from that."
)
_REMOVED_TOO = (
    "Its councils' days in it are removed too, for past years as well. To keep the past, give each council a last day "
    "instead."
)
# Until the officer stops typing.
_PAUSE = 150


class SharedItPage(Page):
    """The services of the register, as they stand on the charge date of the session's year."""

    key, title, icon = "shared-it", "Shared IT", "shared-it"
    tables = FEE_TABLES

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._view: SharedItView | None = None
        self._register: Register | None = None
        self._current = -1
        self.list = ServiceList()
        self.editor = ServiceEditor()
        self.panel = EffectPanel()
        self.place = self.set_panel(self.panel, "What this does to the fees")
        self.new_button = secondary("New service", lambda: self._run("shared-it.new"), icon="plus")
        self.decide_button = secondary(
            "Decide…", lambda: self._run("shared-it.decide"), icon="question"
        )
        # Where the panel with its buttons is closed.
        self.discard_button = secondary("Discard", self.discard)
        self.save_button = primary("Save service", lambda: self._run("shared-it.save"))
        self.history_button = icon_button(
            "history", "History of the service", lambda: self._run("shared-it.history")
        )
        for button in (
            self.history_button,
            self.decide_button,
            self.new_button,
            self.discard_button,
            self.save_button,
        ):
            self.add_action(button)
        self._empty = EmptyState(
            "shared-it",
            "No shared IT services yet",
            _EMPTY,
            act=("New service", lambda: self._run("shared-it.new")),
        )
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.list)
        row.addWidget(self.editor, 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(both)
        self._stack.addWidget(scrolling(self._empty))
        self.body.addWidget(self._stack, 1)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self.show_effect)
        self.list.chosen.connect(self._chosen)
        self.list.opened.connect(self.editor.name.setFocus)
        self.editor.edited.connect(self._edited)
        self.editor.followed.connect(self.navigate)
        self.panel.save_asked.connect(lambda: self._run("shared-it.save"))
        self.panel.discard_asked.connect(self.discard)
        self.place.changed.connect(self._show_acts)

    # What the frame asks

    def read(self) -> SharedItView:
        return read_shared_it(self.session.register, self.session.year).prepare()

    def show_view(self, view: SharedItView) -> None:
        register = self.session.register
        # Looked at again it is the same, though opened anew.
        other = register is not self._register and (
            self._register is None or not register.path or register.path != self._register.path
        )
        self._register = register
        self._view = view
        if self.editor.is_dirty() and not other and self._current >= 0:
            # What is typed is kept; a service that was taken back meanwhile would be a new one.
            if self._current != NEW and view.row(self._current) is None:
                self.editor.forget_id()
                self._current = NEW
            self._refresh()
            self.show_effect()
            return
        known = [row.service.id for row in view.rows]
        if other or self._current not in known:
            self._current = known[0] if known else -1
        self._load()

    @classmethod
    def count_for(cls, session: Session) -> int:
        return read_shared_it(session.register, session.year).decisions

    def commands(self) -> dict[str, Callable[[], None]]:
        return {
            "shared-it.new": self.new_service,
            "shared-it.save": self.save,
            "shared-it.decide": self.decide,
            "shared-it.history": self.history,
            "shared-it.remove": self.remove,
        }

    def enabled(self, key: str) -> bool:
        row = self._row()
        if key == "shared-it.history":
            return row is not None and not self._is_dirty()
        if self._view is None or self.session.read_only:
            return False
        match key:
            case "shared-it.save":
                return self._is_dirty()
            case "shared-it.decide":
                return bool(row and row.undecided) and not self._is_dirty()
            case "shared-it.remove":
                return row is not None and not self._is_dirty()
        return True

    def show_target(self, target: str) -> bool:
        """`service/2`."""
        kind, _, number = target.partition("/")
        if kind != "service" or not number.isdecimal() or self._view is None:
            return False
        if self._view.row(int(number)) is None:
            return False
        self._chosen(int(number))
        return self._current == int(number)

    def selection_text(self) -> str:
        row = self._row()
        return f"{row.service.name} · {row.chip.text}" if row else ""

    def take_focus(self) -> None:
        if self.list.isVisible():
            self.list.setFocus()

    def leaving(self) -> bool:
        """What is typed is saved or discarded before another page, year or register is shown."""
        if not self._is_dirty():
            return True
        self._ask()
        return False

    def details_shown(self) -> bool | None:
        return self.place.is_shown()

    def set_details_shown(self, shown: bool) -> None:
        self.place.set_shown(shown)

    # What the officer does

    def new_service(self) -> None:
        """An empty service in the editor."""
        if self._is_dirty():
            self._ask()
            return
        self._current = NEW
        self._load()
        self.editor.name.setFocus()

    def save(self) -> None:
        """Save the service with everything that is typed, or show what keeps it from being saved."""
        try:
            draft = self.editor.draft()
            # Not dirty any more when the change is told, which reloads the page.
            saved = save_draft(self.session.register, draft)
        except Invalid as invalid:
            self.editor.show_problems(invalid.problems)
            return
        self._current = saved.id
        self.message_bar.clear()
        if self.is_being_read():
            self.session.reader.forget((self, "effect"))
            self.editor.set_saved(saved)
            self._show_acts()
        else:
            self._load()
        self.session.say(f"{saved.name} saved", undo=True)

    def discard(self) -> None:
        """Show the service as it is in the register."""
        self.message_bar.clear()
        if self._current == NEW and self._view is not None:
            rows = self._view.rows
            self._current = rows[0].service.id if rows else -1
        self._load()
        self.take_focus()

    def decide(self) -> None:
        """Ask what the councils of the service pay, where the terms say nothing."""
        row = self._row()
        if row is not None and row.undecided:
            DecideDialog(self.session, row.service.name, row.undecided, self).open()

    def history(self) -> None:
        """Show everything that changed about the service and its councils in it."""
        row = self._row()
        if row is not None:
            key = ("services", row.service.id)
            record_history_dialog(self.session, row.service.name, key, self).open()

    def remove(self) -> None:
        """Show what it would do to the fees, and take the service out of the register."""
        row = self._row()
        if row is not None:
            service, register = row.service, self.session.register
            removal_dialog(
                self.session,
                f"Remove {service.name}?",
                "Remove the service",
                lambda: remove_service(register, service),
                self,
                sentence=_REMOVED_TOO,
            ).open()

    # Showing

    def show_effect(self) -> None:
        """What saving would do to every fee, worked out by saving and taking it back."""
        self._pause.stop()
        if self._view is None or not self.session.is_open:
            return
        if not self._is_dirty():
            self.panel.show_words(_READ_ONLY if self.session.read_only else _NOTHING)
            return
        reader, key, year = self.session.reader, (self, "effect"), self._view.year
        reader.forget(key)
        try:
            work = self._rehearsed(self._view)
        except LotiError as error:
            self.panel.show_words(str(error))
            self.editor.show_standing(None)
            return

        def show(found: tuple[Effect, ServiceStanding, int]) -> None:
            # What was saved or discarded meanwhile has no effect any more.
            if self._is_dirty():
                effect, standing, issued = found
                self.panel.show_effect(effect, year, issued)
                self.editor.show_standing(standing)

        reader.read(key, work, show, self)
        if reader.is_busy(key):
            self.panel.show_words(WORKING_OUT)

    def _rehearsed(self, view: SharedItView) -> Callable[[], tuple[Effect, ServiceStanding, int]]:
        """Rehearse saving; what is given works out the effect, how the service would stand, and how many of those whose
        fee changes have been billed. Raises Invalid for what cannot be saved."""
        register, draft, saved = self.session.register, self.editor.draft(), [0]

        def change() -> None:
            saved[0] = save_draft(register, draft).id

        rows = register.rehearse(change)

        def work() -> tuple[Effect, ServiceStanding, int]:
            effect = effect_of_rows(register, view.year, rows)
            standing = standing_of_service(register, saved[0], view.charge_date, rows)
            ids = {o.code: o.id for o in view.inputs.organisations}
            billed = {key[0] for key in issued_documents(register, view.year)}
            return effect, standing, sum(ids.get(d.code) in billed for d in effect.changed)

        return work

    def _load(self) -> None:
        """Show the current service as it is in the register."""
        if self._view is None:
            return
        self.editor.load(
            self._view, self._row(), today=self.session.today(), fixed=self.session.read_only
        )
        self._refresh()
        self.show_effect()

    def _refresh(self) -> None:
        """Everything around the editor."""
        view = self._view
        if view is None:
            return
        dirty = self._is_dirty()
        self.list.show_rows(view.rows, self._current, unsaved=dirty)
        self._stack.setCurrentIndex(0 if view.rows or self._current == NEW else 1)
        self.place.set_wanted(self._current >= 0)
        services, councils = len(view.rows), view.councils
        figures = [
            (str(services), "service" if services == 1 else "services"),
            (str(councils), "council" if councils == 1 else "councils"),
        ]
        if view.decisions:
            what = "decision needed" if view.decisions == 1 else "decisions needed"
            figures.append((str(view.decisions), what))
        self.set_figures(figures if services else ())
        self._show_acts()

    def _show_acts(self) -> None:
        row, why = self._row(), _READ_ONLY if self.session.read_only else ""
        self.history_button.setVisible(row is not None)
        self.history_button.setEnabled(self.enabled("shared-it.history"))
        self.decide_button.setVisible(bool(row and row.undecided))
        self.decide_button.setEnabled(self.enabled("shared-it.decide"))
        in_header = self._is_dirty() and not self.place.is_shown()
        self.new_button.setVisible(self._stack.currentIndex() == 0 and not in_header)
        self.new_button.setEnabled(not self.session.read_only)
        for button in (self.decide_button, self.new_button):
            button.setToolTip(why)
        for button in (self.discard_button, self.save_button):
            button.setVisible(in_header)
        self.panel.set_usable(self._is_dirty() and not self.session.read_only, why)
        self.state_changed.emit()

    def _edited(self) -> None:
        self.editor.show_problems(())
        self.message_bar.clear()
        if self._view is not None:
            self.list.show_rows(self._view.rows, self._current, unsaved=self._is_dirty())
        self._show_acts()
        self._pause.start()

    def _chosen(self, service_id: int) -> None:
        if service_id == self._current:
            return
        if self._is_dirty():
            # Not before the list is through with its own change.
            QTimer.singleShot(0, self, lambda: self.list.select(self._current))
            self._ask()
            return
        self._current = service_id
        self._load()

    def _ask(self) -> None:
        name = self.editor.name.text().strip() or "The new service"
        self.show_message(
            Message.WARN,
            f"{name} has changes that are not saved",
            "Save the service, or discard what you changed.",
            action="Discard",
            on_action=self.discard,
        )

    def _run(self, key: str) -> None:
        with reporting(self):
            self.commands()[key]()

    def _row(self) -> ServiceRow | None:
        return self._view.row(self._current) if self._view else None

    def _is_dirty(self) -> bool:
        return self._current >= 0 and (self._current == NEW or self.editor.is_dirty())
