"""The dialogs of the page Payments, by what holds for every dialog: names, the way of the Tab key, nothing cut off."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtTest import QTest

from loti_admin.domain.money import Money
from loti_admin.services.receipts import record_receipt
from loti_admin.storage.register import Register
from tests.imports.bank_files import in_and_out
from tests.office import Office
from tests.ui import window_audit as audit
from tests.ui.pages.conftest import open_dialog
from tests.ui.window_builders import a_window, settle
from ui.pages import PAGES

ENTRIES = [
    (date(2026, 7, 20), "LB CAMDEN", "LOTI 2026 0002", "36000.00"),
    (date(2026, 7, 21), "SOMEBODY WITH A LONG NAME", "FASTER PAYMENT OF JULY", "36000.00"),
]


@pytest.fixture
def register() -> Register:
    """Three invoices are late, money of an unknown payer and some on account are there."""
    office = Office("Barnet", "Camden", "Enfield")
    office.approve()
    office.issue()
    office.today = datetime(2026, 9, 15, 9, 0, tzinfo=UTC)
    record_receipt(office.register, date(2026, 8, 3), Money.pounds(36_500), "LOTI-2026-0001")
    record_receipt(office.register, date(2026, 8, 4), Money.pounds(5), "BACS 1")
    return office.register


@pytest.mark.parametrize("scale", [100, 200])
def test_every_dialog_can_be_used_without_a_mouse_and_nothing_is_cut_off(
    scale: int, register: Register, tmp_path: Path
) -> None:
    path = tmp_path / "july.csv"
    path.write_bytes(in_and_out(ENTRIES))
    wrong: list[str] = []

    def look(page: Any) -> Any:
        settle()
        QTest.qWait(20)
        dialog = open_dialog(page)
        wrong.extend(audit.wrong_with(dialog))
        return dialog

    with a_window(tmp_path, register, pages=PAGES) as window:
        window.commands.run(f"view.text-{scale}")
        window.pages.show_page("payments")
        page: Any = window.pages.current
        page.acts.open_bank_file(path)
        look(page)._do()
        dialog = look(page)
        dialog.change()
        look(page).done(0)
        dialog.reject()
        page.lists.select_debtor(2)
        for key in ("receipt", "write-off", "note", "reminders", "statements"):
            page.commands()[f"payments.{key}"]()
            look(page).done(0)
        page.lists.segments.choose("receipts")
        page.lists.select_receipt(2)
        for key in ("use", "payer", "refund", "reverse"):
            page.commands()[f"payments.{key}"]()
            look(page).done(0)
        page.lists.select_receipt(1)
        page.commands()["payments.take-back"]()
        look(page).done(0)
    assert wrong == []
