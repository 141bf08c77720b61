"""Every keyboard shortcut, by menu."""

from collections.abc import Sequence

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QGridLayout, QWidget

from ui import theme
from ui.actions import MENUS
from ui.commands import Commands
from ui.kit.buttons import Button, Kind
from ui.kit.dialog import Dialog
from ui.kit.text import label
from ui.theme import Role

# Keys that lists and forms know by themselves.
ELSEWHERE = (
    ("Go from one part of the window to the next", "Tab"),
    ("Open the row that is chosen", "Enter"),
    ("Next and previous row", "Up and Down"),
    ("Several rows", "Shift or Ctrl with the arrow keys"),
    ("Tick a row where there are boxes", "Space"),
    ("Type into a cell, or change what is in it", "F2, or just type"),
    ("Keep what was typed and go down, or right", "Enter, or Tab"),
    ("Give what was typed to every selected row", "Ctrl+Enter"),
    ("Fill the block down from its first row", "Ctrl+D"),
    ("Empty the block", "Delete"),
    ("Copy a block to a spreadsheet, or from one", "Ctrl+C, Ctrl+V"),
    ("Columns of a table: show, hide, sort", "Menu key or Shift+F10"),
    ("Go to the nearest council on the map", "The arrow keys"),
    ("Empty the find field, close a panel, leave a question", "Esc"),
    ("Back to the page before, in the guide", "Alt+Left"),
)


class ShortcutsDialog(Dialog):
    """Three columns would be a wall; it is one list that scrolls."""

    def __init__(self, commands: Commands, parent: QWidget) -> None:
        super().__init__("Keyboard shortcuts", parent, width=560)
        for title, rows in shortcut_groups(commands):
            self.body.addWidget(label(title, Role.HEADING))
            self.body.addLayout(_grid(rows))
        self.add_button(Button("Close", Kind.PRIMARY, on_click=self.accept), default=True)


def shortcut_groups(commands: Commands) -> list[tuple[str, list[tuple[str, str]]]]:
    """By menu: what is done, and the keys."""
    groups = []
    for menu, title in MENUS:
        rows = []
        for spec in commands.specs:
            keys = keys_text(commands.actions[spec.key].shortcuts()) if not spec.submenu else ""
            if keys and spec.menu.partition(".")[0] == menu and commands.has_work(spec):
                rows.append((bare(spec.text), keys))
        if rows:
            groups.append((bare(title), rows))
    return [*groups, ("In lists and forms", list(ELSEWHERE))]


def keys_text(keys: Sequence[QKeySequence]) -> str:
    """The first way to press it, as it is printed on the keys."""
    return keys[0].toString(QKeySequence.SequenceFormat.NativeText) if keys else ""


def bare(text: str) -> str:
    """Words of a menu without the mark of the key and the dots."""
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&").removesuffix("…")


def _grid(rows: Sequence[tuple[str, str]]) -> QGridLayout:
    grid = QGridLayout()
    grid.setVerticalSpacing(theme.current().px(4))
    for row, (what, keys) in enumerate(rows):
        grid.addWidget(label(what, wrap=True), row, 0)
        grid.addWidget(label(keys, tone="text2"), row, 1)
    grid.setColumnStretch(0, 3)
    grid.setColumnStretch(1, 2)
    return grid
