"""What stands in an e-invoice, from the same frozen document as the page; the numbers in brackets are EN 16931's.

Amounts are the document's own: nothing is added up or rounded here.
"""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from loti_admin.documents.common_words import vat_rows
from loti_admin.documents.look import ISSUED
from loti_admin.documents.supplier_words import FULL_NAME, SHORT_NAME, bank_facts, is_loti
from loti_admin.documents.words import content_of
from loti_admin.domain.invoices import Document, DocumentKind, Line, VatTotal
from loti_admin.domain.money import Money
from loti_admin.domain.settings import Supplier
from loti_admin.domain.vat import percent_text

CURRENCY = "GBP"
COUNTRY = "GB"
ONE = "C62"  # UN/ECE Recommendation 20: one of whatever the line describes
CREDIT_TRANSFER = "30"  # UNTDID 4461
INVOICE, CREDIT_NOTE = "380", "381"  # UNTDID 1001
NO_VAT_REASON, NO_VAT_CODE = "Outside the scope of VAT", "VATEX-EU-O"

# Nine digits, twelve for a branch, or three for departments and health authorities; XI is Northern Ireland.
_VAT_NUMBER = re.compile(r"(GB|XI)([0-9]{9}|[0-9]{12}|GD[0-4][0-9]{2}|HA[5-9][0-9]{2})")
_EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
# Code list of electronic addresses (EAS): a VAT number of the United Kingdom, an e-mail address.
_BY_VAT_NUMBER, _BY_EMAIL = "9932", "EM"


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Up to three lines (BT-35, 36, 162), the town where it stands by itself, and the postcode."""

    lines: tuple[str, ...]
    town: str
    postcode: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Seller (BG-4) or buyer (BG-7). `endpoint` is the electronic address with its scheme (BT-34, BT-49)."""

    name: str
    trading_name: str = ""
    identifier: str = ""
    legal_text: str = ""
    vat_number: str = ""
    address: Address
    contact_name: str = ""
    contact_phone: str = ""
    contact_email: str = ""
    endpoint: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Where to pay (BG-17): the IBAN or, without one, the account number with the sort code as the bank's national
    clearing code (BT-84, BT-86)."""

    method: str
    name: str
    iban: str
    number: str
    sort_code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tax:
    """One row of the table of VAT (BG-23). `percent` is empty outside the scope of VAT."""

    category: str
    percent: str
    net: Money
    vat: Money

    @property
    def outside(self) -> bool:
        return self.category == "O"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One line (BG-25); a price is never below nothing, so a line that takes away counts downwards (BR-27)."""

    name: str
    description: str
    quantity: int
    price: Money
    net: Money
    category: str
    percent: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EInvoice:
    """A document in the terms of EN 16931. `credits` names what a credit note credits, with its date (BG-3)."""

    number: str
    type_code: str
    on: date
    due: date | None
    tax_point: date | None
    period: tuple[date, date]
    notes: tuple[str, ...]
    buyer_reference: str
    purchase_order: str
    credits: tuple[str, date] | None
    seller: Party
    buyer: Party
    account: Account | None
    terms: str
    items: tuple[Item, ...]
    taxes: tuple[Tax, ...]
    net: Money
    vat: Money
    gross: Money

    @property
    def is_credit(self) -> bool:
        return self.type_code == CREDIT_NOTE


def e_invoice_of(document: Document) -> EInvoice:
    """The document in the terms of EN 16931. Raises ValueError for one without a number, or of a kind without paper."""
    content = content_of(document, ISSUED)
    is_credit = document.kind is DocumentKind.CREDIT_NOTE
    with_vat = any(line.vat_rate is not None for line in document.lines)
    of_what = document.credits_number, document.credits_date or document.on
    notes = (content.note, "" if is_credit else document.supplier.note, document.reason)
    return EInvoice(
        number=document.number,
        type_code=CREDIT_NOTE if is_credit else INVOICE,
        on=document.on,
        due=None if is_credit else document.due,
        tax_point=document.tax_point if document.kind is DocumentKind.INVOICE else None,
        period=(document.period_start, document.period_end),
        notes=tuple(note for note in notes if note.strip()),
        buyer_reference=document.buyer_reference,
        purchase_order=document.purchase_order,
        credits=of_what if is_credit else None,
        seller=_seller(document.supplier, with_vat=with_vat),
        buyer=_buyer(document, with_vat=with_vat),
        # A credit note says, as its page does, that the bank details are on the invoice.
        account=None if is_credit else _account(document.supplier, document.number),
        # The first sentence beside the amounts says by when to pay, or what to do with a credit note.
        terms=content.right.sentences[0].text if content.right.sentences else "",
        items=tuple(map(_item, document.lines)),
        taxes=tuple(map(_tax, vat_rows(document))),
        net=document.net,
        vat=document.vat,
        gross=document.gross,
    )


def vat_identifier(text: str) -> str:
    """`GB 123 4567 89` as `GB123456789`, with the country if it was left out; "" if it is no VAT number
    of the United Kingdom."""
    packed = re.sub(r"[\s.\-]", "", text).upper()
    for number in (packed, f"{COUNTRY}{packed}"):
        if _VAT_NUMBER.fullmatch(number):
            return number
    return ""


def _seller(supplier: Supplier, *, with_vat: bool) -> Party:
    vat_number = vat_identifier(supplier.vat_number) if with_vat else ""
    return Party(
        name=supplier.name,
        trading_name="" if is_loti(supplier.name) else FULL_NAME,
        # BR-CO-26 wants a number or a name to know the seller by where there is no VAT number.
        identifier="" if vat_number else SHORT_NAME,
        legal_text=supplier.legal_text,
        vat_number=vat_number,
        address=_address(supplier.address, supplier.postcode),
        contact_name=supplier.contact_name,
        contact_phone=supplier.contact_phone,
        contact_email=supplier.contact_email,
        endpoint=_endpoint(vat_number, supplier.contact_email),
    )


def _buyer(document: Document, *, with_vat: bool) -> Party:
    # BR-O-02 to BR-O-04: outside the scope of VAT neither side bears a VAT number.
    vat_number = vat_identifier(document.customer_vat_number) if with_vat else ""
    return Party(
        name=document.customer_name,
        identifier=document.customer_account,
        vat_number=vat_number,
        address=_address(document.customer_address, document.customer_postcode),
        endpoint=_endpoint(vat_number, document.customer_email),
    )


def _endpoint(vat_number: str, email: str) -> tuple[str, str] | None:
    if vat_number.startswith(COUNTRY):
        return vat_number, _BY_VAT_NUMBER
    return (email.strip(), _BY_EMAIL) if _EMAIL.fullmatch(email.strip()) else None


def _address(text: str, postcode: str) -> Address:
    """The last line is the town if it holds no figure and is not the only one; what is beyond three lines joins the
    third."""
    lines = [line.strip(" ,") for line in text.splitlines() if line.strip(" ,")]
    by_itself = len(lines) > 1 and not any(character.isdigit() for character in lines[-1])
    town = lines.pop() if by_itself else ""
    if len(lines) > 3:
        lines[2:] = [", ".join(lines[2:])]
    return Address(lines=tuple(lines), town=town, postcode=postcode)


def _account(supplier: Supplier, reference: str) -> Account:
    iban = re.sub(r"\s", "", supplier.iban).upper()
    return Account(
        method=bank_facts(supplier, reference)[0].value,
        name=supplier.account_name,
        iban=iban,
        number="" if iban else supplier.account_number.strip(),
        sort_code="" if iban else re.sub(r"\D", "", supplier.sort_code),
    )


def _item(line: Line) -> Item:
    down = line.unit_price < Money(0)
    return Item(
        name=line.description,
        description=line.working,
        quantity=-line.quantity if down else line.quantity,
        price=-line.unit_price if down else line.unit_price,
        net=line.net,
        category=_category(line.vat_rate),
        percent=_percent(line.vat_rate),
    )


def _tax(row: VatTotal) -> Tax:
    return Tax(category=_category(row.rate), percent=_percent(row.rate), net=row.net, vat=row.vat)


def _category(rate: Decimal | None) -> str:
    """UNTDID 5305: standard rate (any that is not nothing), zero rate, outside the scope of VAT."""
    if rate is None:
        return "O"
    return "S" if rate else "Z"


def _percent(rate: Decimal | None) -> str:
    return "" if rate is None else percent_text(rate)
