"""A field for a folder: typed, or chosen with the system's own dialog."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QWidget

from ui import theme
from ui.kit.buttons import Button
from ui.kit.editors import Editor
from ui.kit.fields import FormField


class FolderEditor(QWidget):
    """A line with a button. An empty line is None; what was loaded is taken as it is, also while it is out of reach."""

    edited = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._loaded: Path | None = None
        self.line = QLineEdit()
        self.line.setMaxLength(1000)
        self.browse_button = Button("Browse…", on_click=self.browse)
        self.browse_button.setAccessibleName(f"Browse for {name}")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.current().px(8))
        row.addWidget(self.line, 1)
        row.addWidget(self.browse_button)
        self.setFocusProxy(self.line)
        self.line.textEdited.connect(lambda _text: self.edited.emit())
        # The form names and describes this widget; a screen reader needs it on the line.
        self.installEventFilter(self)
        self.line.setAccessibleName(name)

    def set_value(self, value: Any) -> None:
        self._loaded = value
        self.line.setText(str(value) if value else "")
        self.line.setCursorPosition(0)

    def value(self) -> Path | None:
        text = self.line.text().strip()
        if not text:
            return None
        folder = Path(text)
        if folder == self._loaded:
            return folder
        if not folder.is_absolute():
            raise ValueError("This is only a part of a folder's name. Choose it with Browse.")
        if not folder.is_dir():
            raise ValueError(f"There is no folder {text}. Choose one with Browse.")
        return folder

    def contents(self) -> object:
        return self.line.text().strip()

    def setReadOnly(self, read_only: bool) -> None:
        self.line.setReadOnly(read_only)
        self.browse_button.setEnabled(not read_only)

    def browse(self) -> None:
        """Ask for a folder, beginning where the line points to."""
        here = Path(self.line.text().strip() or Path.home())
        start = here if here.is_dir() else Path.home()
        dialog = QFileDialog(self, self._name, str(start))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._chosen)
        dialog.open()

    def _chosen(self, text: str) -> None:
        self.line.setText(text)
        self.edited.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DynamicPropertyChange:
            self.line.setProperty("problem", self.property("problem"))
            self.line.style().unpolish(self.line)
            self.line.style().polish(self.line)
        return super().eventFilter(watched, event)


@dataclass(frozen=True, kw_only=True)
class FolderField(FormField):
    """A folder as a Path, None where the line is empty."""

    def make_editor(self, parent: QWidget) -> Editor:
        editor = FolderEditor(self.label, parent)
        editor.line.setPlaceholderText(self.placeholder)
        editor.setReadOnly(self.read_only)
        return editor
