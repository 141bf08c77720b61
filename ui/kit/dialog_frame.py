"""The frame of all dialogs: veil, title, contents that scroll when they have to, buttons at the right.

They `open()` and never `exec()`: the window stays alive behind its scrim, and what follows is a callback.
"""

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import (
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QRegion,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ui import theme
from ui.kit.buttons import Button
from ui.kit.tab_order import go_on
from ui.kit.text import label
from ui.theme import Role

_RADIUS, _PADDING = 10, 28


class Scrim(QWidget):
    """The veil over the window behind a dialog."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setGeometry(window.rect())
        self.raise_()
        self.show()
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            self.setGeometry(watched.rect())
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme.current().scrim())


class Dialog(QDialog):
    """The common frame: put contents into `body`, buttons into the row with `add_button`, the act last."""

    def __init__(self, title: str, parent: QWidget | None, *, width: int = 520) -> None:
        """`width` is in pixels at 100 % text; the dialog gets no wider than the window it belongs to."""
        super().__init__(parent.window() if parent else None)
        self.setWindowFlags(Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        # Without a compositor, which X11 may lack, a translucent corner is black: there the corners are cut instead.
        self._cut_corners = QGuiApplication.platformName() == "xcb"
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground, not self._cut_corners)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        # Modal to its own window only: the guide can be read beside a form.
        modality = Qt.WindowModality
        self.setWindowModality(modality.WindowModal if parent else modality.ApplicationModal)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self._width = width
        self._scrim: Scrim | None = None
        # Once for whatever changes within one turn.
        self._fit_soon = QTimer(self)
        self._fit_soon.setSingleShot(True)
        self._fit_soon.setInterval(0)
        self._fit_soon.timeout.connect(self.fit)
        self._dragged = False
        self.title_label = label(title, Role.TITLE, wrap=True)
        self._contents = QWidget()
        self.body = QVBoxLayout(self._contents)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self._contents)
        self._asides: list[Button] = []
        self._buttons = QHBoxLayout()
        self._buttons.addStretch(1)
        self._outer = QVBoxLayout(self)
        self._outer.addWidget(self.title_label)
        self._outer.addWidget(self._scroll, 1)
        self._outer.addLayout(self._buttons)
        self._contents.installEventFilter(self)
        self.finished.connect(self._lift_scrim)
        theme.current().changed.connect(self._space)
        self._space()

    def add_button(self, button: Button, *, default: bool = False) -> Button:
        """Add a button at the right of those before; Enter presses the default one."""
        self._buttons.addWidget(button)
        button.setDefault(default)
        return button

    def add_aside(self, button: Button) -> Button:
        """Add a button at the left end of the row, for what is beside the question."""
        self._buttons.insertWidget(0, button)
        self._asides.append(button)
        return button

    def open(self) -> None:
        """Show the dialog over its window; the answer comes as a callback or a signal."""
        owner = self.parentWidget()
        if owner is not None and self._scrim is None:
            self._scrim = Scrim(owner)
        super().open()

    def fit(self) -> None:
        """Take the size that the contents need, and the middle of the window, until somebody dragged it elsewhere."""
        look, owner = theme.current(), self.parentWidget()
        room = owner.size() if owner else QGuiApplication.primaryScreen().availableSize()
        width = min(look.px(self._width), room.width() - look.px(32))
        margins = self._outer.contentsMargins()
        inner = width - margins.left() - margins.right()
        needed = self._contents.layout()
        height = self._contents.sizeHint().height()
        if needed is not None and needed.hasHeightForWidth():
            # The view never makes its contents lower than that, so that less room would cut them off.
            height = max(needed.heightForWidth(inner), self._contents.minimumSizeHint().height())
        around = self.title_label.heightForWidth(inner) + self._buttons.sizeHint().height()
        around += margins.top() + margins.bottom()
        around += 2 * self._outer.spacing()
        most = room.height() - look.px(16)
        # With the bar there is less width, so that what fits without it might not fit with it, and the bar would stay.
        fits = height + around <= most
        self._scroll.setVerticalScrollBarPolicy(
            Qt.ScrollBarPolicy.ScrollBarAlwaysOff if fits else Qt.ScrollBarPolicy.ScrollBarAsNeeded
        )
        self.setFixedSize(QSize(width, min(height + around, most)))
        if owner is not None and not self._dragged:
            middle = owner.mapToGlobal(owner.rect().center())
            self.move(middle - QPoint(self.width() // 2, self.height() // 2))

    def _space(self) -> None:
        look = theme.current()
        side = look.px(_PADDING)
        # The contents get room for the focus ring, which is drawn outside the fields; the rest lines up with them.
        room = 4
        self._outer.setContentsMargins(side - room, look.px(24), side - room, look.px(24))
        self._outer.setSpacing(look.px(12))
        self.body.setContentsMargins(room, room, room, look.px(12))
        self.title_label.setContentsMargins(room, 0, room, 0)
        self._buttons.setContentsMargins(room, 0, room, 0)
        self.body.setSpacing(look.px(16))
        self._buttons.setSpacing(look.px(8))
        if self.isVisible():
            self.fit()

    def _lift_scrim(self) -> None:
        if self._scrim is not None:
            self._scrim.hide()
            self._scrim.deleteLater()
            self._scrim = None

    # Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # The keys of the window are out of reach while a dialog is open; help is wanted all the same.
        help_for = getattr(self.parentWidget(), "show_help", None)
        if event.key() == Qt.Key.Key_F1 and callable(help_for):
            help_for()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        return go_on(self, forward=forward) or super().focusNextPrevChild(forward)

    def showEvent(self, event: QShowEvent) -> None:
        self.fit()
        super().showEvent(event)
        self._fit_soon.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest and self.isVisible():
            self._fit_soon.start()
        return super().eventFilter(watched, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        # There is no title bar; any empty place moves the dialog, to see the numbers behind it.
        handle = self.windowHandle()
        if event.button() == Qt.MouseButton.LeftButton and handle is not None:
            self._dragged = handle.startSystemMove()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._cut_corners:
            path = QPainterPath()
            radius = theme.current().px(_RADIUS)
            path.addRoundedRect(QRectF(self.rect()), radius, radius)
            self.setMask(QRegion(path.toFillPolygon().toPolygon()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(look.colour("raised"))
        painter.setPen(QPen(look.colour("line2"), 1))
        edge = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(edge, look.px(_RADIUS), look.px(_RADIUS))
