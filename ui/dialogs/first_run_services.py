"""The last step before a new register: which councils run their IT together."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from loti_admin.errors import Invalid
from loti_admin.services.first_steps import FirstService, FirstSteps, check_first_services
from loti_admin.services.members import raise_if_any
from ui import theme
from ui.dialogs.first_run_steps import Step, council_names, shown_in
from ui.kit.buttons import Button, link
from ui.kit.fields import TextField
from ui.kit.form import RecordForm
from ui.kit.text import label
from ui.kit.tick_list import TickList
from ui.theme import Role


@dataclass(frozen=True, slots=True)
class Named:
    """The name that is typed."""

    name: str = ""


class ServicesStep(Step):
    title = "Do councils share their IT?"
    why = "Two councils with one shared IT service and one representative pay the reduced fee."

    def __init__(self) -> None:
        super().__init__()
        self._names = council_names()
        self._offered: Mapping[str, str] = self._names
        self.services: tuple[FirstService, ...] = ()
        self._rows = QVBoxLayout()
        self._rows.setSpacing(theme.current().px(6))
        self.form: RecordForm[Named] = RecordForm(
            [TextField(key="name", label="Name of the service", placeholder="Shared ICT Service")]
        )
        self.form.load(Named())
        self.list = TickList("Councils that share it", list(self._names.items()))
        self.add_button = Button("Add service", icon="plus", on_click=self.add)
        below = QHBoxLayout()
        below.addWidget(self.add_button)
        below.addStretch(1)
        self.column.addLayout(self._rows)
        self.column.addWidget(self.form)
        self.column.addWidget(label("Councils that share it", Role.STRONG))
        self.column.addWidget(self.list, 1)
        self.column.addLayout(below)
        self.form.edited.connect(self.changed)
        self.list.ticked_changed.connect(self.changed)

    def offer(self, codes: tuple[str, ...]) -> None:
        """Offer the councils that were ticked as members; all of them where none was."""
        self._offered = {code: self._names[code] for code in codes} or self._names
        self._fill()

    def add(self) -> bool:
        """Take what is typed and ticked as a service; False if something is wrong with it, which is then shown."""
        try:
            self.services = shown_in(self.form, self._with_typed)
        except Invalid:
            return False
        self.form.load(Named())
        self.list.tick([])
        self._fill()
        self.form.focus_first()
        self.changed.emit()
        return True

    def remove(self, service: FirstService) -> None:
        """Take a service out again."""
        self.services = tuple(known for known in self.services if known is not service)
        self._fill()
        self.form.focus_first()
        self.changed.emit()

    def take(self, steps: FirstSteps) -> FirstSteps:
        services = shown_in(self.form, self._with_typed) if self._is_typed() else self.services
        since = next(iter(steps.members.values()), None)
        return replace(steps, services=tuple(replace(s, start=since) for s in services))

    def is_dirty(self) -> bool:
        return bool(self.services) or self._is_typed()

    def take_focus(self) -> None:
        self.form.focus_first()

    def _is_typed(self) -> bool:
        return self.form.is_dirty() or bool(self.list.ticked())

    def _with_typed(self) -> tuple[FirstService, ...]:
        typed = FirstService(name=self.form.value().name, codes=self.list.ticked())
        every = (*self.services, typed)
        raise_if_any(check_first_services(every))
        return every

    def _fill(self) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for service in self.services:
            self._rows.addWidget(_row(service, self._names, self._remover(service)))
        taken = {code for service in self.services for code in service.codes}
        self.list.set_rows([row for row in self._offered.items() if row[0] not in taken])

    def _remover(self, service: FirstService) -> Callable[[], None]:
        return lambda: self.remove(service)


def _row(service: FirstService, names: Mapping[str, str], remove: Callable[[], None]) -> QWidget:
    row = QWidget()
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(theme.current().px(12))
    councils = ", ".join(names[code] for code in service.codes)
    line.addWidget(label(f"{service.name}: {councils}", wrap=True), 1)
    gone = link("Remove", remove)
    gone.setAccessibleName(f"Remove {service.name}")
    line.addWidget(gone, 0, Qt.AlignmentFlag.AlignTop)
    return row
