import sys

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from loti_admin.errors import Cancelled, Conflict, NothingToDo
from ui.errors import CrashHandler, crash_report, reporting
from ui.kit.dialog import MessageDialog
from ui.kit.message_bar import Message
from ui.kit.page import Page


@pytest.fixture
def page(qtbot) -> Page:
    made = Page("Members")
    qtbot.addWidget(made)
    return made


def test_a_refusal_is_told_on_the_page_it_happened_on(page: Page) -> None:
    inner = QWidget()
    QVBoxLayout(inner)
    page.body.addWidget(inner)
    with reporting(inner):
        raise Conflict("Camden was changed meanwhile. Look at it again.")
    assert "Camden was changed meanwhile. Look at it again." == page.message_bar.title
    assert Message.ERROR == page.message_bar.kind


def test_what_is_no_failure_is_no_error(page: Page) -> None:
    with reporting(page):
        raise NothingToDo("All 27 invoices have their PDFs.")
    assert Message.INFO == page.message_bar.kind


def test_stopping_is_silent(page: Page) -> None:
    with reporting(page):
        raise Cancelled("Stopped.")
    assert not page.message_bar.is_showing()


def test_without_a_page_a_dialog_tells_it(qtbot) -> None:
    alone = QWidget()
    qtbot.addWidget(alone)
    alone.show()
    with reporting(alone):
        raise Conflict("Look at it again.")
    [dialog] = alone.findChildren(MessageDialog)
    assert "Look at it again." == dialog.sentence.text()
    dialog.close_button.click()


def test_a_fault_of_ours_goes_to_the_excepthook(page: Page, monkeypatch) -> None:
    caught: list[type[BaseException]] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, error, trace: caught.append(kind))
    with reporting(page):
        raise KeyError("Camden")
    assert [KeyError] == caught
    assert not page.message_bar.is_showing()


def a_fault() -> BaseException:
    def inner() -> None:
        name = "Zoë Adeyemi owes £30,000.00"
        raise KeyError(name)

    try:
        try:
            inner()
        except KeyError as error:
            raise ValueError("zoe@example.org") from error
    except ValueError as error:
        return error


def test_the_report_has_types_lines_and_versions_but_no_data() -> None:
    error = a_fault()
    report = crash_report(type(error), error, error.__traceback__, "0.1.0")
    assert "LOTI Admin 0.1.0" in report
    assert "ValueError" in report
    assert "Caused by KeyError" in report
    assert "tests/ui/test_errors.py:" in report
    assert "in inner" in report
    for data in ("Zoë", "30,000", "example.org"):
        assert data not in report


def test_the_report_names_files_but_not_the_folders_they_are_in() -> None:
    code = compile(
        "raise KeyError('Camden')", "/home/zoe adeyemi/letters to camden/start.py", "exec"
    )
    try:
        exec(code, {})
    except KeyError as error:
        report = crash_report(type(error), error, error.__traceback__, "0.1.0")
    assert "  start.py:1 in <module>" in report
    for data in ("zoe", "letters", "Camden"):
        assert data not in report


def test_a_fault_opens_one_dialog_and_its_details_can_be_copied(
    qapp: QApplication, page: Page, qtbot, capsys
) -> None:
    page.show()
    handler = CrashHandler(qapp, "0.1.0")
    error = a_fault()
    handler.handle(type(error), error, error.__traceback__)
    first = handler.dialog
    handler.handle(type(error), error, error.__traceback__)
    assert first is not None
    assert first is handler.dialog
    first.copy_button.click()
    assert first.report == QGuiApplication.clipboard().text()
    assert "Zoë" not in capsys.readouterr().err
    first.accept()
    assert handler.dialog is None
    handler.deleteLater()
