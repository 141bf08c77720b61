from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from loti_admin.errors import Conflict, Invalid, Problem
from ui.kit.dialog import ConfirmDialog, FormDialog, Line, MessageDialog
from ui.kit.fields import TextField
from ui.kit.form import RecordForm


@dataclass(frozen=True, kw_only=True)
class Person:
    name: str = "Zoe"


@pytest.fixture
def window(qtbot) -> QWidget:
    made = QWidget()
    made.resize(900, 600)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
    return made


def a_form_dialog(window: QWidget, on_act) -> FormDialog[Person]:
    form: RecordForm[Person] = RecordForm(
        (TextField(key="name", label="Name", required="Type a name."),)
    )
    form.load(Person())
    dialog = FormDialog("Who is it?", form, "Save person", on_act, window)
    dialog.open()
    return dialog


def test_a_question_shows_its_numbers_and_names_the_act(window: QWidget, qtbot) -> None:
    done: list[bool] = []
    dialog = ConfirmDialog(
        "Issue 27 invoices of £936,000.00?",
        "Issue 27 invoices",
        lambda: done.append(True),
        window,
        sentence="They cannot be changed.",
        lines=[Line("Net", "780,000.00"), Line("To pay", "936,000.00", strong=True)],
        warnings=["2 have no purchase order."],
    )
    dialog.open()
    words = {label.text() for label in dialog.findChildren(QLabel)}
    assert {"Net", "780,000.00", "To pay", "2 have no purchase order."} <= words
    assert "Issue 27 invoices of £936,000.00?" == dialog.windowTitle()
    assert "Issue 27 invoices" == dialog.act_button.text()
    qtbot.waitUntil(dialog.not_now_button.hasFocus)
    dialog.act_button.click()
    assert [True] == done


def test_escape_and_not_yet_do_nothing(window: QWidget, qtbot) -> None:
    done: list[bool] = []
    dialog = ConfirmDialog("Erase?", "Erase", lambda: done.append(True), window, danger=True)
    dialog.open()
    with qtbot.waitSignal(dialog.rejected):
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert [] == done


def test_the_window_is_veiled_while_a_question_is_open(window: QWidget) -> None:
    dialog = ConfirmDialog("Erase?", "Erase", lambda: None, window)
    before = len(window.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly))
    dialog.open()
    veil = dialog._scrim
    assert veil is not None
    assert window.rect() == veil.geometry()
    window.resize(700, 500)
    assert window.rect() == veil.geometry()
    dialog.not_now_button.click()
    assert dialog._scrim is None
    assert before >= 1


def test_a_form_gives_its_record_to_the_act_and_closes(window: QWidget, qtbot) -> None:
    saved: list[Person] = []
    dialog = a_form_dialog(window, saved.append)
    dialog.form.editor("name").setText("Ana")
    with qtbot.waitSignal(dialog.accepted):
        QTest.keyClick(dialog.form.editor("name"), Qt.Key.Key_Return)
    assert [Person(name="Ana")] == saved


def test_what_was_typed_stays_when_the_form_has_problems(window: QWidget) -> None:
    dialog = a_form_dialog(window, lambda person: None)
    dialog.form.editor("name").setText("")
    dialog.act_button.click()
    assert dialog.isVisible()
    assert ["Name: Type a name."] == dialog.form.summary.sentences()


def test_a_refusal_by_the_act_is_told_in_the_form(window: QWidget) -> None:
    def refuse(person: Person) -> None:
        raise Invalid([Problem("This name is taken.", field="name")])

    def conflict(person: Person) -> None:
        raise Conflict("Look at it again.")

    dialog = a_form_dialog(window, refuse)
    dialog.act_button.click()
    assert ["Name: This name is taken."] == dialog.form.summary.sentences()
    other = a_form_dialog(window, conflict)
    other.act_button.click()
    assert ["Look at it again."] == other.form.summary.sentences()
    assert "Not saved" == other.form.summary.title


def test_what_was_typed_is_never_dropped_in_silence(window: QWidget, qtbot) -> None:
    dialog = a_form_dialog(window, lambda person: None)
    QTest.keyClicks(dialog.form.editor("name"), "x")
    dialog.cancel_button.click()
    assert dialog.isVisible()
    assert dialog.discard_button.isVisible()
    dialog.keep_button.click()
    assert dialog.act_button.isVisible()
    dialog.cancel_button.click()
    with qtbot.waitSignal(dialog.rejected):
        dialog.discard_button.click()


def test_an_untouched_form_closes_at_once(window: QWidget, qtbot) -> None:
    dialog = a_form_dialog(window, lambda person: None)
    with qtbot.waitSignal(dialog.rejected):
        dialog.cancel_button.click()


def test_a_dialog_is_never_larger_than_its_window(window: QWidget, qtbot) -> None:
    window.resize(400, 300)
    dialog = MessageDialog("A title", "words " * 400, window)
    dialog.open()
    qtbot.waitUntil(lambda: dialog.height() <= 300 and dialog.width() <= 400)
