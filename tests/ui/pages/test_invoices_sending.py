"""What leaves the house from the page Invoices: pro formas, e-mail drafts, one PDF to print."""

from dataclasses import replace
from datetime import date
from email import message_from_bytes
from email.policy import default
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from loti_admin.services.documents import kept_files
from loti_admin.services.members import save_organisation, set_purchase_order
from tests.office import THE_YEAR, Office
from tests.ui.pages.conftest import Shown, open_dialog
from ui.kit.message_bar import Message
from ui.pages.invoices import InvoicesPage
from ui.preferences import Preferences


@pytest.fixture
def office() -> Office:
    """Approved; Camden has given a purchase order, and only Camden an address for invoices."""
    made = Office("Camden", "Islington", "Merton")
    set_purchase_order(made.register, made["Camden"].id, THE_YEAR, "PO-1")
    save_organisation(made.register, replace(made["Camden"], invoice_email="camden@example.org"))
    made.approve()
    return made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "PDFs"
    made.mkdir()
    return made


@pytest.fixture
def page(shown: Shown, preferences: Preferences, office: Office, folder: Path) -> InvoicesPage:
    """Its files go into `folder`."""
    preferences.set_documents_folder(None, folder)
    made = InvoicesPage(shown.session, preferences=preferences)
    return shown.show(made, office.register)


def yes(page: InvoicesPage) -> None:
    dialog: Any = open_dialog(page)
    QTest.mouseClick(dialog.act_button, Qt.MouseButton.LeftButton)


def idle(page: InvoicesPage, qtbot) -> None:
    qtbot.waitUntil(lambda: not page.session.tasks.is_busy(), timeout=10_000)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


# Pro formas


def test_pro_formas_are_made_for_who_has_no_order(page: InvoicesPage, folder: Path, qtbot) -> None:
    page.commands()["invoices.pro-formas"]()
    dialog: Any = open_dialog(page)
    assert "Pro formas for 2026-27" == dialog.windowTitle()
    assert "17 June 2026" == dialog.form.editor("order_by").text().replace("\u00a0", " ")
    yes(page)
    idle(page, qtbot)
    assert [
        "Pro forma invoice 2026-27 Islington.pdf",
        "Pro forma invoice 2026-27 Merton.pdf",
    ] == names(folder)
    assert "2 pro formas are in the folder" == page.message_bar.title
    assert 0 == page.session.register.documents.count()


def test_pro_formas_for_all_go_with_e_mails_where_there_is_an_address(
    page: InvoicesPage, folder: Path, qtbot
) -> None:
    page.commands()["invoices.pro-formas"]()
    dialog: Any = open_dialog(page)
    dialog.form.editor("without_order").set_value(False)
    dialog.form.editor("emails").set_value(True)
    yes(page)
    idle(page, qtbot)
    assert 3 == len(list(folder.glob("*.pdf")))
    (letter,) = folder.glob("*.eml")
    assert "Pro forma invoice 2026-27 Camden.eml" == letter.name
    assert "Islington has no e-mail address for invoices." in page.message_bar.sentence


def test_a_day_on_which_no_invoice_follows_is_told_in_the_dialog(page: InvoicesPage) -> None:
    page.commands()["invoices.pro-formas"]()
    dialog: Any = open_dialog(page)
    dialog.form.editor("on").setText("1/5/2026")
    yes(page)
    assert dialog.isVisible()
    (sentence,) = dialog.form.summary.sentences()
    assert sentence.startswith("There is no pro forma to make")
    dialog.reject()
    dialog.reject()


def test_there_are_no_pro_formas_once_all_is_issued(page: InvoicesPage, office: Office) -> None:
    assert page.enabled("invoices.pro-formas")
    office.issue()
    assert not page.enabled("invoices.pro-formas")


# E-mails


def test_a_draft_is_made_for_the_members_mail_and_who_has_none_is_named(
    page: InvoicesPage, office: Office, folder: Path, qtbot
) -> None:
    assert not page.enabled("invoices.emails")
    office.issue()
    assert page.enabled("invoices.emails")
    page.commands()["invoices.emails"]()
    idle(page, qtbot)
    assert ["LOTI-2026-0001 Camden.eml"] == names(folder)
    message = message_from_bytes((folder / names(folder)[0]).read_bytes(), policy=default)
    assert ("camden@example.org", "1") == (message["To"], message["X-Unsent"])
    assert "1 e-mail draft is in the folder" == page.message_bar.title
    assert "No e-mail address for invoices: Islington and Merton." in page.message_bar.sentence
    (attachment,) = message.iter_attachments()
    (kept,) = kept_files(office.register).values()
    assert sha256(attachment.get_content()).hexdigest() == kept.sha256


def test_only_the_current_document_goes_by_e_mail_where_that_is_chosen(
    page: InvoicesPage, office: Office, folder: Path, qtbot
) -> None:
    office.issue()
    page.follow("issued")
    merton = office.register.documents.first(organisation="Merton")
    assert merton is not None
    page.show_target(f"document/{merton.id}")
    page.commands()["invoices.emails"]()
    dialog: Any = open_dialog(page)
    assert ["LOTI-2026-0003", "All in this list: 3 invoices"] == [
        button.text() for button in dialog.buttons
    ]
    yes(page)
    assert [] == names(folder)
    assert Message.WARN is page.message_bar.kind
    assert "No e-mail draft was made" == page.message_bar.title
    assert "Show Merton" == page.message_bar.action


# One PDF


def test_all_documents_go_into_one_pdf(
    page: InvoicesPage, office: Office, tmp_path: Path, qtbot
) -> None:
    office.issue()
    office.today = office.today.replace(month=7, day=2)
    page.commands()["invoices.joined"]()
    (dialog,) = page.window().findChildren(QFileDialog)
    assert "LOTI documents 2026-27.pdf" in dialog.selectedFiles()[0]
    dialog.fileSelected.emit(str(tmp_path / "all.pdf"))
    dialog.close()
    idle(page, qtbot)
    pdf = PdfReader(tmp_path / "all.pdf")
    assert 4 == len(pdf.pages)
    assert "Covering list" in pdf.pages[0].extract_text()
    assert "1 PDF is in the folder" == page.message_bar.title


def test_a_credit_note_and_its_invoice_are_chosen_by_selecting_them(
    page: InvoicesPage, office: Office
) -> None:
    office.issue(date(2026, 7, 1))
    page.follow("issued")
    page.lists.documents.select_keys([row.key for row in page.lists.documents.records()[:2]])
    page.commands()["invoices.joined"]()
    dialog: Any = open_dialog(page)
    assert "2 invoices that are selected" in [button.text() for button in dialog.buttons]
    dialog.reject()


def test_the_letterhead_is_one_command_away(page: InvoicesPage, shown: Shown) -> None:
    assert page.enabled("invoices.letterhead")
    page.commands()["invoices.letterhead"]()
    assert ["settings/letterhead"] == shown.followed
