"""A field that holds a picture: shown small, chosen from a file, taken out again."""

import base64
import binascii
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ui import theme
from ui.kit.buttons import Button, secondary
from ui.kit.editors import Editor
from ui.kit.fields import FormField


class _Thumbnail(QWidget):
    """The picture on white, because that is what it is printed on."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.picture = QPixmap()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        look = theme.current()
        return QSize(look.px(130), look.px(52))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        painter.setPen(theme.current().colour("line2"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        if self.picture.isNull():
            return
        room = self.rect().adjusted(4, 4, -4, -4)
        size = self.picture.size().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
        at = room.center() - QPixmap(size).rect().center()
        shown = self.picture.scaled(
            size,
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        painter.drawPixmap(at, shown)


class PictureEditor(QWidget):
    """Its value is the picture in base 64, "" for none. `choose` asks for a file and gives its picture to `set_chosen`
    when there is one."""

    edited = Signal()

    def __init__(
        self, parent: QWidget, choose: Callable[["PictureEditor"], object], *, read_only: bool
    ) -> None:
        super().__init__(parent)
        self._text = ""
        self.thumbnail = _Thumbnail(self)
        self.choose_button: Button = secondary("Choose a picture…", lambda: choose(self))
        self.remove_button: Button = secondary("Take it out", lambda: self.set_chosen(""))
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self.thumbnail)
        self._row.addWidget(self.choose_button)
        self._row.addWidget(self.remove_button)
        self._row.addStretch(1)
        self.choose_button.setEnabled(not read_only)
        self._read_only = read_only
        self.setFocusProxy(self.choose_button)
        self.set_value("")

    def set_value(self, value: Any) -> None:
        """Show a picture; what is none is shown as nothing and kept as it is."""
        self._text = str(value or "")
        image = QImage()
        try:
            image.loadFromData(base64.b64decode(self._text, validate=True))
        except (binascii.Error, ValueError):
            image = QImage()
        self.thumbnail.picture = QPixmap.fromImage(image) if not image.isNull() else QPixmap()
        words = "no picture" if not self._text else "a picture is chosen"
        self.choose_button.setAccessibleDescription(words)
        self.remove_button.setVisible(bool(self._text))
        self.remove_button.setEnabled(not self._read_only)
        self.thumbnail.update()

    def set_chosen(self, text: str) -> None:
        """Take another picture, as somebody did by hand."""
        self.set_value(text)
        if not text:
            self.choose_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edited.emit()

    def value(self) -> str:
        return self._text

    def contents(self) -> object:
        return self._text


@dataclass(frozen=True, kw_only=True)
class PictureField(FormField):
    """A picture in base 64. `choose` asks for a file; see `PictureEditor`."""

    choose: Callable[[PictureEditor], object] = lambda editor: None

    def make_editor(self, parent: QWidget) -> Editor:
        editor = PictureEditor(parent, self.choose, read_only=self.read_only)
        editor.choose_button.setAccessibleName(f"{self.label}: choose a picture")
        editor.remove_button.setAccessibleName(f"{self.label}: take it out")
        return editor
