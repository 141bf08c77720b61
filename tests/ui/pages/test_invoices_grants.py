"""Requests for payment of grants from the page Invoices."""

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from loti_admin.domain.budget import Grant
from loti_admin.domain.money import Money
from loti_admin.domain.organisations import Kind, Organisation
from loti_admin.services.budget import save_grant
from loti_admin.services.members import save_organisation
from tests.office import THE_YEAR, Office
from tests.ui import window_audit as audit
from tests.ui.pages.conftest import Shown, open_dialog
from ui.pages.invoices import InvoicesPage
from ui.preferences import Preferences
from ui.theme import Scheme, apply_theme


@pytest.fixture
def page(shown: Shown, preferences: Preferences) -> InvoicesPage:
    """Not shown yet: `shown.show(page, register)`."""
    return InvoicesPage(shown.session, preferences=preferences)


@pytest.fixture
def office() -> Office:
    """A foundation has agreed £20,000 for data skills and £5,000 for a prize."""
    made = Office("Camden")
    funder = save_organisation(
        made.register,
        Organisation(
            code="FUND", name="Example Foundation", kind=Kind.FUNDER, address="1 Example Square"
        ),
    )
    for name, pounds in (("Data skills", 20_000), ("Prize", 5_000)):
        save_grant(
            made.register,
            Grant(
                organisation_id=funder.id,
                name=name,
                year=THE_YEAR.label,
                agreed=Money.pounds(pounds),
            ),
        )
    return made


def yes(page: InvoicesPage) -> None:
    dialog: Any = open_dialog(page)
    QTest.mouseClick(dialog.act_button, Qt.MouseButton.LeftButton)


def test_a_part_of_a_grant_is_requested_after_the_question(
    page: InvoicesPage, shown: Shown, office: Office
) -> None:
    shown.show(page, office.register)
    assert page.enabled("invoices.request")
    page.commands()["invoices.request"]()
    dialog: Any = open_dialog(page)
    assert "20,000.00" == dialog.form.editor("amount").text()
    dialog.form.editor("amount").setText("15000")
    yes(page)
    question = open_dialog(page)
    assert "Request £15,000.00 from Example Foundation?" == question.windowTitle()
    texts = {label.text() for label in question.findChildren(QLabel)}
    assert {"Agreed, up to", "20,000.00", "This request", "15,000.00", "5,000.00"} <= texts
    assert any("gets the number LOTI-REQ-2026-0001" in text for text in texts)
    yes(page)
    assert not dialog.isVisible()
    (document,) = office.register.documents.all()
    assert (Money.pounds(15_000), date(2026, 7, 1)) == (document.gross, document.on)
    assert "LOTI-REQ-2026-0001 asks Example Foundation for £15,000.00" == page.message_bar.title
    current = page.lists.current()
    assert current is not None
    assert document == current.document


def test_another_grant_brings_what_is_left_of_it(
    page: InvoicesPage, shown: Shown, office: Office
) -> None:
    shown.show(page, office.register)
    page.acts.request_grant()
    dialog: Any = open_dialog(page)
    QTest.keyClick(dialog.form.editor("grant_id"), Qt.Key.Key_Down)
    assert "5,000.00" == dialog.form.editor("amount").text()
    dialog.form.editor("amount").setText("6000")
    yes(page)
    (sentence,) = dialog.form.summary.sentences()
    assert "£6,000.00 is more than is left of Prize for 2026-27: £5,000.00" in sentence
    dialog.reject()
    dialog.reject()
    assert 0 == office.register.documents.count()


def test_without_grants_there_is_nothing_to_request(page: InvoicesPage, shown: Shown) -> None:
    shown.show(page, Office("Camden").register)
    assert not page.enabled("invoices.request")


def test_the_dialog_can_be_used_by_keys_and_at_large_text(
    page: InvoicesPage, shown: Shown, office: Office, qapp: QApplication
) -> None:
    apply_theme(qapp, Scheme.LIGHT, 200)
    shown.show(page, office.register)
    page.acts.request_grant()
    QTest.qWait(50)
    assert [] == audit.wrong_with(open_dialog(page))
