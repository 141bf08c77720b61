"""The pages of a PDF as they will come out of the printer: the whole page at first, larger on demand."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.kit.buttons import icon_button
from ui.kit.styling import set_property, set_surface
from ui.kit.text import label
from ui.theme import Role

WIDTH = 444
# In percent of the size on paper, on a screen of 96 dots an inch.
ZOOMS = (50, 75, 100, 125, 150, 200, 300)
_POINTS_TO_PIXELS = 96 / 72
_MARKER = QColor(255, 221, 120)
# Left, top, right and bottom in parts of the page.
Box = tuple[float, float, float, float]


class _Paper(QWidget):
    """One page, drawn without smoothing because the picture is made in the right size."""

    def __init__(self) -> None:
        super().__init__()
        self.picture = QPixmap()

    def sizeHint(self) -> QSize:
        ratio = self.picture.devicePixelRatio() or 1
        return QSize(round(self.picture.width() / ratio), round(self.picture.height() / ratio))

    def paintEvent(self, _event: QPaintEvent) -> None:
        size = self.sizeHint()
        if size.isEmpty():
            return
        left, top = max(0, (self.width() - size.width()) // 2), 0
        painter = QPainter(self)
        painter.drawPixmap(left, top, self.picture)
        painter.setPen(theme.current().colour("line2"))
        painter.drawRect(QRect(left, top, size.width() - 1, size.height() - 1))


class PagePreview(QWidget):
    """Shows one page at a time on a quiet tray. `print_asked` and `closed` are for the page around it.

    With the focus in it: + and − zoom, 0 shows the whole page, Page Up and Page Down turn over. `other_asked` wants the
    document before (-1) or after (1): Page Up and Page Down with Ctrl.
    """

    print_asked = Signal()
    other_asked = Signal(int)
    closed = Signal()

    def __init__(self, nothing: str, parent: QWidget | None = None) -> None:
        """`nothing` is the sentence while there is nothing to show."""
        super().__init__(parent)
        set_surface(self, "canvas")
        self._pdf = b""
        self._marked: list[list[Box]] = []
        self._pages = 0
        self._page = 0
        self._drawn_at = 0.0
        # A window that is being arranged changes the room for the page several times in a moment.
        self._room_changed = QTimer(self)
        self._room_changed.setSingleShot(True)
        self._room_changed.setInterval(0)
        self._room_changed.timeout.connect(self._fit_page)
        self._zoom: int | None = None
        self._width = WIDTH
        self.title = label("", Role.STRONG)
        self.place = label("", tone="text2")
        self.before_button = icon_button("chevron-left", "Page before", lambda: self.turn(-1))
        self.after_button = icon_button("chevron-right", "Next page", lambda: self.turn(1))
        self.smaller_button = icon_button("zoom-out", "Smaller page", lambda: self.zoom(-1))
        self.larger_button = icon_button("zoom-in", "Larger page", lambda: self.zoom(1))
        self.print_button = icon_button("print", "Print this page…", self.print_asked.emit)
        self.close_button = icon_button("close", "Close the preview", self.closed.emit)
        self._nothing = label(nothing, tone="text2", wrap=True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._paper = _Paper()
        self._scroll = QScrollArea()
        self._scroll.setAccessibleName("Preview of the page")
        self._scroll.setWidgetResizable(True)
        self._scroll.setWidget(self._paper)
        self._scroll.viewport().installEventFilter(self)
        self._scroll.installEventFilter(self)
        set_property(self._scroll, "focus_ring", "true")
        self._head = QHBoxLayout()
        self._head.addWidget(self.title)
        self._head.addWidget(self.place)
        self._head.addStretch(1)
        for button in (
            self.before_button,
            self.after_button,
            self.smaller_button,
            self.larger_button,
            self.print_button,
            self.close_button,
        ):
            self._head.addWidget(button)
        self._column = QVBoxLayout(self)
        self.note = label("", tone="text2", wrap=True)
        self._column.addLayout(self._head)
        self._column.addWidget(self.note)
        self._column.addWidget(self._nothing)
        self._column.addWidget(self._scroll, 1)
        self._column.addStretch(0)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        theme.current().changed.connect(self._space)
        self._space()
        self.show_nothing()

    # What is shown

    def show_pdf(
        self,
        title: str,
        pdf: bytes,
        words: str = "",
        *,
        note: str = "",
        tip: str = "",
        marked: Sequence[str] = (),
    ) -> None:
        """Show the first page of a PDF. `words` says to a screen reader what the page is about, `note` is one line
        above the page with a longer `tip`, and `marked` are texts to be marked on it."""
        from loti_admin.documents.preview import text_places

        self._pdf, self._page = pdf, 0
        self._marked = text_places(pdf, marked) if marked else []
        self.note.setText(note)
        self.note.setToolTip(tip)
        self.note.setAccessibleDescription(tip)
        self.title.setText(title)
        self._scroll.setAccessibleDescription(words or title)
        self._show_controls(True)
        self._draw()

    def show_nothing(self) -> None:
        """Show the sentence in place of a page."""
        self._pdf, self._pages, self._page = b"", 0, 0
        self._marked = []
        self.note.setText("")
        self.title.setText("")
        self.place.setText("")
        self._paper.picture = QPixmap()
        self._show_controls(False)

    @property
    def page(self) -> int:
        """The number of the page in sight, from 1; 0 while there is none."""
        return self._page + 1 if self._pages else 0

    @property
    def pages(self) -> int:
        return self._pages

    @property
    def percent(self) -> int | None:
        """The zoom in percent of the paper's size; None shows the whole page."""
        return self._zoom

    def focus_page(self) -> None:
        """Put the focus where the keys of the page work."""
        self._scroll.setFocus(Qt.FocusReason.TabFocusReason)

    def turn(self, steps: int) -> None:
        """Turn over, forwards or back."""
        page = max(0, min(self._page + steps, self._pages - 1))
        if page != self._page:
            self._page = page
            self._scroll.verticalScrollBar().setValue(0)
            self._draw()

    def zoom(self, steps: int) -> None:
        """Show the page larger or smaller by one step."""
        now = self._scale() / _POINTS_TO_PIXELS * 100
        if steps > 0:
            self._zoom = next((z for z in ZOOMS if z > now + 1), ZOOMS[-1])
        else:
            self._zoom = next((z for z in reversed(ZOOMS) if z < now - 1), ZOOMS[0])
        self._draw()

    def show_whole_page(self) -> None:
        """Let the page take the room there is."""
        self._zoom = None
        self._draw()

    def set_width(self, width: int) -> None:
        """How wide the preview is, in pixels at 100 % text."""
        if width != self._width:
            self._width = width
            self._space()

    # Drawing

    def _draw(self) -> None:
        if not self._pdf:
            return
        from loti_admin.documents.preview import page_images

        ratio = self.devicePixelRatioF()
        self._drawn_at = self._scale() * ratio
        pages = page_images(self._pdf, self._drawn_at)
        self._pages = len(pages)
        width, height, pixels = pages[self._page]
        # In the bytes blue comes first, which in a 32-bit number of this machine is the last.
        image = QImage(pixels, width, height, width * 4, QImage.Format.Format_ARGB32)
        self._paper.picture = QPixmap.fromImage(image)
        self._mark(self._paper.picture)
        self._paper.picture.setDevicePixelRatio(ratio)
        size = self._paper.sizeHint()
        self._paper.setMinimumSize(size if self._zoom is not None else QSize(0, 0))
        self._paper.updateGeometry()
        self._paper.update()
        self.place.setText(f"page {self._page + 1} of {self._pages}")
        self.before_button.setVisible(self._pages > 1)
        self.after_button.setVisible(self._pages > 1)
        self.before_button.setEnabled(self._page > 0)
        self.after_button.setEnabled(self._page < self._pages - 1)
        self.larger_button.setEnabled(self._zoom != ZOOMS[-1])
        self.smaller_button.setEnabled(self._zoom != ZOOMS[0])

    def _fit_page(self) -> None:
        """Draw the whole page for the room there is now."""
        if self._zoom is None and self._scale() * self.devicePixelRatioF() != self._drawn_at:
            self._draw()

    def _mark(self, picture: QPixmap) -> None:
        """As with a marker pen; the paper is white in both themes, and so is the pen."""
        boxes = self._marked[self._page] if self._page < len(self._marked) else []
        painter = QPainter(picture)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
        room = picture.height() * 0.002
        # Together, so that what lies over another mark is not marked twice as strongly.
        region = QPainterPath()
        for left, top, right, bottom in boxes:
            box = QRectF(
                left * picture.width(),
                top * picture.height(),
                (right - left) * picture.width(),
                (bottom - top) * picture.height(),
            )
            around = QPainterPath()
            around.addRect(box.adjusted(-room, -room, room, room))
            region = region.united(around)
        painter.fillPath(region, _MARKER)
        painter.end()

    def _scale(self) -> float:
        """Pixels for a point of the paper; the whole page fits where no zoom is chosen."""
        if self._zoom is not None:
            return self._zoom / 100 * _POINTS_TO_PIXELS * theme.current().text_scale / 100
        room = self._scroll.viewport().size()
        return max(0.2, min(room.width() / 596, room.height() / 842))

    def _show_controls(self, shown: bool) -> None:
        for widget in (self.smaller_button, self.larger_button, self.print_button, self._scroll):
            widget.setVisible(shown)
        if not shown:
            self.before_button.hide()
            self.after_button.hide()
        self.note.setVisible(shown and bool(self.note.text()))
        self._nothing.setVisible(not shown)

    def _space(self) -> None:
        look = theme.current()
        side = look.px(24)
        self.setFixedWidth(look.px(self._width))
        self._column.setContentsMargins(side, look.px(4), look.px(16), look.px(16))
        self._column.setSpacing(look.px(8))
        self._head.setSpacing(look.px(4))
        self._scroll.setMinimumHeight(look.px(120))
        if self._pdf:
            self._draw()

    # Qt

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._scroll.viewport() and event.type() == QEvent.Type.Resize:
            self._room_changed.start()
        elif watched is self._scroll and isinstance(event, QKeyEvent):
            return event.type() == QEvent.Type.KeyPress and self._key(event)
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        key = event.key()
        turning = key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)
        if turning and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.other_asked.emit(1 if key == Qt.Key.Key_PageDown else -1)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom(1)
        elif key == Qt.Key.Key_Minus:
            self.zoom(-1)
        elif key == Qt.Key.Key_0:
            self.show_whole_page()
        elif key == Qt.Key.Key_PageDown and self._pages > 1:
            self.turn(1)
        elif key == Qt.Key.Key_PageUp and self._pages > 1:
            self.turn(-1)
        elif key == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            return False
        return True
