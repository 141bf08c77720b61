"""A hand on keyboard and mouse: strokes and clicks go through the X server, as an officer's do, not through Qt.

The program runs in this process only so that the hand can see where things stand on the screen.
"""

import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QPoint, QRect
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QFileDialog,
    QLabel,
    QLineEdit,
    QScrollArea,
    QWidget,
)

from ui.main_window import MainWindow

W = TypeVar("W", bound=QWidget)
_PATIENCE = 20.0


class Lost(AssertionError):
    """What the hand looked for is not on the screen."""


class Hand:
    """`pictures` is where `see` leaves what the screen shows; None leaves none."""

    def __init__(self, window: MainWindow, pictures: Path | None) -> None:
        self.window, self._pictures = window, pictures
        self._count = 0

    # Looking

    def front(self) -> QWidget:
        """The dialog in front, or the window."""
        return QApplication.activeModalWidget() or self.window

    def all_of(self, kind: type[W]) -> Iterator[W]:
        """What of this kind can be seen in front."""
        return (one for one in self.front().findChildren(kind) if one.isVisible())

    def button(self, *words: str) -> QAbstractButton:
        """The button in front whose text or name begins with these words."""
        for one in self.all_of(QAbstractButton):
            for text in (one.text().replace("&", ""), one.accessibleName()):
                if text.startswith(" ".join(words)) and one.isEnabled():
                    return one
        raise Lost(f"no button {' '.join(words)!r}: {self.texts()}")

    def field(self, name: str) -> QWidget:
        """The field in front whose name a screen reader would say begins so."""
        for one in self.all_of(QWidget):
            if one.accessibleName().startswith(name) and one.focusPolicy():
                return one
        raise Lost(f"no field {name!r}")

    def texts(self) -> str:
        """Everything that is written in front, for a message."""
        words = [one.text() for one in self.all_of(QLabel)]
        words += [one.text() for one in self.all_of(QAbstractButton)]
        # A low window shows a message as a button, whose name says all of it.
        words += [one.accessibleName() for one in self.all_of(QAbstractButton)]
        words += [one.accessibleDescription() for one in self.all_of(QWidget)]
        return " | ".join(word for word in words if word)

    def until(self, holds: Callable[[], object], what: str) -> None:
        """Wait until it holds. Raises Lost after twenty seconds, with a picture of the screen."""
        end = time.monotonic() + _PATIENCE
        while time.monotonic() < end:
            QTest.qWait(25)
            if holds():
                QTest.qWait(60)
                return
        self.see("lost")
        raise Lost(f"waited in vain for {what}: {self.texts()[:3000]}")

    def until_said(self, words: str) -> None:
        """Wait until these words stand in front."""
        self.until(lambda: words in self.texts(), repr(words))

    def until_button(self, *words: str) -> QAbstractButton:
        """Wait for a button that can be pressed."""
        self.until(lambda: self.shows(*words), f"the button {' '.join(words)!r}")
        return self.button(*words)

    def shows(self, *words: str) -> bool:
        """Whether there is a button that can be pressed."""
        try:
            self.button(*words)
        except Lost:
            return False
        return True

    def until_asked(self, title: str) -> None:
        """Wait for a dialog whose title begins so."""
        self.until(
            lambda: (
                self.front() is not self.window and self.front().windowTitle().startswith(title)
            ),
            f"the question {title!r}",
        )

    def until_answered(self) -> None:
        """Wait until no dialog is left."""
        self.until(lambda: self.front() is self.window, "the question to go away")

    def read_panel(self, words: str, name: str) -> None:
        """Wait for words in the panel at the right and keep what it shows. Where there is no room for it beside the
        page it is opened with its key, and closed again."""
        page = self.window.pages.current
        covered = page is not None and not page.details_shown()
        if covered:
            self.press("F4")
        self.until_said(words)
        self.see(name)
        if covered:
            self.press("F4")

    def see(self, name: str) -> None:
        """Keep what the screen shows, numbered in order."""
        if self._pictures is None:
            return
        QTest.qWait(120)
        self._count += 1
        path = self._pictures / f"{self._count:02}-{name}.png"
        self.window.screen().grabWindow(0).save(str(path))

    # Doing

    def press(self, *keys: str) -> None:
        """Key strokes by X name: `ctrl+k`, `Return`, `Tab`."""
        self._do("key", "--clearmodifiers", "--delay", "12", *keys)

    def write(self, text: str) -> None:
        """Type a text into whatever has the focus."""
        self._do("type", "--clearmodifiers", "--delay", "4", text)

    def click(self, widget: QWidget, at: QPoint | None = None) -> None:
        """Move the pointer onto a widget (its middle) and press the left button; scroll it into sight before."""
        _scroll_to(widget)
        place = widget.mapToGlobal(at or widget.rect().center())
        self._do("mousemove", str(place.x()), str(place.y()), "click", "1")

    def click_button(self, *words: str) -> None:
        self.click(self.until_button(*words))

    def fill(self, name: str, text: str) -> None:
        """Click into a field, replace what it holds."""
        self.click(self.field(name))
        self.press("ctrl+a")
        self.write(text)

    def click_row(self, view: QAbstractItemView, text: str) -> None:
        """Click the row of a list in which some column reads so."""
        self.click(view.viewport(), self._row(view, text).center())

    def menu(self, *titles: str) -> None:
        """Open a menu of the row at the top by pointer and choose by pointer: `menu("File", "Import")`."""
        bar = self.window.menu_row.bar
        action = next(a for a in bar.actions() if a.text().replace("&", "") == titles[0])
        self.click(bar, bar.actionGeometry(action).center())
        menu = action.menu()
        for title in titles[1:]:
            self.until(lambda menu=menu: menu.isVisible(), f"the menu {title!r}")
            words = {a: a.text().replace("&", "") for a in menu.actions()}
            entry = next((a for a, text in words.items() if text.startswith(title)), None)
            if entry is None:
                raise Lost(f"no entry {title!r} among {list(words.values())}")
            self.click(menu, menu.actionGeometry(entry).center())
            menu = entry.menu()

    def act(self, menu: str, words: str) -> None:
        """Press the button; where large text leaves no room for it, take the same act from its menu."""
        if self.shows(words):
            self.click_button(words)
        else:
            self.menu(menu, words)

    def go_to(self, page: str) -> None:
        """Show a page by its place in the list, with the keyboard."""
        pages = self.window.pages
        self.press(f"ctrl+{list(pages.specs).index(page) + 1}")
        self.until(lambda: pages.current is not None and pages.current.key == page, page)

    def answer_file(self, path: Path) -> None:
        """Type a path into the file dialog in front and accept it."""
        self.until(
            lambda: isinstance(self.front(), QFileDialog) and self.front().isActiveWindow(),
            "the file dialog",
        )
        edit = next(iter(self.all_of(QLineEdit)))
        self.click(edit)
        self.press("ctrl+a")
        self.write(str(path))
        self.press("Return")
        self.until(lambda: not isinstance(self.front(), QFileDialog), "the file dialog to close")

    def _row(self, view: QAbstractItemView, text: str) -> QRect:
        model = view.model()
        for row in range(model.rowCount()):
            for column in range(model.columnCount()):
                index = model.index(row, column)
                if index.data() == text and not view.isIndexHidden(index):
                    view.scrollTo(index)
                    return view.visualRect(index)
        raise Lost(f"no row {text!r}")

    def _do(self, *what: str) -> None:
        if QApplication.activeWindow() is None and QApplication.activePopupWidget() is None:
            # A bare screen has no window manager, which gives the focus back when a dialog goes.
            self.front().activateWindow()
            QTest.qWaitForWindowActive(self.front(), 2_000)
        subprocess.run(["xdotool", *what], check=True, timeout=30)
        QTest.qWait(50)


def _scroll_to(widget: QWidget) -> None:
    """What is in sight stays where it is."""
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(widget)
        above = above.parentWidget()
