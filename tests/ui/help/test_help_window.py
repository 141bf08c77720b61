"""The guide in its window: F1, contents, find, links, back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QImage, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.ui.session_builders import a_register
from tests.ui.window_builders import a_window, settle
from ui import theme
from ui.help.guide import Guide
from ui.help.reader import Reader
from ui.help.window import HelpWindow
from ui.pages import PAGES
from ui.theme import Scheme, apply_theme

IMAGE = QTextDocument.ResourceType.ImageResource.value


@pytest.fixture
def help_window(qtbot) -> Iterator[HelpWindow]:
    owner = QWidget()
    qtbot.addWidget(owner)
    owner.show()
    window = HelpWindow(Guide(), owner)
    window.bring_up("members")
    settle()
    yield window
    window.close()


def opened() -> HelpWindow:
    [found] = [w for w in QApplication.topLevelWidgets() if isinstance(w, HelpWindow)]
    return found


def test_f1_opens_the_help_of_the_page_in_front(tmp_path: Path) -> None:
    with a_window(tmp_path, a_register(), pages=PAGES) as window:
        for spec in PAGES:
            window.pages.show_page(spec.key)
            window.activateWindow()
            settle()
            QTest.keyClick(window, Qt.Key.Key_F1)
            settle()
            assert opened().isVisible()
            assert opened().current == spec.key


def test_f1_on_the_first_screen_says_how_to_begin(tmp_path: Path) -> None:
    with a_window(tmp_path, empty=True) as window:
        QTest.keyClick(window, Qt.Key.Key_F1)
        settle()
        assert opened().current == "start"
        window.commands.run("help.trouble")
        assert opened().current == "when-something-goes-wrong"


def test_f1_in_a_dialog_opens_the_help_which_can_be_read_beside_it(tmp_path: Path) -> None:
    with a_window(tmp_path, a_register(), pages=PAGES) as window:
        window.pages.show_page("members")
        window.commands.run("file.settings")
        dialog = QApplication.activeModalWidget()
        assert dialog is not None
        QTest.keyClick(dialog, Qt.Key.Key_F1)
        settle()
        assert opened().current == "members"
        assert dialog.isVisible()
        opened().list.setCurrentRow(0)
        QTest.keyClick(opened().list, Qt.Key.Key_Return)
        assert opened().current == opened().guide.pages[0].key
        dialog.close()


def test_a_page_is_chosen_from_the_contents_and_left_again(help_window: HelpWindow) -> None:
    assert not help_window.back_button.isEnabled()
    help_window.list.setCurrentRow(0)
    QTest.keyClick(help_window.list, Qt.Key.Key_Return)
    assert help_window.current == help_window.guide.pages[0].key
    QTest.mouseClick(help_window.back_button, Qt.MouseButton.LeftButton)
    assert help_window.current == "members"
    assert not help_window.back_button.isEnabled()


def test_a_link_leads_to_another_page_and_nowhere_else(help_window: HelpWindow) -> None:
    help_window.reader.anchorClicked.emit(QUrl("fees.md"))
    assert help_window.current == "fees"
    for address in ("../architecture.md", "file:///etc/passwd", "http://example.org/x.md", "no.md"):
        help_window.reader.anchorClicked.emit(QUrl(address))
        assert help_window.current == "fees"
    QTest.keyClick(help_window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert help_window.current == "members"


def test_the_guide_is_found_in_as_one_types(help_window: HelpWindow) -> None:
    everything = help_window.list.count()
    QTest.keyClicks(help_window.find_field, "main representative")
    assert 0 < help_window.list.count() < everything
    QTest.keyClick(help_window.find_field, Qt.Key.Key_Return)
    assert help_window.reader.textCursor().selectedText().casefold() == "main"
    QTest.keyClicks(help_window.find_field, " xyzzy")
    assert help_window.list.count() == 0
    assert help_window.none.isVisible()
    QTest.keyClick(help_window.find_field, Qt.Key.Key_Escape)
    assert help_window.list.count() == everything
    QTest.keyClick(help_window, Qt.Key.Key_Escape)
    assert not help_window.isVisible()


def test_every_page_is_drawn_in_both_schemes_and_at_200_percent(
    qapp: QApplication, help_window: HelpWindow
) -> None:
    for scheme, scale in ((Scheme.DARK, 100), (Scheme.LIGHT, 200)):
        apply_theme(qapp, scheme, scale)
        for page in help_window.guide.pages:
            help_window.show_page(page.key)
            assert page.title in help_window.reader.toPlainText()
            assert help_window.reader.horizontalScrollBar().maximum() == 0
        ink = help_window.reader.textCursor().charFormat().foreground().color()
        assert ink == theme.current().colour("text")


def test_only_pictures_of_the_documentation_are_loaded(tmp_path: Path, qtbot) -> None:
    for name in ("guide", "pictures"):
        (tmp_path / name).mkdir()
    picture = QImage(40, 20, QImage.Format.Format_RGB32)
    for name in ("guide/in.png", "pictures/beside.png", "out.png"):
        assert picture.save(str(tmp_path / name))
    reader = Reader(tmp_path / "guide")
    qtbot.addWidget(reader)
    for address in ("in.png", "../pictures/beside.png"):
        assert isinstance(reader.loadResource(IMAGE, QUrl(address)), QImage)
    for address in ("../out.png", f"file://{tmp_path / 'out.png'}", "http://example.org/in.png"):
        assert reader.loadResource(IMAGE, QUrl(address)) is None


def test_a_wide_picture_is_drawn_as_wide_as_the_text(tmp_path: Path, qtbot) -> None:
    assert QImage(3000, 400, QImage.Format.Format_RGB32).save(str(tmp_path / "wide.png"))
    reader = Reader(tmp_path)
    qtbot.addWidget(reader)
    reader.resize(500, 400)
    reader.show()
    reader.show_markdown("# Title\n\n![Wide](wide.png)\n\nText.\n")
    assert reader.horizontalScrollBar().maximum() == 0
    before = reader.document().size().height()
    reader.resize(300, 400)
    qtbot.waitUntil(lambda: reader.document().size().height() < before)
    assert reader.horizontalScrollBar().maximum() == 0
