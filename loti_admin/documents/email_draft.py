"""E-mail drafts as .eml files: the officer's own mail program opens them ready to be looked at and sent."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from typing import Protocol

from loti_admin.documents.files import file_name, safe_name
from loti_admin.documents.look import ISSUED, Look, Mark
from loti_admin.domain.frozen import digest
from loti_admin.domain.invoices import Document, document_slug

# Long lines of the text would otherwise be wrapped by the encoding and not by the reader's window.
_POLICY = SMTP.clone(max_line_length=200)


@dataclass(frozen=True, slots=True, kw_only=True)
class EmailDraft:
    """One e-mail to one member. `sender` may be empty: the mail program then puts the officer's own account.

    `documents` are attached as PDF in the given look.
    """

    to: str
    sender: str = ""
    sender_name: str = ""
    subject: str
    text: str
    documents: tuple[Document, ...]
    look: Look = ISSUED


class Heading(Protocol):
    """What stands above and in an e-mail."""

    @property
    def to(self) -> str: ...
    @property
    def sender(self) -> str: ...
    @property
    def sender_name(self) -> str: ...
    @property
    def subject(self) -> str: ...
    @property
    def text(self) -> str: ...


def draft_name(draft: EmailDraft) -> str:
    """`LOTI-2026-0001 Camden.eml`, after the first document; a pro forma's e-mail after its PDF."""
    first = draft.documents[0]
    if draft.look.mark is Mark.ISSUED:
        return safe_name(document_slug(first), ".eml")
    return safe_name(file_name(first, draft.look).removesuffix(".pdf"), ".eml")


def email_bytes(draft: EmailDraft, render: Callable[[Document], bytes]) -> bytes:
    """The file. `render` gives a document's PDF. The same draft gives the same bytes."""
    attached = [(file_name(document, draft.look), render(document)) for document in draft.documents]
    seed = ",".join(f"{d.number}{d.hash}{d.organisation_id}" for d in draft.documents)
    return message_bytes(draft, attached, seed)


def message_bytes(head: Heading, attached: Sequence[tuple[str, bytes]], seed: str) -> bytes:
    """Any e-mail with PDFs, each with the name of its file; `seed` tells it from another with the same words.

    There is no date and no message's own number: the mail program gives both when it is sent.
    """
    message = EmailMessage(policy=_POLICY)
    # Outlook and others open a message with this header as one that is still to be sent.
    message["X-Unsent"] = "1"
    if head.sender:
        message["From"] = _address(head.sender, head.sender_name)
    message["To"] = _address(head.to)
    message["Subject"] = head.subject
    message.set_content(head.text, cte="quoted-printable")
    for name, pdf in attached:
        message.add_attachment(pdf, maintype="application", subtype="pdf", filename=name)
    message.set_boundary(f"loti-{digest(f'{head.subject}{head.text}{seed}')[:40]}")
    return message.as_bytes()


def _address(address: str, name: str = "") -> Address:
    user, _, domain = address.strip().rpartition("@")
    return Address(display_name=re.sub(r"[\r\n]+", " ", name), username=user, domain=domain)
