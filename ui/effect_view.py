"""What a change does to the fees, as figures: before and after for each that changes, the others in one line."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from loti_admin.domain.charges import Difference
from loti_admin.domain.dates import Year
from loti_admin.domain.grammar import how_many
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
# Each line is four labels; more of them than this nobody reads, and the window would stand still.
_MOST_AT_ALL = 150


class _Sums:
    """What is said and shown of a year's differences, gone through once."""

    def __init__(self, differences: Sequence[Difference]) -> None:
        self.all = differences
        self.changed = [d for d in differences if d.before != d.after]
        self.changes = {d.code: d.change for d in self.changed}
        self.before = total(d.before for d in differences)
        self.after = total(d.after for d in differences)
        self.less = sum(d.after < d.before for d in self.changed)
        self.more = len(self.changed) - self.less

    @property
    def change(self) -> Money:
        return self.after - self.before

    def who(self) -> list[str]:
        same = len(self.all) - len(self.changed)
        return [
            f"{count} {'pays' if count == 1 else 'pay'} {what}"
            for count, what in ((self.less, "less"), (self.more, "more"), (same, "the same"))
            if count
        ]

    def words(self, year: Year) -> str:
        """`2026-27: 2 pay less, 26 pay the same; £15,000.00 less in all.`"""
        if not self.changed:
            return f"{year}: nobody's fee changes."
        told = ", ".join(self.who())
        if not self.change:
            return f"{year}: {told}; the same in all."
        more = "more" if self.change > ZERO else "less"
        return f"{year}: {told}; {abs(self.change).text} {more} in all."


class EffectView(QWidget):
    """The sum of the change and a table of it, for a year and for the next, and what then blocks.

    A sentence stands there where there is nothing to show yet.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._shown: tuple[Effect, Year, _Sums, _Sums] | None = None
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
        now, after = _Sums(effect.this_year), _Sums(effect.next_year)
        self._shown = effect, year, now, after
        self._fill()
        said = [now.words(year), after.words(year.next)]
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
        effect, year, now, after = self._shown
        self._clear()
        look = theme.current()
        self._add_year(year, now)
        count = len(now.all)
        if count > len(now.changed):
            every = f"Show all {count}" if count <= _MOST_AT_ALL else f"Show {_MOST_AT_ALL}"
            words = "Show only those that change" if self._all else every
            self.more = link(words, self._toggle)
            self._column.addWidget(self.more)
        if not after.changed:
            self._say(f"In {year.next} nobody's fee changes.")
        elif after.changes == now.changes:
            self._say(f"The same again in {year.next}: {signed(after.change)} net.")
        else:
            self._column.addSpacing(look.px(8))
            self._add_year(year.next, after)
        for problem in effect.problems[:_MOST_SHOWN]:
            row = QHBoxLayout()
            row.setSpacing(look.px(8))
            row.addWidget(IconLabel("warning", "warn"), 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(label(problem.message, wrap=True), 1)
            self._column.addLayout(row)

    def _add_year(self, year: Year, sums: _Sums) -> None:
        look = theme.current()
        if not self._all and not sums.changed:
            self._say(f"In {year} nobody's fee changes.")
            return
        line = QHBoxLayout()
        line.setSpacing(look.px(8))
        line.addWidget(label(signed(sums.change), Role.FIGURE, selectable=True))
        line.addWidget(label(f"net, in {year}", Role.SMALL, "text2"), 1)
        self._column.addLayout(line)
        self._say(_who_pays(sums))
        self._column.addLayout(self._table(sums))

    def _table(self, sums: _Sums) -> QGridLayout:
        look = theme.current()
        grid = QGridLayout()
        grid.setVerticalSpacing(look.px(7))
        grid.setHorizontalSpacing(look.px(10))
        grid.setColumnStretch(0, 1)
        _cells(grid, ("Council", "Now £", "After £", "Change £"), Role.HEADER, "text2")
        _rule(grid, strong=True)
        shown = sums.all[:_MOST_AT_ALL] if self._all else sums.changed[:_MOST_SHOWN]
        for d in shown:
            _cells(grid, (d.organisation, str(d.before), str(d.after), _or_dash(d.change)))
            _rule(grid)
        others = len(sums.all) - len(shown)
        if others:
            words = how_many(others, "other")
            before = sums.before - total(d.before for d in shown)
            after = sums.after - total(d.after for d in shown)
            _cells(grid, (words, *_figures(before, after)), tone="text2")
            _rule(grid, strong=True)
        _cells(grid, ("Total", *_figures(sums.before, sums.after)), Role.STRONG)
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


def _who_pays(sums: _Sums) -> str:
    """`2 pay less. 26 pay the same.`"""
    if not sums.changed:
        return "Nobody's fee changes."
    return " ".join(f"{told}." for told in sums.who())


def signed(amount: Money) -> str:
    """`+£7,500.00`, `−£7,500.00`, `£0.00`."""
    return f"+{amount.text}" if amount > ZERO else amount.text


def _or_dash(amount: Money) -> str:
    if not amount:
        return "–"
    return f"+{amount}" if amount > ZERO else str(amount)


def _figures(before: Money, after: Money) -> tuple[str, str, str]:
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
