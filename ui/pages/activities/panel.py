"""The panel of the page Activities: an activity with who takes part, or an organisation with what it takes part in."""

from collections.abc import Sequence
from itertools import groupby

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from loti_admin.domain.activities import Activity
from loti_admin.domain.dates import Period
from loti_admin.domain.grammar import sentence_start
from loti_admin.domain.money import ZERO
from loti_admin.services.activities_overview import ActivityRow, PartnerRow
from ui import theme
from ui.dialogs.activity import WAYS
from ui.kit.buttons import secondary
from ui.kit.side_panel import SidePanel
from ui.kit.text import Link, Part, Sentences, label
from ui.theme import Role

_ONE = {way: one for way, one, _ in WAYS}
_MANY = {way: many for way, _, many in WAYS}
_ORDER = [way for way, _, _ in WAYS]
# More links than these take longer to lay out than a step through the list may.
_MOST_PARTNERS = 200


class ActivityPanel(SidePanel):
    """`followed` gives a target, `edit_asked` when the activity is to be changed."""

    followed = Signal(str)
    edit_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "", parent)

    def show_nothing(self) -> None:
        self.clear()
        self.set_heading("", "Nothing is selected")

    def show_activity(self, row: ActivityRow, *, can_edit: bool) -> None:
        """Dates, lead, budget and notes, then everybody who takes part, each a link."""
        self.clear()
        activity = row.activity
        self.set_heading(_ONE[activity.way], activity.name)
        period = sentence_start(Period(activity.start, activity.end).text)
        lines = [("When", period), ("Lead", activity.lead)]
        if activity.budget > ZERO:
            lines.append(("Budget", activity.budget.text))
        self.body.addLayout(_pairs([line for line in lines if line[1]]))
        if activity.notes:
            self._gap()
            self.body.addWidget(label(activity.notes, wrap=True, selectable=True))
        self._heading(f"Taking part: {len(row.partners)}" if row.partners else "Taking part")
        if row.partners:
            shown = row.partners[:_MOST_PARTNERS]
            self._links([Link(p.name, f"organisation/{p.id}") for p in shown])
            more = len(row.partners) - len(shown)
            if more:
                words = f"And {more:,} more, all of them in the list By member."
                self.body.addWidget(label(words, tone="text2", wrap=True))
        else:
            self.body.addWidget(label("Nobody yet.", tone="text2"))
        if can_edit:
            self.add_to_footer(secondary("Edit…", self.edit_asked.emit, icon="edit"))

    def show_partner(self, row: PartnerRow, year: str) -> None:
        """What an organisation takes part in, by way, each a link."""
        self.clear()
        self.set_heading(f"Takes part in {year}", row.partner.name)
        if not row.activities:
            self.body.addWidget(
                label("It takes part in no activity of this year.", tone="text2", wrap=True)
            )
        ordered = sorted(row.activities, key=lambda activity: _ORDER.index(activity.way))
        for way, group in groupby(ordered, key=lambda activity: activity.way):
            self._heading(_MANY[way])
            self._one_below_the_other(list(group))
        self.add_to_footer(
            secondary(
                "Show the member" if row.is_member else "Show the organisation",
                lambda: self.followed.emit(f"organisation/{row.id}"),
            )
        )

    def _one_below_the_other(self, activities: Sequence[Activity]) -> None:
        sentences = Sentences(*[[Link(a.name, f"activity/{a.id}")] for a in activities])
        sentences.followed.connect(self.followed)
        self.body.addWidget(sentences)

    def _links(self, links: Sequence[Link]) -> None:
        parts: list[Part] = []
        for number, one in enumerate(links):
            parts += [", ", one] if number else [one]
        sentences = Sentences(parts)
        sentences.followed.connect(self.followed)
        self.body.addWidget(sentences)

    def _heading(self, words: str) -> None:
        self._gap()
        self.body.addWidget(label(words, Role.STRONG))

    def _gap(self) -> None:
        self.body.addSpacing(theme.current().px(8))


def _pairs(lines: Sequence[tuple[str, str]]) -> QGridLayout:
    look = theme.current()
    grid = QGridLayout()
    grid.setHorizontalSpacing(look.px(16))
    grid.setVerticalSpacing(look.px(6))
    for row, (words, text) in enumerate(lines):
        grid.addWidget(label(words, tone="text2"), row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(label(text, wrap=True, selectable=True), row, 1)
    grid.setColumnStretch(1, 1)
    return grid
