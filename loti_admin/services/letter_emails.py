"""E-mail drafts of statements and reminders, for the officer's own mail program. Nothing is sent from here."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from loti_admin.domain.letters import Reminder, Statement
from loti_admin.errors import Problem, Severity
from loti_admin.services.statements import letter_name, letter_pdf

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterDraft:
    """An e-mail with one letter; a reminder goes with copies of what it is about."""

    to: str
    sender: str
    sender_name: str
    subject: str
    text: str
    letter: Statement | Reminder


def letter_drafts(
    letters: Sequence[Statement | Reminder],
) -> tuple[list[LetterDraft], list[Problem]]:
    """A draft for each letter whose organisation has an address for invoices, and a remark for each that has none."""
    from loti_admin.documents.letter_texts import letter_subject, letter_text

    drafts, problems = [], []
    for letter in letters:
        if not letter.email:
            problems.append(
                Problem(
                    f"{letter.organisation} has no e-mail address for invoices. Type it on the Members page.",
                    Severity.WARNS,
                    "invoice_email",
                )
            )
            continue
        drafts.append(
            LetterDraft(
                to=letter.email,
                sender=letter.supplier.contact_email,
                sender_name=letter.supplier.contact_name,
                subject=letter_subject(letter),
                text=letter_text(letter),
                letter=letter,
            )
        )
    return drafts, problems


def write_letter_emails(
    drafts: Sequence[LetterDraft], folder: Path, progress: Progress | None = None
) -> list[Path]:
    """Write each as an .eml file into `folder`. Needs no register, so that a worker can run it. Raises FileTrouble."""
    from loti_admin.documents.files import write_each

    names = [f"{letter_name(draft.letter)}.eml" for draft in drafts]
    return write_each(drafts, names, folder, _bytes, progress)


def _bytes(draft: LetterDraft) -> bytes:
    from loti_admin.documents.email_draft import message_bytes
    from loti_admin.documents.files import file_name
    from loti_admin.documents.invoice_pdf import render_document

    letter = draft.letter
    attached = [(f"{letter_name(letter)}.pdf", letter_pdf(letter))]
    documents = [e.document for e in letter.documents] if isinstance(letter, Reminder) else []
    attached += [(file_name(document), render_document(document)) for document in documents]
    return message_bytes(draft, attached, letter_name(letter))
