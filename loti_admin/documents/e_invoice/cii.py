"""The data inside the PDF: UN/CEFACT Cross Industry Invoice, Factur-X profile EN 16931."""

from collections.abc import Iterator
from datetime import date
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

GUIDELINE = "urn:cen.eu:en16931:2017"
_STANDARD = "urn:un:unece:uncefact:data:standard:"
_rsm = Namespace(f"{_STANDARD}CrossIndustryInvoice:100", "rsm")
_ram = Namespace(f"{_STANDARD}ReusableAggregateBusinessInformationEntity:100", "ram")
_udt = Namespace(f"{_STANDARD}UnqualifiedDataType:100", "udt")
_qdt = Namespace(f"{_STANDARD}QualifiedDataType:100", "qdt")


def cii_xml(document: Document) -> bytes:
    """The document as CII. The same document gives the same bytes.

    Raises ValueError for a document without a number, or of a kind without paper.
    """
    invoice = e_invoice_of(document)
    return to_bytes(
        _rsm(
            "CrossIndustryInvoice",
            _rsm(
                "ExchangedDocumentContext",
                _ram("GuidelineSpecifiedDocumentContextParameter", _ram("ID", GUIDELINE)),
            ),
            _rsm(
                "ExchangedDocument",
                _ram("ID", invoice.number),
                _ram("TypeCode", invoice.type_code),
                _ram("IssueDateTime", _day(invoice.on)),
                [_ram("IncludedNote", _ram("Content", note)) for note in invoice.notes],
            ),
            _rsm(
                "SupplyChainTradeTransaction",
                [_line(number, item) for number, item in enumerate(invoice.items, start=1)],
                _agreement(invoice),
                _ram.empty("ApplicableHeaderTradeDelivery"),
                _settlement(invoice),
            ),
        )
    )


def _day(day: date, make: Namespace = _udt) -> Element | None:
    return make("DateTimeString", f"{day:%Y%m%d}", format="102")


def _line(number: int, item: Item) -> Element | None:
    return _ram(
        "IncludedSupplyChainTradeLineItem",
        _ram("AssociatedDocumentLineDocument", _ram("LineID", number)),
        _ram(
            "SpecifiedTradeProduct", _ram("Name", item.name), _ram("Description", item.description)
        ),
        _ram(
            "SpecifiedLineTradeAgreement",
            _ram("NetPriceProductTradePrice", _ram("ChargeAmount", item.price)),
        ),
        _ram("SpecifiedLineTradeDelivery", _ram("BilledQuantity", item.quantity, unitCode=ONE)),
        _ram(
            "SpecifiedLineTradeSettlement",
            _ram(
                "ApplicableTradeTax",
                _ram("TypeCode", "VAT"),
                _ram("CategoryCode", item.category),
                _ram("RateApplicablePercent", item.percent),
            ),
            _ram(
                "SpecifiedTradeSettlementLineMonetarySummation", _ram("LineTotalAmount", item.net)
            ),
        ),
    )


def _agreement(invoice: EInvoice) -> Element | None:
    return _ram(
        "ApplicableHeaderTradeAgreement",
        _ram("BuyerReference", invoice.buyer_reference),
        _ram("SellerTradeParty", _party(invoice.seller)),
        _ram("BuyerTradeParty", _party(invoice.buyer)),
        _ram("BuyerOrderReferencedDocument", _ram("IssuerAssignedID", invoice.purchase_order)),
    )


def _party(party: Party) -> Iterator[Element | None]:
    yield _ram("ID", party.identifier)
    yield _ram("Name", party.name)
    yield _ram("Description", party.legal_text)
    yield _ram("SpecifiedLegalOrganization", _ram("TradingBusinessName", party.trading_name))
    yield _ram(
        "DefinedTradeContact",
        _ram("PersonName", party.contact_name),
        _ram("TelephoneUniversalCommunication", _ram("CompleteNumber", party.contact_phone)),
        _ram("EmailURIUniversalCommunication", _ram("URIID", party.contact_email)),
    )
    yield _ram(
        "PostalTradeAddress",
        _ram("PostcodeCode", party.address.postcode),
        [
            _ram(name, line)
            for name, line in zip(
                ("LineOne", "LineTwo", "LineThree"), party.address.lines, strict=False
            )
        ],
        _ram("CityName", party.address.town),
        _ram("CountryID", COUNTRY),
    )
    if party.endpoint:
        address, scheme = party.endpoint
        yield _ram("URIUniversalCommunication", _ram("URIID", address, schemeID=scheme))
    yield _ram("SpecifiedTaxRegistration", _ram("ID", party.vat_number, schemeID="VA"))


def _settlement(invoice: EInvoice) -> Element | None:
    start, end = invoice.period
    due = invoice.due
    return _ram(
        "ApplicableHeaderTradeSettlement",
        _ram("PaymentReference", None if invoice.is_credit else invoice.number),
        _ram("InvoiceCurrencyCode", CURRENCY),
        _payment_means(invoice),
        [_tax(tax, invoice.tax_point) for tax in invoice.taxes],
        _ram(
            "BillingSpecifiedPeriod",
            _ram("StartDateTime", _day(start)),
            _ram("EndDateTime", _day(end)),
        ),
        _ram(
            "SpecifiedTradePaymentTerms",
            _ram("Description", invoice.terms),
            _ram("DueDateDateTime", _day(due) if due else None),
        ),
        _ram(
            "SpecifiedTradeSettlementHeaderMonetarySummation",
            _ram("LineTotalAmount", invoice.net),
            _ram("TaxBasisTotalAmount", invoice.net),
            _ram("TaxTotalAmount", invoice.vat, currencyID=CURRENCY),
            _ram("GrandTotalAmount", invoice.gross),
            _ram("DuePayableAmount", invoice.gross),
        ),
        _credited(invoice),
    )


def _payment_means(invoice: EInvoice) -> Element | None:
    account = invoice.account
    if account is None:
        return None
    return _ram(
        "SpecifiedTradeSettlementPaymentMeans",
        _ram("TypeCode", CREDIT_TRANSFER),
        _ram("Information", account.method),
        _ram(
            "PayeePartyCreditorFinancialAccount",
            _ram("IBANID", account.iban),
            _ram("AccountName", account.name),
            _ram("ProprietaryID", account.number),
        ),
        _ram("PayeeSpecifiedCreditorFinancialInstitution", _ram("BICID", account.sort_code)),
    )


def _tax(tax: Tax, tax_point: date | None) -> Element | None:
    return _ram(
        "ApplicableTradeTax",
        _ram("CalculatedAmount", tax.vat),
        _ram("TypeCode", "VAT"),
        _ram("ExemptionReason", NO_VAT_REASON if tax.outside else None),
        _ram("BasisAmount", tax.net),
        _ram("CategoryCode", tax.category),
        _ram("ExemptionReasonCode", NO_VAT_CODE if tax.outside else None),
        _ram(
            "TaxPointDate",
            _udt("DateString", f"{tax_point:%Y%m%d}", format="102") if tax_point else None,
        ),
        _ram("RateApplicablePercent", tax.percent),
    )


def _credited(invoice: EInvoice) -> Element | None:
    if invoice.credits is None:
        return None
    number, day = invoice.credits
    return _ram(
        "InvoiceReferencedDocument",
        _ram("IssuerAssignedID", number),
        _ram("FormattedIssueDateTime", _day(day, _qdt)),
    )
