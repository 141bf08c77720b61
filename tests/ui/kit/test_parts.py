from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QVBoxLayout, QWidget

from ui import theme
from ui.kit import focus_ring
from ui.kit.buttons import Kind, danger, icon_button, link, primary, quiet, secondary
from ui.kit.chip import Chip, ChipLabel, ChipTone
from ui.kit.empty_state import EmptyState
from ui.kit.focus_ring import FocusRing
from ui.kit.message_bar import Message, MessageBar
from ui.kit.page import KeyFigures, Page
from ui.kit.progress_strip import ProgressStrip
from ui.kit.segments import Segments
from ui.kit.side_panel import SidePanel
from ui.kit.text import Link, Sentences, Strong, label
from ui.tasks import TaskRunner
from ui.theme import Scheme, apply_theme


def test_a_label_never_reads_data_as_html(qtbot) -> None:
    made = label("<img src='file:///etc/passwd'> & Sons")
    qtbot.addWidget(made)
    assert Qt.TextFormat.PlainText == made.textFormat()


def test_sentences_escape_every_value(qtbot) -> None:
    made = Sentences(["On ", Link("<b>1 July", 'x"y'), " and ", Strong("<i>"), " & so on."])
    qtbot.addWidget(made)
    assert "&lt;b&gt;1 July" in made.text()
    assert "&lt;i&gt;" in made.text()
    assert "<i>" not in made.text()
    assert "On <b>1 July and <i> & so on." == made.accessibleName()


def test_a_link_in_a_sentence_gives_its_target_and_follows_the_scheme(
    qapp: QApplication, qtbot
) -> None:
    made = Sentences(["See ", Link("Camden", "council/CMD")])
    qtbot.addWidget(made)
    with qtbot.waitSignal(made.followed) as told:
        made.linkActivated.emit("council/CMD")
    assert ["council/CMD"] == told.args
    apply_theme(qapp, Scheme.DARK, 100)
    assert "#7CC0EC" in made.text()


@pytest.mark.parametrize("make", [primary, secondary, danger, quiet, link])
def test_every_kind_of_button_does_its_act(qtbot, make) -> None:
    done: list[int] = []
    made = make("Copy", lambda: done.append(1))
    qtbot.addWidget(made)
    made.click()
    assert [1] == done
    assert made.property("kind")


def test_an_icon_button_has_a_name_and_a_tip(qtbot) -> None:
    made = icon_button("close", "Close the panel")
    qtbot.addWidget(made)
    assert ("Close the panel", "Close the panel") == (made.accessibleName(), made.toolTip())
    assert Kind.ICON == made.property("kind")


def test_buttons_are_as_high_as_designed(qtbot, look) -> None:
    made = [primary("Approve"), secondary("Compare", icon="plus"), quiet("Copy"), danger("Erase…")]
    for button in made:
        qtbot.addWidget(button)
        assert 32 == button.sizeHint().height()


def test_a_banner_says_what_it_says_and_its_button_acts(qtbot) -> None:
    done: list[int] = []
    bar = MessageBar()
    qtbot.addWidget(bar)
    assert bar.isHidden()
    bar.show_message(
        Message.WARN,
        "1 decision needed",
        "The rules cover two.",
        action="Decide…",
        on_action=lambda: done.append(1),
        closable=True,
    )
    bar.button.click()
    assert [1] == done
    assert "1 decision needed. The rules cover two." == bar.accessibleName()
    with qtbot.waitSignal(bar.closed):
        bar.close_button.click()
    assert not bar.is_showing()


@pytest.mark.parametrize("kind", list(Message))
def test_every_kind_of_banner_is_drawn(qtbot, kind: Message) -> None:
    bar = MessageBar()
    qtbot.addWidget(bar)
    bar.show_message(kind, "A title", "A sentence.")
    assert not bar.grab().isNull()


def test_a_long_sentence_makes_the_banner_higher(qtbot) -> None:
    bar = MessageBar()
    qtbot.addWidget(bar)
    bar.show_message(Message.INFO, "A title", "words " * 60)
    assert bar.heightForWidth(400) > bar.heightForWidth(1200) + 20


def test_key_figures_read_as_one_line(qtbot) -> None:
    made = KeyFigures()
    qtbot.addWidget(made)
    made.set_figures([("27", "members"), ("1", "joining"), ("", "no gaps")])
    assert "27 members · 1 joining · no gaps" == made.accessibleName()
    assert not made.grab().isNull()


def test_a_low_window_gets_its_banner_as_a_button_in_the_header(qtbot) -> None:
    page = Page("Fees")
    qtbot.addWidget(page)
    done: list[int] = []
    page.resize(1000, 700)
    page.show()
    page.show_message(
        Message.WARN, "1 decision needed", action="Decide…", on_action=lambda: done.append(1)
    )
    assert page.message_bar.isVisible()
    page.resize(1000, 400)
    assert not page.message_bar.isVisible()
    [button] = [b for b in page.findChildren(QAbstractButton) if b.toolTip() == "1 decision needed"]
    assert button.isVisible()
    button.click()
    assert [1] == done
    page.message_bar.clear()
    assert not button.isVisible()


def test_a_panel_is_closed_by_its_button_and_by_escape(qtbot) -> None:
    panel = SidePanel("Why this fee", "Camden")
    qtbot.addWidget(panel)
    panel.body.addWidget(label("words"))
    panel.add_to_footer(primary("Save service"))
    panel.show()
    assert "Why this fee: Camden" == panel.accessibleName()
    assert 288 == panel.width()
    with qtbot.waitSignal(panel.closed):
        QTest.keyClick(panel, Qt.Key.Key_Escape)
    panel.show()
    with qtbot.waitSignal(panel.closed):
        panel.close_button.click()
    panel.clear()
    assert 0 == panel.body.count() + panel.footer.count()
    panel.set_wide(True)
    assert 376 == panel.minimumWidth()


def test_segments_keep_the_current_one_and_tell_of_another(qtbot) -> None:
    segments = Segments("Which members")
    qtbot.addWidget(segments)
    segments.show()
    told: list[str] = []
    segments.chosen.connect(told.append)
    segments.set_segments([("members", "Members", 27), ("all", "All", 35)])
    assert "members" == segments.current()
    segments.segment("all").click()
    segments.set_segments([("members", "Members", 28), ("all", "All", 1036), ("x", "Left", None)])
    assert "all" == segments.current()
    assert "All 1,036" == segments.segment("all").text()
    assert ["all"] == told
    segments.set_segments([("members", "Members", 28)])
    assert "members" == segments.current()
    assert ["all"] == told


def test_segments_are_walked_with_the_arrows(qtbot) -> None:
    segments = Segments("Which members")
    qtbot.addWidget(segments)
    segments.set_segments([("members", "Members", 27), ("all", "All", 35)])
    with qtbot.waitActive(segments):
        segments.show()
    segments.segment("members").setFocus()
    QTest.keyClick(segments.segment("members"), Qt.Key.Key_Right)
    assert "all" == segments.current()


@pytest.fixture
def runner(qapp) -> Iterator[TaskRunner]:
    made = TaskRunner()
    yield made
    made.close()


def test_the_strip_counts_and_its_button_stops(runner: TaskRunner, qtbot) -> None:
    strip = ProgressStrip(runner)
    window = QWidget()
    QVBoxLayout(window).addWidget(strip)
    qtbot.addWidget(window)
    window.show()

    def work(progress) -> None:
        while True:
            progress(12, 27)

    runner.start(work, lambda _: None, "Making PDFs", stop_note="PDFs already made are kept.")
    qtbot.waitUntil(strip.isVisible)
    qtbot.waitUntil(lambda: strip.text == "Making PDFs: 12 of 27")
    with qtbot.waitSignal(runner.finished):
        strip.stop_button.click()
    assert not strip.isVisible()


def test_short_work_shows_no_strip(runner: TaskRunner, qtbot) -> None:
    strip = ProgressStrip(runner)
    qtbot.addWidget(strip)
    with qtbot.waitSignal(runner.finished):
        runner.start(lambda progress: None, lambda _: None, "Making PDFs")
    assert strip.isHidden()


def test_an_empty_page_offers_what_to_do(qtbot) -> None:
    done: list[str] = []
    made = EmptyState(
        "payments",
        "Nothing has been paid yet",
        "Import the file your bank gives you.",
        act=("Import a bank file…", lambda: done.append("import")),
        other=("Enter a payment", lambda: done.append("enter")),
        question=("What happens then?", lambda: done.append("ask")),
    )
    qtbot.addWidget(made)
    for button in made.findChildren(QAbstractButton):
        button.click()
    assert ["import", "enter", "ask"] == done
    assert not made.grab().isNull()


def test_a_chip_is_named_by_its_words_and_grows_with_the_text(qapp: QApplication, qtbot) -> None:
    made = ChipLabel(Chip("Joining", ChipTone.INFO, "clock"))
    qtbot.addWidget(made)
    assert "Joining" == made.accessibleName()
    small = made.sizeHint()
    assert 20 == small.height()
    apply_theme(qapp, Scheme.LIGHT, 200)
    assert 40 == made.sizeHint().height()
    assert made.sizeHint().width() > 1.8 * small.width()


@pytest.fixture
def ring(qapp: QApplication) -> Iterator[FocusRing]:
    made = FocusRing(qapp)
    yield made
    qapp.focusChanged.disconnect(made._focus_changed)
    theme.current().changed.disconnect(made._place)
    made.deleteLater()


def test_the_ring_goes_round_what_tab_reaches_but_not_what_is_clicked(
    ring: FocusRing, qtbot
) -> None:
    window = QWidget()
    column = QVBoxLayout(window)
    field, first, second = QLineEdit(), secondary("Compare"), primary("Approve")
    for widget in (field, first, second):
        column.addWidget(widget)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
    field.setFocus()
    assert ring.target is None
    QTest.keyClick(field, Qt.Key.Key_Tab)
    assert first is ring.target
    overlay = ring.overlay
    assert overlay is not None
    assert overlay.isVisible()
    assert first.geometry().adjusted(-4, -4, 4, 4) == overlay.geometry()
    window.resize(500, 400)
    qtbot.waitUntil(lambda: first.geometry().adjusted(-4, -4, 4, 4) == overlay.geometry())
    first.hide()
    assert second is ring.target
    field.setFocus()
    assert not overlay.isVisible()


def test_a_field_has_the_ring_only_while_it_has_a_problem(qtbot) -> None:
    field = QLineEdit()
    qtbot.addWidget(field)
    assert not focus_ring.wears_ring(field)
    field.setProperty("problem", "blocks")
    assert focus_ring.wears_ring(field)
    assert not focus_ring.wears_ring(QLabel())
