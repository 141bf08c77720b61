"""Who speaks for the councils of a service: one person for all of them, or one for each."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from loti_admin.errors import Invalid, Problem
from ui import theme
from ui.kit.editors import ChoiceEditor
from ui.kit.text import label
from ui.pages.shared_it.council_rows import DateEditor
from ui.pages.shared_it.draft import Chosen
from ui.pages.shared_it.rows import SharedItView
from ui.theme import Role


class Spokespeople(QWidget):
    """`edited` for every change by hand."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.one = QRadioButton("One for both councils")
        self.each = QRadioButton("One for each council")
        self._group = QButtonGroup(self)
        self._group.addButton(self.one)
        self._group.addButton(self.each)
        self._view: SharedItView | None = None
        self._ids: list[int] = []
        self._fixed = False
        self.people: dict[int, ChoiceEditor] = {}
        self.starts: dict[int, DateEditor] = {}
        self._radios = radios = QHBoxLayout()
        radios.addWidget(self.one)
        radios.addWidget(self.each)
        radios.addStretch(1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(radios)
        self._fields: QWidget | None = None
        self._group.buttonClicked.connect(self._mode_changed)

    def load(self, view: SharedItView, ids: Sequence[int], *, fixed: bool) -> None:
        """Show who speaks for these councils on the charge date. `fixed` shows it without editing."""
        self._view, self._ids, self._fixed = view, list(ids), fixed
        contacts = [view.representative(id) for id in ids]
        people = {contact.person_id for contact in contacts if contact}
        together = len(people) == 1 and all(contacts)
        (self.one if together or not people else self.each).setChecked(True)
        self.people, self.starts = {}, {}
        self._build()

    def set_councils(self, ids: Sequence[int]) -> None:
        """Other councils are in the service now; what was typed for those that stay is kept."""
        if list(ids) != self._ids:
            self._ids = list(ids)
            self._build()

    def contents(self) -> object:
        """What stands here, for telling whether anything was edited."""
        return self.one.isChecked(), tuple(
            (key, person.contents(), self.starts[key].contents())
            for key, person in self.people.items()
        )

    def chosen(self) -> tuple[Chosen, ...]:
        """Who is to speak for each council. Raises Invalid for a day that cannot be read."""
        found, problems = [], []
        for key, person in self.people.items():
            start: date | None = None
            try:
                start = self.starts[key].value()
            except ValueError as error:
                problems.append(Problem(str(error), field="representative"))
            for id in self._ids if key == 0 else [key]:
                found.append(Chosen(id, person.value(), start))
        if problems:
            raise Invalid(problems)
        return tuple(found)

    def _mode_changed(self) -> None:
        self._build()
        self.edited.emit()

    def _build(self) -> None:
        """Fields for key 0, which is all councils, or for each council by its id."""
        if self._view is None:
            return
        look = theme.current()
        self._radios.setSpacing(look.px(24))
        everybody = "both councils" if len(self._ids) == 2 else "all councils"
        self.one.setText(f"One for {everybody}")
        for button in (self.one, self.each):
            button.setEnabled(not self._fixed)
        keys = [0] if self.one.isChecked() else self._ids
        kept_people = {key: editor.value() for key, editor in self.people.items()}
        kept_days = {key: editor.text() for key, editor in self.starts.items()}
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(look.px(16))
        grid.setVerticalSpacing(look.px(4))
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        self.people, self.starts = {}, {}
        choices = self._view.people
        for number, key in enumerate(keys):
            about = self._view.name(key) if key else everybody.capitalize()
            who, since = self._known(key)
            person = ChoiceEditor(None, choices, placeholder="Nobody yet")
            person.setAccessibleName(f"{about}: main representative")
            person.set_value(kept_people.get(key, who))
            person.setEnabled(not self._fixed)
            start = DateEditor(f"{about}: represented from", since)
            start.setReadOnly(self._fixed)
            if key in kept_days:
                start.setText(kept_days[key])
            person.edited.connect(self.edited)
            start.edited.connect(self.edited)
            self.people[key], self.starts[key] = person, start
            grid.addWidget(label(f"{about}: who" if key else "Who", Role.SMALL), 2 * number, 0)
            grid.addWidget(label("From", Role.SMALL), 2 * number, 1)
            grid.addWidget(person, 2 * number + 1, 0)
            grid.addWidget(start, 2 * number + 1, 1)
        old, self._fields = self._fields, holder
        self._column.addWidget(holder)
        if old is not None:
            old.hide()
            self._column.removeWidget(old)
            old.setParent(None)
            old.deleteLater()

    def _known(self, key: int) -> tuple[int | None, date | None]:
        """Who speaks for a council, or for all of them, on the charge date, and since when."""
        if self._view is None:
            return None, None
        contacts = [self._view.representative(id) for id in ([key] if key else self._ids)]
        people = {contact.person_id if contact else None for contact in contacts}
        if len(people) != 1 or None in people:
            return None, None
        starts = [contact.start for contact in contacts if contact and contact.start]
        return people.pop(), max(starts, default=None)
