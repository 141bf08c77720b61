"""The same data as a file for another council's system: UBL 2.1, Peppol BIS Billing 3.0."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from loti_admin.documents.e_invoice.parts import (
    COUNTRY,
    CREDIT_TRANSFER,
    CURRENCY,
    NO_VAT_CODE,
    NO_VAT_REASON,
    ONE,
    EInvoice,
    Item,
    Party,
    Tax,
    e_invoice_of,
)
from loti_admin.documents.e_invoice.tree import Namespace, to_bytes
from loti_admin.domain.invoices import Document
from loti_admin.domain.money import Money

CUSTOMIZATION = "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0"
PROFILE = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"
_SCHEMA = "urn:oasis:names:specification:ubl:schema:xsd:"
_cac = Namespace(f"{_SCHEMA}CommonAggregateComponents-2", "cac")
_cbc = Namespace(f"{_SCHEMA}CommonBasicComponents-2", "cbc")
_invoice = Namespace(f"{_SCHEMA}Invoice-2", "ubl")
_credit_note = Namespace(f"{_SCHEMA}CreditNote-2", "cn")


def ubl_xml(document: Document) -> bytes:
    """The document as UBL. The same document gives the same bytes.

    Peppol wants an electronic address of both sides, which nothing here makes up: see `addressed`.
    Raises ValueError for a document without a number, or of a kind without paper.
    """
    invoice = e_invoice_of(document)
    root = (
        _credit_note("CreditNote", _parts(invoice))
        if invoice.is_credit
        else _invoice("Invoice", _parts(invoice))
    )
    return to_bytes(root)


def addressed(document: Document) -> tuple[bool, bool]:
    """Whether buyer and seller have an electronic address (PEPPOL-EN16931-R010 and R020)."""
    invoice = e_invoice_of(document)
    return invoice.buyer.endpoint is not None, invoice.seller.endpoint is not None


def _parts(invoice: EInvoice) -> Iterator[Element | None]:
    credit = invoice.is_credit
    start, end = invoice.period
    tax_point = _cbc("TaxPointDate", invoice.tax_point)
    yield _cbc("CustomizationID", CUSTOMIZATION)
    yield _cbc("ProfileID", PROFILE)
    yield _cbc("ID", invoice.number)
    yield _cbc("IssueDate", invoice.on)
    yield _cbc("DueDate", invoice.due)
    yield _cbc("CreditNoteTypeCode" if credit else "InvoiceTypeCode", invoice.type_code)
    # PEPPOL-EN16931-R002: one note at most.
    yield _cbc("Note", " ".join(invoice.notes))
    yield tax_point
    yield _cbc("DocumentCurrencyCode", CURRENCY)
    yield _cbc("BuyerReference", invoice.buyer_reference)
    yield _cac("InvoicePeriod", _cbc("StartDate", start), _cbc("EndDate", end))
    yield _cac("OrderReference", _cbc("ID", invoice.purchase_order))
    if invoice.credits:
        number, day = invoice.credits
        reference = _cac("InvoiceDocumentReference", _cbc("ID", number), _cbc("IssueDate", day))
        yield _cac("BillingReference", reference)
    yield _cac("AccountingSupplierParty", _party(invoice.seller))
    yield _cac("AccountingCustomerParty", _party(invoice.buyer))
    yield _payment_means(invoice)
    yield _cac("PaymentTerms", _cbc("Note", invoice.terms))
    yield _cac(
        "TaxTotal", _amount("TaxAmount", invoice.vat), [_subtotal(tax) for tax in invoice.taxes]
    )
    yield _cac(
        "LegalMonetaryTotal",
        _amount("LineExtensionAmount", invoice.net),
        _amount("TaxExclusiveAmount", invoice.net),
        _amount("TaxInclusiveAmount", invoice.gross),
        _amount("PayableAmount", invoice.gross),
    )
    for number_of_line, item in enumerate(invoice.items, start=1):
        yield _line(number_of_line, item, credit=credit)


def _amount(name: str, money: Money) -> Element | None:
    return _cbc(name, money, currencyID=CURRENCY)


def _party(party: Party) -> Element | None:
    address = party.address
    first, second, third = (*address.lines, "", "", "")[:3]
    endpoint, scheme = party.endpoint or ("", "")
    return _cac(
        "Party",
        _cbc("EndpointID", endpoint, schemeID=scheme),
        _cac("PartyIdentification", _cbc("ID", party.identifier)),
        _cac("PartyName", _cbc("Name", party.trading_name)),
        _cac(
            "PostalAddress",
            _cbc("StreetName", first),
            _cbc("AdditionalStreetName", second),
            _cbc("CityName", address.town),
            _cbc("PostalZone", address.postcode),
            _cac("AddressLine", _cbc("Line", third)),
            _cac("Country", _cbc("IdentificationCode", COUNTRY)),
        ),
        _cac("PartyTaxScheme", _cbc("CompanyID", party.vat_number), _scheme())
        if party.vat_number
        else None,
        _cac(
            "PartyLegalEntity",
            _cbc("RegistrationName", party.name),
            _cbc("CompanyLegalForm", party.legal_text),
        ),
        _cac(
            "Contact",
            _cbc("Name", party.contact_name),
            _cbc("Telephone", party.contact_phone),
            _cbc("ElectronicMail", party.contact_email),
        ),
    )


def _payment_means(invoice: EInvoice) -> Element | None:
    account = invoice.account
    if account is None:
        return None
    return _cac(
        "PaymentMeans",
        _cbc("PaymentMeansCode", CREDIT_TRANSFER, name=account.method),
        _cbc("PaymentID", invoice.number),
        _cac(
            "PayeeFinancialAccount",
            _cbc("ID", account.iban or account.number),
            _cbc("Name", account.name),
            _cac("FinancialInstitutionBranch", _cbc("ID", account.sort_code)),
        ),
    )


def _subtotal(tax: Tax) -> Element | None:
    return _cac(
        "TaxSubtotal",
        _amount("TaxableAmount", tax.net),
        _amount("TaxAmount", tax.vat),
        _cac(
            "TaxCategory",
            _cbc("ID", tax.category),
            _cbc("Percent", tax.percent),
            _cbc("TaxExemptionReasonCode", NO_VAT_CODE if tax.outside else None),
            _cbc("TaxExemptionReason", NO_VAT_REASON if tax.outside else None),
            _scheme(),
        ),
    )


def _scheme() -> Element | None:
    return _cac("TaxScheme", _cbc("ID", "VAT"))


def _line(number: int, item: Item, *, credit: bool) -> Element | None:
    return _cac(
        "CreditNoteLine" if credit else "InvoiceLine",
        _cbc("ID", number),
        _cbc("CreditedQuantity" if credit else "InvoicedQuantity", item.quantity, unitCode=ONE),
        _amount("LineExtensionAmount", item.net),
        _cac(
            "Item",
            _cbc("Description", item.description),
            _cbc("Name", item.name),
            _cac(
                "ClassifiedTaxCategory",
                _cbc("ID", item.category),
                _cbc("Percent", item.percent),
                _scheme(),
            ),
        ),
        _cac("Price", _amount("PriceAmount", item.price)),
    )
