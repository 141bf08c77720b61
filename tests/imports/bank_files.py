"""Made-up bank files in the layouts that banks in the United Kingdom use, for one list of payments.

Each maker takes rows of (date, payer, reference, amount; below zero went out) and gives the bytes of a file.
"""

import csv
import io
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal

Entry = tuple[date, str, str, str]

ENTRIES: Sequence[Entry] = (
    (date(2026, 7, 20), "LB CAMDEN", "LOTI 2026 0002", "36000.00"),
    (date(2026, 7, 21), "BARNET COUNCIL", "SUBSCRIPTION", "36000.00"),
    (date(2026, 7, 21), "STATIONERS LTD", "PAPER, 5 BOXES", "-1200.50"),
    (date(2026, 7, 22), "UNKNOWN", "REF 99", "12.34"),
)


def _csv(rows: Sequence[Sequence[str]], encoding: str = "utf-8", **options: str) -> bytes:
    text = io.StringIO()
    csv.writer(text, **options).writerows(rows)  # type: ignore[arg-type]
    return text.getvalue().encode(encoding)


def signed_with_balance(entries: Sequence[Entry] = ENTRIES) -> bytes:
    """One signed amount, dd/mm/yyyy, a running balance, thousands with commas, a byte order mark."""
    balance, rows = Decimal(1000), [["Date", "Description", "Amount", "Balance"]]
    for day, payer, reference, amount in entries:
        balance += Decimal(amount)
        rows.append(
            [f"{day:%d/%m/%Y}", f"{payer} {reference}", f"{Decimal(amount):,}", f"{balance:,}"]
        )
    return _csv(rows, "utf-8-sig")


def in_and_out(entries: Sequence[Entry] = ENTRIES) -> bytes:
    """Separate columns without signs, lines with the account above the heads, 20 Jul 2026."""
    rows = [
        ["Account name:", "LOTI (example)"],
        ["Account number:", "00000000"],
        [],
        ["Transaction date", "Details", "Name", "Paid in (GBP)", "Paid out (GBP)", "Balance"],
    ]
    for day, payer, reference, amount in entries:
        pounds = amount.removeprefix("-")
        came = not amount.startswith("-")
        rows.append(
            [
                f"{day:%d %b %Y}",
                reference,
                payer,
                pounds if came else "",
                "" if came else pounds,
                "",
            ]
        )
    return _csv(rows)


def iso_with_line_breaks(entries: Sequence[Entry] = ENTRIES) -> bytes:
    """ISO dates with a time, semicolons, a narrative of several quoted lines, no balance."""
    rows = [["Posting date", "Narrative", "Counterparty", "Value"]]
    for day, payer, reference, amount in entries:
        rows.append([f"{day.isoformat()} 09:15:00", f"FASTER PAYMENT\n{reference}", payer, amount])
    return _csv(rows, delimiter=";")


def debit_credit_marks(entries: Sequence[Entry] = ENTRIES) -> bytes:
    """Amounts with CR and DR, dates like 20-JUL-26, an older encoding with a pound sign, tabs."""
    rows = [["Entry date", "Type", "Particulars", "Amount (£)"]]
    for day, payer, reference, amount in entries:
        mark = "DR" if amount.startswith("-") else "CR"
        rows.append(
            [
                f"{day:%d-%b-%y}".upper(),
                "BGC",
                f"{payer} £ {reference}",
                f"£{amount.removeprefix('-')} {mark}",
            ]
        )
    return _csv(rows, "cp1252", delimiter="\t")


def without_heads(entries: Sequence[Entry] = ENTRIES) -> bytes:
    """No heads at all, in UTF-16: date, amount, payer, reference."""
    rows = [
        [f"{day:%d/%m/%Y}", amount, payer, reference] for day, payer, reference, amount in entries
    ]
    return _csv(rows, "utf-16")


def ofx_of_old(entries: Sequence[Entry] = ENTRIES) -> bytes:
    """OFX 1: tags that are not closed."""
    body = "".join(
        f"<STMTTRN>\n<TRNTYPE>CREDIT\n<DTPOSTED>{day:%Y%m%d}120000[0:GMT]\n<TRNAMT>{amount}\n"
        f"<FITID>F{place}\n<NAME>{payer.replace('&', '&amp;')}\n<MEMO>{reference}\n</STMTTRN>\n"
        for place, (day, payer, reference, amount) in enumerate(entries)
    )
    head = (
        "OFXHEADER:100\r\nDATA:OFXSGML\r\nVERSION:102\r\nENCODING:USASCII\r\nCHARSET:1252\r\n\r\n"
    )
    return f"{head}<OFX><BANKMSGSRSV1><STMTRS><BANKTRANLIST>\n{body}</BANKTRANLIST></STMTRS></OFX>".encode(
        "cp1252"
    )


def ofx_in_xml(entries: Sequence[Entry] = ENTRIES) -> bytes:
    """OFX 2: XML."""
    body = "".join(
        f"<STMTTRN><TRNTYPE>CREDIT</TRNTYPE><DTPOSTED>{day:%Y%m%d}</DTPOSTED><TRNAMT>{amount}</TRNAMT>"
        f"<FITID>F{place}</FITID><NAME>{payer.replace('&', '&amp;')}</NAME><MEMO>{reference}</MEMO></STMTTRN>"
        for place, (day, payer, reference, amount) in enumerate(entries)
    )
    head = '<?xml version="1.0" encoding="UTF-8"?><?OFX OFXHEADER="200" VERSION="220"?>'
    return f"{head}<OFX><BANKTRANLIST>{body}</BANKTRANLIST></OFX>".encode()


CSV_LAYOUTS: Sequence[Callable[[Sequence[Entry]], bytes]] = (
    signed_with_balance,
    in_and_out,
    iso_with_line_breaks,
    debit_credit_marks,
    without_heads,
)
OFX_LAYOUTS: Sequence[Callable[[Sequence[Entry]], bytes]] = (ofx_of_old, ofx_in_xml)
