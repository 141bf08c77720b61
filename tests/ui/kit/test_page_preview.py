import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from ui.kit.page_preview import ZOOMS, PagePreview


def a_pdf(pages: int = 1) -> bytes:
    """Red first, then blue pages."""
    canvas = Canvas("", pagesize=A4)
    for number in range(pages):
        canvas.setFillColorRGB(*((1, 0, 0) if number == 0 else (0, 0, 1)))
        canvas.rect(0, 0, *A4, stroke=0, fill=1)
        canvas.showPage()
    return bytes(canvas.getpdfdata())


@pytest.fixture
def preview(qtbot) -> PagePreview:
    made = PagePreview("Select a row to see its page.")
    qtbot.addWidget(made)
    made.resize(444, 640)
    with qtbot.waitActive(made):
        made.show()
    return made


def colour(preview: PagePreview) -> str:
    image = preview._paper.picture.toImage()
    return str(image.pixelColor(image.width() // 2, image.height() // 2).name())


def keys(preview: PagePreview, *pressed: Qt.Key) -> None:
    preview.focus_page()
    for key in pressed:
        QTest.keyClick(QApplication.focusWidget(), key)


def test_the_whole_page_is_shown_in_its_colours(preview: PagePreview) -> None:
    preview.show_pdf("Camden", a_pdf())
    QApplication.processEvents()
    assert ("Camden", "page 1 of 1") == (preview.title.text(), preview.place.text())
    assert "#ff0000" == colour(preview)
    size, room = preview._paper.sizeHint(), preview._scroll.viewport().size()
    assert size.width() <= room.width()
    assert size.height() <= room.height()
    assert size.width() >= room.width() - 2 or size.height() >= room.height() - 2
    assert not preview.after_button.isVisible()


def test_pages_are_turned_by_button_and_key(preview: PagePreview) -> None:
    preview.show_pdf("Camden", a_pdf(2))
    assert "page 1 of 2" == preview.place.text()
    assert not preview.before_button.isEnabled()
    QTest.mouseClick(preview.after_button, Qt.MouseButton.LeftButton)
    assert (2, "page 2 of 2") == (preview.page, preview.place.text())
    assert "#0000ff" == colour(preview)
    assert not preview.after_button.isEnabled()
    keys(preview, Qt.Key.Key_PageUp)
    assert 1 == preview.page
    keys(preview, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
    assert 2 == preview.page


def test_a_page_can_be_made_larger_and_whole_again(preview: PagePreview) -> None:
    preview.show_pdf("Camden", a_pdf())
    whole = preview._paper.sizeHint().width()
    keys(preview, Qt.Key.Key_Plus)
    assert preview.percent in ZOOMS
    assert preview._paper.sizeHint().width() > whole
    for _ in ZOOMS:
        preview.larger_button.click()
    assert ZOOMS[-1] == preview.percent
    assert not preview.larger_button.isEnabled()
    keys(preview, Qt.Key.Key_Minus)
    assert ZOOMS[-2] == preview.percent
    keys(preview, Qt.Key.Key_0)
    assert preview.percent is None
    assert whole == preview._paper.sizeHint().width()


def test_escape_closes_and_the_printer_prints(preview: PagePreview, qtbot) -> None:
    preview.show_pdf("Camden", a_pdf())
    with qtbot.waitSignal(preview.closed):
        keys(preview, Qt.Key.Key_Escape)
    with qtbot.waitSignal(preview.print_asked):
        preview.print_button.click()


def test_without_a_page_it_says_what_to_do(preview: PagePreview) -> None:
    assert preview._nothing.isVisible()
    preview.show_pdf("Camden", a_pdf())
    assert not preview._nothing.isVisible()
    preview.show_nothing()
    assert (0, 0, "") == (preview.page, preview.pages, preview.place.text())
    assert not preview.print_button.isVisible()
    preview.turn(1)
    preview.zoom(1)
    assert 0 == preview.page
