"""The councils of a service as they are edited: which council, from when, until when."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from loti_admin.domain.shared_it import ServiceMember
from loti_admin.errors import Invalid, Problem
from ui import theme
from ui.kit.buttons import icon_button
from ui.kit.editors import ChoiceEditor, LineEditor
from ui.kit.fields import OptionalDateField
from ui.kit.text import label
from ui.theme import Role

_DATE = OptionalDateField(key="day", label="Day")
# Less than this at 100 %, and the days stand below the name.
_ROOM = 400


class DateEditor(LineEditor):
    """A day that may be left empty, with the name that a screen reader says."""

    def __init__(self, name: str, day: date | None, parent: QWidget | None = None) -> None:
        super().__init__(parent, parse=_DATE.parse, show=_DATE.show, max_length=40)
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.set_value(day)


class CouncilRow:
    """The widgets of one council. `member` is what was there before; None for one that is being added."""

    def __init__(
        self,
        council: QLabel | ChoiceEditor,
        start: DateEditor,
        end: DateEditor,
        member: ServiceMember | None,
    ) -> None:
        self.council, self.start, self.end, self.member = council, start, end, member

    def organisation_id(self) -> int | None:
        if isinstance(self.council, ChoiceEditor):
            return self.council.value()
        return self.member.organisation_id if self.member else None

    def contents(self) -> object:
        return self.organisation_id(), self.start.contents(), self.end.contents()


class CouncilRows(QWidget):
    """`edited` for every change by hand; the councils are those of `organisation_ids`."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[CouncilRow] = []
        self._choices: Sequence[tuple[int, str]] = ()
        self._read_only = False
        self._narrow = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._grid_widget: QWidget | None = None

    def load(
        self, members: Sequence[ServiceMember], choices: Sequence[tuple[int, str]], *, fixed: bool
    ) -> None:
        """Show these councils; `choices` are all there are, by name. `fixed` shows them without editing."""
        self._choices, self._read_only = choices, fixed
        names = dict(choices)
        ordered = sorted(members, key=lambda m: names.get(m.organisation_id, "").casefold())
        self.rows = [self._made(member, member.start, member.end) for member in ordered]
        self._lay_out()

    def add(self, start: date | None) -> None:
        """A row for one more council, its chooser with the focus."""
        row = self._made(None, start, None)
        self.rows.append(row)
        self._lay_out()
        row.council.setFocus(Qt.FocusReason.TabFocusReason)
        self.edited.emit()

    def take_out(self, row: CouncilRow) -> None:
        """Take a council out, as if it had never been in the service."""
        self.rows.remove(row)
        self._lay_out()
        self.edited.emit()

    def organisation_ids(self) -> list[int]:
        """The councils that are chosen, each once, in the order of the rows."""
        ids = [chosen for row in self.rows if (chosen := row.organisation_id()) is not None]
        return list(dict.fromkeys(ids))

    def contents(self) -> object:
        """What stands in the rows, for telling whether anything was edited."""
        return tuple(row.contents() for row in self.rows)

    def members(self, service_id: int) -> tuple[ServiceMember, ...]:
        """The councils with their days. Raises Invalid for a day that cannot be read or a row without a council."""
        problems: list[Problem] = []
        found = []
        for row in self.rows:
            organisation_id = row.organisation_id()
            if organisation_id is None:
                problems.append(
                    Problem("Choose the council, or take the row out.", field="organisation")
                )
            days: list[date | None] = []
            for editor in (row.start, row.end):
                try:
                    days.append(editor.value())
                except ValueError as error:
                    problems.append(Problem(str(error), field="organisation"))
            if organisation_id is not None and len(days) == 2:
                found.append(
                    ServiceMember(
                        id=row.member.id if row.member else 0,
                        service_id=service_id,
                        organisation_id=organisation_id,
                        start=days[0],
                        end=days[1],
                    )
                )
        if problems:
            raise Invalid(problems)
        return tuple(found)

    def _made(
        self, member: ServiceMember | None, start: date | None, end: date | None
    ) -> CouncilRow:
        name = dict(self._choices).get(member.organisation_id, "") if member else "New council"
        council: QLabel | ChoiceEditor
        if member:
            council = label(name, wrap=True)
        else:
            council = ChoiceEditor(None, self._choices, placeholder="Choose a council")
            council.setAccessibleName("Council to add")
            council.edited.connect(self.edited)
        row = CouncilRow(
            council,
            DateEditor(f"{name}: in the service from", start),
            DateEditor(f"{name}: in the service until", end),
            member,
        )
        for editor in (row.start, row.end):
            editor.setReadOnly(self._read_only)
            editor.edited.connect(self.edited)
        return row

    def _lay_out(self) -> None:
        """Name and days in one line each, or the days below the name where there is little room."""
        look = theme.current()
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(look.px(8))
        grid.setVerticalSpacing(look.px(6))
        for column, stretch in enumerate((1, 1) if self._narrow else (4, 3, 3)):
            grid.setColumnStretch(column, stretch)
        if self.rows:
            heads = ("From", "Until") if self._narrow else ("Council", "From", "Until")
            for column, words in enumerate(heads):
                grid.addWidget(label(words, Role.SMALL, "text2"), 0, column)
        for number, row in enumerate(self.rows):
            line = 1 + 2 * number
            if self._narrow:
                grid.addWidget(row.council, line, 0, 1, 2)
                grid.addWidget(row.start, line + 1, 0)
                grid.addWidget(row.end, line + 1, 1)
            else:
                for column, widget in enumerate((row.council, row.start, row.end)):
                    grid.addWidget(widget, line, column)
            if not self._read_only:
                name = row.council.text() if isinstance(row.council, QLabel) else "the new council"
                out = icon_button("close", f"Take {name} out", partial(self.take_out, row))
                grid.addWidget(out, line, 2 if self._narrow else 3)
        old, self._grid_widget = self._grid_widget, holder
        self._column.addWidget(holder)
        if old is not None:
            # What is kept has moved into the new grid; the rest goes with the old one.
            old.hide()
            self._column.removeWidget(old)
            old.setParent(None)
            old.deleteLater()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() * 100 / theme.current().text_scale < _ROOM
        if narrow != self._narrow:
            self._narrow = narrow
            # Not in the middle of the layout that gave this size.
            QTimer.singleShot(0, self, self._lay_out)
