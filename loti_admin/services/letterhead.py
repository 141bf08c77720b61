"""The look and the standing texts of the documents: trying them out before they are saved."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from loti_admin.domain.dates import Year
from loti_admin.domain.invoices import SUBSCRIPTION, Document, DocumentKind, Line, totals_of
from loti_admin.domain.letterhead import logo_text
from loti_admin.domain.money import Money
from loti_admin.domain.settings import Setting, supplier_on, value_on
from loti_admin.errors import FileTrouble, Problem, Refused, reason_of
from loti_admin.services.sending import email_texts
from loti_admin.storage.register import Register

_SHARED = {"payment terms", "invoice note"}


def read_logo(path: Path) -> str:
    """A PNG or JPEG file as the value of the setting `logo`, made as small as it is printed.

    Raises Refused for what is no such picture, FileTrouble if the file cannot be read.
    """
    # The library for pictures takes a while to load.
    from loti_admin.documents.logo import fitted_logo

    try:
        data = path.read_bytes()
    except OSError as error:
        raise FileTrouble(
            f"{path} could not be read: {reason_of(error)}. Choose another file."
        ) from error
    try:
        return logo_text(fitted_logo(data))
    except ValueError as error:
        raise Refused(str(error)) from error


def sample_document(register: Register, values: Mapping[str, str]) -> Document:
    """An invoice as it would look if these settings were saved, with an invented customer. Reads only.

    `values` are settings by key as they are kept; all others are those in force today.
    """
    today = register.now().date()
    known = _as_typed(register, values)
    year = Year.containing(today)
    start = date(year.first, 7, 1)
    line = Line(
        description=f"{SUBSCRIPTION} {year}",
        working="Standard fee £30,000.00 a year, full year.",
        unit_price=Money.pounds(30_000),
        vat_rate=Decimal(20),
    )
    net, vat, gross = totals_of((line,))
    days = _days(known, today)
    return Document(
        kind=DocumentKind.INVOICE,
        year=year.label,
        organisation_id=0,
        code="",
        organisation="Example council",
        on=today,
        tax_point=today,
        due=today + timedelta(days=days),
        payment_days=days,
        period_start=start,
        period_end=date(year.first + 1, 6, 30),
        supplier=supplier_on(known, today),
        customer_name="London Borough of Example",
        customer_address="Accounts Payable\n1 Example Way\nLondon",
        customer_postcode="E0 0XX",
        purchase_order="4500123456",
        buyer_reference="Digital Services",
        lines=(line,),
        net=net,
        vat=vat,
        gross=gross,
        example=True,
    )


def sample_emails(register: Register, values: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Subject and text of an e-mail with an invoice and of one with a pro forma, with these settings. Reads only."""
    from loti_admin.documents.look import pro_forma

    known = _as_typed(register, values)
    draft = sample_document(register, values)
    invoice = replace(draft, number="LOTI-2026-0001", example=False)
    order_by = pro_forma(draft.on, draft.on + timedelta(days=14))
    return (
        email_texts(known, [invoice], None),
        email_texts(known, [replace(draft, example=False)], order_by),
    )


def _as_typed(register: Register, values: Mapping[str, str]) -> list[Setting]:
    """The settings as they would be from today on."""
    today = register.now().date()
    typed = [Setting(key=key, value=value, start=today) for key, value in values.items()]
    others = [s for s in register.settings.all() if s.key not in values]
    return [*others, *(s for s in typed if s.value.strip())]


def unprintable_texts(register: Register, values: Mapping[str, str]) -> list[Problem]:
    """What in settings that are about to be saved no page could show or nobody could read, by key. Reads only."""
    from loti_admin.documents.printable import check_printable

    prefix = "Example council: "
    # These two share the room on the page, so that the one that is changed can make the other too long.
    told = {*values, *(_SHARED if _SHARED & values.keys() else ())}
    return [
        replace(problem, message=_capital(problem.message.removeprefix(prefix)), code="")
        for problem in check_printable(sample_document(register, values))
        if problem.field in told
    ]


def _days(settings: list[Setting], on: date) -> int:
    """What is being typed may not be a number yet."""
    text = value_on(settings, "payment days", on)
    return int(text) if text.isascii() and text.isdigit() and int(text) <= 365 else 30


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
