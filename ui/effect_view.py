"""What a change does to the fees, as figures: before and after for each that changes, the others in one line."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from loti_admin.domain.charges import Difference
from loti_admin.domain.dates import Year
from loti_admin.domain.money import ZERO, Money, total
from loti_admin.services.what_if import Effect
from ui import theme
from ui.kit.buttons import link
from ui.kit.icon_label import IconLabel
from ui.kit.side_panel import empty_layout
from ui.kit.styling import announce, hairline
from ui.kit.text import label
from ui.theme import Role

_MOST_SHOWN = 12


class EffectView(QWidget):
    """The sum of the change and a table of it, for a year and for the next, and what then blocks.

    A sentence stands there where there is nothing to show yet.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._shown: tuple[Effect, Year] | None = None
        self._all = False
        self._said = ""
        self.more = link("", self._toggle)

    def text(self) -> str:
        """The effect in one line, as a screen reader hears it."""
        return self._said

    def show_sentence(self, sentence: str) -> None:
        """Say why no effect is shown."""
        self._shown = None
        self._clear()
        self._column.addWidget(label(sentence, tone="text2", wrap=True))
        self._tell(sentence)

    def show_effect(self, effect: Effect, year: Year) -> None:
        """`year` is the one whose fees are `effect.this_year`."""
        self._shown = effect, year
        self._fill()
        said = [effect_words(year, effect.this_year), effect_words(year.next, effect.next_year)]
        self._tell(" ".join([*said, *(problem.message for problem in effect.problems)]))

    def _toggle(self) -> None:
        self._all = not self._all
        # Not while the link that is taken away is still being clicked.
        QTimer.singleShot(0, self, self._fill_again)

    def _fill_again(self) -> None:
        self._fill()
        self.more.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill(self) -> None:
        if self._shown is None:
            return
        effect, year = self._shown
        self._clear()
        look = theme.current()
        self._add_year(year, effect.this_year)
        count = len(effect.this_year)
        if count > len(effect.changed):
            words = "Show only those that change" if self._all else f"Show all {count}"
            self.more = link(words, self._toggle)
            self._column.addWidget(self.more)
        if not effect.changed_next_year:
            self._say(f"In {year.next} nobody's fee changes.")
        elif _changes(effect.next_year) == _changes(effect.this_year):
            change = total(d.change for d in effect.next_year)
            self._say(f"The same again in {year.next}: {signed(change)} net.")
        else:
            self._column.addSpacing(look.px(8))
            self._add_year(year.next, effect.next_year)
        for problem in effect.problems[:_MOST_SHOWN]:
            row = QHBoxLayout()
            row.setSpacing(look.px(8))
            row.addWidget(IconLabel("warning", "warn"), 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(label(problem.message, wrap=True), 1)
            self._column.addLayout(row)

    def _add_year(self, year: Year, differences: Sequence[Difference]) -> None:
        look = theme.current()
        if not self._all and not any(d.change for d in differences):
            self._say(f"In {year} nobody's fee changes.")
            return
        line = QHBoxLayout()
        line.setSpacing(look.px(8))
        change = total(d.change for d in differences)
        line.addWidget(label(signed(change), Role.FIGURE, selectable=True))
        line.addWidget(label(f"net, in {year}", Role.SMALL, "text2"), 1)
        self._column.addLayout(line)
        self._say(who_pays(differences))
        self._column.addLayout(self._table(differences))

    def _table(self, differences: Sequence[Difference]) -> QGridLayout:
        look = theme.current()
        grid = QGridLayout()
        grid.setVerticalSpacing(look.px(7))
        grid.setHorizontalSpacing(look.px(10))
        grid.setColumnStretch(0, 1)
        _cells(grid, ("Council", "Now £", "After £", "Change £"), Role.HEADER, "text2")
        _rule(grid, strong=True)
        changed = [d for d in differences if d.change]
        shown = list(differences) if self._all else changed[:_MOST_SHOWN]
        for d in shown:
            _cells(grid, (d.organisation, str(d.before), str(d.after), _or_dash(d.change)))
            _rule(grid)
        others = [d for d in differences if d not in shown]
        if others:
            words = "1 other" if len(others) == 1 else f"{len(others)} others"
            _cells(grid, (words, *_sums(others)), tone="text2")
            _rule(grid, strong=True)
        _cells(grid, ("Total", *_sums(differences)), Role.STRONG)
        return grid

    def _say(self, sentence: str) -> None:
        self._column.addWidget(label(sentence, tone="text2", wrap=True))

    def _clear(self) -> None:
        empty_layout(self._column)
        self._column.setSpacing(theme.current().px(8))

    def _tell(self, words: str) -> None:
        if words != self._said:
            self._said = words
            self.setAccessibleName(words)
            announce(self, words)


def effect_words(year: Year, differences: Sequence[Difference]) -> str:
    """`2026-27: 2 pay less, 26 pay the same; £15,000.00 less in all.`"""
    told = _who(differences)
    if not any(d.change for d in differences):
        return f"{year}: nobody's fee changes."
    whole = total(d.change for d in differences)
    if not whole:
        return f"{year}: {', '.join(told)}; the same in all."
    return (
        f"{year}: {', '.join(told)}; {abs(whole).text} {'more' if whole > ZERO else 'less'} in all."
    )


def who_pays(differences: Sequence[Difference]) -> str:
    """`2 pay less. 26 pay the same.`"""
    if not any(d.change for d in differences):
        return "Nobody's fee changes."
    return " ".join(f"{told}." for told in _who(differences))


def signed(amount: Money) -> str:
    """`+£7,500.00`, `−£7,500.00`, `£0.00`."""
    return f"+{amount.text}" if amount > ZERO else amount.text


def _who(differences: Sequence[Difference]) -> list[str]:
    less = sum(d.change < ZERO for d in differences)
    more = sum(d.change > ZERO for d in differences)
    same = len(differences) - less - more
    return [
        f"{count} {'pays' if count == 1 else 'pay'} {what}"
        for count, what in ((less, "less"), (more, "more"), (same, "the same"))
        if count
    ]


def _changes(differences: Sequence[Difference]) -> dict[str, Money]:
    return {d.code: d.change for d in differences if d.change}


def _or_dash(amount: Money) -> str:
    if not amount:
        return "–"
    return f"+{amount}" if amount > ZERO else str(amount)


def _sums(differences: Sequence[Difference]) -> tuple[str, str, str]:
    before, after = total(d.before for d in differences), total(d.after for d in differences)
    return str(before), str(after), _or_dash(after - before)


def _cells(
    grid: QGridLayout, texts: Sequence[str], role: Role = Role.BODY, tone: str = "text"
) -> None:
    row = grid.rowCount()
    for column, text in enumerate(texts):
        strong = column == 3 and role is Role.BODY and tone == "text" and text != "–"
        cell = label(text, Role.STRONG if strong else role, tone, wrap=column == 0)
        if column:
            cell.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(cell, row, column)


def _rule(grid: QGridLayout, *, strong: bool = False) -> None:
    grid.addWidget(hairline(strong=strong), grid.rowCount(), 0, 1, 4)
