"""The catalogue of commands: words, tips, keys; and that nothing stands in a menu without work behind it."""

from collections import Counter
from pathlib import Path

import pytest
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QMenu

from tests.ui.session_builders import a_register
from tests.ui.window_builders import a_window
from ui import icons
from ui.actions import ACTIONS, MENUS, ActionSpec, action_spec
from ui.commands import Commands
from ui.main_window import MainWindow
from ui.menus import all_entries
from ui.pages import PAGES
from ui.view_actions import page_rows

ROWS = (*page_rows(PAGES), *ACTIONS)
COMMANDS = [row for row in ROWS if not row.submenu]


def keys_of(row: ActionSpec) -> list[str]:
    if isinstance(row.shortcut, QKeySequence.StandardKey):
        return [key.toString() for key in QKeySequence.keyBindings(row.shortcut)]
    return [QKeySequence(row.shortcut).toString()] if row.shortcut else []


def test_no_key_is_used_twice() -> None:
    keys = Counter(key for row in COMMANDS for key in set(keys_of(row)))
    assert {key: number for key, number in keys.items() if number > 1} == {}


def test_every_shortcut_is_a_key_that_exists() -> None:
    typed = [row for row in COMMANDS if isinstance(row.shortcut, str)]
    assert [row.key for row in typed if not all(keys_of(row))] == []


def test_no_row_stands_twice_and_each_has_words_a_tip_and_a_menu() -> None:
    assert max(Counter(row.key for row in ROWS).values()) == 1
    places = {key for key, _ in MENUS} | {row.key for row in ROWS if row.submenu}
    wanting = [row.key for row in ROWS if not (row.text and row.tip and row.menu in places)]
    assert wanting == []


def test_tips_are_whole_words_without_a_full_stop() -> None:
    odd = [row.key for row in ROWS if row.tip.endswith(".") or not row.tip[0].isupper()]
    assert odd == []


def test_every_icon_exists() -> None:
    used = {row.icon for row in ROWS} - {""}
    assert used <= set(icons.names())


SUBMENUS = [row.key for row in ROWS if row.submenu]


@pytest.mark.parametrize("menu", [*(key for key, _ in MENUS), *SUBMENUS])
def test_no_letter_opens_two_entries_of_one_menu(menu: str) -> None:
    letters = Counter(
        row.text[row.text.index("&") + 1].casefold()
        for row in ROWS
        if row.menu == menu and "&" in row.text
    )
    assert {letter: number for letter, number in letters.items() if number > 1} == {}


def test_no_letter_opens_two_menus() -> None:
    letters = Counter(title[title.index("&") + 1].casefold() for _, title in MENUS)
    assert {letter: number for letter, number in letters.items() if number > 1} == {}


def test_a_row_is_found_by_its_key() -> None:
    assert action_spec("edit.undo").text == "&Undo"
    with pytest.raises(KeyError):
        action_spec("edit.nothing")


def entries(window: MainWindow) -> list[QAction]:
    found: list[QAction] = []
    for action in window.menu_row.bar.actions():
        menu = action.menu()
        assert isinstance(menu, QMenu)
        found += all_entries(menu)
    return found


def test_every_entry_of_the_menus_has_work_behind_it(tmp_path: Path) -> None:
    with a_window(tmp_path) as window:
        by_key = {spec.key: spec for spec in window.commands.specs}
        named = [entry for entry in entries(window) if entry.objectName()]
        assert len(named) > 40
        assert [
            e.text() for e in named if not window.commands.has_work(by_key[e.objectName()])
        ] == []


def test_every_row_of_the_frame_is_provided(tmp_path: Path) -> None:
    with a_window(tmp_path, pages=PAGES, empty=True) as window:
        rows = [row for row in COMMANDS if row.key.partition(".")[0] not in window.pages.specs]
        assert [row.key for row in rows if not window.commands.has_work(row)] == []


DIALOGS = {
    "file.settings": "Settings",
    "file.preferences": "Preferences",
    "year.schedule": "Fee schedule 2026-27",
    "year.start": "Start 2027-28?",
    "tools.check": "The register is in order",
    "help.shortcuts": "Keyboard shortcuts",
    "help.where": "Where is my data?",
    "help.about": "LOTI Admin",
    "file.open": "Open a register",
    "file.new": "Start a new register",
    "file.import": "Import a workbook",
    "file.template": "Save the import template",
    "file.workbook": "Export the budget workbook",
}


@pytest.mark.parametrize("key", DIALOGS)
def test_a_command_opens_its_dialog(key: str, tmp_path: Path) -> None:
    with a_window(tmp_path) as window:
        window.commands.run(key)
        dialog = QApplication.activeModalWidget()
        assert dialog is not None
        assert dialog.windowTitle() == DIALOGS[key]
        dialog.close()


def test_what_writes_cannot_be_used_while_reading_only(tmp_path: Path) -> None:
    register = a_register()
    register.read_only = True
    with a_window(tmp_path, register) as window:
        writing = [row for row in COMMANDS if row.writes]
        assert writing
        assert not any(window.commands.actions[row.key].isEnabled() for row in writing)


def test_without_a_register_only_what_needs_none_can_be_used(tmp_path: Path) -> None:
    with a_window(tmp_path, empty=True) as window:
        usable = {key for key, action in window.commands.actions.items() if action.isEnabled()}
        assert {"file.new", "file.open", "help.about", "view.theme-dark"} <= usable
        assert usable.isdisjoint({"file.settings", "year.start", "edit.find-anything"})


def test_a_command_of_another_page_shows_that_page_first(tmp_path: Path) -> None:
    ran: list[str] = []
    with a_window(tmp_path) as window:
        page = window.pages.page("edit")
        page.commands = lambda: {"edit.save": lambda: ran.append("saved")}  # type: ignore[method-assign]
        spec = ActionSpec("edit.save", "Save", "edit", "Save", anywhere=True)
        commands = Commands(window, window.session, ["edit"], (spec,))
        commands.page_asked.connect(
            lambda key, command: (
                (window.pages.show_page(key), commands.set_page(page))
                and commands.run_on_page(command)
            )
        )
        commands.refresh()
        commands.run("edit.save")
        assert window.pages.current is page
        assert ran == ["saved"]
