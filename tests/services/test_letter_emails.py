"""E-mail drafts of letters, read back by the parser that mail programs use."""

from dataclasses import replace
from datetime import date
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path

import pytest

from loti_admin.domain.letters import Reminder, Statement
from loti_admin.domain.money import Money
from loti_admin.services.chasing import plan_reminders
from loti_admin.services.letter_emails import letter_drafts, write_letter_emails
from loti_admin.services.members import save_organisation
from loti_admin.services.receipts import record_receipt
from loti_admin.services.statements import statements
from tests.office import Office

ON = date(2026, 9, 15)


@pytest.fixture
def office() -> Office:
    office = Office("Barnet", "Camden")
    barnet = replace(office["Barnet"], invoice_email="ap@barnet.example")
    save_organisation(office.register, barnet)
    office.approve()
    office.issue()
    record_receipt(office.register, date(2026, 8, 3), Money.pounds(6_000), "LOTI-2026-0001")
    return office


def read(path: Path) -> EmailMessage:
    message = BytesParser(policy=policy.default).parsebytes(path.read_bytes())
    assert isinstance(message, EmailMessage)
    return message


def made(letters: list[Reminder] | list[Statement], folder: Path) -> EmailMessage:
    drafts, problems = letter_drafts(letters)
    assert ["Camden has no e-mail address for invoices. Type it on the Members page."] == [
        problem.message for problem in problems
    ]
    (path,) = write_letter_emails(drafts, folder)
    return read(path)


def text_of(message: EmailMessage) -> str:
    body = message.get_body()
    assert body is not None
    return str(body.get_content())


def test_a_reminder_goes_with_copies_of_what_it_is_about(office: Office, tmp_path: Path) -> None:
    message = made(plan_reminders(office.register, ON), tmp_path)
    assert ("ap@barnet.example", "1") == (message["To"], message["X-Unsent"])
    assert "LOTI: Invoice LOTI-2026-0001 for £30,000.00 is 46 days overdue" == message["Subject"]
    text = text_of(message)
    assert "30,000.00 left to pay, due 31 July 2026, 46 days overdue" in text
    assert "Please pay £30,000.00 by 29 September 2026." in text
    assert "\u00a0" not in text
    attached = {a.get_filename(): a.get_content() for a in message.iter_attachments()}
    assert ["First reminder 2026-09-15 Barnet.pdf", "LOTI-2026-0001 Barnet.pdf"] == [*attached]
    assert all(pdf.startswith(b"%PDF") for pdf in attached.values())


def test_a_statement_says_its_figures_in_the_text_too(office: Office, tmp_path: Path) -> None:
    message = made(statements(office.register, ON), tmp_path)
    assert "LOTI: statement of account of 15 September 2026" == message["Subject"]
    assert "you owe us £30,000.00, of which £30,000.00 is overdue." in text_of(message)
    assert ["Statement 2026-09-15 Barnet.pdf"] == [
        a.get_filename() for a in message.iter_attachments()
    ]


def test_the_same_letter_gives_the_same_bytes(office: Office, tmp_path: Path) -> None:
    drafts, _ = letter_drafts(plan_reminders(office.register, ON))
    (first,) = write_letter_emails(drafts, tmp_path / "a")
    (second,) = write_letter_emails(drafts, tmp_path / "b")
    assert first.read_bytes() == second.read_bytes()
