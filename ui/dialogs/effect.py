"""Before you save: what a change does to everybody's fee, this year and next, under the form that makes it."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from loti_admin.domain.charges import Difference
from loti_admin.domain.dates import Year
from loti_admin.domain.money import ZERO, Money, total
from loti_admin.errors import Invalid, LotiError
from loti_admin.services.what_if import Effect, effect_of
from ui import theme
from ui.kit.dialog import FormDialog
from ui.kit.form import RecordForm
from ui.kit.icon_label import IconLabel
from ui.kit.side_panel import empty_layout
from ui.kit.styling import announce, hairline
from ui.kit.text import label
from ui.session import Session
from ui.theme import Role

R = TypeVar("R")
# Long enough not to calculate at each letter, short enough to seem at once.
_PAUSE = 250


class EffectView(QWidget):
    """The councils whose fee changes, the others as one line, and the sum; a sentence where there is nothing yet."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._said = ""

    def text(self) -> str:
        """The effect in one sentence, as a screen reader hears it."""
        return self._said

    def show_sentence(self, sentence: str) -> None:
        """Say why no effect is shown."""
        self._clear()
        self._column.addWidget(label(sentence, tone="text2", wrap=True))
        self._tell(sentence)

    def show_effect(self, year: Year, effect: Effect) -> None:
        """Show what changes in `year` and the year after."""
        self._clear()
        said = []
        for shown, differences in ((year, effect.this_year), (year.next, effect.next_year)):
            words = effect_words(shown, differences)
            said.append(words)
            self._column.addWidget(label(words, Role.STRONG, wrap=True))
            if any(d.change for d in differences):
                self._column.addLayout(_figures(differences))
        for problem in effect.problems:
            line = QHBoxLayout()
            line.setSpacing(theme.current().px(8))
            line.addWidget(IconLabel("warning", "warn"), 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(label(problem.message, wrap=True), 1)
            self._column.addLayout(line)
            said.append(problem.message)
        self._tell(" ".join(said))

    def _clear(self) -> None:
        empty_layout(self._column)
        self._column.setSpacing(theme.current().px(6))
        self._column.addWidget(hairline())
        self._column.addWidget(label("What this does to the fees", Role.HEADING))

    def _tell(self, sentence: str) -> None:
        if sentence != self._said:
            self._said = sentence
            self.setAccessibleName(sentence)
            announce(self, sentence)


class EffectDialog(FormDialog[R]):
    """A form dialog that shows, while one types, what saving would do to the fees of the session's year and the next.

    The change is rehearsed with the very act that saves it.
    """

    def __init__(
        self,
        session: Session,
        title: str,
        form: RecordForm[R],
        act: str,
        on_act: Callable[[R], object],
        parent: QWidget | None,
        *,
        intro: str = "",
    ) -> None:
        super().__init__(title, form, act, on_act, parent, intro=intro, width=640)
        self._session = session
        self.effect = EffectView()
        self.body.addWidget(self.effect)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE)
        self._timer.timeout.connect(self.show_effect)
        form.edited.connect(self._timer.start)
        self.show_effect()

    def show_effect(self) -> None:
        """Calculate with what stands in the fields now."""
        year = self._session.year
        try:
            record = self.form.value()
            effect = effect_of(self._session.register, year, lambda: self._on_act(record))
        except Invalid as invalid:
            self.effect.show_sentence(invalid.problems[0].message)
        except LotiError as refusal:
            self.effect.show_sentence(str(refusal))
        else:
            self.effect.show_effect(year, effect)


def effect_words(year: Year, differences: Sequence[Difference]) -> str:
    """`2026-27: 2 pay less, 26 pay the same; £15,000.00 less in all.`"""
    less = sum(d.change < ZERO for d in differences)
    more = sum(d.change > ZERO for d in differences)
    if not less and not more:
        return f"{year}: nobody's fee changes."
    same = len(differences) - less - more
    parts = [
        _count(number, words)
        for number, words in ((less, "less"), (more, "more"), (same, "the same"))
        if number
    ]
    whole = total(d.change for d in differences)
    if not whole:
        return f"{year}: {', '.join(parts)}; the same in all."
    return f"{year}: {', '.join(parts)}; {abs(whole).text} {'more' if whole > ZERO else 'less'} in all."


def _count(number: int, words: str) -> str:
    return f"{number} pays {words}" if number == 1 else f"{number} pay {words}"


def _figures(differences: Sequence[Difference]) -> QGridLayout:
    grid = QGridLayout()
    look = theme.current()
    grid.setHorizontalSpacing(look.px(20))
    grid.setVerticalSpacing(look.px(4))
    for column, title in enumerate(("Organisation", "Now £", "After £", "Change £")):
        _put(grid, 0, column, title, Role.HEADER, "text2")
    changed = [d for d in differences if d.change]
    others = [d for d in differences if not d.change]
    row = 1
    for one in changed:
        _line(grid, row, one.organisation, one.before, one.after)
        row += 1
    if others:
        words = "1 other" if len(others) == 1 else f"{len(others)} others"
        same = total(d.after for d in others)
        _line(grid, row, words, same, same, tone="text2")
        row += 1
    before, after = total(d.before for d in differences), total(d.after for d in differences)
    grid.addWidget(hairline(strong=True), row, 0, 1, 4)
    _line(grid, row + 1, "Total", before, after, Role.STRONG)
    grid.setColumnStretch(0, 1)
    return grid


def _line(
    grid: QGridLayout,
    row: int,
    words: str,
    before: Money,
    after: Money,
    role: Role = Role.BODY,
    tone: str = "text",
) -> None:
    change = after - before
    told = "–" if not change else f"+{change}" if change > ZERO else str(change)
    for column, text in enumerate((words, str(before), str(after), told)):
        strong = column == 3 and bool(change)
        _put(grid, row, column, text, Role.STRONG if strong else role, tone)


def _put(grid: QGridLayout, row: int, column: int, text: str, role: Role, tone: str) -> None:
    made = label(text, role, tone)
    if column:
        made.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    grid.addWidget(made, row, column)
