"""The documents as they are read: text in order, every figure and every word that the law or a payer needs."""

from datetime import date
from decimal import Decimal

import pytest

from loti_admin.documents.invoice_pdf import render_document
from loti_admin.documents.look import DRAFT, ISSUED, Look, pro_forma
from loti_admin.domain.invoices import Document, DocumentKind, Figure
from loti_admin.domain.money import Money
from tests.documents import reading
from tests.documents.builders import (
    a_credit_note,
    a_document,
    a_line,
    a_request,
    a_supplier,
)


def test_an_invoice_reads_from_top_to_bottom_with_label_and_value_on_one_line() -> None:
    expected = [
        "London Borough of Fairmead",
        "Accounts Payable",
        "PO Box 000, Civic Centre",
        "12 Sample Way",
        "London N0 0AA",
        "VAT invoice",
        "Invoice number LOTI-2026-0014",
        "Invoice date 1 July 2026",
        "Tax point 1 July 2026",
        "Due date 31 July 2026",
        "Customer account FMD",
        "Buyer reference Digital Services, cost",
        "centre 7410",
        "Period covered 1 July 2026 to",
        "30 June 2027",
        "Amount to pay",
        "£36,000.00",
        "Pay by",
        "31 July 2026",
        "Your purchase order",
        "4500123456",
        "Quote when you pay",
        "LOTI-2026-0014",
        "Description Quantity Unit price VAT Net amount",
        "LOTI membership subscription 2026-27 1 30,000.00 20% 30,000.00",
        "Standard fee £30,000.00 a year, full year. Fee schedule 2026-27, approved 12 March 2026.",
        "VAT rate Net VAT",
        "20% 30,000.00 6,000.00",
        "Total without VAT £30,000.00",
        "Total VAT £6,000.00",
        "Total to pay £36,000.00",
        "How to pay",
        "Method BACS or Faster Payment",
        "Account name London Councils (example)",
        "Bank Example Bank plc",
        "Sort code 00-00-00",
        "Account number 00000000",
        "Reference to quote LOTI-2026-0014",
    ]
    lines = reading.lines(render_document(a_document()))
    start = lines.index(expected[0])
    assert expected == lines[start : start + len(expected)]


def test_the_letterhead_names_the_issuer_with_address_and_vat_number() -> None:
    lines = reading.lines(render_document(a_document()))
    for expected in (
        "Example: invented data",
        "hosted by London Councils",
        "Example House, 1 Sample Street, London SE1 0XX",
        "VAT registration number GB 000 0000 00",
        "LOTI",
    ):
        assert expected in lines
    assert lines.count("London Office of Technology & Innovation") == 2


def test_a_credit_note_names_what_it_credits_why_and_what_is_left() -> None:
    lines = reading.lines(render_document(a_credit_note()))
    for expected in (
        "VAT credit note",
        "Credit note number LOTI-CN-2026-0003",
        "Credits invoice LOTI-2026-0014",
        "Invoice date 1 July 2026",
        "Reason: the two councils of Fairmead and Oakhurst ICT named one main representative before 1 July 2026.",
        "Total credited £9,000.00",
        "Invoice LOTI-2026-0014 after this credit",
        "This credit note −9,000.00",
        "Left to pay £27,000.00",
        "pay what is left: £27,000.00 by 31 July 2026. The bank",
        "by £1,500.00.",
    ):
        assert expected in lines
    assert "How to pay" not in lines


def test_a_credit_note_that_leaves_nothing_says_so() -> None:
    nothing = (Figure(label="Left to pay", amount=Money(0)),)
    text = " ".join(reading.lines(render_document(a_credit_note(figures=nothing, rebill=True))))
    assert "Nothing is left to pay on it." in text
    assert "A new invoice follows for what is credited here." in text


def test_a_credit_note_for_more_than_is_open_owes_the_rest() -> None:
    figures = (Figure(label="Left to pay", amount=Money.pounds(-50)),)
    text = " ".join(reading.lines(render_document(a_credit_note(figures=figures))))
    assert "£50.00 is owed to you: tell us whether" in text
    assert "Left to pay −£50.00" in text


def test_a_credit_note_does_not_ask_for_money_by_a_day_that_is_past() -> None:
    text = " ".join(reading.lines(render_document(a_credit_note(due=date(2026, 7, 14)))))
    assert (
        "pay what is left: £27,000.00. The due date and the bank details are on the invoice."
        in text
    )


def test_a_column_of_figures_adds_up_to_its_last_line() -> None:
    amounts = (
        ("Invoiced", 36_000),
        ("This credit", 9_000),
        ("Paid", 1_000),
        ("Left to pay", 26_000),
    )
    figures = tuple(Figure(label=label, amount=Money.pounds(pounds)) for label, pounds in amounts)
    lines = reading.lines(render_document(a_credit_note(figures=figures)))
    for expected in (
        "Invoiced 36,000.00",
        "This credit −9,000.00",
        "Paid −1,000.00",
        "Left to pay £26,000.00",
    ):
        assert expected in lines


def test_the_table_of_vat_adds_up_to_the_total_where_a_last_credit_takes_a_penny() -> None:
    note = a_credit_note(vat=Money.pounds("1500.01"), gross=Money.pounds("9000.01"))
    lines = reading.lines(render_document(note))
    assert "20% 7,500.00 1,500.01" in lines
    assert "Total VAT £1,500.01" in lines


def test_a_reference_that_is_only_the_account_is_not_said_twice() -> None:
    lines = reading.lines(render_document(a_document(buyer_reference="FMD")))
    assert "Customer account FMD" in lines
    assert not any(line.startswith("Buyer reference") for line in lines)


def test_a_request_is_no_vat_document_and_bears_no_vat_number() -> None:
    lines = reading.lines(render_document(a_request()))
    for expected in (
        "Request for payment",
        "A grant, outside the scope of VAT. This is not a VAT invoice.",
        "Grant towards the costs of LOTI, financial year 2026-27 100,000.00",
        "Requested before −100,000.00",
        "Still to come £200,000.00",
        "Total requested £100,000.00",
        "Sort code 00-00-00",
        "020 0000 0000 · invoices@example.org",
    ):
        assert expected in lines
    text = " ".join(lines)
    assert "VAT registration" not in text
    assert "GB 000 0000 00" not in text
    assert "Total VAT" not in text


def test_a_credit_note_against_a_request_bears_no_vat_either() -> None:
    lines = reading.lines(
        render_document(
            a_credit_note(
                lines=(a_line(vat_rate=None),), credits_number="LOTI-REQ-2026-0002", figures=()
            )
        )
    )
    assert "Credit note" in lines
    assert "Credits request LOTI-REQ-2026-0002" in lines
    assert "GB 000 0000 00" not in " ".join(lines)


def test_a_draft_can_be_neither_sent_nor_paid() -> None:
    lines = reading.lines(render_document(a_document(number=""), look=DRAFT))
    for expected in (
        "DRAFT",
        "Draft. Not issued: do not send, do not pay. Example: invented data",
        "Invoice number None until issued",
        "Invoice date Set at issue",
        "Tax point Set at issue",
        "Due date 30 days after issue",
        "Reference to quote None until issued",
    ):
        assert expected in lines
    assert "31 July 2026" not in " ".join(lines)


def test_a_pro_forma_has_no_number_and_no_bank_details() -> None:
    look = pro_forma(date(2026, 5, 4), date(2026, 6, 15))
    lines = reading.lines(render_document(a_document(purchase_order=""), look=look))
    for expected in (
        "Pro forma. This is not a VAT invoice. Example: invented data",
        "Prepared on 4 May 2026",
        "VAT invoice follows 1 July 2026",
        "Please send us one",
        "Supplier London Councils (LOTI)",
        "VAT at 20% £6,000.00",
        "One order per year 2026-27 only",
        "invoices@example.org by 15 June 2026. We print it on",
        "Order value £36,000.00",
    ):
        assert expected in lines
    text = " ".join(lines)
    for missing in ("LOTI-2026-0014", "Sort code", "00000000", "Example Bank plc", "Total to pay"):
        assert missing not in text


def test_a_pro_forma_with_an_order_asks_for_nothing() -> None:
    text = " ".join(reading.lines(render_document(a_document(), look=pro_forma())))
    assert "Nothing: we have your purchase order." in text
    assert "Before 1 July 2026" in text


@pytest.mark.parametrize(
    ("document", "look"),
    [
        (a_document(number=""), ISSUED),
        (a_credit_note(), pro_forma()),
        (a_request(), pro_forma()),
        (a_document(kind=DocumentKind.NONE), ISSUED),
    ],
)
def test_what_may_not_exist_is_not_drawn(document: Document, look: Look) -> None:
    with pytest.raises(ValueError):
        render_document(document, look=look)


def test_rows_without_a_value_are_left_out_and_an_iban_is_shown() -> None:
    supplier = a_supplier(
        sort_code="", account_number="", bank_name="", iban="GB00EXMP00000012345678"
    )
    document = a_document(
        supplier=supplier, customer_account="", buyer_reference="", purchase_order=" "
    )
    lines = reading.lines(render_document(document))
    assert "Method Bank transfer" in lines
    assert "IBAN GB00 EXMP 0000 0012 3456 78" in lines
    assert "None given" in lines
    for label in ("Sort code", "Account number", "Bank", "Customer account", "Buyer reference"):
        assert not any(line.startswith(f"{label} ") or line == label for line in lines)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            {"payment_days": 0, "due": date(2026, 7, 1)},
            "Payment is due on the invoice date, 1 July 2026.",
        ),
        (
            {"payment_days": 1, "due": date(2026, 7, 2)},
            "Payment is due 1 day after the invoice date: by 2 July 2026.",
        ),
        ({"payment_days": 30, "due": date(2026, 8, 1)}, "Payment is due by 1 August 2026."),
    ],
)
def test_the_terms_say_what_the_dates_say(changes: dict[str, object], expected: str) -> None:
    assert expected in " ".join(reading.lines(render_document(a_document(**changes))))


def test_every_rate_has_its_row_and_lines_without_vat_say_so() -> None:
    rates = (Decimal(20), Decimal("17.5"), Decimal(5), Decimal(0), None)
    lines = tuple(
        a_line(description=f"Rate {rate}", working="", unit_price=Money.pounds(100), vat_rate=rate)
        for rate in rates
    )
    read = reading.lines(render_document(a_document(lines=lines)))
    for expected in (
        "20% 100.00 20.00",
        "17.5% 100.00 17.50",
        "5% 100.00 5.00",
        "0% 100.00 0.00",
        "No VAT 100.00 0.00",
        "Rate None 1 100.00 No VAT 100.00",
        "Total to pay £542.50",
    ):
        assert expected in read


def test_quantities_and_negative_amounts_are_printed() -> None:
    lines = (
        a_line(quantity=3, unit_price=Money.pounds("120.50")),
        a_line(description="Credit agreed", unit_price=Money.pounds(-61)),
    )
    read = reading.lines(render_document(a_document(lines=lines)))
    assert "LOTI membership subscription 2026-27 3 120.50 20% 361.50" in read
    assert "Credit agreed 1 −61.00 20% −61.00" in read


def test_a_subscription_outside_the_scope_of_vat_is_no_grant() -> None:
    request = a_request(lines=(a_line(vat_rate=None),), figures=())
    text = " ".join(reading.lines(render_document(request)))
    assert "Outside the scope of VAT. This is not a VAT invoice." in text
    assert "If part of this request is in dispute, tell us the part" in text
    assert "grant" not in text
