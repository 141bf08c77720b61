"""A document as a file for the customer's own system, from the page Invoices."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from loti_admin.errors import Refused
from loti_admin.services.members import save_organisation
from tests.office import Office
from tests.ui.pages.conftest import Shown
from ui.kit.message_bar import Message
from ui.pages.invoices import InvoicesPage
from ui.preferences import Preferences


@pytest.fixture
def page(shown: Shown, preferences: Preferences) -> InvoicesPage:
    """Approved, not issued; only Camden has an address for invoices."""
    office = Office("Camden", "Islington")
    save_organisation(
        office.register, replace(office["Camden"], invoice_email="camden@example.org")
    )
    office.approve()
    made = InvoicesPage(shown.session, preferences=preferences)
    return shown.show(made, office.register)


def issue(page: InvoicesPage) -> None:
    Office.issue(Office(register=page.session.register))
    page.follow("issued")


def choose(page: InvoicesPage, organisation: str) -> None:
    found = page.session.register.documents.first(organisation=organisation)
    assert found is not None
    page.show_target(f"document/{found.id}")


def test_a_draft_cannot_be_saved_as_data(page: InvoicesPage) -> None:
    assert not page.enabled("invoices.peppol")


def test_the_selected_document_is_written(page: InvoicesPage, tmp_path: Path) -> None:
    issue(page)
    choose(page, "Camden")
    assert page.enabled("invoices.peppol")
    page.commands()["invoices.peppol"]()
    (dialog,) = page.window().findChildren(QFileDialog)
    assert "LOTI-2026-0001 Camden.xml" in dialog.selectedFiles()[0]
    dialog.fileSelected.emit(str(tmp_path / "camden.xml"))
    dialog.close()
    assert b"<cbc:ID>LOTI-2026-0001</cbc:ID>" in (tmp_path / "camden.xml").read_bytes()
    assert Message.OK is page.message_bar.kind
    assert "LOTI-2026-0001 was saved as data" == page.message_bar.title


def test_without_an_address_to_send_it_to_nothing_is_written(
    page: InvoicesPage, tmp_path: Path
) -> None:
    issue(page)
    with pytest.raises(Refused, match="Islington has no e-mail address for invoices"):
        page.acts.sending.save_peppol("LOTI-2026-0002", tmp_path / "islington.xml")
    assert [] == list(tmp_path.glob("*.xml"))
