"""How the issuer is named on documents: letterhead, bank account, contact."""

import re

from loti_admin.documents.content import Fact, Sentence, facts, sentence
from loti_admin.domain.settings import Supplier

SHORT_NAME = "LOTI"
FULL_NAME = "London Office of Technology & Innovation"

_SORT_CODE = re.compile(r"^\d{6}$")
_IBAN = re.compile(r"^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$")


def is_loti(name: str) -> bool:
    """Whether the issuer's name says LOTI already. It is hosted by another body, so usually it does not."""
    return SHORT_NAME in name.split() or FULL_NAME.replace("&", "and") in name.replace("&", "and")


def host_line(supplier: Supplier) -> str:
    """The issuer's legal name as the second line of the letterhead (VAT Regulations 1995 reg. 14(1)(d))."""
    if not supplier.name or supplier.name == FULL_NAME:
        return ""
    return supplier.name if is_loti(supplier.name) else f"hosted by {supplier.name}"


def supplier_in_orders(supplier: Supplier) -> str:
    """The name a purchase order is made out to."""
    if not supplier.name or is_loti(supplier.name):
        return supplier.name
    return f"{supplier.name} ({SHORT_NAME})"


def address_line(supplier: Supplier) -> str:
    """The address in one line, the postcode after the town."""
    parts = [part.strip(" ,") for part in supplier.address.splitlines() if part.strip(" ,")]
    return " ".join(part for part in (", ".join(parts), supplier.postcode.strip()) if part)


def phone_and_email(supplier: Supplier) -> str:
    return " · ".join(part for part in (supplier.contact_phone, supplier.contact_email) if part)


def vat_line(supplier: Supplier) -> str:
    return f"VAT registration number {supplier.vat_number}" if supplier.vat_number else ""


def bank_facts(supplier: Supplier, reference: str) -> tuple[Fact, ...]:
    """How to pay; rows that are not set are left out."""
    sort_code = supplier.sort_code.strip()
    if _SORT_CODE.match(sort_code):
        sort_code = "-".join(re.findall("..", sort_code))
    iban = supplier.iban.strip()
    if _IBAN.match(iban):
        iban = " ".join(re.findall(".{1,4}", iban))
    return facts(
        ("Method", "BACS or Faster Payment" if sort_code or not iban else "Bank transfer"),
        ("Account name", supplier.account_name),
        ("Bank", supplier.bank_name),
        ("Sort code", sort_code, True),
        ("Account number", supplier.account_number, True),
        ("IBAN", iban, True),
        ("Reference to quote", reference, True),
    )


def contact_sentences(supplier: Supplier, *, quiet: bool) -> tuple[Sentence, ...]:
    """Whom to ask, and under it how to reach them."""
    texts = [text for text in (supplier.contact_name, phone_and_email(supplier)) if text]
    return tuple(sentence(text, quiet=quiet, close=index > 0) for index, text in enumerate(texts))
