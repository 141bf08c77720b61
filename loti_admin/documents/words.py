"""Which words belong to which document."""

from loti_admin.documents.content import Content
from loti_admin.documents.credit_words import credit_note_content
from loti_admin.documents.invoice_words import (
    invoice_content,
    pro_forma_content,
    request_content,
)
from loti_admin.documents.look import Look, Mark
from loti_admin.domain.invoices import Document, DocumentKind


def content_of(document: Document, look: Look) -> Content:
    """Everything that is printed around the lines.

    Raises ValueError for a kind that has no document, for an issued one without a number, and for a pro forma of
    anything but an invoice.
    """
    if look.mark is Mark.ISSUED and not document.number.strip():
        raise ValueError("An issued document has a number; a draft is drawn with its own look.")
    if look.mark is Mark.PRO_FORMA:
        if document.kind is not DocumentKind.INVOICE:
            raise ValueError("Only an invoice has a pro forma.")
        return pro_forma_content(document, look)
    match document.kind:
        case DocumentKind.INVOICE:
            return invoice_content(document, look)
        case DocumentKind.CREDIT_NOTE:
            return credit_note_content(document, look)
        case DocumentKind.REQUEST:
            return request_content(document, look)
    raise ValueError("The host's own contribution has no document.")
