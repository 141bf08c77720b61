"""The ring around what has the keyboard: 2 px of accent, 2 px outside, drawn by one overlay above each window.

Qt draws `outline` inside the widget and cannot be told otherwise. Fields swap their own edge and tables draw inside
the cell, so the ring is for everything else, and for fields with a problem, which show both.
"""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QWidget,
)
from shiboken6 import isValid

from ui import theme
from ui.kit.buttons import Button

_OUTSIDE, _WIDTH = 2, 2
_WATCHED = {
    QEvent.Type.Move,
    QEvent.Type.Resize,
    QEvent.Type.Show,
    QEvent.Type.Hide,
    QEvent.Type.EnabledChange,
    QEvent.Type.DynamicPropertyChange,
    QEvent.Type.ParentChange,
}


class RingOverlay(QWidget):
    """The drawn ring; the mouse goes through it."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.radius = 8
        self.visible_part = QRect()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setClipRect(self.visible_part)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.current().colour("accent"), _WIDTH))
        painter.drawRoundedRect(
            QRectF(self.rect()).adjusted(1, 1, -1, -1), self.radius, self.radius
        )


class FocusRing(QObject):
    """Follows the focus of the whole application. Make one with `install`."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._target: QWidget | None = None
        self._left: QWidget | None = None
        self._watched: list[QWidget] = []
        self._overlay: RingOverlay | None = None
        app.focusChanged.connect(self._focus_changed)
        theme.current().changed.connect(self._place)

    @property
    def target(self) -> QWidget | None:
        """The widget that the ring is around now."""
        return self._target

    @property
    def overlay(self) -> RingOverlay | None:
        return self._overlay if self._overlay is not None and isValid(self._overlay) else None

    def _focus_changed(self, old: QWidget | None, new: QWidget | None) -> None:
        before = self._target or self._left
        self._leave()
        self._left = before if new is None else None
        if new is None or not wears_ring(new):
            return
        # A click puts the focus while its button is still down; anything else came from the keyboard or from us.
        if QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton and not _problem(new):
            return
        # A window that comes to the front has a focus nobody moved; only one that had its ring gets it back.
        if old is None and new is not before and not isinstance(new.window(), QDialog):
            return
        self._target = new
        widget: QWidget | None = new
        while widget is not None and not widget.isWindow():
            widget.installEventFilter(self)
            self._watched.append(widget)
            widget = widget.parentWidget()
        self._place()

    def _leave(self) -> None:
        for widget in self._watched:
            if isValid(widget):
                widget.removeEventFilter(self)
        self._watched, self._target = [], None
        if overlay := self.overlay:
            overlay.hide()

    def _place(self) -> None:
        target = self._target
        if target is None or not isValid(target):
            return
        window = target.window()
        overlay = self.overlay
        if overlay is None or overlay.parentWidget() is not window:
            if overlay is not None:
                overlay.hide()
                overlay.deleteLater()
            overlay = self._overlay = RingOverlay(window)
        if not target.isVisible() or not wears_ring(target):
            overlay.hide()
            return
        look = theme.current()
        reach = _OUTSIDE + _WIDTH
        box = ringed_part(target)
        around = QRect(target.mapTo(window, box.topLeft()), box.size())
        overlay.setGeometry(around.adjusted(-reach, -reach, reach, reach))
        overlay.radius = look.px(6) + _OUTSIDE
        overlay.visible_part = _visible_part(target, window).translated(-overlay.pos())
        overlay.raise_()
        overlay.show()
        overlay.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.MouseButtonPress and watched is self._target:
            self._leave()
        elif kind in _WATCHED:
            self._place()
        return False


def install(app: QApplication) -> FocusRing:
    """Give the application its focus ring; called once, after the theme was applied."""
    found = app.findChild(FocusRing)
    return found or FocusRing(app)


def wears_ring(widget: QWidget) -> bool:
    """Buttons, ticks and whatever has the property `focus_ring`; fields only while they have a problem."""
    if isinstance(widget, QLineEdit | QComboBox | QPlainTextEdit):
        return _problem(widget)
    return isinstance(widget, QAbstractButton) or bool(widget.property("focus_ring"))


def ringed_part(widget: QWidget) -> QRect:
    """What the ring goes around; a link gets a little room at its ends, a tick what it needs."""
    if isinstance(widget, Button) and widget.property("kind") == "link":
        return widget.rect().adjusted(-2, 0, 2, 0)
    if isinstance(widget, QCheckBox | QRadioButton):
        # A tick is as wide as its column; the ring goes round the box and its words.
        width = min(widget.width(), widget.sizeHint().width() + 2)
        return QRect(-2, 0, width + 4, widget.height())
    return widget.rect()


def _problem(widget: QWidget) -> bool:
    return bool(widget.property("problem"))


def _visible_part(target: QWidget, window: QWidget) -> QRect:
    """The part of the window where the ring may be drawn: not over the edge of a list that scrolls."""
    part = window.rect()
    widget: QWidget | None = target.parentWidget()
    while widget is not None and widget is not window:
        parent = widget.parentWidget()
        if isinstance(parent, QAbstractScrollArea) and parent.viewport() is widget:
            corner = widget.mapTo(window, QPoint(0, 0))
            part = part.intersected(QRect(corner, widget.size()).adjusted(-4, -4, 4, 4))
        widget = parent
    return part
