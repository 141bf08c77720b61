"""What has to be put right before a document is issued, because it could not be printed or read."""

from collections.abc import Iterator

from loti_admin.documents.fonts import unprintable
from loti_admin.documents.frame import laid_address, laid_cell, laid_facts
from loti_admin.documents.look import DRAFT
from loti_admin.documents.panels import panel_scale
from loti_admin.documents.words import content_of
from loti_admin.domain.invoices import Document, DocumentKind
from loti_admin.errors import Problem

MOST_ADDRESS_LINES = 8
# Below this size, in points, people would need a glass.
_SMALLEST_READABLE = 7.0


def check_printable(document: Document) -> list[Problem]:
    """Characters that the documents' font lacks, an address that the envelope's window does not show, texts too long
    to be read. All of them block issue: nothing is cut off, so they would come out as boxes or in tiny type."""
    if document.kind is DocumentKind.NONE:
        return []
    problems = []
    for field, what, text in _texts(document):
        missing = unprintable([text])
        if missing:
            message = (
                f"{what} holds {_listed(missing)}, which the documents cannot print. Take it out."
            )
            problems.append(_problem(document, message, field))
    lines, _, _ = laid_address(document)
    if len(lines) > MOST_ADDRESS_LINES:
        message = (
            f"the address takes {len(lines)} lines, but the envelope's window shows {MOST_ADDRESS_LINES}. "
            "Shorten it."
        )
        problems.append(_problem(document, message, "customer_address"))
    return problems + _too_long(document)


def _too_long(document: Document) -> list[Problem]:
    problems = []
    content = content_of(document, DRAFT)
    scale, _, _ = laid_facts(content.facts)
    if 10 * scale < _SMALLEST_READABLE:
        message = "the buyer reference is too long to be read beside the address. Shorten it."
        problems.append(_problem(document, message, "buyer_reference"))
    _, size = laid_cell(document.purchase_order)
    if size < _SMALLEST_READABLE:
        message = "the purchase order's number is too long to be read on the page. Shorten it."
        problems.append(_problem(document, message, "purchase_order"))
    if 10 * panel_scale(content.right) < _SMALLEST_READABLE:
        # The document's own texts there are short: it is the issuer's that fill the panel.
        field = "invoice note" if document.supplier.note else "payment terms"
        message = (
            "the payment terms and the note are too long to be read on the page. Shorten them."
        )
        problems.append(_problem(document, message, field))
    return problems


def _problem(document: Document, message: str, field: str) -> Problem:
    return Problem(f"{document.organisation}: {message}", field=field, code=document.code)


def _listed(missing: list[str]) -> str:
    shown = missing[:5]
    return ", ".join(shown) + (" and more" if len(missing) > len(shown) else "")


def _texts(document: Document) -> Iterator[tuple[str, str, str]]:
    """Everything somebody typed that is printed: field, what it is called, text."""
    yield "number", "the number", document.number
    yield "customer_name", "the name on the invoice", document.customer_name
    yield "customer_address", "the address", document.customer_address
    yield "customer_postcode", "the postcode", document.customer_postcode
    yield "customer_vat_number", "the customer's VAT number", document.customer_vat_number
    yield "customer_account", "the customer account", document.customer_account
    yield "purchase_order", "the purchase order's number", document.purchase_order
    yield "buyer_reference", "the buyer reference", document.buyer_reference
    yield "credits_number", "the number of what is credited", document.credits_number
    yield "reason", "the reason", document.reason
    for number, line in enumerate(document.lines, start=1):
        yield "lines", f"line {number}", f"{line.description}\n{line.working}"
    yield "figures", "the list of amounts", "\n".join(figure.label for figure in document.figures)
    supplier = document.supplier
    yield "supplier name", "the issuer's name", supplier.name
    yield "supplier address", "the issuer's address", f"{supplier.address}\n{supplier.postcode}"
    yield "vat number", "the issuer's VAT number", supplier.vat_number
    yield "contact name", "the contact's name", supplier.contact_name
    yield "contact email", "the contact's e-mail", supplier.contact_email
    yield "contact phone", "the contact's telephone", supplier.contact_phone
    yield "bank name", "the bank's name", supplier.bank_name
    yield "account name", "the account's name", supplier.account_name
    yield "sort code", "the sort code", supplier.sort_code
    yield "account number", "the account number", supplier.account_number
    yield "iban", "the IBAN", supplier.iban
    yield "payment terms", "the text of the payment terms", supplier.terms
    yield "invoice note", "the note on invoices", supplier.note
    yield "legal text", "the legal text at the foot", supplier.legal_text
