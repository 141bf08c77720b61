"""The editor that stands on a cell while it is typed into, and the sentence below it when a text is refused."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from loti_admin.errors import Problem
from ui import theme
from ui.kit.problems import ProblemLine
from ui.kit.styling import announce
from ui.kit.table_columns import Align

if TYPE_CHECKING:
    from ui.kit.table_view import TableView

_LONGEST = 5_000


class CellProblem(QWidget):
    """The sentence, above the rows below the cell."""

    def __init__(self, view: "TableView") -> None:
        super().__init__(view)
        self.line = ProblemLine(self)
        layout = QVBoxLayout(self)
        side = theme.current().px(8)
        layout.setContentsMargins(side, side // 2, side, side // 2)
        layout.addWidget(self.line)

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), look.colour("raised"))
        painter.setPen(QPen(look.colour("err"), 1))
        painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))


class CellEditor(QPlainTextEdit):
    """One line, or several where the column says so: there Alt+Enter begins another one, as in a spreadsheet."""

    def __init__(self, view: "TableView", name: str, lines: int, align: Align) -> None:
        super().__init__(view)
        self._view, self._lines = view, lines
        self.setAccessibleName(name)
        self.setProperty("kind", "cell")
        self.setTabChangesFocus(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        if lines == 1:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        if align is Align.RIGHT:
            option = self.document().defaultTextOption()
            option.setAlignment(Qt.AlignmentFlag.AlignRight)
            self.document().setDefaultTextOption(option)
        self._wear("accent")
        self._problem = CellProblem(view)
        self._problem.hide()
        self.textChanged.connect(self._changed)

    def set_text(self, text: str) -> None:
        """Show a text, the cursor at its end."""
        self.setPlainText(text)
        self.moveCursor(self.textCursor().MoveOperation.End)

    def text(self) -> str:
        """What stands in the editor; on one line if the column has only one."""
        text = self.toPlainText()
        return text if self._lines > 1 else " ".join(text.splitlines())

    def put(self, cell: QRect) -> None:
        """Stand on a cell, which is given in the view's viewport; several lines reach over the rows below."""
        look, viewport = theme.current(), self._view.viewport()
        rect = cell.translated(viewport.pos())
        line = look.metrics().lineSpacing()
        height = rect.height() if self._lines == 1 else self._lines * line + look.px(12)
        bottom = viewport.geometry().bottom()
        top = min(rect.top(), max(viewport.y(), bottom - height))
        width = max(rect.width(), look.px(80 if self._lines == 1 else 240))
        left = max(viewport.x(), min(rect.left(), viewport.geometry().right() - width))
        self.setGeometry(left, top, width, height)
        # The text stands in the middle of its row, as it did before.
        space = max(0, (height - line) // 2 - 2 - look.px(1)) if self._lines == 1 else look.px(3)
        self.document().setDocumentMargin(0)
        self.setViewportMargins(look.px(5), space, look.px(5), 0)
        visible = viewport.geometry().intersects(rect)
        self.setVisible(visible)
        self.raise_()
        self._place_problem()

    def show_problem(self, sentence: str) -> None:
        """Say below the cell why its text cannot stay."""
        self._wear("err")
        self._problem.line.show_problem(Problem(sentence))
        self._place_problem()
        self._problem.show()
        self._problem.raise_()
        announce(self, sentence)

    @property
    def problem(self) -> str:
        """The sentence that is shown, "" for none."""
        return self._problem.line.sentence

    def _wear(self, tone: str) -> None:
        """Square, with an edge in a colour: it stands in a table, not in a form."""
        look = theme.current()
        edge, ground = look.colour(tone).name(), look.colour("field").name()
        self.setStyleSheet(
            f"QPlainTextEdit, QPlainTextEdit:focus {{ border: 2px solid {edge}; border-radius: 0;"
            f" padding: 0; background: {ground}; }}"
        )

    def _changed(self) -> None:
        if self.problem:
            self._wear("accent")
        self._problem.line.clear()
        self._problem.hide()

    def _place_problem(self) -> None:
        look, view = theme.current(), self._view
        room = view.viewport().geometry().right() - look.px(8)
        width = min(max(self.width(), look.px(320)), room)
        self._problem.setFixedWidth(width)
        height = max(self._problem.sizeHint().height(), self._problem.heightForWidth(width))
        left = max(0, min(self.x(), room - width))
        below = self.geometry().bottom() + 1
        top = below if below + height <= view.height() else self.y() - height
        self._problem.setGeometry(left, max(0, top), width, height)

    # Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and (self._lines == 1 or event.modifiers() != Qt.KeyboardModifier.AltModifier):
            return
        if enter:
            self.insertPlainText("\n")
            return
        if event.text() and len(self.toPlainText()) >= _LONGEST and event.text().isprintable():
            return
        super().keyPressEvent(event)

    def hideEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        self._problem.hide()
        super().hideEvent(event)

    def deleteLater(self) -> None:
        self._problem.deleteLater()
        super().deleteLater()
