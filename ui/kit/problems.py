"""How problems are shown in a form: one line below the field, and a summary whose links jump to the fields."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from loti_admin.errors import Problem
from ui import theme
from ui.kit.buttons import Button, Kind
from ui.kit.icon_label import IconLabel
from ui.kit.styling import announce, set_property
from ui.kit.text import label, set_tone
from ui.theme import Role


class ProblemLine(QWidget):
    """The sentence below a field; below, because above it would push the fields of one row out of line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # Made with the first problem: most fields never have one.
        self._icon: IconLabel | None = None
        self._text: QLabel | None = None
        self.blocks = False
        self._allowed, self._showing = True, False
        self.hide()

    def show_problem(self, problem: Problem) -> None:
        icon, text = self._parts()
        self.blocks, self._showing = problem.blocks, True
        tone = "err" if problem.blocks else "warn"
        icon.set_icon("error" if problem.blocks else "warning", tone)
        set_tone(text, tone)
        text.setText(problem.message)
        self.setVisible(self._allowed)

    def clear(self) -> None:
        self._showing = False
        self.hide()

    def is_showing(self) -> bool:
        return self._showing

    def set_allowed(self, allowed: bool) -> None:
        """Whether the field itself is shown."""
        self._allowed = allowed
        self.setVisible(allowed and self._showing)

    @property
    def sentence(self) -> str:
        return self._text.text() if self._text is not None and self._showing else ""

    def _parts(self) -> tuple[IconLabel, QLabel]:
        if self._icon is None or self._text is None:
            self._icon = IconLabel("error", "err", parent=self)
            self._text = label("", Role.SMALL, "err", wrap=True, parent=self)
            layout = QHBoxLayout(self)
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(theme.current().px(6))
            layout.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
            layout.addWidget(self._text, 1)
        return self._icon, self._text


class SummaryLink(Button):
    """A link that is shortened with “…” where the form is narrow; the whole sentence stands below its field."""

    def __init__(self, sentence: str, parent: QWidget) -> None:
        super().__init__(sentence, Kind.LINK, parent=parent)
        self.sentence = sentence
        self.setAccessibleName(sentence)
        self.setToolTip(sentence)

    def sizeHint(self) -> QSize:
        # Of the whole sentence, so that a shortened link grows again with the form.
        width = self.fontMetrics().horizontalAdvance(self.sentence)
        return QSize(width + 2, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.current().px(80), super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = self.fontMetrics().horizontalAdvance(self.sentence)
        # Only as wide as its words, so that a click beside them does nothing.
        self.setText(
            self.sentence
            if width <= self.width()
            else self.fontMetrics().elidedText(
                self.sentence, Qt.TextElideMode.ElideRight, self.width()
            )
        )


class ProblemSummary(QWidget):
    """What is to be put right, at the top of the form, one link for each problem (`followed` gives the field)."""

    followed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone = "err"
        self._links: list[SummaryLink] = []
        self._icon = IconLabel("error", "err", 20, self)
        self._title = label("", Role.STRONG, wrap=True, parent=self)
        self._list = QVBoxLayout()
        self._list.addWidget(self._title)
        layout = QHBoxLayout(self)
        layout.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(self._list, 1)
        self._space()
        theme.current().changed.connect(self._space)

    def show_problems(
        self, problems: Sequence[Problem], names: Mapping[str, str], title: str
    ) -> None:
        """Show the problems; `names` are the labels of the fields that can be jumped to. Hidden when there is none."""
        for old in self._links:
            self._list.removeWidget(old)
            old.setParent(None)
            old.deleteLater()
        self._links = []
        blocking = sum(problem.blocks for problem in problems)
        self._tone = "err" if blocking else "warn"
        self._icon.set_icon("error" if blocking else "warning", self._tone)
        self._title.setText(title or _title(blocking, len(problems)))
        for problem in problems:
            name = names.get(problem.field, "")
            text = f"{name}: {problem.message}" if name else problem.message
            made = SummaryLink(text, self)
            set_property(made, "tone", "err" if problem.blocks else "warn")
            made.clicked.connect(lambda _=False, field=problem.field: self.followed.emit(field))
            self._list.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)
            self._links.append(made)
        self.setVisible(bool(problems))
        self.update()
        if problems:
            announce(self, self._title.text())

    def focus_first(self) -> None:
        """Put the focus on the first link."""
        if self._links:
            self._links[0].setFocus(Qt.FocusReason.TabFocusReason)

    def sentences(self) -> list[str]:
        """What the links say."""
        return [button.sentence for button in self._links]

    @property
    def title(self) -> str:
        return self._title.text()

    def links(self) -> tuple[Button, ...]:
        return tuple(self._links)

    def _space(self) -> None:
        look = theme.current()
        self._list.setSpacing(look.px(4))
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(look.px(16), look.px(12), look.px(16), look.px(12))
            layout.setSpacing(look.px(12))

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour(f"{self._tone}_soft"))
        painter.drawRoundedRect(QRectF(self.rect()), look.px(8), look.px(8))


def _title(blocking: int, problems: int) -> str:
    if blocking:
        return f"{blocking} {'thing' if blocking == 1 else 'things'} to put right"
    return f"{problems} {'thing' if problems == 1 else 'things'} to look at"
