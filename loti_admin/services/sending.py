"""Sending, without sending: e-mail drafts for the officer's mail program, and one PDF for the printer."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from loti_admin.domain.covering import filled, one_line
from loti_admin.domain.dates import Year, long_date
from loti_admin.domain.invoices import Document, DocumentKind
from loti_admin.domain.organisations import check_email
from loti_admin.domain.settings import Setting, supplier_on, value_on
from loti_admin.errors import NotFound, Problem, Severity
from loti_admin.services.documents import MadePdf, documents_of, made_pdf
from loti_admin.storage.register import Register

if TYPE_CHECKING:
    from loti_admin.documents.email_draft import EmailDraft
    from loti_admin.documents.look import Look

Progress = Callable[[int, int], None]

_KINDS = {
    DocumentKind.INVOICE: "Invoice",
    DocumentKind.REQUEST: "Request for payment",
    DocumentKind.CREDIT_NOTE: "Credit note",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Emails:
    """The drafts, and whom none could be made for."""

    drafts: tuple["EmailDraft", ...]
    problems: tuple[Problem, ...]


def chosen_documents(
    register: Register, year: Year, numbers: Collection[str] = ()
) -> list[Document]:
    """The year's documents, or those of them that bear these numbers, in the order of issue. Raises NotFound."""
    documents = documents_of(register, year)
    wanted = {number.strip() for number in numbers}
    unknown = sorted(wanted - {document.number for document in documents})
    if unknown:
        raise NotFound(
            f"There is no document {unknown[0]} of {year}. Check the number and the year."
        )
    return [d for d in documents if not wanted or d.number in wanted]


def email_drafts(
    register: Register, documents: Sequence[Document], look: "Look | None" = None
) -> Emails:
    """One e-mail for each member with all of its documents, in their order. Reads only; nothing is sent.

    It goes to the address for invoices that the register holds now, else to the one the document was issued with.
    `look` is a pro forma's; without it the documents are issued ones.
    """
    from loti_admin.documents.email_draft import EmailDraft
    from loti_admin.documents.look import ISSUED

    settings, today = register.settings.all(), register.now().date()
    supplier = supplier_on(settings, today)
    addresses = {o.id: o.invoice_email.strip() for o in register.organisations.all()}
    by_member: dict[int, list[Document]] = {}
    for document in documents:
        by_member.setdefault(document.organisation_id, []).append(document)
    drafts, problems = [], []
    for organisation_id, own in by_member.items():
        to = addresses.get(organisation_id) or own[-1].customer_email.strip()
        if not to or check_email(to, "invoice_email"):
            name = own[0].organisation
            message = f"{name} has no e-mail address for invoices. Type it on the Members page."
            problems.append(Problem(message, Severity.WARNS, "invoice_email", own[0].code))
            continue
        subject, text = email_texts(settings, own, look)
        drafts.append(
            EmailDraft(
                to=to,
                sender=supplier.contact_email,
                sender_name=supplier.contact_name,
                subject=subject,
                text=text,
                documents=tuple(own),
                look=look or ISSUED,
            )
        )
    return Emails(drafts=tuple(drafts), problems=tuple(problems))


def write_emails(
    drafts: Sequence["EmailDraft"],
    folder: Path,
    progress: Progress | None = None,
    attached: list[MadePdf] | None = None,
) -> list[Path]:
    """Write each draft into `folder` as an .eml file. Needs no register, so that a worker can run it.

    What the PDFs of issued documents are that go with them is added to `attached`, to be kept or compared.
    Raises FileTrouble; files made before stay, and running it again makes only the missing ones.
    """
    from loti_admin.documents.email_draft import draft_name, email_bytes
    from loti_admin.documents.files import write_each
    from loti_admin.documents.invoice_pdf import render_document
    from loti_admin.documents.look import ISSUED

    def make(draft: "EmailDraft") -> bytes:
        def pdf_of(document: Document) -> bytes:
            pdf = render_document(document, look=draft.look)
            if attached is not None and draft.look == ISSUED:
                attached.append(made_pdf(document, pdf))
            return pdf

        return email_bytes(draft, pdf_of)

    return write_each(drafts, [draft_name(draft) for draft in drafts], folder, make, progress)


def write_joined(
    documents: Sequence[Document], path: Path, on: date, progress: Progress | None = None
) -> Path:
    """Write one PDF with a covering list and all these documents, to print them in one go.

    `on` is the day that stands on the covering list. Needs no register. Raises FileTrouble.
    """
    from loti_admin.documents.covering_list import render_joined
    from loti_admin.documents.files import write_aside

    write_aside(path, render_joined(documents, on, progress))
    return path


def email_texts(
    settings: Sequence[Setting], documents: Sequence[Document], look: "Look | None"
) -> tuple[str, str]:
    """Subject and text of one e-mail, from the settings in force on the day of its last document."""
    last = documents[-1]
    subject_key, text_key = (
        ("e-mail subject", "e-mail text")
        if look is None
        else ("pro forma subject", "pro forma text")
    )
    supplier = last.supplier
    reply = (supplier.contact_name, supplier.contact_phone, supplier.contact_email)
    values = {
        "organisation": last.organisation,
        "year": last.year,
        "numbers": ", ".join(d.number for d in documents if d.number),
        "documents": "\n".join(_line(document) for document in documents),
        "reply to": ", ".join(part for part in reply if part) or supplier.name,
        "issuer": supplier.name,
        "order by": _order_by(look, last),
    }
    subject = one_line(filled(value_on(settings, subject_key, last.on), values))
    text = filled(value_on(settings, text_key, last.on), values)
    if last.example:
        text = f"Example: invented data.\n\n{text}"
    # The dates hold no-break spaces, which some mail programs show as signs of their own.
    return subject.replace("\u00a0", " "), text.replace("\u00a0", " ")


def _order_by(look: "Look | None", document: Document) -> str:
    if look is not None and look.order_by is not None:
        return f"by {long_date(look.order_by)}"
    return f"before {long_date(document.on)}"


def _line(document: Document) -> str:
    """All that somebody who pays has to know, because a page that is attached may not be read aloud."""
    order = f", your purchase order {document.purchase_order}" if document.purchase_order else ""
    if not document.number:
        return (
            f"Pro forma: {document.gross.text} with VAT ({document.net.text} without), "
            f"to be invoiced on {long_date(document.on)}{order}"
        )
    what = f"{_KINDS[document.kind]} {document.number} of {long_date(document.on)}: {document.gross.text}"
    if document.kind is DocumentKind.CREDIT_NOTE:
        return f"{what}, credits {document.credits_number}{order}"
    return f"{what}, to pay by {long_date(document.due)}{order}"
