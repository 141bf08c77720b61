"""Statements and reminders, read back from their PDFs."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from loti_admin.documents.reminder_pdf import render_reminder
from loti_admin.documents.statement_pdf import paginate, render_statement
from loti_admin.domain.accounts import OpenDocument
from loti_admin.domain.letters import Reminder, Statement
from loti_admin.domain.money import Money, total
from loti_admin.services.chasing import note_reminders, plan_reminders
from loti_admin.services.issuing import credit
from loti_admin.services.members import save_organisation
from loti_admin.services.receipts import record_receipt
from loti_admin.services.settings import save_settings
from loti_admin.services.statements import note_statements, statement_of
from tests.documents.reading import fonts, pages
from tests.office import Office

ON = date(2026, 11, 2)


@pytest.fixture(scope="module")
def office() -> Office:
    office = Office("Barnet", "Camden")
    barnet = office["Barnet"]
    save_organisation(
        office.register, replace(barnet, account_code="BAR", address="1 Road\nLondon")
    )
    office.approve()
    office.issue()
    note_reminders(
        office.register,
        plan_reminders(office.register, date(2026, 8, 10), only=[barnet.id]),
    )
    note_statements(office.register, [statement_of(office.register, barnet, date(2026, 9, 1))])
    credit(office.register, "LOTI-2026-0001", date(2026, 9, 30), "Agreed.", Money.pounds(1_000))
    record_receipt(office.register, date(2026, 10, 5), Money.pounds(4_800), "LOTI-2026-0001")
    return office


@pytest.fixture
def statement(office: Office) -> Statement:
    return statement_of(office.register, office["Barnet"], ON)


@pytest.fixture
def reminder(office: Office) -> Reminder:
    (letter,) = plan_reminders(office.register, ON, only=[office["Barnet"].id])
    return letter


def pages_of(pdf: bytes) -> list[str]:
    """The words of each page, one space between them."""
    return [" ".join(page.split()) for page in pages(pdf)]


def text_of(pdf: bytes) -> str:
    return " ".join(pages_of(pdf))


def many(entry: OpenDocument, count: int) -> tuple[OpenDocument, ...]:
    return tuple(
        replace(entry, document=replace(entry.document, id=n, number=f"LOTI-2026-{n:04d}"))
        for n in range(1, count + 1)
    )


def test_a_statement_says_what_is_owed_by_age_and_what_happened_since(
    statement: Statement,
) -> None:
    text = text_of(render_statement(statement))
    for words in (
        "Statement of account",
        "2 November 2026",
        "Last statement 1 September 2026",
        "Payments up to 5 October 2026",
        "£30,000.00",
        "94 days overdue",
        "LOTI-2026-0001",
        "36,000.00 −6,000.00 30,000.00",
        "Total 36,000.00 −6,000.00 £30,000.00",
        "£1,200.00 credited on 30 September 2026 (LOTI-CN-2026-0001)",
        "£4,800.00 received on 5 October 2026 (LOTI-2026-0001)",
        "We hold no money on account for you.",
        "BAR and the document numbers",
        "Page 1 of 1",
    ):
        assert words in text


def test_a_statement_of_somebody_who_owes_nothing_says_so(statement: Statement) -> None:
    account = replace(statement.account, open=(), on_account=Money.pounds(500))
    text = text_of(render_statement(replace(statement, account=account)))
    assert "Nothing is open." in text
    assert "There is nothing to pay." in text
    assert "We hold £500.00 on account for you" in text


@pytest.mark.parametrize("count", [1, 3, 4, 8, 9, 25, 60])
def test_no_row_of_a_long_statement_is_lost_and_its_total_stands_with_rows(
    statement: Statement, count: int
) -> None:
    rows = many(statement.account.open[0], count)
    parts = paginate(rows, 2)
    assert rows == tuple(row for part in parts for row in part)
    assert all(parts)
    made = pages_of(
        render_statement(replace(statement, account=replace(statement.account, open=rows)))
    )
    assert len(parts) == len(made)
    assert total(r.left for r in rows).text in made[-1]
    assert "How to pay" in made[-1]


def test_a_reminder_says_what_is_late_since_when_and_what_to_do(reminder: Reminder) -> None:
    text = text_of(render_reminder(reminder))
    for words in (
        "Second reminder",
        "First reminder 10 August 2026",
        "Please answer by 16 November 2026",
        "Our reference BAR / R2",
        "Invoice LOTI-2026-0001 for £30,000.00 is 94 days overdue",
        "We wrote on 10 August 2026 about the invoice below.",
        "Please pay £30,000.00 by 16 November 2026.",
        "you dispute part of it",
        "Yours faithfully,",
        "We never change bank details by e-mail.",
    ):
        assert words in text


@pytest.mark.parametrize("count", [2, 9, 14, 16, 18, 40])
def test_a_long_reminder_goes_on_and_loses_nothing(reminder: Reminder, count: int) -> None:
    rows = many(reminder.documents[0], count)
    made = pages_of(render_reminder(replace(reminder, documents=rows)))
    whole = "\n".join(made)
    assert all(f"LOTI-2026-{n:04d}" in whole for n in range(1, count + 1))
    assert "Yours faithfully" in made[-1]
    assert "Sort code" in made[-1]
    assert f"Page {len(made)} of {len(made)}" in made[-1]


def test_the_same_letter_gives_the_same_bytes(statement: Statement, reminder: Reminder) -> None:
    assert render_statement(statement) == render_statement(statement)
    assert render_reminder(reminder) == render_reminder(reminder)


def test_letters_of_an_example_say_so_on_every_page(
    statement: Statement, reminder: Reminder
) -> None:
    rows = many(statement.account.open[0], 12)
    long = replace(statement, example=True, account=replace(statement.account, open=rows))
    letter = replace(reminder, example=True)
    for page in (*pages_of(render_statement(long)), *pages_of(render_reminder(letter))):
        assert "Example: invented data" in page


def test_interest_is_shown_only_if_it_is_switched_on_and_said_not_to_be_charged(
    office: Office, reminder: Reminder
) -> None:
    assert "statutory interest" not in text_of(render_reminder(reminder))
    save_settings(office.register, {"show interest": "yes", "base rate": "3.75"})
    (letter,) = plan_reminders(office.register, ON, only=[office["Barnet"].id])
    office.register.undo()
    # 11.75 % of £30,000.00 for 94 of 365 days
    assert "comes to £907.81 up to this date" in text_of(render_reminder(letter))
    assert "fixed sum for late payment to £100.00. We do not charge them." in text_of(
        render_reminder(letter)
    )


def test_what_the_officer_typed_is_printed_as_typed(reminder: Reminder) -> None:
    odd = replace(reminder, greeting="Dear <b>Łódź</b> & {team},", customer_name="A " * 60)
    text = text_of(render_reminder(odd))
    assert "Dear <b>Łódź</b> & {team}," in text


def test_wordings_of_any_length_and_long_names_break_no_page(
    statement: Statement, reminder: Reminder
) -> None:
    lines = "\n".join(f"Line {number} of a long wording." for number in range(1, 91))
    name = "The Very Long Name of a Council upon Thames and its Accounts " * 2
    odd = replace(
        reminder,
        opening=((lines, False),),
        obstacles=(lines, "x" * 300),
        customer_name=name,
        reference=name,
        organisation=name,
    )
    made = pages_of(render_reminder(odd))
    whole = " ".join(made)
    assert all(whole.count(f"Line {number} of") == 2 for number in range(1, 91))
    assert "Yours faithfully" in made[-1]
    long = replace(statement, customer_name=name, reference=name, customer_address=lines[:400])
    assert "How to pay" in pages_of(render_statement(long))[-1]


def test_letters_are_archived_as_all_documents_are(
    statement: Statement, reminder: Reminder
) -> None:
    for pdf in (render_statement(statement), render_reminder(reminder)):
        assert pdf.startswith(b"%PDF-1.7")
        assert b"pdfaid:part" in PdfReader(BytesIO(pdf)).trailer["/Root"]["/Metadata"].get_data()  # type: ignore[index]
        assert all(
            "/FontFile2" in descriptor or "/FontFile3" in descriptor
            for descriptor in fonts(pdf).values()
        )
