"""The words of a credit note: what it credits, why, and what is left to pay."""

from loti_admin.documents.common_words import (
    as_sum,
    date_text,
    has_vat,
    number_text,
    order_cell,
    period_text,
    reference_facts,
    totals_text,
)
from loti_admin.documents.content import Content, Fact, Panel, Sentence, facts, sentence, strong
from loti_admin.documents.look import Look, Mark
from loti_admin.documents.supplier_words import contact_sentences
from loti_admin.domain.dates import long_date
from loti_admin.domain.invoices import Document
from loti_admin.domain.money import ZERO


def credit_note_content(document: Document, look: Look) -> Content:
    """A credit note names the document it credits, with its date, and the reason (VAT Regulations 1995 reg. 15C).

    The last of the document's figures is what is left to pay on the credited one; without figures nothing is said
    about that.
    """
    number = number_text(document, look)
    credits = "invoice" if has_vat(document) else "request"
    credited_on = long_date(document.credits_date) if document.credits_date else ""
    left = document.figures[-1] if document.figures else None
    strip = [
        Fact("Amount credited", document.gross.text),
        Fact(f"Credits {credits}", document.credits_number),
        order_cell(document),
    ]
    if left:
        owed = left.amount < ZERO
        label = "Owed to you" if owed else "Left to pay on it"
        strip.append(Fact(label, abs(left.amount).text))
    return Content(
        title="VAT credit note" if has_vat(document) else "Credit note",
        number=number,
        facts=facts(
            ("Credit note number", number, True),
            ("Credit note date", date_text(document, look)),
            (f"Credits {credits}", document.credits_number),
            (f"{credits.capitalize()} date", credited_on),
            *reference_facts(document, "Buyer reference"),
            ("Period covered", period_text(document)),
        ),
        strip=tuple(strip),
        totals=totals_text(document),
        grand=("Total credited", document.gross),
        left=Panel(
            heading=f"{credits.capitalize()} {document.credits_number} after this credit",
            amounts=as_sum(document.figures),
        ),
        right=Panel(
            heading="What to do",
            sentences=(
                _set_against(document, look, credits),
                *_and_also(document, credits),
                *contact_sentences(document.supplier, quiet=True),
            ),
        ),
    )


def _set_against(document: Document, look: Look, credits: str) -> Sentence:
    """What to pay is said with its date only where that date lies ahead of the credit note."""
    against = f"Set this credit note against {credits} {document.credits_number}"
    if not document.figures:
        return sentence(f"{against}.")
    left = document.figures[-1].amount
    if left == ZERO:
        return sentence(f"{against}. ", strong("Nothing is left to pay on it."))
    if left < ZERO:
        return sentence(
            f"{against}. ",
            strong(f"{abs(left).text} is owed to you"),
            ": tell us whether to pay it back or to set it against what you owe next.",
        )
    if look.mark is Mark.ISSUED and document.due > document.on:
        amount = strong(f"{left.text} by {long_date(document.due)}")
        where = f"The bank details are on the {credits}."
    else:
        amount = strong(left.text)
        where = f"The due date and the bank details are on the {credits}."
    return sentence(f"{against} and pay what is left: ", amount, f". {where}")


def _and_also(document: Document, credits: str) -> list[Sentence]:
    also = []
    if document.vat:
        also.append(
            f"If you have reclaimed the VAT on the {credits}, reduce it by {document.vat.text}."
        )
    if document.rebill:
        also.append(f"A new {credits} follows for what is credited here.")
    return [sentence(text) for text in also]
