"""The guide itself: complete, consistent with the window, in the officer's words."""

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QKeySequence

from ui.actions import ACTIONS, MENUS
from ui.dialogs.preferences import SECTIONS as PREFERENCES
from ui.dialogs.settings import SECTIONS as SETTINGS
from ui.dialogs.shortcuts import bare
from ui.help.guide import GUIDE, START, TROUBLE, Guide
from ui.pages import PAGES

PAGE_KEYS = [page.key for page in Guide().pages]
EACH = pytest.mark.parametrize("key", PAGE_KEYS)
# Keys that lists, forms and the help window know by themselves.
OWN_KEYS = {"F10", "Ctrl+C", "Ctrl+D", "Ctrl+V", "Ctrl+X", "Ctrl+A", "Alt+Left", "Shift+Tab"}


def text_of(key: str) -> str:
    page = Guide().page(key)
    assert page is not None
    return page.markdown


@pytest.mark.parametrize("key", [page.key for page in PAGES])
def test_every_page_of_the_window_has_its_page(key: str) -> None:
    assert key in PAGE_KEYS


def test_what_the_help_menu_opens_is_there() -> None:
    assert {START, TROUBLE, "the-year", "keyboard"} <= set(PAGE_KEYS)


def test_every_file_is_in_the_contents_once() -> None:
    files = sorted(path.stem for path in GUIDE.glob("*.md") if path.stem != "README")
    assert sorted(PAGE_KEYS) == files


@EACH
def test_a_page_begins_with_its_title_and_is_short_enough_to_be_read(key: str) -> None:
    page = Guide().page(key)
    assert page is not None
    assert page.markdown.startswith(f"# {page.title}\n")
    assert 200 <= len(page.words.split()) <= 500


@EACH
def test_every_link_leads_to_a_file_of_the_guide(key: str) -> None:
    targets = re.findall(r"\]\(([^)]+)\)", text_of(key))
    assert [target for target in targets if not (GUIDE / target).is_file()] == []


@EACH
def test_every_menu_entry_that_is_named_is_in_that_menu(key: str) -> None:
    """Written as *File, Export ledger file*, or with a section of a dialog: *File, Preferences, Backups*."""
    menus = {bare(title): menu for menu, title in MENUS}
    sections = {title for _, title, _ in PREFERENCES} | {section.title for section in SETTINGS}
    wrong = []
    for named in re.findall(r"\*([A-Z][a-z]+, [^*]+)\*", text_of(key).replace("\n", " ")):
        title, entry, *more = named.split(", ")
        entries = {
            bare(row.text) for row in ACTIONS if row.menu.partition(".")[0] == menus.get(title)
        }
        if entry not in entries or not set(more) <= sections:
            wrong.append(named)
    assert wrong == []


def test_every_shortcut_that_is_named_is_one() -> None:
    known = OWN_KEYS | {f"Ctrl+{number}" for number in range(1, 10)}
    for row in ACTIONS:
        if isinstance(row.shortcut, str):
            known.add(row.shortcut)
        elif row.shortcut is not None:
            bindings = QKeySequence.keyBindings(row.shortcut)
            known |= {keys.toString() for keys in bindings}
    known |= {
        "Ctrl+Y",
        "Ctrl+Shift+Z",
        "Ctrl+Z",
        "Shift+F10",
    }  # by the system; one of them is bound
    pattern = r"(?:(?:Ctrl|Alt|Shift)\+)+(?:PgUp|PgDown|Left|Tab|F\d+|[A-Z0-9,+-])|\bF\d+\b"
    named = {keys for key in PAGE_KEYS for keys in re.findall(pattern, text_of(key))}
    assert sorted(named - known) == []


@EACH
def test_the_words_are_those_of_the_window(key: str) -> None:
    pattern = r"(?i)\b(please|sorry|invalid|illegal|an error occurred|abort|fatal|simply click)\b"
    assert re.findall(pattern, text_of(key).replace("simply wrong", "")) == []


def test_a_page_is_found_by_its_words_titles_first() -> None:
    guide = Guide()
    assert guide.find("invoices")[0].page.key == "invoices"
    assert "backup" in guide.find("BACKUP folder")[0].around.casefold()
    assert guide.find("xyzzy") == []
    assert guide.find("  ") == []


def test_a_guide_that_was_left_behind_is_empty(tmp_path: Path) -> None:
    assert Guide(tmp_path).pages == ()
