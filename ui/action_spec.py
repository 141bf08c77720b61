"""What a command of the window is: one row of the catalogue in `ui.actions`."""

from dataclasses import dataclass

from PySide6.QtGui import QKeySequence

Key = QKeySequence.StandardKey


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """A command, by its place in the menus.

    `menu` is a menu's key, or the key of another row that is a `submenu`. `writes` means that it needs a register that
    can be edited. A command of a page ("members.edit") can be used while that page is shown; with `anywhere` also from
    another page, and the frame then shows the page first. `choice` marks one of several of which one is ticked.
    """

    key: str
    text: str
    menu: str
    tip: str
    shortcut: Key | str | None = None
    icon: str = ""
    writes: bool = False
    separator_before: bool = False
    anywhere: bool = False
    submenu: bool = False
    choice: bool = False
