"""The words of VAT invoices, pro formas and requests for payment: which facts, which labels, which sentences.

Each fact stands once, with one label; only the amount and the number to quote are repeated.
"""

from datetime import timedelta

from loti_admin.documents.common_words import (
    AT_ISSUE,
    as_sum,
    date_text,
    number_text,
    order_cell,
    period_text,
    rate_text,
    reference_facts,
    totals_text,
    vat_rows,
)
from loti_admin.documents.content import Content, Fact, Panel, Sum, facts, sentence, strong
from loti_admin.documents.look import Look, Mark
from loti_admin.documents.supplier_words import (
    bank_facts,
    contact_sentences,
    supplier_in_orders,
)
from loti_admin.domain.dates import long_date
from loti_admin.domain.grammar import sentence_start
from loti_admin.domain.invoices import Document

GRANT = "A grant, outside the scope of VAT. This is not a VAT invoice."
OUTSIDE_SCOPE = "Outside the scope of VAT. This is not a VAT invoice."
GRANT_SPENT = "We spend the grant as the agreement says."
DISPUTE = "If part of this invoice is in dispute, tell us the part and pay the rest."
FRAUD = (
    "We never change bank details by e-mail. If a message says we have, "
    "ring us on a number you already know."
)


def invoice_content(document: Document, look: Look) -> Content:
    issued = look.mark is Mark.ISSUED
    number, due = number_text(document, look), _due(document, look)
    return Content(
        title="VAT invoice",
        number=number,
        facts=facts(
            ("Invoice number", number, True),
            ("Invoice date", date_text(document, look)),
            ("Tax point", long_date(document.tax_point) if issued else AT_ISSUE),
            ("Due date", due),
            *reference_facts(document, "Buyer reference"),
            ("Period covered", period_text(document)),
        ),
        strip=(
            Fact("Amount to pay", document.gross.text),
            Fact("Pay by", due),
            order_cell(document),
            Fact("Quote when you pay", number),
        ),
        totals=totals_text(document),
        grand=("Total to pay", document.gross),
        left=_how_to_pay(document, number),
        right=_terms(document, look, "invoice date", document.supplier.terms or DISPUTE),
    )


def request_content(document: Document, look: Look) -> Content:
    number, due = number_text(document, look), _due(document, look)
    term = Sum("The grant over its term", as_sum(document.figures))
    return Content(
        title="Request for payment",
        number=number,
        facts=facts(
            ("Request number", number, True),
            ("Date", date_text(document, look)),
            ("Due date", due),
            *reference_facts(document, "Your reference"),
            ("Period covered", period_text(document)),
        ),
        strip=(
            Fact("Amount requested", document.gross.text),
            Fact("Pay by", due),
            order_cell(document),
            Fact("Quote when you pay", number),
        ),
        note=OUTSIDE_SCOPE if document.is_subscription else GRANT,
        totals=totals_text(document),
        grand=("Total requested", document.gross),
        beside=term if term.amounts else None,
        left=_how_to_pay(document, number),
        right=_terms(
            document,
            look,
            "date of this request",
            _request_terms(document),
        ),
    )


def _request_terms(document: Document) -> str:
    if not document.is_subscription:
        return GRANT_SPENT
    return document.supplier.terms or DISPUTE.replace("this invoice", "this request")


def pro_forma_content(document: Document, look: Look) -> Content:
    """For raising a purchase order. Nothing here can be paid, so that nobody makes a tax point before the invoice."""
    supplier, follows = document.supplier, long_date(document.on)
    order_by = long_date(look.order_by) if look.order_by else f"before {follows}"
    vat = [
        (f"VAT at {rate_text(entry.rate)}", entry.vat.text)
        for entry in vat_rows(document)
        if entry.rate is not None
    ]
    return Content(
        title="Pro forma",
        number="",
        facts=facts(
            ("Prepared on", long_date(look.prepared) if look.prepared else "", True),
            ("VAT invoice follows", follows),
            *reference_facts(document, "Buyer reference"),
            ("Period covered", period_text(document)),
        ),
        strip=(
            Fact("Order value with VAT", document.gross.text),
            Fact("Order number needed by", sentence_start(order_by)),
            Fact("Purchase order", document.purchase_order.strip() or "Please send us one"),
            Fact("Nothing to pay yet", "For ordering only"),
        ),
        totals=totals_text(document),
        grand=("Order value", document.gross),
        left=Panel(
            heading="For your purchase order",
            facts=facts(
                ("Supplier", supplier_in_orders(supplier)),
                ("Supplier VAT number", supplier.vat_number),
                ("Order value without VAT", document.net.text, True),
                *vat,
                ("Order value with VAT", document.gross.text),
                ("One order per year", f"{document.year} only"),
            ),
            wide_labels=True,
        ),
        right=_what_we_need(document, look.order_by is not None, order_by, follows),
    )


def _what_we_need(document: Document, dated: bool, order_by: str, follows: str) -> Panel:
    supplier = document.supplier
    then = f"We print it on the VAT invoice, which follows on {follows}."
    if document.purchase_order.strip():
        order = sentence(f"Nothing: we have your purchase order. {then}")
    else:
        order = sentence(
            f"Please raise a purchase order and send its number to {supplier.contact_email or 'us'} ",
            strong(f"by {order_by}" if dated else order_by),
            f". {then}",
        )
    contact = " · ".join(text for text in (supplier.contact_name, supplier.contact_phone) if text)
    return Panel(
        heading="What we need from you",
        sentences=(
            order,
            sentence(
                strong("There is nothing to pay yet."),
                " This page has no invoice number and no bank details, and VAT cannot be reclaimed from it.",
            ),
            *([sentence(contact, quiet=True)] if contact else []),
        ),
    )


def _how_to_pay(document: Document, reference: str) -> Panel:
    email = document.supplier.contact_email
    advice = [sentence(f"Send remittance advice to {email}", quiet=True)] if email else []
    return Panel(
        heading="How to pay",
        facts=bank_facts(document.supplier, reference),
        sentences=tuple(advice),
    )


def _days(count: int) -> str:
    return "1 day" if count == 1 else f"{count} days"


def _due(document: Document, look: Look) -> str:
    if look.mark is Mark.ISSUED:
        return long_date(document.due)
    return f"{_days(document.payment_days)} after issue" if document.payment_days else "On issue"


def _terms(document: Document, look: Look, day: str, then: str) -> Panel:
    """The terms in one paragraph. The count of days is named only where it leads to the due date."""
    days, due = document.payment_days, long_date(document.due)
    after = f"{_days(days)} after the {day}" if days else f"on the {day}"
    if look.mark is not Mark.ISSUED:
        terms = sentence("Payment is due ", strong(after), f". {then}")
    elif document.on + timedelta(days=days) != document.due:
        terms = sentence("Payment is due ", strong(f"by {due}"), f". {then}")
    elif days == 0:
        terms = sentence(f"Payment is due {after}, ", strong(due), f". {then}")
    else:
        terms = sentence(f"Payment is due {after}: ", strong(f"by {due}"), f". {then}")
    return Panel(
        heading="Terms and questions",
        sentences=(
            terms,
            *(sentence(line) for line in document.supplier.note.splitlines() if line.strip()),
            *contact_sentences(document.supplier, quiet=False),
            sentence(FRAUD, quiet=True),
        ),
    )
