"""What EN 16931 and Peppol would refuse, found before issue and said beside the field in plain words.

The rules' names are those of EN 16931-1 (BR-…) and of Peppol BIS Billing 3.0 (PEPPOL-EN16931-R…). What cannot go wrong
here, because `parts` takes it from one place, has no check.
"""

import re
from collections.abc import Iterator

from loti_admin.documents.e_invoice.parts import vat_identifier
from loti_admin.domain.dates import long_date
from loti_admin.domain.invoices import Document, DocumentKind, vat_breakdown
from loti_admin.domain.money import ZERO, Money, total
from loti_admin.domain.settings import Supplier
from loti_admin.errors import Problem

_IBAN = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}")
# By how much less than a pound VAT may stand off its rate (BR-CO-17); the last of several credit notes takes the pence
# that rounding the others has left.
_LEFT_BY_ROUNDING = Money(99)


def check_e_invoice(document: Document) -> list[Problem]:
    """Everything in a draft that would make its e-invoice false or refused; all of it blocks issue.

    Missing details of the issuer and a missing address of the customer are asked for with the fees, not here again.
    """
    if document.kind is DocumentKind.NONE:
        return []
    found = (*_names(document), *_references(document), *_dates(document), *_amounts(document))
    return [
        Problem(f"{document.organisation}: {message}", field=field, code=document.code)
        for field, message in found
    ]


def check_issuer(supplier: Supplier) -> list[Problem]:
    """What is wrong with the issuer's numbers, once for all documents; details that are missing are no matter here."""
    problems = []
    if supplier.vat_number.strip() and not vat_identifier(supplier.vat_number):
        message = (
            f"The VAT registration number “{supplier.vat_number.strip()}” is not GB and nine digits. "
            "Correct it under Settings."
        )
        problems.append(Problem(message, field="vat number"))
    if supplier.iban.strip() and not _is_iban(supplier.iban):
        message = (
            f"The IBAN “{supplier.iban.strip()}” has a mistake in it. Correct it under Settings."
        )
        problems.append(Problem(message, field="iban"))
    return problems


def _names(document: Document) -> Iterator[tuple[str, str]]:
    if not document.customer_name.strip():
        yield (
            "customer_name",
            "there is no name for the invoice. Type it on the Members page.",
        )  # BR-07
    number = document.customer_vat_number.strip()
    if number and not vat_identifier(number):  # BR-CO-09
        yield (
            "customer_vat_number",
            f"the customer's VAT number “{number}” is not GB and nine digits. Correct it, or leave it empty.",
        )


def _references(document: Document) -> Iterator[tuple[str, str]]:
    if not document.buyer_reference.strip() and not document.purchase_order.strip():
        yield (  # PEPPOL-EN16931-R003
            "buyer_reference",
            "there is neither a purchase order nor a buyer reference. Type one of them; "
            "without it the customer's system cannot tell whom the document is for.",
        )
    if document.kind is not DocumentKind.CREDIT_NOTE:
        return
    if not document.credits_number.strip() or document.credits_date is None:  # BR-55
        yield "credits_number", "the credit note names no invoice. Choose the invoice it credits."
    if not document.reason.strip():
        yield "reason", "the credit note gives no reason. Say why."


def _dates(document: Document) -> Iterator[tuple[str, str]]:
    if document.period_start > document.period_end:  # BR-29
        start, end = long_date(document.period_start), long_date(document.period_end)
        yield "period_start", f"the period begins on {start}, after its end on {end}. Correct it."
    if document.due < document.on:  # BR-CO-25 asks for a due date that can be kept
        due, on = long_date(document.due), long_date(document.on)
        yield "due", f"it would be due on {due}, before its own date, {on}. Choose a later day."


def _amounts(document: Document) -> Iterator[tuple[str, str]]:
    if not document.lines:  # BR-16
        yield "lines", "there is nothing on it. Add a line."
        return
    for number, line in enumerate(document.lines, start=1):
        if not line.description.strip():  # BR-25
            yield "lines", f"line {number} does not say what it is for. Type a description."
    rates = {line.vat_rate for line in document.lines}
    if None in rates and len(rates) > 1:  # BR-O-11 to BR-O-14
        yield (
            "lines",
            "lines with VAT and lines outside its scope cannot stand in one document. Make two of it.",
        )
    if document.gross < ZERO:
        yield (
            "gross",
            f"it comes to {document.gross.text}, which nobody can pay. Make a credit note.",
        )
    yield from _totals(document)


def _totals(document: Document) -> Iterator[tuple[str, str]]:
    """BR-CO-10 to BR-CO-17."""
    lines = total(line.net for line in document.lines)
    if lines != document.net:
        yield (
            "net",
            f"the lines come to {lines.text}, the total without VAT says {document.net.text}. Correct the lines.",
        )
    if document.net + document.vat != document.gross:
        yield (
            "gross",
            f"{document.net.text} and VAT of {document.vat.text} do not make {document.gross.text}. Correct the lines.",
        )
    vat = total(row.vat for row in vat_breakdown(document.lines))
    slack = _LEFT_BY_ROUNDING if vat and document.kind is DocumentKind.CREDIT_NOTE else ZERO
    if abs(document.vat - vat) > slack:
        yield (
            "vat",
            f"VAT on the lines is {vat.text}, the total VAT says {document.vat.text}. Correct the lines.",
        )


def _is_iban(text: str) -> bool:
    """ISO 13616: the number made of it, its first four characters last, leaves 1 when divided by 97."""
    packed = re.sub(r"\s", "", text).upper()
    if not _IBAN.fullmatch(packed):
        return False
    turned = packed[4:] + packed[:4]
    return int("".join(str(int(character, 36)) for character in turned)) % 97 == 1
