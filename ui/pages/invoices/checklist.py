"""The checklist before issue as a widget: all lines, or where the window is low one line that opens them."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.kit.buttons import Button, Kind, link
from ui.kit.dialog import Dialog
from ui.kit.icon_label import IconLabel
from ui.kit.side_panel import empty_layout
from ui.kit.text import label
from ui.pages.invoices.checks import Check, Standing

_ICONS = {
    Standing.OK: ("check-circle", "ok"),
    Standing.INFO: ("clock", "accent"),
    Standing.WARN: ("warning", "warn"),
    Standing.BLOCK: ("error", "err"),
}
_WORST_FIRST = (Standing.BLOCK, Standing.WARN, Standing.INFO, Standing.OK)


class Checklist(QWidget):
    """`followed` gives the target of a check's link."""

    followed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Before you issue")
        self._checks: Sequence[Check] = ()
        self._compact = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.links: list[Button] = []
        theme.current().changed.connect(self._space)
        self._space()

    def set_checks(self, checks: Sequence[Check]) -> None:
        """Show these checks in place of those before."""
        if checks != self._checks:
            self._checks = checks
            self._fill()

    def set_compact(self, compact: bool) -> None:
        """One line in place of all, where the window is low."""
        if compact != self._compact:
            self._compact = compact
            self._fill()

    @property
    def checks(self) -> tuple[Check, ...]:
        return tuple(self._checks)

    def focus_first(self) -> None:
        """Put the focus on the first link; in a low window open all lines."""
        if self._compact:
            self.open_all()
        elif self.links:
            # After the layout has shown it: what is not in sight yet takes no focus.
            first = self.links[0]
            QTimer.singleShot(0, first, lambda: first.setFocus(Qt.FocusReason.TabFocusReason))

    def open_all(self) -> None:
        """Show every line in a dialog."""
        dialog = Dialog("Before you issue", self, width=640)
        lines = Checklist()
        lines.set_checks(self._checks)
        lines.followed.connect(dialog.accept)
        lines.followed.connect(self.followed)
        dialog.body.addWidget(lines)
        dialog.add_button(Button("Close", Kind.PRIMARY, on_click=dialog.accept), default=True)
        dialog.open()

    def _fill(self) -> None:
        empty_layout(self._column)
        self.links = []
        if self._compact and self._checks:
            self._add_summary()
            return
        for check in self._checks:
            self._add(check)

    def _add(self, check: Check) -> None:
        go = link(check.words, lambda: self.followed.emit(check.target)) if check.words else None
        if go is not None:
            # Several lines may lead to the same page.
            go.setAccessibleName(f"{check.words}: {check.text}")
        self._add_row(check.standing, check.text, go)

    def _add_summary(self) -> None:
        standings = [check.standing for check in self._checks]
        worst = next(standing for standing in _WORST_FIRST if standing in standings)
        open_points = sum(standing in (Standing.BLOCK, Standing.WARN) for standing in standings)
        text = "All is in order" if not open_points else f"{open_points} to look at"
        self._add_row(worst, text, link(f"Show all {len(standings)}…", self.open_all))

    def _add_row(self, standing: Standing, text: str, go: Button | None) -> None:
        row = QHBoxLayout()
        row.setSpacing(theme.current().px(12))
        row.addWidget(IconLabel(*_ICONS[standing]), 0, Qt.AlignmentFlag.AlignVCenter)
        words = label(text, wrap=True)
        words.setAccessibleName(f"{standing}: {text}")
        if go is not None:
            # As wide as its words, so that the link follows them.
            words.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
            words.setMinimumWidth(
                min(words.fontMetrics().horizontalAdvance(text) + 2, theme.current().px(420))
            )
        row.addWidget(words, 0 if go is not None else 1)
        if go is not None:
            row.addWidget(go, 0, Qt.AlignmentFlag.AlignTop)
            row.addStretch(1)
            self.links.append(go)
        self._column.addLayout(row)

    def _space(self) -> None:
        self._column.setSpacing(theme.current().px(5))
        if self._checks:
            self._fill()
