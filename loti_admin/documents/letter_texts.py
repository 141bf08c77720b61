"""Statements and reminders as plain text, for e-mails: a page that is attached may not be read aloud."""

from loti_admin.documents.invoice_words import FRAUD
from loti_admin.documents.letter_words import days_text, interest_text, kind_text
from loti_admin.documents.supplier_words import FULL_NAME, phone_and_email
from loti_admin.domain.accounts import OpenDocument
from loti_admin.domain.chasing import LEVEL_NAMES
from loti_admin.domain.dates import long_date
from loti_admin.domain.letters import Reminder, Runs, Statement


def reminder_subject(reminder: Reminder) -> str:
    """The one line that says all."""
    if len(reminder.documents) == 1:
        (entry,) = reminder.documents
        return (
            f"{kind_text(entry.document)} {entry.document.number} for {entry.left.text} is "
            f"{days_text(entry.days)} overdue"
        )
    return f"{len(reminder.documents)} documents are overdue: {reminder.amount.text} in all"


def letter_subject(letter: Statement | Reminder) -> str:
    if isinstance(letter, Statement):
        return _plain(f"LOTI: statement of account of {long_date(letter.on)}")
    return _plain(f"LOTI: {reminder_subject(letter)}")


def letter_text(letter: Statement | Reminder) -> str:
    """The whole letter, a line for each document, and who signs it."""
    parts = _statement(letter) if isinstance(letter, Statement) else _reminder(letter)
    supplier = letter.supplier
    signed = "\n".join(
        part
        for part in (supplier.contact_name or supplier.name or FULL_NAME, phone_and_email(supplier))
        if part
    )
    example = ["Example: invented data."] if letter.example else []
    return _plain("\n\n".join([*example, *(part for part in parts if part), signed, FRAUD])) + "\n"


def _statement(statement: Statement) -> list[str]:
    account = statement.account
    owed = f"On {long_date(statement.on)} you owe us {account.outstanding.text}"
    late = f", of which {account.overdue.text} is overdue." if account.overdue else "."
    held = (
        f"We hold {account.on_account.text} on account for you, which is not taken off."
        if account.on_account
        else ""
    )
    return [
        "Dear colleague,",
        f"The statement of account for {statement.organisation} is attached.",
        owed + late,
        _lines(account.open),
        held,
        interest_text(statement.interest) if statement.interest else "",
        f"Quote {statement.reference} and the documents’ numbers when you pay.",
    ]


def _reminder(reminder: Reminder) -> list[str]:
    return [
        LEVEL_NAMES[reminder.level],
        reminder.greeting,
        _words(reminder.opening),
        _lines(reminder.documents),
        _words(reminder.request),
        "\n".join(f"- {text}" for text in reminder.obstacles),
        interest_text(reminder.interest) if reminder.interest else "",
        _words(reminder.thanks),
    ]


def _lines(documents: tuple[OpenDocument, ...]) -> str:
    return "\n".join(
        f"{kind_text(e.document)} {e.document.number} of {long_date(e.document.on)}: {e.left.text} left to pay, "
        f"due {long_date(e.document.due)}{f', {days_text(e.days)} overdue' if e.overdue else ''}"
        for e in documents
    )


def _words(runs: Runs) -> str:
    return "".join(text for text, _ in runs)


def _plain(text: str) -> str:
    """Some mail programs show no-break spaces as signs of their own."""
    return text.replace("\u00a0", " ")
