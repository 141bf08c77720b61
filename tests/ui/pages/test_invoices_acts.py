"""What is done with issued documents: PDFs, paper, credit notes, receipts."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel

from loti_admin.documents import invoice_pdf
from loti_admin.domain.invoices import Document
from loti_admin.domain.money import Money
from loti_admin.errors import Cancelled, FileTrouble
from loti_admin.services.documents import kept_files
from loti_admin.services.drafts import plan_issue
from tests.office import THE_YEAR, Office
from tests.ui.pages.conftest import Shown, open_dialog
from ui.dialogs.credit import CreditDialog
from ui.dialogs.print import WhichDocumentsDialog, document_choices
from ui.kit.dialog import ConfirmDialog, FormDialog
from ui.kit.message_bar import Message
from ui.pages.invoices import InvoicesPage, making
from ui.pages.invoices.invoice_lists import DRAFTS, ISSUED
from ui.preferences import Preferences
from ui.printing import a_printer, print_documents


@pytest.fixture
def office() -> Office:
    """Three invoices are issued."""
    made = Office("Camden", "Islington", "Merton")
    made.approve()
    made.issue()
    return made


@pytest.fixture
def page(shown: Shown, preferences: Preferences, office: Office, tmp_path: Path) -> InvoicesPage:
    """On the documents; their PDFs go into the folder "PDFs"."""
    (tmp_path / "PDFs").mkdir()
    preferences.set_documents_folder(None, tmp_path / "PDFs")
    made = InvoicesPage(shown.session, preferences=preferences)
    return shown.show(made, office.register)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def texts(page: InvoicesPage) -> set[str]:
    return {plain(label.text()) for label in open_dialog(page).findChildren(QLabel)}


def yes(page: InvoicesPage) -> None:
    dialog: Any = open_dialog(page)
    QTest.mouseClick(dialog.act_button, Qt.MouseButton.LeftButton)


def idle(page: InvoicesPage, qtbot) -> None:
    qtbot.waitUntil(lambda: not page.session.tasks.is_busy(), timeout=10_000)


# PDFs


def test_the_missing_pdfs_are_made_and_marked(page: InvoicesPage, tmp_path: Path, qtbot) -> None:
    QTest.mouseClick(page.make_button, Qt.MouseButton.LeftButton)
    assert not page.enabled("invoices.make-files")
    idle(page, qtbot)
    names = sorted(path.name for path in (tmp_path / "PDFs").iterdir())
    assert [
        "LOTI-2026-0001 Camden.pdf",
        "LOTI-2026-0002 Islington.pdf",
        "LOTI-2026-0003 Merton.pdf",
    ] == names
    assert "3 PDFs are in the folder" == page.message_bar.title
    assert all(row.made for row in page.lists.documents.records())
    (tmp_path / "PDFs" / names[1]).unlink()
    before = (tmp_path / "PDFs" / names[0]).stat().st_mtime_ns
    page.acts.make_files()
    idle(page, qtbot)
    assert (tmp_path / "PDFs" / names[1]).exists()
    assert before == (tmp_path / "PDFs" / names[0]).stat().st_mtime_ns


def test_stopping_keeps_what_is_made_and_the_rest_can_be_made(
    page: InvoicesPage, tmp_path: Path, qtbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = making.make_files

    def slow(documents: list[Document], folder: Path, progress: Any, kept: Any) -> Any:
        def watched(done: int, total: int) -> None:
            if done == 1:
                page.session.tasks.cancel()
            progress(done, total)

        return real(documents, folder, watched, kept)

    monkeypatch.setattr(making, "make_files", slow)
    page.acts.make_files()
    idle(page, qtbot)
    assert ["LOTI-2026-0001 Camden.pdf"] == [p.name for p in (tmp_path / "PDFs").iterdir()]
    assert Message.INFO is page.message_bar.kind
    assert page.message_bar.title.endswith("of 3 PDFs")
    assert "Make the rest" == page.message_bar.action
    monkeypatch.setattr(making, "make_files", real)
    QTest.mouseClick(page.message_bar.button, Qt.MouseButton.LeftButton)
    idle(page, qtbot)
    assert 3 == len(list((tmp_path / "PDFs").iterdir()))


def test_what_pdfs_were_when_first_made_is_kept_and_a_difference_is_told(
    page: InvoicesPage, office: Office, tmp_path: Path, qtbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.acts.make_files()
    idle(page, qtbot)
    assert 3 == len(kept_files(office.register))
    (tmp_path / "PDFs" / "LOTI-2026-0001 Camden.pdf").unlink()
    monkeypatch.setattr(invoice_pdf, "render_document", lambda document, look: b"another page")
    page.acts.make_files()
    idle(page, qtbot)
    assert "3 PDFs are in the folder" == page.message_bar.title
    assert page.message_bar.sentence.startswith(
        "The file of LOTI-2026-0001 differs from what was first made on"
    )


def test_a_folder_that_cannot_be_written_is_told_and_another_offered(
    page: InvoicesPage, qtbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_args: Any) -> Any:
        raise FileTrouble("There is no space left in /p. Make room and try again.")

    monkeypatch.setattr(making, "make_files", refuse)
    page.acts.make_files()
    idle(page, qtbot)
    assert Message.ERROR is page.message_bar.kind
    assert "There is no space left in /p. Make room and try again." == page.message_bar.sentence
    assert "Another folder…" == page.message_bar.action
    assert page.enabled("invoices.make-files")


def test_the_folder_is_asked_once_and_remembered(
    page: InvoicesPage, preferences: Preferences, tmp_path: Path, qtbot
) -> None:
    (tmp_path / "PDFs").rmdir()
    assert not page.enabled("invoices.show-folder")
    page.acts.make_files()
    (dialog,) = page.window().findChildren(QFileDialog)
    other = tmp_path / "other"
    other.mkdir()
    dialog.fileSelected.emit(str(other))
    dialog.close()
    idle(page, qtbot)
    assert 3 == len(list(other.iterdir()))
    assert other == preferences.documents_folder(None)
    assert page.enabled("invoices.show-folder")


def test_after_issuing_the_pdfs_are_made_by_themselves_where_the_folder_is_known(
    page: InvoicesPage, office: Office, tmp_path: Path, qtbot
) -> None:
    office.council("Sutton", joined=date(2026, 7, 1))
    page.lists.segments.choose(DRAFTS)
    page.acts.issue()
    yes(page)
    idle(page, qtbot)
    assert (tmp_path / "PDFs" / "LOTI-2026-0004 Sutton.pdf").exists()
    assert "4 PDFs are in the folder" == page.message_bar.title


# Paper


def test_what_to_print_is_asked_where_there_is_a_choice(page: InvoicesPage) -> None:
    page.lists.documents.select_keys([row.key for row in page.lists.documents.records()[:2]])
    page.acts.print_some()
    dialog = open_dialog(page)
    assert isinstance(dialog, WhichDocumentsDialog)
    assert [
        "LOTI-2026-0001",
        "2 invoices that are selected",
        "All in this list: 3 invoices",
    ] == [button.text() for button in dialog.buttons]
    dialog.reject()


def test_one_draft_is_printed_without_a_question(office: Office) -> None:
    office.council("Sutton", joined=date(2026, 7, 1))
    (draft,) = plan_issue(office.register, THE_YEAR, date(2026, 7, 1)).drafts
    assert [("The draft for Sutton", [draft])] == document_choices(
        draft, [draft], [draft], "ticked"
    )
    assert [] == document_choices(None, [], [], "ticked")


def test_documents_come_out_as_pages(office: Office, tmp_path: Path) -> None:
    printer = a_printer("Three")
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    steps: list[tuple[int, int]] = []
    documents = office.register.documents.all()
    assert 3 == print_documents(documents, printer, lambda *step: steps.append(step))
    assert [(0, 3), (1, 3), (2, 3), (3, 3)] == steps
    pages = PdfReader(tmp_path / "out.pdf").pages
    assert 3 == len(pages)
    assert (595, 842) == (round(pages[0].mediabox.width), round(pages[0].mediabox.height))


def test_printing_can_be_stopped(office: Office, tmp_path: Path) -> None:
    printer = a_printer("Three")
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))

    def stop(done: int, _total: int) -> None:
        if done == 1:
            raise Cancelled("Stopped.")

    with pytest.raises(Cancelled):
        print_documents(office.register.documents.all(), printer, stop)


def test_a_printer_that_takes_nothing_is_told(office: Office, tmp_path: Path, qtlog) -> None:
    printer = a_printer("Three")
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "missing" / "out.pdf"))
    with qtlog.disabled(), pytest.raises(FileTrouble, match="did not take the pages"):
        print_documents(office.register.documents.all(), printer)


# Credit


def credit_dialog(page: InvoicesPage) -> CreditDialog:
    page.acts.credit()
    dialog = open_dialog(page)
    assert isinstance(dialog, CreditDialog)
    return dialog


def test_all_is_credited_after_the_question(page: InvoicesPage, office: Office) -> None:
    dialog = credit_dialog(page)
    assert "Credit LOTI-2026-0001" == dialog.windowTitle()
    left = "£30,000.00 of £30,000.00 before VAT is left to credit."
    assert any(text.endswith(left) for text in texts(page))
    QTest.keyClicks(dialog.form.editor("reason"), "Left in June")
    yes(page)
    question = open_dialog(page)
    assert isinstance(question, ConfirmDialog)
    assert "Credit £36,000.00 of LOTI-2026-0001?" == question.windowTitle()
    assert {"30,000.00", "6,000.00", "36,000.00", "Left to pay", "0.00"} <= texts(page)
    assert any("gets the number LOTI-CN-2026-0001" in text for text in texts(page))
    QTest.mouseClick(question.not_now_button, Qt.MouseButton.LeftButton)
    assert 3 == office.register.documents.count()
    assert dialog.isVisible()
    yes(page)
    yes(page)
    assert not dialog.isVisible()
    note = office.register.documents.first(number="LOTI-CN-2026-0001")
    assert note is not None
    assert ("Left in June", False) == (note.reason, note.rebill)
    assert "LOTI-CN-2026-0001 credits £36,000.00 of LOTI-2026-0001" == page.message_bar.title
    current = page.lists.current()
    assert current is not None
    assert note == current.document
    assert not page.enabled("invoices.credit")


def test_a_part_is_credited_and_what_is_left_is_known(page: InvoicesPage, office: Office) -> None:
    dialog = credit_dialog(page)
    QTest.keyClick(dialog.form.editor("whole"), Qt.Key.Key_Down)
    assert dialog.form.editor("part").isVisible()
    assert dialog.form.editor("rebill").isHidden()
    dialog.form.editor("part").setText("40000")
    QTest.keyClicks(dialog.form.editor("reason"), "Agreed rate")
    yes(page)
    (sentence,) = dialog.form.summary.sentences()
    assert "£40,000.00 is more than is left of LOTI-2026-0001: £30,000.00" in sentence
    dialog.form.editor("part").setText("5000")
    yes(page)
    yes(page)
    row = page.lists.documents.model.record(0)
    assert row is not None
    assert (Money.pounds(25_000), Money.pounds(30_000)) == (row.creditable, row.open)


def test_a_credit_needs_a_reason_and_typed_words_are_not_dropped(page: InvoicesPage) -> None:
    dialog = credit_dialog(page)
    yes(page)
    assert ["Reason: Say why: the reason is printed on the credit note."] == (
        dialog.form.summary.sentences()
    )
    QTest.keyClicks(dialog.form.editor("reason"), "Left")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    QTest.mouseClick(dialog.discard_button, Qt.MouseButton.LeftButton)
    assert not dialog.isVisible()


def test_a_fee_that_is_billed_again_comes_back_to_the_drafts(page: InvoicesPage) -> None:
    dialog = credit_dialog(page)
    QTest.keyClick(dialog.form.editor("rebill"), Qt.Key.Key_Down)
    QTest.keyClicks(dialog.form.editor("reason"), "Wrong name")
    yes(page)
    assert any("The fee goes back to the drafts." in text for text in texts(page))
    yes(page)
    assert "Show drafts" == page.message_bar.action
    QTest.mouseClick(page.message_bar.button, Qt.MouseButton.LeftButton)
    assert ["Camden"] == [row.name for row in page.lists.drafts.records()]
    assert "Issue 1 invoice" == page.issue_button.text()


# Receipts


def test_a_receipt_is_booked_and_can_be_undone(
    page: InvoicesPage, office: Office, shown: Shown
) -> None:
    page.acts.record_receipt()
    dialog = open_dialog(page)
    assert isinstance(dialog, FormDialog)
    assert "36,000.00" == dialog.form.editor("amount").text()
    dialog.form.editor("amount").setText("6000")
    yes(page)
    row = page.lists.documents.model.record(0)
    assert row is not None
    assert Money.pounds(30_000) == row.open
    assert ["Receipt recorded"] == shown.said
    page.session.undo()
    assert 0 == office.register.receipts.count()


def test_what_is_too_much_stays_on_account(page: InvoicesPage) -> None:
    page.acts.record_receipt()
    dialog: Any = open_dialog(page)
    dialog.form.editor("amount").setText("40000")
    yes(page)
    assert "£4,000.00 stays as credit on account" == page.message_bar.title
    assert not page.enabled("invoices.receipt")


def test_a_receipt_needs_an_amount_and_a_day_that_has_come(page: InvoicesPage) -> None:
    page.acts.record_receipt()
    dialog: Any = open_dialog(page)
    dialog.form.editor("amount").setText("0")
    yes(page)
    assert dialog.isVisible()
    dialog.form.editor("amount").setText("1")
    dialog.form.editor("on").setText("1/9/2026")
    yes(page)
    assert ["Date: That day is still to come. Type the day it came."] == (
        dialog.form.summary.sentences()
    )
    dialog.reject()


def test_the_list_is_saved_as_it_is_shown(page: InvoicesPage, tmp_path: Path) -> None:
    assert ISSUED == page.lists.segments.current()
    page.acts.export(tmp_path / "documents.csv")
    saved = (tmp_path / "documents.csv").read_text("utf-8-sig").splitlines()
    assert 4 == len(saved)
    assert "LOTI-2026-0001" in saved[1]
    assert "3 rows were saved" == page.message_bar.title
