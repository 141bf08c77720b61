"""The editor of one service: name, councils, representative, and why it qualifies or not."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from loti_admin.domain.qualifying import ServiceStanding
from loti_admin.domain.shared_it import ServiceMember, SharedService
from loti_admin.errors import Invalid, Problem
from ui import theme
from ui.kit.buttons import link
from ui.kit.editors import LineEditor
from ui.kit.fields import TextField
from ui.kit.icon_label import IconLabel
from ui.kit.problems import ProblemSummary
from ui.kit.side_panel import empty_layout
from ui.kit.text import Sentences, label
from ui.pages.shared_it.council_rows import CouncilRows
from ui.pages.shared_it.draft import Chosen, Draft
from ui.pages.shared_it.rows import ServiceRow, SharedItView
from ui.pages.shared_it.spokespeople import Spokespeople
from ui.reasons import paragraph_of
from ui.theme import Role

_NAME = TextField(key="name", label="Name of the service")


class ServiceEditor(QScrollArea):
    """`edited` for every change by hand, `followed` with the target of a link in the reasons."""

    edited = Signal()
    followed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._service = SharedService(name="")
        self._loaded: object = None
        self._today: date | None = None
        self.name = LineEditor(parse=_NAME.parse, show=_NAME.show, max_length=120)
        self.name.setAccessibleName("Name of the service")
        self.councils = CouncilRows()
        self.add_button = link("Add a council", self.add_council, icon="plus")
        self.spokespeople = Spokespeople()
        self.problems = ProblemSummary(self)
        self.problems.hide()
        self._why_title = label("", Role.HEADING)
        self._why = QVBoxLayout()
        self._headings: list[QHBoxLayout] = []
        self._build()
        self.name.edited.connect(self._touched)
        self.councils.edited.connect(self._councils_edited)
        self.spokespeople.edited.connect(self._touched)
        self.problems.followed.connect(self._jump)
        theme.current().changed.connect(self._space)

    def load(self, view: SharedItView, row: ServiceRow | None, *, today: date, fixed: bool) -> None:
        """Show a service, or an empty one to be filled in. `fixed` shows it without editing."""
        self._service = row.service if row else SharedService(name="")
        self._today = today
        self.name.set_value(self._service.name)
        self.name.setReadOnly(fixed)
        self.add_button.setVisible(not fixed)
        self.councils.load(row.members if row else (), view.boroughs, fixed=fixed)
        now = [council.id for council in row.standing.councils] if row else []
        self.spokespeople.load(view, now or self.councils.organisation_ids(), fixed=fixed)
        self.spokespeople.set_councils(self.councils.organisation_ids())
        self.show_problems(())
        self.show_standing(row.standing if row else None)
        self._loaded = self._contents()

    def is_dirty(self) -> bool:
        """Whether anything differs from what was loaded."""
        return self._contents() != self._loaded

    def set_saved(self, service: SharedService) -> None:
        """What stands here is in the register now."""
        self._service = service
        self._loaded = self._contents()

    def forget_id(self) -> None:
        """The service is no longer in the register: what was typed is a new one."""
        self._service = SharedService(name="", notes=self._service.notes)

    @property
    def service_id(self) -> int:
        return self._service.id

    def draft(self) -> Draft:
        """What is typed. Raises Invalid for what cannot be read."""
        problems: list[Problem] = []
        name = ""
        try:
            name = self.name.value()
        except ValueError as too_long:
            problems.append(Problem(str(too_long), field="name"))
        else:
            if not name:
                problems.append(Problem("Type the name of the service.", field="name"))
        members: tuple[ServiceMember, ...] = ()
        chosen: tuple[Chosen, ...] = ()
        try:
            members = self.councils.members(self._service.id)
        except Invalid as invalid:
            problems += invalid.problems
        try:
            chosen = self.spokespeople.chosen()
        except Invalid as invalid:
            problems += invalid.problems
        if problems:
            raise Invalid(problems)
        service = SharedService(id=self._service.id, name=name, notes=self._service.notes)
        return Draft(service=service, members=members, chosen=chosen)

    def add_council(self) -> None:
        """Offer a row for one more council, in the service from today."""
        self.councils.add(self._today)

    def show_problems(self, problems: tuple[Problem, ...] | list[Problem]) -> None:
        """What keeps the service from being saved, with links to the fields; none to take them away."""
        names = {"name": "Name", "organisation": "Councils", "end": "Councils"}
        self.problems.show_problems(problems, names | {"representative": "Representative"}, "")
        if problems:
            self.ensureWidgetVisible(self.problems)

    def show_standing(self, standing: ServiceStanding | None) -> None:
        """Why the service qualifies, or why not; None where that cannot be told yet."""
        empty_layout(self._why)
        self._why_title.setVisible(standing is not None)
        if standing is None:
            return
        title = "Why it qualifies" if standing.qualifies else "Why it does not qualify"
        self._why_title.setText("Why somebody has to decide" if standing.decision_needed else title)
        look = theme.current()
        for number, reason in enumerate(standing.reasons, start=1):
            icon, tone = "check-circle", "ok"
            if standing.decision_needed:
                icon, tone = "question", "warn"
            elif not standing.qualifies and number == len(standing.reasons):
                icon, tone = "error", "text2"
            line = QHBoxLayout()
            line.setSpacing(look.px(10))
            line.addWidget(IconLabel(icon, tone, 18), 0, Qt.AlignmentFlag.AlignTop)
            sentence = Sentences(paragraph_of(reason))
            sentence.followed.connect(self.followed)
            line.addWidget(sentence, 1)
            self._why.addLayout(line)

    def _contents(self) -> object:
        return self.name.contents(), self.councils.contents(), self.spokespeople.contents()

    def _councils_edited(self) -> None:
        self.spokespeople.set_councils(self.councils.organisation_ids())
        self._touched()

    def _touched(self) -> None:
        self.edited.emit()

    def _jump(self, field: str) -> None:
        target: QWidget = self.name
        if field in ("organisation", "end") and self.councils.rows:
            target = self.councils.rows[-1].start
        elif field == "representative":
            target = next(iter(self.spokespeople.starts.values()), self.name)
        target.setFocus(Qt.FocusReason.TabFocusReason)
        self.ensureWidgetVisible(target)

    def _build(self) -> None:
        contents = QWidget()
        self._column = QVBoxLayout(contents)
        self._column.addWidget(self.problems)
        self._column.addWidget(label("Name of the service", Role.STRONG))
        self._column.addWidget(self.name)
        self._add_heading(label("Councils in it", Role.STRONG), self.add_button)
        self._column.addWidget(self.councils)
        self._add_heading(label("Main representative", Role.STRONG))
        self._column.addWidget(self.spokespeople)
        self._add_heading(self._why_title)
        self._column.addLayout(self._why)
        self._column.addStretch(1)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(contents)
        self._space()

    def _add_heading(self, heading: QWidget, act: QWidget | None = None) -> None:
        line = QHBoxLayout()
        line.addWidget(heading, 1)
        if act is not None:
            line.addWidget(act)
        self._headings.append(line)
        self._column.addLayout(line)

    def _space(self) -> None:
        look = theme.current()
        for heading in self._headings:
            heading.setContentsMargins(0, look.px(10), 0, 0)
        side = look.px(28)
        self._column.setContentsMargins(side, look.px(8), look.px(24), look.px(16))
        self._column.setSpacing(look.px(10))
        self._why.setSpacing(look.px(8))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        viewport = self.viewport()
        painter = QPainter(viewport)
        painter.fillRect(0, 0, 1, viewport.height(), theme.current().colour("line"))
