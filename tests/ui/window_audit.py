"""What can be said of any window or dialog that is shown: names, the way of the Tab key, texts that are cut."""

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QCheckBox,
    QLabel,
    QMenuBar,
    QRadioButton,
    QScrollBar,
    QWidget,
)

from ui.kit.buttons import Button
from ui.kit.segments import Segment
from ui.kit.tab_order import reading_order

TAB = Qt.FocusPolicy.TabFocus
# How far the next stop may lie above or to the left and still be called beside.
_SLACK = 6


def wrong_with(root: QWidget) -> list[str]:
    """Everything that is amiss in a dialog or window, each with its title."""
    way = tab_way(root)
    found = {
        "no name": nameless(root),
        "same name": names_given_twice(root),
        "cut": cut_off(root),
        "out of reach": out_of_reach(root, way),
        "read before": steps_back(root, way),
    }
    title = root.window().windowTitle()
    return [f"{title}: {kind}: {what}" for kind, all_ in found.items() for what in all_]


def stops(root: QWidget) -> list[QWidget]:
    """Everything in sight that can have the keyboard."""
    return [
        widget
        for widget in root.findChildren(QWidget)
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        and widget.isVisible()
        and widget.window() is root.window()
        and widget.focusProxy() is None
        and not isinstance(widget, (QMenuBar, QScrollBar))
    ]


def name_of(widget: QWidget) -> str:
    """What a screen reader says: the name, or the words on a button."""
    name = widget.accessibleName().strip()
    if not name and isinstance(widget, QAbstractButton):
        name = widget.text().strip()
    return name


def nameless(root: QWidget) -> list[str]:
    return [_told(widget) for widget in stops(root) if not name_of(widget)]


def names_given_twice(root: QWidget) -> list[str]:
    """Of what Tab stops at; a text that can only be selected is called by its words."""
    names = Counter(name_of(widget) for widget in reading_order(root))
    return sorted(name for name, number in names.items() if number > 1)


@dataclass(frozen=True)
class Visit:
    """A stop of the Tab key, where it lay when the keyboard came to it, and where in what scrolls around it."""

    widget: QWidget
    place: QRect
    inside: QRect

    def is_beside(self, other: "Visit") -> bool:
        """Whether both lie in the same thing that scrolls, which may have moved between the two visits."""
        return _scroller(self.widget) is _scroller(other.widget)


def tab_way(root: QWidget) -> list[Visit]:
    """Where the Tab key goes from the first stop on, once round."""
    window = root.window()
    order = reading_order(root)
    if not order:
        return []
    order[0].setFocus(Qt.FocusReason.TabFocusReason)
    way: list[Visit] = []
    for _ in range(3 * len(stops(window)) + 40):
        focused = window.focusWidget()
        if focused is None or (way and focused is way[0].widget):
            break
        way.append(Visit(focused, _rect(focused), _rect(focused).translated(_scrolled(focused))))
        QTest.keyClick(focused, Qt.Key.Key_Tab)
        QApplication.processEvents()
    return way


def out_of_reach(root: QWidget, way: list[Visit]) -> list[str]:
    """What the Tab key never came to. Of buttons of which one is ticked, only that one is a stop."""
    missed = []
    reached = [visit.widget for visit in way]
    for widget in stops(root):
        if not widget.isEnabled() or not widget.focusPolicy() & TAB or widget in reached:  # type: ignore[operator]
            continue
        group = widget.group() if isinstance(widget, QAbstractButton) else None
        chosen = group is not None and any(button in reached for button in group.buttons())
        if not chosen:
            missed.append(_told(widget))
    return missed


def steps_back(root: QWidget, way: list[Visit]) -> list[str]:
    """Pairs of stops of which the second lies before the first, as one reads: above it, or to its left in one line."""
    found = []
    for one, other in pairwise(visit for visit in way if root.isAncestorOf(visit.widget)):
        beside = one.is_beside(other)
        here, there = (one.inside, other.inside) if beside else (one.place, other.place)
        above = there.bottom() <= here.top() + _SLACK and there.left() < here.right() - _SLACK
        same_line = there.top() < here.bottom() - _SLACK and here.top() < there.bottom() - _SLACK
        left = same_line and there.right() <= here.left() + _SLACK
        if above or left:
            found.append(f"{_told(one.widget)} -> {_told(other.widget)}")
    return found


def cut_off(root: QWidget) -> list[str]:
    """Labels and buttons whose words do not fit into them, and parts that lie outside the window."""
    found = []
    for widget in root.findChildren(QWidget):
        if not widget.isVisible() or widget.window() is not root.window():
            continue
        if isinstance(widget, QLabel) and widget.text() and _label_is_cut(widget):
            found.append(f"{_told(widget)}: {widget.size().toTuple()}")
        elif isinstance(widget, QAbstractButton) and _button_is_cut(widget):
            found.append(f"{_told(widget)}: {widget.width()} of {widget.sizeHint().width()}")
        elif not _is_inside(widget):
            found.append(f"{_told(widget)} lies outside")
    return found


def _label_is_cut(label: QLabel) -> bool:
    if label.wordWrap():
        # A path is broken after its strokes and hyphens too.
        longest = max(re.split(r"\s+|(?<=[/-])", label.text()), key=len, default="")
        too_narrow = label.fontMetrics().horizontalAdvance(longest) > label.width() + 2
        plain = label.textFormat() is Qt.TextFormat.PlainText
        return label.heightForWidth(label.width()) > label.height() + 2 or (plain and too_narrow)
    return label.sizeHint().width() > label.width() + 2


def _button_is_cut(button: QAbstractButton) -> bool:
    whole = (Button, Segment, QCheckBox, QRadioButton)
    return isinstance(button, whole) and button.sizeHint().width() > button.width() + 2


def _is_inside(widget: QWidget) -> bool:
    """Whether it lies in its window, or in something that scrolls."""
    if widget.focusPolicy() == Qt.FocusPolicy.NoFocus:
        return True
    ancestor = widget.parentWidget()
    while ancestor is not None and not ancestor.isWindow():
        if isinstance(ancestor, QAbstractScrollArea):
            return True
        ancestor = ancestor.parentWidget()
    window = widget.window()
    return window.rect().adjusted(-2, -2, 2, 2).contains(_rect(widget))


def _rect(widget: QWidget) -> QRect:
    return QRect(widget.mapTo(widget.window(), QPoint(0, 0)), widget.size())


def _scroller(widget: QWidget) -> QAbstractScrollArea | None:
    around = widget.parentWidget()
    while around is not None and not isinstance(around, QAbstractScrollArea):
        around = around.parentWidget()
    return around


def _scrolled(widget: QWidget) -> QPoint:
    """How far what is around a widget is scrolled."""
    area = _scroller(widget)
    if area is None:
        return QPoint(0, 0)
    return QPoint(area.horizontalScrollBar().value(), area.verticalScrollBar().value())


def _told(widget: QWidget) -> str:
    words = name_of(widget) or (widget.text() if isinstance(widget, QLabel) else "")
    return f"{type(widget).__name__} “{words[:60]}”"


class StrayWindows(QObject):
    """Finds widgets that flash up as windows of their own, because they were shown before they lay in another one."""

    def __init__(self, app: QCoreApplication) -> None:
        super().__init__(app)
        self.found: list[str] = []
        self._app = app
        app.installEventFilter(self)

    def stop(self) -> None:
        self._app.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            kind = type(watched).__name__
            plain = watched.windowType() in (Qt.WindowType.Window, Qt.WindowType.Widget)
            if plain and kind not in ("MainWindow", "HelpWindow"):
                self.found.append(f"{kind} {watched.accessibleName() or watched.objectName()}")
        return False
