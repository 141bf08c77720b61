"""The section Letterhead of the settings: a logo, a colour, standing texts, and the page that they make."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from loti_admin.documents.preview import page_images
from loti_admin.domain.letterhead import logo_of
from loti_admin.services.letterhead import read_logo
from loti_admin.services.settings import setting
from tests.ui.session_builders import TODAY, open_session
from ui.dialogs.settings import SettingsDialog
from ui.kit.picture_field import PictureEditor
from ui.session import Session
from ui.theme import Scheme, apply_theme


@pytest.fixture
def session() -> Iterator[Session]:
    with open_session() as made:
        yield made


@pytest.fixture
def dialog(qtbot, session: Session) -> SettingsDialog:
    """On its section, over a window that is wide enough for the page."""
    return opened(qtbot, session, 1366)


def opened(qtbot, session: Session, width: int) -> SettingsDialog:
    parent = QWidget()
    parent.resize(width, 740)
    qtbot.addWidget(parent)
    parent.show()
    made = SettingsDialog(session, parent, "letterhead")
    # Nothing else holds the window, and it would take the dialog with it.
    made.owner = parent  # type: ignore[attr-defined]
    made.open()
    return made


@pytest.fixture
def red(tmp_path: Path) -> Path:
    """A picture that is red all over."""
    image = QImage(600, 200, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    image.save(str(tmp_path / "logo.png"))
    return tmp_path / "logo.png"


def save(dialog: SettingsDialog) -> None:
    QTest.mouseClick(dialog.act_button, Qt.MouseButton.LeftButton)


def choose(dialog: SettingsDialog, path: Path) -> None:
    editor = dialog.form.editor("logo")
    QTest.mouseClick(editor.choose_button, Qt.MouseButton.LeftButton)
    (asked,) = dialog.findChildren(QFileDialog)
    asked.fileSelected.emit(str(path))
    asked.close()


def shown_pdf(dialog: SettingsDialog) -> bytes:
    pdf: Any = dialog.preview.page._pdf
    return bytes(pdf)


def has_colour(pdf: bytes, colour: tuple[int, int, int]) -> bool:
    """Whether any point of the first page has just this colour."""
    _, _, pixels = page_images(pdf)[0]
    red, green, blue = colour
    return bytes((blue, green, red, 255)) in pixels


def test_a_logo_is_seen_before_it_is_saved_and_kept(
    dialog: SettingsDialog, session: Session, red: Path, qtbot
) -> None:
    assert dialog.preview.isVisible()
    assert not has_colour(shown_pdf(dialog), (255, 0, 0))
    choose(dialog, red)
    qtbot.waitUntil(lambda: has_colour(shown_pdf(dialog), (255, 0, 0)))
    assert "" == setting(session.register, "logo", TODAY)
    save(dialog)
    assert not dialog.isVisible()
    assert logo_of(setting(session.register, "logo", TODAY)).startswith(b"\x89PNG")
    session.undo()
    assert "" == setting(session.register, "logo", TODAY)


def test_a_logo_is_taken_out_again(
    dialog: SettingsDialog, session: Session, red: Path, qtbot
) -> None:
    editor: PictureEditor = dialog.form.editor("logo")
    assert editor.remove_button.isHidden()
    editor.set_chosen(read_logo(red))
    assert not editor.thumbnail.picture.isNull()
    save(dialog)
    again = opened(qtbot, session, 1366)
    editor = again.form.editor("logo")
    QTest.mouseClick(editor.remove_button, Qt.MouseButton.LeftButton)
    assert editor.thumbnail.picture.isNull()
    save(again)
    assert "" == setting(session.register, "logo", TODAY)


def test_a_file_that_is_no_picture_is_told_beside_the_field(
    dialog: SettingsDialog, tmp_path: Path
) -> None:
    (tmp_path / "letter.png").write_text("Dear all")
    choose(dialog, tmp_path / "letter.png")
    assert ["Logo: The file is not a PNG or JPEG picture. Choose another."] == (
        dialog.form.summary.sentences()
    )
    assert "" == dialog.form.editor("logo").value()
    dialog.reject()


def test_the_page_follows_the_typing(dialog: SettingsDialog, qtbot) -> None:
    before = shown_pdf(dialog)
    QTest.keyClicks(dialog.form.editor("accent colour"), "#7A1FA2")
    qtbot.waitUntil(lambda: has_colour(shown_pdf(dialog), (0x7A, 0x1F, 0xA2)))
    assert not has_colour(before, (0x7A, 0x1F, 0xA2))
    QTest.keyClicks(dialog.form.editor("accent colour"), "x")
    qtbot.waitUntil(lambda: not has_colour(shown_pdf(dialog), (0x7A, 0x1F, 0xA2)))


@pytest.mark.parametrize(
    ("key", "text", "words"),
    [
        ("accent colour", "#FFD700", "dark enough to be read on white paper"),
        ("invoice note", "Thank you \N{PARTY POPPER}", "holds 🎉 (party popper)"),
        ("invoice note", "\n".join("word" for _ in range(80)), "too long to be read on the page"),
    ],
)
def test_what_no_page_can_show_is_not_saved(
    dialog: SettingsDialog, session: Session, key: str, text: str, words: str
) -> None:
    dialog.form.editor(key).set_value(text)
    save(dialog)
    assert dialog.isVisible()
    assert any(words in sentence for sentence in dialog.form.summary.sentences())
    assert "" == setting(session.register, key, TODAY)
    dialog.reject()
    dialog.reject()


def test_the_e_mails_are_seen_filled_in_as_they_are_typed(dialog: SettingsDialog, qtbot) -> None:
    dialog.sections.choose("e-mails")
    shown = dialog.preview.emails
    assert shown.isVisible()
    assert "Subject: LOTI membership 2026-27: LOTI-2026-0001" in shown.toPlainText()
    assert "Send us the number of the order by 25 June 2026." in shown.toPlainText()
    dialog.form.editor("e-mail text").set_value("")
    QTest.keyClicks(dialog.form.editor("e-mail text"), "Hello {organisation} {nobody}")
    qtbot.waitUntil(lambda: "Hello Example council {nobody}" in shown.toPlainText())
    save(dialog)
    assert any("{nobody}, which stands for nothing" in s for s in dialog.form.summary.sentences())
    dialog.reject()
    dialog.reject()


def test_only_what_belongs_to_the_page_has_it_beside(dialog: SettingsDialog) -> None:
    dialog.sections.choose("ledger")
    assert not dialog.preview.isVisible()
    dialog.sections.choose("bank")
    assert dialog.preview.isVisible()


def test_a_narrow_window_or_large_text_leaves_the_page_out(
    session: Session, qtbot, qapp: QApplication
) -> None:
    narrow = opened(qtbot, session, 1000)
    assert not narrow.preview.isVisible()
    narrow.reject()
    apply_theme(qapp, Scheme.LIGHT, 200)
    large = opened(qtbot, session, 1366)
    assert not large.preview.isVisible()
    large.reject()
