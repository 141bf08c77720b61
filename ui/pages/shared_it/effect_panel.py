"""The panel beside the editor: what the change does to everybody's fee, and the buttons that save or drop it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from loti_admin.domain.dates import Year
from loti_admin.services.what_if import Effect
from ui import theme
from ui.effect_view import EffectView
from ui.kit.buttons import primary, secondary
from ui.kit.icon_label import IconLabel
from ui.kit.side_panel import SidePanel, empty_layout
from ui.kit.text import label


class EffectPanel(SidePanel):
    """`save_asked` and `discard_asked` from the buttons at its foot."""

    save_asked = Signal()
    discard_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Before you save", "What this does to the fees", parent)
        self.set_wide(True)
        self.view: EffectView | None = None
        self.discard_button = secondary("Discard", self.discard_asked.emit)
        self.save_button = primary("Save service", self.save_asked.emit)
        self.add_to_footer(self.discard_button)
        self.add_to_footer(self.save_button)

    def show_effect(self, effect: Effect, year: Year, issued: int) -> None:
        """`issued` is how many of those that change have been billed for the year."""
        self._empty()
        self.view = EffectView()
        self.view.show_effect(effect, year)
        self.body.addWidget(self.view)
        if issued:
            what = "1 of them has" if issued == 1 else f"{issued} of them have"
            self._note(
                "warning",
                "warn",
                f"{what} been billed for {year}. What was issued stands; a credit note corrects it.",
            )
        elif effect.changed:
            self._note(
                "check-circle",
                "ok",
                f"None of them has been billed for {year}, so nothing needs a credit note.",
            )
        self._note("undo", "text2", "Undo takes the whole change back.")

    def show_words(self, words: str) -> None:
        """A sentence where there is no effect to show."""
        self._empty()
        self.view = None
        self.body.addWidget(label(words, tone="text2", wrap=True))

    def set_usable(self, usable: bool, why_not: str = "") -> None:
        """Whether there is something to save or to drop."""
        for button in (self.discard_button, self.save_button):
            button.setEnabled(usable)
            button.setToolTip(why_not)

    def _empty(self) -> None:
        empty_layout(self.body)

    def _note(self, icon: str, tone: str, words: str) -> None:
        line = QHBoxLayout()
        line.setSpacing(theme.current().px(10))
        line.addWidget(IconLabel(icon, tone, 18), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(label(words, wrap=True), 1)
        self.body.addLayout(line)
