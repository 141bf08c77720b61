"""Whatever somebody types is printed as it was typed: nothing vanishes, nothing is read as markup, nothing breaks."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loti_admin.documents.invoice_pdf import render_document
from loti_admin.documents.look import DRAFT, ISSUED
from loti_admin.documents.supplier_words import address_line
from loti_admin.domain.invoices import Document, DocumentKind
from tests.documents import reading
from tests.documents.builders import a_credit_note, a_document, a_line, a_request, a_supplier

NASTY = (
    "Łódź £ € − – é",
    "<b>bold</b>&amp;<para>",
    "Smith <smith@x.org>",
    "</font>%s{0}$(rm)\\n(\\051)",
    "W" * 300,
    "a/b-" * 60,
    "word " * 120,
    "=1+1;@x",
    "\u202eevil\u200b\u00ad",
    "e\u0301 \u2011 \u00a0 \t\x00\x07",
    "😀 漢字 \ud800",
    "Żółć ŵŷ Ǿ\u2028next",
)
texts = st.one_of(st.sampled_from(NASTY), st.text(max_size=60), st.text(max_size=400))
# In the rows a broken word could not be put together again: beside its first line stand the figures, and it may go on
# overleaf.
worked = st.one_of(
    st.sampled_from([text for text in NASTY if len(text) < 60]), st.text(max_size=40)
)
described = st.lists(st.text(max_size=20), max_size=30).map("\n".join)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    make = draw(st.sampled_from((a_document, a_credit_note, a_request)))
    lines = st.builds(
        lambda description, working: a_line(description=description, working=working),
        described,
        worked,
    )
    supplier = {
        field: draw(texts)
        for field in (
            "name",
            "address",
            "contact_name",
            "bank_name",
            "account_name",
            "legal_text",
            "terms",
            "note",
        )
    }
    return make(
        lines=tuple(draw(st.lists(lines, max_size=4))),
        supplier=a_supplier(**supplier),
        customer_name=draw(texts),
        customer_address=draw(texts),
        customer_postcode=draw(texts),
        customer_account=draw(texts),
        purchase_order=draw(texts),
        buyer_reference=draw(texts),
        reason=draw(worked),
    )


def typed(document: Document) -> list[str]:
    supplier = document.supplier
    return [
        document.customer_name,
        document.customer_address,
        document.customer_postcode,
        document.customer_account,
        document.purchase_order,
        document.buyer_reference,
        document.reason,
        supplier.name,
        # Its lines are put together with commas, so that those at their ends are left out.
        address_line(supplier),
        supplier.contact_name,
        supplier.legal_text,
        *((supplier.terms, supplier.note) if document.kind is DocumentKind.INVOICE else ()),
        *(line.description for line in document.lines),
        *(line.working for line in document.lines),
    ]


@given(document=documents())
def test_every_printable_word_that_was_typed_can_be_read(document: Document) -> None:
    read = reading.packed(" ".join(reading.pages(render_document(document))))
    missing = [
        word
        for text in typed(document)
        for word in reading.words(text)
        if reading.packed(word) not in read
    ]
    assert missing == []


@pytest.mark.parametrize("text", NASTY)
@pytest.mark.parametrize("look", [ISSUED, DRAFT])
def test_any_text_in_every_field_at_once_is_drawn(text: str, look: object) -> None:
    base = a_document()
    strings = {
        field: text
        for field in Document.__dataclass_fields__
        if isinstance(getattr(base, field), str) and field not in ("kind", "year")
    }
    supplier = replace(base.supplier, **dict.fromkeys(base.supplier.__dataclass_fields__, text))
    document = replace(
        base, **strings, supplier=supplier, lines=(a_line(description=text, working=text),)
    )
    assert reading.pages(render_document(document))


def test_markup_is_printed_as_it_was_typed() -> None:
    lines = reading.lines(render_document(a_document(customer_name="<b>A</b> &amp; <i>B")))
    assert "<b>A</b> &amp; <i>B" in lines


def test_a_long_order_number_shrinks_and_then_wraps() -> None:
    short = reading.lines(render_document(a_document(purchase_order="KSB/2026/ICT/000123456-A")))
    assert "KSB/2026/ICT/000123456-A" in short
    number = "KSB/2026/ICT/000123456-A/LINE-17/CONTRACT-99881"
    long = reading.lines(render_document(a_document(purchase_order=number)))
    start = long.index("Your purchase order")
    assert "".join(long[start + 1 : long.index("Quote when you pay")]) == number


def test_an_address_of_seven_lines_is_printed_whole() -> None:
    address = "\n".join(f"Address line {n}" for n in range(1, 8))
    lines = reading.lines(render_document(a_document(customer_address=address)))
    start = lines.index("London Borough of Fairmead")
    assert [*(f"Address line {n}" for n in range(1, 7)), "Address line 7 N0 0AA"] == lines[
        start + 1 : start + 8
    ]
