"""Documents to draw, complete unless a test says otherwise."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from loti_admin.domain.invoices import Document, DocumentKind, Figure, Line, totals_of
from loti_admin.domain.money import Money
from loti_admin.domain.settings import Supplier

STANDARD = Decimal(20)


def a_supplier(**changes: Any) -> Supplier:
    return replace(
        Supplier(
            name="London Councils",
            address="Example House\n1 Sample Street\nLondon",
            postcode="SE1 0XX",
            vat_number="GB 000 0000 00",
            contact_name="Asha Example, Membership Officer",
            contact_email="invoices@example.org",
            contact_phone="020 0000 0000",
            bank_name="Example Bank plc",
            account_name="London Councils (example)",
            sort_code="00-00-00",
            account_number="00000000",
            legal_text="LOTI is hosted by London Councils. The host’s legal details go here, as held on the day.",
        ),
        **changes,
    )


def a_line(**changes: Any) -> Line:
    return replace(
        Line(
            description="LOTI membership subscription 2026-27",
            working="Standard fee £30,000.00 a year, full year. Fee schedule 2026-27, approved 12 March 2026.",
            unit_price=Money.pounds(30_000),
            vat_rate=STANDARD,
        ),
        **changes,
    )


def a_document(**changes: Any) -> Document:
    """An issued VAT invoice; net, VAT and gross follow from the lines."""
    lines = changes.pop("lines", (a_line(),))
    net, vat, gross = totals_of(lines)
    return replace(
        Document(
            kind=DocumentKind.INVOICE,
            number="LOTI-2026-0014",
            year="2026-27",
            organisation_id=1,
            code="E09000099",
            organisation="Fairmead",
            on=date(2026, 7, 1),
            tax_point=date(2026, 7, 1),
            due=date(2026, 7, 31),
            payment_days=30,
            period_start=date(2026, 7, 1),
            period_end=date(2027, 6, 30),
            supplier=a_supplier(),
            customer_name="London Borough of Fairmead",
            customer_address="Accounts Payable\nPO Box 000, Civic Centre\n12 Sample Way\nLondon",
            customer_postcode="N0 0AA",
            customer_account="FMD",
            purchase_order="4500123456",
            buyer_reference="Digital Services, cost centre 7410",
            lines=lines,
            net=net,
            vat=vat,
            gross=gross,
            example=True,
        ),
        **changes,
    )


def a_credit_note(**changes: Any) -> Document:
    """A quarter of the invoice above credited, so that £27,000.00 is left to pay on it."""
    line = a_line(
        description="LOTI membership subscription 2026-27, part credited",
        working="Invoiced £30,000.00; agreed £22,500.00 (shared IT fee); difference £7,500.00.",
        unit_price=Money.pounds(7_500),
    )
    figures = (
        Figure(label="Invoiced, with VAT", amount=Money.pounds(36_000)),
        Figure(label="Credited before", amount=Money(0)),
        Figure(label="This credit note", amount=Money.pounds(-9_000)),
        Figure(label="Paid so far", amount=Money(0)),
        Figure(label="Left to pay", amount=Money.pounds(27_000)),
    )
    return a_document(
        **{
            "kind": DocumentKind.CREDIT_NOTE,
            "number": "LOTI-CN-2026-0003",
            "on": date(2026, 7, 14),
            "lines": (line,),
            "figures": figures,
            "credits_number": "LOTI-2026-0014",
            "credits_date": date(2026, 7, 1),
            "reason": "the two councils of Fairmead and Oakhurst ICT named one main representative before 1 July 2026.",
            **changes,
        }
    )


def a_request(**changes: Any) -> Document:
    """A request to a funder for the second of four years, outside the scope of VAT."""
    line = a_line(
        description="Grant towards the costs of LOTI, financial year 2026-27",
        working="Year 2 of 4. Core funding, not tied to a project. Up to £100,000.00 a year under the agreement.",
        unit_price=Money.pounds(100_000),
        vat_rate=None,
    )
    figures = (
        Figure(label="Agreed, up to", amount=Money.pounds(400_000)),
        Figure(label="Requested before", amount=Money.pounds(100_000)),
        Figure(label="This request", amount=Money.pounds(100_000)),
        Figure(label="Still to come", amount=Money.pounds(200_000)),
    )
    return a_document(
        **{
            "kind": DocumentKind.REQUEST,
            "number": "LOTI-REQ-2026-0002",
            "on": date(2026, 7, 6),
            "due": date(2026, 8, 5),
            "period_start": date(2026, 4, 1),
            "period_end": date(2027, 3, 31),
            "organisation": "GLA",
            "customer_name": "Greater London Authority",
            "customer_address": "Accounts Payable\nExample Hall, 1 Invented Way\nLondon",
            "customer_postcode": "E00 0DD",
            "customer_account": "",
            "buyer_reference": "Grant EX-0000",
            "purchase_order": "GLA-EX-77001",
            "lines": (line,),
            "figures": figures,
            **changes,
        }
    )


def many_lines(count: int) -> tuple[Line, ...]:
    """Lines of £1, £2, £3 …, so that a missing one shows in every sum; every seventh zero-rated."""
    return tuple(
        Line(
            description=f"Course number {index}",
            working=f"{index % 5 + 1} places, booking B-{2000 + index}.",
            unit_price=Money.pounds(index),
            vat_rate=Decimal(0) if index % 7 == 0 else STANDARD,
        )
        for index in range(1, count + 1)
    )
