"""The widgets behind form fields. All are asked the same things: value, raw contents, emptiness, change."""

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from PySide6.QtCore import QSize, QStringListModel, Qt, Signal, SignalInstance
from PySide6.QtGui import QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionComboBox,
    QStylePainter,
    QWidget,
)

from ui import theme

# Whatever is pasted into one line by mistake, the window stays quick.
_MOST = 20_000


class Editor(Protocol):
    """What a form asks of any editor; each is a QWidget."""

    edited: SignalInstance

    def set_value(self, value: Any) -> None: ...

    def value(self) -> Any:
        """The value. Raises ValueError with a sentence when what was typed cannot be read."""

    def contents(self) -> object:
        """What is in the widget as it stands, for telling whether anything was edited."""


def _refuse_longer(text: str, most: int) -> None:
    if len(text) > most:
        raise ValueError(f"This is {len(text):,} characters; {most:,} fit here.")


class LineEditor(QLineEdit):
    """One line that is read by `parse` and written by `show`; it tidies what it can read when it is left."""

    edited = Signal()

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        parse: Callable[[str], Any],
        show: Callable[[Any], str],
        max_length: int = 200,
        right: bool = False,
    ) -> None:
        super().__init__(parent)
        self._parse, self._show, self._max_length = parse, show, max_length
        # A longer text is refused with a sentence; cut silently, what was pasted would be lost.
        self.setMaxLength(_MOST)
        if right:
            self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setMinimumWidth(80)
        self.textEdited.connect(lambda _text: self.edited.emit())
        self.editingFinished.connect(self._tidy)

    def set_value(self, value: Any) -> None:
        self.setText(self._show(value))
        self.setCursorPosition(0)

    def value(self) -> Any:
        _refuse_longer(self.text().strip(), self._max_length)
        return self._parse(self.text())

    def contents(self) -> object:
        # The value where there is one, so that tidying does not count as an edit.
        try:
            return self.value()
        except ValueError:
            return self.text()

    def _tidy(self) -> None:
        """Show a date or amount the usual way; what cannot be read is left for the check on Save."""
        try:
            tidy = self._show(self.value())
        except ValueError:
            return
        if tidy != self.text():
            self.setText(tidy)


class TextEditor(QPlainTextEdit):
    """Several lines of plain text; Tab leaves the field."""

    edited = Signal()

    def __init__(
        self, parent: QWidget | None = None, *, lines: int = 4, max_length: int = 4000
    ) -> None:
        super().__init__(parent)
        self._lines, self._max_length = lines, max_length
        self._loading = False
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(self._changed)
        theme.current().changed.connect(self.updateGeometry)

    def set_value(self, value: Any) -> None:
        self._loading = True
        self.setPlainText("" if value is None else str(value))
        self._loading = False

    def value(self) -> str:
        text = "\n".join(line.rstrip() for line in self.toPlainText().splitlines()).strip("\n")
        _refuse_longer(text, self._max_length)
        return text

    def contents(self) -> object:
        return self.toPlainText()

    def _changed(self) -> None:
        if not self._loading:
            self.edited.emit()

    def sizeHint(self) -> QSize:
        line = theme.current().metrics().lineSpacing()
        return QSize(super().sizeHint().width(), self._lines * line + theme.current().px(16))

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self.sizeHint().height())


class ChoiceEditor(QComboBox):
    """One of some values; shortens a long one with “…”, and ignores the wheel unless it has the focus."""

    edited = Signal()

    def __init__(
        self,
        parent: QWidget | None,
        choices: Sequence[tuple[Any, str]] | Callable[[], Sequence[tuple[Any, str]]],
        *,
        placeholder: str = "",
    ) -> None:
        super().__init__(parent)
        self._choices = choices
        self._values: list[Any] = []
        # Thousands of items of the combo box's own would take a while to make.
        self._words = QStringListModel(self)
        self.setModel(self._words)
        # Only with a delegate of this kind does the list obey the style sheet.
        self.setItemDelegate(QStyledItemDelegate(self))
        view = self.view()
        if isinstance(view, QListView):
            # Or each item is measured again whenever the field comes into another place.
            view.setUniformItemSizes(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)
        self.setMaxVisibleItems(12)
        self.setPlaceholderText(placeholder or "Choose")
        self.activated.connect(lambda _index: self.edited.emit())
        self.reload()

    def reload(self) -> None:
        """Ask for the choices again, keeping the value where it still exists."""
        value = self.value()
        choices = self._choices() if callable(self._choices) else self._choices
        self.blockSignals(True)
        self._values = [chosen for chosen, _ in choices]
        self._words.setStringList([words for _, words in choices])
        self.blockSignals(False)
        self.set_value(value)

    def set_choices(self, choices: Sequence[tuple[Any, str]]) -> None:
        """Offer other values: (value, words)."""
        self._choices = choices
        self.reload()

    def set_value(self, value: Any) -> None:
        self.setCurrentIndex(self._values.index(value) if value in self._values else -1)

    def value(self) -> Any:
        index = self.currentIndex()
        return self._values[index] if 0 <= index < len(self._values) else None

    def contents(self) -> object:
        return self.value()

    def wheelEvent(self, event: QWheelEvent) -> None:
        # Scrolling a long form must not change what the pointer happens to pass over.
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        field = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox,
            option,
            QStyle.SubControl.SC_ComboBoxEditField,
            self,
        )
        empty = self.currentIndex() < 0
        text = self.placeholderText() if empty else self.currentText()
        option.currentText = self.fontMetrics().elidedText(
            text, Qt.TextElideMode.ElideRight, field.width()
        )
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        if empty:
            painter.setPen(theme.current().colour("text3"))
            painter.drawText(field, Qt.AlignmentFlag.AlignVCenter, option.currentText)
        else:
            painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)


class CheckEditor(QCheckBox):
    """Yes or no, with its label beside it."""

    edited = Signal()

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.clicked.connect(lambda _checked: self.edited.emit())

    def set_value(self, value: Any) -> None:
        self.setChecked(bool(value))

    def value(self) -> bool:
        return self.isChecked()

    def contents(self) -> object:
        return self.isChecked()
