"""Issued documents as a CSV file for the finance system: Xero, Sage 50, or a plain ledger for all others.

Each document gives one row for each rate of VAT on it, so that the VAT a system calculates from a row is the VAT on
the document, rounded once. Text is neutralised (see `cells`); amounts stay numbers, also negative ones.
"""

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from pathlib import Path

from loti_admin.documents.cells import csv_text
from loti_admin.domain.invoices import Document, DocumentKind, VatTotal
from loti_admin.domain.money import Money
from loti_admin.domain.money import total as sum_of
from loti_admin.domain.vat import percent_text
from loti_admin.errors import Refused


class LedgerFormat(StrEnum):
    XERO = "xero"
    SAGE = "sage"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerCodes:
    """Where finance books it: income from subscriptions, income outside the scope of VAT, and the cost centre."""

    account: str
    grant_account: str
    cost_centre: str = ""

    def income_account(self, rate: Decimal | None) -> str:
        """The account for a row; `rate` None is outside the scope of VAT."""
        return self.grant_account if rate is None else self.account


XERO_COLUMNS = (
    "*ContactName", "EmailAddress", "POAddressLine1", "POAddressLine2", "POAddressLine3", "POAddressLine4", "POCity",
    "PORegion", "POPostalCode", "POCountry", "*InvoiceNumber", "Reference", "*InvoiceDate", "*DueDate",
    "InventoryItemCode", "*Description", "*Quantity", "*UnitAmount", "Discount", "*AccountCode", "*TaxType",
    "TrackingName1", "TrackingOption1", "TrackingName2", "TrackingOption2", "Currency", "BrandingTheme",
)  # fmt: skip
SAGE_COLUMNS = (
    "Type", "Account Reference", "Nominal A/C Ref", "Department Code", "Date", "Reference", "Details", "Net Amount",
    "Tax Code", "Tax Amount", "Exchange Rate", "Extra Reference", "User Name", "Project Refn", "Cost Code Refn",
)  # fmt: skip
PLAIN_COLUMNS = (
    "Customer reference", "Number", "Date", "Due date", "Tax point", "PO", "Description", "Net", "VAT code", "VAT",
    "Gross", "Account code", "Cost centre", "Period",
)  # fmt: skip

# Sage 50's own limits for the audit trail import.
_SAGE_ACCOUNT, _SAGE_REFERENCE, _SAGE_DETAILS = 8, 30, 60
_ADDRESS_LINES = 4


def ledger_rows(
    documents: Sequence[Document], kind: LedgerFormat, codes: LedgerCodes
) -> list[list[str]]:
    """The file's rows, the heads first. Raises Refused, naming what is missing, if the system would not take a row."""
    rows_of: dict[LedgerFormat, Callable[[Document, LedgerCodes], Iterator[list[str]]]] = {
        LedgerFormat.XERO: _xero,
        LedgerFormat.SAGE: _sage,
        LedgerFormat.PLAIN: _plain,
    }
    heads = {
        LedgerFormat.XERO: XERO_COLUMNS,
        LedgerFormat.SAGE: SAGE_COLUMNS,
        LedgerFormat.PLAIN: PLAIN_COLUMNS,
    }
    if kind is LedgerFormat.SAGE:
        _check_for_sage(documents, codes)
    rows = [list(heads[kind])]
    for document in documents:
        rows += rows_of[kind](document, codes)
    return rows


def write_ledger(
    path: Path, documents: Sequence[Document], kind: LedgerFormat, codes: LedgerCodes
) -> int:
    """Write the file in one step and give the number of its rows without the heads.

    UTF-8 with a byte order mark, without which Excel takes Łódź for something else. Raises Refused as `ledger_rows`
    does, FileTrouble if the file cannot be written.
    """
    from loti_admin.documents.files import write_aside

    rows = ledger_rows(documents, kind, codes)
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    write_aside(path, text.getvalue().encode("utf-8-sig"))
    return len(rows) - 1


def _xero(document: Document, codes: LedgerCodes) -> Iterator[list[str]]:
    """The sales import has no column for the kind of a document: what tells a credit note from an invoice is its total
    below zero, so its unit amount is negative. Currency stays empty: that is the organisation's own, sterling.
    """
    address = [line.strip() for line in document.customer_address.splitlines() if line.strip()]
    # Only the last column for the address can take more than one line.
    first, rest = address[: _ADDRESS_LINES - 1], address[_ADDRESS_LINES - 1 :]
    lines = [*first, ", ".join(rest), *[""] * _ADDRESS_LINES][:_ADDRESS_LINES]
    for total in _totals(document):
        yield [
            csv_text(document.customer_name),
            csv_text(document.customer_email),
            *map(csv_text, lines),
            "",
            "",
            csv_text(document.customer_postcode),
            "",
            csv_text(document.number),
            csv_text(document.purchase_order or document.buyer_reference),
            _day(document.on),
            _day(document.due),
            "",
            csv_text(_description(document, total)),
            "1",
            _signed(document, total.net).plain(),
            "",
            csv_text(codes.income_account(total.rate)),
            _xero_tax(total.rate),
            *[""] * 6,
        ]


def _sage(document: Document, codes: LedgerCodes) -> Iterator[list[str]]:
    """Amounts are positive: the type, SI or SC, says which way they go.

    The department is a number of up to three digits, so a cost centre of another shape is left out. So is an order
    number of more than 30 characters: half of one would be a wrong one.
    """
    credit = document.kind is DocumentKind.CREDIT_NOTE
    department = codes.cost_centre if codes.cost_centre.isdigit() else ""
    order = document.purchase_order or document.buyer_reference
    for total in _totals(document):
        yield [
            "SC" if credit else "SI",
            csv_text(document.customer_account),
            csv_text(codes.income_account(total.rate)),
            department if len(department) <= 3 else "",
            _day(document.on),
            csv_text(document.number),
            csv_text(_shortened(f"{document.number} {_description(document, total)}")),
            total.net.plain(),
            _sage_tax(total.rate),
            total.vat.plain(),
            "",
            csv_text(order) if len(order) <= _SAGE_REFERENCE else "",
            "",
            "",
            "",
        ]


def _plain(document: Document, codes: LedgerCodes) -> Iterator[list[str]]:
    """Credit notes are negative, so that each column of amounts adds up to what is due."""
    for total in _totals(document):
        net, vat = _signed(document, total.net), _signed(document, total.vat)
        yield [
            csv_text(document.customer_account or document.code),
            csv_text(document.number),
            _day(document.on),
            _day(document.due),
            _day(document.tax_point),
            csv_text(document.purchase_order or document.buyer_reference),
            csv_text(_description(document, total)),
            net.plain(),
            "Outside scope" if total.rate is None else f"{percent_text(total.rate)}%",
            vat.plain(),
            (net + vat).plain(),
            csv_text(codes.income_account(total.rate)),
            csv_text(codes.cost_centre),
            f"{_day(document.period_start)} to {_day(document.period_end)}",
        ]


def _xero_tax(rate: Decimal | None) -> str:
    """The name of the rate as a United Kingdom organisation in Xero has it."""
    if rate is None:
        return "No VAT"
    return f"{percent_text(rate)}% (VAT on Income)" if rate else "Zero Rated Income"


def _sage_tax(rate: Decimal | None) -> str:
    """T1 is the standard rate, T0 the zero rate, T9 outside the scope of VAT."""
    if rate is None:
        return "T9"
    return "T1" if rate else "T0"


def _check_for_sage(documents: Sequence[Document], codes: LedgerCodes) -> None:
    """Sage refuses a whole file for one account it cannot hold, and tells only the line."""
    without = dict.fromkeys(
        d.organisation
        for d in documents
        if not d.customer_account or len(d.customer_account) > _SAGE_ACCOUNT
    )
    if without:
        raise Refused(
            f"Sage needs a customer account of at most {_SAGE_ACCOUNT} characters. "
            f"Give one to {', '.join(without)}, then make the file again."
        )
    for account in (codes.account, codes.grant_account):
        if not account or len(account) > _SAGE_ACCOUNT:
            raise Refused(
                f"The ledger account “{account}” is not one of 1 to {_SAGE_ACCOUNT} characters, which is what Sage "
                "takes. Change it in the settings."
            )


def _totals(document: Document) -> list[VatTotal]:
    """Net and VAT by rate, as the document says: the last of several credit notes takes a penny that rounding left,
    and then its VAT is not quite what its rate gives. (Xero works VAT out by itself and may show that penny.)"""
    totals = list(document.vat_totals)
    for index, part in enumerate(totals):
        if part.rate is not None:
            penny = document.vat - sum_of(other.vat for other in totals)
            totals[index] = replace(part, vat=part.vat + penny)
            break
    return totals


def _description(document: Document, total: VatTotal) -> str:
    parts = (line.description for line in document.lines if line.vat_rate == total.rate)
    return "; ".join(dict.fromkeys(parts))


def _shortened(text: str) -> str:
    """At most as long as Sage's details, ended after a whole word; the document's number comes first, so it stays."""
    line = " ".join(text.split())
    if len(line) <= _SAGE_DETAILS:
        return line
    cut = line[: _SAGE_DETAILS + 1].rsplit(" ", 1)[0]
    return cut[:_SAGE_DETAILS].rstrip(" ,;:")


def _signed(document: Document, amount: Money) -> Money:
    return -amount if document.kind is DocumentKind.CREDIT_NOTE else amount


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"
