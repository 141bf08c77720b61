"""Everything that stands against a piece of work, one sentence each with a link to its record."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from loti_admin.errors import Problem
from ui import theme
from ui.kit.buttons import Button, Kind, link
from ui.kit.dialog import Dialog
from ui.kit.icon_label import IconLabel
from ui.kit.text import label


@dataclass(frozen=True, slots=True)
class Pointed:
    """A problem with the words of its link and where that leads; no link without words."""

    problem: Problem
    words: str = ""
    target: str = ""


class ProblemsDialog(Dialog):
    """A link closes the dialog and goes where it leads."""

    def __init__(
        self,
        title: str,
        problems: Sequence[Pointed],
        follow: Callable[[str], object],
        parent: QWidget | None,
        *,
        more: int = 0,
    ) -> None:
        """`more` is how many there are besides those that are listed."""
        super().__init__(title, parent, width=640)
        self.links: list[Button] = []
        grid = QGridLayout()
        look = theme.current()
        grid.setHorizontalSpacing(look.px(12))
        grid.setVerticalSpacing(look.px(12))
        top = Qt.AlignmentFlag.AlignTop
        for row, one in enumerate(problems):
            blocks = one.problem.blocks
            icon = IconLabel("error" if blocks else "warning", "err" if blocks else "warn")
            words = label(one.problem.message, wrap=True)
            words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
            grid.addWidget(icon, row, 0, top)
            grid.addWidget(words, row, 1)
            if one.words:
                go = link(one.words, partial(self._go, follow, one.target))
                self.links.append(go)
                grid.addWidget(go, row, 2, top)
        grid.setColumnStretch(1, 1)
        self.body.addLayout(grid)
        if more:
            follow_on = "more follows" if more == 1 else "more follow"
            sentence = f"{more:,} {follow_on} when these are settled."
            self.body.addWidget(label(sentence, tone="text2", wrap=True))
        self.add_button(Button("Close", Kind.PRIMARY, on_click=self.accept), default=True)

    def _go(self, follow: Callable[[str], object], target: str) -> None:
        self.accept()
        follow(target)
