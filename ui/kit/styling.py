"""Small things that Qt makes verbose: style-sheet properties, surfaces, rules, announcements."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


def set_property(widget: QWidget, name: str, value: str) -> None:
    """Set a property that the style sheet looks at; the sheet is applied anew only when the value differs."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def set_surface(widget: QWidget, surface: str) -> None:
    """Fill the widget: `canvas`, `surface`, `panel`, `raised`, `closed` or `none`."""
    widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, True)
    set_property(widget, "surface", surface)


def hairline(parent: QWidget | None = None, *, strong: bool = False) -> QFrame:
    """A horizontal rule of one pixel; `strong` is the one under headers and above totals."""
    rule = QFrame(parent)
    rule.setProperty("rule", "line2" if strong else "line")
    rule.setFixedHeight(1)
    return rule


def scrolling(widget: QWidget) -> QScrollArea:
    """The widget in an area that scrolls, so that its height does not raise the least height of the window."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(widget)
    return area


def announce(widget: QWidget, sentence: str) -> None:
    """Say something to a screen reader without moving the focus: “12 found”, “Saved”."""
    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, sentence))
