"""Offices with invoices to issue or issued, and what the page Invoices shows of them."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from loti_admin.storage.register import Register
from tests.office import Office
from tests.ui.pages.conftest import open_dialog
from ui.kit.dialog import ConfirmDialog
from ui.pages.invoices import InvoicesPage
from ui.pages.invoices.checks import Standing


def ready(*names: str, register: Register | None = None) -> Office:
    """An office whose fees are approved, Camden's and Islington's unless others are named."""
    office = Office(*(names or ("Camden", "Islington")), register=register)
    office.approve()
    return office


def issued(*names: str) -> Office:
    office = ready(*names)
    office.issue()
    return office


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def rows(page: InvoicesPage) -> list[tuple[str, ...]]:
    """What the list in front shows, without its titles."""
    view = page.lists.table.view
    columns = [view.table_model.columns[number] for number in view.header.shown_columns()]
    return [
        tuple(plain(column.words(record)) for column in columns)
        for record in page.lists.table.records()
    ]


def checks(page: InvoicesPage) -> dict[str, Standing]:
    return {plain(check.text): check.standing for check in page.lists.checklist.checks}


def act(page: InvoicesPage) -> None:
    """Say yes to the question in front."""
    question = open_dialog(page)
    assert isinstance(question, ConfirmDialog)
    QTest.mouseClick(question.act_button, Qt.MouseButton.LeftButton)
